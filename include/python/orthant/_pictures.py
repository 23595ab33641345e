"""What all pictures share. matplotlib is asked for here alone, and when one is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def axes(given: Any) -> Any:
    """The axes to draw on: those given, or those of a new figure."""
    try:
        import matplotlib.pyplot as pyplot
    except ImportError:
        raise ImportError("plot needs matplotlib: pip install 'orthant[pictures]'") from None
    if given is None:
        return pyplot.subplots(layout="constrained")[1]
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
    ax: Any, names: Sequence[str], values: Sequence[float], errors: Any = None
) -> None:
    """One below the other, the first on top, equal names apart."""
    places = range(len(names))
    ax.barh(places, values, xerr=errors)
    ax.set_yticks(places, labels=names, parse_math=False)
    ax.invert_yaxis()
    ax.locator_params(axis="x", nbins=5)


def named(name: str, steps: int | None, several: bool) -> str:
    """A schedule, with its steps where there are several numbers of them."""
    return name if steps is None or not several else f"{name}, {steps} steps"
