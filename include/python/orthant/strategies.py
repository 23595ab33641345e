"""The weights that strategies give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _native
from ._prices import take_prices
from ._request import Request, key_or_word, whole
from ._pictures import axes, dated, label, legend, name_axes
from ._results import Alike, OfScenario, html_table, table, with_pandas

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    from ._arrays import Floats
    from ._prices import PricesLike
    from ._request import ScenarioLike

__all__ = ["StrategyWeights", "Weights", "weights"]


@dataclass(frozen=True, eq=False)
class StrategyWeights(Alike):
    """The weights that one strategy gives.

    Attributes:
        name: of the strategy.
        weights: a row for each block from 0 on, shape ``(blocks + 1, n)``.
        turnover: sum over blocks of half the sum of |change|.
        cost_of_moves: sum of KL(new || old): what they cost a pool without a fee, in logs of value.
    """

    name: str
    weights: Floats
    turnover: float
    cost_of_moves: float


_HEAD = ("", "blocks", "turnover", "cost of moves")


@dataclass(frozen=True, repr=False, eq=False)
class Weights(OfScenario):
    """The weights of a scenario's strategies along one price path, without a pool.

    Attributes:
        scenario: the scenario's name.
        tokens: their names.
        strategies: each of them.
        times: datetime64 of each row, where prices have dates; else None.
    """

    scenario: str
    tokens: tuple[str, ...]
    strategies: tuple[StrategyWeights, ...]
    times: NDArray[np.datetime64] | None = None

    def __getitem__(self, which: int | str) -> StrategyWeights:
        if isinstance(which, str):
            for one in self.strategies:
                if one.name == which:
                    return one
            raise KeyError(which)
        return self.strategies[which]

    def _rows(self) -> list[tuple[object, ...]]:
        return [
            (one.name, len(one.weights) - 1, one.turnover, one.cost_of_moves)
            for one in self.strategies
        ]

    def _text(self) -> str:
        return f"<Weights {self.scenario!r}>\n{table(_HEAD, self._rows())}"

    def _html(self) -> str:
        return html_table(self.scenario or "Weights", _HEAD, self._rows())

    def to_frame(self, which: int | str = 0) -> pd.DataFrame:
        """The weights of one strategy, a row for each block, by its date where prices have dates,
        and a column for each token."""
        made: pd.DataFrame = with_pandas().DataFrame(
            self[which].weights, index=self.times, columns=list(self.tokens)
        )
        return made.rename_axis("block" if self.times is None else "time")

    def plot(self, ax: Any = None, *, which: int | str = 0) -> Any:
        """The weights of one strategy over blocks, or over dates where prices have them, on a
        matplotlib axes, which is returned."""
        ax = axes(ax)
        one = self[which]
        x = np.arange(len(one.weights)) if self.times is None else self.times
        for i, token in enumerate(self.tokens):
            ax.plot(x, one.weights[:, i], label=label(token))
        name_axes(ax, "block" if self.times is None else "time", "weight", one.name)
        legend(ax)
        if self.times is not None:
            dated(ax)
        return ax


def weights(
    scenario: ScenarioLike | None = None,
    prices: PricesLike | None = None,
    *,
    times: ArrayLike | None = None,
    strategy: str | Mapping[str, Any] | Iterable[Mapping[str, Any]] | None = None,
    price_path: int | None = None,
    seed: int | None = None,
    normalise: bool = False,
    **keywords: Any,
) -> Weights:
    """The weights that strategies give on one price path: ``orthant weights``.

    Args:
        scenario, prices, times, seed, normalise: as of :func:`orthant.simulate`.
        strategy: the name of one of them; all where not given. Among keywords a mapping, or a list
            of such, is the scenario's ``strategy``.
        price_path: of a random market, from 0.

    >>> import orthant
    >>> result = orthant.weights("scenarios/strategies/momentum.json")
    >>> result[0].weights.shape
    (8761, 3)
    """
    name_of_one = key_or_word(strategy, "strategy", scenario, keywords)
    of = Request("weights", scenario, keywords, normalise=normalise)
    take_prices(of, prices, times)
    of.options |= {
        "strategy": name_of_one,
        "price_path": whole(price_path, "price_path", 0, _native.PRICE_PATH_MAX),
        "seed": whole(seed, "seed", 0, _native.SEED_MAX),
    }
    result = of.run()
    name, tokens, strategies, stamps = of.beside
    return Weights(
        scenario=name,
        tokens=tokens,
        strategies=tuple(StrategyWeights(*one) for one in strategies),
        times=None if stamps is None else stamps[:, 0].view("datetime64[us]"),
        **result,
    )
