"""A pool's log read back: what arbitrage took of what it could have taken."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _native
from ._pictures import SERIES, axes, legend, name_axes
from ._request import flag, input_name, number, numeral, word
from ._results import Result, frame, parse
from .errors import BadInput
from .simulation import Simulation

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    import pandas as pd
    from numpy.typing import NDArray

    #: A CSV file, a simulation that was recorded, or a frame with the columns of such a file.
    LogLike: TypeAlias = Simulation | str | os.PathLike[str] | pd.DataFrame

__all__ = ["Live", "Measured", "live"]

# Of a row, as the module has them.
_SERIES = ("made", "best", "perfect", "misprice", "left", "band")
_FIGURES = ("extracted", "mispricing")


@dataclass(frozen=True)
class Measured:
    """A figure with its 95 % interval; None, and why, where there is none."""

    value: float | None
    low: float | None
    high: float | None
    why: str | None


def _measured(of: Mapping[str, Any]) -> Measured:
    return Measured(of["value"], of["low"], of["high"], of["reason"])


@dataclass(frozen=True, repr=False, eq=False)
class Live(Result):
    """What a pool's log says.

    Attributes:
        tokens: their names.
        fee: of a swap.
        sizing: how much of the best trade the arbitrageur makes.
        presence: in what part of the blocks with something to gain he is there.
        efficiency: what he took, over the best that he could have.
        lvr, rvr: in the unit of the prices.
    """

    tokens: tuple[str, ...]
    fee: float
    sizing: Measured
    presence: Measured
    efficiency: Measured
    lvr: float
    rvr: float
    _arbitrage: str
    _no_arbitrage: str
    _blocks: bytes
    _steps: bytes

    @property
    def arbitrage(self) -> dict[str, Any]:
        """The part ``arbitrage`` of a scenario: gas, cost, presence and sizing, the latter at
        most 1. What ``orthant live -o`` writes. BadInput where the log does not say them."""
        if not self._arbitrage:
            raise BadInput(self._no_arbitrage)
        part: dict[str, Any] = parse(self._arbitrage)["arbitrage"]
        return part

    @property
    def series(self) -> dict[str, NDArray[Any]]:
        """Of each row from the second on, ``(rows - 1,)``: ``"block"``; extracted so far as it
        was (``"made"``), by the best trade of each of those blocks (``"best"``), always perfectly
        (``"perfect"``); in logs of levels ``"misprice"`` before and ``"left"`` after the trade,
        and the fee's ``"band"``. Read only."""
        values = np.frombuffer(self._steps).reshape(-1, len(_SERIES))
        blocks: dict[str, NDArray[Any]] = {"block": np.frombuffer(self._blocks, np.uint64)}
        return blocks | {name: values[:, i] for i, name in enumerate(_SERIES)}

    def _text(self) -> str:
        return (
            f"<Live {'/'.join(self.tokens)}: sizing {self.sizing.value}, presence "
            f"{self.presence.value}, efficiency {self.efficiency.value}>"
        )

    def to_frame(self) -> pd.DataFrame:
        """A row for each of the three figures with intervals."""
        return frame(
            {"figure": name, **vars(getattr(self, name))}
            for name in ("sizing", "presence", "efficiency")
        )

    def plot(self, figure: str = "extracted", ax: Any = None) -> Any:
        """Over the blocks, on a matplotlib axes, which is returned: ``"extracted"``, what
        arbitrage took so far against what it could have; or ``"mispricing"``, before and after
        the trade, against the fee's band, in basis points."""
        if figure not in _FIGURES:
            raise BadInput(f"figure: {figure!r}; permitted: {', '.join(_FIGURES)}")
        of = self.series
        ax = axes(ax)
        if figure == "extracted":
            ax.plot(of["block"], of["made"], color=SERIES[0], label="as it was")
            ax.plot(of["block"], of["best"], color=SERIES[2], label="best of each")
            ax.plot(of["block"], of["perfect"], "--", color="0.35", label="always perfect")
        else:
            ax.plot(of["block"], 1e4 * of["misprice"], color=SERIES[1], label="before trade")
            ax.plot(of["block"], 1e4 * of["left"], color=SERIES[0], linewidth=1, label="after")
            ax.plot(of["block"], 1e4 * of["band"], ":", color="0.2", label="band of the fee")
        ax.ticklabel_format(axis="x", style="plain", useOffset=False)
        ax.locator_params(axis="x", nbins=5)
        what = "so far, at market prices" if figure == "extracted" else "basis points"
        name_axes(ax, "block", f"{figure}, {what}", str(self.data["log"]))
        legend(ax)
        return ax


def _input(given: object, name: str) -> tuple[str, bytes | None]:
    """The name of a file, or what it would hold beside a name for messages."""
    if isinstance(given, Simulation):
        if not given.series_csv:
            raise BadInput(
                f"{name}: a simulation without a record; permitted: one of record_every=1"
            )
        return "simulation", given.series_csv.encode()
    if hasattr(given, "to_csv") and hasattr(given, "columns"):
        return name, given.to_csv(index=False).encode()
    return input_name(given, name), None


def live(
    log: LogLike,
    *,
    fee: float | None = None,
    gas: float = 0.0,
    cost: float = 0.0,
    benchmark_fee: float = 0.0,
    path: str | None = None,
    steps: int | str | None = None,
    trades: str | os.PathLike[str] | pd.DataFrame | None = None,
    against: LogLike | None = None,
    reserves: str | None = None,
    only_traded: bool = False,
    block_seconds: float | None = None,
    events: bool = False,
) -> Live:
    """Reads back a pool's log: ``orthant live``.

    Args:
        log: a CSV file with block, weight, price and reserve of each token; a frame with these
            columns (its index plays no part); or a simulation that was recorded with
            ``record_every=1``.
        fee: of a swap, of a log without that column; found from the trades where not given.
        gas: what a trade costs the arbitrageur; ``cost``: his half-spread elsewhere.
        benchmark_fee: what the portfolio of rvr pays of what it sells.
        path, steps: which log of a file with several.
        trades: of the trades beside the log, a file or a frame: block or time, token_in,
            amount_in, token_out, amount_out and perhaps kind.
        against: another log, whose events are compared.
        reserves: ``"after"`` or ``"before"`` the trades of a row's block.
        only_traded: in blocks that have no row nobody traded.
        block_seconds: of a log of times alone.
        events: tell how often each kind of event is.

    >>> import orthant
    >>> result = orthant.live("scenarios/market/pool-log.csv", gas=2)
    >>> round(result.sizing.value, 6)
    0.6
    >>> sorted(result.arbitrage)
    ['cost', 'gas', 'presence', 'sizing']
    """
    kinds = (None, "after", "before")
    word(reserves, "reserves")
    if reserves not in kinds:
        raise BadInput(f"reserves: {reserves!r}; permitted: after, before")
    share = number(fee, "fee", 0, 1)
    pays = number(benchmark_fee, "benchmark_fee", 0, 1) or 0.0
    for name, value in (("fee", share), ("benchmark_fee", pays)):
        if value == 1:
            raise BadInput(f"{name}: 1 is out of range; permitted: from 0 to below 1")
    if path is not None and not isinstance(path, str):
        raise TypeError(f"path: a name is wanted, not {type(path).__name__}")
    json, notes, arbitrage, why, blocks, series = _native.live(
        _input(log, "log"),
        None if trades is None else _input(trades, "trades"),
        None if against is None else _input(against, "against"),
        path,
        numeral(steps, "steps"),
        -1.0 if share is None else share,
        number(gas, "gas", 0, _native.MONEY_MAX) or 0.0,
        number(cost, "cost", 0, 1) or 0.0,
        pays,
        kinds.index(reserves),
        flag(only_traded, "only_traded"),
        number(block_seconds, "block_seconds", 1e-9, 1e9) or 0.0,
        flag(events, "events"),
    )
    data = parse(json)
    return Live(
        tokens=tuple(data["tokens"]),
        fee=data["fee"],
        sizing=_measured(data["sizing"]),
        presence=_measured(data["presence"]),
        efficiency=_measured(data["efficiency"]),
        lvr=data["lvr"],
        rvr=data["rvr"],
        _arbitrage=arbitrage,
        _no_arbitrage=why,
        _blocks=blocks,
        _steps=series,
        json=json,
        notes=notes,
        data=data,
    )
