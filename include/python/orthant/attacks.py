"""Whether schedules are safe from who builds blocks in a row."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import _native
from ._files import text_of
from ._prices import take_prices
from ._pictures import axes, label, legend, name_axes, named, path_looks
from ._request import Request, numeral, simulation_options, whole
from ._results import OfScenario, Result, frame, html_table, parse, table
from .errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from numpy.typing import ArrayLike

    from ._files import FileLike
    from ._prices import PricesLike
    from ._request import ScenarioLike
    from .plans import Plan

__all__ = ["Safety", "SafetyOf", "safety"]


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
class Safety(OfScenario):
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

    def _title(self) -> str:
        verdict = "safe" if self.safe else "not safe"
        return f"{self.scenario or 'Safety'}: {verdict} for {self.blocks} blocks"

    def _text(self) -> str:
        return f"<Safety {self._title()}>\n{table(_SAFETY_HEAD, self._rows())}"

    def _html(self) -> str:
        return html_table(self._title(), _SAFETY_HEAD, self._rows())

    def to_frame(self) -> pd.DataFrame:
        """A row for each schedule."""
        return frame((vars(one) for one in self.schedules), whole=("steps",))

    def plot(self, ax: Any = None) -> Any:
        """What the worst window gives an attacker, against his capital, on a matplotlib axes, which
        is returned; what is nothing has no place on axes of logarithms."""
        ax = axes(ax)
        several = len({one.steps for one in self.schedules}) > 1
        drawn = False
        schedules = self.data["schedules"]
        looks = path_looks([one["name"] for one in schedules])
        if self.data["subject"] == "strategies":
            looks = [{}] * len(looks)
        for one, look in zip(schedules, looks, strict=True):
            at = [(x, y) for x, y in one["by_capital"] or () if x > 0 and y > 0]
            name = named(one["name"], one.get("steps"), several)
            if at:
                ax.plot(*zip(*at, strict=True), label=label(name), **look)
                drawn = True
        if drawn:
            ax.set_xscale("log")
            ax.set_yscale("log")
        name_axes(
            ax, "capital (share of the pool)", "extraction (share)", self._title()
        )
        legend(ax)
        return ax


def _plan_of(scenario: object) -> FileLike | None:
    """A plan that stands in a scenario's place: a result, a mapping, or a file."""
    if isinstance(scenario, Result):
        return scenario
    if hasattr(scenario, "keys") and hasattr(scenario, "__getitem__"):
        return scenario if scenario.get("kind") == "plan" else None  # type: ignore[attr-defined, return-value]
    if isinstance(scenario, (str, os.PathLike)) and os.path.isfile(scenario):
        try:
            with open(scenario, "rb") as stream:
                text = stream.read(_native.FILE_BYTES_MAX + 1)
        except OSError:
            return None  # the library says why
        return scenario if _native.is_plan(text) else None
    return None


def _safety(result: dict[str, Any]) -> Safety:
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


def _safety_of_plan(
    given: FileLike, of_scenarios: dict[str, bool], options: dict[str, Any], threads: int
) -> Safety:
    text, name = text_of(given)
    for option, there in of_scenarios.items():
        if there:
            raise BadInput(f"{option}: that is for a scenario, and {name} is a plan")
    blocks = options.pop("blocks")
    numbers = {key: value for key, value in options.items() if value is not None}
    json, notes = _native.plan_safety(text, name, blocks, numbers, threads)
    return _safety({"json": json, "notes": notes, "data": parse(json)})


def safety(
    scenario: ScenarioLike | Plan | None = None,
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
        scenario: as of :func:`orthant.simulate`; or a plan, its file or a mapping of that, whose
            calls are run on the emulated contract. A plan does not say its pool's fee.
        prices, times, steps, paths, price_paths, seed, threads, normalise: as of
            :func:`orthant.simulate`.
        blocks: in a row; 32 where neither this nor a stake is given.
        capital: what he can put in, in parts of the pool's value (1).
        stake: the share of all blocks that he builds.
        swap_limit: the most that a swap takes of a reserve.
        swap_fee: of the pool, in place of the scenario's.

    >>> import orthant
    >>> move = {"tokens": ["A", "B"], "start": [0.5, 0.5], "target": [0.9, 0.1], "steps": 3000}
    >>> orthant.safety(**move, swap_fee="0.05").safe
    True
    """
    attacker: dict[str, Any] = {
        "blocks": whole(blocks, "blocks", 1, _native.WINDOW_MAX),
        "capital": numeral(capital, "capital"),
        "stake": numeral(stake, "stake"),
        "swap-limit": numeral(swap_limit, "swap_limit"),
        "fee": numeral(swap_fee, "swap_fee"),
    }
    of_market = simulation_options(price_paths, seed, threads)
    planned = _plan_of(scenario)
    if planned is not None:
        names = {"steps": steps, "paths": paths, "normalise": normalise or None, "prices": prices}
        names |= {"times": times, "price_paths": price_paths, "seed": seed, **keywords}
        return _safety_of_plan(
            planned,
            {name: value is not None for name, value in names.items()},
            attacker,
            of_market["threads"] or 0,
        )
    of = Request("safety", scenario, keywords, normalise=normalise, steps=steps, paths=paths)  # type: ignore[arg-type]
    take_prices(of, prices, times)
    of.options |= of_market | attacker
    return _safety(of.run())
