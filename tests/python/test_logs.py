"""Pools' logs read back: the command line's bytes, and a simulation's own record."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

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
    ):
        with pytest.raises(BadInput):
            call()
