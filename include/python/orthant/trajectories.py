"""Schedules as files: what a path makes of a scenario's move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ._pictures import axes, label, legend, name_axes
from ._request import Request
from ._results import OfScenario, frame
from .errors import BadInput

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from ._request import ScenarioLike

__all__ = ["Trajectory", "trajectory"]


@dataclass(frozen=True, repr=False, eq=False)
class Trajectory(OfScenario):
    """A schedule, whose JSON is the file that the path ``"file:F"`` and :func:`orthant.certify`
    read.

    Attributes:
        path: the path's name.
        tokens: their names.
        weights: rows 0 .. steps, shape ``(steps + 1, n)``.
        log_loss: of the rows as they are, each weight rounded to a double.
    """

    path: str
    tokens: tuple[str, ...]
    weights: NDArray[np.float64]
    log_loss: float

    def _text(self) -> str:
        steps, n = self.weights.shape[0] - 1, self.weights.shape[1]
        return (
            f"<Trajectory {self.path!r} of {n} tokens in {steps} steps: "
            f"log_loss {self.log_loss:.9g}>"
        )

    def to_frame(self) -> pd.DataFrame:
        """A row for each step, a column for each token."""
        return frame(dict(zip(self.tokens, row, strict=True)) for row in self.weights.tolist())

    def plot(self, ax: Any = None) -> Any:
        """The weights by step, on a matplotlib axes, which is returned."""
        ax = axes(ax)
        for i, token in enumerate(self.tokens):
            ax.plot(self.weights[:, i], label=label(token))
        name_axes(ax, "step", "weight", self.path)
        legend(ax)
        return ax


def trajectory(
    scenario: ScenarioLike | None = None,
    *,
    path: str = "geodesic",
    steps: int | None = None,
    normalise: bool = False,
    **keywords: Any,
) -> Trajectory:
    """The schedule of a scenario's move by one path: ``orthant path``.

    Args:
        scenario, normalise: as of :func:`orthant.compare`.
        path: its name, ``"power:0.5"``, ``"safe:1.2"``, ``"file:ours.csv"``; see
            :func:`orthant.families`.
        steps: in place of the scenario's; one number.

    :func:`orthant.path` has the rows alone, of two arrays.

    >>> made = trajectory(tokens=["A", "B"], start=[0.5, 0.5], target=[0.9, 0.1], steps=2,
    ...     path="linear")
    >>> made.weights[1].tolist()
    [0.7, 0.3]
    """
    if not isinstance(path, str):
        raise TypeError(f"path: a name is wanted, not {type(path).__name__}")
    if "," in path or "\0" in path or path == "file:-":
        raise BadInput(f"path: {path!r}; permitted: the name of a path")
    of = Request("path", scenario, keywords, normalise=normalise, steps=steps)
    of.options["paths"] = path
    result = of.run()
    data = result["data"]
    return Trajectory(
        path=data["path"],
        tokens=tuple(data["tokens"]),
        weights=np.array(data["weights"], dtype=np.float64),
        log_loss=data["log_loss"],
        **result,
    )
