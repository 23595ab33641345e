"""Plans made, run and certified: the command line's bytes, from one to the next without files."""

from __future__ import annotations

import json
import pickle
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import orthant
from orthant.errors import BadInput, DomainError, FileError

MOVE = "scenarios/btc-usdc-50-90.json"
ONE, TWO = "0x" + "0" * 39 + "1", "0x" + "0" * 39 + "2"
CALLS: list[tuple[dict[str, Any], list[object]]] = [
    ({"calls": 3, "steps": 1440}, ["--calls", 3, "--steps", 1440]),
    ({"gas": 12, "steps": 720}, ["--gas", 12, "--steps", 720]),
    (
        {"calls": 2, "times": "equal", "points": "geodesic", "steps": 100},
        ["--calls", 2, "--times", "equal", "--points", "geodesic", "--steps", 100],
    ),
    ({"calls": 2, "target": "quantamm"}, ["--calls", 2, "--target", "quantamm"]),
    (
        {"calls": 2, "steps": 100, "trade_limit": "1/20", "target": "quantamm"},
        ["--calls", 2, "--steps", 100, "--trade-limit", "1/20", "--target", "quantamm"],
    ),
    (
        {"calls": 1, "target": "balancer-v2-managed", "token_addresses": [ONE, TWO], "pool": ONE,
         "steps": 100},
        ["--calls", 1, "--target", "balancer-v2-managed", "--token-addresses", f"{ONE},{TWO}"]
        + ["--pool", ONE, "--steps", 100],
    ),  # fmt: skip
]


@pytest.mark.parametrize(("options", "arguments"), CALLS)
def test_a_plan_has_the_programs_bytes(
    program: Any, tmp_path: Path, options: dict[str, Any], arguments: list[object]
) -> None:
    file = tmp_path / "plan.json"
    made = orthant.plan(MOVE, **options)
    assert made.json == program.json("plan", MOVE, *arguments, "-o", file)
    assert file.read_text() == made.json
    assert pickle.loads(pickle.dumps(made)) == made
    assert len(made.to_frame()) == len(made.calls) and "calls" in repr(made)
    run = orthant.replay(made)
    assert run.json == program.json("replay", file) == orthant.replay(file).json
    proof = orthant.certify(file)
    assert proof and proof.json == program.json("certify", file)


def test_replay_is_arrays(program: Any, tmp_path: Path) -> None:
    made = orthant.plan(MOVE, calls=2, steps=100)
    run = orthant.replay(made)
    assert run.weights.shape == (101, 2) and run.weights.dtype == np.uint64
    assert (run.weights.sum(axis=1, dtype=object) > 10**18 - 10).all()
    assert (np.diff(run.times) == 12).all()
    assert run.to_frame().shape == (101, 2)
    assert run.log_loss == made.log_loss
    told = json.loads(run.json)
    assert [one["at"] for one in told["blocks"]] == run.times.tolist()
    rows = [[int(weight) for weight in one["weights"]] for one in told["blocks"]]
    assert rows == run.weights.tolist() and dict(run.data) == told
    made.save(str(tmp_path / "plan.json"))
    missed = orthant.replay(made, present=0.9, seed=3)
    assert missed.json == program.json(
        "replay", tmp_path / "plan.json", "--present", 0.9, "--seed", 3
    )


def test_a_proven_optimum(program: Any, tmp_path: Path) -> None:
    best = orthant.proven_optimum(MOVE, steps=20, digits=40)
    assert best.json == program.json("optimum", MOVE, "--steps", 20, "--digits", 40)
    assert all(sum(map(Fraction, row)) == 1 for row in best.weights)
    assert best.bound <= best.log_loss[0] <= best.log_loss[1]
    doubles = orthant.optimum([0.5, 0.5], [0.9, 0.1], 20)
    np.testing.assert_allclose(best.array(), doubles.weights, rtol=1e-12)
    assert orthant.certify(best).holds and len(best.to_frame()) == 21
    with pytest.raises(BadInput):
        orthant.proven_optimum(MOVE, steps=20, digits=0)
    with pytest.raises(BadInput, match="one"):
        orthant.proven_optimum(tokens=["A", "B"], start=[0.5, 0.5], target=[0.9, 0.1], steps=[1, 2])


def test_a_forged_plan_is_refused(program: Any, tmp_path: Path) -> None:
    made = orthant.plan(MOVE, calls=2, steps=100)
    forged = json.loads(made.json)
    forged["log_loss"] *= 0.5
    proof = orthant.certify(forged)
    assert not proof and not proof.holds and "log_loss" in proof.refusal
    assert "refused" in repr(proof)
    (tmp_path / "x.json").write_text(json.dumps(forged))
    assert proof.refusal in program.error("certify", tmp_path / "x.json")


def test_a_schedule_is_certified(program: Any, tmp_path: Path) -> None:
    file = tmp_path / "t.json"
    program.json("path", MOVE, "--path", "geodesic", "--steps", 50, "-o", file)
    proof = orthant.certify(file, digits=40)
    assert proof.holds
    assert proof.json == program.json("certify", file, "--digits", 40)


def test_a_safe_plan_and_its_safety(program: Any, tmp_path: Path) -> None:
    scenario = "scenarios/btc-usdc-with-fee.json"
    safe = {"blocks": 2, "capital": 0.1, "fee": "0.05"}
    text = "blocks=2,capital=0.1,fee=0.05"
    made = orthant.plan(scenario, safe=safe, calls=2, steps=200)
    assert made.json == program.json(
        "plan", scenario, "--safe", text, "--calls", 2, "--steps", 200
    )
    assert made == orthant.plan(scenario, safe=text, calls=2, steps=200)
    file = tmp_path / "plan.json"
    made.save(str(file))
    for options, arguments in (
        ({}, []),
        ({"swap_fee": 0.3, "stake": "1/5"}, ["--fee", 0.3, "--stake", "1/5"]),
        ({"blocks": 9, "capital": 0.1, "swap_limit": 0.3, "threads": 1},
         ["--blocks", 9, "--capital", 0.1, "--swap-limit", 0.3]),
    ):  # fmt: skip
        answer = orthant.safety(file, **options)
        assert answer.json == program.answer("safety", file, *arguments)
        assert answer.notes == tuple(program.notes("safety", file, *arguments))
        assert [one.name for one in answer.schedules] == ["plan"]
        assert orthant.safety(made, **options).safe == answer.safe
        assert orthant.safety(made.data, **options).safe == answer.safe
    with pytest.raises(BadInput, match="paths: that is for a scenario, and .* is a plan"):
        orthant.safety(made, paths="linear")
    with pytest.raises(BadInput, match="capital"):
        orthant.safety(made, capital=-1)
    with pytest.raises(BadInput):
        orthant.safety({"kind": "plan"})
    with pytest.raises(FileError):
        orthant.safety(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("file", "options", "arguments"),
    [
        (MOVE, {"gas": 2.0, "steps": 100}, ["--gas", 2, "--steps", 100]),
        (
            "scenarios/btc-usdc-with-fee.json",
            {"calls": 2, "price_volatility": 0.8, "steps": 100, "token_addresses": [ONE, TWO]},
            ["--calls", 2, "--price-volatility", 0.8, "--steps", 100]
            + ["--token-addresses", f"{ONE},{TWO}"],
        ),
        (
            "scenarios/lbp-96-50.json",
            {"calls": 1, "target": "balancer-v3-lbp"},
            ["--calls", 1, "--target", "balancer-v3-lbp"],
        ),
    ],
)
def test_a_plans_notes_are_the_programs(
    program: Any, file: str, options: dict[str, Any], arguments: list[object]
) -> None:
    notes = orthant.plan(file, **options).notes
    said = [
        note.replace("--token-addresses", "token_addresses").replace("without --gas", "without gas")
        for note in program.notes("plan", file, *arguments)
    ]
    assert sorted(notes) == sorted(said)
    assert len(notes) > 1


def test_texts_name_pythons_options(program: Any, tmp_path: Path) -> None:
    """What the library calls --legal is legal=True here, in notes and in exceptions."""
    move = {"orthant": 1, "tokens": ["A", "B"], "start": {"weights": ["0.5", "0.5"]},
            "target": {"weights": ["0.9", "0.1"]}, "steps": 100}  # fmt: skip
    notes = orthant.plan(move).notes
    assert any(note.startswith("without gas: ") for note in notes) and "--" not in str(notes)
    railed = {**move, "guard_rails": {"minimum_weight": "0.2"}}
    file = tmp_path / "railed.json"
    file.write_text(json.dumps(railed))
    with pytest.raises(DomainError) as refused:
        orthant.plan(file, calls=2)
    offered = program.error("plan", file, "--calls", 2).removeprefix("note: ")  # its last line
    assert str(refused.value).endswith("; " + offered.replace("--legal", "legal=True"))
    assert offered.endswith("is 0.8, 0.2; --legal plans for it")
    with pytest.raises(BadInput, match=r"\.\.\., \"elasticity\": \.\.\.}, or flow and elasticity"):
        orthant.fee(move)
    with pytest.raises(BadInput, match="and so is elasticity$"):
        orthant.fee(move, flow=1)
    with pytest.raises(BadInput, match="prices move, or price_volatility$"):
        orthant.fee(move, flow=1, elasticity=1)
    with pytest.raises(BadInput, match="^safe is blocks=N,capital=C"):
        orthant.plan(move, safe="x")
    with pytest.raises(BadInput, match="; normalise=True divides them"):
        orthant.plan({**move, "start": {"weights": [0.5, 0.6]}})
    with pytest.raises(FileError, match="^x --legality"):  # a file's name is let be
        orthant.plan("x --legality/none.json")


def test_a_batch_for_a_multisig(program: Any, tmp_path: Path) -> None:
    made = orthant.plan(MOVE, calls=2, steps=100)
    assert made.batches == 2
    of = ["plan", MOVE, "--calls", 2, "--steps", 100, "--format", "safe-batch", "--to", TWO]
    for number in (1, 2):
        batch = made.safe_batch(to=TWO, chain_id=100, number=number)
        assert batch.json == program.text(*of, "--chain-id", 100, "--batch", number)
        assert (batch.number, batch.transactions) == (number, 1)
        assert f"batch {number} of 2" in repr(batch)
        assert batch.data["transactions"][0]["data"] == made.calls[number - 1]["calldata"]
    nameless = tmp_path / "nameless.json"
    move = {"orthant": 1, "tokens": ["A", "B"], "steps": 10}
    move |= {"start": {"weights": [0.5, 0.5]}, "target": {"weights": [0.6, 0.4]}}
    nameless.write_text(json.dumps(move))
    batch = orthant.plan(nameless, calls=1).safe_batch(to=ONE, chain_id=1)
    assert batch.json == program.text(
        "plan", nameless, "--calls", 1, "--format", "safe-batch", "--to", ONE, "--chain-id", 1
    )
    with pytest.raises(DomainError):
        made.safe_batch(to=ONE, chain_id=1)
    with pytest.raises(DomainError):
        made.safe_batch(to=ONE, chain_id=1, number=3)
    for bad in ({"to": "0x1", "chain_id": 1}, {"to": ONE, "chain_id": 0}):
        with pytest.raises(BadInput):
            made.safe_batch(number=1, **bad)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        made.safe_batch(to=1, chain_id=1)  # type: ignore[arg-type]


def test_limits_of_trades(program: Any, tmp_path: Path) -> None:
    made = orthant.plan(MOVE, calls=2, steps=100)
    file = tmp_path / "plan.json"
    made.save(str(file))
    run = orthant.replay(file, trade_limit=0.01, present=1, seed=4)
    assert run.json == program.json(
        "replay", file, "--trade-limit", 0.01, "--present", 1, "--seed", 4
    )
    assert orthant.replay(file, seed=1).notes == ("seed says nothing without present",)
    proof = orthant.certify(file, trade_limit="0.01")
    assert not proof and proof.refusal in program.error("certify", file, "--trade-limit", 0.01)
    assert orthant.certify(file, trade_limit=0.3).holds
    best = orthant.proven_optimum(MOVE, steps=3)
    assert "no plan" in orthant.certify(best, trade_limit=0.1).notes[0]
    rows = [[0.5, 0.5], [0.7, 0.3 + 1e-16], [0.9, 0.1]]
    loose = {"orthant": 1, "kind": "trajectory", "tokens": ["A", "B"], "steps": 2, "weights": rows}
    (tmp_path / "loose.json").write_text(json.dumps(loose))
    proof = orthant.certify(tmp_path / "loose.json")
    assert proof.json == program.json("certify", tmp_path / "loose.json")
    assert list(proof.notes) == program.notes("certify", tmp_path / "loose.json") != []
    for bad in (0, 0.4, "x", "1e-30"):
        with pytest.raises(BadInput, match="trade_limit"):
            orthant.plan(MOVE, trade_limit=bad)
        with pytest.raises(BadInput, match="trade_limit"):
            orthant.replay(file, trade_limit=bad)


def test_an_optimum_with_a_running_cost(program: Any, tmp_path: Path) -> None:
    rows = np.array([[0.01, 0.0], [0.02, -0.01], [0.0, 0.03]])
    lines = [f"{k + 1},{b!r},{a!r}" for k, (a, b) in enumerate(rows.tolist())]
    file = tmp_path / "forecast.csv"
    file.write_text("\n".join(["step,USDC,BTC", *lines, ""]))
    of = ["optimum", MOVE, "--steps", 3, "--forecast", file]
    made = orthant.proven_optimum(MOVE, steps=3, forecast=rows)
    assert made.json == program.json(*of)
    assert made.json == orthant.proven_optimum(MOVE, steps=3, forecast=file).json
    columns = {"USDC": rows[:, 1], "BTC": list(rows[:, 0])}
    assert made.json == orthant.proven_optimum(MOVE, steps=3, forecast=columns).json
    assert made.objective is not None and made.bound <= made.objective[0] <= made.objective[1]
    assert made.relative_gap is None and "objective" in repr(made)
    assert orthant.certify(made).holds
    free = orthant.proven_optimum(
        MOVE, steps=3, forecast=rows, tracking=1e4, free_end=True, price_volatility=0.8, digits=20
    )
    more = ["--tracking", "1e4", "--free-end", "--price-volatility", 0.8, "--digits", 20]
    assert free.json == program.json(*of, *more)
    assert list(free.notes) == program.notes(*of, *more) != []
    short = orthant.proven_optimum(MOVE, steps=3, forecast=rows[:2])
    assert "no row of step 3" in short.notes[0]
    thirds = {"tokens": ["A", "B"], "start": ["1/3", "2/3"], "target": [0.9, 0.1], "steps": 2}
    third = orthant.proven_optimum(**thirds)
    assert "no finite decimal" in third.notes[-1]


@pytest.mark.parametrize(
    "options",
    [
        {"free_end": True},
        {"price_volatility": 0.8},
        {"tracking": 1},
        {"tracking": -1, "price_volatility": 0.8},
        {"tracking": "x", "price_volatility": 0.8},
        {"forecast": [[1, 2]]},
        {"forecast": [[1, 2, 3]] * 3},
        {"forecast": [1, 2]},
        {"forecast": [[float("nan"), 0]] * 3},
        {"forecast": [[100, 0]] * 3},
        {"forecast": {"BTC": [1, 2, 3]}},
        {"forecast": {"BTC": [1, 2, 3], "USDC": [1]}},
        {"forecast": ""},
    ],
)
def test_what_is_no_running_cost(options: dict[str, Any]) -> None:
    with pytest.raises((BadInput, DomainError)):
        orthant.proven_optimum(MOVE, steps=3, **options)
    with pytest.raises(FileError):
        orthant.proven_optimum(MOVE, steps=3, forecast="none.csv")


def test_lists(program: Any) -> None:
    listed = json.loads(program.json("list", "targets"))["targets"]
    assert [(one.name, one.summary) for one in orthant.targets()] == [
        (one["target"], one["summary"]) for one in listed
    ]
    listed = json.loads(program.json("list", "models"))["models"]
    assert [tuple(one) for one in orthant.models()] == [
        (one["model"], one["summary"]) for one in listed
    ]


def test_what_cannot_be_planned(tmp_path: Path) -> None:
    for call in (
        lambda: orthant.plan(MOVE, calls=65),
        lambda: orthant.plan(MOVE, target="x"),
        lambda: orthant.plan(MOVE, gas=-1),
        lambda: orthant.plan(MOVE, times="x"),
        lambda: orthant.plan(MOVE, points="x"),
        lambda: orthant.plan(MOVE, safe="x"),
        lambda: orthant.plan(MOVE, pool="0x12"),
        lambda: orthant.plan(MOVE, safe={"blocks": "x"}),
        lambda: orthant.plan(MOVE, token_addresses=[ONE]),
        lambda: orthant.plan(MOVE, token_addresses=[ONE, "0x"]),
        lambda: orthant.plan(MOVE, trade_limit=1),
        lambda: orthant.plan(MOVE, steps=[1, 2]),
        lambda: orthant.plan("scenarios/strategies/momentum.json"),
        lambda: orthant.replay({}),
        lambda: orthant.replay(MOVE),
        lambda: orthant.replay(orthant.plan(MOVE, calls=1, steps=10), present=1.5),
        lambda: orthant.certify(MOVE, digits=0),
        lambda: orthant.certify({"kind": "x"}),
        lambda: orthant.certify(""),
    ):
        with pytest.raises((BadInput, DomainError)):
            call()
    with pytest.raises(FileError, match="none.json"):
        orthant.replay(tmp_path / "none.json")
    with pytest.raises(FileError):
        orthant.certify(tmp_path)
    for wrong in (
        lambda: orthant.certify(1),  # type: ignore[arg-type]
        lambda: orthant.plan(MOVE, safe=1),  # type: ignore[arg-type]
        lambda: orthant.plan(MOVE, token_addresses=[1]),  # type: ignore[list-item]
        lambda: orthant.plan(MOVE, trade_limit=[1]),  # type: ignore[arg-type]
    ):
        with pytest.raises(TypeError):
            wrong()


def test_keywords_that_are_options_and_keys() -> None:
    """Weights are the move's target, a mapping is the scenario's pool; texts are options."""
    pool = {"value": 1e6, "unit": "USD"}
    ends: dict[str, Any] = {"tokens": ["A", "B"], "start": [0.5, 0.5], "steps": 100}
    of = {"orthant": 1, **ends, "start": {"weights": [0.5, 0.5]}, "pool": pool}
    of["target"] = {"weights": [0.9, 0.1]}
    wanted = orthant.plan(of, calls=2).json
    for target in ([0.9, 0.1], np.array([0.9, 0.1]), {"weights": [0.9, 0.1]}):
        assert orthant.plan(**ends, target=target, pool=pool, calls=2).json == wanted
    made = orthant.plan(**ends, target="quantamm", target_weights=[0.9, 0.1], pool=pool, calls=2)
    assert made.target == "quantamm"
    assert made.json == orthant.plan(of, target="quantamm", calls=2).json
    with pytest.raises(BadInput, match="^target and target_weights both"):
        orthant.plan(**ends, target=[0.9, 0.1], target_weights=[0.9, 0.1])
    for wrong in ({"target": [0.9, 0.1]}, {"pool": pool}):
        with pytest.raises(TypeError, match="a text is wanted"):  # a scenario is there
            orthant.plan(of, **wrong)  # type: ignore[arg-type]


def test_arrays_are_no_names() -> None:
    several = np.ones((2, 2))
    for call in (
        lambda: orthant.plan(MOVE, times=several),
        lambda: orthant.plan(MOVE, points=several),
        lambda: orthant.simulate(MOVE, compat=several),
    ):
        with pytest.raises(TypeError, match="^(times|points|compat): a text is wanted"):
            call()
    with pytest.raises(BadInput, match="^times: "):
        orthant.simulate(MOVE, prices=np.ones((2, 2)), times=[[1, 2], [3]])
    with pytest.raises(TypeError, match="^route: a text is wanted"):
        orthant.optimum([0.5, 0.5], [0.9, 0.1], 2, route=several)
