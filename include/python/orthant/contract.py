"""Contract arithmetic, to the last wei: Balancer, PRBMath and QuantAMM as the chain computes them.

Integers are Python's, exact to 2**256. Many calls at once take arrays of words: uint64 of shape
``(n, 4)``, the least significant of the four first, two's complement where the signature says
``int256``; :func:`words` and :func:`integers` convert. A call that reverts raises
:class:`~orthant.errors.Revert` with selector and payload.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from . import _native
from ._arrays import aligned
from .errors import BadInput, Revert

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TypeAlias

    from numpy.typing import NDArray

    Words: TypeAlias = NDArray[np.uint64]
    Integers: TypeAlias = int | list[int] | list[list[int]]

__all__ = [
    "Function",
    "Mapped",
    "Parameter",
    "call",
    "describe",
    "functions",
    "integers",
    "map",
    "words",
]


@dataclass(frozen=True)
class Parameter:
    """A parameter or a result: its name, and its type as the signature gives it.

    ``dimensions`` is 0 for one integer, 1 for an array, 2 for an array of arrays.
    """

    name: str
    is_signed: bool
    dimensions: int

    @property
    def type(self) -> str:
        """``"uint256"``, ``"int256[]"``."""
        return ("int256" if self.is_signed else "uint256") + "[]" * self.dimensions


@dataclass(frozen=True)
class Function:
    """A function of a contract: where it is from, and what it takes."""

    name: str
    contract: str
    version: str
    source: str
    signature: str
    parameters: tuple[Parameter, ...]
    result: Parameter


def _function(entry: tuple[Any, ...]) -> Function:
    name, contract, version, source, signature, parameters, result = entry
    return Function(
        name,
        contract,
        version,
        source,
        signature,
        tuple(Parameter(*one) for one in parameters),
        Parameter(*result),
    )


def functions() -> tuple[Function, ...]:
    """All of them, in the order of ``orthant contract list``.

    >>> functions()[0].signature
    '(uint256 a, uint256 b) -> uint256'
    """
    return tuple(_function(entry) for entry in _native.contract_functions())


@lru_cache(maxsize=None)
def describe(name: str) -> Function:
    """The function of that name; BadInput with the nearest names where there is none."""
    return _function(_native.contract_describe(name))


_each = map  # the name is the module's own below


# ---------------------------------------------------------------- integers and words


def _word(value: object, of: Parameter) -> bytes:
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise TypeError(f"{of.name}: an integer is wanted ({of.type}), not {type(value).__name__}")
    number: int = value.__index__()
    try:
        return number.to_bytes(32, "little", signed=of.is_signed)
    except OverflowError:
        if number.bit_length() > 512:  # more digits than a message has room for
            raise BadInput(
                f"{of.name}: an integer of {number.bit_length()} bits does not fit {of.type[:7]}"
            ) from None
        return _native.contract_parse(of.name, of.is_signed, str(number))  # its error


def _sequence(value: object, of: Parameter) -> Sequence[Any]:
    if isinstance(value, np.ndarray):
        return value.tolist() if value.ndim else [value]
    if isinstance(value, (str, bytes)) or not hasattr(value, "__len__"):
        raise TypeError(f"{of.name}: a sequence is wanted ({of.type})")
    return value  # type: ignore[return-value]


def _argument(value: object, of: Parameter) -> tuple[int, bytes, tuple[int, ...]]:
    if of.dimensions == 0:
        return 0, _word(value, of), ()
    if of.dimensions == 1:
        return 1, b"".join(_word(one, of) for one in _sequence(value, of)), ()
    rows = [[_word(one, of) for one in _sequence(row, of)] for row in _sequence(value, of)]
    for row in rows:
        if len(row) > 65535:
            raise BadInput(f"{of.name}: a row of {len(row)} integers; permitted: at most 4096")
    return 2, b"".join(b"".join(row) for row in rows), tuple(len(row) for row in rows)


def _integers(raw: bytes, is_signed: bool) -> list[int]:
    return [
        int.from_bytes(raw[at : at + 32], "little", signed=is_signed)
        for at in range(0, len(raw), 32)
    ]


def _of_words(rows: Words, is_signed: bool) -> list[int]:
    """The same of an array (n, 4); most integers are short, and need fewer limbs."""
    if rows[:, 2:].any():
        return _integers(np.ascontiguousarray(rows, dtype="<u8").tobytes(), is_signed)
    low: list[int] = rows[:, 0].tolist()
    if not rows[:, 1].any():
        return low
    return [a | b << 64 for a, b in zip(low, rows[:, 1].tolist(), strict=True)]


def words(values: Iterable[int], *, signed: bool = False) -> Words:
    """Integers as words, shape ``(n, 4)``.

    >>> words([1, 2**64])
    array([[1, 0, 0, 0],
           [0, 1, 0, 0]], dtype=uint64)
    """
    of = Parameter("values", signed, 0)
    if isinstance(values, np.ndarray):
        values = values.tolist()
    raw = b"".join(_word(one, of) for one in values)
    return np.frombuffer(raw, dtype="<u8").reshape(-1, 4).astype(np.uint64)


def integers(words: NDArray[Any], *, signed: bool = False) -> list[int]:
    """Words of shape ``(n, 4)`` as Python's integers.

    >>> integers(words([7, 2**255]))[0]
    7
    """
    array = np.asarray(words)
    if array.dtype != np.uint64 or array.ndim != 2 or array.shape[1] != 4:
        raise BadInput(
            f"words has dtype {array.dtype} and shape {array.shape}; permitted: uint64 of (n, 4)"
        )
    return _of_words(array, signed)


# ---------------------------------------------------------------- one call


def _count(function: Function, given: int) -> None:
    if given != len(function.parameters):
        raise BadInput(
            f"{function.name} takes {len(function.parameters)} arguments {function.signature}, "
            f"got {given}"
        )


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
    if not isinstance(digits, int) or not 1 <= digits <= 36:
        raise BadInput(f"digits: {digits!r}; permitted: from 1 to 36")
    given = tuple(_each(_argument, arguments, function.parameters))
    reverted, raw, dimensions, lengths = _native.contract_call(name, given, digits)
    if reverted is not None:
        raise Revert(name, *reverted)
    made = _integers(raw, function.result.is_signed)
    if dimensions == 0:
        return made[0]
    if dimensions == 1:
        return made
    rows, at = [], 0
    for length in lengths:
        rows.append(made[at : at + length])
        at += length
    return rows


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
        flat = _of_words(self.words.reshape(-1, 4), self.is_signed)
        if self.words.ndim == 2:
            return flat
        k = self.words.shape[1]
        return [flat[i : i + k] for i in range(0, len(flat), k)] if k else []

    def __len__(self) -> int:
        return len(self.reverted)

    def __repr__(self) -> str:
        return f"<Mapped: {len(self)} calls, {int(self.reverted.sum())} reverted>"


def _is_words(array: NDArray[Any], of: Parameter) -> bool:
    """Words of one call or of many: of uint64, with the four limbs as the last dimension."""
    return array.dtype == np.uint64 and array.ndim >= of.dimensions + 2 and array.shape[-1] == 4


def _column(value: Any, of: Parameter) -> Words:
    """An argument of many calls as words of shape (n or 1, k, 4)."""
    if of.dimensions > 1:
        raise BadInput(f"{of.name} is {of.type}; permitted in map: integers and arrays of them")
    if isinstance(value, np.ndarray) and _is_words(value, of):
        array = aligned(np.ascontiguousarray(value))
        if array.ndim != of.dimensions + 2:
            raise BadInput(
                f"{of.name}: words of shape {array.shape}; permitted: "
                + ("(n, 4)" if of.dimensions == 0 else "(n, k, 4)")
            )
        return array.reshape(array.shape[0], -1 if array.size else 1, 4)
    if hasattr(value, "__index__") and not isinstance(value, np.ndarray):
        value = [value]
    sequence = _sequence(value, of)
    if of.dimensions == 0:
        return _quick_words(sequence, of).reshape(-1, 1, 4)
    if len(sequence) > 0 and not hasattr(sequence[0], "__len__"):
        sequence = [sequence]  # the same array in each call
    made = [_argument(one, of)[1] for one in sequence]
    if len({len(one) for one in made}) > 1:
        raise BadInput(f"{of.name}: arrays of different lengths; permitted in map: of one length")
    raw = np.frombuffer(b"".join(made), dtype="<u8").astype(np.uint64)
    return raw.reshape(len(made), -1 if raw.size else 0, 4)


def _quick_words(sequence: Sequence[Any], of: Parameter) -> Words:
    raw = b""
    if set(_each(type, sequence)) <= {int}:  # nearly always, and without a function call each
        try:
            raw = b"".join([one.to_bytes(32, "little", signed=of.is_signed) for one in sequence])
        except OverflowError:
            pass
    if not raw:
        raw = b"".join([_word(one, of) for one in sequence])
    return np.frombuffer(raw, dtype="<u8").astype(np.uint64).reshape(-1, 4)


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

    The GIL is released. Words are not copied.

    >>> out = map("fp_mul_down", [10**18, 2 * 10**18], 3 * 10**18)
    >>> out.integers()
    [3000000000000000000, 6000000000000000000]
    >>> map("fp_div_down", [1, 2], [1, 0], reverts="keep").reverted
    array([False,  True])
    """
    function = describe(name)
    _count(function, len(arguments))
    if reverts not in ("raise", "keep"):
        raise BadInput(f"reverts: {reverts!r}; permitted: 'raise', 'keep'")
    if function.result.dimensions > 1:
        raise BadInput(f"{name} returns {function.result.type}; permitted in map: one dimension")
    columns = tuple(_each(_column, arguments, function.parameters))
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
        width = _native.contract_width(name, columns, dimensions, count, digits)
    out = np.empty((count, 4 * width), dtype=np.uint64)
    reverted = np.zeros(count, dtype=np.bool_)
    first = _native.contract_map(
        out, reverted, name, columns, dimensions, reverts == "keep", digits
    )
    if first is not None:
        index, (payload, says) = first
        raise Revert(name, payload, says, index)
    shape = (count, 4) if function.result.dimensions == 0 else (count, width, 4)
    return Mapped(out.reshape(shape), reverted, function.result.is_signed)
