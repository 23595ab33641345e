"""Schedules: ways from one point of the simplex to another, as arrays of rows."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from . import _native
from ._arrays import empty, ends, plain_text, step_count
from ._pictures import axes, legend, name_axes
from ._results import Alike, html_table, with_pandas
from .errors import BadInput, DomainError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import ArrayLike

    from ._arrays import Floats

__all__ = ["Family", "Optimum", "amgm", "families", "geodesic", "linear", "loss", "optimum", "path"]

Route = Literal["auto", "newton", "backward"]
_ROUTES: tuple[Route, ...] = ("auto", "newton", "backward")


@dataclass(frozen=True)
class Family:
    """A family of paths: its name, what follows the colon (or None), and what it is."""

    name: str
    argument: str | None
    summary: str


def families() -> tuple[Family, ...]:
    """The families that :func:`path` knows.

    >>> [f.name for f in families()][:3]
    ['linear', 'geometric', 'amgm']
    """
    return tuple(Family(*entry) for entry in _native.path_families())


def _check_name(name: str) -> None:
    if plain_text(name, "name") == "file:-":
        raise BadInput(f"path: {name!r}; permitted: the name of a path")
    _native.path_check_name(name)


@contextmanager
def _ends_named(start: Floats, target: Floats) -> Iterator[None]:
    """The library says what is wrong with a weight; here, of which end."""
    try:
        yield
    except DomainError:
        for name, point in (("start", start), ("target", target)):
            _native.entropy(np.empty(1), point.reshape(1, -1), name)
        raise


def path(name: str, start: ArrayLike, target: ArrayLike, steps: int) -> Floats:
    """The schedule of a path by its name, as ``orthant path`` has it.

    Args:
        name: ``"geodesic"``, ``"power:0.5"``, ``"file:ours.json"`` ...; see :func:`families`.
        start: the weights at first, shape ``(n,)``.
        target: the weights at last, shape ``(n,)``.
        steps: how many steps, from 1 to 1,000,000,000.

    Returns:
        Rows 0 .. steps, shape ``(steps + 1, n)``; the first is ``start`` and the last ``target``,
        each scaled to the sum 1. Rows sum to 1 within 4 n units in the last place.

    Raises:
        BadInput: for a name that there is not, with the nearest that there is; for a range.
        DomainError: for ends that are no points.
        OutOfMemory: where the machine has not the memory for so many rows.

    >>> path("linear", [0.5, 0.5], [0.9, 0.1], 2)
    array([[0.5, 0.5],
           [0.7, 0.3],
           [0.9, 0.1]])
    """
    u, w = ends(start, target)
    count = step_count(steps, _native.STEPS_MAX)
    _check_name(name)
    out = empty((count + 1, u.shape[0]))
    with _ends_named(u, w):
        _native.path_fill(out, name, u, w)
    return out


def geodesic(start: ArrayLike, target: ArrayLike, steps: int) -> Floats:
    """The geodesic of Fisher and Rao, walked evenly: ``path("geodesic", ...)``.

    Args:
        start, target, steps: as of :func:`path`, whose results and errors it has.

    >>> geodesic([0.5, 0.5], [0.9, 0.1], 2).round(6)
    array([[0.5     , 0.5     ],
           [0.723607, 0.276393],
           [0.9     , 0.1     ]])
    """
    return path("geodesic", start, target, steps)


def linear(start: ArrayLike, target: ArrayLike, steps: int) -> Floats:
    """Weights in equal steps, as pools on the chain move: ``path("linear", ...)``.

    Args:
        start, target, steps: as of :func:`path`, whose results and errors it has.

    >>> linear([0.5, 0.5], [0.9, 0.1], 4)[1].round(12)
    array([0.6, 0.4])
    """
    return path("linear", start, target, steps)


def amgm(start: ArrayLike, target: ArrayLike, steps: int) -> Floats:
    """Arithmetic and geometric means together, normalised: ``path("amgm", ...)``.

    Args:
        start, target, steps: as of :func:`path`, whose results and errors it has.

    >>> amgm([0.5, 0.5], [0.9, 0.1], 2)[1].round(6)
    array([0.723607, 0.276393])
    """
    return path("amgm", start, target, steps)


def loss(name: str, start: ArrayLike, target: ArrayLike, steps: int) -> float:
    """The log loss of a path's ideal schedule, without an array of it.

    Args:
        name, start, target, steps: as of :func:`path`, whose errors it has.

    Returns:
        Nats. Where :func:`~orthant.geometry.log_loss` of the rows sees the rounding of stored
        weights, this does not: relative error at most 1e-14.

    >>> round(loss("geodesic", [0.5, 0.5], [0.9, 0.1], 10), 12)
    0.042275314243
    """
    u, w = ends(start, target)
    _check_name(name)
    count = step_count(steps, _native.STEPS_MAX)
    with _ends_named(u, w):
        return _native.path_loss(name, u, w, count)


@dataclass(frozen=True, eq=False, repr=False)
class Optimum(Alike):
    """The schedule of least loss.

    Attributes:
        weights: rows 0 .. steps, shape ``(steps + 1, n)``.
        log_loss: its loss, in nats.
        gap: the loss is at most this above the least possible, as far as doubles can tell.
        converged: whether the iteration arrived; else it is the best schedule found.
        route: ``"newton"`` or ``"backward"``, the one that led here.
        iterations: how many it took.
        residual: how well the condition of the optimum holds.
    """

    weights: Floats
    log_loss: float
    gap: float
    converged: bool
    route: Route
    iterations: int
    residual: float

    def __repr__(self) -> str:
        steps, n = self.weights.shape[0] - 1, self.weights.shape[1]
        end = "" if self.converged else ", not converged"
        return f"<Optimum of {n} tokens in {steps} steps: log_loss {self.log_loss:.9g}{end}>"

    def _repr_html_(self) -> str:
        steps, n = self.weights.shape[0] - 1, self.weights.shape[1]
        keys = ("log_loss", "gap", "converged", "route", "iterations", "residual")
        rows = [(key.replace("_", " "), getattr(self, key)) for key in keys]
        return html_table(f"Optimum of {n} tokens in {steps} steps", ("", ""), rows)

    def to_frame(self) -> pd.DataFrame:
        """A row for each step from 0 on, a column for each token, by number."""
        made: pd.DataFrame = with_pandas().DataFrame(self.weights)
        return made.rename_axis("step")

    def plot(self, ax: Any = None) -> Any:
        """The weights over the steps, on a matplotlib axes, which is returned."""
        ax = axes(ax)
        for i in range(self.weights.shape[1]):
            ax.plot(self.weights[:, i], label=f"token {i}")
        name_axes(ax, "step", "weight", f"log loss {self.log_loss:.9g}")
        legend(ax)
        return ax


def optimum(
    start: ArrayLike, target: ArrayLike, steps: int, *, route: Route = "auto"
) -> Optimum:
    """The schedule of least loss in so many steps, in doubles.

    Args:
        start, target, steps: as of :func:`path`.
        route: ``"newton"``, ``"backward"``, or ``"auto"``: what suits the size.

    Raises:
        OutOfMemory: where 5 n (steps + 1) doubles are more than the machine has.

    >>> best = optimum([0.5, 0.5], [0.9, 0.1], 10)
    >>> best.converged, round(best.log_loss, 12)
    (True, 0.042270017414)
    """
    u, w = ends(start, target)
    count = step_count(steps, _native.STEPS_MAX)
    if plain_text(route, "route") not in _ROUTES:
        raise BadInput(f"route: {route!r}; permitted: {', '.join(_ROUTES)}")
    out = empty((count + 1, u.shape[0]))
    with _ends_named(u, w):
        led, iterations, converged, residual, least, gap = _native.optimum(
            out, u, w, _ROUTES.index(route)
        )
    return Optimum(out, least, gap, converged, _ROUTES[led], iterations, residual)
