"""Studies: the same bytes as the command line's JSON, folders that go on, breaking off."""

from __future__ import annotations

import json
import math
import os
import pickle
import signal
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import orthant
from orthant.errors import BadInput, DomainError, FileError

TOP = Path(__file__).resolve().parents[2]
STUDY = "scenarios/studies/momentum.json"
MEMORY = "/strategy/estimator/memory_days"
SPEED = "/strategy/rule/k_per_day"


def fresh(**keys: Any) -> dict[str, Any]:
    """A study of fresh price paths."""
    return {
        "orthant": 1,
        "scenario": f"{TOP}/scenarios/strategies/momentum.json",
        "parameters": {MEMORY: {"from": 2, "to": 60, "scale": "log"}},
        "objective": "growth",
        "validate": {"fresh_paths": 32},
        "budget": 4,
        "seed": 3,
        **keys,
    }


@pytest.fixture
def walk(tmp_path: Path) -> dict[str, Any]:
    """A study of dated prices in quarters of a day, its scenario a mapping."""
    rows = 800
    prices = 100 * np.exp(np.cumsum(np.random.default_rng(5).normal(0, 0.012, rows)))
    times = np.datetime64("2024-01-01T00:00") + np.arange(rows) * np.timedelta64(6, "h")
    file = tmp_path / "prices.csv"
    lines = [f"{t}Z,{float(p)!r}\n" for t, p in zip(times, prices, strict=True)]
    file.write_text("".join(["time,A\n", *lines]))
    scenario = {
        "orthant": 1,
        "name": "Quarters of a $day",
        "tokens": ["A", "B"],
        "strategy": {
            "rule": {"kind": "momentum", "k_per_day": 1},
            "estimator": {"kind": "gradient", "memory_days": 10},
            "update_every": "1d",
            "rails": {"minimum_weight": "0.05"},
            "warm_up": "20d",
        },
        "pool": {"value": "1000", "unit": "USD", "swap_fee": "0.001"},
        "market": {"model": "panel", "file": os.fspath(file), "numeraire": "B"},
    }
    return fresh(
        scenario=scenario,
        parameters={
            MEMORY: {"from": 2, "to": 60, "scale": "log"},
            SPEED: {"from": 0.1, "to": 10, "scale": "log"},
        },
        validate={"walk_forward": {"train": "40d", "test": "20d"}},
        budget=12,
    )


def in_program(program: Any, study: dict[str, Any], folder: Path, *options: object) -> str:
    file = folder / "study.json"
    file.write_text(json.dumps(study))
    said: str = program.json("tune", file, *options)
    return said


def test_a_file_has_the_programs_bytes(program: Any) -> None:
    result = orthant.tune(Path(STUDY))
    assert result.json == program.json("tune", STUDY)
    assert result.validation == "fresh_paths" and len(result.windows) == 1
    assert result.windows[0].test_from is None
    assert set(result.values) == {SPEED, MEMORY} == set(result.parameters)
    assert list(result.notes) == result.data["notes"]


def test_walk_forward_has_the_programs_bytes(
    program: Any, walk: dict[str, Any], tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []
    result = orthant.tune(walk, progress=lambda *now: seen.append(now))
    assert result.json == in_program(program, walk, tmp_path)
    keywords = {key: walk[key] for key in walk if key != "orthant"}
    assert orthant.tune(**keywords, threads=1) == result
    assert seen and all(done <= most for done, most in seen)
    again = pickle.loads(pickle.dumps(result))
    assert again == result and again.windows == result.windows
    assert len({*again.windows, *result.windows}) == len(result.windows)

    assert result.scenario == "Quarters of a $day" and result.validation == "walk_forward"
    assert len(result.windows) >= 5 and 0 <= result.pbo <= 1
    for of, window in zip(result.data["windows"], result.windows, strict=True):
        assert str(window.train_from).startswith(of["train_from"].removesuffix("Z"))
        assert window.train_from is not None and window.test_to is not None
        assert window.train_from < window.test_to
        pair = window.test
        assert pair.better == pytest.approx(pair.tuned - pair.default, abs=1e-12)
        if window.stayed:
            assert window.values == {MEMORY: 10, SPEED: 1} and window.test.better == 0
        else:
            assert [*window.values.values()] == of["values"]
        assert math.isfinite(window.luck.expected) == (window.luck.why == "")
        assert len(window.luck.curvature_eigenvalues) == 2
    assert result.better_ci95 is not None
    assert result.better_ci95[0] < result.test.better < result.better_ci95[1]
    assert result.deflated_sharpe == result.windows[-1].luck.deflated_sharpe
    assert 0 < result.deflated_sharpe < 1
    assert result.verdict in ("found", "nothing", "worse")

    said = repr(result)
    assert "mean" in said and "memory_days" in said and result.verdict_text in said
    assert "<table>" in result._repr_html_() and result.verdict in result._repr_html_()
    frame = result.to_frame()
    assert len(frame) == len(result.windows)
    assert frame["test_better"].mean() == pytest.approx(result.test.better)
    ax = result.plot()
    assert [len(line.get_xdata()) for line in ax.get_lines()] == [len(result.windows)] * 4
    assert result.plot(ax=ax) is ax
    ax.figure.canvas.draw()  # a name with a dollar begins no formula


def test_what_is_no_matter_of_chance(program: Any, tmp_path: Path) -> None:
    study = {
        "orthant": 1,
        "scenario": f"{TOP}/scenarios/market/which-fee.json",
        "command": "fee",
        "parameters": {"/pool/swap_fee": {"from": 0.0001, "to": 0.05, "scale": "log"}},
        "objective": "/at_start/present/net_bp_day",
        "maximise": True,
        "budget": 2,
    }
    result = orthant.tune(study)
    assert result.json == in_program(program, study, tmp_path)
    assert result.verdict == "certain" and result.validation == "none"
    assert result.better_ci95 is None and math.isnan(result.pbo)
    assert math.isnan(result.test.tuned) and not math.isnan(result.train.tuned)
    assert " -" in repr(result) and len(result.to_frame()) == 1
    assert len(result.plot().get_lines()) == 2


def test_a_folder_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    first = orthant.tune(fresh(), folder=folder)
    assert first.found == first.dropped == 0
    names = {one.name for one in folder.iterdir()}
    assert names == {"study.json", "trials.jsonl", "result.json"}
    assert (folder / "result.json").read_text() == first.json
    assert orthant.tune(fresh(), folder=folder).found == first.evaluations
    lines = (folder / "trials.jsonl").read_text().splitlines()
    (folder / "trials.jsonl").write_text("\n".join(lines)[:-9])
    again = orthant.tune(fresh(), folder=os.fspath(folder))
    assert again == first and again.found == first.evaluations - 1 and again.dropped == 1
    with pytest.raises(BadInput, match="fresh"):
        orthant.tune(fresh(budget=5), folder=folder)
    assert orthant.tune(fresh(budget=5), folder=folder, fresh=True).found == 0


@pytest.mark.parametrize("kept", [True, False])
def test_ctrl_c_ends_it(tmp_path: Path, kept: bool) -> None:
    folder = tmp_path / "kept" if kept else None
    seen: list[int] = []

    def interrupt() -> None:
        while not seen or seen[-1] < 4:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()
    with pytest.raises(KeyboardInterrupt):
        orthant.tune(
            fresh(budget=400_000), folder=folder, progress=lambda done, most: seen.append(done)
        )
    assert seen[-1] < 400_000
    if folder is not None:
        assert len((folder / "trials.jsonl").read_text().splitlines()) > 3
        assert not (folder / "result.json").exists()


def test_what_is_refused(program: Any, walk: dict[str, Any], tmp_path: Path) -> None:
    for wrong in (
        fresh(objective="grow"),
        fresh(budget=1),
        fresh(validate={}),
        fresh(parameters={"/nowhere": {"from": 1, "to": 2}}),
        fresh(scenario={"orthant": 1}),
        {key: walk[key] for key in walk if key != "validate"},
    ):
        file = tmp_path / "study.json"
        file.write_text(json.dumps(wrong))
        with pytest.raises(BadInput) as caught:
            orthant.tune(file)
        assert str(caught.value) == program.error("tune", file)
        with pytest.raises(BadInput) as caught:
            orthant.tune(wrong)
        assert str(caught.value).startswith(("study: ", "study:"))
    with pytest.raises(BadInput, match="beside folder"):
        orthant.tune(fresh(), fresh=True)
    with pytest.raises(BadInput, match="threads: 0"):
        orthant.tune(fresh(), threads=0)
    with pytest.raises(FileError):
        orthant.tune(tmp_path / "nowhere.json")
    with pytest.raises(FileError):
        orthant.tune(fresh(), folder=tmp_path / "no/such/place")
    for name in ("-", "", "a\0b", "{}"):
        with pytest.raises(BadInput):
            orthant.tune(name)
    for name in ("-", "", "a\0b"):
        with pytest.raises(BadInput):
            orthant.tune(fresh(), folder=name)
    for call in (
        lambda: orthant.tune(),
        lambda: orthant.tune(7),  # type: ignore[arg-type]
        lambda: orthant.tune(b"study.json"),  # type: ignore[arg-type]
        lambda: orthant.tune(fresh(), folder=b"kept"),  # type: ignore[arg-type]
        lambda: orthant.tune(fresh(), folder=3),  # type: ignore[arg-type]
        lambda: orthant.tune(STUDY, budget=3),
    ):
        with pytest.raises(TypeError):
            call()


def test_an_objective_that_is_defined_nowhere() -> None:
    with pytest.raises((BadInput, DomainError), match="objective"):
        orthant.tune(fresh(objective="/results/0/nothing", maximise=True))


def test_prices_in_every_form(walk: dict[str, Any], tmp_path: Path) -> None:
    """Those of a file give what the file gives, but for the study's own digest."""
    file = walk["scenario"]["market"]["file"]
    # As text first, since pandas 2 does not read all 17 digits.
    frame = pd.read_csv(file, index_col=0, parse_dates=True, dtype={"A": str}).astype(float)
    expected = {**orthant.tune(walk).data}
    assert expected.pop("study_sha256")
    frame["B"] = 1.0
    array = np.ascontiguousarray(frame.to_numpy())
    times = frame.index.tz_convert(None).to_numpy()
    bare = {**walk, "scenario": {k: v for k, v in walk["scenario"].items() if k != "market"}}
    file = tmp_path / "bare.json"
    (tmp_path / "scenario.json").write_text(json.dumps(bare["scenario"]))
    file.write_text(json.dumps({**bare, "scenario": "scenario.json"}))
    digests = set()
    for study, prices, dates in (
        (bare, frame, None),
        (bare, frame[["B", "A"]], None),
        (bare, {"A": frame["A"]}, None),
        (file, frame, None),
        (walk, array, times),
    ):
        found = {**orthant.tune(study, prices=prices, times=dates).data}
        digests.add(found.pop("study_sha256"))
        assert found == expected
    assert len(digests) == 2  # the scenario of the last has a market, which is not looked at
    folder = tmp_path / "kept"
    orthant.tune(bare, prices=frame, folder=folder)
    assert orthant.tune(bare, prices=frame, folder=folder).found > 0
    array[5, 0] *= 1.001
    with pytest.raises(BadInput, match="fresh"):
        orthant.tune(bare, prices=array, times=times, folder=folder)

    array[7, 0] = np.nan
    with pytest.raises(BadInput, match='row 7: the price of "A" is nan'):
        orthant.tune(bare, prices=array, times=times)
    with pytest.raises(BadInput, match="have no dates"):
        orthant.tune(bare, prices=frame.to_numpy())
    with pytest.raises(BadInput, match="the prices are of 1 token"):
        orthant.tune(bare, prices=frame.to_numpy()[:, :1], times=times)
    with pytest.raises(BadInput, match="'C' is no token"):
        orthant.tune(bare, prices=frame.rename(columns={"A": "C"}))
    with pytest.raises(BadInput, match="market"):
        orthant.tune(bare)
    with pytest.raises(BadInput, match="/scenario"):
        orthant.tune({"orthant": 1}, prices=frame)
    with pytest.raises(FileError):
        orthant.tune(tmp_path / "nowhere.json", prices=frame)
    with pytest.raises(BadInput, match="times: of no prices"):
        orthant.tune(walk, times=times)
