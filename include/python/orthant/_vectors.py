"""Test vectors of contract functions: made, written for other test suites, and checked."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import _native
from ._request import dumps, flag, input_name, whole
from ._results import html_table, table
from ._words import describe, shaped
from .errors import BadInput, FileError, Revert

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ._words import Function, Integers

__all__ = ["Case", "Checked", "Exported", "Mismatch", "check", "export", "vectors"]

_FORMATS = ("json", "csv", "foundry", "abi")
_SUFFIXES = (".json", ".csv", ".json", ".abi")


@dataclass(frozen=True)
class Case:
    """One call: its arguments, and its result or its revert.

    Attributes:
        arguments: integers, lists, or lists of lists, as the signature says.
        result: likewise; None where the call reverted.
        revert: the exception that :func:`orthant.contract.call` raises; None where it did not.
    """

    arguments: tuple[Integers, ...]
    result: Integers | None
    revert: Revert | None


def _sampling(
    count: object, seed: object, digits: object, calm: object
) -> tuple[int, int, int, bool]:
    return (
        whole(count, "count", 1, _native.VECTOR_COUNT_MAX) or 0,
        whole(seed, "seed", 0, 2**64 - 1) or 0,
        whole(digits, "digits", 1, _native.VECTOR_DIGITS_MAX) or 0,
        flag(calm, "calm"),
    )


def _case(function: Function, index: int, seed: int, digits: int, calm: bool) -> Case:
    given = _native.contract_sample(function.name, seed, index, calm)
    reverted, raw, dimensions, lengths = _native.contract_call(function.name, given, digits)
    return Case(
        tuple(
            shaped(words, of.is_signed, dims, rows)
            for (dims, words, rows), of in zip(given, function.parameters, strict=True)
        ),
        None
        if reverted is not None
        else shaped(raw, function.result.is_signed, dimensions, lengths),
        None if reverted is None else Revert(function.name, *reverted),
    )


def vectors(
    name: str, *, count: int = 1000, seed: int = 1, digits: int = 18, calm: bool = False
) -> list[Case]:
    """Test vectors as objects: the cases of :func:`export` with the same count and seed.

    Args:
        name: of :func:`orthant.contract.functions`.
        count: cases, of ordinary arguments and of those at branch edges.
        seed: of the sampling.
        digits: decimals of a function that is only specified, from 1 to 36.
        calm: ordinary arguments only.

    >>> from orthant import contract
    >>> case = contract.vectors("fp_mul_up", count=1)[0]
    >>> case.arguments
    (11552579754496466699, 47816555405846066179)
    >>> case.result == contract.call("fp_mul_up", *case.arguments)
    True
    """
    function = describe(name)
    most, first, decimals, ordinary = _sampling(count, seed, digits, calm)
    return [_case(function, i, first, decimals, ordinary) for i in range(most)]


# ---------------------------------------------------------------- files


@dataclass(frozen=True, repr=False)
class Exported:
    """Test vectors in a format of :func:`export`.

    Attributes:
        function: its name.
        format: ``"json"``, ``"csv"``, ``"foundry"`` or ``"abi"``.
        content: the bytes that the command writes; of ``"foundry"`` those of the JSON file.
    """

    function: str
    format: str
    content: bytes
    _sampled: tuple[int, int, int, bool] = field(repr=False)

    @property
    def text(self) -> str:
        """The content as text; BadInput for ``"abi"``, which is none."""
        if self.format == "abi":
            raise BadInput("text: abi.encode is no text; permitted: content, its bytes")
        return self.content.decode()

    def solidity(self, vectors: str) -> str:
        """Of ``"foundry"``: the test in Solidity, which reads the JSON file of that path."""
        if self.format != "foundry":
            raise BadInput(f"solidity: of {self.format}; permitted: of the format foundry")
        if not isinstance(vectors, str):
            raise TypeError(f"vectors: a path is wanted, not {type(vectors).__name__}")
        count, seed, digits, calm = self._sampled
        return _native.contract_solidity(self.function, vectors, count, seed, digits, calm)

    def save(self, file: str | os.PathLike[str]) -> tuple[Path, ...]:
        """Writes it to a file, or into a folder under the function's name; ``"foundry"`` is two
        files in a folder. What was there is replaced.

        Returns:
            The paths that were written.
        """
        from pathlib import Path

        suffix = _SUFFIXES[_FORMATS.index(self.format)]
        path = Path(file)
        text = os.fspath(file)
        if self.format == "foundry" or text.endswith(os.sep) or path.is_dir():
            path.mkdir(exist_ok=True)
            path = path / f"{self.function}{suffix}"
        path.write_bytes(self.content)
        if self.format != "foundry":
            return (path,)
        test = path.with_suffix(".t.sol")
        test.write_text(self.solidity(str(path)), encoding="utf-8")
        return path, test

    def __repr__(self) -> str:
        return (
            f"<Exported: {self._sampled[0]} cases of {self.function} as {self.format}, "
            f"{len(self.content)} bytes>"
        )


def export(
    name: str,
    *,
    format: str = "json",  # noqa: A002: the option's name
    count: int = 1000,
    seed: int = 1,
    digits: int = 18,
    calm: bool = False,
) -> Exported:
    """Test vectors in the bytes of ``orthant contract export``.

    Args:
        name, count, seed, digits, calm: as of :func:`vectors`.
        format: ``"json"``, which :func:`check` reads, ``"csv"``, ``"foundry"`` (JSON and a test in
            Solidity), or ``"abi"`` (abi.encode of an array for each argument). Functions that take
            or give more than plain lists are JSON only.

    >>> from orthant import contract
    >>> print(contract.export("fp_mul_up", format="csv", count=1).text)
    a,b,out,revert
    11552579754496466699,47816555405846066179,552404569911335844800,
    <BLANKLINE>
    """
    if not isinstance(format, str):
        raise TypeError(f"format: a name is wanted, not {type(format).__name__}")
    if format not in _FORMATS:
        raise BadInput(f"format: {format!r}; permitted: {', '.join(_FORMATS)}")
    describe(name)
    sampled = _sampling(count, seed, digits, calm)
    name = describe(name).name
    return Exported(
        name, format, _native.contract_export(name, _FORMATS.index(format), *sampled), sampled
    )


@dataclass(frozen=True)
class Mismatch:
    """A case of a vector file that does not match; inputs and results are JSON texts.

    Attributes:
        file, place: where it stands, ``"/cases/3"``.
        function: that was called.
        inputs, expected, got: what it was called with, what the file says, what it gave.
    """

    file: str
    place: str
    function: str
    inputs: str
    expected: str
    got: str


_HEAD = ("place", "function", "in", "expected", "got")


@dataclass(frozen=True, repr=False)
class Checked:
    """Vector files beside the emulator. It is true where every case matches and there was one.

    Attributes:
        passed, failed: numbers of cases.
        mismatches: those that failed; of rows of one pool the first.
        notes: what files do not say and was taken as usual.
    """

    passed: int
    failed: int
    mismatches: tuple[Mismatch, ...]
    notes: tuple[str, ...]

    def __bool__(self) -> bool:
        return self.failed == 0 and self.passed > 0

    def _rows(self) -> list[tuple[object, ...]]:
        return [
            (f"{one.file}: {one.place}", one.function, one.inputs, one.expected, one.got)
            for one in self.mismatches[:20]
        ]

    def __repr__(self) -> str:
        head = f"<Checked: {self.passed} passed, {self.failed} failed>"
        return f"{head}\n{table(_HEAD, self._rows())}" if self.mismatches else head

    def _repr_html_(self) -> str:
        return html_table(f"{self.passed} passed, {self.failed} failed", _HEAD, self._rows())


def _given(of: Exported | str | os.PathLike[str] | Mapping[str, Any]) -> tuple[bytes | None, str]:
    """The text, or None where it is a file, and what messages call it."""
    if isinstance(of, Exported):
        return of.content, f"{of.function}.json"
    if isinstance(of, (str, os.PathLike)):
        name = input_name(of, "vectors")
        if not os.path.exists(name):
            raise FileError(f"{name}: No such file or directory")
        return None, name
    if hasattr(of, "keys"):
        return dumps(of, "vectors"), "vectors"
    raise TypeError(f"vectors, a file or a mapping is wanted, not {type(of).__name__}")


def check(*files: Exported | str | os.PathLike[str] | Mapping[str, Any]) -> Checked:
    """Runs the cases of vector files through the emulator: ``orthant contract check``.

    Args:
        files: names of files, mappings of what they would hold, or :class:`Exported` in JSON:
            vectors as :func:`export` writes them, rows read off a pool beside what it stores, or
            operations recorded on a pool as the test data of balancer-maths has them.

    Raises:
        BadInput: for what is no vector file, with its place; FileError. The first such file ends
            it, where the command goes on to the next: call it once a file to have them all.

    >>> from orthant import contract
    >>> contract.check(contract.export("fp_mul_up", count=10))
    <Checked: 10 passed, 0 failed>
    >>> case = {"in": ["1000000000000000000", "7"], "out": "8"}
    >>> contract.check({"function": "fp_mul_up", "cases": [case]}).mismatches[0].got
    '"7"'
    """
    if not files:
        raise TypeError("check: a file is wanted")
    passed, failed, notes = 0, 0, []
    mismatches: list[Mismatch] = []
    for one in files:
        text, name = _given(one)
        good, bad, assumed, found = _native.contract_check(text, name)
        passed, failed = passed + good, failed + bad
        mismatches += [Mismatch(name, *parts) for parts in found]
        if assumed:
            notes.append(f"{name}: {assumed}")
    return Checked(passed, failed, tuple(mismatches), tuple(notes))
