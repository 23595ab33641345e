"""Scenarios: the same bytes as the command line's JSON, by a file, a mapping or keywords."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import pytest

import orthant
from orthant.errors import BadInput, FileError

MOVE: dict[str, Any] = {
    "orthant": 1,
    "tokens": ["BTC", "ETH", "USDC"],
    "start": {"weights": [0.2, 0.3, 0.5]},
    "target": {"weights": [0.5, 0.3, 0.2]},
    "steps": [1, 100],
    "paths": ["linear", "geodesic"],
    "pool": {"value": 1000000, "unit": "USD", "swap_fee": "0.003"},
}


# ---------------------------------------------------------------- compare

COMPARED = ["scenarios/btc-usdc-50-90.json", "scenarios/eight-token.json"]
COMPARED += ["scenarios/btc-usdc-with-fee.json"]


@pytest.mark.parametrize("file", COMPARED)
def test_compare_has_the_programs_bytes(program: Any, file: str) -> None:
    result = orthant.compare(file)
    assert result.json == program.json("compare", file)
    assert result.data == json.loads(result.json)
    assert orthant.compare(Path(file)) == result
    by_text = orthant.compare(json.loads(Path(file).read_text()))
    assert by_text.results == result.results


def test_compare_of_a_mapping_has_the_bytes_of_its_text(program: Any) -> None:
    result = orthant.compare(MOVE)
    assert result.json == program.json("compare", "-", text=json.dumps(MOVE, ensure_ascii=False))
    assert orthant.compare(MappingProxyType(MOVE)).json == result.json


def test_compare_takes_the_commands_options(program: Any) -> None:
    file = "scenarios/btc-usdc-50-90.json"
    result = orthant.compare(file, steps=[1, 10], paths=["linear", "bisection"], price_volatility=0.8)
    assert result.json == program.json(
        "compare", file, "--steps", "1,10", "--paths", "linear,bisection", "--price-volatility", 0.8
    )
    assert orthant.compare(file, steps=10, paths="linear").results[0].steps == 10


def test_compare_by_keywords() -> None:
    result = orthant.compare(
        tokens=["A", "B"], start=np.array([0.5, 0.5]), target=[Fraction(9, 10), Decimal("0.1")],
        steps=(1, np.int64(10)), paths="geodesic",
    )
    assert [one.steps for one in result.results] == [1, 10]
    assert result.results[1].log_loss == orthant.loss("geodesic", [0.5, 0.5], [0.9, 0.1], 10)
    assert result.best(1).path == "geodesic"
    with pytest.raises(BadInput, match="permitted: 1, 10"):
        result.best(7)


@pytest.mark.parametrize("alone", [list, tuple, np.array])
def test_weights_alone_are_taken_in_a_mapping_too(alone: Any) -> None:
    given = {"orthant": 1, "tokens": ["A", "B"], "steps": 10, "start": alone([0.5, 0.5])}
    given |= {"target": {"weights": [0.9, 0.1]}}
    whole = given | {"start": {"weights": [0.5, 0.5]}}
    assert orthant.compare(given).json == orthant.compare(whole).json
    assert type(given["start"]) is type(alone([0.5, 0.5]))  # the caller's is as it was


def test_a_comparison_as_others_have_it() -> None:
    result = orthant.compare(MOVE)
    frame = result.to_frame()
    assert list(frame["path"]) == ["linear", "geodesic"] * 2
    assert "geodesic" in repr(result)
    assert "<table>" in result._repr_html_()
    named = orthant.compare({**MOVE, "name": "<script>x</script>"})
    assert "<script>" not in named._repr_html_()
    assert named.scenario == "<script>x</script>"
    again = pickle.loads(pickle.dumps(result))
    assert again == result and again.results == result.results
    assert len({result, again}) == 1


def test_plots() -> None:
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("agg")
    assert len(orthant.compare(MOVE).plot().lines) == 2
    assert orthant.simulate("scenarios/market/panel.json").plot() is not None
    pyplot.close("all")


def test_save(tmp_path: Path) -> None:
    result = orthant.compare(MOVE)
    result.save(str(tmp_path / "x.json"))
    assert (tmp_path / "x.json").read_text() == result.json
    assert [one.name for one in tmp_path.iterdir()] == ["x.json"]
    with pytest.raises(orthant.errors.FileError, match="none/x.json: cannot write it"):
        result.save(str(tmp_path / "none" / "x.json"))


def test_modes_of_saved_files(tmp_path: Path) -> None:
    """As of files that `open` makes; of one that is there, and of what a link leads to, its own."""
    result = orthant.compare(MOVE)
    old = os.umask(0o027)
    try:
        result.save(tmp_path / "new.json")
    finally:
        os.umask(old)
    assert (tmp_path / "new.json").stat().st_mode & 0o777 == 0o640
    there, link = tmp_path / "there.json", tmp_path / "link.json"
    there.write_text("old")
    there.chmod(0o604)
    link.symlink_to(there)
    result.save(link)
    assert link.is_symlink() and there.read_text() == result.json
    assert there.stat().st_mode & 0o777 == 0o604
    result.save("/dev/null")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"steps": 0}, "/steps"),
        ({"paths": ["geodesik"]}, "geodesic"),
        ({"startt": 1}, "/startt: unknown key"),
        ({"target": {"weights": [0.5, 0.5, 0.5]}}, "/target"),
        ({"pool": {"value": float("nan")}}, "JSON"),
        ({"tokens": ["\ud800", "B", "C"]}, "unable to decode"),
    ],
)
def test_bad_scenarios(change: dict[str, Any], says: str) -> None:
    with pytest.raises(BadInput) as raised:
        orthant.compare({**MOVE, **change})
    assert says in str(raised.value)
    assert str(raised.value).startswith("scenario")


def test_the_error_is_the_programs(program: Any, tmp_path: Path) -> None:
    file = tmp_path / "bad.json"
    file.write_text(json.dumps({**MOVE, "steps": 0}))
    with pytest.raises(BadInput) as raised:
        orthant.compare(file)
    assert str(raised.value) == program.error("compare", file)
    with pytest.raises(FileError) as missing:
        orthant.compare(tmp_path / "none.json")
    assert str(missing.value) == program.error("compare", tmp_path / "none.json")


def test_what_is_no_scenario() -> None:
    for bad in ("", "-", "a\0b", '{"orthant": 1}'):
        with pytest.raises(BadInput):
            orthant.compare(bad)
    for wrong in (1, 1.5, [1], b"x.json", object()):
        with pytest.raises(TypeError):
            orthant.compare(wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        orthant.compare()
    with pytest.raises(TypeError, match="permitted: one of the two"):
        orthant.compare(MOVE, start=[0.5, 0.5])
    with pytest.raises(TypeError, match="nothing that JSON has"):
        orthant.compare({**MOVE, "name": object()})
    endless: dict[str, Any] = {}
    endless["x"] = endless
    with pytest.raises(BadInput):
        orthant.compare(endless)


# ---------------------------------------------------------------- simulate

SIMULATED = ["scenarios/market/panel.json", "scenarios/market/fee-and-noise.json"]


@pytest.mark.parametrize("file", SIMULATED)
def test_simulate_has_the_programs_bytes(program: Any, file: str) -> None:
    result = orthant.simulate(file, price_paths=3, seed=7, threads=2)
    assert result.json == program.json(
        "simulate", file, "--price-paths", 3, "--seed", 7, "--threads", 2
    )


def test_simulate_one_path_and_compat(program: Any) -> None:
    file = "scenarios/market/btc-eth-usdc-gbm.json"
    assert orthant.simulate(file, price_path=5).json == program.json(
        "simulate", file, "--price-path", 5
    )
    panel = "scenarios/market/panel.json"
    assert orthant.simulate(panel, compat="quantammsim").json == program.json(
        "simulate", panel, "--compat", "quantammsim"
    )


def test_strategies(program: Any) -> None:
    file = "scenarios/strategies/four.json"
    result = orthant.simulate(file, price_paths=2)
    assert result.json == program.json("simulate", file, "--price-paths", 2)
    performance = result["channel"].performance
    assert performance is not None
    drawdown = result["channel"]["maximum_drawdown"]
    assert drawdown.mean == performance["maximum_drawdown"]["mean"] and drawdown.quantiles
    alone = orthant.simulate(file, price_paths=1)["channel"]
    assert alone.performance is not None
    assert alone["sharpe"].mean == alone.performance["sharpe"]["value"]
    assert alone["sharpe"].ci95 == tuple(alone.performance["sharpe"]["ci95"])
    for name in ("none", "periods", "against"):
        with pytest.raises(KeyError):
            alone[name]
    assert len(result) == 4 and result[0].steps is None
    with pytest.raises(KeyError):
        result["none"]


def walk(rows: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    rng = np.random.default_rng(1)
    return np.exp(np.cumsum(rng.normal(0, 1e-3, (rows, 3)), axis=0)) * [60000, 3000, 1]


def by_file(tmp_path: Path, prices: Any, times: Any = None) -> dict[str, Any]:
    """The same prices in a file."""
    lines = ["time,BTC,ETH,USDC"]
    for k, row in enumerate(prices):
        stamp = k if times is None else str(times[k]) + "Z"
        lines.append(f"{stamp}," + ",".join(repr(float(one)) for one in row))
    (tmp_path / "prices.csv").write_text("\n".join(lines) + "\n")
    return {**MOVE, "market": {"model": "panel", "file": str(tmp_path / "prices.csv")}}


def without_files(result: orthant.Simulation) -> dict[str, Any]:
    """All but where the prices are from."""
    data = dict(result.data)
    data.pop("price_files", None)
    data.pop("scenario_sha256")
    return data


def test_prices_from_an_array_are_those_of_a_file(tmp_path: Path) -> None:
    prices = walk(201)
    expected = without_files(orthant.simulate(by_file(tmp_path, prices)))
    assert without_files(orthant.simulate(MOVE, prices=prices)) == expected
    stacked = np.asfortranarray(prices)
    assert without_files(orthant.simulate(MOVE, prices=stacked)) == expected
    read_only = prices.copy()
    read_only.flags.writeable = False
    assert without_files(orthant.simulate(MOVE, prices=read_only)) == expected
    unaligned = np.frombuffer(b"\0" + prices.tobytes(), dtype=np.uint8)[1:].view(np.float64)
    assert without_files(orthant.simulate(MOVE, prices=unaligned.reshape(-1, 3))) == expected
    columns = {"USDC": prices[:, 2], "BTC": prices[:, 0], "ETH": list(prices[:, 1])}
    assert without_files(orthant.simulate(MOVE, prices=columns)) == expected
    frame = pd.DataFrame(prices, columns=["BTC", "ETH", "USDC"])
    assert without_files(orthant.simulate(MOVE, prices=frame)) == expected
    assert without_files(orthant.simulate(MOVE, prices=frame[["USDC", "ETH", "BTC"]])) == expected


def test_dates_of_prices(tmp_path: Path) -> None:
    prices = walk(201)
    index = pd.date_range("2024-05-01", periods=201, freq="min")
    expected = without_files(orthant.simulate(by_file(tmp_path, prices, index.values)))
    assert expected["clock"]["start_date"] == "2024-05-01T00:00:00Z"
    frame = pd.DataFrame(prices, columns=["BTC", "ETH", "USDC"], index=index)
    assert without_files(orthant.simulate(MOVE, prices=frame)) == expected
    zoned = frame.set_axis(index.tz_localize("UTC").tz_convert("America/New_York"))
    assert without_files(orthant.simulate(MOVE, prices=zoned)) == expected
    by_array = orthant.simulate(MOVE, prices=prices, times=index.values)
    assert without_files(by_array) == expected
    series = {name: frame[name] for name in ("BTC", "ETH", "USDC")}
    assert without_files(orthant.simulate(MOVE, prices=series)) == expected


@pytest.mark.parametrize(
    "keys",
    [
        {"from": "2024-05-01T00:30:00Z"},
        {"to": "2024-05-01T02:00:30Z"},
        {"every": "10m"},
        {"blocks_per_row": 5},
        {"from": "2024-05-01T00:10:30Z", "every": "1h", "blocks_per_row": 60},
    ],
)
def test_keys_of_rows_choose_those_of_arrays_too(tmp_path: Path, keys: dict[str, Any]) -> None:
    prices = walk(201)
    index = pd.date_range("2024-05-01", periods=201, freq="min")
    move = by_file(tmp_path, prices, index.values) | {"steps": 2}
    move["market"] |= keys
    expected = orthant.simulate(move)
    result = orthant.simulate(move, prices=prices, times=index.values)
    assert without_files(result) == without_files(expected)
    # What the file is is told of a file alone; what became of its rows of both.
    file = str(tmp_path / "prices.csv")
    told = [one.replace(file, "prices") for one in expected.notes if "wide panel" not in one]
    assert list(result.notes) == told


def test_a_token_without_prices_is_priced_one() -> None:
    prices = walk(201)
    prices[:, 2] = 1
    expected = orthant.simulate(MOVE, prices=prices)
    some = {"BTC": prices[:, 0], "ETH": prices[:, 1]}
    assert orthant.simulate(MOVE, prices=some).json == expected.json


def test_figures() -> None:
    result = orthant.simulate(MOVE, prices=walk(201))
    one = result["geodesic"]
    assert one.final_value == result.data["results"][1]["final_value"]
    assert float(one["lvr"]) == result.data["results"][1]["ledger"]["lvr"]
    assert one["trades"].stderr is None
    assert "geodesic" in repr(result) and "<table>" in result._repr_html_()
    frame = result.to_frame()
    assert frame["final_value"][1] == one.final_value
    assert pickle.loads(pickle.dumps(result)) == result
    many = orthant.simulate("scenarios/market/btc-eth-usdc-gbm.json", price_paths=3)
    figure = many[0]["shortfall"]
    assert figure.ci95 is not None and figure.ci95[0] < float(figure) < figure.ci95[1]
    assert "shortfall_stderr" in many.to_frame()


@pytest.mark.parametrize(
    "file", ["scenarios/market/panel.json", "scenarios/strategies/momentum.json"]
)
def test_what_is_recorded(program: Any, file: str) -> None:
    import subprocess

    from conftest import PROGRAM, TOP

    result = orthant.simulate(file, price_path=0, record_every=5)
    printed = subprocess.run(
        [PROGRAM, "simulate", file, "--price-path", "0", "--record", "every=5", "--csv"],
        capture_output=True, text=True, cwd=TOP, check=True,
    )
    assert result.series_csv == printed.stdout
    one = result.series[-1]
    assert one.name == result[len(result) - 1].name
    assert one["value"][-1] == result[len(result) - 1].final_value
    assert len(one.to_frame()) == len(one) == len(one["weight ETH"])
    assert (np.diff(one["block"]) >= 1).all()
    assert orthant.simulate(file, price_path=0).series == ()


def test_bad_prices() -> None:
    prices = walk(201)
    for value in (np.nan, 0.0, -1.0, np.inf, 1e61):
        bad = prices.copy()
        bad[7, 1] = value
        with pytest.raises(BadInput, match=r'^prices: row 7: the price of "ETH" is'):
            orthant.simulate(MOVE, prices=bad)
    for bad in (prices[:, :2], prices[:, 0], prices.ravel(), prices[:0], prices[:1], prices[None]):
        with pytest.raises(BadInput):
            orthant.simulate(MOVE, prices=bad)
    with pytest.raises(TypeError):
        orthant.simulate(MOVE, prices=prices.astype(str))
    with pytest.raises(BadInput, match="'DOGE' is no token"):
        orthant.simulate(MOVE, prices={"DOGE": prices[:, 0]})
    with pytest.raises(BadInput, match="none of ETH and USDC"):
        orthant.simulate(MOVE, prices={"BTC": prices[:, 0]})
    with pytest.raises(BadInput, match="shapes"):
        orthant.simulate(MOVE, prices={"BTC": prices[:, 0], "ETH": prices[:100, 1]})
    index = pd.date_range("2024-05-01", periods=201, freq="min")
    series = {"BTC": pd.Series(prices[:, 0], index), "ETH": pd.Series(prices[:, 1], index[::-1])}
    with pytest.raises(BadInput, match="permitted: one index for all"):
        orthant.simulate(MOVE, prices=series)
    frame = pd.DataFrame(prices, columns=["BTC", "ETH", "USDC"], index=index[::-1])
    with pytest.raises(BadInput, match="from old to new"):
        orthant.simulate(MOVE, prices=frame)
    with pytest.raises(BadInput, match="permitted: dates"):
        orthant.simulate(MOVE, prices=frame.set_axis(np.arange(201) * 2.5))
    with pytest.raises(BadInput, match="as many as rows"):
        orthant.simulate(MOVE, prices=prices, times=index[:5].values)
    with pytest.raises(BadInput, match="beside an array"):
        orthant.simulate(MOVE, times=index.values)
    for key, value in (("every", "1h"), ("from", "2024-05-01"), ("to", "2024-05-01")):
        market = {**MOVE, "market": {"model": "panel", "file": "x.csv", key: value}}
        with pytest.raises(BadInput, match=f"rows without times; .*market.{key}"):
            orthant.simulate(market, prices=prices)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"price_paths": 0}, BadInput),
        ({"price_paths": 1.5}, TypeError),
        ({"seed": -1}, BadInput),
        ({"seed": 2**60}, BadInput),
        ({"threads": 10**6}, BadInput),
        ({"price_path": -1}, BadInput),
        ({"price_path": 1, "price_paths": 2}, BadInput),
        ({"until_bp": 0.0}, BadInput),
        ({"until_bp": float("nan")}, BadInput),
        ({"compat": "x"}, BadInput),
        ({"steps": 1.5}, TypeError),
        ({"paths": [1]}, TypeError),
    ],
)
def test_bad_options(options: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        orthant.simulate("scenarios/market/btc-eth-usdc-gbm.json", **options)


def test_progress_is_told() -> None:
    seen: list[tuple[int, int]] = []
    orthant.simulate(
        "scenarios/market/btc-eth-usdc-gbm.json",
        price_paths=64,
        progress=lambda done, most: seen.append((done, most)),
    )
    assert seen[-1] == (64, 64)

    orthant.simulate("scenarios/market/btc-eth-usdc-gbm.json", price_paths=64, progress=True)

    def fail(done: int, most: int) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        orthant.simulate("scenarios/market/btc-eth-usdc-gbm.json", price_paths=64, progress=fail)


def test_notes_are_the_programs(program: Any, tmp_path: Any) -> None:
    """What is left out of a comparison, what a sale's value is, what became of a file's rows."""
    move = {"orthant": 1, "tokens": ["A", "B"], "steps": 10, "paths": ["linear"]}
    move |= {"start": {"weights": [1, 1]}, "target": {"weights": [9, 1]}}
    move["arbitrage"] = {"presence": 0.5}
    (tmp_path / "move.json").write_text(json.dumps(move))
    (tmp_path / "rows.csv").write_text("A,B\n1,1\n2,1\n9,1\n")
    of = f"linear,file:{tmp_path / 'rows.csv'}"
    seen = 0
    for file, options, arguments in (
        (tmp_path / "move.json", {"normalise": True}, ["--normalise"]),
        (
            tmp_path / "move.json",
            {"normalise": True, "paths": of, "steps": 2},
            ["--normalise", "--paths", of, "--steps", 2],
        ),
        ("scenarios/launch/fair-launch.json", {"steps": 10}, ["--steps", 10]),
    ):
        made = orthant.compare(file, **options)
        assert sorted(made.notes) == sorted(program.notes("compare", file, *arguments))
        seen += len(made.notes)
    assert seen >= 4


@pytest.mark.parametrize(
    "call",
    (
        lambda: orthant.plan(MOVE, target=5),  # type: ignore[arg-type]
        lambda: orthant.plan(MOVE, target=None),  # type: ignore[arg-type]
        lambda: orthant.plan(MOVE, pool=5),  # type: ignore[arg-type]
        lambda: orthant.weights(MOVE, strategy=5),  # type: ignore[arg-type]
        lambda: orthant.launch(MOVE, contract=5),  # type: ignore[arg-type]
        lambda: orthant.launch(MOVE, price_file=5),  # type: ignore[arg-type]
        lambda: orthant.compare(MOVE, paths=5),  # type: ignore[arg-type]
        lambda: orthant.simulate(MOVE, progress=5),  # type: ignore[arg-type]
    ),
)
def test_texts_are_texts(call: Callable[[], object]) -> None:
    """And nothing that is given is passed over."""
    with pytest.raises(TypeError, match="target|pool|strategy|contract|price_file|paths|progress"):
        call()


@pytest.mark.parametrize(
    ("name", "call"),
    (
        ("name", lambda given: orthant.path(given, [0.5, 0.5], [0.9, 0.1], 2)),
        ("name", orthant.contract.describe),
        ("name", lambda given: orthant.contract.call(given, 1, 1)),
        ("word", orthant.contract.functions),
        ("ranges", lambda given: orthant.contract.audit("fp_mul_up", ranges=given)),
        ("values", orthant.contract.words),
        ("tokens", lambda given: orthant.fit(np.ones((9, 2)), "gbm", tokens=given)),
        ("horizons", lambda given: orthant.score({"A": np.ones(9)}, "gbm", horizons=given)),
        ("token_addresses", lambda given: orthant.plan(MOVE, token_addresses=given)),
        ("folder", lambda given: orthant.tune({"orthant": 1}, folder=given)),
        ("sweep", orthant.sweep_design),
        ("plan", lambda given: orthant.replay({"a": given})),
        ("study", lambda given: orthant.tune({"a": given})),
    ),
)
def test_errors_name_the_argument(name: str, call: Callable[[Any], object]) -> None:
    with pytest.raises(TypeError, match=rf"^{name}: "):
        call(object())


def test_texts_that_utf_8_has_not() -> None:
    for call in (
        lambda: orthant.compare("\udcff.json"),
        lambda: orthant.plan(MOVE, target="\udcff"),
        lambda: orthant.safety(MOVE, capital="\udcff"),
        lambda: orthant.fit({"A": "\udcff.csv"}, "gbm"),
    ):
        with pytest.raises(BadInput, match="permitted: a text that UTF-8 has"):
            call()


def test_one_number_as_an_array() -> None:
    two = {"tokens": ["A", "B"], "start": [0.5, 0.5], "target": [0.9, 0.1], "steps": 10}
    one = orthant.compare(**two, price_volatility=np.array(0.5))
    assert one == orthant.compare(**two, price_volatility=0.5)


def test_texts_end_where_they_end() -> None:
    for call in (
        lambda: orthant.fee(MOVE, flow="0.3\0?", elasticity=300),
        lambda: orthant.compare(MOVE, paths="linear\0?"),
        lambda: orthant.compare(MOVE, paths=["linear", "geodesic\0?"]),
        lambda: orthant.plan(MOVE, target="generic\0?"),
    ):
        with pytest.raises(BadInput, match="permitted"):
            call()
