"""One scenario at many points."""

from __future__ import annotations

import os
import weakref
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import _native
from ._request import file_name, flag, told, whole
from ._results import Result, html_table, parse
from .designs import design_of, sweep_design, whole_mapping
from .errors import BadInput
from .sweep_results import SweepFolder

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from ._prices import PricesLike
    from ._request import Progress
    from .designs import SweepLike

__all__ = ["SweepRun", "sweep"]



class _Temporary:
    """A folder that ends with the last that holds this."""

    def __init__(self) -> None:
        import tempfile

        self.name = tempfile.mkdtemp(prefix="orthant-sweep-")
        self._end = weakref.finalize(self, _remove, self.name, os.getpid())


def _remove(name: str, process: int) -> None:
    if os.getpid() == process:  # not in a child that was forked
        import shutil

        shutil.rmtree(name, ignore_errors=True)


@dataclass(frozen=True, repr=False, eq=False)
class SweepRun(Result, SweepFolder):
    """What a run came to, and its folder: ``to_frame()``, ``columns()``, ``merge()``, ``best()``
    as of :class:`SweepFolder`.

    Attributes:
        folder: where the points are.
        command: what each point ran.
        points: of the sweep.
        shard: (number, of how many, points of it).
        found: points that earlier runs had finished.
        ran: points that this run finished.
        failed: those of both that have a message in place of figures.
        first_failure: (point, message) of the first of them; None where none failed.
    """

    folder: str
    command: str
    points: int
    shard: tuple[int, int, int]
    found: int
    ran: int
    failed: int
    first_failure: tuple[int, str] | None
    _hold: Any = field(default=None, kw_only=True)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_hold": None}

    def __copy__(self) -> SweepRun:
        return self

    def __deepcopy__(self, memo: object) -> SweepRun:
        return self

    def _text(self) -> str:
        number, of, points = self.shard
        share = "" if of == 1 else f" of shard {number}/{of}"
        failed = f", {self.failed} failed" if self.failed else ""
        return (
            f"<SweepRun {self.command}: {self.found + self.ran} of {points} points{share}"
            f"{failed}, in {self.folder!r}>"
        )

    def _html(self) -> str:
        head = ("points", "found", "ran", "failed", "the first that failed")
        first = None if self.first_failure is None else "{}: {}".format(*self.first_failure)
        row = (self.shard[2], self.found, self.ran, self.failed, first)
        return html_table(f"sweep of {self.command}, in {self.folder}", head, [row])


def _shard(given: str | tuple[int, int] | None) -> tuple[int, int]:
    """``"3/16"``, or (3, 16)."""
    if given is None:
        return 0, 0
    parts: Any = given
    if isinstance(given, str):
        parts = given.split("/")
        if len(parts) != 2 or not all(part.isascii() and part.isdigit() for part in parts):
            raise BadInput(f"shard: {given!r} is no share; permitted: I/N, as 3/16")
        parts = [int(part) for part in parts]
    elif not hasattr(given, "__len__") or len(given) != 2:
        raise TypeError("shard: two whole numbers are wanted, or a text as '3/16'")
    shards = whole(parts[1], "shard", 1, _native.SWEEP_SHARDS_MAX)
    return whole(parts[0], "shard", 1, shards or 1) or 1, shards or 1


def _notes(notes: tuple[str, ...], dropped: int, left: int) -> tuple[str, ...]:
    """What points said, and what the command tells beside it."""
    made = list(notes)
    if dropped:
        many = dropped > 1
        made.append(
            f"{dropped} line{'s' * many} of earlier runs {'were' if many else 'was'} torn or "
            f"damaged; {'their' if many else 'its'} points ran again"
        )
    if left:
        many = left > 1
        made.append(
            f"{left} more such note{'s' * many} of points {'are' if many else 'is'} left out"
        )
    return tuple(made)


def sweep(
    sweep: SweepLike | None = None,
    *,
    folder: str | os.PathLike[str] | None = None,
    shard: str | tuple[int, int] | None = None,
    threads: int | None = None,
    fresh: bool = False,
    prices: PricesLike | None = None,
    times: ArrayLike | None = None,
    progress: Progress = None,
    **keywords: Any,
) -> SweepRun:
    """Runs a command at all points of a sweep, by threads over points: ``orthant sweep``.

    Args:
        sweep: the name of a JSON file, or a mapping of what it would hold, or a
            :class:`SweepDesign`; without it ``keywords`` are its keys: ``scenario`` (a file or a
            mapping), ``command``, ``vary`` (of each JSON pointer a list, an array, or a range such
            as ``{"from": 1, "to": 100, "count": 5, "scale": "log", "whole": True}``), ``design``,
            ``points``, ``seed``, ``collect``.
        folder: where each finished point is written at once. Whatever ends a run (Ctrl-C, a kill,
            a power cut), the same call again does what is missing, and :class:`SweepFolder` reads
            what is there. Without it the folder is a temporary one that ends with the result.
        shard: only a share of the points: ``"3/16"``, or (3, 16).
        threads: one a processor where not given.
        fresh: begin anew: remove what the folder has of these points.
        prices, times: in place of the scenario's market, as of :func:`orthant.simulate`, with
            dates. They are written to a file of the folder, since a folder keeps the SHA-256 of what its points
            read; ``from``, ``to``, ``every`` and ``blocks_per_row`` of the market choose its rows.
            What other files the scenario names are looked for in the current folder then.
        progress: True for a bar of tqdm's, or a function of (done, most), in points.

    A point whose command fails has the message in place of figures, and is no exception: ``failed``
    counts them, column ``"error"`` has the messages.

    Raises:
        BadInput: for the sweep, with place, value and what is permitted; for a folder of another
            sweep, program (the command line is another one than this package) or price file.
        FileError: where another run writes the same shard.

    >>> import orthant
    >>> run = orthant.sweep(scenario={"tokens": ["A", "B"], "start": [0.5, 0.5],
    ...     "target": [0.9, 0.1], "steps": 1}, command="compare",
    ...     vary={"/steps": [1, 10, 100], "/paths": [["linear"], ["geodesic"]]},
    ...     collect=["/results/0/log_loss"])
    >>> run.points, run.failed
    (6, 0)
    >>> run.best("log_loss")[0].values
    {'/steps': 100, '/paths': ['geodesic']}
    """
    number, shards = _shard(shard)
    count = whole(threads, "threads", 1, _native.THREADS_MAX) or 0
    if prices is None and times is not None:
        raise BadInput("times: of no prices; permitted: beside an array of prices")
    name = None if folder is None else file_name(folder, "folder")
    if prices is None:
        of = sweep_design(sweep, **keywords)  # before there is a folder
    hold = _Temporary() if name is None else None
    if hold is not None:
        name = hold.name
    assert name is not None
    assumed: list[str] = []
    if prices is not None:
        from ._sweep_prices import put_prices

        given = whole_mapping(sweep, keywords)
        whole_text, place, assumed = put_prices(given, name, prices, times)
        of = design_of(whole_text, place)
    with told(progress, "sweep") as tell:
        text, notes, dropped, left = _native.sweep_run(
            of._native, name, number, shards, count, flag(fresh, "fresh"), tell
        )
    data = parse(text)
    first = data["first_failure"]
    return SweepRun(
        folder=name,
        command=data["command"],
        points=data["points"],
        shard=(data["shard"]["number"], data["shard"]["of"], data["shard"]["points"]),
        found=data["found"],
        ran=data["ran"],
        failed=data["failed"],
        first_failure=None if first is None else (first["point"], first["message"]),
        json=text,
        notes=_notes((*assumed, *notes), dropped, left),
        data=data,
        _hold=hold,
    )
