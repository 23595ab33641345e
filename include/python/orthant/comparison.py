"""What each way of making a change of weights costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._request import Request, volatilities
from ._pictures import axes, bars, label, legend, logarithmic, name_axes, path_colour, path_looks
from ._results import Alike, OfScenario, frame, html_table, table
from .errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from ._request import ScenarioLike

__all__ = ["Comparison", "PathCost", "compare"]


@dataclass(frozen=True, eq=False)
class PathCost(Alike):
    """What one path costs in one number of steps.

    Attributes:
        path: its name.
        steps: in how many steps.
        log_loss: L, the log of value that a fee-less pool loses at constant prices.
        loss_bp: 1e4 (1 - exp(-L)), basis points of the pool's value.
        loss_value: the same in the pool's unit; None without a pool.
        saving_vs_linear: 1 - L / L of linear.
        excess_over_best: L over the least L of the paths asked for in these steps, less 1.
        excess_over_optimum: the same over the least possible; None where that was not computed.
        step_loss_cv: how evenly the steps share L; 0 is best.
        with_fee: the cost with the pool's fee and noisy prices, as the JSON has it; None without.
        gas: what gas leaves of it, likewise.
    """

    path: str
    steps: int
    log_loss: float
    loss_bp: float
    loss_value: float | None
    saving_vs_linear: float
    excess_over_best: float
    excess_over_optimum: float | None
    step_loss_cv: float
    with_fee: Mapping[str, Any] | None
    gas: Mapping[str, Any] | None


_HEAD = ("path", "steps", "loss (bp)", "over the best", "over the optimum")


@dataclass(frozen=True, repr=False, eq=False)
class Comparison(OfScenario):
    """All paths in all numbers of steps, the steps outermost, in the order asked for.

    Attributes:
        scenario: the scenario's name; "" without.
        distance: Fisher-Rao, from the start to the target.
        leading_order_loss: distance**2 / (2 f) for each number of steps f.
        results: what each path costs.
    """

    scenario: str
    distance: float
    leading_order_loss: tuple[float, ...]
    results: tuple[PathCost, ...]

    def best(self, steps: int | None = None) -> PathCost:
        """The path of least loss, in so many steps or in any of those compared."""
        found = [one for one in self.results if steps is None or one.steps == steps]
        if not found:
            asked = sorted({one.steps for one in self.results})
            raise BadInput(f"steps: {steps}; permitted: {', '.join(map(str, asked))}")
        return min(found, key=lambda one: one.log_loss)

    def _rows(self) -> list[tuple[object, ...]]:
        return [
            (one.path, one.steps, one.loss_bp, one.excess_over_best, one.excess_over_optimum)
            for one in self.results
        ]

    def _text(self) -> str:
        return f"<Comparison {self.scenario!r}>\n{table(_HEAD, self._rows())}"

    def _html(self) -> str:
        return html_table(self.scenario or "Comparison", _HEAD, self._rows())

    def to_frame(self) -> pd.DataFrame:
        """A row for each result, a column for each attribute of :class:`PathCost`; what its
        mappings hold by ``with_fee_NAME``, ``gas_NAME``."""
        return frame(vars(one) for one in self.results)

    def plot(self, ax: Any = None) -> Any:
        """Loss against steps, or of each path in the one number of steps, on a matplotlib axes,
        which is returned."""
        ax = axes(ax)
        counts = {one.steps for one in self.results}
        if len(counts) == 1:
            paths = [one.path for one in self.results]
            bars(ax, paths, [one.loss_bp for one in self.results],
                 colours=[path_colour(one) for one in paths])
            name_axes(ax, f"loss in {counts.pop()} steps (bp)", "", self.scenario)
            return ax
        logarithmic(ax, counts, (one.loss_bp for one in self.results))
        names = list(dict.fromkeys(one.path for one in self.results))
        for name, look in zip(names, path_looks(names), strict=True):
            of = sorted((one.steps, one.loss_bp) for one in self.results if one.path == name)
            ax.plot(*zip(*of, strict=True), marker=".", label=label(name), **look)
        name_axes(ax, "steps", "loss (bp)", self.scenario)
        legend(ax)
        return ax


def compare(
    scenario: ScenarioLike | None = None,
    *,
    steps: int | Iterable[int] | None = None,
    paths: str | Iterable[str] | None = None,
    price_volatility: float | Iterable[float] | None = None,
    normalise: bool = False,
    **keywords: Any,
) -> Comparison:
    """Compares ways of moving a pool's weights, as ``orthant compare`` does.

    Args:
        scenario: the name of a JSON file, or a mapping of what it would hold; without it
            ``keywords`` are its keys (``start=[0.5, 0.5], target=[0.9, 0.1], ...``). In both
            start and target may be weights alone, which a file has as ``{"weights": ...}``,
            and arrays, fractions and decimals are fine.
        steps: numbers of steps in place of the scenario's.
        paths: names of paths in place of the scenario's.
        price_volatility: of the prices, a year, in place of what the market says: one number for
            each token, or for each but the last.
        normalise: weights may sum to anything above 0, and are divided by their sum.

    Raises:
        BadInput: for the scenario, with JSON path, value and what is permitted.
        DomainError, FileError, OutOfMemory: as the errors of the command.

    >>> result = compare(tokens=["BTC", "USDC"], start=[0.5, 0.5], target=[0.9, 0.1], steps=[1, 10])
    >>> result.best().path, round(result.best().loss_bp, 3)
    ('geodesic', 413.942)
    >>> result.json.splitlines()[2]
    '  "kind": "comparison",'
    """
    of = Request(
        "compare", scenario, keywords, normalise=normalise, steps=steps, paths=paths
    )
    of.options["price_volatility"] = volatilities(price_volatility)
    result = of.run()
    data = result["data"]
    return Comparison(
        scenario=data["scenario"],
        distance=data["fisher_rao_distance"],
        leading_order_loss=tuple(data["leading_order_loss"]),
        results=tuple(PathCost(**one) for one in data["results"]),
        **result,
    )
