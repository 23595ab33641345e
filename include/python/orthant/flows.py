"""Order flow that excites itself, fitted to a record of trades."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _native
from ._request import input_name, number
from ._results import parse
from ._times import microseconds
from .errors import BadInput, DomainError
from .markets import Fit, FitEstimate, estimate_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    import pandas as pd
    from numpy.typing import ArrayLike

    #: A file of trades, or its columns: time or block, size, side.
    TradesLike: TypeAlias = str | os.PathLike[str] | pd.DataFrame | Mapping[str, ArrayLike]

__all__ = ["FlowFit"]

_COLUMNS = ("time", "block", "size", "side")


@dataclass(frozen=True, repr=False, eq=False)
class FlowFit(Fit):
    """Others' trades as a Hawkes process, fitted by maximum likelihood.

    Attributes:
        events: how many trades there are.
        unit: ``"block"`` or ``"second"``: what rate and decay are counted in.
        block_seconds: of a block; nan where it is not known.
        estimates: ``"rate"``, ``"branching"``, ``"decay"`` ..., of no token.
    """

    events: int
    unit: str

    @property
    def noise(self) -> dict[str, Any]:
        """The ``noise`` of a scenario of one's own."""
        noise: dict[str, Any] = self.scenario["noise"]
        return noise

    @property
    def market(self) -> dict[str, Any]:
        """There is none: the flow is the ``noise``."""
        raise DomainError("market: of a fit of trades; permitted: noise")

    def __getitem__(self, which: str | tuple[str, str]) -> FitEstimate:
        """By name: ``fit["rate"]``."""
        return super().__getitem__(("", which) if isinstance(which, str) else which)


def _times(values: Any) -> list[str]:
    """Seconds with six decimals, as files have them."""
    array = np.asarray(values)
    if array.dtype.kind in "MO":
        micros = microseconds(values, "time")
        assert micros is not None
        return [f"{one // 10**6}.{one % 10**6:06d}" for one in micros.tolist()]
    if array.dtype.kind in "iu":
        return [str(one) for one in array.tolist()]
    if array.dtype.kind != "f":
        raise TypeError(f"time: dates or seconds since 1970 are wanted, not {array.dtype}")
    return [f"{one:.6f}" for one in array.tolist()]


def _blocks(values: Any) -> list[str]:
    array = np.asarray(values)
    if array.dtype.kind not in "iu":
        raise TypeError(f"block: whole numbers are wanted, not {array.dtype}")
    return [str(one) for one in array.tolist()]


def _sizes(values: Any) -> list[str]:
    array = np.asarray(values)
    if array.dtype.kind not in "iuf":
        raise TypeError(f"size: numbers are wanted, not {array.dtype}")
    return [repr(one) for one in array.tolist()]


def _sides(values: Any) -> list[str]:
    sides = [str(one) for one in np.asarray(values).tolist()]
    for row, side in enumerate(sides):
        if side.lower() not in ("buy", "sell"):
            raise BadInput(f"side: row {row}: {side!r}; permitted: buy, sell")
    return sides


_TEXTS = {"time": _times, "block": _blocks, "size": _sizes, "side": _sides}


def _record(trades: Any) -> bytes:
    """The file that the columns would be."""
    names = [str(name) for name in (trades.columns if hasattr(trades, "columns") else trades)]
    extra = [name for name in names if name not in _COLUMNS]
    if extra:
        raise BadInput(f"trades: {extra[0]!r}; permitted: {', '.join(_COLUMNS)}")
    columns = {name: trades[name] for name in names}
    index = getattr(trades, "index", None)
    if hasattr(trades, "columns") and np.asarray(index).dtype.kind == "M" and not (
        {"time", "block"} & set(names)
    ):
        columns = {"time": index, **columns}
    shapes = {name: np.shape(values) for name, values in columns.items()}
    if any(len(shape) != 1 for shape in shapes.values()) or len(set(shapes.values())) > 1:
        raise BadInput(
            "trades: shapes "
            + ", ".join(f"{name} {shape}" for name, shape in shapes.items())
            + "; permitted: (trades,), the same of all"
        )
    texts = [_TEXTS[name](values) for name, values in columns.items()]
    lines = [",".join(columns), *(",".join(row) for row in zip(*texts, strict=True))]
    return ("\n".join(lines) + "\n").encode()


def fit_flow(trades: TradesLike, block_seconds: float | None) -> FlowFit:
    """Of ``fit(trades, "hawkes")``."""
    given: Any = trades
    seconds = number(block_seconds, "block_seconds", 1e-9, _native.BLOCK_SECONDS_MAX) or 0.0
    if isinstance(given, (str, os.PathLike)):
        text, name = None, input_name(given, "trades")
    elif hasattr(given, "keys") and hasattr(given, "__getitem__"):
        text, name = _record(given), "trades"
    else:
        raise TypeError(f"trades: a file or columns are wanted, not {type(given).__name__}")
    json, notes, scenario, why = _native.fit_flow(text, name, seconds)
    data = parse(json)
    likelihood = data["likelihood"]
    known = data["block_seconds"]
    return FlowFit(
        model="hawkes",
        tokens=(),
        block_seconds=float("nan") if known is None else known,
        converged=True,
        estimates=tuple(
            estimate_of("", key, one, float("nan")) for key, one in data["estimates"].items()
        ),
        log_likelihood=likelihood["log_likelihood"],
        aic=likelihood["aic"],
        bic=likelihood["bic"],
        _scenario=scenario,
        _no_scenario=why,
        events=data["trades"],
        unit=data["unit"],
        json=json,
        notes=notes,
        data=data,
    )
