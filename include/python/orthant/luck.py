"""How much of a tuned result is luck: of trials by Optuna, by a grid, or by hand.

What is tuned on data looks better on them than it is. Nothing here runs a scenario: the functions
take what trials gave, a column for each trial and a row for each time (a day's returns, say), and
greater values are better throughout; who minimises hands in negatives. :func:`orthant.tune` tells
the same of its own trials.

- :func:`overfitting`: how often the best trial of one half of the times is below the median on the
  other half.
- :func:`deflated_sharpe`: the best Sharpe ratio against what the best of as many trials without
  skill would show.
- :func:`optimism`: by how much tuned parameters look better than they are, from the objective
  around them (:func:`stencil`).

Sums are compensated: the same bits on every machine, and the C library's (``orthant/luck.h``). What
is not defined is NaN. Arrays are read only; they are made float64 in C order, and not copied where
they are that. The GIL is released.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from . import _native
from ._arrays import empty, floats
from ._request import number, whole
from ._results import Alike
from .errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from ._arrays import Floats

__all__ = [
    "Deflated",
    "Optimism",
    "Overfitting",
    "Sharpe",
    "Slope",
    "deflated_sharpe",
    "expected_maximum",
    "optimism",
    "overfitting",
    "sharpe",
    "sharpe_probability",
    "stencil",
]


def _table(given: ArrayLike, name: str) -> Floats:
    array = floats(given, name)
    if array.ndim != 2:
        raise BadInput(f"{name} has shape {array.shape}; permitted: (rows, trials)")
    return array


def _line(given: ArrayLike, name: str) -> Floats:
    array = floats(given, name)
    if array.ndim != 1:
        raise BadInput(f"{name} has shape {array.shape}; permitted: one dimension")
    return array


@dataclass(frozen=True, eq=False)
class Overfitting(Alike):
    """The probability of backtest overfitting, and what the splits say besides.

    Attributes:
        splits: choices of half of the segments, C(S, S/2).
        probability: the share of them in which the trial that is best on one half is no better
            than the median on the other. Of trials that differ by chance alone it is 1/2 in the
            mean, or (K + 1) / (2 K) of an odd number K of them.
        rank: the mean rank there of the best trial, from 0, worst, to 1; 1/2 of chance alone.
        loss: the share of splits in which the best trial's other half is below 0.
        here, there: means of the best trial's measure on the half that chose it and on the other.
        slope: of there on here, by least squares: below 0 the better it looked, the worse it was.
        logits: log(w / (1 - w)) of each split's rank w, shape ``(splits,)``.
    """

    splits: int
    probability: float
    rank: float
    loss: float
    here: float
    there: float
    slope: float
    logits: Floats

    def __repr__(self) -> str:
        return (
            f"<Overfitting: probability {self.probability:.4g} of {self.splits} splits; "
            f"best here {self.here:.4g}, there {self.there:.4g}>"
        )


def overfitting(
    values: ArrayLike, segments: int = 16, *, measure: str = "mean"
) -> Overfitting:
    """The probability of backtest overfitting, by combinatorially symmetric cross-validation
    (Bailey, Borwein, Lopez de Prado, Zhu, 2015).

    Args:
        values: a row for each time, a column for each trial, shape ``(rows, trials)``, finite: all
            trials, not the good ones alone.
        segments: into how many parts of equal length the rows are cut (the first ones a row longer
            where they do not divide), even, from 2 to 20 and at most ``rows``; 16 are 12,870 splits.
        measure: what makes a trial the best: ``"mean"`` of its rows, or ``"sharpe"``, mean /
            deviation.

    Ctrl-C ends it.

    >>> import numpy as np
    >>> noise = np.random.default_rng(1).normal(size=(240, 50))
    >>> round(overfitting(noise, 12).probability, 2)  # 0.5 in the mean of many such tables
    0.74
    >>> noise[:, 7] += 0.5  # a trial that is better in truth
    >>> overfitting(noise, 12).probability
    0.0
    """
    array = _table(values, "values")
    count = whole(segments, "segments", 2, _native.LUCK_SEGMENTS_MAX) or 2
    if measure not in ("mean", "sharpe"):
        raise BadInput(f"measure: {measure!r}; permitted: 'mean', 'sharpe'")
    logits = np.empty(_native.luck_splits(count))
    return Overfitting(
        *_native.luck_overfitting(logits, array, count, measure == "sharpe"), logits
    )


@dataclass(frozen=True, eq=False)
class Sharpe(Alike):
    """A Sharpe ratio of a row, not of a year, and the shape of its returns.

    Attributes:
        sharpe: mean / deviation, of n - 1; NaN where the returns are alike.
        skewness: 0 of the normal.
        kurtosis: 3 of the normal.
    """

    sharpe: float
    skewness: float
    kurtosis: float


@dataclass(frozen=True, eq=False)
class Deflated(Alike):
    """The deflated Sharpe ratio of the best of several trials.

    Attributes:
        trials: those that have a Sharpe ratio; ``left_out`` have none.
        best: the column of the best; the number of columns where none has one.
        of_best: its Sharpe ratio, skewness and kurtosis.
        variance: of the trials' Sharpe ratios.
        correlation: of two trials' returns, in the mean of all pairs.
        effective: as how many independent trials these count, from 1 to ``trials``.
        threshold: the Sharpe ratio that the best of as many trials without skill is expected at.
        probability: that the true Sharpe ratio is above the threshold: the deflated ratio.
        effective_threshold, effective_probability: by the effective number; lenient where trials
            move together, since their variance is small already.
        published_threshold, published_probability: by the paper's formula for many trials.
    """

    trials: int
    left_out: int
    best: int
    of_best: Sharpe
    variance: float
    correlation: float
    effective: float
    threshold: float
    probability: float
    effective_threshold: float
    effective_probability: float
    published_threshold: float
    published_probability: float


def sharpe(returns: ArrayLike) -> Sharpe:
    """The Sharpe ratio of a row, and the shape of the returns.

    Args:
        returns: shape ``(n,)``, less the riskless ones; NaN throughout for fewer than 2.

    >>> round(sharpe([0.01, -0.005, 0.02]).sharpe, 6)
    0.662266
    """
    return Sharpe(*_native.luck_sharpe(_line(returns, "returns")))


def deflated_sharpe(returns: ArrayLike) -> Deflated:
    """The deflated Sharpe ratio (Bailey, Lopez de Prado, 2014): the probability that the best
    trial's true Sharpe ratio is above what the best of as many trials without skill would show.

    Args:
        returns: a row for each time, a column for each trial, shape ``(rows, trials)``, finite, at
            least 3 rows and 2 trials: all trials, not the good ones alone. The riskless return is
            the caller's to take off.

    >>> import numpy as np
    >>> noise = np.random.default_rng(1).normal(0, 0.01, size=(250, 40))
    >>> of = deflated_sharpe(noise)
    >>> of.trials, round(of.of_best.sharpe, 2), round(of.threshold, 2), of.probability < 0.95
    (40, 0.15, 0.15, True)
    """
    trials, left_out, best, of_best, *figures = _native.luck_deflated(_table(returns, "returns"))
    return Deflated(trials, left_out, best, Sharpe(*of_best), *figures)


def sharpe_probability(
    sharpe: float, threshold: float, n: int, skewness: float = 0.0, kurtosis: float = 3.0
) -> float:
    """The probability that a true Sharpe ratio is above ``threshold``, where ``n`` returns of that
    skewness and kurtosis show ``sharpe``; NaN where it is not defined, or n is below 2.

    >>> round(sharpe_probability(0.1, 0.0, 250), 4)
    0.9423
    """
    given = {"sharpe": sharpe, "threshold": threshold, "skewness": skewness, "kurtosis": kurtosis}
    finite = {name: number(value, name, -1e300, 1e300) for name, value in given.items()}
    return _native.luck_sharpe_probability(
        finite["sharpe"] or 0.0,
        finite["threshold"] or 0.0,
        whole(n, "n", 0, 2**53) or 0,
        finite["skewness"] or 0.0,
        finite["kurtosis"] or 0.0,
    )


def expected_maximum(k: float, *, published: bool = False) -> float:
    """The expected maximum of k independent standard normals.

    Args:
        k: from 1 to 1e9; an effective number need not be whole.
        published: by the formula of the paper, which is the limit for many; above 1.

    >>> round(expected_maximum(100), 6), round(expected_maximum(100, published=True), 6)
    (2.507594, 2.530603)
    """
    many = number(k, "k", 1, 1e9) or 1.0
    if not published:
        return _native.luck_expected_maximum(many)
    if many <= 1:
        raise BadInput("k: 1; permitted by the published formula: above 1")
    return _native.luck_expected_maximum_published(many)


@dataclass(frozen=True, eq=False)
class Slope(Alike):
    """Of log C_ii on log H_ii over the parameters, by least squares: descriptive only.

    Attributes:
        slope, stderr: NaN with too few parameters.
        interval: of 95 %.
    """

    slope: float
    stderr: float
    interval: tuple[float, float]


@dataclass(frozen=True, eq=False)
class Optimism(Alike):
    """How much better tuned parameters look than they are. NaN throughout where ``why`` says so.

    Attributes:
        observations: n.
        optimism: tr(H^-1 C) / n, in the objective's units: by so much the tuned parameters look
            better on their own observations than on new ones, to first order in 1 / n.
        optimism_error: its standard error, by jackknife.
        loss: half of it: by so much they are worse than the best parameters are.
        slope: of log C_ii on log H_ii.
        why: "" or why it is not to be had.
        gradient: of the mean, shape ``(d,)``; 0 at a maximum, but for d steps.
        gradient_error: its standard error.
        c: the covariance over observations of their gradients, shape ``(d, d)``.
        h: minus the Hessian of the mean, likewise.
        c_eigenvalues, h_eigenvalues: greatest first.
    """

    observations: int
    optimism: float
    optimism_error: float
    loss: float
    slope: Slope
    why: str
    gradient: Floats
    gradient_error: Floats
    c: Floats
    h: Floats
    c_eigenvalues: Floats
    h_eigenvalues: Floats

    def __repr__(self) -> str:
        said = self.why or f"{self.optimism:.6g} +- {self.optimism_error:.2g}"
        return f"<Optimism of {self.observations} observations: {said}>"


def _steps(given: ArrayLike, d: int | None) -> Floats:
    steps = _line(given, "steps")
    if not 1 <= steps.size <= _native.LUCK_DIMENSIONS_MAX or d not in (None, steps.size):
        raise BadInput(
            f"steps has shape {steps.shape}; permitted: one for each parameter, 1 to "
            f"{_native.LUCK_DIMENSIONS_MAX} of them"
        )
    if not (np.isfinite(steps) & (steps > 0)).all():
        raise BadInput(f"steps: {steps.tolist()}; permitted: numbers above 0")
    return steps


def stencil(theta: Sequence[float] | ArrayLike, steps: Sequence[float] | ArrayLike) -> Floats:
    """Where the objective is to be evaluated for :func:`optimism`.

    Args:
        theta: the tuned parameters, shape ``(d,)``, d from 1 to 40.
        steps: how far to go to each side in each, likewise, above 0. A step that is short against
            kinks of the objective (a fee's, a rail's) measures the kinks.

    Returns:
        Points, shape ``(1 + d + d**2, d)``; the first is ``theta``.

    >>> stencil([1.0, 2.0], [0.1, 0.2])[:3].tolist()
    [[1.0, 2.0], [1.1, 2.0], [0.9, 2.0]]
    """
    middle = _line(theta, "theta")
    if not np.isfinite(middle).all():
        raise BadInput(f"theta: {middle.tolist()}; permitted: finite numbers")
    away = _steps(steps, middle.size)
    points = np.empty((_native.luck_stencil_points(away.size), away.size))
    _native.luck_stencil(points, middle, away)
    return points


def optimism(values: ArrayLike, steps: Sequence[float] | ArrayLike) -> Optimism:
    """By how much tuned parameters look better than they are (Takeuchi, 1976).

    The objective is the mean of n independent observations (the growth of price path p, say), and
    all of them are wanted at each point of the stencil, with the same random numbers. Observations
    that follow one another are to be summed over blocks so long that the blocks are as good as
    independent.

    Args:
        values: a row for each point of :func:`stencil`, a column for each observation, shape
            ``(1 + d + d**2, n)``. A value that is not finite is no error: ``why`` tells it.
        steps: those of the stencil, shape ``(d,)``.

    >>> import numpy as np
    >>> z = np.random.default_rng(1).normal(size=(200, 2))
    >>> at = z.mean(axis=0)  # the best, of observations -|theta - z|**2 / 2
    >>> points = stencil(at, [0.1, 0.1])
    >>> values = -((points[:, None] - z) ** 2).sum(axis=2) / 2
    >>> of = optimism(values, [0.1, 0.1])
    >>> round(of.optimism, 6), round(np.cov(z.T).trace().item() / 200, 6)
    (0.008294, 0.008294)
    """
    away = _steps(steps, None)
    d = away.size
    table = _table(values, "values")
    points = _native.luck_stencil_points(d)
    if table.shape[0] != points:
        raise BadInput(
            f"values has shape {table.shape}; permitted: {points} rows, those of the stencil of "
            f"{d} parameter{'s' if d > 1 else ''}"
        )
    gradient, error, c_eigen, h_eigen = (empty((d,)) for _ in range(4))
    c, h = empty((d, d)), empty((d, d))
    n, luck, luck_error, loss, slope, why = _native.luck_optimism(
        gradient, error, c_eigen, h_eigen, c, h, away, table
    )
    return Optimism(
        observations=n,
        optimism=luck,
        optimism_error=luck_error,
        loss=loss,
        slope=Slope(slope[0], slope[1], (slope[2], slope[3])),
        why=why,
        gradient=gradient,
        gradient_error=error,
        c=c,
        h=h,
        c_eigenvalues=c_eigen,
        h_eigenvalues=h_eigen,
    )
