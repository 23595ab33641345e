"""Prices as callers have them, as rows in the order of the tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ._arrays import floats
from .errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import TypeAlias

    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    from ._request import Request

    PricesLike: TypeAlias = ArrayLike | pd.DataFrame | Mapping[str, ArrayLike | pd.Series[float]]


def _microseconds(index: Any, name: str) -> NDArray[np.int64] | None:
    """Times in microseconds since 1970 UTC; None of what counts rows."""
    zone = getattr(index, "tz", None)
    if zone is not None:
        index = index.tz_convert("UTC").tz_localize(None)
    values = np.asarray(index)
    if values.dtype.kind == "M":
        if np.isnat(values).any():
            raise BadInput(f"{name}: row {int(np.isnat(values).argmax())}: the time is missing")
        return np.ascontiguousarray(values.astype("datetime64[us]").astype(np.int64))
    if values.dtype.kind in "iu" and np.array_equal(values, np.arange(len(values))):
        return None
    raise BadInput(
        f"{name}: an index of {values.dtype}; permitted: dates, or rows counted 0, 1, 2, ..."
    )


def _columns(
    given: Mapping[str, Any], tokens: list[str], numeraire: str | None
) -> tuple[NDArray[np.float64], NDArray[np.int64] | None]:
    """A column for each token, of one index where they have one."""
    extra = [str(name) for name in given if name not in tokens]
    if extra:
        raise BadInput(f"prices: {extra[0]!r} is no token; permitted: {', '.join(tokens)}")
    missing = [token for token in tokens if token not in given]
    if numeraire is not None and missing not in ([], [numeraire]):
        missing = [token for token in missing if token != numeraire]
        raise BadInput(f"prices: none of {', '.join(missing)}")
    if len(missing) > 1:
        raise BadInput(
            f"prices: none of {' and '.join(missing)}; permitted: one token without, which is "
            "priced 1"
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
    return made, None if first is None else _microseconds(first, "prices")


def _prices(
    given: Any, tokens: Callable[[], list[str]]
) -> tuple[NDArray[np.float64], NDArray[np.int64] | None]:
    """(rows, n) in the tokens' order, and times. An array stays as it is; a frame too where its
    columns are the tokens in their order and its block is one in C order."""
    if hasattr(given, "columns") and hasattr(given, "to_numpy"):
        names = tokens()
        if list(given.columns) == names:
            return (
                floats(given.to_numpy(), "prices"),
                _microseconds(given.index, "prices"),
            )
        return _columns({str(name): given[name] for name in given.columns}, names, None)
    if hasattr(given, "keys") and hasattr(given, "__getitem__"):
        return _columns(given, tokens(), None)
    array = floats(given, "prices")
    if array.ndim != 2:
        raise BadInput(f"prices has shape {array.shape}; permitted: (rows, tokens)")
    return array, None


def take_prices(of: Request, prices: PricesLike | None, times: ArrayLike | None) -> None:
    """Puts them, where there are any, in place of the scenario's market."""
    if prices is not None:
        of.prices, of.times = _prices(prices, of.tokens)
    if times is None:
        return
    if of.prices is None:
        raise BadInput("times: of no prices; permitted: beside an array of prices")
    of.times = _microseconds(times, "times")
    if of.times is not None and of.times.shape != of.prices.shape[:1]:
        raise BadInput(
            f"times has shape {of.times.shape}; permitted: {of.prices.shape[:1]}, as many as rows"
        )


def columns_of(
    prices: PricesLike, tokens: Iterable[str] | None, times: ArrayLike | None
) -> tuple[list[str], NDArray[np.float64], NDArray[np.int64] | None]:
    """Names of the columns, rows, and times, where no scenario says what the tokens are."""
    if hasattr(prices, "columns"):
        names = [str(name) for name in prices.columns]
    elif hasattr(prices, "keys"):
        names = [str(name) for name in prices.keys()]
    elif tokens is None:
        raise BadInput("tokens: none; permitted: a name for each column of an array")
    else:
        names = [tokens] if isinstance(tokens, str) else list(tokens)
        prices = floats(prices, "prices")
        if prices.ndim == 1:
            prices = prices[:, None]
    if tokens is not None and list(tokens) != names and hasattr(prices, "keys"):
        raise BadInput("tokens: beside columns that have names; permitted: of an array")
    if not names or len(names) > 64 or len(set(names)) < len(names):
        raise BadInput(f"tokens: {names}; permitted: from 1 to 64 different names")
    if any(not isinstance(name, str) or "\0" in name for name in names):
        raise TypeError("tokens: names are wanted")
    rows, stamps = _prices(prices, lambda: names)
    if rows.shape[1] != len(names):
        raise BadInput(f"prices: {rows.shape[1]} columns and {len(names)} tokens")
    if times is not None:
        stamps = _microseconds(times, "times")
    if stamps is not None and stamps.shape != rows.shape[:1]:
        raise BadInput(f"times has shape {stamps.shape}; permitted: {rows.shape[:1]}")
    return names, rows, stamps
