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
CALLS: list[tuple[dict[str, Any], list[object]]] = [
    ({"calls": 3}, ["--calls", 3]),
    ({"gas": 12, "steps": 720}, ["--gas", 12, "--steps", 720]),
    (
        {"calls": 2, "times": "equal", "points": "geodesic"},
        ["--calls", 2, "--times", "equal", "--points", "geodesic"],
    ),
    ({"calls": 2, "target": "quantamm"}, ["--calls", 2, "--target", "quantamm"]),
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


def test_what_cannot_be_planned(tmp_path: Path) -> None:
    for call in (
        lambda: orthant.plan(MOVE, calls=65),
        lambda: orthant.plan(MOVE, target="x"),
        lambda: orthant.plan(MOVE, gas=-1),
        lambda: orthant.plan(MOVE, times="x"),
        lambda: orthant.plan(MOVE, points="x"),
        lambda: orthant.plan(MOVE, safe="x"),
        lambda: orthant.plan(MOVE, pool="0x12"),
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
    with pytest.raises(TypeError):
        orthant.certify(1)  # type: ignore[arg-type]
