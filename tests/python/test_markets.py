"""Fits and scores of prices in memory: those of the same prices in a file."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import orthant
from orthant.errors import BadInput, DomainError

ROWS = 1200
PRICES = 100 * np.exp(np.cumsum(np.random.default_rng(1).standard_t(4, (ROWS, 2)) * 0.004, axis=0))
TIMES = np.datetime64("2024-05-01") + np.arange(ROWS) * np.timedelta64(1, "m")
FRAME = pd.DataFrame(PRICES, columns=["BTC", "ETH"], index=pd.DatetimeIndex(TIMES))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    lines = ["time,BTC,ETH"]
    lines += [f"{t}Z,{float(a)!r},{float(b)!r}" for t, (a, b) in zip(TIMES, PRICES, strict=True)]
    (tmp_path / "p.csv").write_text("\n".join(lines) + "\n")
    return tmp_path / "p.csv"


@pytest.mark.parametrize("model", ["gbm", "merton", "garch"])
def test_a_fit_has_the_programs_bytes(program: Any, file: Path, model: str) -> None:
    result = orthant.fit(FRAME, model)
    written = file.parent / "s.json"
    expected = program.json("market", "fit", f"BTC,ETH={file}", "--model", model, "-o", written)
    assert result.json == expected
    assert result.scenario == json.loads(written.read_text())
    assert pickle.loads(pickle.dumps(result)) == result
    assert len(result.to_frame()) == len(result.estimates)
    one = result["BTC", "volatility"]
    assert one.interval is None or one.interval[0] < one.value < one.interval[1]
    with pytest.raises(KeyError):
        result["BTC", "none"]
    run = orthant.simulate(result.scenario, price_paths=2)
    assert run.market == model


def test_options_of_a_fit(program: Any, file: Path) -> None:
    result = orthant.fit(FRAME, "garch", normal=True, drift=False, compare=True, block_seconds=30)
    assert result.json == program.json(
        "market", "fit", f"BTC,ETH={file}", "--model", "garch", "--normal", "--no-drift",
        "--compare", "--block-seconds", 30,
    )


def test_prices_in_every_form() -> None:
    expected = orthant.fit(FRAME, "gbm").json
    assert orthant.fit(PRICES, "gbm", tokens=["BTC", "ETH"], times=TIMES).json == expected
    assert orthant.fit({"BTC": FRAME["BTC"], "ETH": FRAME["ETH"]}, "gbm").json == expected
    one = orthant.fit(PRICES[:, 0], "gbm", tokens=["BTC"], block_seconds=60)
    assert one.tokens == ("BTC",) and len(one.estimates) == 2


def test_a_score_is_the_programs(program: Any, file: Path) -> None:
    result = orthant.score(FRAME, "gbm", replicates=20, horizons=[1, 5], seed=3, threads=2)
    expected = json.loads(
        program.json(
            "market", "score", f"BTC,ETH={file}", "--model", "gbm", "--replicates", 20,
            "--horizons", "1,5", "--seed", 3,
        )
    )
    assert expected["notes"][1:] == list(result.notes)  # the first is of the file
    assert {**expected, "notes": list(result.notes)} == result.data
    assert list(result.parts) == ["train", "test"]
    assert "test: shape" in repr(result)
    assert len(result.to_frame()) > 20
    assert list(orthant.score(FRAME, "gbm", replicates=0, train=1).parts) == ["all"]


def test_what_cannot_be_fitted() -> None:
    with pytest.raises(DomainError, match="rows"):
        orthant.fit(FRAME[:50], "gbm")
    with pytest.raises(DomainError, match="part train has"):
        orthant.score(FRAME[:50], "gbm")
    with pytest.raises(DomainError):
        orthant.fit({"A": np.ones(500)}, "gbm", block_seconds=60)
    with pytest.raises(DomainError):
        orthant.fit({"A": PRICES[:, 0]}, "gbm")  # how long is a block?
    bad = PRICES.copy()
    bad[3, 1] = np.nan
    with pytest.raises(BadInput, match='row 3: the price of "ETH" is nan'):
        orthant.fit(bad, "gbm", tokens=["BTC", "ETH"], block_seconds=60)
    for call in (
        lambda: orthant.fit(FRAME, "x"),
        lambda: orthant.fit(FRAME, "gbm", normal=True),
        lambda: orthant.fit(FRAME, "gbm", block_seconds=-1),
        lambda: orthant.fit(PRICES, "gbm"),
        lambda: orthant.fit(PRICES, "gbm", tokens=["A"]),
        lambda: orthant.fit(PRICES, "gbm", tokens=["A", "A"]),
        lambda: orthant.fit(FRAME, "gbm", tokens=["A", "B"]),
        lambda: orthant.fit(PRICES, "gbm", tokens=["A", "B"], times=TIMES[:3]),
        lambda: orthant.score(FRAME, "gbm", train=0),
        lambda: orthant.score(FRAME, "gbm", train=1.5),
        lambda: orthant.score(FRAME, "gbm", horizons=[5, 1]),
        lambda: orthant.score(FRAME, "gbm", replicates=10**6),
        lambda: orthant.score(PRICES[:0], "gbm", tokens=["A", "B"]),
        lambda: orthant.fit(PRICES[:0], "gbm", tokens=["A", "B"]),
    ):
        with pytest.raises((BadInput, DomainError)):
            call()
    with pytest.raises(TypeError):
        orthant.fit(FRAME, None)  # type: ignore[arg-type]
