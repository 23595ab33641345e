"""The other commands: the same bytes as the command line's JSON, their numbers as attributes."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

import orthant
from orthant.errors import BadInput, DomainError

WITH_FEE = "scenarios/btc-usdc-with-fee.json"
NOISY = "scenarios/market/fee-and-noise.json"
SALE = "scenarios/launch/fair-launch.json"
MOMENTUM = "scenarios/strategies/momentum.json"

CASES: list[tuple[Callable[[], Any], list[object]]] = [
    (lambda: orthant.steps(NOISY), ["steps", NOISY]),
    (
        lambda: orthant.steps(
            NOISY, steps=[10, 100], path="geodesic", price_paths=3, seed=2, update_cost=1.5
        ),
        ["steps", NOISY, "--steps", "10,100", "--path", "geodesic", "--price-paths", 3]
        + ["--seed", 2, "--update-cost", 1.5],
    ),
    (
        lambda: orthant.steps(WITH_FEE, price_volatility=0.8, tracking_bp=0.1, price_paths=2),
        ["steps", WITH_FEE, "--price-volatility", 0.8, "--tracking", "0.1bp", "--price-paths", 2],
    ),
    (
        lambda: orthant.fee("scenarios/market/which-fee.json"),
        ["fee", "scenarios/market/which-fee.json"],
    ),
    (
        lambda: orthant.fee(
            WITH_FEE, flow="1/3", elasticity=300, price_volatility=0.5, steps=720, path="geodesic"
        ),
        ["fee", WITH_FEE, "--flow", "1/3", "--elasticity", 300, "--price-volatility", 0.5]
        + ["--steps", 720, "--path", "geodesic"],
    ),
    (lambda: orthant.launch(SALE, price_paths=3), ["launch", SALE, "--price-paths", 3]),
    (
        lambda: orthant.launch(
            SALE, price_paths=2, paths="linear", start_weights=[0.9, "0.95"], days=[1, 2], fees=0.01
        ),
        ["launch", SALE, "--price-paths", 2, "--paths", "linear"]
        + ["--start-weights", "0.9,0.95", "--days", "1,2", "--fees", "0.01"],
    ),
    (
        lambda: orthant.launch(SALE, paths="linear", days=[0.1], contract="v3"),
        ["launch", SALE, "--paths", "linear", "--days", "0.1", "--contract", "v3"],
    ),
    (
        lambda: orthant.safety(
            WITH_FEE, steps=500, blocks=3, capital=0.5, stake=0.2, swap_fee="0.05"
        ),
        ["safety", WITH_FEE, "--steps", 500, "--blocks", 3, "--capital", 0.5, "--stake", 0.2]
        + ["--fee", "0.05"],
    ),
    (lambda: orthant.weights(MOMENTUM), ["weights", MOMENTUM]),
    (
        lambda: orthant.weights(
            "scenarios/strategies/four.json", strategy="channel", price_path=3, seed=9
        ),
        ["weights", "scenarios/strategies/four.json", "--strategy", "channel"]
        + ["--price-path", 3, "--seed", 9],
    ),
]
NAMES = [f"{arguments[0]}-{i}" for i, (_, arguments) in enumerate(CASES)]


@pytest.mark.parametrize(("call", "arguments"), CASES, ids=NAMES)
def test_the_programs_bytes(program: Any, call: Callable[[], Any], arguments: list[object]) -> None:
    result = call()
    assert result.json == program.json(*arguments)
    assert pickle.loads(pickle.dumps(result)) == result
    assert len(repr(result)) > 20
    assert len(result.to_frame()) > 0


def test_what_is_not_safe_is_no_error() -> None:
    result = orthant.safety(WITH_FEE)
    assert not result.safe and result.blocks == 32
    assert result.schedules[0].extraction > 0
    assert "not safe" in repr(result) and "<table>" in result._repr_html_()


def test_weights_are_rows() -> None:
    result = orthant.weights(MOMENTUM)
    one = result["momentum"]
    assert one.weights.shape == (8761, 3)
    np.testing.assert_allclose(one.weights.sum(axis=1), 1, atol=1e-12)
    assert result.tokens == ("BTC", "ETH", "USDC")
    assert list(result.to_frame().columns) == list(result.tokens)


def test_arrays_are_what_the_json_says() -> None:
    """They come beside it, from the same prices: bit by bit; and the JSON is parsed when asked."""
    import copy

    result = orthant.weights("scenarios/strategies/four.json", seed=3)
    data = json.loads(result.json)
    assert result.scenario == data["scenario"] and result.tokens == tuple(data["tokens"])
    assert len(result.strategies) == len(data["strategies"]) > 1
    for one, told in zip(result.strategies, data["strategies"], strict=True):
        assert one.name == told["name"]
        assert one.weights.tolist() == told["weights"]
        assert (one.turnover, one.cost_of_moves) == (told["turnover"], told["cost_of_moves"])
        assert one.weights.dtype == np.float64 and one.weights.flags.c_contiguous
    assert dict(result.data) == data and len(result.data) == len(data)
    assert repr(result.data) == repr(data)
    for again in (pickle.loads(pickle.dumps(result)), copy.deepcopy(result)):
        assert again == result and again.data["tokens"] == data["tokens"]
        assert again[0].weights.tobytes() == result[0].weights.tobytes()
    rows = result[0].weights
    del result, again
    assert np.isfinite(rows).all()


def test_prices_from_memory() -> None:
    prices = np.exp(np.cumsum(np.random.default_rng(1).normal(0, 0.01, (2000, 3)), axis=0))
    with pytest.raises(BadInput, match="that of a block is not known"):
        orthant.weights(MOMENTUM, prices)
    hours = np.datetime64("2024-05-01") + np.arange(2000) * np.timedelta64(1, "h")
    result = orthant.weights(MOMENTUM, prices, times=hours)
    assert result[0].weights.shape == (2000 - 720, 3)
    frame = result.to_frame()
    assert frame.index.equals(pd.DatetimeIndex(hours[720:], name="time"))
    assert frame.to_numpy().tolist() == result[0].weights.tolist()
    assert orthant.weights(MOMENTUM).to_frame().index.name == "block"
    move: dict[str, Any] = {"tokens": ["A", "B", "C"], "start": [0.2, 0.3, 0.5]}
    move |= {"target": [0.5, 0.3, 0.2], "pool": {"value": 1e6, "unit": "USD", "swap_fee": 0.003}}
    best = orthant.steps(prices=prices, update_cost=5, **move)
    assert best.best_steps is not None and best.best_steps > 1


def test_strategies_among_keywords() -> None:
    with open(MOMENTUM, encoding="utf-8") as file:
        scenario = json.load(file)
    keys = {key: value for key, value in scenario.items() if key != "strategy"}
    wanted = orthant.weights(scenario)
    assert orthant.weights(**keys, strategy=scenario["strategy"]).json == wanted.json
    assert orthant.weights(**keys, strategy=[scenario["strategy"]])[0].name == "momentum"
    with pytest.raises(TypeError, match="^strategy: a text is wanted"):
        orthant.weights(scenario, strategy=scenario["strategy"])


def test_bad_options() -> None:
    for call in (
        lambda: orthant.steps(NOISY, update_cost=-1),
        lambda: orthant.steps(NOISY, tracking_bp=10000),
        lambda: orthant.steps(NOISY, path="geodesik"),
        lambda: orthant.fee(WITH_FEE, flow=-1, elasticity=3, price_volatility=0.5),
        lambda: orthant.fee(WITH_FEE, flow="x", elasticity=3, price_volatility=0.5),
        lambda: orthant.launch(SALE, days=[1], steps=3),
        lambda: orthant.launch(SALE, contract="v9"),
        lambda: orthant.launch(WITH_FEE),
        lambda: orthant.safety(WITH_FEE, blocks=0),
        lambda: orthant.safety(WITH_FEE, capital=-1),
        lambda: orthant.safety(WITH_FEE, capital=float("nan")),
        lambda: orthant.weights(WITH_FEE),
        lambda: orthant.weights(MOMENTUM, strategy="x"),
        lambda: orthant.steps(MOMENTUM),
    ):
        with pytest.raises(BadInput):
            call()
    with pytest.raises(TypeError):
        orthant.safety(WITH_FEE, capital=[1])  # type: ignore[arg-type]


# ---------------------------------------------------------------- arbitrage


def test_arbitrage_keeps_the_invariant() -> None:
    rng = np.random.default_rng(1)
    reserves, prices = rng.uniform(1, 100, (500, 4)), rng.uniform(1, 100, (500, 4))
    weights = rng.dirichlet(np.ones(4), 500)
    free = orthant.arbitrage(reserves, weights, prices)
    before = (weights * np.log(reserves)).sum(axis=1)
    np.testing.assert_allclose((weights * np.log(free.after)).sum(axis=1), before, atol=1e-11)
    np.testing.assert_allclose(free.after - reserves, free.change, atol=1e-9)
    levels = free.after * prices / weights
    np.testing.assert_allclose(levels, np.broadcast_to(levels[:, :1], levels.shape), rtol=1e-10)
    held = orthant.arbitrage(reserves, weights, prices, 0.01)
    assert (held.profit <= free.profit + 1e-9).all() and (held.profit >= 0).all()
    np.testing.assert_allclose(held.fee, 0.01 * held.paid)
    assert held.tokens.dtype == np.int64 and "500 pools" in repr(held)


def test_arbitrage_of_one_row_beside_rows() -> None:
    reserves = np.array([[10.0, 10.0], [20.0, 5.0]])
    both = orthant.arbitrage(reserves, [0.5, 0.5], [4.0, 1.0])
    for i in range(2):
        one = orthant.arbitrage(reserves[i], [0.5, 0.5], [4.0, 1.0])
        np.testing.assert_array_equal(both.after[i], one.after)
        assert one.profit == both.profit[i]
    assert orthant.arbitrage(reserves.reshape(1, 2, 2), [0.5, 0.5], [4.0, 1.0]).after.shape == (1, 2, 2)
    assert len(orthant.arbitrage(np.empty((0, 2)), [0.5, 0.5], [4.0, 1.0]).taken) == 0


def test_arbitrage_refuses() -> None:
    good = [10.0, 10.0]
    for bad in ([np.nan, 1.0], [0.0, 1.0], [-1.0, 1.0], [np.inf, 1.0], [1e61, 1.0]):
        with pytest.raises(DomainError, match="^reserves: row 0: number 0 is"):
            orthant.arbitrage(bad, [0.5, 0.5], good)
        with pytest.raises(DomainError, match="^prices"):
            orthant.arbitrage(good, [0.5, 0.5], bad)
        with pytest.raises(DomainError, match="^weights"):
            orthant.arbitrage(good, bad if bad[0] != 1e61 else [2.0, 1.0], good)
    for fee in (-0.1, 1.0, float("nan")):
        with pytest.raises(BadInput, match="fee"):
            orthant.arbitrage(good, [0.5, 0.5], good, fee)
    with pytest.raises(TypeError):
        orthant.arbitrage(good, [0.5, 0.5], good, "x")  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="shapes"):
        orthant.arbitrage(good, [0.5, 0.5], [1.0, 2.0, 3.0])
    with pytest.raises(BadInput, match="shapes"):
        orthant.arbitrage([good] * 2, [0.5, 0.5], [good] * 3)
    with pytest.raises(BadInput, match="shapes"):
        orthant.arbitrage([1.0], [1.0], [1.0])
