"""Plans: the few calls of a contract that move a pool's weights, run and certified."""

from __future__ import annotations

import os
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _native
from ._request import Request, dumps, number, volatilities, whole
from ._results import Result, frame, html_table, parse, table
from .errors import BadInput, FileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from ._request import ScenarioLike

__all__ = [
    "Certificate",
    "Plan",
    "ProvenOptimum",
    "Replay",
    "certify",
    "plan",
    "proven_optimum",
    "replay",
    "targets",
]


@dataclass(frozen=True, repr=False, eq=False)
class ProvenOptimum(Result):
    """The schedule of least loss, and what is proven of its rows. Its JSON is the file that
    :func:`certify` reads.

    Attributes:
        tokens: their names.
        weights: rows 0 .. steps, exact, shape ``(steps + 1, n)``; ``array()`` has the doubles.
        log_loss: of these rows, within its two ends.
        bound: no schedule loses less; all three as decimals with every digit that was asked for.
        relative_gap: the rows' loss is at most so much above the least possible, relative to it.
    """

    tokens: tuple[str, ...]
    weights: tuple[tuple[Decimal, ...], ...]
    log_loss: tuple[Decimal, Decimal]
    bound: Decimal
    relative_gap: Decimal

    def array(self) -> NDArray[np.float64]:
        """The rows as doubles."""
        return np.array(self.weights, dtype=np.float64)

    def __repr__(self) -> str:
        return (
            f"<ProvenOptimum in {len(self.weights) - 1} steps: log_loss {self.log_loss[0]:.12g}, "
            f"at most {self.relative_gap:.3g} above the least>"
        )

    def to_frame(self) -> pd.DataFrame:
        """A row for each step, a column of decimals for each token."""
        return frame(dict(zip(self.tokens, row, strict=True)) for row in self.weights)


def proven_optimum(
    scenario: ScenarioLike | None = None,
    *,
    steps: int | None = None,
    digits: int | None = None,
    normalise: bool = False,
    **keywords: Any,
) -> ProvenOptimum:
    """The schedule of least loss in as many digits as asked, with its proof: ``orthant optimum``.

    Args:
        scenario, normalise: as of :func:`orthant.compare`.
        steps: in place of the scenario's; one number.
        digits: significant ones of each weight (30), at most 10,000.

    >>> best = proven_optimum(tokens=["A", "B"], start=["1/3", "2/3"], target=[0.9, 0.1], steps=5)
    >>> best.relative_gap < Decimal("1e-20"), certify(best).holds
    (True, True)
    """
    of = Request("optimum", scenario, keywords, normalise=normalise, steps=steps)
    of.options["digits"] = whole(digits, "digits", 1, _native.DIGITS_MAX)
    result = of.run()
    data = result["data"]
    return ProvenOptimum(
        tokens=tuple(data["tokens"]),
        weights=tuple(tuple(Decimal(one) for one in row) for row in data["weights"]),
        log_loss=(Decimal(data["log_loss"][0]), Decimal(data["log_loss"][1])),
        bound=Decimal(data["optimum_lower_bound"]),
        relative_gap=Decimal(data["relative_gap_upper_bound"]),
        **result,
    )


def targets() -> tuple[tuple[str, str], ...]:
    """Contracts that :func:`plan` plans for, each a name and a version.

    >>> targets()[0][0]
    'generic'
    """
    return tuple(_native.plan_targets())


_PLAN_HEAD = ("call", "at", "function")


@dataclass(frozen=True, repr=False, eq=False)
class Plan(Result):
    """A plan, whose JSON is its file: what replay and certify read.

    Attributes:
        target: the contract's name.
        tokens: their names.
        log_loss: what the weights lose on the emulated contract, in logs of value.
        bound: proven: no schedule loses less; None where that takes too long.
        calls: each of them, as the JSON has it: function, arguments, calldata, time.
    """

    target: str
    tokens: tuple[str, ...]
    log_loss: float
    bound: str | None
    calls: tuple[Mapping[str, Any], ...]

    def _rows(self) -> list[tuple[object, ...]]:
        return [
            (i + 1, one.get("date"), one.get("function")) for i, one in enumerate(self.calls)
        ]

    def __repr__(self) -> str:
        return (
            f"<Plan for {self.target}: {len(self.calls)} calls, log_loss {self.log_loss:.6g}>\n"
            + table(_PLAN_HEAD, self._rows())
        )

    def _repr_html_(self) -> str:
        return html_table(f"Plan for {self.target}", _PLAN_HEAD, self._rows())

    def to_frame(self) -> pd.DataFrame:
        """A row for each call."""
        return frame(self.calls)


def plan(
    scenario: ScenarioLike | None = None,
    *,
    target: str = "generic",
    calls: int | None = None,
    gas: float | None = None,
    times: str = "free",
    points: str = "optimised",
    legal: bool = False,
    safe: str | None = None,
    pool: str | None = None,
    steps: int | None = None,
    price_volatility: float | Iterable[float] | None = None,
    normalise: bool = False,
    **keywords: Any,
) -> Plan:
    """The calls of a contract that make a move with least loss: ``orthant plan``.

    Args:
        scenario, steps, price_volatility, normalise: as of :func:`orthant.compare`; one number of
            steps, the blocks of the move.
        target: of :func:`targets`. (Among keywords the move's own target is ``target_weights``.)
        calls: how many set points, at most 64; as many as cost least where not given.
        gas: of one call, in the pool's unit.
        times: ``"free"`` or ``"equal"``.
        points: ``"optimised"`` or ``"geodesic"``.
        legal: where the target breaks a rail, plan for the nearest that does not.
        safe: ``"blocks=8,capital=0.5"``: against an attacker who builds so many blocks in a row.
        pool: its address.

    Raises:
        DomainError: where rails cannot be kept, or the contract's rule that refuses.

    >>> made = plan(tokens=["A", "B"], start=[0.5, 0.5], target_weights=[0.9, 0.1], steps=100,
    ...     calls=2)
    >>> len(made.calls), certify(made).holds
    (2, True)
    """
    # `target` is the contract's here; the scenario's has another name among keywords.
    if "target_weights" in keywords:
        keywords["target"] = keywords.pop("target_weights")
    for name, value, known in (
        ("times", times, ("free", "equal")),
        ("points", points, ("optimised", "geodesic")),
    ):
        if value not in known:
            raise BadInput(f"{name}: {value!r}; permitted: {', '.join(known)}")
    of = Request("plan", scenario, keywords, normalise=normalise, steps=steps)
    of.options |= {
        "target": target,
        "calls": whole(calls, "calls", 1, _native.PLAN_CALLS_MAX),
        "gas": number(gas, "gas", 0, 1e200),
        "equal_times": times == "equal",
        "geodesic": points == "geodesic",
        "legal": bool(legal),
        "safe": safe,
        "pool": pool,
        "price_volatility": volatilities(price_volatility),
    }
    result = of.run()
    data = result["data"]
    return Plan(
        target=target,
        tokens=tuple(data["tokens"]),
        log_loss=data["log_loss"],
        bound=data["optimum_lower_bound"],
        calls=tuple(data["calls"]),
        **result,
    )


# ---------------------------------------------------------------- files


def _file(given: Result | str | os.PathLike[str] | Mapping[str, Any]) -> tuple[bytes, str]:
    """The text of a file, and what messages call it."""
    if isinstance(given, Result):
        return given.json.encode(), "plan"
    if not isinstance(given, (str, os.PathLike)):
        if hasattr(given, "keys"):
            return dumps(given), "plan"
        raise TypeError(f"a plan, a file or a mapping is wanted, not {type(given).__name__}")
    name = os.fspath(given)
    if "\0" in name or name in ("", "-"):
        raise BadInput(f"{name!r}; permitted: the name of a file")
    try:
        with open(name, "rb") as stream:
            text = stream.read(_native.FILE_BYTES_MAX + 1)
    except OSError as error:
        raise FileError(f"{name}: {error.strerror}") from None
    if len(text) > _native.FILE_BYTES_MAX:
        raise BadInput(f"{name}: more than {_native.FILE_BYTES_MAX} bytes")
    return text, name


@dataclass(frozen=True, repr=False, eq=False)
class Replay(Result):
    """A plan's calls run on the emulated contract.

    Attributes:
        log_loss: what the weights lose.
        times: of each block, Unix seconds, shape ``(blocks + 1,)``.
        weights: as the chain will see them, in wei (1e-18), uint64, shape ``(blocks + 1, n)``.
    """

    log_loss: float
    times: NDArray[np.int64]
    weights: NDArray[np.uint64]

    def __repr__(self) -> str:
        return f"<Replay of {len(self.times) - 1} blocks: log_loss {self.log_loss:.9g}>"

    def to_frame(self) -> pd.DataFrame:
        """The weights as shares, a row for each block, by time."""
        tokens = self.data["tokens"]
        made = frame(dict(zip(tokens, row, strict=True)) for row in (self.weights * 1e-18).tolist())
        return made.set_index(self.times.astype("datetime64[s]"))


def replay(
    plan: Plan | str | os.PathLike[str] | Mapping[str, Any],
    *,
    present: float | None = None,
    seed: int | None = None,
) -> Replay:
    """Runs a plan's calldata on the emulated contract, block by block: ``orthant replay``.

    Args:
        plan: of :func:`plan`, or a file.
        present: the probability that a block is there; a chain that misses some is run as well.
        seed: of the missed blocks.

    Raises:
        DomainError: where the contract would refuse, with the call and the rule.
    """
    text, name = _file(plan)
    chance = number(present, "present", 0, 1)
    if chance is not None and not 0 < chance < 1:
        raise BadInput(f"present: {chance:g}; permitted: above 0, below 1")
    json, notes = _native.replay(
        text, name, chance or 0.0, whole(seed, "seed", 0, _native.SEED_MAX) or 0
    )
    data = parse(json)
    blocks = data["blocks"]
    return Replay(
        log_loss=data["log_loss"],
        times=np.array([one["at"] for one in blocks], dtype=np.int64),
        weights=np.array(
            [[int(weight) for weight in one["weights"]] for one in blocks], dtype=np.uint64
        ),
        json=json,
        notes=notes,
        data=data,
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

    def __repr__(self) -> str:
        return f"<Certificate: {'holds' if self.holds else 'refused: ' + self.refusal}>"


def certify(
    file: Result | str | os.PathLike[str] | Mapping[str, Any], *, digits: int | None = None
) -> Certificate:
    """Proves what a plan's or a schedule's file says of itself: ``orthant certify``.

    Args:
        file: a :class:`Plan`, or the name of a file: a plan, an optimum, a trajectory.
        digits: of what is proven (30).

    A file that does not hold is no error: ``holds`` is False, and ``refusal`` says what.
    """
    text, name = _file(file)
    wanted = whole(digits, "digits", 1, _native.DIGITS_MAX) or _native.DIGITS_USUAL
    json, holds, refusal = _native.certify(text, name, wanted)
    return Certificate(holds=holds, refusal=refusal, json=json, notes=(), data=parse(json))
