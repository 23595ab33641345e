"""What all results share: the command's JSON, tables for people, frames."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from .reports import Report


def with_pandas() -> Any:
    """pandas; ImportError says how to get it where it is not there."""
    try:
        import pandas
    except ImportError:
        raise ImportError("to_frame needs pandas: pip install 'orthant[frames]'") from None
    return pandas


def _flat(row: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Mappings in a row as columns of their own, KEY_KEY."""
    made: dict[str, Any] = {}
    for key, value in row.items():
        if hasattr(value, "keys"):
            made.update(_flat(value, f"{before}{key}_"))
        else:
            made[before + key] = value
    return made


def _column(values: list[Any], whole: bool) -> Any:
    """Numbers are numbers where some are missing, and where all are."""
    import pandas

    there = [one for one in values if one is not None]
    if len(there) == len(values) or not all(isinstance(one, (int, float)) for one in there):
        return pandas.Series(values)
    if any(isinstance(one, bool) for one in there):
        return pandas.Series(values, dtype="boolean")
    return pandas.Series(values, dtype="Int64" if whole else "float64")


def frame(rows: Iterable[Mapping[str, Any]], whole: Sequence[str] = ()) -> pd.DataFrame:
    """Rows as a DataFrame; columns of the names `whole` are whole numbers, where some are missing
    too."""
    pandas = with_pandas()
    flat = [_flat(row) for row in rows]
    names = list(dict.fromkeys(name for row in flat for name in row))
    # A mapping in one row may be None in another, whose columns are missing then.
    nested = {name for name in names if any(other.startswith(f"{name}_") for other in names)}
    names = [one for one in names
             if one not in nested or any(row.get(one) is not None for row in flat)]
    made: pd.DataFrame = pandas.DataFrame(
        {name: _column([row.get(name) for row in flat], name in whole) for name in names}
    )
    return made


def cell(value: object) -> str:
    """A number as a table shows it."""
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.6g}"
    return str(value)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Columns side by side, as text."""
    cells = [list(head), *([cell(value) for value in row] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    return "\n".join(
        "  ".join(
            text.ljust(width) if i == 0 else text.rjust(width)
            for i, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    )


def html_table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The same for a notebook."""
    from html import escape  # what only some callers need is not imported with the package

    lines = [f"<table><caption>{escape(title)}</caption><thead><tr>"]
    lines += [f"<th>{escape(name)}</th>" for name in head]
    lines.append("</tr></thead><tbody>")
    for row in rows:
        lines.append(
            "<tr>" + "".join(f"<td>{escape(cell(value))}</td>" for value in row) + "</tr>"
        )
    lines.append("</tbody></table>")
    return "".join(lines)


def _key(value: object) -> object:
    """What can be compared and hashed, of all that results hold."""
    if hasattr(value, "tobytes") and hasattr(value, "dtype"):
        return value.shape, value.dtype.str, value.tobytes()  # type: ignore[attr-defined]
    if isinstance(value, Mapping):
        return tuple((name, _key(one)) for name, one in value.items())
    if isinstance(value, (list, tuple)):
        return tuple(_key(one) for one in value)
    if isinstance(value, float) and value != value:
        return "nan"  # one that is not defined is as any other
    return value


class Alike:
    """Equality and hash of dataclasses that hold arrays and mappings: of all that they hold, arrays
    bit by bit."""

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return bool(_key(vars(self)) == _key(vars(other)))

    def __hash__(self) -> int:
        return hash(_key(vars(self)))


@dataclass(frozen=True, repr=False, eq=False)
class Result:
    """A command's result.

    Attributes:
        json: the command's JSON as text, byte for byte what ``--json`` prints.
        notes: what was assumed, a line each: what the command tells as ``note:``.
        data: the JSON as Python has it: dicts, lists, numbers.
    """

    json: str = field(kw_only=True)
    notes: tuple[str, ...] = field(kw_only=True)
    data: Mapping[str, Any] = field(kw_only=True)

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return self.json == other.json

    def __hash__(self) -> int:
        return hash(self.json)

    def _text(self) -> str:
        raise NotImplementedError

    def _html(self) -> str | None:  # None: a notebook shows the text
        return None

    def _noted(self) -> str:
        """That no table shows the notes; "" without any."""
        many = len(self.notes)
        return f"{many} note{'s' * (many != 1)}: see .notes" if many else ""

    def __repr__(self) -> str:
        return "\n".join(filter(None, (self._text(), self._noted())))

    def _repr_html_(self) -> str | None:
        html, noted = self._html(), self._noted()
        return html if html is None or not noted else f"{html}<p>{noted}</p>"

    def save(self, file: str | os.PathLike[str]) -> None:
        """Writes the JSON to a file, whole or not at all, as ``-o`` does; one that is there is
        replaced, and keeps its mode.

        Raises:
            FileError: where it cannot be written.
        """
        from .errors import FileError

        try:
            write_whole(file, self.json.encode())
        except OSError as error:
            raise FileError(f"{os.fspath(file)}: cannot write it: {error.strerror}") from None


@dataclass(frozen=True, repr=False, eq=False)
class OfScenario(Result):
    """A result that knows its scenario, and the prices in place of its market."""

    _origin: Any = field(default=None, kw_only=True)

    def report(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        target: str | None = None,
        gas: float | None = None,
        threads: int | None = None,
    ) -> Report:
        """One page to decide on about the scenario that this is of: :func:`orthant.report` of it,
        with what was said here of steps, paths, prices, seed, contract and gas.

        Args:
            path: a file for the page, written whole or not at all; facts where it ends in
                ``.json``.
            target, gas, threads: as of :func:`orthant.report`.

        Files of the scenario are read again. A result that comes out of a pickle has left prices
        from memory behind.
        """
        from .reports import report_on

        made = report_on(self._origin, target, gas, threads)
        if path is not None:
            made.save(path)
        return made


def write_whole(file: str | os.PathLike[str], content: bytes) -> None:
    """A file with this in it, never with part of it. A new one has the mode that ``open`` gives
    it; devices and pipes, which nothing can take the place of, are written as they stand."""
    import stat
    from secrets import token_hex

    target = os.path.realpath(file)
    old = os.stat(target).st_mode if os.path.exists(target) else None
    if old is not None and not stat.S_ISREG(old):
        with open(target, "wb") as stream:
            stream.write(content)
        return
    name = os.path.join(os.path.dirname(target), f".orthant-{token_hex(8)}")
    with open(name, "xb") as stream:
        try:
            stream.write(content)
            stream.flush()
            if old is not None:
                os.fchmod(stream.fileno(), stat.S_IMODE(old))
            os.replace(name, target)
        except BaseException:
            os.unlink(name)
            raise


class Later(Mapping[str, Any]):
    """The JSON of a result that has its many numbers as arrays: parsed when it is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._data: dict[str, Any] | None = None

    def _parsed(self) -> dict[str, Any]:
        if self._data is None:
            self._data = parse(self._text)
        return self._data

    def __getitem__(self, key: str) -> Any:
        return self._parsed()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parsed())

    def __len__(self) -> int:
        return len(self._parsed())

    def __repr__(self) -> str:
        return repr(self._parsed())

    def __reduce__(self) -> tuple[Any, ...]:
        return Later, (self._text,)


def parse(text: str) -> dict[str, Any]:
    """The command's JSON."""
    import json

    data = json.loads(text)
    assert isinstance(data, dict)
    return data
