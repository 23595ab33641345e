"""Names that are imported when they are asked for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def attributes(
    name: str, where: Mapping[str, str]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """``__getattr__`` and ``__dir__`` of the module ``name``: ``where`` has the module of this
    package that each name is in; a name that is its own module is the module."""
    module = sys.modules[name]

    def find(wanted: str) -> object:
        if wanted not in where:
            raise AttributeError(f"module {name!r} has no attribute {wanted!r}")
        from importlib import import_module

        of = import_module(f".{where[wanted]}", __package__)
        found: object = of if wanted == where[wanted] else getattr(of, wanted)
        setattr(module, wanted, found)
        return found

    def names() -> list[str]:
        return sorted({*vars(module), *where})

    return find, names
