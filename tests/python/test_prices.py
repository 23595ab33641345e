"""Prices as people have them: files of exchanges that pandas read, frames, Series, dates of all
kinds. Each gives the command line's figures, or is refused; nothing is guessed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import Program

import orthant
from orthant import _times
from orthant.errors import BadInput

pd = pytest.importorskip("pandas")

ROWS = 121
TOKENS = ["BTC", "ETH", "USDC"]
MOVE: dict[str, Any] = {
    "orthant": 1,
    "tokens": TOKENS,
    "start": {"weights": ["0.4", "0.3", "0.3"]},
    "target": {"weights": ["0.2", "0.3", "0.5"]},
    "steps": 100,
    "paths": ["linear"],
    "pool": {"value": "1000000", "unit": "USD", "swap_fee": "0.003"},
    "chain": {"block_time": 3600},
}
# Over the night on which Berlin's clocks go forward.
HOURS = pd.date_range("2024-03-30 12:00", periods=ROWS, freq="h", tz="UTC")
WALK = np.random.default_rng(3).normal(0, 0.004, (ROWS, 2)).cumsum(axis=0)
PRICES = pd.DataFrame(
    {"BTC": 60_000 * np.exp(WALK[:, 0]), "ETH": 3_000 * np.exp(WALK[:, 1])}, index=HOURS
)


def results(prices: Any, **more: Any) -> Any:
    """What a run on them gives, less how they came."""
    data = dict(orthant.simulate(MOVE, prices=prices, **more).data)
    return data["results"], data.get("clock")


def text(times: Any) -> Any:
    return times.strftime("%Y-%m-%d %H:%M:%S")


def counted(times: Any, unit: str) -> Any:
    return times.tz_localize(None).as_unit(unit).astype("int64")


READ: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    # how an exchange writes its times, and how they become dates in pandas
    "text": (text, pd.to_datetime),
    "zone": (lambda times: times.map(lambda one: one.isoformat()), pd.to_datetime),
    "berlin": (
        lambda times: times.tz_convert("Europe/Berlin").map(lambda one: one.isoformat()),
        lambda times: pd.to_datetime(times, utc=True).tz_convert("Europe/Berlin"),
    ),
    "seconds": (lambda times: counted(times, "s"), lambda of: pd.to_datetime(of, unit="s")),
    "ms": (lambda times: counted(times, "ms"), lambda of: pd.to_datetime(of, unit="ms")),
    "ms, UTC": (
        lambda times: counted(times, "ms"),
        lambda of: pd.to_datetime(of, unit="ms", utc=True),
    ),
}


@pytest.mark.parametrize("layout", READ)
def test_a_file_of_an_exchange(layout: str, tmp_path: Path, program: Program) -> None:
    """Read by pandas it gives what the command line makes of the file."""
    write, read = READ[layout]
    file = tmp_path / "prices.csv"
    panel = PRICES.set_index(pd.Index(write(HOURS), name="time"))
    panel.to_csv(file, float_format="%.17g")
    scenario = tmp_path / "scenario.json"
    market = {"model": "panel", "file": str(file), "numeraire": "USDC"}
    scenario.write_text(json.dumps({**MOVE, "market": market}))
    wanted = json.loads(program.json("simulate", scenario))

    texts = dict.fromkeys(PRICES, str)  # since pandas 2 does not read all 17 digits
    frame = pd.read_csv(file, index_col="time", dtype=texts).astype(float)
    frame.index = read(frame.index)
    assert results(frame) == (wanted["results"], wanted["clock"])
    assert results({name: frame[name] for name in frame}) == results(frame)
    rows = np.column_stack([frame.to_numpy(), np.ones(len(frame))])
    assert results(rows, times=frame.index) == results(frame)
    assert results(rows, times=frame.index.to_series()) == results(frame)


@pytest.mark.parametrize("layout", READ)
def test_times_that_are_no_dates_yet_are_refused(layout: str) -> None:
    write, _ = READ[layout]
    with pytest.raises(BadInput, match=r"prices: times of .* \(pandas.to_datetime"):
        results(PRICES.set_index(pd.Index(write(HOURS))))


def test_the_unit_that_a_number_needs_is_told() -> None:
    for unit in ("s", "ms", "us", "ns"):
        with pytest.raises(BadInput, match=f'unit="{unit}"'):
            results(PRICES.set_index(counted(HOURS, unit)))


def test_milliseconds_read_as_nanoseconds_are_no_dates_of_1970() -> None:
    frame = PRICES.set_index(pd.to_datetime(counted(HOURS, "ms")))
    with pytest.raises(BadInput, match=r"row 0: the time is 1970-01-01T.*from 2000 on"):
        results(frame)


def berlin(one: datetime) -> datetime:
    return one.astimezone(timezone(timedelta(hours=2)))


def test_dates_of_pythons_own() -> None:
    rows = np.column_stack([PRICES.to_numpy(), np.ones(ROWS)])
    aware = list(HOURS.to_pydatetime())
    wanted = results(PRICES)
    naive = [one.replace(tzinfo=None) for one in aware]
    for times in (aware, [berlin(one) for one in aware], naive):
        assert results(rows, times=times) == wanted
    with pytest.raises(BadInput, match="times of object"):
        results(rows, times=[aware[0].replace(tzinfo=None), *aware[1:]])
    with pytest.raises(BadInput, match="times of float64"):
        results(rows, times=np.full(ROWS, np.inf))


def spoilt(name: str) -> Any:
    """Frames that people have by mistake."""
    counts = PRICES.reset_index(drop=True)
    made: dict[str, Any] = {
        "newest first": PRICES[::-1],
        "a slice of counted rows": counts.iloc[20:],
        "counted backwards": counts[::-1],
        "periods": PRICES.set_index(HOURS.tz_localize(None).to_period("h")),
        "lengths of time": PRICES.set_index(HOURS - HOURS[0]),
        "no time": PRICES.set_index(HOURS.where(np.arange(ROWS) != 7)),
        "a time twice": PRICES.set_index(HOURS.where(np.arange(ROWS) != 7, HOURS[6])),
        "times in a column": PRICES.rename_axis("when").reset_index(),
        "dates as text in a column": counts.assign(Date=text(HOURS)),
        "a column twice": pd.concat([PRICES, PRICES[["BTC"]]], axis=1),
        "names that are one": counts.set_axis([1, "1"], axis=1),
        "thousands": PRICES.assign(BTC=[f"{one:,.2f}" for one in PRICES["BTC"]]),
        "a missing price": PRICES.where(PRICES["BTC"] != PRICES["BTC"].iloc[9]),
        "one Series": PRICES["BTC"],
        "a file": "prices.csv",
    }
    return made[name]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("newest first", r"permitted: rows from old to new \(frame.sort_index\(\)\)"),
        ("a slice of counted rows", "these count from 20: frame.reset_index"),
        ("counted backwards", "times of int64; permitted: dates, or rows counted 0, 1, 2, ...$"),
        ("periods", "index.to_timestamp"),
        ("lengths of time", "times of timedelta64"),
        ("no time", "row 7: the time is missing"),
        ("a time twice", "row 7: the time .* is not after"),
        ("times in a column", r"'when' is no token; .*frame.set_index\('when'\)"),
        ("dates as text in a column", r"'Date' is no token; .*frame.set_index\('Date'\)"),
        ("a column twice", "two columns are called 'BTC'"),
        ("names that are one", "two columns are called '1'"),
        ("a missing price", 'row 9: the price of "BTC" is nan'),
        ("one Series", "prices: one Series"),
    ],
)
def test_what_is_refused(name: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        results(spoilt(name))


def test_what_is_of_a_wrong_type() -> None:
    with pytest.raises(TypeError, match="prices of BTC: numbers are wanted, not .*'.*,.*'"):
        results(spoilt("thousands").astype({"BTC": object}))
    with pytest.raises(TypeError, match="not the name of a file"):
        results(spoilt("a file"))
    with pytest.raises(TypeError, match="^prices of BTC: .*not the name of a file; .*market.files"):
        results({"BTC": "btc.csv", "ETH": "eth.csv"})


def test_who_has_no_column_is_priced_1_and_that_is_told() -> None:
    run = orthant.simulate(MOVE, prices=PRICES)
    assert "prices: none of USDC, which is priced 1" in run.notes
    whole = orthant.simulate(MOVE, prices=PRICES.assign(USDC=1.0))
    assert whole.json == run.json and not any("none of" in note for note in whole.notes)

    market = {"model": "panel", "file": "none.csv", "numeraire": "USDC"}
    named = {**MOVE, "market": market}
    assert orthant.simulate(named, prices=PRICES).data["results"] == run.data["results"]
    with pytest.raises(BadInput, match="none of ETH; permitted: none of USDC alone"):
        orthant.simulate(named, prices=PRICES[["BTC"]].assign(USDC=1.0))


def test_a_sweep_tells_who_is_priced_1_too() -> None:
    call: dict[str, Any] = {"command": "simulate", "vary": {"/pool/swap_fee": ["0", "0.003"]}}
    run = orthant.sweep(scenario=MOVE, **call, prices=PRICES)
    assert run.notes[0] == "prices: none of USDC, which is priced 1"
    full = orthant.sweep(scenario=MOVE, **call, prices=PRICES.assign(USDC=1.0))
    assert full.to_frame().equals(run.to_frame())
    assert not any("none of" in note for note in full.notes)

    named = {**MOVE, "market": {"model": "panel", "file": "none.csv", "numeraire": "USDC"}}
    assert orthant.sweep(scenario=named, **call, prices=PRICES).notes[0] == run.notes[0]
    with pytest.raises(BadInput, match="none of ETH; permitted: none of USDC alone"):
        orthant.sweep(scenario=named, **call, prices=PRICES[["BTC"]].assign(USDC=1.0))


def test_dates_are_given_once() -> None:
    with pytest.raises(BadInput, match="times: beside prices that have dates"):
        orthant.simulate(MOVE, prices=PRICES, times=HOURS)


class Foreign:
    """A frame of a package that has no index."""

    def __init__(self, of: Any) -> None:
        self.of, self.columns = of, list(of.columns)

    def to_numpy(self) -> Any:
        return self.of.to_numpy()

    def __getitem__(self, name: str) -> Any:
        return self.of[name].to_numpy()


def test_a_frame_without_an_index() -> None:
    whole = PRICES.assign(USDC=1.0)
    assert results(Foreign(whole)) == results(whole.to_numpy())
    assert results(Foreign(PRICES), times=HOURS) == results(PRICES)


def test_a_series_is_a_market_of_one() -> None:
    fitted = orthant.fit(PRICES["BTC"], "gbm")
    assert fitted.json == orthant.fit(PRICES[["BTC"]], "gbm").json
    assert orthant.fit(PRICES["BTC"].rename(None), "gbm", tokens="BTC").json == fitted.json
    with pytest.raises(BadInput, match="a name for the column of a Series"):
        orthant.fit(PRICES["BTC"].rename(None), "gbm")


@pytest.mark.parametrize("unit", [">M8[ns]", "M8[ns]", "M8[us]", "M8[ms]", "M8[s]"])
def test_times_are_microseconds_whatever_their_unit(unit: str) -> None:
    stamps = 1_735_689_600_000_000 + 60_000_000 * np.arange(50)
    given = stamps.astype("M8[us]").astype(unit)
    for times, expected in ((given, stamps), (given[::7], stamps[::7])):
        made = _times.microseconds(times, "times")
        assert made is not None and made.tolist() == expected.tolist()
        assert made.dtype == np.int64 and made.flags.c_contiguous
    given[3] = "NaT"
    with pytest.raises(BadInput, match="row 3: the time is missing"):
        _times.microseconds(given, "times")


def test_what_is_less_than_a_microsecond_is_left_out() -> None:
    times = np.array([1_735_689_600_000_000_999, 1_735_689_600_000_001_000]).view("M8[ns]")
    made = _times.microseconds(times, "times")
    assert made is not None and made.tolist() == [1_735_689_600_000_000, 1_735_689_600_000_001]
