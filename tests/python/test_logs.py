"""Pools' logs read back: the command line's bytes, and a simulation's own record."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import orthant
from orthant.errors import BadInput, FileError

LOG = "scenarios/market/pool-log.csv"


def test_the_programs_bytes(program: Any) -> None:
    result = orthant.live(LOG, gas=2, events=True)
    assert result.json == program.json("live", LOG, "--gas", 2, "--events")
    assert orthant.live(LOG, against=LOG).json == program.json("live", LOG, "--against", LOG)
    other = orthant.live(LOG, cost=0.0001, benchmark_fee=0.001, reserves="after", only_traded=True)
    assert other.json == program.json(
        "live", LOG, "--cost", 0.0001, "--benchmark-fee", 0.001, "--reserves", "after",
        "--only-traded",
    )
    assert pickle.loads(pickle.dumps(result)) == result
    assert len(result.to_frame()) == 3 and "sizing" in repr(result)


def test_a_record_is_a_log(program: Any, tmp_path: Path) -> None:
    run = orthant.simulate("scenarios/market/btc-eth-usdc-gbm.json", price_path=0, record_every=1)
    result = orthant.live(run, gas=2, cost=0.0002, path="linear")
    (tmp_path / "log.csv").write_text(run.series_csv)
    same = orthant.live(tmp_path / "log.csv", gas=2, cost=0.0002, path="linear", steps=720)
    assert {**result.data, "log": ""} == {**same.data, "log": ""}
    assert result.presence.value is not None and result.presence.value > 0.9


def test_the_part_arbitrage_is_the_programs(program: Any, tmp_path: Path) -> None:
    result = orthant.live(LOG, gas=2, cost=0.0002)
    program.json("live", LOG, "--gas", 2, "--cost", 0.0002, "-o", tmp_path / "a.json")
    assert {"arbitrage": result.arbitrage} == json.loads((tmp_path / "a.json").read_text())
    scenario = json.loads(Path("scenarios/market/btc-eth-usdc-gbm.json").read_text())
    run = orthant.simulate({**scenario, "arbitrage": result.arbitrage}, price_paths=2, steps=10)
    perfect = orthant.simulate(scenario, price_paths=2, steps=10)
    assert run.results[0].figures != perfect.results[0].figures
    few = pd.read_csv(LOG, comment="#")[:3]
    with pytest.raises(BadInput, match="arbitrage is not written: "):
        orthant.live(few).arbitrage  # noqa: B018


def test_logs_in_memory(program: Any, tmp_path: Path) -> None:
    table = pd.read_csv(LOG, comment="#")
    expected = orthant.live(LOG, gas=2, against=LOG).data
    result = orthant.live(table, gas=2, against=table)
    assert result.data["against"]["divergence"] == 0
    for key in ("sizing", "presence", "efficiency", "made", "events", "lvr"):
        assert result.data[key] == expected[key]
    other = table.rename(columns=lambda name: name.replace("BTC", "WBTC"))
    noted = orthant.live(table, gas=2, against=other)
    assert "compared by their order: BTC with WBTC" in noted.notes[-1]
    other.to_csv(tmp_path / "other.csv", index=False)
    table.to_csv(tmp_path / "log.csv", index=False)
    files = {"gas": 2, "against": tmp_path / "other.csv"}
    same = orthant.live(tmp_path / "log.csv", **files)
    assert same.json == program.json(
        "live", tmp_path / "log.csv", "--gas", 2, "--against", files["against"]
    )
    assert set(same.data["against"]["notes"]) | set(same.data["notes"]) == set(same.notes)


def test_trades_beside_a_log(program: Any, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    head = "block," + ",".join(f"{w} {t}" for w in ("weight", "price", "reserve") for t in "AB")
    log.write_text(
        f"{head}\n0,1,1,1,1,100,100\n1,1,1,1.21,1,{100 / 1.1!r},110\n"
        f"2,1,1,1.21,1,{200 / 1.1!r},220\n"
    )
    beside = pd.DataFrame(
        {"block": [1], "token_in": "B", "amount_in": 10.0, "token_out": "A",
         "amount_out": 100 - 100 / 1.1}
    )
    beside.to_csv(tmp_path / "trades.csv", index=False)
    result = orthant.live(log, trades=tmp_path / "trades.csv", fee=0)
    assert result.json == program.json(
        "live", log, "--trades", tmp_path / "trades.csv", "--fee", 0
    )
    assert orthant.live(pd.read_csv(log), trades=beside, fee=0).data["left_out"] == 1


def test_pictures_of_a_log() -> None:
    result = orthant.live(LOG, gas=2)
    series = result.series
    assert list(series["block"][[0, -1]]) == [18000001, 18000240]
    assert series["made"][-1] == pytest.approx(result.data["made"]["extracted"])
    assert not series["made"].flags.writeable
    assert len(result.plot().lines) == 3
    drawn = pickle.loads(pickle.dumps(result)).plot("mispricing")
    assert drawn.get_ylabel() == "mispricing, basis points"
    with pytest.raises(BadInput):
        result.plot("x")


def test_what_is_no_log(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        orthant.live(tmp_path / "none.csv")
    with pytest.raises(BadInput, match="without a record"):
        orthant.live(orthant.simulate("scenarios/market/panel.json"))
    for call in (
        lambda: orthant.live("scenarios/market/panel.csv"),
        lambda: orthant.live(""),
        lambda: orthant.live(LOG, fee=1),
        lambda: orthant.live(LOG, gas=-1),
        lambda: orthant.live(LOG, reserves="x"),
        lambda: orthant.live(LOG, path="x"),
        lambda: orthant.live(LOG, benchmark_fee=1),
        lambda: orthant.live(LOG, trades=LOG),
        lambda: orthant.live(LOG, against="scenarios/market/panel.csv"),
        lambda: orthant.live(pd.DataFrame({"x": [1]})),
    ):
        with pytest.raises(BadInput):
            call()
    for wrong in (None, 5, b"log.csv"):
        with pytest.raises(TypeError, match="log: the name of a file"):
            orthant.live(wrong)  # type: ignore[arg-type]
