"""Arguments that nobody should give: an exception that names the argument, or the right answer."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import orthant
from orthant import contract, errors

TOP = Path(__file__).resolve().parents[2]
ROWS = np.random.default_rng(1).dirichlet(np.ones(3), 30)
PRICES = np.exp(np.random.default_rng(2).normal(0, 1e-3, (40, 3)).cumsum(axis=0))
LONG = np.exp(np.random.default_rng(2).normal(0, 1e-3, (300, 3)).cumsum(axis=0))
U, W = [0.2, 0.3, 0.5], [0.5, 0.3, 0.2]
MOVE: dict[str, Any] = {"tokens": ["A", "B", "C"], "start": U, "target": W, "steps": 20}
GBM = "scenarios/market/btc-eth-usdc-gbm.json"

# Each public function that takes arrays, with the name that its messages have, a good argument, and
# the call as a function of it, the result as something that can be compared.
TAKERS: dict[str, tuple[str, Any, Callable[[Any], Any]]] = {
    "kl": ("to", ROWS, lambda a: orthant.kl(a, U)),
    "kl_from": ("from_", ROWS, lambda a: orthant.kl(U, a)),
    "angle": ("a", ROWS, lambda a: orthant.angle(a, U)),
    "distance": ("b", ROWS, lambda a: orthant.distance(U, a)),
    "entropy": ("weights", ROWS, orthant.entropy),
    "exp_map": ("velocity", ROWS - ROWS[::-1], lambda a: orthant.exp_map(U, 1e-3 * np.asarray(a))),
    "log_map": ("to", ROWS, lambda a: orthant.log_map(U, a)),
    "log_loss": ("weights", ROWS, orthant.log_loss),
    "geodesic": ("start", ROWS[0], lambda a: orthant.geodesic(a, W, 5)),
    "optimum": ("target", ROWS[0], lambda a: orthant.optimum(U, a, 5)),
    "loss": ("start", ROWS[0], lambda a: orthant.loss("linear", a, W, 5)),
    "arbitrage": ("reserves", PRICES, lambda a: orthant.arbitrage(a, U, W)),
    "arbitrage_prices": ("prices", PRICES, lambda a: orthant.arbitrage(U, W, a)),
    "simulate": ("prices", PRICES, lambda a: orthant.simulate(prices=a, **MOVE).json),
    "steps": ("prices", PRICES, lambda a: orthant.steps(
        prices=a, update_cost=10, pool={"value": 1000, "unit": "USD"}, **{**MOVE, "steps": [5, 10]}
    ).json),
    "fit": ("prices", LONG, lambda a: orthant.fit(
        a, "gbm", tokens=["A", "B", "C"], block_seconds=60
    ).json),
}  # fmt: skip


def bits(result: Any) -> Any:
    """Of arrays and of what holds them."""
    return result.tobytes() if isinstance(result, np.ndarray) else result


class Subclass(np.ndarray[Any, Any]):
    """With operators that do something else."""

    def __array_ufunc__(self, *args: Any, **kwargs: Any) -> Any:
        raise AssertionError("operators of a subclass are called")


def same(good: Any) -> dict[str, Any]:
    """The same numbers, lying otherwise."""
    rows = np.asarray(good)
    wide = np.full((*rows.shape[:-1], 2 * rows.shape[-1]), np.nan)
    wide[..., ::2] = rows
    read_only = rows.copy()
    read_only.flags.writeable = False
    shape = rows.shape
    unaligned = np.frombuffer(b"\0" + rows.tobytes(), dtype=np.uint8)[1:].view(np.float64)
    return {
        "list": rows.tolist(),
        "not contiguous": wide[..., ::2],
        "Fortran": np.asfortranarray(rows),
        "backwards": np.ascontiguousarray(rows[::-1])[::-1],
        "all backwards": np.ascontiguousarray(np.flip(rows))[tuple([slice(None, None, -1)] * rows.ndim)],
        "read only": read_only,
        "other bytes": rows.astype(">f8"),
        "subclass": rows.copy().view(Subclass),
        "nothing masked": np.ma.masked_array(rows, mask=False),
        "unaligned": unaligned.reshape(shape),
        "memory": memoryview(rows),
        "long double": rows.astype(np.longdouble),
        "strided": np.broadcast_to(rows, shape),
    }


@pytest.mark.parametrize("name", TAKERS)
def test_however_numbers_lie(name: str) -> None:
    _, good, call = TAKERS[name]
    expected = bits(call(good))
    kept = good.copy()
    for how, array in same(good).items():
        if name == "exp_map" and how in ("subclass", "nothing masked", "long double"):
            continue  # what is given is a product here
        assert bits(call(array)) == expected, how
    np.testing.assert_array_equal(good, kept)


def bad(good: Any) -> dict[str, Any]:
    rows = np.asarray(good, dtype=np.float64)
    holes = rows.copy()
    holes.flat[1] = np.nan
    endless = rows.copy()
    endless.flat[1] = np.inf
    ragged = rows.tolist()
    if rows.ndim == 2:
        ragged[0] = ragged[0][:-1]
    else:
        ragged[0] = [ragged[0]]
    return {
        "objects": rows.astype(object),
        "complex": rows.astype(complex),
        "truth values": rows > 0.3,
        "texts": rows.astype(str),
        "bytes": rows.astype("S"),
        "dates": rows.astype("M8[s]"),
        "spans": rows.astype("m8[s]"),
        "records": np.zeros(rows.shape, dtype=[("a", "f8")]),
        "nothing": None,
        "an object": object(),
        "a text": "abc",
        "a number": 0.5,
        "a class": np.ndarray,
        "empty": np.empty(0),
        "no rows": np.empty((0, rows.shape[-1])),
        "no columns": np.empty((5, 0)),
        "five dimensions": rows.reshape(1, 1, 1, 1, -1),
        "ragged": ragged,
        "NaN": holes,
        "inf": endless,
        "masked": np.ma.masked_array(rows, mask=np.arange(rows.size).reshape(rows.shape) == 1),
        "negative": -np.abs(rows) - 1,
        "a set": {1.0, 2.0},
        "a generator": (one for one in rows.tolist()),
        "a mapping": {"a": 1.0},
        "huge": [10**400] * rows.shape[-1],
    }


# What is no mistake for some: no rows have no results, and rows may have any shape before the last.
FINE = {"no rows", "five dimensions"}


@pytest.mark.parametrize("name", TAKERS)
def test_what_is_no_array_of_numbers(name: str) -> None:
    argument, good, call = TAKERS[name]
    for how, array in bad(good).items():
        if name == "exp_map" and how not in ("NaN", "inf"):
            continue
        try:
            result = call(array)
        except (errors.Error, TypeError) as error:
            text = str(error)
            if type(error) is errors.FileError and text.startswith(f"{array}: "):
                continue  # where prices may be a file's name
            if how == "nothing" and argument == "prices":
                continue  # as if it were not given
            names = {argument, "start", "target", "reserves", "prices", "tokens"}
            assert any(text.startswith(one) for one in names) or f" {argument} " in text, (how, text)
        else:
            assert how in FINE or (how == "nothing" and argument == "prices"), (how, result)


NUMBERS: dict[str, Callable[[Any], Any]] = {
    "steps": lambda x: orthant.geodesic(U, W, x),
    "fee": lambda x: orthant.arbitrage(U, U, W, x),
    "price_paths": lambda x: orthant.simulate(GBM, price_paths=x),
    "seed": lambda x: orthant.simulate(GBM, seed=x, price_paths=1),
    "threads": lambda x: orthant.simulate(GBM, threads=x, price_paths=1),
    "record_every": lambda x: orthant.simulate(GBM, record_every=x, price_paths=1),
    "until_bp": lambda x: orthant.simulate(GBM, until_bp=x, price_paths=1),
    "blocks": lambda x: orthant.safety(**MOVE, swap_fee="0.05", blocks=x),
    "update_cost": lambda x: orthant.steps(
        **MOVE, pool={"value": 1000, "unit": "USD"}, update_cost=x
    ),
}


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize(
    "value",
    [True, "1", b"1", [], [[1]], {}, object(), 1j, np.nan, -np.inf, -1, -(2**70), 2**70, 10**400,
     np.array([1, 2]), np.array(True), np.datetime64("2024-01-01"), pd.NaT, float("inf"), int],
    ids=repr,
)  # fmt: skip
def test_what_is_no_number(name: str, value: Any) -> None:
    if name == "update_cost" and type(value) is int and value == 2**70:
        return  # a sum of money
    with pytest.raises((errors.BadInput, TypeError), match=f"^{name}"):
        NUMBERS[name](value)


# ---------------------------------------------------------------- frames of prices


def frame(**options: Any) -> Any:
    index = pd.date_range("2024-05-01", periods=40, freq="min")
    return pd.DataFrame(PRICES, columns=["A", "B", "C"], index=index, **options)


def run(prices: Any, **options: Any) -> Any:
    data = dict(orthant.simulate(prices=prices, **MOVE, **options).data)
    return data


TWO = np.ones(2)


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("normalise", lambda: orthant.compare(**MOVE, normalise="no")),
        ("normalise", lambda: orthant.compare(**MOVE, normalise=TWO)),
        ("steps", lambda: orthant.compare(**{**MOVE, "steps": 2.5})),
        ("paths", lambda: orthant.compare(**MOVE, paths=3)),
        ("legal", lambda: orthant.plan(GBM, legal=TWO)),
        ("times", lambda: orthant.plan(GBM, times=TWO)),
        ("drift", lambda: orthant.fit({"A": LONG[:, 0]}, "gbm", block_seconds=60, drift="no")),
        ("drift", lambda: orthant.score({"A": LONG[:, 0]}, "gbm", block_seconds=60, drift=TWO)),
        ("tokens", lambda: orthant.fit(LONG, "gbm", block_seconds=60, tokens=3)),
        ("tokens", lambda: orthant.fit(LONG, "gbm", block_seconds=60, tokens=np.ones((3, 2)))),
        ("reserves", lambda: orthant.live("log.csv", reserves=TWO)),
        ("compat", lambda: orthant.simulate(GBM, compat=TWO)),
        ("name", lambda: contract.call(TWO)),
        ("name", lambda: contract.audit(3)),
        ("ranges", lambda: contract.audit("fp_mul_up", ranges=TWO)),
        ("calm", lambda: contract.vectors("fp_mul_up", calm=TWO)),
        ("format", lambda: contract.export("fp_mul_up", format=TWO)),
        ("word", lambda: contract.functions(TWO)),
        ("values", lambda: contract.words(3)),
    ],
)
def test_what_is_no_flag_and_no_name(name: str, call: Any) -> None:
    with pytest.raises(TypeError, match=f"^{name}: .* wanted"):
        call()


def test_frames_that_are_the_same() -> None:
    good = frame()
    expected = run(good)
    index = good.index
    for other in (
        good[["C", "A", "B"]],
        good.set_axis(index.tz_localize("UTC")),
        good.set_axis(index.tz_localize("UTC").tz_convert("Asia/Kathmandu")),
        good.set_axis(index.astype("M8[s]")),
        good.set_axis(pd.Index(index.to_pydatetime())),
        good.astype({"A": "Float64", "B": "float64[pyarrow]"}) if _pyarrow() else good,
        good.iloc[::-1].iloc[::-1],
        {name: good[name] for name in good},
        {name: good[name].astype(object).astype(float) for name in good},
    ):
        assert run(other) == expected


def _pyarrow() -> bool:
    try:
        import pyarrow  # type: ignore[import-not-found]  # noqa: F401
    except ImportError:
        return False
    return True


def test_a_clock_that_is_put_back() -> None:
    """Two hours of one name are two hours."""
    index = pd.date_range("2024-10-27T00:30", periods=40, freq="10min", tz="UTC")
    good = frame().set_axis(index)
    berlin = good.set_axis(index.tz_convert("Europe/Berlin"))
    assert run(berlin) == run(good)


def test_frames_that_are_refused() -> None:
    good = frame()
    twice = good.copy()
    twice.columns = ["A", "B", "B"]
    levels = good.copy()
    levels.columns = pd.MultiIndex.from_product([["x"], ["A", "B", "C"]])
    index = good.index.to_series()
    holes = index.copy()
    holes.iloc[5] = pd.NaT
    again = index.copy()
    again.iloc[5] = again.iloc[4]
    cells = good.copy()
    cells.iloc[3, 1] = np.nan
    missing = good.astype("Float64")
    missing.iloc[3, 1] = pd.NA
    many = good.set_axis(pd.MultiIndex.from_product([["x"], good.index]))
    periods = good.set_axis(pd.period_range("2024-05-01", periods=40, freq="min"))
    before = good.set_axis(good.index - pd.Timedelta(days=365 * 60))
    for bad_frame, says in (
        (twice, "two columns are called 'B'"),
        (levels, "no token"),
        (good.set_axis(pd.DatetimeIndex(holes)), "row 5: the time is missing"),
        (good.set_axis(pd.DatetimeIndex(again)), "row 5: the time .* is not after"),
        (good.iloc[::-1], "is later than the last.*sort_index"),
        (cells, 'row 3: the price of "B" is nan'),
        (missing, "prices"),
        (many, "permitted: dates"),
        (periods, "permitted: dates"),
        (before, "row 0: the time is"),
        (good.iloc[:0], "no rows"),
        (good[["A"]], "none of B and C"),
        (good.assign(D=1.0), "'D' is no token"),
        (good.assign(A="x"), "prices"),
        (good.assign(A=True), "prices"),
        (good.assign(A=1j), "prices"),
        (good["A"], "permitted: "),
        ({1: good["A"]}, "no token"),
        ({"A": good["A"], "B": good["B"].iloc[::-1]}, "one index"),
        ({"A": good["A"], "B": good["B"].values[:5]}, "shapes"),
        ({"A": good[["A"]], "B": good["B"]}, "shapes"),
    ):
        with pytest.raises((errors.BadInput, TypeError), match=says) as raised:
            run(bad_frame)
        assert str(raised.value).startswith("prices"), str(raised.value)


@pytest.mark.parametrize(
    "times",
    [
        np.arange(40) * 1.5, np.full(40, np.datetime64("NaT")), "2024", None, [], {},
        np.arange(40).astype("M8[Y]")[::-1], np.arange(39).astype("M8[s]"),
        np.arange(40).astype("m8[s]"), np.arange(40).astype(object), np.zeros((40, 1), "M8[s]"),
        np.full(40, np.datetime64(2**62, "s")), object(),
        # 2**64 microseconds later: the same 64 bits as dates of 2001
        np.arange(10**9 + 18446744073710, 10**9 + 18446744073750).astype("M8[s]"),
    ],
    ids=lambda one: str(getattr(one, "dtype", one))[:12],
)  # fmt: skip
def test_times_that_are_none(times: Any) -> None:
    if times is None:
        return
    with pytest.raises((errors.BadInput, TypeError), match="^(times|prices: row)"):
        run(PRICES, times=times)
    with pytest.raises((errors.BadInput, TypeError)):
        orthant.fit(PRICES, "gbm", tokens=["A", "B", "C"], times=times)


# ---------------------------------------------------------------- properties

floats = st.floats(allow_nan=True, allow_infinity=True, width=64)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | floats | st.text(max_size=5) | st.binary(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@QUICK
@given(st.lists(floats, max_size=5), st.lists(floats, max_size=5))
def test_any_lists_are_points_or_refused(a: list[float], b: list[float]) -> None:
    for call in (orthant.kl, orthant.distance, orthant.log_map, orthant.exp_map):
        try:
            result = call(a, b)
        except (errors.Error, TypeError):
            continue
        assert np.isfinite(result).all()


@QUICK
@given(anything, anything)
def test_anything_is_refused_or_right(a: Any, b: Any) -> None:
    for call in (
        lambda: orthant.kl(a, b),
        lambda: orthant.geodesic(a, b, 3),
        lambda: orthant.arbitrage(a, b, [1.0, 2.0]),
        lambda: orthant.simulate(prices=a, times=b, **MOVE),
        lambda: contract.call("fp_mul_down", a, b),
        lambda: contract.map("fp_mul_down", a, b),
        lambda: orthant.steps(a, steps=b),
        lambda: orthant.plan(a),
        lambda: orthant.replay(a),
        lambda: orthant.certify(a),
        lambda: orthant.score(a, b),
        lambda: orthant.fit(a, b),
        lambda: orthant.live(a),
    ):
        try:
            call()
        except (errors.Error, TypeError, errors.Revert):
            pass


@QUICK
@given(st.dictionaries(st.sampled_from([
    "orthant", "name", "tokens", "start", "target", "steps", "paths", "pool", "market", "strategies",
    "launch", "noise", "gas", "blocks",
]), anything))  # fmt: skip
def test_any_mapping_is_a_scenario_or_refused(scenario: dict[str, Any]) -> None:
    for call in (orthant.compare, orthant.simulate, orthant.weights, orthant.launch, orthant.fee):
        with pytest.raises((errors.Error, TypeError)):
            call(scenario)
