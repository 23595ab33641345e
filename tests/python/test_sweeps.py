"""Sweeps: the command line's bytes, folders that are gone on with, threads, prices from memory."""

from __future__ import annotations

import copy
import gc
import json
import pickle
import signal
import subprocess
import sys
import threading
import warnings
from pathlib import Path
from typing import Any

import matplotlib.pyplot as pyplot
import numpy as np
import pandas as pd
import pytest

import orthant
from conftest import PROGRAM, TOP
from orthant.errors import BadInput, FileError

pyplot.switch_backend("agg")

GRID = "scenarios/sweeps/fee-and-steps.json"
MOMENTUM = "scenarios/sweeps/momentum.json"
PAIR: dict[str, Any] = {
    "orthant": 1,
    "tokens": ["A", "B"],
    "start": {"weights": ["0.5", "0.5"]},
    "target": {"weights": ["0.9", "0.1"]},
    "steps": 10,
    "paths": ["linear"],
}
GBM = {"model": "gbm", "block_seconds": 12, "volatility": [0.8, 0]}
PAIRED: dict[str, Any] = {
    "orthant": 1,
    "command": "simulate",
    "vary": {"/pool/swap_fee": ["0.001", "0.003", "0.01"], "/steps": [10, 100]},
    "collect": ["/results/0/shortfall", "/results/0/move_made"],
    "scenario": PAIR
    | {
        "pool": {"value": 1000000, "unit": "USD", "swap_fee": "0.003"},
        "market": GBM,
        "monte_carlo": {"paths": 64, "seed": 5},
    },
}
# The last point's move is longer than its market.
FAILS: dict[str, Any] = PAIRED | {
    "design": "zip",
    "vary": {"/steps": [10, 10, 1000], "/market/blocks": [500, 1000, 500]},
    "scenario": PAIRED["scenario"] | {"market": GBM | {"blocks": 1000}},
}


def program(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROGRAM, "sweep", *map(str, arguments)], capture_output=True, text=True, cwd=TOP
    )


def many(count: int) -> dict[str, Any]:
    return {
        "orthant": 1,
        "command": "compare",
        "vary": {"/steps": {"from": 1, "to": count, "count": count}},
        "collect": ["/results/0/log_loss"],
        "scenario": PAIR,
    }


def written(file: Path, sweep: dict[str, Any]) -> Path:
    file.write_text(json.dumps(sweep))
    return file


@pytest.mark.parametrize("name", ["grid", "paired", "fails", "shard"])
def test_the_programs_bytes(tmp_path: Path, name: str) -> None:
    sweep: Any = GRID if name == "grid" else FAILS if name == "fails" else PAIRED
    file = GRID if name == "grid" else written(tmp_path / "sweep.json", sweep)
    shard = ["--shard", "2/3"] if name == "shard" else []
    option = {"shard": "2/3"} if name == "shard" else {}
    for found in (False, True):  # the second run finds all done
        done = program(file, "-o", tmp_path / "c", "--json", *shard)
        run = orthant.sweep(sweep, folder=tmp_path / "python", **option)
        assert done.returncode == (1 if name == "fails" else 0)
        assert run.json == done.stdout
        assert (run.ran == 0) == found and run.failed == (name == "fails")
    assert pickle.loads(pickle.dumps(run)) == run
    assert "<table>" in run._repr_html_() and run.folder in repr(run)
    if name == "shard":
        with pytest.raises(BadInput) as error:
            run.merge()
        assert str(error.value) in program("merge", run.folder).stderr
        assert run.tally().missing == 4 and len(run.to_frame()) == 2
        return
    assert program("merge", tmp_path / "c").returncode == 0
    merged = run.merge(tmp_path / "copy.csv")
    for one in (merged.csv, tmp_path / "copy.csv"):
        assert Path(one).read_bytes() == (tmp_path / "c/results.csv").read_bytes()
    assert merged.tally.failed == run.failed and Path(merged.sqlite).exists()
    csv = pd.read_csv(merged.csv, index_col="point")
    frame = run.to_frame()
    errors = frame.pop("error")
    pd.testing.assert_frame_equal(frame, csv)
    assert errors.notna().sum() == run.failed


def test_best_is_the_programs() -> None:
    run = orthant.sweep(PAIRED)
    for options, arguments in (
        ({"by": "shortfall"}, ["--by", "shortfall"]),
        ({"by": "/results/0/shortfall", "top": 2}, ["--by", "/results/0/shortfall", "--top", 2]),
        ({"by": "move_made", "maximise": False}, ["--by", "move_made", "--minimise"]),
    ):
        best = run.best(**options)  # type: ignore[arg-type]
        assert best.json == program("best", run.folder, "--json", *arguments).stdout
    best = run.best("shortfall")
    assert best.basis == "paired" and not best.maximise and best.ranked == 6
    assert best[0].difference == 0 and not best[0].told and len(best) == 6
    frame = best.to_frame()
    assert list(frame["value"]) == [one.value for one in best.rows]
    assert list(frame["/pool/swap_fee"]) == [float(one.values["/pool/swap_fee"]) for one in best.rows]
    assert frame["low"].notna().all() and "told" in repr(best) and "<table>" in best._repr_html_()
    assert pickle.loads(pickle.dumps(best)) == best


def test_what_best_refuses() -> None:
    run = orthant.sweep(PAIRED, shard=(1, 2))
    for by in ("x", None):
        with pytest.raises(BadInput) as error:
            run.best(by)
        arguments = [] if by is None else ["--by", by]
        assert str(error.value) in program("best", run.folder, *arguments).stderr
    assert run.best("shortfall").notes == (
        "3 of 6 points are missing: the ranking is of the others",
    )
    with pytest.raises(BadInput, match="top"):
        run.best("shortfall", top=0)
    with pytest.raises(TypeError, match="by"):
        run.best(3)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="over"):
        run.best("shortfall").plot(over="x")


def test_pictures(tmp_path: Path) -> None:
    best = orthant.sweep(PAIRED).best("shortfall", top=1)  # the run itself is gone
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        plane = best.plot()
        plane.figure.canvas.draw()
        curve = best.plot(over="swap_fee")
        curve.figure.canvas.draw()
    assert len(plane.collections) == 1 and plane.get_ylabel() == "/steps"
    assert list(curve.lines[0].get_xdata()) == [0.001, 0.003, 0.01]
    assert curve.get_title() == "What else varies is at its best"
    figure, ax = pyplot.subplots()
    assert best.plot(ax, over=["steps", "/pool/swap_fee"]) is ax and ax.get_xlabel() == "/steps"
    vary: dict[str, Any] = {"/steps": [1, 2], "/paths": [["linear"], ["amgm"]]}
    texts = orthant.sweep(scenario=PAIR, command="compare", vary=vary).best("loss_bp")
    assert [one.get_text() for one in texts.plot().get_yticklabels()] == ["['amgm']", "['linear']"]
    assert len(texts.plot(over="/paths").get_xticklabels()) == 2
    design = {"design": "sobol", "points": 16}
    vary = {"/pool/swap_fee": {"from": "0.001", "to": "0.01"}, "/pool/value": {"from": 1, "to": 9}}
    spread = orthant.sweep(PAIRED | design | {"vary": vary}).best("shortfall")
    assert len(spread.plot().collections[0].get_offsets()) == 16
    pyplot.close("all")
    with pytest.raises(BadInput, match="txt"):
        best.save_picture(tmp_path / "x.txt")


def test_long_rankings_are_short_to_look_at() -> None:
    best = orthant.sweep(many(60)).best(top=None)
    assert len(best) == 60 and len(best.to_frame()) == 60
    assert len(repr(best).splitlines()) == 23 and "and 40 more" in repr(best)
    assert len({best[0], best[1], copy.deepcopy(best)[1]}) == 2


def test_dry_runs(tmp_path: Path) -> None:
    for file in (GRID, MOMENTUM):
        made = orthant.sweep_design(file)
        assert made.table == program(file, "--dry-run").stdout
        assert len(made.to_frame()) == len(made) == made.count
        assert pickle.loads(pickle.dumps(made)) == made == copy.deepcopy(made)
    assert made.command == "simulate" and "<table>" in made._repr_html_()
    point = made.to_frame().iloc[7]
    assert made.scenario(7)["strategy"]["rule"]["k_per_day"] == point["/strategy/rule/k_per_day"]
    with pytest.raises(BadInput, match="from 0 to 11"):
        made.scenario(12)
    script = made.slurm(tmp_path / "jobs", program=PROGRAM.resolve(), shards=3, time="1:30:00")
    assert (
        script
        == program(
            MOMENTUM, "-o", tmp_path / "jobs", "--slurm", "--shards", 3, "--time", "1:30:00"
        ).stdout
    )
    with pytest.raises(BadInput, match="of a mapping"):
        orthant.sweep_design(PAIRED).slurm("x")


def test_values_as_callers_have_them() -> None:
    expected = [1, 2, 3]
    for values in (range(1, 4), np.arange(1, 4), pd.Series([1, 2, 3]), (1, 2, 3), iter([1, 2, 3])):
        made = orthant.sweep_design(scenario=PAIR, command="compare", vary={"/steps": values})
        assert list(made.to_frame()["/steps"]) == expected
    same = {"orthant": 1, "scenario": PAIR, "command": "compare", "vary": {"/steps": expected}}
    assert orthant.sweep_design(same) == made
    run = orthant.sweep(made)
    assert run.points == 3 and list(run.columns()["/steps"]) == expected
    with pytest.raises(TypeError, match="keywords"):
        orthant.sweep(made, command="steps")
    with pytest.raises(TypeError, match="keywords"):
        orthant.sweep(GRID, command="steps")


def test_columns_have_the_types_of_their_cells() -> None:
    run = orthant.sweep(
        scenario=PAIR,
        command="compare",
        vary={"/steps": [1, 2], "/paths": [["linear"], ["linear", "geodesic"]]},
        collect=["/results/1/path", "/results/0/log_loss", "/results/1/steps"],
    )
    columns = run.columns()
    assert columns["point"].dtype == np.int64 and list(columns["point"]) == [0, 1, 2, 3]
    assert columns["/steps"].dtype == np.int64
    assert list(columns["/paths"][:2]) == ['["linear"]', '["linear","geodesic"]']
    assert list(columns["/results/1/path"]) == [None, "geodesic", None, "geodesic"]
    assert columns["/results/0/log_loss"].dtype == np.float64
    np.testing.assert_array_equal(columns["/results/1/steps"], [np.nan, 1, np.nan, 2])
    assert list(columns["error"]) == [None] * 4
    assert any("nothing at \"/results/1/path\"" in note for note in run.notes)


def test_what_is_refused(tmp_path: Path) -> None:
    for call, match in (
        (lambda: orthant.sweep(many(3) | {"command": "x"}), "command"),
        (lambda: orthant.sweep(many(3) | {"vary": {"/step": [1]}}), "step"),
        (lambda: orthant.sweep(many(3) | {"vary": {"/steps": [float("nan")]}}), "JSON"),
        (lambda: orthant.sweep(many(3), shard="4/3"), "shard"),
        (lambda: orthant.sweep(many(3), shard="x"), "as 3/16"),
        (lambda: orthant.sweep(many(3), threads=0), "threads"),
        (lambda: orthant.sweep(many(3), folder=""), "folder"),
        (lambda: orthant.SweepFolder(tmp_path).tally(), "no sweep was begun"),
        (lambda: orthant.SweepFolder(tmp_path).merge("x.txt"), "ends with"),
        (lambda: orthant.sweep(many(3), times=[1]), "times"),
    ):
        with pytest.raises(BadInput, match=match):
            call()
    for wrong in (3, None, [1]):
        with pytest.raises(TypeError):
            orthant.sweep(wrong)  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            orthant.SweepFolder(wrong)  # type: ignore[arg-type]
    with pytest.raises(FileError):
        orthant.sweep(many(3), folder=tmp_path / "none/runs")
    with pytest.raises(FileError):
        orthant.sweep("none.json")
    orthant.sweep(many(3), folder=tmp_path / "runs")
    with pytest.raises(BadInput, match="of another sweep"):
        orthant.sweep(many(4), folder=tmp_path / "runs")
    assert orthant.sweep(many(4), folder=tmp_path / "runs", fresh=True).ran == 4
    text = json.dumps(many(3) | {"vary": {"/step": [1]}})
    (tmp_path / "bad.json").write_text(text)
    with pytest.raises(BadInput) as error:
        orthant.sweep(tmp_path / "bad.json")
    assert str(error.value) in program(tmp_path / "bad.json", "--dry-run").stderr


def test_a_temporary_folder_ends_with_the_last_that_needs_it() -> None:
    run = orthant.sweep(many(3))
    folder = Path(run.folder)
    other = copy.copy(run)
    del run
    gc.collect()
    best = other.best()
    del other
    gc.collect()
    assert folder.exists()
    del best
    gc.collect()
    assert not folder.exists()


# ---------------------------------------------------------------- interruptions and threads


def test_ctrl_c_leaves_a_folder_that_can_be_gone_on_with(tmp_path: Path) -> None:
    file = written(tmp_path / "sweep.json", PAIRED | {"vary": {
        "/pool/swap_fee": {"from": "0.0001", "to": "0.02", "count": 40},
        "/steps": [100, 200, 300, 400, 500],
    }})
    code = f"""
import orthant
try:
    orthant.sweep({str(file)!r}, folder={str(tmp_path / "runs")!r}, threads=1,
        progress=lambda done, most: print(done, flush=True))
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=TOP, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        while int(child.stdout.readline()) < 3:
            pass
        child.send_signal(signal.SIGINT)
        assert child.stdout.read().splitlines()[-1] == "interrupted"
        assert child.wait(60) == 0
    there = orthant.SweepFolder(tmp_path / "runs")
    tally = there.tally()
    assert 3 <= tally.points - tally.missing < 200 and tally.dropped == 0
    run = orthant.sweep(file, folder=tmp_path / "runs")
    assert run.found == tally.points - tally.missing and run.found + run.ran == 200
    orthant.sweep(file, folder=tmp_path / "whole").merge()
    run.merge()
    assert (tmp_path / "runs/results.csv").read_bytes() == (
        tmp_path / "whole/results.csv"
    ).read_bytes()


def test_progress_that_raises_ends_a_run(tmp_path: Path) -> None:
    sweep = PAIRED | {"vary": {"/pool/swap_fee": {"from": "0.0001", "to": "0.02", "count": 400}}}

    def refuse(done: int, most: int) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        orthant.sweep(sweep, folder=tmp_path, progress=refuse)
    told: list[tuple[int, int]] = []
    run = orthant.sweep(
        sweep, folder=tmp_path, progress=lambda done, most: told.append((done, most))
    )
    # A run that is stopped may have been about to end: then nothing is left to tell of.
    assert run.found + run.ran == 400
    assert told[-1] == (run.ran, run.ran) if run.ran > 0 else run.found == 400


def test_threads_and_shards_at_once(tmp_path: Path) -> None:
    one = orthant.sweep(many(200), threads=1).columns()
    runs: list[orthant.SweepRun] = []

    def share(number: int) -> None:
        runs.append(orthant.sweep(many(200), folder=tmp_path, shard=(number, 4), threads=2))

    threads = [threading.Thread(target=share, args=(i,)) for i in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(run.shard for run in runs) == [(i, 4, 50) for i in range(1, 5)]
    other = orthant.SweepFolder(tmp_path).columns()
    for name, column in one.items():
        np.testing.assert_array_equal(column, other[name])


def test_one_shard_is_written_by_one(tmp_path: Path) -> None:
    class Refused(Exception):
        pass

    def again(done: int, most: int) -> None:
        with pytest.raises(FileError, match="one at a time"):
            orthant.sweep(sweep, folder=tmp_path)
        raise Refused

    # So many points that the first run is at work still, however long the second takes to begin.
    sweep = PAIRED | {"vary": {"/pool/swap_fee": {"from": "0.0001", "to": "0.02", "count": 5000}}}
    with pytest.raises(Refused):
        orthant.sweep(sweep, folder=tmp_path, progress=again)


# ---------------------------------------------------------------- prices from memory


def hours(rows: int) -> pd.DataFrame:
    walk = np.cumsum(np.random.default_rng(1).normal(0, 0.01, (rows, 2)), axis=0)
    prices = np.column_stack((np.exp(walk) * [60000, 3000], np.ones(rows)))
    index = pd.date_range("2024-05-01", periods=rows, freq="1h")
    return pd.DataFrame(prices, columns=["BTC", "ETH", "USDC"], index=index)


def test_prices_from_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prices = hours(1500)
    scenario = json.loads((TOP / "scenarios/strategies/momentum.json").read_text())
    own = scenario["strategy"]["rule"]["k_per_day"]
    vary = {"/strategy/rule/k_per_day": [own, 2 * own]}
    call: dict[str, Any] = {"scenario": scenario, "command": "simulate", "vary": vary}
    run = orthant.sweep(**call, prices=prices, folder=tmp_path)
    alone = orthant.simulate(scenario, prices=prices)
    assert run.columns()["/results/0/final_value"][0] == alone[0].final_value
    for same in (prices, dict(prices.items())):
        assert orthant.sweep(**call, prices=same, folder=tmp_path).found == 2
    array = orthant.sweep(**call, prices=prices.to_numpy(), times=prices.index, folder=tmp_path)
    assert array.found == 2
    monkeypatch.chdir(tmp_path.parent)  # the folder by another name
    assert orthant.sweep(**call, prices=prices, folder=tmp_path.name).found == 2
    with pytest.raises(BadInput, match="of another sweep"):
        orthant.sweep(**call, prices=prices * 1.001, folder=tmp_path)
    assert orthant.SweepFolder(tmp_path).tally().missing == 0
    assert orthant.sweep(**call, prices=prices * 1.001, folder=tmp_path, fresh=True).ran == 2
    monkeypatch.chdir(TOP)
    assert orthant.sweep(MOMENTUM, prices=prices, shard="1/6").ran == 2


def test_prices_that_are_none() -> None:
    prices = hours(50)
    dates = {"times": prices.index[:2]}
    call: dict[str, Any] = {"scenario": PAIR, "command": "simulate", "vary": {"/steps": [2, 3]}}
    pool = {"pool": {"value": 1000000, "unit": "USD", "swap_fee": 0.003}}
    for bad, more, match in (
        (prices, {}, "no token"),
        (prices.to_numpy(), {"times": prices.index}, "3 columns"),
        (np.array([[1.0, 1.0], [1.0, np.nan]]), dates, "row 1: B is nan"),
        (np.array([[1.0, 1.0], [-1.0, 2.0]]), dates, "row 1: A is -1"),
        (np.ones((2, 2)), {}, "rows without times"),
        (np.ones((3, 2)), dates, "as many as rows"),
        (np.ones(4), {}, "shape"),
    ):
        with pytest.raises(BadInput, match=match):
            orthant.sweep(**call, prices=bad, **more)
    call["scenario"] = PAIR | pool
    walk = np.linspace([1.0, 1.0], [2.0, 1.0], 10)
    run = orthant.sweep(**call, prices=walk, times=prices.index[:10])
    assert run.failed == 0 and run.points == 2
