"""The points of a sweep, and the settings of a sale, ranked by one figure."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from . import _native
from ._request import file_name, whole
from ._pictures import axes, legend, name_axes, narrow
from ._results import Alike, Result, html_table, parse, table, with_pandas
from .errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

__all__ = ["SweepBest", "SweepRanked"]


@dataclass(frozen=True, eq=False)
class SweepRanked(Alike):
    """A point, ranked.

    Attributes:
        rank: from 1, the best.
        point: its number.
        values: of each parameter, by its pointer.
        value: of the figure.
        ci95: its own 95 % interval; None without one.
        difference: its value less the best's; None where points were not paired.
        difference_ci95: the paired 95 % interval of that, likewise.
        unmade: less than 99 % of its move was made.
        told: from the best, all points judged together.
    """

    rank: int
    point: int
    values: Mapping[str, Any]
    value: float
    ci95: tuple[float, float] | None
    difference: float | None
    difference_ci95: tuple[float, float] | None
    unmade: bool
    told: bool


def _pair(of: Sequence[float] | None) -> tuple[float, float] | None:
    return None if of is None else (of[0], of[1])


def _ranked(of: Mapping[str, Any]) -> SweepRanked:
    difference = of["difference"]
    return SweepRanked(
        of["rank"],
        of["point"],
        of["values"],
        of["value"],
        _pair(of["ci95"]),
        None if difference is None else difference["value"],
        None if difference is None else _pair(difference["ci95"]),
        of["unmade"],
        of["told_from_best"],
    )


_SHOWN = 20  # rows of a table for people
_GRID_FILL = 4  # cells a point, above which points are no grid

# What JSON has for a number: a scenario takes such a text for the number.
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")


def _axis(values: Iterable[Any]) -> tuple[list[Any], bool]:
    """Places on an axis: numbers where all are numbers or texts of such, else texts."""
    listed = list(values)
    numbers = [
        float(one)
        for one in listed
        if (isinstance(one, (int, float)) and not isinstance(one, bool))
        or (isinstance(one, str) and _DECIMAL.fullmatch(one))
    ]
    if len(numbers) == len(listed):
        return numbers, True
    return [one if isinstance(one, str) else repr(one) for one in listed], False


@dataclass(frozen=True, repr=False, eq=False)
class Ranking(Result):
    """Points or settings, the best first; what their results below share.

    Attributes:
        by: the figure, a pointer.
        maximise: whether more of it is better.
        basis: what they are told from the best by: ``"exact"``, ``"paired"``, ``"intervals"``.
        ranked: how many have the figure.
        not_told: how many of them, the best included, are not told from the best.
        rows: those that were asked for.
    """

    _things: ClassVar[str] = "points"

    by: str
    maximise: bool
    basis: str
    ranked: int
    not_told: int
    rows: tuple[SweepRanked, ...]

    def __getitem__(self, rank: int) -> SweepRanked:
        """A row; 0 is the best."""
        return self.rows[rank]

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def parameters(self) -> tuple[str, ...]:
        """What varies: pointers."""
        return tuple(self.rows[0].values)

    def _table(self) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
        head = ("rank", "point", *self.parameters, "value", "told from best")
        return head, [
            (one.rank, one.point, *one.values.values(), one.value, "yes" if one.told else "no")
            for one in self.rows[:_SHOWN]
        ]

    def _text(self) -> str:
        what = f"{self.ranked} {self._things}, {self.not_told} not told from it"
        head = f"<{type(self).__name__} by {self.by}: {what}>"
        more = len(self.rows) - _SHOWN
        rest = f"\n... and {more} more" if more > 0 else ""
        return f"{head}\n{table(*self._table())}{rest}"

    def _html(self) -> str:
        return html_table(f"{self.by}: the best of {self.ranked} {self._things}", *self._table())

    def to_frame(self) -> pd.DataFrame:
        """A row for each point, a column for each parameter, by rank."""
        pandas = with_pandas()
        nothing = (float("nan"), float("nan"))
        made: dict[str, list[Any]] = {
            "rank": [one.rank for one in self.rows],
            "point": [one.point for one in self.rows],
        }
        for name in self.parameters:
            made[name] = _axis(one.values[name] for one in self.rows)[0]
        made["value"] = [one.value for one in self.rows]
        for name, part in (("", "ci95"), ("difference_", "difference_ci95")):
            if name:
                made["difference"] = [one.difference for one in self.rows]
            pairs = [getattr(one, part) or nothing for one in self.rows]
            made[f"{name}low"] = [low for low, _ in pairs]
            made[f"{name}high"] = [high for _, high in pairs]
        made["unmade"] = [one.unmade for one in self.rows]
        made["told"] = [one.told for one in self.rows]
        frame: pd.DataFrame = pandas.DataFrame(made).set_index("rank")
        return frame

    def _all(self) -> tuple[SweepRanked, ...]:
        """All that are ranked, which a picture shows."""
        return self.rows

    def _over(self, over: str | Iterable[str] | None) -> list[str]:
        if over is None:
            names = list(self.parameters)
        else:
            asked = [over] if isinstance(over, str) else list(over)
            names = [self._parameter(one) for one in asked]
        if not 1 <= len(names) <= 2 or len(set(names)) < len(names):
            raise BadInput(
                f"over: {len(names)} parameters; permitted: one or two different ones of "
                + ", ".join(self.parameters)
            )
        return names

    def _parameter(self, name: str) -> str:
        if not isinstance(name, str):
            raise TypeError(f"over: names are wanted, not {type(name).__name__}")
        found = [one for one in self.parameters if one == name]
        found = found or [one for one in self.parameters if name in one.split("/")]
        if len(found) != 1:
            raise BadInput(f"over: {name!r}; permitted: one of {', '.join(self.parameters)}")
        return found[0]

    def plot(self, ax: Any = None, *, over: str | Iterable[str] | None = None) -> Any:
        """All points on a matplotlib axes, which is returned: over one parameter a curve with the
        points' intervals, over two a heat map, or coloured points where they are no grid.

        Args:
            over: one or two parameters, by pointer or by a name in just one; all where there are
                no more than two. What else varies is at its best for each point drawn.
        """
        names = self._over(over)
        drawn: dict[tuple[str, ...], SweepRanked] = {}
        for one in self._all():  # the best first
            drawn.setdefault(tuple(repr(one.values[name]) for name in names), one)
        rows = list(drawn.values())
        ax = axes(ax)
        (_curve if len(names) == 1 else _map)(ax, rows, names, self)
        title = self.by if len(names) > 1 else ""
        if len(self.parameters) > len(names):
            title += (", w" if title else "W") + "hat else varies is at its best"
        name_axes(ax, names[0], [self.by, *names[1:]][-1], title)
        legend(ax)
        return ax


@dataclass(frozen=True, repr=False, eq=False)
class SweepBest(Ranking):
    """The points of a sweep, the best first.

    Attributes:
        folder: where they are.
        by: the figure, a pointer.
        maximise: whether more of it is better.
        basis: what points are told from the best by: ``"exact"``, ``"paired"``, ``"intervals"``.
        ranked: how many points have the figure.
        not_told: how many of them, the best included, are not told from the best.
        rows: those that were asked for.
    """

    folder: str
    _hold: Any = field(default=None, kw_only=True)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_hold": None}

    def _all(self) -> tuple[SweepRanked, ...]:
        if len(self.rows) == self.ranked:
            return self.rows
        return rank(self.folder, self.by, self.maximise, None, self._hold).rows

    def save_picture(
        self,
        file: str | os.PathLike[str],
        *,
        over: str | Iterable[str] | None = None,
        keep_script: bool = False,
    ) -> None:
        """The command line's own picture, ``--plot FILE.svg`` or ``.png``; gnuplot draws it.

        Args:
            over: as of :meth:`plot`.
            keep_script: leave gnuplot's script beside it.
        """
        names = self._over(over)
        direction = 1 if self.maximise else 2
        _native.sweep_picture(
            self.folder, self.by, direction, names, file_name(file, "file"), bool(keep_script)
        )


def fields_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """What a ranking has of its JSON."""
    return {
        "by": data["by"],
        "maximise": data["direction"] == "maximise",
        "basis": data["basis"],
        "ranked": data["ranked"],
        "not_told": data["not_told_from_best"],
        "rows": tuple(_ranked(one) for one in data["rows"]),
    }


def rank(
    folder: str, by: str | None, maximise: bool | None, top: int | None, hold: object
) -> SweepBest:
    """As :meth:`orthant.SweepFolder.best`."""
    if by is not None and not isinstance(by, str):
        raise TypeError(f"by: a name is wanted, not {type(by).__name__}")
    rows = 0 if top is None else whole(top, "top", 1, _native.SWEEP_MAX) or 0
    direction = 0 if maximise is None else 1 if maximise else 2
    text, counted = _native.sweep_best(folder, by, direction, rows)
    data = parse(text)
    return SweepBest(
        folder=folder,
        **fields_of(data),
        json=text,
        notes=_notes(counted),
        data=data,
        _hold=hold,
    )


def _notes(counted: tuple[int, int, int, int, int, int]) -> tuple[str, ...]:
    """What the command tells beside a ranking."""
    points, missing, _, _, dropped, _ = counted
    made = []
    if dropped:
        many = dropped > 1
        made.append(
            f"{dropped} line{'s' * many} of points {'were' if many else 'was'} cut or "
            "damaged: left out"
        )
    if missing:
        are = "is" if missing == 1 else "are"
        made.append(f"{missing} of {points} points {are} missing: the ranking is of the others")
    return tuple(made)


def _curve(ax: Any, rows: list[SweepRanked], names: list[str], of: Ranking) -> None:
    places, are_numbers = _axis(one.values[names[0]] for one in rows)
    if not are_numbers:
        texts = [str(one) for one in places]
        places = list(range(len(rows)))
        ax.set_xticks(places, labels=texts, parse_math=False)
        narrow(ax)
    order = sorted(range(len(rows)), key=lambda i: float(places[i]))
    ends = [one.ci95 or (one.value, one.value) for one in rows]
    bars = [
        [rows[i].value - ends[i][0] for i in order],
        [ends[i][1] - rows[i].value for i in order],
    ]
    ax.errorbar(
        [places[i] for i in order],
        [rows[i].value for i in order],
        yerr=bars if any(one.ci95 for one in rows) else None,
        fmt=".-",
        capsize=2,
    )
    ax.plot(places[:1], [rows[0].value], "o", fillstyle="none", label="best")
    _cross(ax, places, [one.value for one in rows], rows)


def _cross(ax: Any, x: list[Any], y: list[Any], rows: list[SweepRanked]) -> None:
    """Points that made too little of their move: what they cost is not what the move costs."""
    unmade = [i for i, one in enumerate(rows) if one.unmade]
    if unmade:
        ax.plot([x[i] for i in unmade], [y[i] for i in unmade], "kx", label="move not made")


def _map(ax: Any, rows: list[SweepRanked], names: list[str], of: Ranking) -> None:
    places: list[list[Any]] = []
    ticks: list[list[Any]] = []
    for name, set_ticks in zip(names, (ax.set_xticks, ax.set_yticks), strict=True):
        at, are_numbers = _axis(one.values[name] for one in rows)
        if not are_numbers:
            texts = list(dict.fromkeys(at))
            set_ticks(range(len(texts)), labels=texts, parse_math=False)
            at = [texts.index(one) for one in at]
        places.append(at)
        ticks.append(sorted(set(at)))
    colours = "viridis" if of.maximise else "viridis_r"
    if len(ticks[0]) * len(ticks[1]) <= _GRID_FILL * len(rows):
        cells = np.full((len(ticks[1]), len(ticks[0])), np.nan)
        numbers = [{place: i for i, place in enumerate(of_axis)} for of_axis in ticks]
        for i in reversed(range(len(rows))):  # the best last, should two be at one place
            cells[numbers[1][places[1][i]], numbers[0][places[0][i]]] = rows[i].value
        drawn = ax.pcolormesh(*ticks, cells, shading="nearest", cmap=colours)
    else:
        drawn = ax.scatter(*places, c=[one.value for one in rows], s=12, cmap=colours)
    ax.plot(places[0][:1], places[1][:1], "ro", fillstyle="none", label="best")
    _cross(ax, places[0], places[1], rows)
    ax.figure.colorbar(drawn, ax=ax).set_label(of.by, parse_math=False)
