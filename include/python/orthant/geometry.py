"""Points of the simplex: divergence, distance, the geometry of Fisher and Rao.

A point is n weights, each at least 1e-150 and below 1, that sum to 1 within 1e-12. Functions take
one point, of shape ``(n,)``, or many, of shape ``(..., n)``; a point beside rows goes with each of
them. Arrays are read, never written to; float64 in C order is not copied. Results are float64, a
``float`` where the arguments were single points. Losses and divergences are in nats: logs of value.

All raise :class:`~orthant.errors.DomainError`, which names row, place and value, for weights that
are no point (a NaN, a zero, a sum that is not 1), :class:`~orthant.errors.BadInput` for shapes
that do not go together, and :class:`TypeError` for what is not numbers. The GIL is released.

>>> kl([0.9, 0.2], [0.5, 0.5])
Traceback (most recent call last):
    ...
orthant.errors.DomainError: to: the weights sum to 1+0.1; permitted: 1 within 1e-12
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

import numpy as np

from . import _native
from ._arrays import as_rows, floats, paired, points
from .errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike

    from ._arrays import Floats

__all__ = ["angle", "distance", "entropy", "exp_map", "kl", "log_loss", "log_map"]


def _of_pairs(
    function: Callable[[Floats, Floats, Floats, str, str], None],
    a: ArrayLike,
    b: ArrayLike,
    first: str,
    second: str,
) -> Any:
    x, y, shape = paired(a, b, first, second)
    out = np.empty(0 if 0 in shape else max(x.shape[0], y.shape[0]))
    function(out, x, y, first, second)
    return float(out[0]) if shape == () else out.reshape(shape)


@overload
def kl(to: Sequence[float], from_: Sequence[float]) -> float: ...
@overload
def kl(to: ArrayLike, from_: ArrayLike) -> Any: ...
def kl(to: ArrayLike, from_: ArrayLike) -> Any:
    """KL(to || from) = sum to log(to / from): what a fee-less pool pays for one step.

    Args:
        to: the weights after the step, shape ``(n,)`` or ``(..., n)``.
        from_: those before it, likewise.

    Returns:
        The log of value that is lost, >= 0, of shape ``(...)``; 0 where nothing moves. Computed as
        sum to log(to / from) - (to - from), which is the same where both sum to 1, and of points
        whose sums are off by rounding is right where the plain sum is mostly that rounding. Relative
        error at most 2**-48 for the doubles as given.

    >>> round(kl([0.9, 0.1], [0.5, 0.5]), 12)
    0.368064207168
    >>> kl([[0.9, 0.1], [0.5, 0.5]], [0.5, 0.5]).round(6)
    array([0.368064, 0.      ])
    """
    return _of_pairs(_native.kl, to, from_, "to", "from_")


@overload
def angle(a: Sequence[float], b: Sequence[float]) -> float: ...
@overload
def angle(a: ArrayLike, b: ArrayLike) -> Any: ...
def angle(a: ArrayLike, b: ArrayLike) -> Any:
    """Bhattacharyya angle between points, half of :func:`distance`.

    Args:
        a, b: points, shape ``(n,)`` or ``(..., n)``; their order makes no difference.

    Returns:
        Radians in [0, pi/2], of shape ``(...)``. Relative error at most 2**-51.

    >>> round(angle([0.9, 0.1], [0.5, 0.5]), 12)
    0.463647609001
    """
    return _of_pairs(_native.angle, a, b, "a", "b")


@overload
def distance(a: Sequence[float], b: Sequence[float]) -> float: ...
@overload
def distance(a: ArrayLike, b: ArrayLike) -> Any: ...
def distance(a: ArrayLike, b: ArrayLike) -> Any:
    """Fisher-Rao distance D: the least loss of a move in f steps is D**2 / (2 f) to leading order.

    Args:
        a, b: points, shape ``(n,)`` or ``(..., n)``; their order makes no difference.

    Returns:
        A length in [0, pi], of shape ``(...)``. Relative error at most 2**-51.

    >>> round(distance([0.9, 0.1], [0.5, 0.5]), 12)
    0.927295218002
    """
    return _of_pairs(_native.distance, a, b, "a", "b")


@overload
def entropy(weights: Sequence[float]) -> float: ...
@overload
def entropy(weights: ArrayLike) -> Any: ...
def entropy(weights: ArrayLike) -> Any:
    """-sum w log w.

    Args:
        weights: points, shape ``(n,)`` or ``(..., n)``.

    Returns:
        Nats, from 0 to log n, of shape ``(...)``.

    >>> round(entropy([0.5, 0.5]), 12)
    0.69314718056
    """
    x = points(weights, "weights")
    rows = as_rows(x)
    out = np.empty(rows.shape[0])
    _native.entropy(out, rows, "weights")
    return float(out[0]) if x.ndim == 1 else out.reshape(x.shape[:-1])


def _of_maps(
    function: Callable[[Floats, Floats, Floats], None],
    a: ArrayLike,
    b: ArrayLike,
    first: str,
    second: str,
) -> Floats:
    x, y, shape = paired(a, b, first, second)
    n = x.shape[1]
    out = np.empty((max(x.shape[0], y.shape[0]) if 0 not in shape else 0, n))
    function(out, x, y)
    return out.reshape((*shape, n))


def exp_map(weights: ArrayLike, velocity: ArrayLike) -> Floats:
    """The point reached from ``weights`` after unit time along the geodesic with that velocity.

    Args:
        weights: where it starts, shape ``(n,)`` or ``(..., n)``.
        velocity: in units of weight, likewise; each sums to 0 within 1e-12 of the sum of its sizes.

    Returns:
        Points, shape ``(..., n)``.

    Raises:
        DomainError: also where the geodesic leaves the simplex before that.

    >>> v = log_map([0.5, 0.5], [0.9, 0.1])
    >>> exp_map([0.5, 0.5], v).round(12)
    array([0.9, 0.1])
    """
    return _of_maps(_native.exp_map, weights, velocity, "weights", "velocity")


def log_map(weights: ArrayLike, to: ArrayLike) -> Floats:
    """The velocity at ``weights`` whose exponential is ``to``: :func:`exp_map` of it goes there.

    Args:
        weights: where it starts, shape ``(n,)`` or ``(..., n)``.
        to: where it goes, likewise.

    Returns:
        Velocities in units of weight, shape ``(..., n)``. Each sums to 0 to rounding, and its Fisher
        norm sqrt(sum v**2 / w) is :func:`distance`. A weight x of ``to`` comes back by
        :func:`exp_map` with a relative error of some 1e-15 / sqrt(x): what is below 1e-30 is within
        a velocity's rounding of the border, and may be refused there.

    >>> log_map([0.5, 0.5], [0.9, 0.1]).round(6)
    array([ 0.463648, -0.463648])
    """
    return _of_maps(_native.log_map, weights, to, "weights", "to")


def log_loss(weights: ArrayLike) -> float:
    """What a schedule costs a fee-less pool at constant prices: sum over k of KL(w_k || w_k-1).

    Args:
        weights: rows 0 .. f of the schedule, both ends included, shape ``(f + 1, n)``.

    Returns:
        The log of value that is lost; the share of value is ``1 - exp(-loss)``. Relative error at
        most 2**-48 for the doubles as given, at any length.

    Raises:
        BadInput: for anything but two dimensions and at least one row.

    >>> round(log_loss([[0.5, 0.5], [0.7, 0.3], [0.9, 0.1]]), 12)
    0.198604635091
    """
    rows = floats(weights, "weights")
    if rows.ndim != 2 or rows.shape[0] == 0:
        raise BadInput(
            f"weights has shape {rows.shape}; permitted: (steps + 1, n), a row for each step"
        )
    return _native.log_loss(rows)
