"""Token sales by falling weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from . import _native
from ._request import Request, input_name, numerals, simulation_options, whole, word
from ._pictures import axes, label, legend, name_axes, path_looks
from ._results import Alike, OfScenario, frame, html_table, parse, table
from .errors import BadInput
from .rankings import Ranking, SweepRanked, fields_of
from .simulation import Estimate, estimate_of

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from ._request import Progress, ScenarioLike

__all__ = ["Launch", "LaunchBest", "Launched", "launch", "launch_best"]


@dataclass(frozen=True, eq=False)
class Launched(Alike):
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
class Launch(OfScenario):
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

    def _text(self) -> str:
        return f"<Launch {self.scenario!r}>\n{table(_LAUNCH_HEAD, self._rows())}"

    def _html(self) -> str:
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

    def plot(self, ax: Any = None) -> Any:
        """Prices over the sale, their mean and from the 5th to the 95th of 100, on a matplotlib
        axes, which is returned."""
        ax = axes(ax)
        days = self.data["block_seconds"] / 86400
        settings = [key for key in ("days", "start_weight", "end_weight", "swap_fee")
                    if len({one[key] for one in self.data["curves"]}) > 1]
        curves = self.data["curves"]
        looks = path_looks([one["path"] for one in curves])
        for one, look in zip(curves, looks, strict=True):
            x = [block * days for block in one["blocks"]]
            name = ", ".join([one["path"], *(f"{key} {one[key]:g}" for key in settings)])
            price = one["price"]
            line = ax.plot(x, price["mean"], label=label(name.replace("_", " ")), **look)[0]
            if price.get("p05") is not None:
                ax.fill_between(x, price["p05"], price["p95"], alpha=0.2, color=line.get_color())
        money = self.data["unit"] or self.reserve
        name_axes(ax, "days", f"price of {self.project} ({money})", self.scenario)
        legend(ax)
        return ax


def _request(
    of: Request,
    settings: dict[str, object],
    steps: int | Iterable[int] | None,
    market: dict[str, Any],
) -> Request:
    if settings["days"] is not None and steps is not None:
        raise BadInput("days and steps both say how long the sale is; permitted: one of the two")
    of.options |= market
    of.options |= {name: numerals(given, name) for name, given in settings.items()}
    return of


def launch(
    scenario: ScenarioLike | None = None,
    *,
    paths: str | Iterable[str] | None = None,
    start_weights: Iterable[float | str] | None = None,
    end_weights: Iterable[float | str] | None = None,
    days: Iterable[float | str] | None = None,
    fees: Iterable[float | str] | None = None,
    contract: str | None = None,
    price_file: str | os.PathLike[str] | None = None,
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
    of = _request(
        Request("launch", scenario, keywords, normalise=normalise, steps=steps, paths=paths),
        {"start_weights": start_weights, "end_weights": end_weights, "days": days, "fees": fees},
        steps,
        simulation_options(price_paths, seed, threads),
    )
    of.options |= {
        "contract": word(contract, "contract"),
        "price_file": None if price_file is None else input_name(price_file, "price_file"),
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


@dataclass(frozen=True, repr=False, eq=False)
class LaunchBest(Ranking, OfScenario):
    """The settings of a sale, the best first.

    Attributes:
        by: the figure, a pointer.
        maximise: whether more of it is better.
        basis: what settings are told from the best by: ``"exact"`` where nothing is random,
            ``"paired"``, ``"intervals"``.
        ranked: how many settings have the figure; those without a buyer on any price path have not.
        not_told: how many of them, the best included, are not told from the best.
        rows: those that were asked for. A row's ``point`` is its number in the ``results`` of
            :func:`orthant.launch`, its ``values`` those of ``"/path"``, ``"/days"``,
            ``"/start_weight"``, ``"/end_weight"``, ``"/swap_fee"`` that vary.
        every: all that are ranked.
    """

    _things: ClassVar[str] = "settings"

    every: tuple[SweepRanked, ...]

    def _all(self) -> tuple[SweepRanked, ...]:
        return self.every


def launch_best(
    scenario: ScenarioLike | None = None,
    *,
    by: str = "raise",
    top: int | None = 10,
    paths: str | Iterable[str] | None = None,
    start_weights: Iterable[float | str] | None = None,
    end_weights: Iterable[float | str] | None = None,
    days: Iterable[float | str] | None = None,
    fees: Iterable[float | str] | None = None,
    price_file: str | os.PathLike[str] | None = None,
    steps: int | Iterable[int] | None = None,
    price_paths: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    normalise: bool = False,
    progress: Progress = None,
    **keywords: Any,
) -> LaunchBest:
    """The settings of a sale ranked by what a seller wants, and which are not told from the best:
    ``orthant launch --best``. All are run, with the same buyers.

    Args:
        by: ``"raise"`` (most is raised), ``"price-stability"`` (the price stays nearest to the
            average that buyers paid) or ``"dispersion"`` (buyers pay alike, the least Gini
            coefficient).
        top: how many rows to keep; None: all.
        scenario, paths, start_weights, end_weights, days, fees, price_file, steps, price_paths,
            seed, threads, normalise, progress: as of :func:`orthant.launch`.

    Raises:
        BadInput: another ``by``; one setting only; no setting with a buyer.

    >>> import orthant
    >>> sale = "scenarios/launch/fair-launch.json"
    >>> best = orthant.launch_best(sale, fees=["0.001", "0.02"], paths="linear", price_paths=4)
    >>> best.by, best[0].values["/swap_fee"], best[1].told
    ('/raised', 0.001, True)
    """
    if not isinstance(by, str):
        raise TypeError(f"by: a name is wanted, not {type(by).__name__}")
    of = _request(
        Request("launch", scenario, keywords, normalise=normalise, steps=steps, paths=paths),
        {"start_weights": start_weights, "end_weights": end_weights, "days": days, "fees": fees},
        steps,
        simulation_options(price_paths, seed, threads),
    )
    rows = whole(top, "top", 1, _native.SWEEP_MAX) or 0
    of.options |= {"by": by, "top": rows}
    if price_file is not None:
        of.options["price_file"] = input_name(price_file, "price_file")
    result = of.run(progress)
    every = fields_of(parse(of.series))["rows"]
    return LaunchBest(**fields_of(result["data"]), every=every, **result)
