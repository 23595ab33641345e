"""Which estimator is right for prices: the decay of an average or a gradient, from data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import _native
from ._data import data_of
from ._pictures import SERIES, axes, legend, name_axes
from ._request import number
from ._results import Result, frame, html_table, parse, table
from .errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd
    from numpy.typing import ArrayLike

    from ._data import DataLike

__all__ = ["EstimatorFit", "EstimatorMarket", "EstimatorToken", "Profile", "fit_estimator"]

# By how much the likelihood falls at the ends of an interval of 95 %.
_FALL = 1.9207


@dataclass(frozen=True)
class Profile:
    """A parameter with its interval of 95 % by the profile likelihood.

    Attributes:
        value, low, high: None where there is none, and ``why`` says it.
        low_open, high_open: whether the interval has no end there; low or high is then the end of
            what was searched.
        at, below: a curve: values, and how far the log-likelihood lies below its greatest there.
    """

    value: float | None
    low: float | None
    high: float | None
    low_open: bool
    high_open: bool
    why: str | None
    at: tuple[float, ...]
    below: tuple[float, ...]


def _profile(of: Mapping[str, Any]) -> Profile:
    curve = of["curve"] or {"at": (), "below": ()}
    return Profile(
        of["value"],
        of["low"],
        of["high"],
        of["low_open"],
        of["high_open"],
        of["reason"],
        tuple(curve["at"]),
        tuple(curve["below"]),
    )


@dataclass(frozen=True)
class EstimatorMarket:
    """A market fitted to a token's prices.

    Attributes:
        market: ``"level"``, ``"level+ar1"`` or ``"gradient"``.
        edge: ``"inside"``, or where the greatest likelihood is at an end of what is searched.
        decay: lambda of the best average, or of the best gradient.
        q: how much the level moves against the noise, in variances; ``rho``: of the noise.
        log_likelihood, bic: the less of the latter the better.
        contract_lambda: the nearest decay that a contract can hold; None where prices choose none.
        memory_days: of the decay; None likewise.
        sentence: the same in words.
    """

    market: str
    edge: str
    decay: Profile
    q: Profile
    rho: Profile
    log_likelihood: float
    bic: float
    contract_lambda: str | None
    memory_days: float | None
    sentence: str


def _market(of: Mapping[str, Any]) -> EstimatorMarket:
    return EstimatorMarket(
        of["market"],
        of["edge"],
        _profile(of["lambda"]),
        _profile(of["q"]),
        _profile(of["rho"]),
        of["log_likelihood"],
        of["bic"],
        of["contract_lambda"],
        of["memory_days"]["value"],
        of["sentence"],
    )


@dataclass(frozen=True)
class EstimatorToken:
    """A token's markets.

    Attributes:
        token: its name.
        why: why nothing is fitted; None where it is.
        best: the market of the least BIC; None where nothing is fitted.
        markets: by name.
        rule: what the JSON has of the rule, as one of averages and as one of gradients; or None.
    """

    token: str
    why: str | None
    best: EstimatorMarket | None
    markets: Mapping[str, EstimatorMarket]
    rule: Mapping[str, Any] | None


def _token(of: Mapping[str, Any]) -> EstimatorToken:
    markets = {one["market"]: _market(one) for one in of["markets"] or ()}
    return EstimatorToken(
        of["token"], of["reason"], markets.get(of["best"]), markets, of["rule"]
    )


_HEAD = ("token", "market", "best", "lambda", "from", "to", "days", "bic")


@dataclass(frozen=True, repr=False, eq=False)
class EstimatorFit(Result):
    """Which estimator is right for the prices of each token.

    Attributes:
        tokens: by name.
        chunk_seconds: of a row.
        decay, memory_days: of the rule that was judged; None where none was given.
    """

    tokens: Mapping[str, EstimatorToken]
    chunk_seconds: float
    decay: float | None
    memory_days: float | None

    def __getitem__(self, token: str) -> EstimatorToken:
        return self.tokens[token]

    def _rows(self) -> list[tuple[object, ...]]:
        return [
            (
                of.token,
                one.market,
                "best" if one is of.best else "",
                one.decay.value,
                one.decay.low,
                one.decay.high,
                one.memory_days,
                one.bic,
            )
            for of in self.tokens.values()
            for one in of.markets.values()
        ]

    def _text(self) -> str:
        return f"<EstimatorFit>\n{table(_HEAD, self._rows())}"

    def _html(self) -> str:
        return html_table("Estimators", _HEAD, self._rows())

    def to_frame(self) -> pd.DataFrame:
        """A row for each market of each token."""
        return frame(
            {
                "token": of.token,
                "market": one.market,
                "best": one is of.best,
                "edge": one.edge,
                "lambda": one.decay.value,
                "low": one.decay.low,
                "high": one.decay.high,
                "q": one.q.value,
                "rho": one.rho.value,
                "memory_days": one.memory_days,
                "contract_lambda": one.contract_lambda,
                "log_likelihood": one.log_likelihood,
                "bic": one.bic,
            }
            for of in self.tokens.values()
            for one in of.markets.values()
        )

    def plot(self, token: str | None = None, ax: Any = None) -> Any:
        """The profile likelihood of lambda in each market of a token (the first where it is not
        given), with its interval, and the rule, on a matplotlib axes, which is returned."""
        name = next(iter(self.tokens)) if token is None else token
        if name not in self.tokens:
            raise BadInput(f"token: {name!r}; permitted: {', '.join(self.tokens)}")
        of = self.tokens[name]
        if not any(one.decay.at for one in of.markets.values()):
            raise BadInput(f"token: {name!r}: {of.why or 'no curve of lambda'}")
        ax = axes(ax)
        for i, one in enumerate(of.markets.values()):
            if one.decay.at:
                best = ", best by BIC" if one is of.best else ""
                ax.plot(one.decay.at, one.decay.below, color=f"C{i}", label=one.market + best)
                ax.axvspan(one.decay.low, one.decay.high, color=f"C{i}", alpha=0.12)
        ax.axhline(-_FALL, color="0.4", linewidth=1, linestyle="--", label="1.92 below")
        if self.decay is not None:
            ax.axvline(self.decay, color=SERIES[1], label="the rule")
        ax.set_ylim(-5.5, 0.4)
        name_axes(ax, "lambda", "log L, below its best", name)
        legend(ax)
        return ax


def fit_estimator(
    prices: DataLike,
    *,
    tokens: Iterable[str] | None = None,
    times: ArrayLike | None = None,
    every: str | None = None,
    block_seconds: float | None = None,
    decay: float | None = None,
    memory_days: float | None = None,
) -> EstimatorFit:
    """Says which market the average or the gradient of a rule is right for, and which decay is
    right for these prices: ``orthant market fit --estimator``.

    Args:
        prices, tokens, times, every, block_seconds: as of :func:`fit`; a row is one price that a
            rule sees: of minutes, for one that looks daily, ``frame.resample("1d").last()``.
            100,000 rows take some eight seconds a token.
        decay: judge a rule of this lambda, from 1e-18 to below 1.
        memory_days: judge a rule of this memory instead.

    Raises:
        BadInput: for fewer than 100 rows.
        DomainError: where the length of a row is neither given nor known.

    >>> import numpy as np
    >>> rng = np.random.default_rng(1)
    >>> level = np.cumsum(rng.normal(0, 0.01, 500))
    >>> prices = 100 * np.exp(level + rng.normal(0, 0.01, 500))
    >>> result = fit_estimator({"BTC": prices}, block_seconds=86400)
    >>> result["BTC"].best.market
    'level'
    """
    of = data_of(prices, tokens, times, every)
    rule = number(decay, "decay", _native.RULE_LAMBDA_MIN, 1)
    if rule == 1:
        raise BadInput("decay: 1 is out of range; permitted: below 1")
    memory = number(memory_days, "memory_days", 5e-324, 1.7976931348623157e308)
    if rule is not None and memory is not None:
        raise BadInput("decay, memory_days: both say what a rule's decay is; permitted: one")
    seconds = number(block_seconds, "block_seconds", 1e-9, _native.BLOCK_SECONDS_MAX) or 0.0
    text, notes = _native.fit_estimator(
        of.tokens, of.rows, of.times, of.files, of.every, seconds, rule or 0.0, memory or 0.0
    )
    data = parse(text)
    return EstimatorFit(
        tokens={one["token"]: _token(one) for one in data["tokens"]},
        chunk_seconds=data["chunk_seconds"],
        decay=data["lambda"],
        memory_days=data["memory_days"],
        json=text,
        notes=notes,
        data=data,
    )
