"""Prices of a fit or a score: arrays and frames, or files that the library reads."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._arrays import listed
from ._prices import columns_of
from ._request import input_name
from .errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeAlias

    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from ._arrays import Floats
    from ._prices import PricesLike

    #: A file by its name, or with how it is to be read: ``{"file": ..., "price_column": ...}``.
    FileLike: TypeAlias = str | os.PathLike[str] | Mapping[str, object]
    #: Prices in memory; a file of a panel; or a file for each token.
    DataLike: TypeAlias = PricesLike | FileLike | Mapping[str, FileLike]

# What an object in place of a file's name may have: that of a scenario's market.
_KEYS = ("file", "time_column", "price_column", "stamp", "bar", "dates", "where")
_WORDS = {"stamp": ("start", "end"), "dates": ("mdy", "dmy")}


@dataclass(frozen=True)
class Data:
    """As the module has them: an array, or files."""

    tokens: list[str]
    rows: Floats | None
    times: NDArray[np.int64] | None
    files: list[dict[str, str]]
    every: str


def is_file(given: object) -> bool:
    """Whether it is the name of a file, or an object with one."""
    if isinstance(given, (str, os.PathLike)):
        return True
    return isinstance(given, dict) and isinstance(given.get("file"), (str, os.PathLike))


def _text(value: object, name: str) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise TypeError(f"{name}: a text is wanted, not {type(value).__name__}")
    if "\0" in str(value):
        raise BadInput(f"{name}: {value!r}; permitted: a text without NUL")
    return str(value)


def _described(given: Any, name: str) -> dict[str, str]:
    """A file as the module has it."""
    if isinstance(given, (str, os.PathLike)):
        return {"file": input_name(given, name)}
    made: dict[str, str] = {}
    for key, value in given.items():
        if key not in _KEYS:
            raise BadInput(f"{name}: {key!r}; permitted: {', '.join(_KEYS)}")
        if key == "file":
            made[key] = input_name(value, name)
        elif key == "where":
            for column, wanted in value.items():
                made[f"where.{_text(column, name)}"] = _text(wanted, name)
        else:
            made[key] = _text(value, f"{name}: {key}")
            if made[key] not in _WORDS.get(key, (made[key],)):
                raise BadInput(
                    f"{name}: {key}: {value!r}; permitted: {', '.join(_WORDS[key])}"
                )
    return made


def _names(tokens: Iterable[str] | None) -> list[str]:
    names = [tokens] if isinstance(tokens, str) else listed(
        () if tokens is None else tokens, "tokens", "names"
    )
    if any(not isinstance(name, str) for name in names):
        raise TypeError("tokens: names are wanted")
    if not names or len(names) > 64 or len(set(names)) < len(names):
        raise BadInput(f"tokens: {names}; permitted: from 1 to 64 different names")
    if any("\0" in name or not name for name in names):
        raise BadInput("tokens: an empty name; permitted: a text without NUL")
    return names


def data_of(
    prices: DataLike,
    tokens: Iterable[str] | None,
    times: ArrayLike | None,
    every: str | None = None,
) -> Data:
    """What a caller gave, as the module has it."""
    given: Any = prices
    span = "" if every is None else _text(every, "every")
    if is_file(given) and (tokens is not None or not isinstance(given, dict)):
        names = _names(tokens)
        files = [_described(given, "prices")]
        if len(names) == 1:
            files[0]["token"] = names[0]
    elif isinstance(given, dict) and given and all(is_file(one) for one in given.values()):
        names = _names(given)
        if tokens is not None and list(tokens) != names:
            raise BadInput("tokens: beside files that have names; permitted: of one file")
        files = [{**_described(one, f"prices of {n}"), "token": n} for n, one in given.items()]
    else:
        if isinstance(given, dict) and any(is_file(one) for one in given.values()):
            raise BadInput("prices: files beside arrays; permitted: all of one kind")
        if every is not None:
            raise BadInput("every: of prices in memory; permitted: of files")
        names, rows, stamps = columns_of(given, tokens, times)
        return Data(names, rows, stamps, [], "")
    if times is not None:
        raise BadInput("times: beside files; permitted: of an array")
    return Data(names, None, None, files, span)
