"""Models of prices: fitted to data, and scored against them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import _native
from ._prices import columns_of
from ._request import number, told, whole
from ._results import Result, frame, html_table, parse, table
from .errors import BadInput, DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd
    from numpy.typing import ArrayLike

    from ._prices import PricesLike
    from ._request import Progress

__all__ = ["Fit", "FitEstimate", "Score", "fit", "score"]


@dataclass(frozen=True)
class FitEstimate:
    """A parameter of a model as data have it.

    Attributes:
        token: whose, or two with a stroke between them, of a correlation.
        name: of the parameter: ``"volatility"``, ``"garch_alpha"`` ... A year is 365.25 days.
        value: the estimate.
        error: its standard error; None where there is none, and ``why`` says it.
        interval: of 95 %, not symmetric where the parameter has an end; None likewise.
        why: why there is no interval; None where there is.
    """

    token: str
    name: str
    value: float
    error: float | None
    interval: tuple[float, float] | None
    why: str | None


def _of(token: str, name: str, of: Mapping[str, Any]) -> FitEstimate:
    value, low = of["value"], of["low"]
    return FitEstimate(
        token,
        name,
        float("inf") if value is None else value,
        of["error"],
        None if low is None else (low, of["high"]),
        of["reason"],
    )


_FIT_HEAD = ("token", "", "estimate", "error", "from", "to")


@dataclass(frozen=True, repr=False, eq=False)
class Fit(Result):
    """A model of prices fitted by maximum likelihood.

    Attributes:
        model: ``"gbm"``, ``"merton"``, ``"garch"``.
        tokens: in the order of the columns.
        block_seconds: of a row.
        converged: whether the maximum was found.
        estimates: each parameter of each token, then correlations.
        log_likelihood, aic, bic: the less of the latter two the better.
    """

    model: str
    tokens: tuple[str, ...]
    block_seconds: float
    converged: bool
    estimates: tuple[FitEstimate, ...]
    log_likelihood: float
    aic: float
    bic: float
    _scenario: str
    _no_scenario: str

    @property
    def scenario(self) -> dict[str, Any]:
        """A small scenario whose market is the fit, and which runs as it is; what is not fitted,
        the pool and its move, is an example. What ``orthant market fit -o`` writes."""
        if not self._scenario:
            raise DomainError(self._no_scenario)
        return parse(self._scenario)

    @property
    def market(self) -> dict[str, Any]:
        """Its ``market``, for a scenario of one's own."""
        market: dict[str, Any] = self.scenario["market"]
        return market

    def __getitem__(self, which: tuple[str, str]) -> FitEstimate:
        """By token and name: ``fit["BTC", "volatility"]``."""
        for one in self.estimates:
            if (one.token, one.name) == which:
                return one
        raise KeyError(which)

    def _rows(self) -> list[tuple[object, ...]]:
        return [
            (one.token, one.name, one.value, one.error, *(one.interval or (None, None)))
            for one in self.estimates
        ]

    def __repr__(self) -> str:
        return f"<Fit of {self.model}: aic {self.aic:.9g}>\n{table(_FIT_HEAD, self._rows())}"

    def _repr_html_(self) -> str:
        return html_table(f"Fit of {self.model}", _FIT_HEAD, self._rows())

    def to_frame(self) -> pd.DataFrame:
        """A row for each estimate."""
        return frame(
            {
                "token": one.token,
                "name": one.name,
                "value": one.value,
                "error": one.error,
                "low": None if one.interval is None else one.interval[0],
                "high": None if one.interval is None else one.interval[1],
                "why": one.why,
            }
            for one in self.estimates
        )


def fit(
    prices: PricesLike,
    model: str,
    *,
    tokens: Iterable[str] | None = None,
    times: ArrayLike | None = None,
    block_seconds: float | None = None,
    drift: bool = True,
    normal: bool = False,
    compare: bool = False,
    progress: Progress = None,
) -> Fit:
    """Fits a model to prices: ``orthant market fit``.

    Args:
        prices: a frame or a mapping with a column for each token, or an array ``(rows, n)`` with
            ``tokens``; as of :func:`orthant.simulate`.
        model: ``"gbm"``, ``"merton"`` (jumps) or ``"garch"`` (volatility that clusters).
        tokens: names of an array's columns.
        times: of an array's rows, ``datetime64``.
        block_seconds: of a row, where there are no times or their most usual step is not meant.
        drift: whether a drift is fitted; a short window tells little of it.
        normal: of garch: innovations are normal, not Student's.
        compare: fit the other models too, for their likelihoods (``data["comparison"]``).
        progress: called with (parts done, about how many there are).

    Raises:
        DomainError: for too few rows, with how many are needed; where no price moves.

    >>> import numpy as np
    >>> rng = np.random.default_rng(1)
    >>> prices = 100 * np.exp(np.cumsum(rng.normal(0, 0.01, 2000)))
    >>> result = fit({"BTC": prices}, "gbm", block_seconds=86400)
    >>> round(result["BTC", "volatility"].value, 2)
    0.19
    """
    names, rows, stamps = columns_of(prices, tokens, times)
    if not isinstance(model, str):
        raise TypeError(f"model: a name is wanted, not {type(model).__name__}")
    if normal and model != "garch":
        raise BadInput("normal: that is for the model garch")
    seconds = number(block_seconds, "block_seconds", 1e-9, _native.BLOCK_SECONDS_MAX) or 0.0
    with told(progress, "fit") as tell:
        text, notes, scenario, why = _native.fit(
            model, names, rows, stamps, seconds, not drift, bool(normal), bool(compare), tell
        )
    data = parse(text)
    estimates = [
        _of(one["token"], name, value)
        for one in data["estimates"]
        for name, value in one.items()
        if isinstance(value, dict)
    ]
    for one in data["correlations"]:
        estimates.append(_of("/".join(one["tokens"]), "correlation", one["correlation"]))
    likelihood = data["likelihood"]
    return Fit(
        model=data["model"],
        tokens=tuple(data["tokens"]),
        block_seconds=data["block_seconds"],
        converged=data["converged"],
        estimates=tuple(estimates),
        log_likelihood=likelihood["log_likelihood"],
        aic=likelihood["aic"],
        bic=likelihood["bic"],
        _scenario=scenario,
        _no_scenario=why,
        json=text,
        notes=notes,
        data=data,
    )


@dataclass(frozen=True, repr=False, eq=False)
class Score(Result):
    """Whether a model of prices is like data, in the part that it was fitted to and in the other.

    Attributes:
        model: its name.
        parts: for ``"train"`` and ``"test"``, or ``"all"``, what the JSON has: ``"verdict"`` in
            words, ``"inside"`` its band or not, ``"summary"``, ``"lines"`` ...
    """

    model: str
    parts: Mapping[str, Mapping[str, Any]]

    def __repr__(self) -> str:
        said = "".join(f"\n{name}: {part['verdict']}" for name, part in self.parts.items())
        return f"<Score of {self.model}>{said}"

    def to_frame(self) -> pd.DataFrame:
        """A row for each line of the scorecard, of all parts."""
        return frame(
            {"part": name, **line}
            for name, part in self.parts.items()
            for line in part["lines"]
        )


def score(
    prices: PricesLike,
    model: str,
    *,
    tokens: Iterable[str] | None = None,
    times: ArrayLike | None = None,
    block_seconds: float | None = None,
    drift: bool = True,
    horizons: Iterable[int] | None = None,
    replicates: int = 200,
    train: float = 0.5,
    seed: int = 1,
    threads: int | None = None,
    progress: Progress = None,
) -> Score:
    """Scores a model against prices: ``orthant market score``.

    Args:
        prices, model, tokens, times, block_seconds, drift, progress: as of :func:`fit`; the model
            is fitted to the first part, and scored on both.
        horizons: blocks of a return, rising (1, 5, 15, 60).
        replicates: resamples for intervals, and about as many paths for the band; 0: neither.
        train: the share of rows that the model is fitted to; 1: fitted to all and scored on all.

    Raises:
        DomainError: for too few rows, with how many are needed.
    """
    names, rows, stamps = columns_of(prices, tokens, times)
    if not isinstance(model, str):
        raise TypeError(f"model: a name is wanted, not {type(model).__name__}")
    share = number(train, "train", 0, 1)
    if not share:
        raise BadInput("train: 0 is out of range; permitted: above 0, at most 1")
    each = [] if horizons is None else [whole(one, "horizons", 1, 2**32) or 1 for one in horizons]
    if len(each) > 16 or any(a >= b for a, b in zip(each, each[1:], strict=False)):
        raise BadInput(f"horizons: {each}; permitted: at most 16 whole numbers, rising")
    seconds = number(block_seconds, "block_seconds", 1e-9, _native.BLOCK_SECONDS_MAX) or 0.0
    many = whole(replicates, "replicates", 0, _native.REPLICATES_MAX) or 0
    first = whole(seed, "seed", 0, _native.SEED_MAX) or 0
    workers = whole(threads, "threads", 1, _native.THREADS_MAX) or 0
    with told(progress, "score") as tell:
        text, notes = _native.score(
            model,
            names,
            rows,
            stamps,
            seconds,
            not drift,
            each,
            many,
            share,
            first,
            workers,
            tell,
        )
    data = parse(text)
    return Score(
        model=data["model"],
        parts={one["name"]: one for one in data["parts"]},
        json=text,
        notes=notes,
        data=data,
    )
