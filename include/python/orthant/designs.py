"""A sweep before it is run: which points it has, and what each of them is."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import _native
from ._request import _ends, dumps, file_name, request, whole
from ._results import html_table, parse, with_pandas
from .errors import BadInput, FileError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    import pandas as pd

    from ._request import ScenarioLike

    #: A sweep's file, or what it would hold, or one that was read.
    SweepLike: TypeAlias = "ScenarioLike | SweepDesign"

__all__ = ["SweepDesign", "sweep_design"]

_NAME = "sweep"
_ROWS = 10  # points that --dry-run shows



def _listed(vary: Any) -> Any:
    """Values as lists, whatever they came in: arrays, Series, ranges."""
    if not hasattr(vary, "keys"):
        return vary
    made = {}
    for pointer in vary.keys():
        values = vary[pointer]
        is_range = isinstance(values, dict) or (
            hasattr(values, "keys") and not hasattr(values, "to_numpy")
        )
        if not is_range and not isinstance(values, (str, bytes)) and hasattr(values, "__iter__"):
            values = values.tolist() if hasattr(values, "tolist") else list(values)
        made[pointer] = values
    return made


def _mapping(sweep: Mapping[str, Any]) -> bytes:
    if not hasattr(sweep, "keys"):
        raise TypeError(f"sweep: a file or a mapping is wanted, not {type(sweep).__name__}")
    made = {key: sweep[key] for key in sweep.keys()}
    if "vary" in made:
        made["vary"] = _listed(made["vary"])
    return dumps(made, _NAME)


def _keywords(keywords: dict[str, Any]) -> bytes:
    scenario = keywords.get("scenario")
    if scenario is not None and hasattr(scenario, "keys"):
        inside = {key: scenario[key] for key in scenario.keys()}
        keywords = {**keywords, "scenario": _ends({"orthant": 1, **inside})}
    return _mapping({"orthant": 1, **keywords})


def _require(sweep: object) -> None:
    if not isinstance(sweep, (str, os.PathLike)) and not hasattr(sweep, "keys"):
        raise TypeError(f"sweep: a file or a mapping is wanted, not {type(sweep).__name__}")


def whole_mapping(sweep: SweepLike | None, keywords: Mapping[str, Any]) -> dict[str, Any]:
    """A sweep with its scenario inside it, whatever it came as."""
    if isinstance(sweep, SweepDesign):
        return parse(sweep._native.text())
    if sweep is None:
        text = _keywords(dict(keywords))
    elif isinstance(sweep, (str, os.PathLike)):
        return parse(sweep_design(sweep, **keywords)._native.text())
    else:
        _require(sweep)
        text = _mapping(sweep)
    made = parse(text.decode("utf-8", "surrogatepass"))
    if isinstance(made.get("scenario"), str):
        return parse(design_of(text, _NAME)._native.text())
    return made


@dataclass(frozen=True, repr=False, eq=False)
class SweepDesign:
    """A sweep that was read, and tried, and not run: ``orthant sweep --dry-run``.

    Attributes:
        command: what each point runs: ``"compare"``, ``"steps"``, ``"simulate"``, ``"launch"``.
        count: how many points.
        parameters: what varies: JSON pointers into the scenario.
        figures: what is kept: JSON pointers into the command's result.
        inputs: files that points read.
        sha256: of the whole sweep as text.
        table: what the command prints.
    """

    command: str
    count: int
    parameters: tuple[str, ...]
    figures: tuple[str, ...]
    inputs: tuple[str, ...]
    sha256: str
    table: str
    _native: _native.Sweep
    _text: bytes | None
    _file: str

    def __reduce__(self) -> tuple[Any, ...]:
        return design_of, (self._text, self._file)

    def __copy__(self) -> SweepDesign:
        return self

    def __deepcopy__(self, memo: object) -> SweepDesign:
        return self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SweepDesign):
            return NotImplemented
        return self.sha256 == other.sha256 and self._file == other._file

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __len__(self) -> int:
        return self.count

    def __repr__(self) -> str:
        return self.table.rstrip("\n")

    def _repr_html_(self) -> str:
        shown = min(_ROWS, self.count)
        return html_table(
            f"{self.command} at {self.count} points",
            ("point", *self.parameters),
            zip(range(shown), *self._values(0, shown), strict=True),
        )

    def _values(self, first: int, end: int) -> list[list[Any]]:
        return [
            json.loads(self._native.values(i, first, end)) for i in range(len(self.parameters))
        ]

    def to_frame(self) -> pd.DataFrame:
        """The values of all points, as the scenario has them: a row a point."""
        pandas = with_pandas()
        columns = dict(zip(self.parameters, self._values(0, self.count), strict=True))
        frame: pd.DataFrame = pandas.DataFrame(columns, index=pandas.RangeIndex(self.count, name="point"))
        return frame

    def scenario(self, point: int) -> dict[str, Any]:
        """The scenario of a point, as what its file would hold."""
        number = whole(point, "point", 0, self.count - 1)
        return parse(self._native.scenario(number or 0))

    def slurm(
        self,
        folder: str | os.PathLike[str],
        *,
        program: str | os.PathLike[str] | None = None,
        shards: int | None = None,
        cpus: int | None = None,
        time: str | None = None,
        partition: str | None = None,
    ) -> str:
        """The script of a Slurm array, a task a shard, for ``sbatch``: ``orthant sweep --slurm``.
        The tasks run the command line, and what they write is for :class:`SweepFolder`.

        Args:
            folder: of the results; made where it is not there.
            program: ``orthant``, by a path that each node has; that of ``PATH`` where not given.
            shards: tasks, each of 30 seconds of work or more (16, or the points where fewer).
            cpus: processors, and threads, of a task (1).
            time: a task's most, as Slurm reads it: ``"90"``, ``"1:30:00"``, ``"2-0"``.
            partition: where tasks run.
        """
        if self._text is not None:
            raise BadInput("slurm: of a mapping; permitted: of a file, which the tasks can read")
        if program is None:
            import shutil

            program = shutil.which("orthant")
        if program is None:
            raise BadInput("program: there is no orthant in PATH; permitted: its path")
        name = file_name(folder, "folder")
        script, _ = _native.sweep_job(
            self._native,
            file_name(program, "program"),
            os.getcwd(),
            self._file,
            name,
            whole(shards, "shards", 1, _native.SWEEP_SHARDS_MAX) or 0,
            whole(cpus, "cpus", 1, 1024) or 0,
            time,
            partition,
        )
        try:
            os.makedirs(name, exist_ok=True)
        except OSError as error:
            raise FileError(f"{name}: cannot make this folder: {error.strerror}") from None
        return script


def design_of(text: bytes | None, file: str) -> SweepDesign:
    of = _native.sweep_load(text, file)
    return SweepDesign(
        command=of.command(),
        count=of.count(),
        parameters=of.parameters(),
        figures=of.figures(),
        inputs=of.inputs(),
        sha256=of.sha256(),
        table=of.table(_ROWS),
        _native=of,
        _text=text,
        _file=file,
    )


def sweep_design(sweep: SweepLike | None = None, **keywords: Any) -> SweepDesign:
    """Reads a sweep and tries its values, and runs nothing: ``orthant sweep --dry-run``.

    Args:
        sweep, keywords: as of :func:`sweep`.

    >>> made = sweep_design("scenarios/sweeps/fee-and-steps.json")
    >>> made.count, made.parameters
    (20, ('/pool/swap_fee', '/steps'))
    >>> made.scenario(7)["pool"]["swap_fee"]
    '0.001'
    """
    if isinstance(sweep, SweepDesign):
        if keywords:
            raise TypeError(f"{', '.join(sorted(keywords))}: keywords beside a sweep")
        return sweep
    if sweep is None:
        if not keywords:
            raise TypeError("a sweep is wanted: a file, a mapping, or keywords")
        return design_of(_keywords(keywords), _NAME)
    _require(sweep)
    if not isinstance(sweep, (str, os.PathLike)) and hasattr(sweep, "keys") and not keywords:
        return design_of(_mapping(sweep), _NAME)
    text, file = request(sweep, keywords)
    return design_of(text, file)
