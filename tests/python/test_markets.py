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
from orthant.errors import BadInput, DomainError, FileError

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
    assert result.data["notes"] == list(result.notes)
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


def columns(file: Path) -> dict[str, str]:
    """A file for each token; those of ETH with a price column that must be named."""
    lines = [line.split(",") for line in file.read_text().splitlines()[1:]]
    (file.parent / "b.csv").write_text("time,price\n" + "".join(f"{t},{b}\n" for t, b, _ in lines))
    (file.parent / "e.csv").write_text(
        "time,close,VWAP\n" + "".join(f"{t},7,{e}\n" for t, _, e in lines)
    )
    return {"BTC": str(file.parent / "b.csv"), "ETH": str(file.parent / "e.csv")}


def test_files_are_the_programs(program: Any, file: Path) -> None:
    both = ["BTC", "ETH"]
    words = ("market", "fit", f"BTC,ETH={file}", "--model", "gbm")
    assert orthant.fit(file, "gbm", tokens=both).json == program.json(*words)
    hours = orthant.fit(str(file), "gbm", tokens=both, every="5m")
    assert hours.json == program.json(*words, "--every", "5m")
    assert hours.notes[0].startswith(f"{file}: wide panel")
    named = columns(file)
    expected = program.json("market", "fit", f"BTC={named['BTC']}", "--model", "gbm")
    assert orthant.fit(named["BTC"], "gbm", tokens="BTC").json == expected
    assert orthant.fit({"BTC": Path(named["BTC"])}, "gbm").json == expected
    described = {
        "BTC": named["BTC"],
        "ETH": {"file": named["ETH"], "price_column": "VWAP", "stamp": "end"},
    }
    assert orthant.fit(described, "gbm").json == program.json(
        "market", "fit", *(f"{token}={one}" for token, one in named.items()), "--model", "gbm",
        "--price-column", "ETH=VWAP", "--stamp", "ETH=end",
    )


@pytest.mark.parametrize(
    "prices, more",
    [
        ("p.csv", {}),
        ("none.csv", {"tokens": ["A", "B"]}),
        ("", {"tokens": ["A"]}),
        ("-", {"tokens": ["A"]}),
        ({"A": "none.csv", "B": PRICES[:, 0]}, {}),
        ({"A": {"file": "x.csv", "what": "y"}}, {}),
        ({"A": {"file": "x.csv", "stamp": "y"}}, {}),
        ({"A": {"file": "x.csv", "bar": "y"}}, {}),
        ({"A": "x.csv"}, {"every": "soon"}),
        ({"A": "x.csv"}, {"times": TIMES}),
        (FRAME, {"every": "1h"}),
    ],
)
def test_what_is_no_file(prices: Any, more: dict[str, Any]) -> None:
    with pytest.raises((BadInput, FileError)):
        orthant.fit(prices, "gbm", **more)


def test_trades_are_the_programs(program: Any, tmp_path: Path) -> None:
    trades = "scenarios/market/trades.csv"
    written = tmp_path / "flow.json"
    result = orthant.fit(trades, "hawkes", block_seconds=12)
    assert result.json == program.json(
        "market", "fit", trades, "--model", "hawkes", "--block-seconds", 12, "-o", written
    )
    assert result.scenario == json.loads(written.read_text())
    assert result.noise["branching"] == result["branching"].value
    assert result.events == 800 and result.unit == "block" and "branching" in repr(result)
    assert pickle.loads(pickle.dumps(result)) == result
    with pytest.raises(DomainError, match="permitted: noise"):
        result.market  # noqa: B018
    by_second = orthant.fit(Path(trades), "hawkes")
    assert by_second.json == program.json("market", "fit", trades, "--model", "hawkes")
    assert by_second.unit == "second" and "block_seconds" in by_second.notes[0]
    with pytest.raises(DomainError, match="block_seconds must say"):
        by_second.scenario  # noqa: B018


def test_trades_in_memory_are_those_of_the_file() -> None:
    table = pd.read_csv("scenarios/market/trades.csv", comment="#")
    expected = {**orthant.fit("scenarios/market/trades.csv", "hawkes", block_seconds=12).data}
    expected["file"] = "trades"
    times = pd.to_datetime((table["time"] * 1e6).round().astype("int64"), unit="us")
    dated = table.drop(columns="time").set_index(pd.DatetimeIndex(times))
    for trades in (
        table,
        {name: table[name].to_numpy() for name in table},
        {**table, "time": times},
        {**table, "time": times.dt.tz_localize("UTC")},
        dated,
    ):
        assert orthant.fit(trades, "hawkes", block_seconds=12).data == expected
    blocks = {"block": np.arange(0, 1000, 2)}
    assert orthant.fit(blocks, "hawkes").unit == "block"
    for bad in (
        {"time": [2.0, 1.0]},
        {"time": np.full(200, np.nan)},
        {"time": np.arange(200.0), "size": np.zeros(200)},
        {"time": np.arange(200.0), "side": ["buy,1\n5"] * 200},
        {"time": np.arange(200.0), "size": np.ones(3)},
        {"time": np.ones((3, 3))},
        {"what": [1.0]},
        {"time": np.arange(20.0)},
        {"time": np.arange(200.0), "block": np.arange(200)},
        {},
    ):
        with pytest.raises(BadInput):
            orthant.fit(bad, "hawkes")  # type: ignore[arg-type]
    for wrong in ({"block": [0.5]}, {"time": ["noon?"] * 3, "size": ["a"] * 3}, PRICES, None):
        with pytest.raises((TypeError, ValueError)):
            orthant.fit(wrong, "hawkes")  # type: ignore[call-overload]
    with pytest.raises(BadInput, match="models of prices"):
        orthant.fit(table, "hawkes", drift=False)  # type: ignore[call-overload]


def test_estimators_are_the_programs(program: Any, file: Path) -> None:
    words = ("market", "fit", f"BTC,ETH={file}", "--estimator")
    result = orthant.fit_estimator(file, tokens=["BTC", "ETH"], memory_days=0.1)
    assert result.json == program.json(*words, "--memory-days", 0.1)
    ruled = orthant.fit_estimator(file, tokens=["BTC", "ETH"], every="5m", decay=0.9)
    assert ruled.json == program.json(*words, "--lambda", 0.9, "--every", "5m")
    memory = orthant.fit_estimator(FRAME, memory_days=0.1)
    assert memory.data["tokens"] == result.data["tokens"]
    assert list(memory.notes) == result.data["notes"][1:] and memory.decay == result.decay
    assert memory["BTC"].best is memory["BTC"].markets[memory.data["tokens"][0]["best"]]
    assert pickle.loads(pickle.dumps(memory)) == memory
    assert memory.to_frame()["best"].sum() == 2
    assert len(memory.to_frame()) == 6 and "gradient" in repr(memory) + memory._repr_html_()
    assert len(memory.plot("ETH").lines) > 3
    still = orthant.fit_estimator({"A": PRICES[:, 0], "B": np.ones(ROWS)}, block_seconds=60)
    assert still["B"].why is not None and still["B"].best is None and still.decay is None
    for call in (
        lambda: still.plot("B"),
        lambda: still.plot("C"),
        lambda: orthant.fit_estimator(FRAME[:50]),
        lambda: orthant.fit_estimator(FRAME, decay=1),
        lambda: orthant.fit_estimator(FRAME, decay=0),
        lambda: orthant.fit_estimator(FRAME, memory_days=0),
        lambda: orthant.fit_estimator(FRAME, decay=0.5, memory_days=1),
        lambda: orthant.fit_estimator(PRICES, tokens=["A", "B"]),
    ):
        with pytest.raises((BadInput, DomainError)):
            call()


def test_scores_of_other_models(program: Any, file: Path) -> None:
    words = ("market", "score", f"BTC,ETH={file}", "--horizons", "1,2", "--replicates", 20)
    how: dict[str, Any] = {"horizons": [1, 2], "replicates": 20}
    drawn = orthant.score(file, "bootstrap", tokens=["BTC", "ETH"], mean_length=30, **how)
    assert drawn.json == program.json(*words, "--model", "bootstrap", "--mean-length", 30)
    usual = orthant.score(FRAME, "bootstrap", **how)
    assert "100 rows together" in usual.notes[0]
    fitted = orthant.fit(FRAME, "garch").scenario
    scenario = file.parent / "s.json"
    scenario.write_text(json.dumps(fitted))
    expected = program.json(*words, "--model", scenario, "--train", 1)
    of_file = orthant.score(file, scenario, tokens=["BTC", "ETH"], train=1, **how)
    assert of_file.json == expected
    of_mapping = orthant.score(FRAME, fitted, train=1, **how)
    assert of_mapping.parts == of_file.parts and of_mapping.model == fitted["name"]
    for name in ({}, {"name": "gbm"}):  # that would be another model
        unnamed = {key: value for key, value in fitted.items() if key != "name"} | name
        assert orthant.score(FRAME, unnamed, train=1, **how).model == "scenario"
    same = orthant.score(PRICES, "bootstrap", tokens=["BTC", "ETH"], mean_length=30, **how)
    assert same.parts["test"]["lines"][2] == drawn.parts["test"]["lines"][2]  # without dates too
    for call in (
        lambda: orthant.score(FRAME, "none.json"),
        lambda: orthant.score(FRAME, "garhc"),
        lambda: orthant.score(FRAME, "gbm", mean_length=5),
        lambda: orthant.score(FRAME, "bootstrap", drift=False),
        lambda: orthant.score(FRAME, "gbm", replicates=5),
        lambda: orthant.score(FRAME, {"orthant": 1}),
        lambda: orthant.score(FRAME, {**fitted, "market": {"model": "constant"}}),
        lambda: orthant.score(FRAME, fitted, block_seconds=12),
        lambda: orthant.score({"X": PRICES[:, 0]}, fitted, block_seconds=60),
    ):
        with pytest.raises((BadInput, DomainError, FileError)):
            call()
    with pytest.raises(TypeError):
        orthant.score(FRAME, 5)  # type: ignore[arg-type]


def test_pictures_of_a_score() -> None:
    result = orthant.score(FRAME, "gbm", replicates=0, horizons=[1, 2])
    values = result.quantiles()
    assert values.shape == (4, 71) and (np.diff(values) >= 0).all()
    assert pickle.loads(pickle.dumps(result)).quantiles("ETH", 2, "train").shape == (4, 71)
    drawn = result.plot()
    assert drawn.get_title() == "BTC, 1 block, test"
    ends = drawn.lines[0].get_xdata()
    assert ends[0] > values[1][0] - 1e-12 and len(ends) < 71  # no further than data go
    assert len(result.plot("acf_square", "ETH", part="train").lines) == 3
    banded = orthant.score(FRAME, "gbm", replicates=20, horizons=[1])
    assert banded.plot("acf", ax=drawn) is drawn
    for call in (
        lambda: result.plot("x"),
        lambda: result.plot(token="X"),
        lambda: result.quantiles(part="all"),
        lambda: result.quantiles(horizon=3),
        lambda: orthant.score(FRAME, "gbm", replicates=0, horizons=[1, 60]).plot(horizon=60),
        lambda: orthant.score(FRAME, "gbm", replicates=0, horizons=[1, 60]).plot("acf", horizon=60),
    ):
        with pytest.raises(BadInput):
            call()
