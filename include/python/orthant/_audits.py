"""Contract functions measured against exact mathematics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _native
from ._request import flag, told, whole
from ._pictures import axes, legend, name_axes
from ._results import Result, frame, html_table, parse, table
from ._words import describe

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from ._request import Progress

__all__ = ["Audit", "Spread", "audit"]

_STATES = ("fine", "reverted", "undefined", "undecided")
_HEAD = ("error", "min", "median", "p99", "max")


@dataclass(frozen=True)
class Spread:
    """A signed error over the samples: least, median, 99th percentile, largest."""

    min: float
    median: float
    p99: float
    max: float


@dataclass(frozen=True, repr=False, eq=False)
class Audit(Result):
    """What a function's results are worth.

    Attributes:
        function: its name.
        samples: how many calls were made.
        measured: those with a result and a value; the others ``reverted``, are ``undefined`` (a
            result where mathematics has no value), or ``undecided``.
        reverts: how often each, by name or selector.
        promised_side: ``"up"``, ``"down"``, or None where nothing is promised.
        wrong_way: results on the side that gives value away; ``holds`` where there are none.
        wei, ulp, relative: the errors, result less value, in wei, in last places of a double, and
            relative to the value.
        margin: what is charged in the promised direction, relative; None without a promise. All
            four are None where no call was measured.
        points: a structured array of shape ``(samples,)``: ``wei``, ``relative``, ``value`` (in
            wei), ``selector`` and ``state`` (0 fine, 1 reverted, 2 undefined, 3 undecided).
    """

    function: str
    samples: int
    measured: int
    reverted: int
    undefined: int
    undecided: int
    reverts: Mapping[str, int]
    promised_side: str | None
    wrong_way: int
    wei: Spread | None
    ulp: Spread | None
    relative: Spread | None
    margin: Spread | None
    points: NDArray[np.void]

    @property
    def holds(self) -> bool:
        """No result is on the wrong side; what the exit code of the command says."""
        return self.wrong_way == 0

    def _rows(self) -> list[tuple[object, ...]]:
        rows: list[tuple[object, ...]] = []
        for name in ("wei", "ulp", "relative", "margin"):
            of: Spread | None = getattr(self, name)
            if of is not None:
                rows.append((name, of.min, of.median, of.p99, of.max))
        return rows

    def _title(self) -> str:
        side = f", {self.wrong_way} on the wrong side" if self.promised_side else ""
        return (
            f"Audit of {self.function}: {self.measured} of {self.samples} calls measured, "
            f"{self.reverted} reverted{side}"
        )

    def _text(self) -> str:
        return f"<{self._title()}>\n{table(_HEAD, self._rows())}"

    def _html(self) -> str:
        return html_table(self._title(), _HEAD, self._rows())

    def to_frame(self) -> pd.DataFrame:
        """A row for each sample."""
        made = frame(())
        for name in ("wei", "relative", "value", "selector"):
            made[name] = self.points[name]
        made["state"] = np.array(_STATES)[self.points["state"]]
        return made

    def plot(self, ax: Any = None) -> Any:
        """The size of the relative error against the value, on a matplotlib axes, which is
        returned; errors of 0 are not seen."""
        ax = axes(ax)
        fine = self.points[self.points["state"] == 0]
        for name, of in (("above", fine["relative"] > 0), ("below", fine["relative"] < 0)):
            ax.loglog(
                np.abs(fine["value"][of]), np.abs(fine["relative"][of]), ".", ms=2, label=name
            )
        name_axes(ax, "value (wei)", "relative error", self.function)
        legend(ax, "the result lies")
        return ax


def _dtype() -> np.dtype[np.void]:
    size, *offsets = _native.contract_audit_layout()
    return np.dtype(
        {
            "names": ["wei", "relative", "value", "selector", "state"],
            "formats": [np.float64, np.float64, np.float64, np.uint32, np.uint8],
            "offsets": offsets,
            "itemsize": size,
        }
    )


def _spread(of: Mapping[str, Any] | None) -> Spread | None:
    return None if of is None else Spread(of["min"], of["median"], of["p99"], of["max"])


def audit(
    name: str,
    *,
    samples: int = 100_000,
    seed: int = 1,
    calm: bool = False,
    ranges: Mapping[str, str] | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Audit:
    """Measures a function against the exact mathematics: ``orthant contract audit``.

    Args:
        name: of :func:`orthant.contract.functions`.
        samples: calls, of ordinary arguments and of those at branch edges.
        seed: of the sampling; the result does not depend on ``threads``.
        calm: ordinary arguments only.
        ranges: by arguments' names, ``{"weight": "0.2..0.8"}`` in 18 decimals or
            ``{"amountIn": "1wei..1000wei"}``; each word of a list is kept within them.
        threads: one a processor where not given.
        progress: called with ``(done, samples)``; True is a bar of tqdm's.

    Raises:
        BadInput: for a function whose real value is not known, with the reason.

    >>> from orthant import contract
    >>> made = contract.audit("fp_pow_up", samples=1000)
    >>> made.promised_side, made.holds, bool(made.wei.min >= 0)
    ('up', True, True)
    """
    if ranges is not None and not hasattr(ranges, "items"):
        raise TypeError(f"ranges: a mapping is wanted, not {type(ranges).__name__}")
    describe(name)
    given = [f"{argument}={limits}" for argument, limits in (ranges or {}).items()]
    if len(given) > _native.AUDIT_RANGES_MAX:
        from .errors import BadInput

        raise BadInput(f"ranges: {len(given)}; permitted: at most {_native.AUDIT_RANGES_MAX}")
    with told(progress, "contract audit") as tell:
        text, points = _native.contract_audit(
            name,
            whole(samples, "samples", 1, _native.AUDIT_SAMPLES_MAX) or 0,
            whole(seed, "seed", 0, 2**64 - 1) or 0,
            flag(calm, "calm"),
            given,
            whole(threads, "threads", 1, _native.THREADS_MAX) or 0,
            tell,
        )
    data = parse(text)
    return Audit(
        function=data["function"],
        samples=data["samples"],
        measured=data["measured"],
        reverted=data["reverted"],
        undefined=data["not_defined"],
        undecided=data["undecided"],
        reverts={one["name"] or one["selector"]: one["count"] for one in data["reverts"]},
        promised_side=None if data["promised_side"] == "none" else data["promised_side"],
        wrong_way=data["wrong_way"],
        wei=_spread(data.get("wei")),
        ulp=_spread(data.get("ulp")),
        relative=_spread(data.get("relative")),
        margin=_spread(data.get("margin")),
        points=points.view(_dtype()),
        json=text,
        notes=(),
        data=data,
    )
