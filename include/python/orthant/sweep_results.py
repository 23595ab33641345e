"""What a sweep's folder holds: its points as arrays, merged, ranked, drawn."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _native
from ._arrays import empty
from ._request import file_name
from ._results import with_pandas
from .errors import BadInput
from .rankings import rank

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from .rankings import SweepBest

__all__ = ["SweepFolder", "SweepMerged", "SweepTally"]

_WHOLE, _TRUTHS, _TEXTS = 1, 2, 3  # orth_sweep_kind


@dataclass(frozen=True)
class SweepTally:
    """What is there of a sweep's points.

    Attributes:
        points: of the sweep.
        missing: neither finished nor failed.
        first_missing: the least of them; None where all are there.
        failed: those that have a message in place of figures.
        dropped: lines that were cut or damaged, and count as not there.
        files: of points.
    """

    points: int
    missing: int
    first_missing: int | None
    failed: int
    dropped: int
    files: int


def _tally(of: tuple[int, int, int, int, int, int]) -> SweepTally:
    points, missing, first, failed, dropped, files = of
    return SweepTally(points, missing, first if missing else None, failed, dropped, files)


@dataclass(frozen=True)
class SweepMerged:
    """The files that a merge wrote.

    Attributes:
        csv: the table, a line a point.
        sqlite: the database: points, figures, failures, exact, meta.
        tally: what they hold.
    """

    csv: str
    sqlite: str
    tally: SweepTally


def _column(of: _native.SweepColumns, i: int) -> tuple[str, NDArray[Any]]:
    name, kind, full = of.describe(i)
    if kind == _TEXTS:
        texts = np.empty(of.rows(), dtype=object)
        texts[:] = of.texts(i)
        return name, texts
    made = empty((of.rows(),))
    of.numbers(i, made)
    if kind == _WHOLE and full:
        return name, made.astype(np.int64)
    if kind == _TRUTHS:
        if full:
            return name, made.astype(np.bool_)
        missing = np.isnan(made)
        truths = (made == 1).astype(object)
        truths[missing] = None
        return name, truths
    return name, made


class SweepFolder:
    """A folder that runs of a sweep have written, here or elsewhere: what
    ``orthant sweep merge`` and ``orthant sweep best`` read.

    All that it says is read when it is asked for: a run may still be writing.

    Args:
        folder: its name.

    >>> import orthant
    >>> run = orthant.sweep(scenario={"tokens": ["A", "B"], "start": [0.5, 0.5],
    ...     "target": [0.75, 0.25], "steps": 1}, command="compare", vary={"/steps": [10, 1, 100]})
    >>> again = orthant.SweepFolder(run.folder)
    >>> again.tally().points, again.columns()["/steps"].tolist()
    (3, [10, 1, 100])
    """

    folder: str

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = file_name(folder, "folder")

    def __repr__(self) -> str:
        return f"<SweepFolder {self.folder!r}>"

    def _read(self) -> _native.SweepColumns:
        return _native.sweep_columns(self.folder)

    def tally(self) -> SweepTally:
        """How many points are there, and how many are missing."""
        return _tally(self._read().tally())

    def columns(self) -> dict[str, NDArray[Any]]:
        """The points that are there, by their numbers, as arrays of shape ``(rows,)``.

        ``"point"`` (int64); one for each parameter and each figure, by its JSON pointer; for a
        figure that is a mean ``"... low"`` and ``"... high"``, its 95 % interval; ``"error"``, the
        messages of points that failed, None for the others.

        Numbers, and texts that are decimals, are float64 with NaN where there is none, or int64
        where all are whole and there; what else is in a column makes it one of texts (lists and
        objects as JSON) with None where there is none.

        Raises:
            BadInput: no sweep was begun there, or files of different sweeps.
        """
        of = self._read()
        points = np.empty(of.rows(), dtype=np.int64)
        of.points(points)
        made: dict[str, NDArray[Any]] = {"point": points}
        made.update(_column(of, i) for i in range(of.count()))
        errors = np.empty(of.rows(), dtype=object)
        errors[:] = of.failures()
        made["error"] = errors
        return made

    def to_frame(self) -> pd.DataFrame:
        """The same as a DataFrame: a row for each point, by its number."""
        pandas = with_pandas()
        columns = self.columns()
        index = pandas.Index(columns.pop("point"), name="point")
        frame: pd.DataFrame = pandas.DataFrame(columns, index=index, copy=False)
        return frame

    def merge(self, file: str | os.PathLike[str] | None = None) -> SweepMerged:
        """Writes ``results.csv`` and ``results.sqlite`` in the folder: ``orthant sweep merge``.

        Args:
            file: where a copy of one of them goes as well: its name ends with ``.csv`` or
                ``.sqlite``.

        Raises:
            BadInput: while points are missing; nothing is written then.
        """
        copy = None if file is None else file_name(file, "file")
        ending = "" if copy is None else os.path.splitext(copy)[1]
        if copy is not None and ending not in (".csv", ".sqlite"):
            raise BadInput(f"file: {copy!r}; permitted: a name that ends with .csv or .sqlite")
        tally = _tally(_native.sweep_merge(self.folder))
        if tally.missing:
            are = "is" if tally.missing == 1 else "are"
            raise BadInput(
                f"{self.folder}: {tally.missing} of {tally.points} points {are} missing (the first "
                f"is point {tally.first_missing}): nothing is written; run the sweep again, it "
                "does what is missing"
            )
        made = SweepMerged(
            os.path.join(self.folder, "results.csv"),
            os.path.join(self.folder, "results.sqlite"),
            tally,
        )
        if copy is not None:
            import shutil

            shutil.copyfile(made.csv if ending == ".csv" else made.sqlite, copy)
        return made

    def best(
        self, by: str | None = None, *, maximise: bool | None = None, top: int | None = 10
    ) -> SweepBest:
        """The points ranked by one figure, and which are not told from the best:
        ``orthant sweep best``.

        Args:
            by: a figure's pointer, or a name in just one of them; may be left out of a sweep that
                keeps one figure.
            maximise: whether more of it is better; by its name where not given.
            top: how many rows to keep; None: all.

        Raises:
            BadInput: no such figure, or several; a name that does not say which way is better.
        """
        return rank(self.folder, by, maximise, top, getattr(self, "_hold", None))
