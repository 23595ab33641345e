"""Arrays as the C library has them: float64, rows one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from numpy.typing import ArrayLike, NDArray

    Floats: TypeAlias = NDArray[np.float64]

# Kinds of dtypes whose values are numbers: whole, unsigned, floating.
_NUMBERS = "iuf"


def floats(given: ArrayLike, name: str) -> Floats:
    """``given`` as float64 in C order: itself where it is that already, else a copy.

    Raises TypeError for what is not numbers: texts, objects, complex numbers, booleans.
    """
    if type(given) is np.ndarray:
        array: NDArray[Any] = given
    else:
        try:
            array = np.asarray(given)
        except ValueError as error:  # rows of different lengths
            raise BadInput(f"{name}: {error}") from None
    if array.dtype.kind not in _NUMBERS and array.size > 0:
        raise TypeError(f"{name}: numbers are wanted, not {array.dtype}{_odd(array)}")
    if np.ma.isMaskedArray(given) and np.ma.is_masked(given):
        raise BadInput(f"{name}: values are masked; permitted: numbers in every place")
    return aligned(np.ascontiguousarray(array, dtype=np.float64))


def _odd(array: NDArray[Any]) -> str:
    """The first thing among objects that is no number, which a reader of files has left there."""
    if array.dtype.kind == "O":
        for row, one in enumerate(array.flat):
            if type(one) not in (int, float):
                return f": number {row} is {str(one) if one is None else one!r:.60}"
    return ""


def aligned(array: NDArray[Any]) -> NDArray[Any]:
    """A copy where numbers do not lie where the machine's do: views of bytes, packed records."""
    return array if array.flags.aligned else array.copy()


def points(given: ArrayLike, name: str) -> Floats:
    """The same, of one dimension or more."""
    array = floats(given, name)
    if np.ndim(given) == 0 or array.shape[-1] == 0:
        what = "one number" if np.ndim(given) == 0 else "no weights"
        raise BadInput(f"{name}: {what}; permitted: an array of weights")
    return array


def as_rows(array: Floats) -> Floats:
    """All dimensions but the last as one."""
    if array.ndim == 2:
        return array
    n = array.shape[-1]
    return array.reshape(array.size // n, n)


def paired(
    a: ArrayLike, b: ArrayLike, first: str, second: str
) -> tuple[Floats, Floats, tuple[int, ...]]:
    """Two arrays of points as rows, and the shape without the last dimension of both together.

    Points of one dimension go with every row of the other; else both have one shape.
    """
    x, y = points(a, first), points(b, second)
    if x.shape[-1] != y.shape[-1]:
        raise BadInput(
            f"{first} has {x.shape[-1]} weights in a row and {second} {y.shape[-1]}; "
            "permitted: as many in both"
        )
    if x.ndim > 1 and y.ndim > 1 and x.shape != y.shape:
        raise BadInput(
            f"{first} has shape {x.shape} and {second} {y.shape}; permitted: one shape, or one "
            "point beside rows"
        )
    shape = x.shape[:-1] if x.ndim > 1 else y.shape[:-1]
    return as_rows(x), as_rows(y), shape


def ends(start: ArrayLike, target: ArrayLike) -> tuple[Floats, Floats]:
    """Both ends of a move: one point each, of one length."""
    u, w = points(start, "start"), points(target, "target")
    if u.ndim != 1 or w.ndim != 1 or u.shape != w.shape:
        raise BadInput(
            f"start has shape {u.shape} and target {w.shape}; permitted: two points of as many "
            "weights, of shape (n,)"
        )
    return u, w


def whole_number(value: Any, name: str) -> int:
    """A whole number of Python's or NumPy's; arrays of one are none, nor are truth values."""
    try:
        if isinstance(value, bool) or not hasattr(value, "__index__"):
            raise TypeError
        return int(value.__index__())
    except TypeError:
        raise TypeError(f"{name}: a whole number is wanted, not {_kind(value)}") from None


def real_number(value: Any, name: str) -> float:
    """A number that a double has room for, likewise."""
    try:
        is_truth = isinstance(value, bool) or getattr(value, "dtype", None) == np.bool_
        if is_truth or np.ndim(value) > 0 or not hasattr(value, "__float__"):
            raise TypeError
        return float(value)
    except OverflowError:
        raise BadInput(f"{name}: an integer of more digits than a double has room for") from None
    except (TypeError, ValueError):
        raise TypeError(f"{name}: a number is wanted, not {_kind(value)}") from None


def encodable(value: str, name: str) -> str:
    """The text, which the library takes as UTF-8."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise BadInput(f"{name}: {value!r}; permitted: a text that UTF-8 has") from None
    return value


def plain_text(value: object, name: str) -> str:
    """A name, or another text."""
    if not isinstance(value, str):
        raise TypeError(f"{name}: a text is wanted, not {_kind(value)}")
    if "\0" in value:  # where the library's text would end
        raise BadInput(f"{name}: {value!r}; permitted: a text without NUL")
    return encodable(value, name)


def listed(values: Any, name: str, what: str) -> list[Any]:
    """Several things as a list."""
    if isinstance(values, np.ndarray):
        values = values.tolist()
    if isinstance(values, (str, bytes)) or not hasattr(values, "__iter__"):
        raise TypeError(f"{name}: {what} are wanted, not {_kind(values)}")
    return list(values)


def _kind(value: object) -> str:
    name = type(value).__name__
    return f"{name} of shape {value.shape}" if isinstance(value, np.ndarray) else name


def step_count(steps: object, most: int) -> int:
    """A number of steps."""
    count = whole_number(steps, "steps")
    if not 1 <= count <= most:
        raise BadInput(f"steps: {count} is out of range; permitted: from 1 to {most}")
    return count


def empty(shape: Sequence[int]) -> Floats:
    """Room for results. NumPy promises memory that the machine may not have, so it is asked."""
    import os

    from .errors import OutOfMemory

    count = 8
    for size in shape:
        count *= size
    if count > 1 << 28:
        machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        if count > machine:
            raise OutOfMemory(
                f"the result takes {count / 2**30:.3g} GiB; this machine has "
                f"{machine / 2**30:.3g} GiB"
            )
    return np.empty(tuple(shape))
