"""One page to decide on."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import _native
from ._prices import take_prices
from ._request import (
    NAME,
    Request,
    contract_of,
    number,
    simulation_options,
    volatilities,
    whole,
    word,
)
from ._results import Result, parse, write_whole
from .errors import BadInput, FileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import ArrayLike

    from ._prices import PricesLike
    from ._request import Origin, ScenarioLike

__all__ = ["Report", "report"]


@dataclass(frozen=True, repr=False, eq=False)
class Report(Result):
    """What to do, what it costs and how sure that is; the calls to make; what could go wrong; what
    was assumed. The page shows its facts and nothing else.

    Attributes:
        html: the page, one file without scripts that asks nothing of the network.
        text: what is to be decided, in a few sentences.
        scenario: of a mapping or keywords the text that the page has the SHA-256 of; in a file of
            the name ``scenario`` it is what the commands on the page take. None of a file.
    """

    html: str
    text: str
    scenario: str | None

    @property
    def facts(self) -> Mapping[str, Any]:
        """The facts of the page, as dicts and lists: ``"head"``, ``"decision"``, ``"parts"``."""
        return self.data

    def _text(self) -> str:
        return self.text.rstrip("\n")

    def _repr_html_(self) -> str:
        """The page within a notebook's, which its styles stay out of."""
        from html import escape

        return (
            '<iframe sandbox="" title="report" style="width: 100%; height: 40em; border: 0" '
            f'srcdoc="{escape(self.html)}"></iframe>'
        )

    def save(self, file: str | os.PathLike[str]) -> None:
        """Writes the page to a file, whole or not at all; the facts where its name ends in
        ``.json``. A file that is there is replaced, and keeps its mode.

        Raises:
            FileError: where it cannot be written.
        """
        name = os.fspath(file)
        if name.endswith(".json"):
            return super().save(file)
        try:
            write_whole(file, self.html.encode())
        except OSError as error:
            raise FileError(f"{name}: cannot write it: {error.strerror}") from None


def _again(of: Request) -> str | None:
    """The call that makes the page, where it is none of the command's."""
    if of.text is None and of.prices is None:
        return None
    parts = [NAME if of.text is not None else repr(of.name)]
    if of.prices is not None:
        parts.append("prices")
    parts += [f"{key}={of.options[key]!r}" for key in ("target", "gas") if key in of.options]
    return f"orthant.report({', '.join(parts)})"


# The command's options by their names here, in its order.
_WORDS = (
    ("steps", "--steps"),
    ("normalise", "--normalise"),
    ("price_volatility", "--price-volatility"),
    ("price_paths", "--price-paths"),
    ("seed", "--seed"),
    ("gas", "--gas"),
    ("target", "--target"),
)


def _words(of: Request) -> list[str]:
    """What the command would be given beside the scenario's file."""
    words: list[str] = []
    for key, option in _WORDS:
        value = of.options.get(key)
        if value is True:
            words.append(option)
        elif value is not None and value is not False:
            words += [option, str(value)]
    return words


def _report(of: Request) -> Report:
    of.options["again"] = _again(of)
    if of.options["again"] is None:
        of.options["words"] = _words(of)
    result = of.run()
    html, text = of.beside
    return Report(
        html=html,
        text=text,
        scenario=None if of.text is None else of.text.decode(),
        json=result["json"],
        notes=result["notes"],
        data=parse(result["json"]),
    )


def _page_options(
    target: str | None, gas: float | None, threads: int | None
) -> dict[str, Any]:
    given = {
        "target": word(target, "target"),
        "gas": number(gas, "gas", 0, _native.MONEY_MAX),
        "threads": whole(threads, "threads", 1, _native.THREADS_MAX),
    }
    return {name: value for name, value in given.items() if value is not None}


def report_on(
    origin: Origin | None, target: str | None, gas: float | None, threads: int | None
) -> Report:
    """Of what a result came from."""
    if origin is None:
        raise BadInput("report: this result is of no scenario; permitted: orthant.report of one")
    if origin.left_behind:
        raise BadInput(
            "report: prices from memory stay behind where a result is pickled; permitted: "
            "orthant.report with prices"
        )
    of = Request.of_origin("report", origin)
    take_prices(of, *origin.given)
    of.options |= _page_options(target, gas, threads)
    return _report(of)


def report(
    scenario: ScenarioLike | None = None,
    prices: PricesLike | None = None,
    *,
    times: ArrayLike | None = None,
    target: str | Iterable[float | str] | Mapping[str, Any] | None = None,
    gas: float | None = None,
    steps: int | Iterable[int] | None = None,
    price_volatility: float | Iterable[float] | None = None,
    price_paths: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    normalise: bool = False,
    **keywords: Any,
) -> Report:
    """One page to decide on, about a move, a strategy or a sale: ``orthant report``.

    Args:
        scenario, prices, times, price_paths, seed, threads, normalise: as of
            :func:`orthant.simulate`.
        target: the contract of the calls, of :func:`orthant.targets`; among keywords as of
            :func:`orthant.plan`.
        gas: what one call costs, in the pool's unit.
        steps, price_volatility: as of :func:`orthant.compare`.

    What was read has its SHA-256 on the page; of prices from memory it is that of their
    ``tobytes()``, as float64 in the tokens' order. Parts that need what the scenario does not have
    are there, with the key that would fill them. In a notebook the page is what is shown.

    >>> import orthant
    >>> page = orthant.report("scenarios/btc-usdc-with-fee.json")
    >>> page.html[:15], list(page.facts["decision"])
    ('<!DOCTYPE html>', ['do', 'cost', 'sure'])
    """
    named = contract_of(target, scenario, keywords)
    of = Request("report", scenario, keywords, normalise=normalise, steps=steps)
    take_prices(of, prices, times)
    of.options |= simulation_options(price_paths, seed, threads)
    of.options["price_volatility"] = volatilities(price_volatility)
    if prices is not None and price_volatility is not None:
        raise BadInput("price_volatility: beside prices; permitted: one of the two")
    of.options |= _page_options(named, gas, threads)
    return _report(of)
