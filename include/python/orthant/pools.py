"""Arbitrage against geometric-mean pools with a fee, many at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _native
from ._arrays import as_rows, points, real_number
from ._pictures import axes, name_axes
from ._results import Alike, html_table, with_pandas
from .errors import BadInput

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    from ._arrays import Floats

__all__ = ["Arbitrage", "arbitrage"]


@dataclass(frozen=True, eq=False, repr=False)
class Arbitrage(Alike):
    """The trade of greatest profit against each pool, seen from the market.

    Attributes:
        after: reserves after the trade, the fee in them, shape ``(..., n)``.
        change: the difference to those before.
        taken: value at the prices of what leaves the pool, shape ``(...)``.
        paid: value of what enters it, fee and all.
        fee: the part of it that the pool earns.
        tokens: how many reserves change; 0 where there is no trade.
    """

    after: Floats
    change: Floats
    taken: Floats
    paid: Floats
    fee: Floats
    tokens: NDArray[np.int64]

    @property
    def profit(self) -> Floats:
        """taken - paid: what the arbitrageur gains before gas and cost."""
        return self.taken - self.paid

    def __repr__(self) -> str:
        traded = int((self.tokens > 0).sum())
        return f"<Arbitrage of {self.tokens.size} pools: {traded} trade, profit {self.profit.sum():.6g}>"

    def _repr_html_(self) -> str:
        rows = [(key, float(getattr(self, key).sum())) for key in ("taken", "paid", "fee", "profit")]
        traded = int((self.tokens > 0).sum())
        return html_table(
            f"Arbitrage of {self.tokens.size} pools, of which {traded} trade", ("", "of all"), rows
        )

    def to_frame(self) -> pd.DataFrame:
        """A row for each pool: what it gives, ``change_0`` ... by tokens, and ``after_0`` ...; of
        several dimensions of pools an index of as many levels."""
        pandas = with_pandas()
        columns = {key: getattr(self, key).ravel()
                   for key in ("taken", "paid", "fee", "profit", "tokens")}
        n = self.after.shape[-1]
        for key in ("change", "after"):
            rows = getattr(self, key).reshape(-1, n)
            columns |= {f"{key}_{i}": rows[:, i] for i in range(n)}
        made: pd.DataFrame = pandas.DataFrame(columns)
        if self.tokens.ndim > 1:
            made.index = pandas.MultiIndex.from_tuples(list(np.ndindex(self.tokens.shape)))
        return made

    def plot(self, ax: Any = None) -> Any:
        """The profit from each pool, on a matplotlib axes, which is returned."""
        ax = axes(ax)
        ax.plot(self.profit.ravel(), ".")
        name_axes(ax, "pool", "profit (prices' unit)", "")
        return ax


def arbitrage(
    reserves: ArrayLike, weights: ArrayLike, prices: ArrayLike, fee: float = 0.0
) -> Arbitrage:
    """The trade of greatest profit among all in all tokens at once, for each pool.

    Args:
        reserves: shape ``(n,)``, or ``(..., n)`` for many pools; from 1e-60 to 1e60.
        weights: likewise; of each pool only the proportions matter.
        prices: likewise, in any unit.
        fee: of a swap, in [0, 1), of what comes in.

    One row goes with every row of the others; those of several rows have one shape. Time O(n log n)
    a pool. The invariant holds within 1e-13, and each level R p / w that trades is within 1e-12 of
    what is best. The GIL is released.

    Raises:
        DomainError: for a number out of range, with row and place.

    >>> trade = arbitrage([10.0, 10.0], [0.5, 0.5], [4.0, 1.0])
    >>> trade.after, round(float(trade.profit), 12)
    (array([ 5., 20.]), 10.0)
    """
    given = [points(reserves, "reserves"), points(weights, "weights"), points(prices, "prices")]
    shapes = {one.shape for one in given if one.ndim > 1}
    lengths = {one.shape[-1] for one in given}
    if len(shapes) > 1 or len(lengths) > 1 or lengths == {1}:
        raise BadInput(
            "reserves, weights and prices have shapes "
            + ", ".join(str(one.shape) for one in given)
            + "; permitted: one shape, or one row beside rows, of two tokens or more"
        )
    fee = real_number(fee, "fee")
    if not 0 <= fee < 1:
        raise BadInput(f"fee: {fee:g} is out of range; permitted: from 0 to below 1")
    shape = shapes.pop() if shapes else given[0].shape
    n = shape[-1]
    count = 1
    for size in shape[:-1]:
        count *= size
    after, change, sums = np.empty((count, n)), np.empty((count, n)), np.empty((count, 4))
    tokens = np.empty(count, dtype=np.int64)
    x, w, p = (as_rows(one) for one in given)
    _native.arbitrage(after, change, sums, tokens, x, w, p, fee)
    rest = shape[:-1]
    taken, paid, earned = (sums[:, i].reshape(rest).copy() for i in (0, 1, 3))
    return Arbitrage(
        after.reshape(shape), change.reshape(shape), taken, paid, earned, tokens.reshape(rest)
    )
