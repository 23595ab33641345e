"""What goes wrong, one class a kind. The text is the command line's.

Every exception of this package is an :class:`Error`; each is also the built-in exception that a
caller would expect (``ValueError`` for bad input, ``MemoryError`` for a lack of memory ...).
What has a wrong Python type is a ``TypeError`` that names the argument.

>>> import orthant
>>> try:
...     orthant.path("geodisc", [0.5, 0.5], [0.9, 0.1], 10)
... except orthant.Error as error:
...     print(f"{error.kind}: {error}")
bad input: no path is named 'geodisc'; the nearest is 'geodesic'
"""

from __future__ import annotations

from typing import Any

__all__ = [
    "BadInput",
    "DomainError",
    "Error",
    "FileError",
    "Interrupted",
    "NoConvergence",
    "OutOfMemory",
    "Revert",
    "Unsupported",
]


class Error(Exception):
    """What all exceptions of the package have in common; ``str(error)`` is one line.

    Attributes:
        kind: in words, as of the command line: ``"bad input"``, ``"outside the domain"`` ...
    """

    kind: str = "error"


class BadInput(Error, ValueError):
    """A file, an option or a value that a person wrote: place, value and what is permitted."""

    kind = "bad input"


class DomainError(Error, ValueError):
    """Well formed, but the mathematics is not defined there."""

    kind = "outside the domain"


class OutOfMemory(Error, MemoryError):
    """Memory that could not be had."""

    kind = "out of memory"


class FileError(Error, OSError):
    """A file that cannot be read or written."""

    kind = "input or output"


class NoConvergence(Error, ArithmeticError):
    """An iteration that did not arrive."""

    kind = "no convergence"


class Unsupported(Error, NotImplementedError):
    """What this build or this version cannot do."""

    kind = "unsupported"


class Interrupted(Error):
    """Stopped before there was a result. Ctrl-C is Python's ``KeyboardInterrupt``, not this."""

    kind = "interrupted"


class Revert(Error):
    """A contract function that reverted, as it would on the chain.

    Attributes:
        function: its name, ``"fp_div_down"``.
        payload: all bytes that the EVM returns, the selector first.
        selector: the first four of them; fewer where there are no more.
        says: what they mean, ``"Panic(0x12): division by zero"``.
        index: which of the calls of :func:`orthant.contract.map`, from 0; ``None`` of one call.
    """

    kind = "revert"

    def __init__(
        self, function: str, payload: bytes, says: str, index: int | None = None
    ) -> None:
        where = function if index is None else f"{function}, call {index}"
        super().__init__(f"{where}: reverted: {says}")
        self.function = function
        self.payload = payload
        self.says = says
        self.index = index

    @property
    def selector(self) -> bytes:
        """The payload's first four bytes; fewer where there are no more."""
        return self.payload[:4]

    def __reduce__(self) -> tuple[Any, ...]:
        return Revert, (self.function, self.payload, self.says, self.index)


# By the number of orth_status (include/orthant/status.h).
KINDS: tuple[type[Error], ...] = (
    Error,
    BadInput,
    DomainError,
    OutOfMemory,
    FileError,
    NoConvergence,
    Unsupported,
    Interrupted,
)
