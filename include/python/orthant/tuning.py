"""Which values of a scenario's keys are best, and how much of what was found is luck."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _native
from ._pictures import axes, legend, name_axes
from ._prices import take_prices
from ._request import Request, dumps, flag, input_name, told, whole
from ._results import Alike, Result, frame, html_table, parse, table
from .errors import BadInput, Error

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import ArrayLike

    from ._prices import PricesLike
    from ._request import Progress, ScenarioLike

__all__ = ["Tuned", "TunedLuck", "TunedPair", "TunedWindow", "tune"]


def _float(of: float | None) -> float:
    return float("nan") if of is None else float(of)


@dataclass(frozen=True, eq=False)
class TunedPair(Alike):
    """The objective at one place, tuned beside the scenario as it stands. NaN where it is not
    defined there.

    Attributes:
        tuned, default: the objective.
        better: their difference, above 0 where tuned is the better one.
    """

    tuned: float
    default: float
    better: float


def _pair(of: Mapping[str, Any]) -> TunedPair:
    return TunedPair(_float(of["tuned"]), _float(of["default"]), _float(of["better"]))


@dataclass(frozen=True, eq=False)
class TunedLuck(Alike):
    """What luck is expected to do in a window; NaN, and ``why`` says it, where it is not to be had.

    Attributes:
        observations: price paths, or periods of a day.
        expected: by so much the tuned values look better on their own observations than on new
            ones, in the objective's units; ``expected_stderr`` its standard error.
        gradient_eigenvalues, curvature_eigenvalues: of Takeuchi's C and H, greatest first.
        slope: of log C_ii on log H_ii, descriptive only; ``slope_stderr`` its standard error.
        deflated_sharpe: the probability that the true Sharpe ratio is above what the best of as
            many trials without skill would show; of walk-forward with growth or sharpe alone.
        effective_trials: as how many independent trials these count.
        why: "" where all are there.
    """

    observations: int
    expected: float
    expected_stderr: float
    gradient_eigenvalues: tuple[float, ...]
    curvature_eigenvalues: tuple[float, ...]
    slope: float
    slope_stderr: float
    deflated_sharpe: float
    effective_trials: float
    why: str


def _luck(of: Mapping[str, Any]) -> TunedLuck:
    return TunedLuck(
        observations=of["observations"],
        expected=_float(of["expected"]),
        expected_stderr=_float(of["expected_stderr"]),
        gradient_eigenvalues=tuple(map(_float, of["gradient_eigenvalues"])),
        curvature_eigenvalues=tuple(map(_float, of["curvature_eigenvalues"])),
        slope=_float(of["slope"]),
        slope_stderr=_float(of["slope_stderr"]),
        deflated_sharpe=_float(of["deflated_sharpe"]),
        effective_trials=_float(of["effective_trials"]),
        why=of["why"],
    )


@dataclass(frozen=True, eq=False)
class TunedWindow(Alike):
    """A window of walk-forward; one alone of everything else.

    Attributes:
        train_from, train_to, test_from, test_to: times of the first and the last block; None but
            with walk-forward.
        values: the best ones in training, by JSON pointer: the scenario's own where ``stayed``;
            None where it has no number there.
        stayed: no trial was better in training than the scenario as it stands.
        trials: that were made; on ``undefined`` of them the objective is not defined.
        train, test: the objective in training, and where the search has not looked.
        luck: what luck is expected to do.
    """

    train_from: np.datetime64 | None
    train_to: np.datetime64 | None
    test_from: np.datetime64 | None
    test_to: np.datetime64 | None
    values: Mapping[str, float | None]
    stayed: bool
    trials: int
    undefined: int
    train: TunedPair
    test: TunedPair
    luck: TunedLuck


def _time(of: str | None) -> np.datetime64 | None:
    return None if of is None else np.datetime64(of.removesuffix("Z"), "us")


def _window(of: Mapping[str, Any], parameters: list[Mapping[str, Any]]) -> TunedWindow:
    found = [one["default"] for one in parameters] if of["stayed"] else of["values"]
    return TunedWindow(
        **{key: _time(of.get(key)) for key in ("train_from", "train_to", "test_from", "test_to")},
        values=dict(zip((one["pointer"] for one in parameters), found, strict=True)),
        stayed=of["stayed"],
        trials=of["trials"],
        undefined=of["undefined"],
        train=_pair(of["train"]),
        test=_pair(of["test"]),
        luck=_luck(of["luck"]),
    )


_PAIRS = ("train", "test")
_FIGURES = ("train: tuned", "default", "better", "test: tuned", "default", "better", "luck")


def _known(*of: float) -> tuple[float | None, ...]:
    return tuple(None if one != one else one for one in of)


def _cells(window: TunedWindow | Tuned) -> tuple[float | None, ...]:
    train, test = window.train, window.test
    return _known(
        train.tuned, train.default, train.better, test.tuned, test.default, test.better
    )


def _short(pointers: tuple[str, ...]) -> tuple[str, ...]:
    """Their last names, where these differ."""
    last = tuple(one.rsplit("/", 1)[-1] for one in pointers)
    return last if len(set(last)) == len(last) else pointers


@dataclass(frozen=True, repr=False, eq=False)
class Tuned(Result):
    """The best values of a scenario's keys, the scenario as it stands beside them, and what is left
    on prices that the search has not seen.

    Attributes:
        scenario: the scenario's name.
        objective: ``"growth"``, ``"sharpe"``, ``"shortfall"`` or a JSON pointer.
        maximise: whether more of it is better.
        parameters: JSON pointers of what was tuned.
        validation: ``"walk_forward"``, ``"fresh_paths"`` or ``"none"``.
        windows: each window; one but with walk-forward.
        verdict: ``"found"``: better out of sample than the default, told from 0; ``"nothing"``: not
            told from 0; ``"worse"``; ``"unsaid"``; ``"certain"``, of what is no matter of chance.
        verdict_text: the same as a sentence.
        train, test: means over windows.
        better_ci95: the 95 % interval of ``test.better``; None where there is none.
        pbo: the probability of backtest overfitting, of all trials; NaN where it is not to be had,
            and a note says why.
        evaluations: trials of all parts; ``found`` of them were in the folder.
        dropped: lines of the folder that were torn or damaged; their trials ran again.
    """

    scenario: str
    objective: str
    maximise: bool
    parameters: tuple[str, ...]
    validation: str
    windows: tuple[TunedWindow, ...]
    verdict: str
    verdict_text: str
    train: TunedPair
    test: TunedPair
    better_ci95: tuple[float, float] | None
    pbo: float
    evaluations: int
    found: int
    dropped: int

    @property
    def values(self) -> Mapping[str, float | None]:
        """The values of the last window, whose prices are the newest."""
        return self.windows[-1].values

    @property
    def luck(self) -> TunedLuck:
        """What luck is expected to do in the last window."""
        return self.windows[-1].luck

    @property
    def deflated_sharpe(self) -> float:
        """Of the last window."""
        return self.luck.deflated_sharpe

    def _head(self) -> tuple[str, ...]:
        return ("test from", *_short(self.parameters), *_FIGURES)

    def _rows(self) -> list[tuple[object, ...]]:
        rows: list[tuple[object, ...]] = [
            (
                "" if one.test_from is None else str(one.test_from)[:10],
                *(one.values[key] for key in self.parameters),
                *_cells(one),
                *_known(one.luck.expected),
            )
            for one in self.windows
        ]
        if len(rows) > 1:
            rows.append(("mean", *[""] * len(self.parameters), *_cells(self), ""))
        return rows

    def _text(self) -> str:
        text = table(self._head(), self._rows())
        return f"<Tuned {self.scenario!r}: {self.objective}>\n{text}\n{self.verdict_text}"

    def _html(self) -> str:
        from html import escape

        title = f"{self.scenario or 'Tuned'}: {self.objective}"
        below = f"<p>{escape(self.verdict_text)}</p>"
        return html_table(title, self._head(), self._rows()) + below

    def to_frame(self) -> pd.DataFrame:
        """A row for each window: times, a column for each parameter, ``train_tuned`` ...
        ``test_better``, and the luck."""
        rows = []
        for one in self.windows:
            row: dict[str, object] = {}
            for key in ("train_from", "train_to", "test_from", "test_to"):
                row[key] = getattr(one, key)
            row |= {"stayed": one.stayed, **one.values}
            row |= {"trials": one.trials, "undefined": one.undefined}
            for key, pair in zip(_PAIRS, (one.train, one.test), strict=True):
                row |= {
                    f"{key}_tuned": pair.tuned,
                    f"{key}_default": pair.default,
                    f"{key}_better": pair.better,
                }
            row["luck_expected"] = one.luck.expected
            row["deflated_sharpe"] = one.luck.deflated_sharpe
            rows.append(row)
        return frame(rows)

    def plot(self, ax: Any = None) -> Any:
        """The objective by window, tuned and default, in training and out of sample, on a
        matplotlib axes, which is returned."""
        ax = axes(ax)
        places = list(range(len(self.windows)))
        for name, kind, line in (("train", "in training", ":"), ("test", "out of sample", "-")):
            pairs = [getattr(one, name) for one in self.windows]
            if name == "test" and self.validation == "none":
                continue
            for which, colour in (("tuned", "C0"), ("default", "C1")):
                values = [getattr(pair, which) for pair in pairs]
                ax.plot(places, values, line, marker="o", color=colour, label=f"{which}, {kind}")
        dates = [one.test_from for one in self.windows]
        ax.set_xticks(
            places, ["" if date is None else str(date)[:10] for date in dates], fontsize="small"
        )
        ax.margins(x=0.1)
        walks = self.validation == "walk_forward"
        name_axes(ax, "test from" if walks else "", self.objective, self.scenario)
        if walks and len(places) > 4:
            ax.tick_params(axis="x", rotation=45)
        legend(ax)
        return ax


def _study(study: ScenarioLike | None, keywords: Mapping[str, Any]) -> tuple[bytes | None, str]:
    """The study's text, or None where it is a file, and its name."""
    if study is None:
        if not keywords:
            raise TypeError("a study is wanted: a file, a mapping, or keywords")
        return dumps({"orthant": 1, **keywords}, "study"), "study"
    if keywords:
        raise TypeError(
            f"{', '.join(sorted(keywords))}: keywords of a study beside a study; permitted: one of "
            "the two"
        )
    if isinstance(study, (str, os.PathLike)):
        file = input_name(study, "study")
        if file.lstrip().startswith("{"):
            raise BadInput(f"study: {file[:40]!r}; permitted: the name of a file, or a mapping")
        return None, file
    if not hasattr(study, "keys"):
        raise TypeError(f"study: a file or a mapping is wanted, not {type(study).__name__}")
    return dumps(study, "study"), "study"


def _scenario(text: bytes | None, name: str) -> Request:
    """The study's scenario, which prices are in place of a market of."""
    import json
    from pathlib import Path

    try:
        given = json.loads(Path(name).read_bytes() if text is None else text)
    except (OSError, ValueError):  # what is wrong with the file the library says
        return Request("tune", name, {})
    scenario = given.get("scenario") if isinstance(given, dict) else None
    if isinstance(scenario, str):
        return Request("tune", os.path.join(os.path.dirname(name), scenario), {})
    if not isinstance(scenario, dict):
        raise BadInput(f"{name}: /scenario: a file or an object is wanted")
    return Request("tune", scenario, {})


def _columns(of: Request) -> list[str]:
    """What messages call the columns of the prices."""
    if of.prices is None:
        return []
    columns = of.prices.shape[1]
    try:
        names = of.tokens()
    except Error:  # which the study has as well, and tells better
        names = []
    return names if len(names) == columns else [str(i) for i in range(columns)]


def _folder(given: str | os.PathLike[str] | None) -> str | None:
    if given is None:
        return None
    return input_name(given, "folder")


def tune(
    study: ScenarioLike | None = None,
    *,
    prices: PricesLike | None = None,
    times: ArrayLike | None = None,
    folder: str | os.PathLike[str] | None = None,
    fresh: bool = False,
    threads: int | None = None,
    progress: Progress = None,
    **keywords: Any,
) -> Tuned:
    """Searches ranges of a scenario's keys for the values that are best on part of the prices, and
    says what they are worth on prices that the search has not seen: ``orthant tune``.

    Args:
        study: a file; a mapping of what it would hold; or its keys as keywords. Its ``scenario`` is
            the name of a file, from the study's folder (of a mapping: the current one), or a
            mapping itself. orthant-tune(1) explains the keys.
        prices, times: in place of the scenario's market, as of :func:`orthant.simulate`: a frame
            with dates, or an array with its times, for walk-forward. Not copied where it is float64
            in C order.
        folder: where trials are recorded, and ``result.json`` is written at last. A study that was
            broken off goes on with those that are there; without a folder they are lost. A folder
            is that of one program: the command line's is not this package's.
        fresh: begin anew, whatever the folder holds.
        threads: as many as processors where not given. The result does not depend on them.
        progress: called with (trials done, at most) some ten times a second; True: a bar by tqdm,
            if it is there.

    The GIL is released, and Ctrl-C ends it.

    Raises:
        BadInput: also for a folder that holds another study's trials.
        DomainError: where the objective is defined on no trial of a window.

    >>> import orthant
    >>> result = orthant.tune(
    ...     scenario="scenarios/strategies/momentum.json",
    ...     parameters={"/strategy/estimator/memory_days": {"from": 2, "to": 60, "scale": "log"}},
    ...     objective="growth", validate={"fresh_paths": 32}, budget=4)
    >>> result.verdict in ("found", "nothing", "worse"), len(result.windows)
    (True, 1)

    Over prices of one's own each window is searched first, and looked at after it:
    ``validate={"walk_forward": {"train": "60d", "test": "20d"}}``.
    """
    text, name = _study(study, keywords)
    of = None if prices is None and times is None else _scenario(text, name)
    if of is not None:
        take_prices(of, prices, times)
    where = _folder(folder)
    if fresh and where is None:
        raise BadInput("fresh: begins a folder anew; permitted: beside folder")
    workers = whole(threads, "threads", 1, _native.THREADS_MAX) or 0
    with told(progress, "trials") as tell:
        json, notes, found, dropped = _native.tune(
            text,
            name,
            where,
            flag(fresh, "fresh"),
            workers,
            None if of is None else of.prices,
            None if of is None else of.times,
            [] if of is None else _columns(of),
            tell,
        )
    data = parse(json)
    interval = data["better_ci95"]
    made = Tuned(
        scenario=data["scenario"],
        objective=data["objective"],
        maximise=data["maximise"],
        parameters=tuple(one["pointer"] for one in data["parameters"]),
        validation=data["validation"]["kind"],
        windows=tuple(_window(one, data["parameters"]) for one in data["windows"]),
        verdict=data["verdict"],
        verdict_text=data["verdict_text"],
        train=_pair(data["train"]),
        test=_pair(data["test"]),
        better_ci95=None if interval is None else (interval[0], interval[1]),
        pbo=_float(data["overfitting"]["probability"]),
        evaluations=data["evaluations"],
        found=found,
        dropped=dropped,
        json=json,
        notes=notes if of is None else (*of.notes, *notes),
        data=data,
    )
    if where is not None:
        made.save(os.path.join(where, "result.json"))
    return made
