"""Pages to decide on: the command line's bytes, of scenarios, of results, of prices from memory."""

from __future__ import annotations

import copy
import hashlib
import html
import json
import os
import pickle
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import Program

import orthant
from orthant.errors import BadInput, FileError

MOVE: dict[str, Any] = {
    "orthant": 1,
    "name": "A & <b>",
    "tokens": ["A", "<script>alert(1)</script>"],
    "start": {"weights": ["0.5", "0.5"]},
    "target": {"weights": ["0.9", "0.1"]},
    "steps": 20,
    "pool": {"value": "1000000", "unit": "USD", "swap_fee": "0.003"},
}
WITH_FEE = "scenarios/btc-usdc-with-fee.json"
GBM = "scenarios/market/btc-eth-usdc-gbm.json"
MOMENTUM = "scenarios/strategies/momentum.json"
SALE = "scenarios/launch/fair-launch.json"
BRIEF = "scenarios/launch/seedless.json"

CASES: list[tuple[Callable[[], Any], list[object]]] = [
    (lambda: orthant.report(WITH_FEE), [WITH_FEE]),
    (
        lambda: orthant.report(
            WITH_FEE, gas=2.5, target="quantamm", steps=300, price_volatility=0.5, threads=1
        ),
        [WITH_FEE, "--gas", 2.5, "--target", "quantamm", "--steps", 300]
        + ["--price-volatility", 0.5],
    ),
    (lambda: orthant.report(GBM, price_paths=3, seed=2), [GBM, "--price-paths", 3, "--seed", 2]),
    (lambda: orthant.report(MOMENTUM, price_paths=2), [MOMENTUM, "--price-paths", 2]),
    (lambda: orthant.report(SALE, price_paths=2), [SALE, "--price-paths", 2]),
]


def facts(page: Any) -> dict[str, Any]:
    """Less what the scenario's file is called, how it was written, and how prices came."""
    text = page.json.replace(page.facts["scenario_sha256"], "")
    made = json.loads(text.replace(page.facts["scenario_file"], "scenario"))
    made["parts"] = [part for part in made["parts"] if part["id"] != "assumed"]
    return {**made, "scenario_sha256": None}


def in_python(notes: Iterable[str]) -> list[str]:
    return [re.sub("--[a-z-]+", lambda it: it[0][2:].replace("-", "_"), one) for one in notes]


@pytest.mark.parametrize("which", range(len(CASES)))
def test_a_report_is_the_commands(which: int, program: Program, tmp_path: Path) -> None:
    call, arguments = CASES[which]
    page = call()
    assert page.json == program.json("report", *arguments)
    text, notes = program.told("report", *arguments, "-o", tmp_path / "page.html")
    assert page.html == (tmp_path / "page.html").read_text() and page.text == text
    assert in_python(page.notes) == in_python(notes)
    assert page.facts == json.loads(page.json) and isinstance(page.facts, dict)
    again = pickle.loads(pickle.dumps(page))
    assert again == page and again.html == page.html and again.facts == page.facts


def test_a_mapping_and_keywords_are_a_file(tmp_path: Path) -> None:
    page = orthant.report(MOVE)
    keywords = {key: value for key, value in MOVE.items() if key != "orthant"}
    assert facts(orthant.report(**keywords)) == facts(page)
    contract = orthant.report(**keywords | {"target": "quantamm"}, target_weights=["0.9", "0.1"])
    assert facts(contract) == facts(orthant.report(MOVE, target="quantamm"))
    file = tmp_path / "move.json"
    file.write_text(json.dumps(MOVE))
    assert facts(orthant.report(file)) == facts(page)


def test_the_commands_on_a_page_take_its_scenario(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = orthant.report(MOVE)
    assert page.scenario is not None and orthant.report(WITH_FEE).scenario is None
    digest = hashlib.sha256(page.scenario.encode()).hexdigest()
    assert page.facts["scenario_sha256"] == digest
    (tmp_path / "scenario").write_text(page.scenario)
    monkeypatch.chdir(tmp_path)
    again = orthant.report("scenario")
    assert again.facts["scenario_sha256"] == digest and facts(again) == facts(page)


def test_a_notebook_shows_the_page_and_obeys_nothing() -> None:
    page = orthant.report(MOVE)
    frame = re.fullmatch(r'<iframe sandbox="" ([^<>]*)></iframe>', page._repr_html_())
    assert frame
    srcdoc = re.search(r'srcdoc="([^"]*)"', frame[1])
    assert srcdoc and html.unescape(srcdoc[1]) == page.html
    assert "<script" not in page.html and "alert(1)" in page.html
    assert repr(page).startswith(page.text.rstrip("\n"))


def test_files_are_written_whole(tmp_path: Path) -> None:
    page = orthant.report(MOVE)
    for name, content in (("page.html", page.html), ("facts.json", page.json)):
        page.save(tmp_path / name)
        assert (tmp_path / name).read_text() == content
    assert sorted(os.listdir(tmp_path)) == ["facts.json", "page.html"]
    result = orthant.compare(MOVE)
    assert result.report(tmp_path / "other.html") == page
    assert (tmp_path / "other.html").read_text() == page.html
    for bad in (tmp_path / "none" / "page.html", tmp_path):
        with pytest.raises(FileError, match="cannot write it"):
            page.save(bad)
    assert len(os.listdir(tmp_path)) == 3


NOISE = {"price_volatility": 0.5}
MARKET = {
    **MOVE,
    "market": {"model": "gbm", "volatility": ["0.5", "0"], "block_seconds": 12},
    "monte_carlo": {"paths": 2},
}
RESULTS: dict[str, tuple[Callable[[], Any], dict[str, Any]]] = {
    "compare": (lambda: orthant.compare(MOVE, steps=30), {"steps": 30}),
    "fee": (lambda: orthant.fee(MARKET, flow=0.3, elasticity=300), {}),
    "plan": (
        lambda: orthant.plan(MOVE, target="quantamm", gas=1.5, calls=2),
        {"target": "quantamm", "gas": 1.5},
    ),
    "proven_optimum": (lambda: orthant.proven_optimum(MOVE, steps=5), {"steps": 5}),
    "safety": (lambda: orthant.safety(MOVE, blocks=3), {}),
    "simulate": (lambda: orthant.simulate(MOMENTUM, price_paths=2), {"price_paths": 2}),
    "weights": (lambda: orthant.weights(MOMENTUM, seed=5), {"seed": 5}),
    "launch": (lambda: orthant.launch(BRIEF, price_paths=2), {"price_paths": 2}),
    "launch_best": (lambda: orthant.launch_best(BRIEF, fees=["0.001", "0.02"]), {}),
}
OF: dict[str, Any] = {"fee": MARKET, "simulate": MOMENTUM, "weights": MOMENTUM, "launch": BRIEF, "launch_best": BRIEF}


@pytest.mark.parametrize("name", RESULTS)
def test_results_report_their_scenario(name: str) -> None:
    call, options = RESULTS[name]
    result = call()
    wanted = orthant.report(OF.get(name, MOVE), **options)
    page = pickle.loads(pickle.dumps(result)).report()
    assert page == wanted and page.notes == wanted.notes


def test_the_path_is_the_results() -> None:
    for path in ("geodesic", "linear"):
        wanted = orthant.report({**MOVE, "paths": [path]}, steps=5)
        assert facts(orthant.trajectory(MOVE, path=path, steps=5).report()) == facts(wanted)


def test_the_best_number_of_steps_is_reported() -> None:
    found = orthant.steps(MOVE, steps=[10, 40], update_cost=5, price_paths=2, **NOISE)
    wanted = orthant.report(MOVE, steps=found.best_steps, price_paths=2, **NOISE)
    assert found.report() == wanted


def test_what_is_said_of_a_page_is_said_of_it_alone() -> None:
    result = orthant.compare(MOVE)
    assert result.report(gas=3.0, target="quantamm", threads=1) == orthant.report(
        MOVE, gas=3.0, target="quantamm"
    )
    assert result.report() == orthant.report(MOVE)


def test_prices_from_memory() -> None:
    """Kept as the caller has them, and left behind by a pickle."""
    walk = np.random.default_rng(2).normal(0, 1e-3, (60, 2)).cumsum(axis=0)
    prices, names = np.exp(walk), ["A", "B"]
    times = np.datetime64("2024-05-01") + np.arange(60) * np.timedelta64(12, "s")
    move = {**MOVE, "tokens": names}
    wanted = orthant.report(move, prices=prices, times=times)
    assumed = next(part for part in wanted.facts["parts"] if part["id"] == "assumed")
    files = next(table for table in assumed["tables"] if table["id"] == "files")["rows"]
    told = next(row for row in files if row["what"] == "prices")
    assert told["file"] == "in memory"
    assert told["sha256"] == hashlib.sha256(prices.tobytes()).hexdigest()
    assert assumed["figures"]["command"] == "orthant.report(scenario, prices)"
    result = orthant.simulate(move, prices=prices, times=times)
    assert result._origin.given[0] is prices
    for one in (result, copy.copy(result), copy.deepcopy(result)):
        assert one.report() == wanted
    for again in (pickle.loads(pickle.dumps(result)), pickle.loads(pickle.dumps(result))):
        assert again == result and len(pickle.dumps(again)) < len(pickle.dumps(prices)) + 20_000
        with pytest.raises(BadInput, match="stay behind where a result is pickled"):
            again.report()


def test_a_frame_is_its_file() -> None:
    panel = "scenarios/market/panel.json"
    frame = pd.read_csv("scenarios/market/panel.csv", index_col="time", parse_dates=True)
    page = orthant.report(json.loads(Path(panel).read_text()), frame)
    assert facts(page) == facts(orthant.report(panel))
    assert "prices: none of USDC, which is priced 1" in page.notes


def test_what_is_refused(tmp_path: Path) -> None:
    plan = orthant.plan(MOVE, calls=2)
    plan.save(tmp_path / "plan.json")
    with pytest.raises(BadInput, match="of no scenario"):
        orthant.safety(tmp_path / "plan.json", swap_fee="0.003").report()
    for call in (
        lambda: orthant.report(MOVE, gas=-1.0),
        lambda: orthant.report({**MOVE, "steps": 0}),
        lambda: orthant.report(MOVE, price_volatility=-1),
        lambda: orthant.report(MOVE, np.ones((30, 2)), price_volatility=0.5),
        lambda: orthant.report(MOVE, np.ones((30, 3))),
    ):
        with pytest.raises(BadInput):
            call()
    with pytest.raises(TypeError):
        orthant.report()
    with pytest.raises(TypeError, match="^gas"):
        orthant.report(MOVE, gas="2")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="^target"):
        orthant.compare(MOVE).report(target=3)  # type: ignore[arg-type]
    with pytest.raises(FileError):
        orthant.report(tmp_path / "none.json")
