"""Pictures by matplotlib have the colours of the program's."""

from __future__ import annotations

import re

import pytest
from conftest import TOP

import orthant
from orthant import _pictures

pyplot = pytest.importorskip("matplotlib.pyplot")
pyplot.switch_backend("agg")
colors = pytest.importorskip("matplotlib.colors")

MOVE = "scenarios/btc-usdc-50-90.json"


def test_the_table_is_the_programs() -> None:
    header = (TOP / "core/base/colours.h").read_text()
    source = (TOP / "core/base/colours.c").read_text()
    for macro in re.findall(r"ORTH_COLOUR_\w+(?=,)", source):
        found = re.search(rf'#define {macro} ("#\w+")', header)
        assert found is not None
        source = source.replace(f"{macro},", f"{found[1]},")
    rows = re.findall(r'{"(\w*)", "(#\w+)", "#\w+", (\d), ORTH_MARK', source)
    paths = {name: (colour, int(dash)) for name, colour, dash in rows if name}
    assert paths.pop("hold") == (_pictures.HOLD, 1)
    del paths["rebalanced"]
    assert paths == _pictures._PATHS
    assert tuple(colour for name, colour, _ in rows if not name) == _pictures.SERIES


def test_a_path_has_one_colour() -> None:
    """Whatever stands before it, and by lines and bars."""
    two = orthant.compare(MOVE, steps=[10, 100], paths=["linear", "geodesic"]).plot()
    one = orthant.compare(MOVE, steps=[10, 100], paths=["geodesic", "power:0.5", "power:2"]).plot()
    bars = orthant.compare(MOVE, steps=10, paths=["geodesic"]).plot()
    drawn = {line.get_label(): line for line in two.lines} | {
        f"one {line.get_label()}": line for line in one.lines
    }
    geodesic = _pictures.path_colour("geodesic")
    assert drawn["geodesic"].get_color() == drawn["one geodesic"].get_color() == geodesic
    assert colors.same_color(bars.patches[0].get_facecolor(), geodesic)
    powers = drawn["one power:0.5"], drawn["one power:2"]
    assert powers[0].get_color() == powers[1].get_color()
    assert powers[0].get_linestyle() != powers[1].get_linestyle() or len(
        {str(one["linestyle"]) for one in _pictures.path_looks(["power:0.5", "power:2"])}
    ) == 2
    pyplot.close("all")
