"""What is proven: schedules of least loss, and what files say of themselves."""

from __future__ import annotations

import os
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _native
from ._files import text_of
from ._request import Request, flag, input_name, numeral, volatilities, whole
from ._results import OfScenario, Result, frame, parse
from .errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    from ._files import FileLike
    from ._request import ScenarioLike

__all__ = ["Certificate", "ProvenOptimum", "certify", "proven_optimum"]


@dataclass(frozen=True, repr=False, eq=False)
class ProvenOptimum(OfScenario):
    """The schedule of least loss, and what is proven of its rows. Its JSON is the file that
    :func:`certify` reads.

    Attributes:
        tokens: their names.
        weights: rows 0 .. steps, exact, shape ``(steps + 1, n)``; ``array()`` has the doubles.
        log_loss: of these rows, within its two ends.
        bound: no schedule loses less; with a running cost, none has a lesser objective. All are
            decimals with every digit that was asked for.
        relative_gap: the rows' loss is at most so much above the least possible, relative to it;
            None with a running cost.
        objective: loss and running cost together, within its two ends; None without such a cost.
        objective_gap: at most so much above the least objective; None likewise.
    """

    tokens: tuple[str, ...]
    weights: tuple[tuple[Decimal, ...], ...]
    log_loss: tuple[Decimal, Decimal]
    bound: Decimal
    relative_gap: Decimal | None
    objective: tuple[Decimal, Decimal] | None
    objective_gap: Decimal | None

    def array(self) -> NDArray[np.float64]:
        """The rows as doubles."""
        return np.array(self.weights, dtype=np.float64)

    def _text(self) -> str:
        loss = f"log_loss {self.log_loss[0]:.12g}"
        if self.objective is None:
            least = f"{loss}, at most {self.relative_gap:.3g} above the least"
        else:
            least = (
                f"objective {self.objective[0]:.12g}, at most {self.objective_gap:.3g} above the "
                f"least, {loss}"
            )
        return f"<ProvenOptimum in {len(self.weights) - 1} steps: {least}>"

    def to_frame(self) -> pd.DataFrame:
        """A row for each step, a column of decimals for each token."""
        return frame(dict(zip(self.tokens, row, strict=True)) for row in self.weights)


def _forecast(given: Any, of: Request) -> str | list[str]:
    """The name of a file, or numerals, a row of the tokens after the other."""
    if isinstance(given, (str, os.PathLike)):
        return input_name(given, "forecast")
    if hasattr(given, "keys"):
        tokens = of.tokens()
        if sorted(map(str, given.keys())) != sorted(tokens):
            raise BadInput(
                f"forecast: columns {', '.join(map(str, given.keys()))}; permitted: "
                f"{', '.join(tokens)}"
            )
        columns = [list(given[token]) for token in tokens]
        if len({len(one) for one in columns}) > 1:
            raise BadInput("forecast: columns of different lengths; permitted: of one")
        rows: list[Any] = [list(row) for row in zip(*columns, strict=True)]
    else:
        array = np.asarray(given)
        if array.ndim != 2:
            raise BadInput(f"forecast has shape {array.shape}; permitted: (steps, tokens)")
        rows = array.tolist()
        if rows and len(rows[0]) != len(of.tokens()):
            raise BadInput(
                f"forecast has shape {array.shape}; permitted: (steps, {len(of.tokens())})"
            )
    return [numeral(one, "forecast") or "" for row in rows for one in row]


def proven_optimum(
    scenario: ScenarioLike | None = None,
    *,
    steps: int | None = None,
    digits: int | None = None,
    forecast: ArrayLike | str | os.PathLike[str] | pd.DataFrame | Mapping[str, Any] | None = None,
    tracking: float | str | None = None,
    free_end: bool = False,
    price_volatility: float | Iterable[float] | None = None,
    normalise: bool = False,
    **keywords: Any,
) -> ProvenOptimum:
    """The schedule of least loss in as many digits as asked, with its proof: ``orthant optimum``.

    Args:
        scenario, normalise: as of :func:`orthant.compare`.
        steps: in place of the scenario's; one number.
        digits: significant ones of each weight (30), at most 10,000.
        forecast: log-returns of each step's prices, which the pool gains by; of shape ``(steps,
            n)``, a frame or a mapping with a column for each token, or a CSV file of them with a
            column ``step``. The last step may be left out where the end is given.
        tracking: adds so much / 2 times the variance, a step, of what the pool's return misses of
            the target's; prices are as noisy as the scenario's market or price_volatility says.
        free_end: the last row need not be the target; with a forecast or tracking.
        price_volatility: as of :func:`orthant.compare`; with tracking.

    With a forecast or tracking what is least, and proven, is the sum of loss and running cost.

    >>> best = proven_optimum(tokens=["A", "B"], start=["1/3", "2/3"], target=[0.9, 0.1], steps=5)
    >>> best.relative_gap < Decimal("1e-20"), certify(best).holds
    (True, True)
    >>> move = {"tokens": ["A", "B"], "start": [0.5, 0.5], "target": [0.6, 0.4]}
    >>> free = proven_optimum(**move, steps=2, forecast=[[0.5, 0], [0.5, 0]], free_end=True)
    >>> free.array()[:, 0].round(3)
    array([0.5  , 0.72 , 0.809])
    """
    of = Request("optimum", scenario, keywords, normalise=normalise, steps=steps)
    if free_end and forecast is None and tracking is None:
        raise BadInput(
            "free_end needs forecast or tracking: without them it is best not to move at all"
        )
    if price_volatility is not None and tracking is None:
        raise BadInput("price_volatility plays no part without tracking")
    of.options |= {
        "digits": whole(digits, "digits", 1, _native.DIGITS_MAX),
        "forecast": None if forecast is None else _forecast(forecast, of),
        "tracking": numeral(tracking, "tracking"),
        "free_end": flag(free_end, "free_end"),
        "price_volatility": volatilities(price_volatility),
    }
    result = of.run()
    data = result["data"]
    runs = "objective" in data
    return ProvenOptimum(
        tokens=tuple(data["tokens"]),
        weights=tuple(tuple(Decimal(one) for one in row) for row in data["weights"]),
        log_loss=(Decimal(data["log_loss"][0]), Decimal(data["log_loss"][1])),
        bound=Decimal(data["objective_lower_bound" if runs else "optimum_lower_bound"]),
        relative_gap=None if runs else Decimal(data["relative_gap_upper_bound"]),
        objective=(Decimal(data["objective"][0]), Decimal(data["objective"][1])) if runs else None,
        objective_gap=Decimal(data["objective_gap_upper_bound"]) if runs else None,
        **result,
    )


@dataclass(frozen=True, repr=False, eq=False)
class Certificate(Result):
    """What of a file is proven.

    Attributes:
        holds: all that the file says.
        refusal: what does not hold; "" where all does.
    """

    holds: bool
    refusal: str

    def __bool__(self) -> bool:
        return self.holds

    def _text(self) -> str:
        return f"<Certificate: {'holds' if self.holds else 'refused: ' + self.refusal}>"


def certify(
    file: FileLike, *, digits: int | None = None, trade_limit: float | str | None = None
) -> Certificate:
    """Proves what a plan's or a schedule's file says of itself: ``orthant certify``.

    Args:
        file: a :class:`~orthant.plans.Plan`, a :class:`ProvenOptimum`, a mapping, or the name of a
            file: a plan, an optimum, a trajectory.
        digits: of what is proven (30).
        trade_limit: also refuse a plan of which one block trades more than this part of a reserve.

    A file that does not hold is no error: ``holds`` is False, and ``refusal`` says what.
    """
    text, name = text_of(file)
    wanted = whole(digits, "digits", 1, _native.DIGITS_MAX) or _native.DIGITS_USUAL
    json, notes, holds, refusal = _native.certify(
        text, name, wanted, numeral(trade_limit, "trade_limit")
    )
    return Certificate(holds=holds, refusal=refusal, json=json, notes=notes, data=parse(json))
