"""What a newcomer reads: help() of each public function, and the README's table of all of them."""

from __future__ import annotations

import doctest
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import orthant
import orthant.luck

README = Path(__file__).resolve().parents[2] / "include/python/README.md"


def functions(of: ModuleType, before: str = "") -> Iterator[tuple[str, Any]]:
    for name in of.__all__:
        one = getattr(of, name)
        if callable(one) and not inspect.isclass(one):
            yield before + name, one


PUBLIC = dict(
    [
        *functions(orthant),
        *functions(orthant.contract, "contract."),
        *functions(orthant.luck, "luck."),
    ]
)


def test_the_table_has_all_functions_and_no_others() -> None:
    text = README.read_text()
    table = text[text.index("| function |") : text.index("## Prices in")]
    first = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    named = re.findall(r"`([a-z_.]+)`", " ".join(first))
    assert sorted(named) == sorted(PUBLIC)
    assert len(text.splitlines()) <= 200


@pytest.mark.parametrize("name", PUBLIC)
def test_help_says_what_each_argument_is(name: str) -> None:
    function = PUBLIC[name]
    text = inspect.getdoc(function) or ""
    assert text, "nothing is said"
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is not inspect.Parameter.VAR_KEYWORD:
            assert re.search(rf"\b{parameter.name}\b", text), f"{parameter.name} is not explained"


def test_the_example_of_the_package_holds() -> None:
    done = doctest.testmod(orthant)
    assert done.attempted > 0 and done.failed == 0
