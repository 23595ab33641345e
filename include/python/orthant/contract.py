"""Contract arithmetic, to the last wei: Balancer, PRBMath and QuantAMM as the chain computes them.

Integers are Python's, exact to 2**256. Many calls at once take arrays of words: uint64 of shape
``(n, 4)``, the least significant of the four first, two's complement where the signature says
``int256``; :func:`words` and :func:`integers` convert. A call that reverts raises
:class:`~orthant.errors.Revert` with selector and payload. :func:`audit` measures a function against
exact mathematics; :func:`vectors`, :func:`export` and :func:`check` are for test suites.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from . import _later, _native
from ._request import whole
from ._words import (
    Function,
    Parameter,
    argument,
    column,
    describe,
    functions,
    integers,
    of_words,
    shaped,
    words,
)
from .errors import BadInput, Revert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ._audits import Audit, Spread, audit
    from ._vectors import Case, Checked, Exported, Mismatch, check, export, vectors
    from ._words import Integers, Words

__all__ = [
    "Audit",
    "Case",
    "Checked",
    "Exported",
    "Function",
    "Mapped",
    "Mismatch",
    "Parameter",
    "Spread",
    "audit",
    "call",
    "check",
    "describe",
    "export",
    "functions",
    "integers",
    "map",
    "vectors",
    "words",
]

# Where names are that are imported when they are asked for.
_LATER = {
    "Audit": "_audits",
    "Case": "_vectors",
    "Checked": "_vectors",
    "Exported": "_vectors",
    "Mismatch": "_vectors",
    "Spread": "_audits",
    "audit": "_audits",
    "check": "_vectors",
    "export": "_vectors",
    "vectors": "_vectors",
}

__getattr__, __dir__ = _later.attributes(__name__, _LATER)

_each = map  # the name is the module's own below


# ---------------------------------------------------------------- one call


def _count(function: Function, given: int) -> None:
    if given != len(function.parameters):
        raise BadInput(
            f"{function.name} takes {len(function.parameters)} arguments {function.signature}, "
            f"got {given}"
        )


def _digits(given: object) -> int:
    return whole(given, "digits", 1, _native.VECTOR_DIGITS_MAX) or 0


def call(name: str, *arguments: Any, digits: int = 18) -> Integers:
    """Calls a contract function.

    Args:
        name: of :func:`functions`.
        arguments: integers, sequences of them, or sequences of sequences, as the signature says.
        digits: decimals of a function that is only specified, from 1 to 36.

    Returns:
        An ``int``, a list, or a list of lists, as the signature says.

    Raises:
        Revert: with selector and payload, as the EVM returns them.
        BadInput: for an unknown name, a wrong number of arguments, what does not fit 256 bits.

    >>> call("fp_pow_up", 15 * 10**17, 2 * 10**18)
    2250000000000000000
    >>> call("fp_div_down", 1, 0)
    Traceback (most recent call last):
        ...
    orthant.errors.Revert: fp_div_down: reverted: Panic(0x12): division by zero
    """
    function = describe(name)
    _count(function, len(arguments))
    decimals = _digits(digits)
    given = tuple(_each(argument, arguments, function.parameters))
    reverted, raw, dimensions, lengths = _native.contract_call(name, given, decimals)
    if reverted is not None:
        raise Revert(name, *reverted)
    return shaped(raw, function.result.is_signed, dimensions, lengths)


# ---------------------------------------------------------------- many calls


@dataclass(frozen=True, eq=False)
class Mapped:
    """Results of many calls.

    Attributes:
        words: uint64, shape ``(n, 4)``, or ``(n, k, 4)`` of a function that returns arrays; zeros
            of calls that reverted.
        reverted: which calls did, shape ``(n,)``.
        is_signed: whether words are two's complement.
    """

    words: Words
    reverted: NDArray[np.bool_]
    is_signed: bool

    def integers(self) -> list[int] | list[list[int]]:
        """The same as Python's integers."""
        flat = of_words(self.words.reshape(-1, 4), self.is_signed)
        if self.words.ndim == 2:
            return flat
        k = self.words.shape[1]
        return [flat[i : i + k] for i in range(0, len(flat), k)] if k else []

    def __iter__(self) -> Iterator[int | list[int]]:
        """Over :meth:`integers`, made once."""
        return iter(self.integers())

    def __len__(self) -> int:
        return len(self.reverted)

    def __repr__(self) -> str:
        return f"<Mapped: {len(self)} calls, {int(self.reverted.sum())} reverted>"


def map(  # noqa: A001: the name that the thing has
    name: str, *arguments: Any, reverts: Literal["raise", "keep"] = "raise", digits: int = 18
) -> Mapped:
    """Calls a contract function many times.

    Args:
        name: of :func:`functions`; its parameters are integers or arrays of integers.
        arguments: for each parameter words of shape ``(n, 4)``, uint64 (of an array parameter
            ``(n, k, 4)``), or a sequence of n integers; one integer (one array), or n = 1, goes
            with every call.
        reverts: ``"raise"``: the first revert is raised, with the call's number as ``index``;
            ``"keep"``: it is told by ``reverted`` of the result, and its words are zeros.
        digits: as of :func:`call`.

    The GIL is released, and Ctrl-C ends it. Words are not copied.

    >>> out = map("fp_mul_down", [10**18, 2 * 10**18], 3 * 10**18)
    >>> out.integers()
    [3000000000000000000, 6000000000000000000]
    >>> [x / 10**18 for x in out]
    [3.0, 6.0]
    >>> map("fp_div_down", [1, 2], [1, 0], reverts="keep").reverted
    array([False,  True])
    """
    function = describe(name)
    _count(function, len(arguments))
    if not isinstance(reverts, str) or reverts not in ("raise", "keep"):
        raise BadInput(f"reverts: {reverts!r}; permitted: 'raise', 'keep'")
    decimals = _digits(digits)
    if function.result.dimensions > 1:
        raise BadInput(f"{name} returns {function.result.type}; permitted in map: one dimension")
    columns = tuple(_each(column, arguments, function.parameters))
    counts = {column.shape[0] for column in columns} - {1}
    if len(counts) > 1:
        raise BadInput(
            f"{name}: arguments of {' and '.join(str(n) for n in sorted(counts))} calls; "
            "permitted: of one number, or of 1"
        )
    count = counts.pop() if counts else 1
    dimensions = [of.dimensions for of in function.parameters]
    width = 1
    if function.result.dimensions > 0:
        width = _native.contract_width(name, columns, dimensions, count, decimals)
    out = np.empty((count, 4 * width), dtype=np.uint64)
    reverted = np.zeros(count, dtype=np.bool_)
    first = _native.contract_map(
        out, reverted, name, columns, dimensions, reverts == "keep", decimals
    )
    if first is not None:
        index, (payload, says) = first
        raise Revert(name, payload, says, index)
    shape = (count, 4) if function.result.dimensions == 0 else (count, width, 4)
    return Mapped(out.reshape(shape), reverted, function.result.is_signed)
