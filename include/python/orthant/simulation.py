"""Schedules and strategies in a market."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _native
from ._arrays import real_number
from ._prices import take_prices
from ._request import Request, whole, word
from ._pictures import axes, bars, dated, label, legend, name_axes, named, path_colour
from ._results import Alike, OfScenario, frame, html_table, table, with_pandas
from .errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    from ._prices import PricesLike
    from ._request import Progress, ScenarioLike

__all__ = ["Estimate", "Series", "Simulated", "Simulation", "simulate"]


@dataclass(frozen=True, eq=False)
class Estimate(Alike):
    """A figure; over several price paths its mean, with how well that is known.

    ``float(estimate)`` is the mean.

    Attributes:
        mean: the figure itself on one price path; None where it is not defined.
        stderr: of the mean; None on one price path.
        ci95: the 95 % interval of the mean, likewise.
        quantiles: of the price paths, by name (``"p05"`` .. ``"p95"``); empty on one.
        why: why there is none.
    """

    mean: float | None
    stderr: float | None = None
    ci95: tuple[float, float] | None = None
    quantiles: Mapping[str, float] | None = None
    why: str | None = None

    def __float__(self) -> float:
        return float("nan") if self.mean is None else float(self.mean)


def estimate_of(of: Any) -> Estimate | None:
    """What the JSON has for a figure; None where it is something else."""
    if isinstance(of, (int, float)) and not isinstance(of, bool):
        return Estimate(of)
    if not isinstance(of, dict) or "mean" not in of:
        return None
    interval = of.get("ci95")
    return Estimate(
        of["mean"],
        of.get("stderr"),
        None if interval is None else (interval[0], interval[1]),
        of.get("quantiles"),
        of.get("why"),
    )


def _performed(of: Any) -> Estimate | None:
    """A figure of an investment: of one price path it has a value where others have a mean."""
    if not isinstance(of, dict):
        return None
    return estimate_of({"mean": of["value"], **of} if "value" in of else of)


@dataclass(frozen=True, eq=False)
class Simulated(Alike):
    """A schedule or a strategy, run.

    Attributes:
        name: of the path or the strategy.
        steps: of a path; None for a strategy.
        figures: by the JSON's names: ``"final_value"``, ``"shortfall"``, ``"trades"`` ...; those of
            the ledger, where the value went, too: ``"lvr"``, ``"arbitrage_fees"`` ... Money is in
            the pool's unit.
        final_reserves: of each token.
        performance: of a strategy as an investment, as the JSON has it; None for a path.

    ``[name]`` is a figure of either: ``["lvr"]``; of a strategy ``["maximum_drawdown"]``,
    ``["sharpe"]``, ``["annual_return"]`` ... too, whose interval on one price path is that of a
    bootstrap of its periods.
    """

    name: str
    steps: int | None
    figures: Mapping[str, Estimate]
    final_reserves: tuple[Estimate, ...]
    performance: Mapping[str, Any] | None

    def __getitem__(self, figure: str) -> Estimate:
        if figure not in self.figures and self.performance is not None:
            made = _performed(self.performance.get(figure))
            if made is not None:
                return made
        return self.figures[figure]

    @property
    def final_value(self) -> float:
        """What the pool is worth at the end, in the mean."""
        return float(self.figures["final_value"])

    @property
    def shortfall(self) -> float:
        """What moving the weights in a pool cost: the same weights without cost, less this."""
        return float(self.figures["shortfall"])


def _simulated(of: Mapping[str, Any]) -> Simulated:
    figures = {}
    for key, value in (*of.items(), *of["ledger"].items()):
        made = None if key == "steps" else estimate_of(value)
        if made is not None:
            figures[key] = made
    reserves = tuple(estimate_of(one) or Estimate(None) for one in of["final_reserves"])
    name = of["path"] if "path" in of else of["strategy"]
    return Simulated(name, of.get("steps"), figures, reserves, of.get("performance"))


@dataclass(frozen=True, eq=False, repr=False)
class Series(Alike):
    """A result block by block, or every so many blocks.

    Attributes:
        name, steps: which one; no steps of a strategy.
        columns: an array for each: ``"block"``, ``"value"``, ``"hold_value"``, ``"weight BTC"``,
            ``"price BTC"``, ``"reserve BTC"`` ... ``"time"`` is datetime64 where prices have
            dates, else seconds since block 0.
        unit: of money.
    """

    name: str
    steps: int | None
    columns: Mapping[str, NDArray[Any]]
    unit: str | None = None

    def __getitem__(self, column: str) -> NDArray[Any]:
        return self.columns[column]

    def __len__(self) -> int:
        return len(self.columns["block"])

    def __repr__(self) -> str:
        which = self.name if self.steps is None else f"{self.name}, {self.steps} steps"
        return f"<Series {which!r}: {len(self)} rows of {', '.join(self.columns)}>"

    def to_frame(self) -> pd.DataFrame:
        """A row for each block that was recorded, by its date where prices have dates."""
        made: pd.DataFrame = with_pandas().DataFrame(dict(self.columns))
        return made.set_index("time") if self._dated() else made

    def _dated(self) -> bool:
        return "time" in self.columns and self.columns["time"].dtype.kind == "M"

    def plot(self, ax: Any = None, *, columns: str | Iterable[str] = "value") -> Any:
        """Columns over blocks, or over dates where prices have them, on a matplotlib axes, which
        is returned."""
        ax = axes(ax)
        names = [columns] if isinstance(columns, str) else list(columns)
        x = "time" if self._dated() else "block"
        for name in names:
            if name not in self.columns:
                raise BadInput(f"columns: {name!r}; permitted: {', '.join(self.columns)}")
            ax.plot(self.columns[x], self.columns[name], label=label(name))
        title = self.name if self.steps is None else f"{self.name}, {self.steps} steps"
        money = f"({self.unit})" if self.unit and set(names) <= _MONEY else ""
        name_axes(ax, x, f"{names[0] if len(names) == 1 else ''} {money}".strip(), title)
        if len(names) > 1:
            legend(ax)
        if x == "time":
            dated(ax)
        return ax


class _Columns(Mapping[str, "NDArray[Any]"]):
    """Columns of texts as arrays, each made when it is first asked for: most callers want one or
    two of some twenty."""

    def __init__(self, cells: dict[str, tuple[str, ...]]) -> None:
        self._cells = cells
        self._made: dict[str, NDArray[Any]] = {}

    def __getitem__(self, name: str) -> NDArray[Any]:
        if name not in self._made:
            self._made[name] = _column(name, self._cells[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def __repr__(self) -> str:
        return repr(dict(self))


def _column(name: str, cells: tuple[str, ...]) -> NDArray[Any]:
    if name in ("block", "trades"):
        return np.array(cells, dtype=np.int64)
    if name == "time" and cells and "T" in cells[0]:
        return np.array([one.removesuffix("Z") for one in cells], dtype="datetime64[us]")
    return np.array([one or "nan" for one in cells], dtype=np.float64)


# So many texts take as long as they please; what counts then is that arrays take less memory.
_LATER_ROWS = 10_000


def _columns(names: list[str], rows: list[list[str]]) -> Mapping[str, NDArray[Any]]:
    made = _Columns(dict(zip(names, zip(*rows, strict=True), strict=True)))
    return made if len(rows) < _LATER_ROWS else dict(made)


def _series(text: str, unit: str | None) -> tuple[Series, ...]:
    if not text:
        return ()
    lines = text.splitlines()
    if '"' in text:  # a name is quoted
        import csv

        head, *rows = csv.reader(lines)
    else:
        head, *rows = [line.split(",") for line in lines]
    keys = 2 if head[0] == "path" else 1
    groups: dict[tuple[str, ...], list[list[str]]] = {}
    for row in rows:
        groups.setdefault(tuple(row[:keys]), []).append(row[keys:])
    return tuple(
        Series(
            key[0],
            int(key[1]) if keys == 2 else None,
            _columns(head[keys:], group),
            unit,
        )
        for key, group in groups.items()
    )


# Figures that are money, in the pool's unit.
_MONEY = frozenset(
    "value final_value hold_value rebalance_value shortfall pending price_move lvr weight_loss "
    "arbitrage_fees noise_fees noise_impact noise_reversal protocol profit gas cost".split()
)
_HEAD = ("", "steps", "final value", "shortfall", "LVR", "weight loss", "arbitrage fees", "trades")
_FIGURES = ("final_value", "shortfall", "lvr", "weight_loss", "arbitrage_fees", "trades")


@dataclass(frozen=True, repr=False, eq=False)
class Simulation(OfScenario):
    """Results of all schedules or strategies, on the same prices.

    Attributes:
        scenario: the scenario's name; "" without.
        market: the model of prices; ``"panel"`` of prices from memory.
        unit: of money.
        blocks: after block 0.
        start_value: of the pool.
        price_paths: how many were run.
        results: steps outer, paths inner, in the order asked for.
        series_csv: what was recorded, as ``--record --csv`` prints it; "" without.
    """

    scenario: str
    market: str
    unit: str | None
    blocks: int
    start_value: float
    price_paths: int
    results: tuple[Simulated, ...]
    series_csv: str = ""

    @property
    def series(self) -> tuple[Series, ...]:
        """What was recorded on the first price path, for each result; empty without
        ``record_every``."""
        return _series(self.series_csv, self.unit)

    def __getitem__(self, which: int | str) -> Simulated:
        """By number, or the first of that name."""
        if isinstance(which, str):
            for one in self.results:
                if one.name == which:
                    return one
            raise KeyError(which)
        return self.results[which]

    def __len__(self) -> int:
        return len(self.results)

    def _rows(self) -> list[tuple[object, ...]]:
        return [
            (one.name, one.steps, *(float(one.figures[key]) for key in _FIGURES))
            for one in self.results
        ]

    def _title(self) -> str:
        paths = "1 price path" if self.price_paths == 1 else f"{self.price_paths} price paths"
        return f"{self.scenario or 'Simulation'}: {self.blocks} blocks, {paths}"

    def _text(self) -> str:
        return f"<Simulation {self._title()}>\n{table(_HEAD, self._rows())}"

    def _html(self) -> str:
        return html_table(self._title(), _HEAD, self._rows())

    def to_frame(self) -> pd.DataFrame:
        """A row for each result; figures by name, and their standard errors, where there are,
        by ``NAME_stderr``."""
        rows = []
        for one in self.results:
            row: dict[str, object] = {"name": one.name, "steps": one.steps}
            for key, figure in one.figures.items():
                row[key] = float(figure)
                if figure.stderr is not None:
                    row[f"{key}_stderr"] = figure.stderr
            rows.append(row)
        return frame(rows, whole=("steps",))

    def plot(self, ax: Any = None, *, figure: str = "shortfall") -> Any:
        """Bars of a figure with its 95 % intervals, on a matplotlib axes, which is returned."""
        ax = axes(ax)
        values = [one.figures.get(figure) for one in self.results]
        if None in values:
            known = dict.fromkeys(key for one in self.results for key in one.figures)
            raise BadInput(f"figure: {figure!r}; permitted: {', '.join(known)}")
        found = [one for one in values if one is not None]
        several = len({one.steps for one in self.results}) > 1
        errors = None
        if all(one.ci95 is not None for one in found):
            errors = [[float(one) - one.ci95[0] for one in found if one.ci95 is not None],
                      [one.ci95[1] - float(one) for one in found if one.ci95 is not None]]
        names = [named(one.name, one.steps, several) for one in self.results]
        colours = [path_colour(one.name) for one in self.results if one.steps is not None]
        bars(ax, names, [float(one) for one in found], errors,
             colours or None)
        money = self.unit and figure in _MONEY
        shown = figure.replace("_", " ")
        name_axes(ax, f"{shown} ({self.unit})" if money else shown, "", self._title())
        return ax


def simulate(
    scenario: ScenarioLike | None = None,
    *,
    prices: PricesLike | None = None,
    times: ArrayLike | None = None,
    steps: int | Iterable[int] | None = None,
    paths: str | Iterable[str] | None = None,
    price_paths: int | None = None,
    seed: int | None = None,
    price_path: int | None = None,
    threads: int | None = None,
    until_bp: float | None = None,
    compat: str | None = None,
    record_every: int | None = None,
    normalise: bool = False,
    progress: Progress = None,
    **keywords: Any,
) -> Simulation:
    """Runs a pool along schedules, or with strategies, through a market: ``orthant simulate``.

    Args:
        scenario: as of :func:`orthant.compare`.
        prices: in place of the scenario's market, a row for each block: an array of shape
            ``(rows, n)`` in the order of the tokens; a DataFrame with a column for each token; or
            a mapping of tokens to arrays or Series of one index. One token may be missing from a
            frame or a mapping, and is priced 1. Dates of an index are the times of the rows.
            float64 in C order is not copied, and must not be written to meanwhile. The pool goes on
            to the last row, its weights at rest after the move: figures of the move alone are those
            of ``frame[:steps + 1]``.
        times: of the rows of an array, ``datetime64``, shape ``(rows,)``; without them rows are
            counted, and have no dates.
        steps, paths: in place of the scenario's.
        price_paths: how many, in place of the scenario's.
        seed: of random numbers, in place of the scenario's.
        price_path: only the one of this number, from 0.
        threads: as many as processors where not given.
        until_bp: stop when the 95 % interval of every difference between schedules is within so
            many basis points to each side.
        compat: ``"quantammsim"``: trade by the rules of that simulator.
        record_every: record every so many blocks of the first price path (``result.series``).
        normalise: weights may sum to anything above 0, and are divided by their sum.
        progress: called with (price paths done, at most) some ten times a second; True: a bar by
            tqdm, if it is there.

    The GIL is released, and Ctrl-C ends it.

    >>> import numpy as np
    >>> prices = np.stack([np.linspace(60_000, 66_000, 101), np.ones(101)], axis=1)
    >>> result = simulate(tokens=["BTC", "USDC"], start=[0.5, 0.5], target=[0.9, 0.1], steps=100,
    ...     paths=["linear", "geodesic"], prices=prices,
    ...     pool={"value": 1_000_000, "unit": "USD", "swap_fee": "0.003"})
    >>> result.blocks, [one.name for one in result.results]
    (100, ['linear', 'geodesic'])

    In a random market, with others who trade 1,000 of the pool's unit in every second block:

    >>> result = simulate(tokens=["BTC", "USDC"], start=[0.5, 0.5], target=[0.8, 0.2], steps=7200,
    ...     pool={"value": 1_000_000, "unit": "USD", "swap_fee": "0.003"}, paths="geodesic",
    ...     market={"model": "gbm", "volatility": [0.6, 0], "block_seconds": 12},
    ...     noise={"model": "poisson", "rate": 0.5, "size": 1000}, price_paths=4)
    >>> result[0].shortfall < 0  # they pay more in fees than the move costs
    True
    """
    of = Request(
        "simulate", scenario, keywords, normalise=normalise, steps=steps, paths=paths
    )
    take_prices(of, prices, times)
    word(compat, "compat")
    if compat not in (None, "quantammsim"):
        raise BadInput(f"compat: {compat!r}; permitted: 'quantammsim'")
    if price_path is not None and (price_paths is not None or until_bp is not None):
        raise BadInput("price_path: runs one; price_paths and until_bp run several")
    until = None if until_bp is None else real_number(until_bp, "until_bp")
    if until is not None and not 0 < until <= 10000:
        raise BadInput(f"until_bp: {until:g}; permitted: above 0, at most 10000")
    of.options |= {
        "price_paths": whole(price_paths, "price_paths", 1, _native.PRICE_PATHS_MAX),
        "seed": whole(seed, "seed", 0, _native.SEED_MAX),
        "price_path": whole(price_path, "price_path", 0, _native.PRICE_PATH_MAX),
        "threads": whole(threads, "threads", 1, _native.THREADS_MAX),
        "until_bp": until,
        "compat": compat is not None,
        "record_every": whole(record_every, "record_every", 1, _native.STEPS_MAX),
    }
    result = of.run(progress)
    data = result["data"]
    return Simulation(
        scenario=data["scenario"],
        market=data["market"],
        unit=data["unit"],
        blocks=data["blocks"],
        start_value=data["start_value"],
        price_paths=data["price_paths"],
        results=tuple(_simulated(one) for one in data["results"]),
        series_csv=of.series,
        **result,
    )
