"""What all results can do: tables, frames, pictures, copies, equality."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import numpy as np
import pandas as pd
import pytest

import orthant

pyplot = pytest.importorskip("matplotlib.pyplot")
pyplot.switch_backend("agg")

ODD = "$x$ <b>a & b</b> $\\frac"  # what a formula, a page and a legend would stumble over
POOL = {"value": 1_000_000, "unit": "USD", "swap_fee": "0.003"}
MOVE: dict[str, Any] = {
    "name": ODD, "tokens": ["_A$", "B<i>"], "start": [0.5, 0.5], "target": [0.9, 0.1]
}


def dated() -> Any:
    times = pd.date_range("2024-05-01", periods=101, freq="min", name="time")
    prices = np.exp(np.random.default_rng(1).normal(0, 1e-3, (101, 2)).cumsum(axis=0))
    return orthant.simulate(
        **MOVE, steps=50, paths=["linear", "geodesic"], pool=POOL, prices=prices, times=times.values,
        record_every=5,
    )


MADE: dict[str, Any] = {
    "one": lambda: orthant.compare(**MOVE, steps=100),
    "compare": lambda: orthant.compare(**MOVE, steps=[1, 10], paths=["linear", "geodesic"], pool=POOL),
    "still": lambda: orthant.compare(**{**MOVE, "target": [0.5, 0.5]}, steps=[1, 10]),
    "simulate": dated,
    "series": lambda: dated().series[0],
    "random": lambda: orthant.simulate("scenarios/market/btc-eth-usdc-gbm.json", price_paths=3),
    "strategies": lambda: orthant.simulate("scenarios/strategies/four.json", price_paths=2),
    "steps": lambda: orthant.steps(
        **MOVE, pool=POOL, update_cost=10, price_volatility=0.8, price_paths=2
    ),
    "steps of one": lambda: orthant.steps(
        **MOVE, steps=100, pool=POOL, update_cost=10, price_volatility=0.8, price_paths=2
    ),
    "replay": lambda: orthant.replay(orthant.plan(
        tokens=MOVE["tokens"], start=MOVE["start"], target_weights=MOVE["target"], steps=1440, calls=2
    )),
    "trajectory": lambda: orthant.trajectory(**MOVE, steps=20),
    "audit": lambda: orthant.contract.audit("fp_pow_up", samples=50),
    "fee": lambda: orthant.fee(
        **MOVE, steps=720, pool=POOL, flow=0.3, elasticity=300, price_volatility=0.5
    ),
    "launch": lambda: orthant.launch("scenarios/launch/fair-launch.json", price_paths=2),
    "launch best": lambda: orthant.launch_best(
        "scenarios/launch/fair-launch.json", price_paths=2, top=2
    ),
    "safety": lambda: orthant.safety(**MOVE, steps=[100, 7200], swap_fee="0.003"),
    "safe": lambda: orthant.safety(**MOVE, steps=2000, paths="geodesic", swap_fee="0.05"),
    "weights": lambda: orthant.weights("scenarios/strategies/momentum.json"),
    "optimum": lambda: orthant.optimum([0.2, 0.3, 0.5], [0.5, 0.3, 0.2], 20),
    "arbitrage": lambda: orthant.arbitrage(
        np.ones((2, 3, 2)), [0.5, 0.5], np.linspace(1, 2, 12).reshape(2, 3, 2), 0.003
    ),
}
_MADE: dict[str, Any] = {}


@pytest.fixture(params=MADE)
def result(request: pytest.FixtureRequest) -> Any:
    if request.param not in _MADE:
        _MADE[request.param] = MADE[request.param]()
    return _MADE[request.param]


def parts(result: Any) -> list[Any]:
    return [one for name in ("results", "curve", "schedules", "strategies")
            for one in getattr(result, name, ())]


def test_copies_are_equal(result: Any) -> None:
    for again in (pickle.loads(pickle.dumps(result)), copy.deepcopy(result), copy.copy(result)):
        assert type(again) is type(result) and again == result and hash(again) == hash(result)
        assert repr(again) == repr(result) and len({result, again}) == 1
        assert parts(again) == parts(result)
    assert result != 1 and (result == object()) is False
    assert len({*parts(result), *parts(copy.deepcopy(result))}) == len(set(parts(result)))


def test_another_is_not_equal() -> None:
    one = orthant.optimum([0.5, 0.5], [0.9, 0.1], 10)
    assert one != orthant.optimum([0.5, 0.5], [0.9, 0.1], 11)
    again = copy.deepcopy(one)
    assert again == one
    again.weights[3, 0] = np.nextafter(again.weights[3, 0], 1)
    assert again != one
    assert orthant.compare(**MOVE, steps=5).results != orthant.compare(**MOVE, steps=6).results


def test_pictures(result: Any) -> None:
    """Drawn small without a warning, with names of the axes, into the axes given."""
    import warnings

    figure, ax = pyplot.subplots(figsize=(3, 2), layout="constrained")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", message="constrained_layout not applied")
        assert result.plot(ax=ax) is ax
        figure.canvas.draw()
    assert ax.get_xlabel()
    legend = ax.get_legend()
    assert legend is None or legend.get_texts()[0].get_fontsize() < 8
    shown = [one.get_window_extent() for one in ax.get_xticklabels() if one.get_text()]
    places = [one for one in shown if ax.bbox.x0 - 1 <= (one.x0 + one.x1) / 2 <= ax.bbox.x1 + 1]
    for left, right in zip(places, places[1:]):
        assert left.x1 <= right.x0
    before = len(pyplot.get_fignums())
    assert result.plot().get_figure() is not None
    assert len(pyplot.get_fignums()) == before + 1
    pyplot.close("all")
    with pytest.raises(TypeError, match="^ax: axes of matplotlib"):
        result.plot(ax=1)


def test_tables(result: Any) -> None:
    """Escaped for a page; short as text."""
    assert len(repr(result)) < 4000
    page = result._repr_html_() if hasattr(result, "_repr_html_") else None
    if page is not None:
        assert page.startswith("<table>") and "<b>" not in page and "<i>" not in page


def test_a_table_says_how_many_notes_there_are() -> None:
    found = [MADE[name]() for name in ("one", "compare", "random", "replay")]
    for result in found:
        many = len(result.notes)
        told = f"{many} note{'s' if many > 1 else ''}: see .notes"
        assert (repr(result).splitlines()[-1] == told) == (many > 0), repr(result)
        page = result._repr_html_()
        assert page is None or page.endswith(f"<p>{told}</p>") == (many > 0)
    assert {len(result.notes) > 0 for result in found} == {True, False}


def test_frames(result: Any) -> None:
    frame = result.to_frame()
    assert len(frame) > 0
    for name, column in frame.items():
        if column.dtype == object or pd.api.types.is_string_dtype(column.dtype):
            assert all(isinstance(one, str) for one in column), name
    again = result.to_frame()
    pd.testing.assert_frame_equal(frame, again)


def test_dates_are_the_index() -> None:
    frame = dated().series[1].to_frame()
    assert isinstance(frame.index, pd.DatetimeIndex) and frame.index.name == "time"
    assert frame.index[0] == pd.Timestamp("2024-05-01")
    assert frame["block"].dtype == np.int64 and frame["value"].dtype == np.float64
    assert "time" not in frame


def test_steps_that_are_missing_are_whole_numbers() -> None:
    frame = orthant.simulate("scenarios/strategies/four.json", price_paths=2).to_frame()
    assert frame["steps"].dtype == "Int64" and frame["steps"].isna().all()


def test_losses_with_a_fee_have_columns_of_their_own() -> None:
    frame = orthant.compare(**MOVE, steps=[10, 20], pool=POOL, price_volatility=0.8).to_frame()
    nested = [name for name in frame if name.startswith("with_fee")]
    assert len(nested) > 3  # texts are objects in pandas 2
    assert not any(isinstance(one, (dict, list)) for name in nested for one in frame[name])


def test_what_a_picture_is_asked_for() -> None:
    with pytest.raises(orthant.errors.BadInput, match="^figure: 'x'; permitted: final_value"):
        dated().plot(figure="x")
    with pytest.raises(orthant.errors.BadInput, match="^columns: 'x'; permitted: block"):
        dated().series[0].plot(columns=["value", "x"])
    assert len(dated().series[0].plot(columns=["value", "hold_value"]).lines) == 2
    assert dated().plot(figure="trades").get_xlabel() == "trades"
    assert dated().plot().get_xlabel() == "shortfall (USD)"
    pyplot.close("all")


def test_columns_are_the_same_made_later_or_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    later = dated().series
    monkeypatch.setattr("orthant.simulation._LATER_ROWS", 1)
    at_once = dated().series
    assert later == at_once and hash(later) == hash(at_once)
    assert repr(later[1].columns) == repr(at_once[1].columns)
    assert later[1]["value"] is later[1]["value"]
    for one in (later[0], at_once[0]):
        with pytest.raises(KeyError):
            one["x"]


def test_names_of_columns_may_be_quoted() -> None:
    """Where one is, the record is read otherwise: to the same numbers."""
    def run(name: str) -> Any:
        move = {**MOVE, "tokens": [name, "B"], "name": "x"}
        prices = np.exp(np.random.default_rng(2).normal(0, 1e-3, (31, 2)).cumsum(axis=0))
        return orthant.simulate(**move, steps=30, pool=POOL, prices=prices, record_every=10)

    plain = run("A").series[0]
    for name in ("A,b", 'A"b', '"', ","):
        quoted = run(name)
        assert '"' in quoted.series_csv
        columns = quoted.series[0].columns
        assert list(columns) == [one.replace(" A", f" {name}") for one in plain.columns]
        assert [one.tobytes() for one in columns.values()] == [
            one.tobytes() for one in plain.columns.values()
        ]
