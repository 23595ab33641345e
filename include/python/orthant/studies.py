"""In how many steps to move, and with which swap fee: what a scenario says of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import _native
from ._prices import take_prices
from ._request import Request, number, numeral, simulation_options, step_list, volatilities
from ._pictures import axes, legend, logarithmic, name_axes, path_colour
from ._results import Alike, OfScenario, frame, html_table, table
from .simulation import Estimate, estimate_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd
    from numpy.typing import ArrayLike

    from ._prices import PricesLike
    from ._request import Progress, ScenarioLike

__all__ = ["BestFee", "BestSteps", "StepsPoint", "fee", "steps"]


@dataclass(frozen=True, eq=False)
class StepsPoint(Alike):
    """What one number of steps costs, in the log of value.

    Attributes:
        steps: how many.
        cost: simulated: what the way costs more than being there; below 0 it earns.
        closed_form: without a fee; None where it is not known.
        difference: to the least cost, price path by price path.
        verdict: ``"least"``, ``"within"`` 1 %, ``"open"``, ``"beyond"``, ``"undefined"``,
            ``"unmade"``.
    """

    steps: int
    cost: Estimate
    closed_form: float | None
    difference: Estimate | None
    verdict: str


_STEPS_HEAD = ("steps", "cost", "closed form", "verdict")


@dataclass(frozen=True, repr=False, eq=False)
class BestSteps(OfScenario):
    """In how many steps a move costs least. ``report()`` is of the move in so many.

    Attributes:
        scenario: the scenario's name.
        path: the path that is walked.
        best_steps: the least of those tried; None where none makes the move.
        within_one_percent: the numbers around it that cost at most 1 % more; None likewise.
        curve: all that were tried.
    """

    scenario: str
    path: str
    best_steps: int | None
    within_one_percent: tuple[int, int] | None
    curve: tuple[StepsPoint, ...]

    def _rows(self) -> list[tuple[object, ...]]:
        return [(one.steps, float(one.cost), one.closed_form, one.verdict) for one in self.curve]

    def _text(self) -> str:
        head = f"<BestSteps {self.scenario!r}: {self.best_steps}, {self.path}>"
        return f"{head}\n{table(_STEPS_HEAD, self._rows())}"

    def _html(self) -> str:
        title = f"{self.scenario or 'Steps'}: {self.best_steps} steps, {self.path}"
        return html_table(title, _STEPS_HEAD, self._rows())

    def to_frame(self) -> pd.DataFrame:
        """A row for each number of steps."""
        return frame(
            {
                "steps": one.steps,
                "cost": float(one.cost),
                "cost_stderr": one.cost.stderr,
                "closed_form": one.closed_form,
                "verdict": one.verdict,
            }
            for one in self.curve
        )

    def plot(self, ax: Any = None) -> Any:
        """Cost against steps with its 95 % intervals and the closed form, on a matplotlib axes,
        which is returned."""
        ax = axes(ax)
        made = [one for one in self.curve if one.cost.mean is not None]
        closed = [one for one in self.curve if one.closed_form is not None]
        x, y = [one.steps for one in made], [float(one.cost) for one in made]
        logarithmic(ax, x, [*y, *(one.closed_form or 0.0 for one in closed)])
        errors = None
        if made and all(one.cost.ci95 is not None for one in made):
            errors = [[float(one.cost) - one.cost.ci95[0] for one in made if one.cost.ci95],
                      [one.cost.ci95[1] - float(one.cost) for one in made if one.cost.ci95]]
        ax.errorbar(x, y, yerr=errors, fmt=".-", label="simulated",
                    color=path_colour(self.path))
        if closed:
            ax.plot([one.steps for one in closed], [one.closed_form for one in closed], "--",
                    label="closed form")
        if self.within_one_percent is not None:
            ax.axvspan(*self.within_one_percent, alpha=0.2, label="within 1 %")
        name_axes(ax, "steps", "cost (log of value)", self.scenario)
        legend(ax)
        return ax


def steps(
    scenario: ScenarioLike | None = None,
    *,
    prices: PricesLike | None = None,
    times: ArrayLike | None = None,
    steps: int | Iterable[int] | None = None,
    path: str | None = None,
    update_cost: float | None = None,
    tracking_bp: float | None = None,
    price_volatility: float | Iterable[float] | None = None,
    price_paths: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    normalise: bool = False,
    progress: Progress = None,
    **keywords: Any,
) -> BestSteps:
    """The number of steps in which a move costs least: ``orthant steps``.

    Args:
        scenario, prices, times, price_paths, seed, threads, normalise, progress: as of
            :func:`orthant.simulate`.
        steps: numbers of steps to try, in place of those around the closed form's.
        path: in place of the scenario's first.
        update_cost: money for each update of the weights.
        tracking_bp: basis points of the pool's value a step.
        price_volatility: as of :func:`orthant.compare`.

    >>> import orthant
    >>> result = orthant.steps(tokens=["A", "B"], start=[0.5, 0.5], target=[0.9, 0.1],
    ...     pool={"value": 1_000_000, "unit": "USD"}, update_cost=10, price_volatility=0.8,
    ...     price_paths=2)
    >>> result.best_steps > 1
    True
    """
    if scenario is None and "steps" not in keywords:
        keywords["steps"] = 1  # a key that a scenario must have, and that is not looked at
    of = Request("steps", scenario, keywords, normalise=normalise, paths=path)
    of.options["steps"] = step_list(steps)
    take_prices(of, prices, times)
    of.options |= simulation_options(price_paths, seed, threads)
    of.options |= {
        "price_volatility": volatilities(price_volatility),
        "update_cost": number(update_cost, "update_cost", 0, _native.EXPOSURE_MAX),
        "tracking_bp": number(tracking_bp, "tracking_bp", 0, 9999.999999),
    }
    result = of.run(progress)
    data = result["data"]
    result["_origin"].in_steps(data["best_steps"])
    within = data["within_one_percent"]
    return BestSteps(
        scenario=data["scenario"],
        path=data["path"],
        best_steps=data["best_steps"],
        within_one_percent=None if within is None else (within[0], within[1]),
        curve=tuple(
            StepsPoint(
                one["steps"],
                Estimate(
                    one["cost"],
                    one.get("stderr"),
                    None if one.get("ci95") is None else (one["ci95"][0], one["ci95"][1]),
                ),
                one["closed_form"],
                estimate_of(one["difference"]),
                one["verdict"],
            )
            for one in data["curve"]
        ),
        **result,
    )


_LOSSES = (
    ("loss_at_start_bp_day", "loss at start"),
    ("loss_at_target_bp_day", "loss at target"),
    ("loss_moving_bp_day", "loss moving"),
)


@dataclass(frozen=True, repr=False, eq=False)
class BestFee(OfScenario):
    """The swap fee that earns most.

    Attributes:
        scenario: the scenario's name.
        at_start: the best fee of the pool at rest at its start, a share; None where none earns.
        at_target: at rest at its target.
        moving: during the move; None where nothing moves.
    """

    scenario: str
    at_start: float | None
    at_target: float | None
    moving: float | None

    def _text(self) -> str:
        return (
            f"<BestFee {self.scenario!r}: at_start {self.at_start}, at_target {self.at_target}, "
            f"moving {self.moving}>"
        )

    def _html(self) -> str:
        rows = [("at start", self.at_start), ("at target", self.at_target), ("moving", self.moving)]
        return html_table(self.scenario or "Fee", ("", "best fee"), rows)

    def to_frame(self) -> pd.DataFrame:
        """The curve: income, losses and net income of each fee, in basis points a day."""
        return frame(self.data["curve"])

    def plot(self, ax: Any = None) -> Any:
        """Income and losses against the fee, on a matplotlib axes, which is returned: what lies
        between them is earned."""
        ax = axes(ax)
        curve = self.data["curve"]
        fees = [one["fee_bp"] for one in curve]
        ax.plot(fees, [one["income_bp_day"] for one in curve], "k", label="income")
        drawn = [one["income_bp_day"] for one in curve]
        for key, label in _LOSSES:
            losses = [one[key] for one in curve]
            if all(one is not None for one in losses):
                ax.plot(fees, losses, "--", label=label)
                drawn += losses
        logarithmic(ax, fees, drawn)
        ax.set_ylim(bottom=1e-5 * max(drawn) if ax.get_yscale() == "log" else None)
        name_axes(ax, "swap fee (bp)", "bp of value a day", self.scenario)
        legend(ax)
        return ax


def _best_fee(of: Mapping[str, Any] | None) -> float | None:
    return None if of is None or not of["earns"] else float(of["best"]["fee"])


def fee(
    scenario: ScenarioLike | None = None,
    *,
    prices: PricesLike | None = None,
    times: ArrayLike | None = None,
    steps: int | None = None,
    path: str | None = None,
    flow: float | str | None = None,
    elasticity: float | str | None = None,
    price_volatility: float | Iterable[float] | None = None,
    normalise: bool = False,
    **keywords: Any,
) -> BestFee:
    """The best swap fee of a pool of two tokens, at rest and moving: ``orthant fee``.

    Args:
        scenario, prices, times, steps, normalise: as of :func:`orthant.simulate`.
        path: in place of the scenario's first.
        flow: what others would trade a day without a fee, as a share of the pool's value.
        elasticity: they trade flow exp(-elasticity fee).
        price_volatility: as of :func:`orthant.compare`.

    >>> import orthant
    >>> result = orthant.fee(tokens=["A", "B"], start=[0.5, 0.5], target=[0.9, 0.1], steps=720,
    ...     pool={"value": 1_000_000, "unit": "USD", "swap_fee": "0.003"}, flow=0.3,
    ...     elasticity=300, price_volatility=0.5)
    >>> 0 < result.at_start < 0.1
    True
    """
    of = Request("fee", scenario, keywords, normalise=normalise, steps=steps, paths=path)
    take_prices(of, prices, times)
    of.options |= {
        "flow": numeral(flow, "flow"),
        "elasticity": numeral(elasticity, "elasticity"),
        "price_volatility": volatilities(price_volatility),
    }
    result = of.run()
    data = result["data"]
    return BestFee(
        scenario=data["scenario"],
        at_start=_best_fee(data["at_start"]),
        at_target=_best_fee(data["at_target"]),
        moving=_best_fee(data["moving"]),
        **result,
    )
