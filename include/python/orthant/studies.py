"""What else the command line computes from a scenario: steps, fees, launches, safety, weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _native
from ._prices import take_prices
from ._request import Request, number, numeral, numerals, step_list, volatilities, whole
from ._results import Result, frame, html_table, table
from .errors import BadInput
from .simulation import Estimate, estimate_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd
    from numpy.typing import ArrayLike

    from ._arrays import Floats
    from ._prices import PricesLike
    from ._request import Progress, ScenarioLike

__all__ = [
    "BestFee",
    "BestSteps",
    "Launch",
    "Launched",
    "Safety",
    "SafetyOf",
    "StepsPoint",
    "StrategyWeights",
    "Weights",
    "fee",
    "launch",
    "safety",
    "steps",
    "weights",
]

def _simulation_options(
    price_paths: int | None, seed: int | None, threads: int | None
) -> dict[str, Any]:
    return {
        "price_paths": whole(price_paths, "price_paths", 1, _native.PRICE_PATHS_MAX),
        "seed": whole(seed, "seed", 0, _native.SEED_MAX),
        "threads": whole(threads, "threads", 1, _native.THREADS_MAX),
    }


# ---------------------------------------------------------------- steps


@dataclass(frozen=True)
class StepsPoint:
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
class BestSteps(Result):
    """In how many steps a move costs least.

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

    def __repr__(self) -> str:
        head = f"<BestSteps {self.scenario!r}: {self.best_steps}, {self.path}>"
        return f"{head}\n{table(_STEPS_HEAD, self._rows())}"

    def _repr_html_(self) -> str:
        return html_table(f"{self.scenario}: {self.best_steps} steps", _STEPS_HEAD, self._rows())

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
    of.options |= _simulation_options(price_paths, seed, threads)
    of.options |= {
        "price_volatility": volatilities(price_volatility),
        "update_cost": number(update_cost, "update_cost", 0, _native.EXPOSURE_MAX),
        "tracking_bp": number(tracking_bp, "tracking_bp", 0, 9999.999999),
    }
    result = of.run(progress)
    data = result["data"]
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


# ---------------------------------------------------------------- fee


@dataclass(frozen=True, repr=False, eq=False)
class BestFee(Result):
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

    def __repr__(self) -> str:
        return (
            f"<BestFee {self.scenario!r}: at_start {self.at_start}, at_target {self.at_target}, "
            f"moving {self.moving}>"
        )

    def to_frame(self) -> pd.DataFrame:
        """The curve: income, losses and net income of each fee."""
        return frame(self.data["curve"])


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


# ---------------------------------------------------------------- launch


@dataclass(frozen=True)
class Launched:
    """One sale of a launch.

    Attributes:
        path, steps, days: how the weights fall.
        start_weight, end_weight: of the project's token.
        swap_fee: of the first block.
        figures: by the JSON's names: ``"raised"``, ``"sold"``, ``"average_price"``, ``"gini"`` ...
    """

    path: str
    steps: int
    days: float
    start_weight: float
    end_weight: float
    swap_fee: float
    figures: Mapping[str, Estimate]

    def __getitem__(self, figure: str) -> Estimate:
        return self.figures[figure]


_LAUNCH_HEAD = ("path", "days", "weights", "raised", "sold", "average price", "gini")
_OF_A_SALE = ("path", "steps", "days", "start_weight", "end_weight", "swap_fee")


@dataclass(frozen=True, repr=False, eq=False)
class Launch(Result):
    """A token sale by falling weights, each setting with the same buyers.

    Attributes:
        scenario: the scenario's name.
        project, reserve: the two tokens.
        price_paths: how many were run.
        results: settings outermost, then lengths, then paths.
    """

    scenario: str
    project: str
    reserve: str
    price_paths: int
    results: tuple[Launched, ...]

    def _rows(self) -> list[tuple[object, ...]]:
        return [
            (
                one.path,
                one.days,
                f"{one.start_weight:g} to {one.end_weight:g}",
                *(float(one.figures[key]) for key in ("raised", "sold", "average_price", "gini")),
            )
            for one in self.results
        ]

    def __repr__(self) -> str:
        return f"<Launch {self.scenario!r}>\n{table(_LAUNCH_HEAD, self._rows())}"

    def _repr_html_(self) -> str:
        return html_table(self.scenario or "Launch", _LAUNCH_HEAD, self._rows())

    def to_frame(self) -> pd.DataFrame:
        """A row for each sale, a column for each setting and figure."""
        return frame(
            {
                **{key: getattr(one, key) for key in _OF_A_SALE},
                **{key: float(figure) for key, figure in one.figures.items()},
            }
            for one in self.results
        )


def launch(
    scenario: ScenarioLike | None = None,
    *,
    paths: str | Iterable[str] | None = None,
    start_weights: Iterable[float | str] | None = None,
    end_weights: Iterable[float | str] | None = None,
    days: Iterable[float | str] | None = None,
    fees: Iterable[float | str] | None = None,
    contract: str | None = None,
    price_file: str | None = None,
    steps: int | Iterable[int] | None = None,
    price_paths: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    normalise: bool = False,
    progress: Progress = None,
    **keywords: Any,
) -> Launch:
    """Runs the sale of a scenario with the key ``launch``: ``orthant launch``.

    Args:
        scenario, paths, steps, price_paths, seed, threads, normalise, progress: as of
            :func:`orthant.simulate`.
        start_weights, end_weights: of the project's token, in place of the scenario's; each with
            every other setting.
        days: lengths of the sale, in place of steps.
        fees: of a swap.
        contract: ``"v2"``, ``"v3"``, ``"v4"`` or ``"fixed-price"``: in its integers too.
        price_file: prices of the reserve in the pool's unit.

    >>> import orthant
    >>> result = orthant.launch("scenarios/launch/fair-launch.json", price_paths=2, paths="linear")
    >>> float(result.results[0]["raised"]) > 0
    True
    """
    of = Request("launch", scenario, keywords, normalise=normalise, steps=steps, paths=paths)
    if days is not None and steps is not None:
        raise BadInput("days and steps both say how long the sale is; permitted: one of the two")
    of.options |= _simulation_options(price_paths, seed, threads)
    of.options |= {
        "start_weights": numerals(start_weights, "start_weights"),
        "end_weights": numerals(end_weights, "end_weights"),
        "days": numerals(days, "days"),
        "fees": numerals(fees, "fees"),
        "contract": contract,
        "price_file": price_file,
    }
    result = of.run(progress)
    data = result["data"]
    sales = []
    for one in data["results"]:
        figures = {key: estimate_of(value) for key, value in one.items() if key not in _OF_A_SALE}
        sales.append(
            Launched(
                **{key: one[key] for key in _OF_A_SALE},
                figures={key: value for key, value in figures.items() if value is not None},
            )
        )
    return Launch(
        scenario=data["scenario"],
        project=data["project"],
        reserve=data["reserve"],
        price_paths=data["price_paths"],
        results=tuple(sales),
        **result,
    )


# ---------------------------------------------------------------- safety


@dataclass(frozen=True)
class SafetyOf:
    """Whether one schedule is safe.

    Attributes:
        name, steps: which one; no steps of a strategy.
        safe: no window gives the attacker more than honest arbitrage.
        least_safe_blocks: so many blocks in a row are safe wherever they begin.
        extraction: what the worst window gives, in parts of the pool's value; 0 where all are safe.
    """

    name: str
    steps: int | None
    safe: bool
    least_safe_blocks: int
    extraction: float


_SAFETY_HEAD = ("", "steps", "safe", "safe blocks in a row", "extraction")


@dataclass(frozen=True, repr=False, eq=False)
class Safety(Result):
    """Whether weights that move are safe from whoever builds several blocks in a row.

    Attributes:
        scenario: the scenario's name.
        safe: all schedules are.
        blocks: in a row, that are asked about.
        schedules: each of them.
    """

    scenario: str
    safe: bool
    blocks: int
    schedules: tuple[SafetyOf, ...]

    def _rows(self) -> list[tuple[object, ...]]:
        return [
            (one.name, one.steps, one.safe, one.least_safe_blocks, one.extraction)
            for one in self.schedules
        ]

    def __repr__(self) -> str:
        verdict = "safe" if self.safe else "not safe"
        head = f"<Safety {self.scenario!r}: {verdict} for {self.blocks} blocks>"
        return f"{head}\n{table(_SAFETY_HEAD, self._rows())}"

    def _repr_html_(self) -> str:
        return html_table(self.scenario or "Safety", _SAFETY_HEAD, self._rows())

    def to_frame(self) -> pd.DataFrame:
        """A row for each schedule."""
        return frame(vars(one) for one in self.schedules)


def safety(
    scenario: ScenarioLike | None = None,
    *,
    prices: PricesLike | None = None,
    times: ArrayLike | None = None,
    steps: int | Iterable[int] | None = None,
    paths: str | Iterable[str] | None = None,
    blocks: int | None = None,
    capital: float | str | None = None,
    stake: float | str | None = None,
    swap_limit: float | str | None = None,
    swap_fee: float | str | None = None,
    price_paths: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    normalise: bool = False,
    **keywords: Any,
) -> Safety:
    """Whether schedules are safe from an attacker who builds blocks in a row: ``orthant safety``.

    Args:
        scenario, prices, times, steps, paths, price_paths, seed, threads, normalise: as of
            :func:`orthant.simulate`.
        blocks: in a row; 32 where neither this nor a stake is given.
        capital: what he can put in, in parts of the pool's value (1).
        stake: the share of all blocks that he builds.
        swap_limit: the most that a swap takes of a reserve.
        swap_fee: of the pool, in place of the scenario's.

    >>> import orthant
    >>> move = {"tokens": ["A", "B"], "start": [0.5, 0.5], "target": [0.9, 0.1], "steps": 7200}
    >>> orthant.safety(**move, swap_fee="0.05").safe
    True
    """
    of = Request("safety", scenario, keywords, normalise=normalise, steps=steps, paths=paths)
    take_prices(of, prices, times)
    of.options |= _simulation_options(price_paths, seed, threads)
    of.options |= {
        "blocks": whole(blocks, "blocks", 1, _native.WINDOW_MAX),
        "capital": numeral(capital, "capital"),
        "stake": numeral(stake, "stake"),
        "swap-limit": numeral(swap_limit, "swap_limit"),
        "fee": numeral(swap_fee, "swap_fee"),
    }
    result = of.run()
    data = result["data"]
    return Safety(
        scenario=data["scenario"],
        safe=data["safe"],
        blocks=data["attacker"]["blocks"],
        schedules=tuple(
            SafetyOf(
                one["name"],
                one.get("steps"),
                one["safe"],
                one["least_safe_blocks"],
                0.0 if one["worst"] is None else one["worst"]["extraction"],
            )
            for one in data["schedules"]
        ),
        **result,
    )


# ---------------------------------------------------------------- weights


@dataclass(frozen=True, eq=False)
class StrategyWeights:
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


@dataclass(frozen=True, repr=False, eq=False)
class Weights(Result):
    """The weights of a scenario's strategies along one price path, without a pool.

    Attributes:
        scenario: the scenario's name.
        tokens: their names.
        strategies: each of them.
    """

    scenario: str
    tokens: tuple[str, ...]
    strategies: tuple[StrategyWeights, ...]

    def __getitem__(self, which: int | str) -> StrategyWeights:
        if isinstance(which, str):
            for one in self.strategies:
                if one.name == which:
                    return one
            raise KeyError(which)
        return self.strategies[which]

    def __repr__(self) -> str:
        rows = [
            (one.name, len(one.weights) - 1, one.turnover, one.cost_of_moves)
            for one in self.strategies
        ]
        head = ("", "blocks", "turnover", "cost of moves")
        return f"<Weights {self.scenario!r}>\n{table(head, rows)}"

    def to_frame(self, which: int | str = 0) -> pd.DataFrame:
        """The weights of one strategy, a column for each token."""
        rows = self[which].weights
        return frame(dict(zip(self.tokens, row, strict=True)) for row in rows.tolist())


def weights(
    scenario: ScenarioLike | None = None,
    prices: PricesLike | None = None,
    *,
    times: ArrayLike | None = None,
    strategy: str | None = None,
    price_path: int | None = None,
    seed: int | None = None,
    normalise: bool = False,
    **keywords: Any,
) -> Weights:
    """The weights that strategies give on one price path: ``orthant weights``.

    Args:
        scenario, prices, times, seed, normalise: as of :func:`orthant.simulate`.
        strategy: the name of one of them; all where not given.
        price_path: of a random market, from 0.

    >>> import orthant
    >>> result = orthant.weights("scenarios/strategies/momentum.json")
    >>> result[0].weights.shape
    (8761, 3)
    """
    of = Request("weights", scenario, keywords, normalise=normalise)
    take_prices(of, prices, times)
    of.options |= {
        "strategy": strategy,
        "price_path": whole(price_path, "price_path", 0, _native.PRICE_PATH_MAX),
        "seed": whole(seed, "seed", 0, _native.SEED_MAX),
    }
    result = of.run()
    data = result["data"]
    return Weights(
        scenario=data["scenario"],
        tokens=tuple(data["tokens"]),
        strategies=tuple(
            StrategyWeights(
                one["name"], np.array(one["weights"]), one["turnover"], one["cost_of_moves"]
            )
            for one in data["strategies"]
        ),
        **result,
    )
