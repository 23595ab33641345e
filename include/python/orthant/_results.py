"""What all results share: the command's JSON, tables for people, frames."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd


def frame(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as a DataFrame; ImportError says how to get pandas where it is not there."""
    try:
        import pandas
    except ImportError:
        raise ImportError("to_frame needs pandas: pip install 'orthant[frames]'") from None
    return pandas.DataFrame(list(rows))


def axes(given: Any) -> Any:
    """The axes to draw on; ImportError likewise."""
    if given is not None:
        return given
    try:
        import matplotlib.pyplot as pyplot
    except ImportError:
        raise ImportError("plot needs matplotlib: pip install 'orthant[pictures]'") from None
    return pyplot.subplots()[1]


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

    def save(self, file: str) -> None:
        """Writes the JSON to a file, as ``-o`` does but for a file that is there: it is replaced
        when all is written."""
        import os
        import tempfile

        folder = os.path.dirname(os.path.abspath(file))
        handle, name = tempfile.mkstemp(dir=folder, prefix=".orthant-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
                stream.write(self.json)
            os.replace(name, file)
        except BaseException:
            os.unlink(name)
            raise


def parse(text: str) -> dict[str, Any]:
    """The command's JSON."""
    import json

    data = json.loads(text)
    assert isinstance(data, dict)
    return data
