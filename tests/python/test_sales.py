"""Sales ranked by what a seller wants: the same bytes as the command line's ranking."""

from __future__ import annotations

import json
from typing import Any

import pytest

import orthant
from orthant.errors import BadInput

SALE = "scenarios/launch/fair-launch.json"
ASKED = ["launch", SALE, "--price-paths", 4, "--seed", 7, "--paths", "linear,geodesic"]
ASKED += ["--fees", "0.001,0.02", "--start-weights", "0.9,0.96"]


def ranking(**options: Any) -> orthant.LaunchBest:
    return orthant.launch_best(
        SALE,
        price_paths=4,
        seed=7,
        paths=["linear", "geodesic"],
        fees=["0.001", 0.02],
        start_weights=[0.9, 0.96],
        **options,
    )


@pytest.mark.parametrize("by", ["raise", "price-stability", "dispersion"])
@pytest.mark.parametrize("top", [1, 3, 50])
def test_the_programs_bytes(program: Any, by: str, top: int) -> None:
    best = ranking(by=by, top=top)
    assert best.json == program.json(*ASKED, "--best", by, "--top", top)
    assert list(best.notes) == program.notes(*ASKED, "--best", by, "--top", top)
    assert len(best) == min(top, 8) and len(best.every) == best.ranked == 8
    assert best.every[: len(best)] == best.rows


def test_the_usual_is_ten_and_none_is_all(program: Any) -> None:
    asked = ["launch", SALE, "--price-paths", 2, "--days", "0.5,1,1.5"]
    best = orthant.launch_best(SALE, price_paths=2, days=[0.5, 1, 1.5])
    assert best.json == program.json(*asked, "--best", "raise") and len(best) == 10
    every = orthant.launch_best(SALE, price_paths=2, days=[0.5, 1, 1.5], top=None)
    assert every.json == program.json(*asked, "--best", "raise", "--top", 12)
    assert every.rows == best.every and every.notes == best.notes


def test_points_are_numbers_of_results() -> None:
    best = ranking(top=None)
    sales = orthant.launch(
        SALE, price_paths=4, seed=7, paths="linear,geodesic", fees=["0.001", 0.02],
        start_weights=[0.9, 0.96],
    ).results
    for row in best.rows:
        sale = sales[row.point]
        assert row.value == pytest.approx(float(sale["raised"]), rel=1e-12)
        assert row.values["/path"] == sale.path and row.values["/swap_fee"] == sale.swap_fee
    values = [row.value for row in best.rows]
    assert best.maximise and values == sorted(values, reverse=True)


def test_who_buys_nothing_is_said(program: Any, tmp_path: Any) -> None:
    with open(SALE, encoding="utf-8") as file:
        sale = json.load(file)
    buyers = sale["launch"]["demand"]
    sale["launch"]["demand"] = {"model": "value", "value": "0.05"}
    sale["paths"] = ["linear"]
    (tmp_path / "sale.json").write_text(json.dumps(sale), encoding="utf-8")
    asked = ["launch", tmp_path / "sale.json", "--end-weights", "0.5,0.95", "--best"]
    for by in ("price-stability", "raise"):
        best = orthant.launch_best(sale, by=by, end_weights=[0.5, 0.95])
        assert best.json == program.json(*asked, by)
        assert list(best.notes) == program.notes(*asked, by)
    best = orthant.launch_best(sale, by="price-stability", end_weights=[0.5, 0.95])
    assert "1 setting without a buyer on any price path: not ranked" in best.notes
    assert best.ranked == 1
    sale["launch"]["demand"] = buyers
    sale["launch"]["demand"]["rate"] = "0.5"
    (tmp_path / "sale.json").write_text(json.dumps(sale), encoding="utf-8")
    asked = ["launch", tmp_path / "sale.json", "--fees", "0.01,0.2", "--price-paths", 16]
    best = orthant.launch_best(sale, by="dispersion", fees=[0.01, 0.2], price_paths=16)
    assert best.json == program.json(*asked, "--best", "dispersion")
    assert list(best.notes) == program.notes(*asked, "--best", "dispersion")
    assert any("price paths are left out" in one for one in best.notes)


def test_a_picture_is_of_all() -> None:
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("agg")
    ax = orthant.launch_best(SALE, fees=[0.001, 0.01, 0.02], paths="linear", price_paths=2,
                             top=1).plot()
    assert len(ax.lines[0].get_xdata()) == 3
    with pytest.raises(BadInput, match="permitted: one or two different ones of /path"):
        ranking(top=1).plot()
    pyplot.close("all")


def test_what_is_refused(program: Any) -> None:
    with pytest.raises(BadInput) as caught:
        orthant.launch_best(SALE, by="rais")
    said = program.error("launch", SALE, "--best", "rais")
    assert str(caught.value).startswith('by: "rais" is nothing to rank a sale by; the nearest')
    assert "--help" in said or str(caught.value).removeprefix("by: ") in said
    with pytest.raises(BadInput) as caught:
        orthant.launch_best(SALE, paths="linear", price_paths=2)
    asked = ["launch", SALE, "--paths", "linear", "--price-paths", 2, "--best", "raise"]
    assert str(caught.value) == program.error(*asked)
    for wrong in ({"top": 0}, {"by": "raise\0x"}, {"fees": ["0.01\0", 0.1]}):
        with pytest.raises(BadInput, match=f"^{next(iter(wrong))}: "):
            orthant.launch_best(SALE, **wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="^by: a name is wanted"):
        orthant.launch_best(SALE, by=3)  # type: ignore[arg-type]
