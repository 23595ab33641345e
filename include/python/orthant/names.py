"""What there is by name: the contracts of plans, the models of prices."""

from __future__ import annotations

from typing import NamedTuple

from . import _native

__all__ = ["Model", "Target", "models", "targets"]


class Target(NamedTuple):
    """A contract that :func:`orthant.plan` plans for."""

    name: str
    version: str
    summary: str


class Model(NamedTuple):
    """A model that a scenario's ``market`` may name."""

    name: str
    summary: str


def targets() -> tuple[Target, ...]:
    """Contracts that :func:`orthant.plan` plans for: ``orthant list targets``.

    >>> targets()[0].name
    'generic'
    """
    return tuple(Target(*one) for one in _native.plan_targets())


def models() -> tuple[Model, ...]:
    """Models that a scenario's ``market`` may name: ``orthant list models``.

    >>> [one.name for one in models()][:2]
    ['constant', 'panel']
    """
    return tuple(Model(*one) for one in _native.market_models())
