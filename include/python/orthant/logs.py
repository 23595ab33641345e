"""A pool's log read back: what arbitrage took of what it could have taken."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import _native
from ._request import number
from ._results import Result, frame, parse
from .errors import BadInput
from .simulation import Simulation

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["Live", "Measured", "live"]


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

    def __repr__(self) -> str:
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


def live(
    log: Simulation | str | os.PathLike[str],
    *,
    fee: float | None = None,
    gas: float = 0.0,
    cost: float = 0.0,
    benchmark_fee: float = 0.0,
    path: str | None = None,
    steps: int | None = None,
    trades: str | None = None,
    against: str | None = None,
    reserves: str | None = None,
    only_traded: bool = False,
    block_seconds: float | None = None,
    events: bool = False,
) -> Live:
    """Reads back a pool's log: ``orthant live``.

    Args:
        log: a CSV file with block, weight, price and reserve of each token; or a simulation that
            was recorded with ``record_every=1``.
        fee: of a swap, of a log without that column; found from the trades where not given.
        gas: what a trade costs the arbitrageur; ``cost``: his half-spread elsewhere.
        benchmark_fee: what the portfolio of rvr pays of what it sells.
        path, steps: which log of a file with several.
        trades: a file of the trades beside the log.
        against: another log, whose events are compared.
        reserves: ``"after"`` or ``"before"`` the trades of a row's block.
        only_traded: in blocks that have no row nobody traded.
        block_seconds: of a log of times alone.
        events: tell how often each kind of event is.

    >>> import orthant
    >>> result = orthant.live("scenarios/market/pool-log.csv", gas=2)
    >>> round(result.sizing.value, 6)
    0.6
    """
    if isinstance(log, Simulation):
        if not log.series_csv:
            raise BadInput("log: a simulation without a record; permitted: one of record_every=1")
        text, name = log.series_csv.encode(), "simulation"
    else:
        text, name = None, os.fspath(log)
        if not isinstance(name, str) or "\0" in name or name in ("", "-"):
            raise BadInput(f"log: {name!r}; permitted: the name of a file")
    kinds = (None, "after", "before")
    if reserves not in kinds:
        raise BadInput(f"reserves: {reserves!r}; permitted: after, before")
    share = number(fee, "fee", 0, 1)
    if share == 1 or benchmark_fee == 1:
        raise BadInput("fee: 1 is out of range; permitted: from 0 to below 1")
    json, notes = _native.live(
        text,
        name,
        trades,
        against,
        path,
        None if steps is None else str(steps),
        -1.0 if share is None else share,
        number(gas, "gas", 0, 1e200) or 0.0,
        number(cost, "cost", 0, 1) or 0.0,
        number(benchmark_fee, "benchmark_fee", 0, 1) or 0.0,
        kinds.index(reserves),
        bool(only_traded),
        number(block_seconds, "block_seconds", 1e-9, 1e9) or 0.0,
        bool(events),
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
        json=json,
        notes=notes,
        data=data,
    )
