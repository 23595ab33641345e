"""Points and schedules as arrays: right answers, and refusals that say what is wrong."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import orthant
from orthant.errors import BadInput, DomainError, OutOfMemory

U = np.array([0.2, 0.3, 0.5])
W = np.array([0.5, 0.3, 0.2])


def points(count: int, n: int, seed: int = 1) -> np.ndarray[Any, np.dtype[np.float64]]:
    made = np.random.default_rng(seed).dirichlet(np.ones(n), count)
    return made / made.sum(axis=1, keepdims=True)


def test_kl_is_its_formula() -> None:
    a, b = points(1000, 5, 1), points(1000, 5, 2)
    expected = (a * np.log(a / b)).sum(axis=1)
    np.testing.assert_allclose(orthant.kl(a, b), expected, rtol=1e-12, atol=1e-16)


def test_one_point_beside_rows() -> None:
    rows = points(7, 3)
    np.testing.assert_array_equal(orthant.kl(rows, U), [orthant.kl(row, U) for row in rows])
    np.testing.assert_array_equal(orthant.kl(U, rows), [orthant.kl(U, row) for row in rows])
    deep = rows[:6].reshape(2, 3, 3)
    assert orthant.distance(deep, U).shape == (2, 3)
    assert orthant.exp_map(U, orthant.log_map(U, deep)).shape == (2, 3, 3)
    assert orthant.entropy(deep).shape == (2, 3)
    np.testing.assert_array_equal(orthant.kl(deep, deep), np.zeros((2, 3)))


def test_single_points_give_floats() -> None:
    for function in (orthant.kl, orthant.angle, orthant.distance):
        assert type(function(U, W)) is float
        assert function(U, U) == 0
    assert type(orthant.entropy(U)) is float
    assert orthant.distance(U, W) == 2 * orthant.angle(U, W)


def test_no_rows() -> None:
    none = np.empty((0, 3))
    assert orthant.kl(none, none).shape == (0,)
    assert orthant.kl(none, U).shape == (0,)
    assert orthant.kl(U, none).shape == (0,)
    assert orthant.log_map(none, U).shape == (0, 3)
    assert orthant.entropy(none).shape == (0,)


@settings(max_examples=50, deadline=None)
@given(st.integers(2, 9), st.integers(0, 2**32 - 1))
def test_exponential_of_logarithm(n: int, seed: int) -> None:
    a, b = points(3, n, seed), points(3, n, seed + 1)
    v = orthant.log_map(a, b)
    np.testing.assert_allclose(orthant.exp_map(a, v - v.mean(axis=1, keepdims=True)), b, atol=1e-11)
    norm = np.sqrt((v * v / a).sum(axis=1))
    np.testing.assert_allclose(norm, orthant.distance(a, b), rtol=1e-12)


@pytest.mark.parametrize("name", ["linear", "geodesic", "amgm", "geometric", "power:0.5"])
def test_paths_have_rows_for_both_ends(name: str) -> None:
    rows = orthant.path(name, U, W, 10)
    assert rows.shape == (11, 3)
    np.testing.assert_array_equal(rows[0], U)
    np.testing.assert_array_equal(rows[-1], W)
    assert orthant.log_loss(rows) == pytest.approx(orthant.loss(name, U, W, 10), rel=1e-9)


def test_paths_are_the_programs(program: Any, tmp_path: Any) -> None:
    import json

    scenario = tmp_path / "s.json"
    scenario.write_text(
        json.dumps(
            {
                "orthant": 1,
                "tokens": ["A", "B", "C"],
                "start": {"weights": U.tolist()},
                "target": {"weights": W.tolist()},
                "steps": 10,
            }
        )
    )
    for name, function in (
        ("linear", orthant.linear),
        ("geodesic", orthant.geodesic),
        ("amgm", orthant.amgm),
    ):
        written = json.loads(program.json("path", scenario, "--path", name))
        np.testing.assert_array_equal(function(U, W, 10), written["weights"])


def test_optimum_is_the_least() -> None:
    best = orthant.optimum(U, W, 50)
    assert best.converged
    assert best.weights.shape == (51, 3)
    assert best.log_loss < orthant.loss("geodesic", U, W, 50)
    other = orthant.optimum(U, W, 50, route="backward")
    assert other.route == "backward"
    np.testing.assert_allclose(best.weights, other.weights, atol=1e-12)
    assert "50 steps" in repr(best)


def test_long_schedules() -> None:
    rows = orthant.geodesic(U, W, 200_000)
    assert rows.shape == (200_001, 3)
    assert orthant.log_loss(rows) == pytest.approx(orthant.distance(U, W) ** 2 / 400_000, rel=1e-5)


# ---------------------------------------------------------------- arrays that are not plain


def test_arrays_of_every_layout_give_the_same() -> None:
    a, b = points(40, 4, 1), points(40, 4, 2)
    expected = orthant.kl(a, b)
    wide = np.zeros((80, 8))
    wide[::2, ::2] = a
    read_only = a.copy()
    read_only.flags.writeable = False
    swapped = a.astype(">f8")
    for same in (wide[::2, ::2], np.asfortranarray(a), a[::-1][::-1], read_only, swapped, a.tolist()):
        np.testing.assert_array_equal(orthant.kl(same, b), expected)
    np.testing.assert_array_equal(orthant.kl(a[::-1], b[::-1]), expected[::-1])
    assert not read_only.flags.writeable
    unaligned = np.frombuffer(b"\0" + a.tobytes(), dtype=np.uint8)[1:].view(np.float64).reshape(40, 4)
    assert not unaligned.flags.aligned
    np.testing.assert_array_equal(orthant.kl(unaligned, b), expected)


def test_other_numbers_become_doubles() -> None:
    half = np.array([0.5, 0.5])
    for dtype in (np.float16, np.float32, np.longdouble):
        assert orthant.kl(half.astype(dtype), [0.25, 0.75]) == orthant.kl(half, [0.25, 0.75])


def test_arguments_are_not_written_to() -> None:
    a, b = points(5, 3, 1), points(5, 3, 2)
    kept = a.copy(), b.copy()
    orthant.log_map(a, b)
    orthant.exp_map(a, orthant.log_map(a, b))
    orthant.optimum(a[0], b[0], 10)
    np.testing.assert_array_equal((a, b), kept)


@pytest.mark.parametrize(
    ("bad", "error", "says"),
    [
        ([math.nan, 0.5], DomainError, "weight 0 is nan"),
        ([math.inf, 0.5], DomainError, "weight 0 is inf"),
        ([0.0, 1.0], DomainError, "weight 0 is 0; permitted: from 1e-150 to below 1"),
        ([-0.5, 1.5], DomainError, "weight 0 is -0.5"),
        ([0.5, 0.6], DomainError, "sum to 1"),
        ([1.0], DomainError, "1 token"),
        ([], BadInput, "no weights"),
        (0.5, BadInput, "one number"),
        ([[0.5, 0.5], [1.0]], BadInput, "inhomogeneous"),
        ("abc", TypeError, "numbers are wanted"),
        (None, TypeError, "numbers are wanted, not object"),
        ([True, False], TypeError, "not bool"),
        (np.array([0.5 + 0j, 0.5]), TypeError, "complex"),
        (np.array(["0.5", "0.5"]), TypeError, "numbers are wanted"),
        (np.array([1, 2], dtype="M8[s]"), TypeError, "datetime"),
        (np.ma.masked_array([0.5, 0.5], [0, 1]), BadInput, "masked"),
        ({"a": 1}, TypeError, "object"),
    ],
)
def test_what_is_no_point(bad: Any, error: type[Exception], says: str) -> None:
    good = [0.5, 0.5]
    for call in (
        lambda: orthant.kl(bad, good),
        lambda: orthant.kl(good, bad),
        lambda: orthant.distance(bad, good),
        lambda: orthant.entropy(bad),
        lambda: orthant.exp_map(bad, [0.0, 0.0]),
        lambda: orthant.log_map(good, bad),
    ):
        with pytest.raises((error, BadInput)) as raised:
            call()
        if raised.type is error:
            assert says in str(raised.value)
    with pytest.raises(error, match=says.replace("+", r"\+")):
        orthant.entropy(bad)


def test_the_row_is_named() -> None:
    rows = points(10, 3)
    rows[7, 1] = math.nan
    with pytest.raises(DomainError, match=r"^from_: row 7: weight 1 is nan"):
        orthant.kl(U, rows)
    with pytest.raises(DomainError, match=r"^weights: row 7: weight 1 is nan"):
        orthant.log_loss(rows)


@pytest.mark.parametrize("velocity", [[math.nan, 0, 0], [math.inf, -math.inf, 0], [1, 0, 0]])
def test_velocities_sum_to_nothing(velocity: list[float]) -> None:
    with pytest.raises(DomainError, match="sum to 0"):
        orthant.exp_map(U, velocity)


def test_a_geodesic_that_leaves_the_simplex() -> None:
    with pytest.raises(DomainError):
        orthant.exp_map(U, [100.0, -50.0, -50.0])


def test_shapes_that_do_not_go_together() -> None:
    for a, b in (
        (points(3, 3), points(4, 3)),
        (points(3, 3), points(3, 4)),
        (U, points(2, 4)),
        (points(6, 3).reshape(2, 3, 3), points(6, 3)),
    ):
        with pytest.raises(BadInput, match="shape|weights in a row"):
            orthant.kl(a, b)
    with pytest.raises(BadInput, match="two points"):
        orthant.geodesic(points(2, 3), points(2, 3), 5)
    with pytest.raises(BadInput, match="a row for each step"):
        orthant.log_loss(U)
    with pytest.raises(BadInput, match="a row for each step"):
        orthant.log_loss(np.empty((0, 3)))


@pytest.mark.parametrize("steps", [0, -1, 10**9 + 1, 2**70])
def test_steps_out_of_range(steps: int) -> None:
    with pytest.raises(BadInput, match=f"steps: {steps} is out of range"):
        orthant.geodesic(U, W, steps)


@pytest.mark.parametrize("steps", [1.5, "10", None, True])
def test_steps_that_are_no_numbers(steps: Any) -> None:
    with pytest.raises(TypeError, match="a whole number is wanted"):
        orthant.geodesic(U, W, steps)


def test_schedules_that_no_memory_holds() -> None:
    with pytest.raises(OutOfMemory, match="GiB"):
        orthant.linear(np.full(1000, 1e-3), np.full(1000, 1e-3), 10**9)
    with pytest.raises(MemoryError):
        orthant.optimum(np.full(1000, 1e-3), np.full(1000, 1e-3), 10**9)


def test_paths_that_there_are_not() -> None:
    with pytest.raises(BadInput, match="geodesic"):
        orthant.path("geodesik", U, W, 10)
    with pytest.raises(BadInput, match="permitted"):
        orthant.path("geodesic\0x", U, W, 10)
    with pytest.raises(BadInput, match="permitted"):
        orthant.path("file:-", U, W, 10)
    with pytest.raises(orthant.Error):
        orthant.path("file:/nowhere/x.json", U, W, 10)
    with pytest.raises(BadInput, match="route"):
        orthant.optimum(U, W, 10, route="x")  # type: ignore[arg-type]


# ---------------------------------------------------------------- files of schedules

THREE = "scenarios/three-token.json"


@pytest.mark.parametrize("name", ["geodesic", "power:0.5", "safe:1.5", "lambertw", "optimum"])
def test_a_trajectory_has_the_programs_bytes(program: Any, name: str, tmp_path: Any) -> None:
    made = orthant.trajectory(THREE, path=name, steps=8)
    assert made.json == program.json("path", THREE, "--path", name, "--steps", 8)
    assert made.weights.shape == (9, 3) and made.tokens == ("BTC", "ETH", "USDC")
    assert name in repr(made) and list(made.to_frame()) == list(made.tokens)
    made.save(str(tmp_path / "t.json"))
    again = orthant.trajectory(THREE, path=f"file:{tmp_path / 't.json'}", steps=8)
    np.testing.assert_allclose(again.weights, made.weights, rtol=1e-15)
    assert orthant.certify(made).holds


def test_notes_of_a_trajectory(program: Any, tmp_path: Any) -> None:
    (tmp_path / "t.csv").write_text("BTC,ETH,USDC\n0.1,1.1,0.8\n0.4,0.9,0.5\n0.4,0.5,0.1\n")
    of = f"file:{tmp_path / 't.csv'}"
    made = orthant.trajectory(THREE, path=of, steps=2, normalise=True)
    arguments = ["path", THREE, "--path", of, "--steps", 2, "--normalise"]
    assert made.json == program.json(*arguments)
    assert list(made.notes) == program.notes(*arguments) != []


def test_what_is_no_trajectory() -> None:
    for bad in (
        {"path": "linear,geodesic"},
        {"path": "nothing"},
        {"path": "file:-"},
        {"path": "lambertw", "steps": 3},
        {"steps": [1, 2]},
        {"steps": 0},
    ):
        with pytest.raises((BadInput, DomainError)):
            orthant.trajectory(THREE, **bad)
    with pytest.raises(TypeError):
        orthant.trajectory(THREE, path=1)  # type: ignore[arg-type]
    with pytest.raises(BadInput):
        orthant.trajectory("scenarios/strategies/momentum.json")
