"""Models of prices and of others' trades, fitted to data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, overload

from . import _native
from ._data import data_of
from ._request import flag, number, told
from ._results import Result, frame, html_table, parse, table
from .errors import BadInput, DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd
    from numpy.typing import ArrayLike

    from ._data import DataLike
    from ._request import Progress
    from .flows import FlowFit, TradesLike

__all__ = ["Fit", "FitEstimate", "fit"]


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


def estimate_of(
    token: str, name: str, of: Mapping[str, Any], otherwise: float = float("inf")
) -> FitEstimate:
    """As the JSON has it, whose null is the infinity of normal innovations, or ``otherwise``."""
    value, low = of["value"], of["low"]
    return FitEstimate(
        token,
        name,
        otherwise if value is None else value,
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

    def _text(self) -> str:
        return f"<Fit of {self.model}: aic {self.aic:.9g}>\n{table(_FIT_HEAD, self._rows())}"

    def _html(self) -> str:
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


@overload
def fit(
    prices: TradesLike, model: Literal["hawkes"], *, block_seconds: float | None = None
) -> FlowFit: ...


@overload
def fit(
    prices: DataLike,
    model: str,
    *,
    tokens: Iterable[str] | None = None,
    times: ArrayLike | None = None,
    every: str | None = None,
    block_seconds: float | None = None,
    drift: bool = True,
    normal: bool = False,
    compare: bool = False,
    progress: Progress = None,
) -> Fit: ...


def fit(
    prices: Any,
    model: str,
    *,
    tokens: Iterable[str] | None = None,
    times: ArrayLike | None = None,
    every: str | None = None,
    block_seconds: float | None = None,
    drift: bool = True,
    normal: bool = False,
    compare: bool = False,
    progress: Progress = None,
) -> Fit:
    """Fits a model to data: ``orthant market fit``.

    Args:
        prices: a frame or a mapping with a column for each token, or an array ``(rows, n)`` with
            ``tokens``; as of :func:`orthant.simulate`. Or files: ``{"BTC": "btc.csv"}``, or that
            of a panel with ``tokens``. An object in place of a name says how it is read:
            ``{"file": ..., "time_column": ..., "price_column": ..., "stamp": ...}``, as in a
            scenario. Of ``"hawkes"`` trades in the order of time: a file, or a frame or mapping
            with the columns ``time`` (dates or seconds since 1970, to the microsecond) or
            ``block``, and perhaps ``size`` and ``side``.
        model: ``"gbm"``, ``"merton"`` (jumps) or ``"garch"`` (volatility that clusters); or
            ``"hawkes"``: others' trades, one bringing the next.
        tokens: names of an array's columns, or of a panel's.
        times: of an array's rows, ``datetime64``.
        every: of files: a row at each multiple of it, ``"1h"``, with the last prices.
        block_seconds: of a row, where there are no times or their most usual step is not meant;
            of trades in seconds: of a block.
        drift: whether a drift is fitted; a short window tells little of it.
        normal: of garch: innovations are normal, not Student's.
        compare: fit the other models too, for their likelihoods (``data["comparison"]``).
        progress: called with (parts done, about how many there are).

    Returns:
        A :class:`Fit`; of trades a :class:`FlowFit`, which is one.

    Raises:
        DomainError: for too few rows, with how many are needed; where no price moves.

    >>> import numpy as np
    >>> rng = np.random.default_rng(1)
    >>> prices = 100 * np.exp(np.cumsum(rng.normal(0, 0.01, 2000)))
    >>> result = fit({"BTC": prices}, "gbm", block_seconds=86400)
    >>> round(result["BTC", "volatility"].value, 2)
    0.19
    >>> flow = fit("scenarios/market/trades.csv", "hawkes", block_seconds=12)
    >>> round(flow["branching"].value, 2)
    0.63
    """
    if not isinstance(model, str):
        raise TypeError(f"model: a name is wanted, not {type(model).__name__}")
    drift, normal, compare = flag(drift, "drift"), flag(normal, "normal"), flag(compare, "compare")
    if normal and model != "garch":
        raise BadInput("normal: that is for the model garch")
    if model == "hawkes":
        from .flows import fit_flow

        if compare or not drift or not (tokens is None and times is None and every is None):
            raise BadInput("tokens, times, every, drift, compare: these are for models of prices")
        return fit_flow(prices, block_seconds)
    of = data_of(prices, tokens, times, every)
    seconds = number(block_seconds, "block_seconds", 1e-9, _native.BLOCK_SECONDS_MAX) or 0.0
    with told(progress, "fit") as tell:
        text, notes, scenario, why = _native.fit(
            model,
            of.tokens,
            of.rows,
            of.times,
            of.files,
            of.every,
            seconds,
            not drift,
            normal,
            compare,
            tell,
        )
    data = parse(text)
    estimates = [
        estimate_of(one["token"], name, value)
        for one in data["estimates"]
        for name, value in one.items()
        if isinstance(value, dict)
    ]
    for one in data["correlations"]:
        estimates.append(estimate_of("/".join(one["tokens"]), "correlation", one["correlation"]))
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
