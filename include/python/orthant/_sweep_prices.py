"""Prices of the caller's as a file of a sweep's folder: points are known by their inputs' SHA-256,
and a folder that is gone on with must have the same."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import numpy as np

from ._prices import take_prices
from ._request import Request, dumps
from ._results import write_whole
from .errors import BadInput, FileError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

    from ._arrays import Floats
    from ._prices import PricesLike

# What of a market chooses rows of files, and stays.
_KEPT = ("from", "to", "every", "blocks_per_row")


def _text(tokens: list[str], rows: Floats, times: NDArray[np.int64]) -> bytes:
    """CSV, each number in the digits that make it again."""
    stamps = np.datetime_as_string(times.astype("datetime64[us]")).tolist()
    columns = [map(repr, rows[:, i].tolist()) for i in range(rows.shape[1])]
    names = ["time", *('"{}"'.format(token.replace('"', '""')) for token in tokens)]
    rest = map(",".join, zip(map("{}Z".format, stamps), *columns, strict=True))
    lines = [",".join(names), *rest, ""]
    return "\n".join(lines).encode()


def _market(scenario: Mapping[str, Any], name: str) -> dict[str, Any]:
    given = scenario.get("market")
    given = given if isinstance(given, dict) else {}
    made = {key: given[key] for key in _KEPT if key in given}
    strategies = "strategy" in scenario or "strategies" in scenario
    if "blocks" in given and (not strategies or given.get("model") in ("panel", "files")):
        made["blocks"] = given["blocks"]  # how long a model's path is says nothing of rows
    return {"model": "panel", "file": name, **made}


def put_prices(
    sweep: dict[str, Any], folder: str, prices: PricesLike, times: ArrayLike | None
) -> tuple[bytes, str, list[str]]:
    """Writes the file, and puts it in place of the market of the sweep's scenario. The sweep's
    text, the name of the file that it would be in, and what was assumed."""
    scenario = sweep.get("scenario")
    if not isinstance(scenario, dict):
        raise BadInput("sweep: /scenario is missing; permitted: a file or a mapping")

    of = Request("sweep", scenario, {})
    of.name = "sweep: /scenario"
    take_prices(of, prices, times)
    assert of.prices is not None
    rows, stamps, names = of.prices, of.times, of.tokens()
    if rows.shape[1] != len(names):
        raise BadInput(
            f"prices: {rows.shape[1]} columns; permitted: one for each of the {len(names)} tokens"
        )
    if stamps is None:
        raise BadInput(
            "prices: rows without times; permitted: a frame with dates, or times beside an array: "
            "a sweep writes its prices to a file, whose rows have times"
        )
    bad = ~(np.isfinite(rows) & (rows > 0))
    if bad.any():
        row, column = (int(at) for at in np.argwhere(bad)[0])
        raise BadInput(
            f"prices: row {row}: {names[column]} is {rows[row, column]:g}; permitted: numbers "
            "above 0"
        )
    name = _write(_text(names, rows, stamps), folder)
    sweep["scenario"] = {**scenario, "market": _market(scenario, name)}
    return dumps(sweep, "sweep"), os.path.join(folder, "sweep"), of.notes


def _write(text: bytes, folder: str) -> str:
    """The file by its content's name, so that other prices are another sweep, and spoil none."""
    import hashlib

    name = f"prices-{hashlib.sha256(text).hexdigest()[:16]}.csv"
    try:
        os.makedirs(folder, exist_ok=True)
        if not os.path.exists(os.path.join(folder, name)):
            write_whole(os.path.join(folder, name), text)
    except OSError as error:
        raise FileError(f"{folder}: cannot write the prices: {error.strerror}") from None
    return name
