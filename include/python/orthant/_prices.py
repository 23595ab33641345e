"""Prices as callers have them, as rows in the order of the tokens."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING, Any

import numpy as np

from ._arrays import floats, listed
from ._times import microseconds
from .errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Protocol, TypeAlias

    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    class Priced(Protocol):
        """What prices may be put into: a request, a study."""

        prices: NDArray[np.float64] | None
        times: NDArray[np.int64] | None
        given: tuple[Any, Any]

        def tokens(self) -> list[str]: ...

    PricesLike: TypeAlias = ArrayLike | pd.DataFrame | Mapping[str, ArrayLike | pd.Series[float]]

# What columns of times are called, as price files have them.
_TIME_NAMES = frozenset(
    ("time", "timestamp", "datetime", "date", "unix", "open time", "close time", "snapped at")
)


def _no_token(name: str, column: Any, tokens: list[str]) -> BadInput:
    """A column too many, and where it belongs if it has times."""
    dtype = getattr(column, "dtype", None)
    where = ""
    if getattr(dtype, "kind", "") == "M" or name.lower().replace("_", " ") in _TIME_NAMES:
        where = f" (times are the index: frame.set_index({name!r}))"
    return BadInput(f"prices: {name!r} is no token; permitted: {', '.join(tokens)}{where}")


def _by_name(given: Mapping[str, Any], names: Iterable[object]) -> dict[str, Any]:
    """Columns by their names as text, each of which stands for one."""
    made: dict[str, Any] = {}
    for name in names:
        if str(name) in made:
            raise BadInput(f"prices: two columns are called {str(name)!r}; permitted: one")
        made[str(name)] = given[name]  # type: ignore[index]
    return made


def _columns(
    given: dict[str, Any], tokens: list[str], numeraire: Callable[[], str | None]
) -> tuple[NDArray[np.float64], NDArray[np.int64] | None, str | None]:
    """A column for each token, of one index where they have one; and who has none."""
    for name, column in given.items():
        if name not in tokens:
            raise _no_token(name, column, tokens)
    missing = [token for token in tokens if token not in given]
    if len(missing) > 1:
        raise BadInput(
            f"prices: none of {' and '.join(missing)}; permitted: one token without, which is "
            "priced 1"
        )
    if missing:
        unit = numeraire()
        if unit is not None and unit != missing[0]:
            raise BadInput(
                f"prices: none of {missing[0]}; permitted: none of {unit} alone, which is "
                "/market/numeraire of the scenario"
            )
    series = {token: given[token] for token in tokens if token in given}
    indexes = {token: one.index for token, one in series.items() if hasattr(one, "index")
               and hasattr(one, "to_numpy")}
    first = next(iter(indexes.values()), None)
    for token, index in indexes.items():
        if not index.equals(first):
            raise BadInput(
                f"prices: the times of {token!r} are not those of {next(iter(indexes))!r}; "
                "permitted: one index for all (pandas.concat joins them)"
            )
    for token, one in series.items():
        if isinstance(one, (str, bytes, PathLike)):
            raise TypeError(
                f"prices of {token}: numbers are wanted, not the name of a file; files are named "
                "in the scenario: market.files"
            )
    arrays = {token: floats(one, f"prices of {token}") for token, one in series.items()}
    lengths = {array.shape for array in arrays.values()}
    if len(lengths) > 1 or any(array.ndim != 1 for array in arrays.values()):
        raise BadInput(
            "prices: shapes "
            + ", ".join(f"{token} {array.shape}" for token, array in arrays.items())
            + "; permitted: (rows,), the same of all"
        )
    rows = lengths.pop()[0] if lengths else 0
    made = np.ones((rows, len(tokens)))
    for i, token in enumerate(tokens):
        if token in arrays:
            made[:, i] = arrays[token]
    stamps = None if first is None else microseconds(first, "prices")
    return made, stamps, missing[0] if missing else None


def _no_unit() -> None:
    return None


def _prices(
    given: Any, tokens: Callable[[], list[str]], numeraire: Callable[[], str | None] = _no_unit
) -> tuple[NDArray[np.float64], NDArray[np.int64] | None, str | None]:
    """(rows, n) in the tokens' order, times, and the token that is priced 1 for want of a column.

    An array stays as it is; a frame too where its columns are the tokens in their order and its
    block is one in C order. Frames of other packages than pandas have no index, and no times."""
    if hasattr(given, "columns") and hasattr(given, "to_numpy"):
        names = tokens()
        if list(given.columns) == names:
            index = getattr(given, "index", None)
            stamps = None if index is None else microseconds(index, "prices")
            return floats(given.to_numpy(), "prices"), stamps, None
        return _columns(_by_name(given, given.columns), names, numeraire)
    if hasattr(given, "index") and hasattr(given, "to_numpy"):
        raise BadInput('prices: one Series; permitted: of each token, as {"BTC": series, ...}')
    if hasattr(given, "keys") and hasattr(given, "__getitem__"):
        return _columns(_by_name(given, given.keys()), tokens(), numeraire)
    if isinstance(given, (str, bytes, PathLike)):
        raise TypeError(
            "prices: an array, a frame or a mapping is wanted, not the name of a file; files are "
            "named in the scenario: market.file, market.files"
        )
    array = floats(given, "prices")
    if array.ndim != 2 or array.shape[1] == 0:
        raise BadInput(f"prices has shape {array.shape}; permitted: (rows, tokens)")
    return array, None, None


def _stamps(
    times: Any, own: NDArray[np.int64] | None, rows: int
) -> NDArray[np.int64] | None:
    """Times that are given beside prices."""
    if own is not None:
        raise BadInput("times: beside prices that have dates; permitted: one of the two")
    stamps = microseconds(times, "times")
    if stamps is not None and stamps.shape != (rows,):
        raise BadInput(f"times has shape {stamps.shape}; permitted: ({rows},), as many as rows")
    return stamps


def take_prices(of: Priced, prices: PricesLike | None, times: ArrayLike | None) -> None:
    """Puts them, where there are any, in place of the scenario's market. What knows its numeraire
    and has notes is a request."""
    if prices is not None:
        numeraire = getattr(of, "numeraire", _no_unit)
        of.prices, of.times, alone = _prices(prices, of.tokens, numeraire)
        notes: list[str] | None = getattr(of, "notes", None)
        of.given = prices, times
        if alone is not None and notes is not None:
            notes.append(f"prices: none of {alone}, which is priced 1")
    if times is None:
        return
    if of.prices is None:
        raise BadInput("times: of no prices; permitted: beside an array of prices")
    of.times = _stamps(times, of.times, len(of.prices))


def columns_of(
    prices: PricesLike, tokens: Iterable[str] | None, times: ArrayLike | None
) -> tuple[list[str], NDArray[np.float64], NDArray[np.int64] | None]:
    """Names of the columns, rows, and times, where no scenario says what the tokens are."""
    if tokens is not None and not isinstance(tokens, str):
        tokens = listed(tokens, "tokens", "names")
        for one in tokens:
            if not isinstance(one, str):
                raise TypeError(f"tokens: names are wanted, not {type(one).__name__}")
    if hasattr(prices, "columns"):
        names = [str(name) for name in prices.columns]
    elif hasattr(prices, "index") and hasattr(prices, "to_numpy"):  # one Series
        given = getattr(prices, "name", None) if tokens is None else tokens
        names = [given] if isinstance(given, str) else list(given or ())
        if len(names) != 1:
            raise BadInput("tokens: none; permitted: a name for the column of a Series")
        series: Any = prices
        prices, tokens = {names[0]: series}, None
    elif hasattr(prices, "keys"):
        names = [str(name) for name in prices.keys()]
    elif tokens is None:
        raise BadInput("tokens: none; permitted: a name for each column of an array")
    else:
        names = [tokens] if isinstance(tokens, str) else listed(tokens, "tokens", "names")
        prices = floats(prices, "prices")
        if prices.ndim == 1:
            prices = prices[:, None]
    if tokens is not None and list(tokens) != names and hasattr(prices, "keys"):
        raise BadInput("tokens: beside columns that have names; permitted: of an array")
    if not names or len(names) > 64 or len(set(names)) < len(names):
        raise BadInput(f"tokens: {names}; permitted: from 1 to 64 different names")
    if any(not isinstance(name, str) or "\0" in name for name in names):
        raise TypeError("tokens: names are wanted")
    rows, stamps, _ = _prices(prices, lambda: names)
    if rows.shape[1] != len(names):
        raise BadInput(f"prices: {rows.shape[1]} columns and {len(names)} tokens")
    if times is not None:
        stamps = _stamps(times, stamps, len(rows))
    return names, rows, stamps
