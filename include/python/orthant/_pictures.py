"""What all pictures share. matplotlib is asked for here alone, and when one is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


# As core/base/colours.c has them for light ground: a path looks alike in all pictures. By family:
# colour, and which of the dashes.
_PATHS = {
    "linear": ("#ED6017", 0),
    "amgm": ("#08A37D", 1),
    "geodesic": ("#2F80FB", 0),
    "optimum": ("#1A1A1A", 2),
    "geometric": ("#814300", 3),
    "bisection": ("#8059A7", 2),
    "power": ("#840E61", 4),
    "dutch": ("#3A7663", 3),
    "safe": ("#5F22A7", 5),
    "lambertw": ("#8A8AC6", 5),
    "file": ("#1314F9", 0),
}
_DASHES: tuple[Any, ...] = (
    "-", (0, (6, 3)), (0, (2, 2)), (0, (6, 2, 1, 2)), (0, (10, 3)), (0, (6, 2, 1, 2, 1, 2))
)
# What is told by its place: tokens, strategies.
SERIES = (
    "#6587FE", "#D17B04", "#14A097", "#663E6E", "#554E06", "#4D72A6", "#4438BB", "#8F6646"
)
HOLD = "#707070"


def path_colour(name: str) -> str:
    """Of a path by its name; a name that is no family's is drawn as a file's."""
    return _PATHS.get(name.split(":")[0], _PATHS["file"])[0]


def path_looks(names: Sequence[str]) -> list[dict[str, Any]]:
    """How lines are drawn, for matplotlib: those of one colour differ by their dashes."""
    seen: dict[str, int] = {}
    looks = []
    for name in names:
        colour, dash = _PATHS.get(name.split(":")[0], _PATHS["file"])
        place = seen[colour] = seen.get(colour, -1) + 1
        looks.append({"color": colour, "linestyle": _DASHES[(dash + place) % len(_DASHES)]})
    return looks


def axes(given: Any) -> Any:
    """The axes to draw on: those given, or those of a new figure."""
    try:
        import matplotlib.pyplot as pyplot
    except ImportError:
        raise ImportError("plot needs matplotlib: pip install 'orthant[pictures]'") from None
    if given is None:
        made = pyplot.subplots(layout="constrained")[1]
        made.set_prop_cycle(color=SERIES)
        return made
    if not hasattr(given, "set_xlabel"):
        raise TypeError(f"ax: axes of matplotlib are wanted, not {type(given).__name__}")
    return given


def name_axes(ax: Any, x: str, y: str, title: str = "") -> None:
    """Names are the user's: a dollar in one begins no formula."""
    ax.set_xlabel(x, parse_math=False)
    ax.set_ylabel(y, parse_math=False)
    from textwrap import fill

    lines = fill(title, max(20, int(11 * _inches(ax))))  # some eleven letters an inch
    ax.set_title(lines, parse_math=False, fontsize="medium")


def _inches(ax: Any) -> float:
    """How wide it is."""
    return float(ax.bbox.width / ax.figure.dpi)


def narrow(ax: Any) -> None:
    """Words or dates along an x axis that is short: small letters, so that they stay apart."""
    if _inches(ax) < 3:
        ax.tick_params(axis="x", labelsize="x-small")


def dated(ax: Any) -> None:
    """An x axis of dates: as many as there is room for, and what they share is said once."""
    from matplotlib import dates

    known: Any = dates  # its types are not all written down
    # Fewer than five, and there are spans that it knows no interval for.
    locator = known.AutoDateLocator(minticks=2, maxticks=max(5, int(1.5 * _inches(ax))))
    narrow(ax)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(known.ConciseDateFormatter(locator))


def label(name: str) -> str:
    """A name as a legend takes it: one that begins with _ would be left out."""
    return f" {name}" if name.startswith("_") else name


def legend(ax: Any, title: str | None = None) -> None:
    """Of all that has a name, unless nothing has one."""
    if not ax.get_legend_handles_labels()[0]:
        return
    small = _inches(ax) < 3
    size = "xx-small" if small else "small"
    made = ax.legend(fontsize=size, title=title, title_fontsize=size, framealpha=0.6)
    for text in made.get_texts():
        text.set_parse_math(False)


def logarithmic(ax: Any, x: Iterable[float], y: Iterable[float]) -> None:
    """Axes of logarithms, where all that is drawn has one. A single x has no decade around it
    that would be its own: its axis would be bare."""
    x = list(x)
    if len(set(x)) > 1 and all(one > 0 for one in x):
        ax.set_xscale("log")
    if all(one > 0 for one in y):
        ax.set_yscale("log")


def bars(
    ax: Any,
    names: Sequence[str],
    values: Sequence[float],
    errors: Any = None,
    colours: Sequence[str] | None = None,
) -> None:
    """One below the other, the first on top, equal names apart."""
    places = range(len(names))
    ax.barh(places, values, xerr=errors, color=colours)
    ax.set_yticks(places, labels=names, parse_math=False)
    ax.invert_yaxis()
    ax.locator_params(axis="x", nbins=5)


def named(name: str, steps: int | None, several: bool) -> str:
    """A schedule, with its steps where there are several numbers of them."""
    return name if steps is None or not several else f"{name}, {steps} steps"
