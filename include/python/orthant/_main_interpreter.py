"""Refuses interpreters beside the main one: NumPy does not support them, and may hang there."""

from __future__ import annotations

from importlib import import_module

for _name in ("_interpreters", "_xxsubinterpreters"):  # built in; the first from Python 3.13 on
    try:
        _known = import_module(_name)
    except ImportError:
        continue
    if _known.get_current() != _known.get_main():
        raise ImportError(
            "orthant: an interpreter beside the main one, which NumPy does not support; "
            "permitted: the main interpreter, threads, processes"
        )
    break
