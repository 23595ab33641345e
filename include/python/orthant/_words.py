"""Integers of a contract and the words that stand for them, by the types of signatures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _native
from ._arrays import aligned, listed, plain_text
from .errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TypeAlias

    from numpy.typing import NDArray

    Words: TypeAlias = NDArray[np.uint64]
    Integers: TypeAlias = int | list[int] | list[list[int]]


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


def functions(word: str = "") -> tuple[Function, ...]:
    """All of them, in the order of ``orthant contract list``; those at the end are only specified.

    Args:
        word: only those that have it in their name, their contract's, its version or the name that
            they have there; small letters and capitals are the same.

    >>> functions()[0].signature
    '(uint256 a, uint256 b) -> uint256'
    >>> [one.name for one in functions("fp_pow_up")]
    ['fp_pow_up']
    """
    wanted = plain_text(word, "word").casefold()
    return tuple(
        one
        for one in map(_function, _native.contract_functions())
        if any(
            wanted in name.casefold() for name in (one.name, one.contract, one.version, one.source)
        )
    )


@lru_cache(maxsize=None)
def _described(name: str) -> Function:
    return _function(_native.contract_describe(plain_text(name, "name")))


def describe(name: str) -> Function:
    """The function of that name; BadInput with the nearest names where there is none."""
    try:
        return _described(name)
    except TypeError:  # by its being kept, too
        raise TypeError(f"name: a text is wanted, not {type(name).__name__}") from None


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


def argument(value: object, of: Parameter) -> tuple[int, bytes, tuple[int, ...]]:
    """One argument of a call as its dimensions, its words and the lengths of its rows."""
    if of.dimensions == 0:
        return 0, _word(value, of), ()
    if of.dimensions == 1:
        return 1, b"".join(_word(one, of) for one in _sequence(value, of)), ()
    rows = [[_word(one, of) for one in _sequence(row, of)] for row in _sequence(value, of)]
    for row in rows:
        if len(row) > 65535:
            raise BadInput(f"{of.name}: a row of {len(row)} integers; permitted: at most 4096")
    return 2, b"".join(b"".join(row) for row in rows), tuple(len(row) for row in rows)


def plain_integers(raw: bytes, is_signed: bool) -> list[int]:
    """The integers of words."""
    return [
        int.from_bytes(raw[at : at + 32], "little", signed=is_signed)
        for at in range(0, len(raw), 32)
    ]


def shaped(
    raw: bytes, is_signed: bool, dimensions: int, lengths: Sequence[int]
) -> Integers:
    """An integer, a list, or a list of lists."""
    made = plain_integers(raw, is_signed)
    if dimensions == 0:
        return made[0]
    if dimensions == 1:
        return made
    rows, at = [], 0
    for length in lengths:
        rows.append(made[at : at + length])
        at += length
    return rows


def of_words(rows: Words, is_signed: bool) -> list[int]:
    """The same of an array (n, 4); most integers are short, and need fewer limbs."""
    if rows[:, 2:].any():
        return plain_integers(np.ascontiguousarray(rows, dtype="<u8").tobytes(), is_signed)
    low: list[int] = rows[:, 0].tolist()
    if not rows[:, 1].any():
        return low
    return [a | b << 64 for a, b in zip(low, rows[:, 1].tolist(), strict=True)]


def words(values: Iterable[int], *, signed: bool = False) -> Words:
    """Integers as words, shape ``(n, 4)``.

    Args:
        values: Python's integers, below 2**256; with ``signed`` from -2**255, below 2**255.
        signed: two's complement.

    Raises:
        BadInput: for what does not fit 256 bits.

    >>> words([1, 2**64])
    array([[1, 0, 0, 0],
           [0, 1, 0, 0]], dtype=uint64)
    """
    of = Parameter("values", signed, 0)
    raw = b"".join(_word(one, of) for one in listed(values, "values", "integers"))
    return np.frombuffer(raw, dtype="<u8").reshape(-1, 4).astype(np.uint64)


def integers(words: NDArray[Any], *, signed: bool = False) -> list[int]:
    """Words of shape ``(n, 4)`` as Python's integers.

    Args:
        words: uint64, the least significant first.
        signed: two's complement.

    Raises:
        BadInput: for another dtype or shape.

    >>> integers(words([7, 2**255]))[0]
    7
    """
    if not hasattr(words, "dtype"):
        raise BadInput(
            f"words is no array, but {type(words).__name__}; permitted: uint64 of (n, 4)"
        )
    array = np.asarray(words)
    if array.dtype.kind == "u" and array.dtype.itemsize == 8:  # of any order of bytes
        array = array.astype(np.uint64, copy=False)
    if array.dtype != np.uint64 or array.ndim != 2 or array.shape[1] != 4:
        raise BadInput(
            f"words has dtype {array.dtype} and shape {array.shape}; permitted: uint64 of (n, 4)"
        )
    return of_words(array, signed)


# ---------------------------------------------------------------- arguments of many calls


def _is_words(array: NDArray[Any], of: Parameter) -> bool:
    """Words of one call or of many: of uint64, with the four limbs as the last dimension."""
    is_uint64 = array.dtype.kind == "u" and array.dtype.itemsize == 8  # of any order of bytes
    return is_uint64 and array.ndim >= of.dimensions + 2 and array.shape[-1] == 4


def column(value: Any, of: Parameter) -> Words:
    """An argument of many calls as words of shape (n or 1, k, 4)."""
    if of.dimensions > 1:
        raise BadInput(f"{of.name} is {of.type}; permitted in map: integers and arrays of them")
    if isinstance(value, np.ndarray) and _is_words(value, of):
        array = aligned(np.ascontiguousarray(value, dtype=np.uint64))
        if array.ndim != of.dimensions + 2:
            raise BadInput(
                f"{of.name}: words of shape {array.shape}; permitted: "
                + ("(n, 4)" if of.dimensions == 0 else "(n, k, 4)")
            )
        return array.reshape(array.shape[0], -1 if array.size else 1, 4)
    if isinstance(value, np.ndarray) and value.ndim > of.dimensions + 1:
        raise BadInput(
            f"{of.name}: an array of {value.dtype} and shape {value.shape}; permitted: words, "
            f"uint64 of {'(n, 4)' if of.dimensions == 0 else '(n, k, 4)'}, or integers of "
            f"{'(n,)' if of.dimensions == 0 else '(n, k)'}"
        )
    if hasattr(value, "__index__") and not isinstance(value, np.ndarray):
        value = [value]
    sequence = _sequence(value, of)
    if of.dimensions == 0:
        return _quick_words(sequence, of).reshape(-1, 1, 4)
    if len(sequence) > 0 and not hasattr(sequence[0], "__len__"):
        sequence = [sequence]  # the same array in each call
    made = [argument(one, of)[1] for one in sequence]
    if len({len(one) for one in made}) > 1:
        raise BadInput(f"{of.name}: arrays of different lengths; permitted in map: of one length")
    raw = np.frombuffer(b"".join(made), dtype="<u8").astype(np.uint64)
    return raw.reshape(len(made), -1 if raw.size else 0, 4)


def _quick_words(sequence: Sequence[Any], of: Parameter) -> Words:
    raw = b""
    if set(map(type, sequence)) <= {int}:  # nearly always, and without a function call each
        try:
            raw = b"".join([one.to_bytes(32, "little", signed=of.is_signed) for one in sequence])
        except OverflowError:
            pass
    if not raw:
        raw = b"".join([_word(one, of) for one in sequence])
    return np.frombuffer(raw, dtype="<u8").astype(np.uint64).reshape(-1, 4)
