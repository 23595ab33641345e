"""Costs of changing the weights of a geometric-mean pool: exact, at the speed of C.

Points and schedules are arrays (:func:`kl`, :func:`geodesic`, :func:`optimum`), scenarios are
files or mappings (:func:`compare`, :func:`simulate`), contracts are in :mod:`orthant.contract`,
and what goes wrong is in :mod:`orthant.errors`.
"""

from __future__ import annotations

from . import contract, errors
from ._native import VERSION as __version__
from .comparison import Comparison, PathCost, compare
from .errors import Error
from .geometry import angle, distance, entropy, exp_map, kl, log_loss, log_map
from .markets import Fit, FitEstimate, Score, fit, score
from .paths import Family, Optimum, amgm, families, geodesic, linear, loss, optimum, path
from .plans import Certificate, Plan, Replay, certify, plan, replay, targets
from .pools import Arbitrage, arbitrage
from .simulation import Estimate, Series, Simulated, Simulation, simulate
from .studies import (
    BestFee,
    BestSteps,
    Launch,
    Launched,
    Safety,
    SafetyOf,
    StepsPoint,
    StrategyWeights,
    Weights,
    fee,
    launch,
    safety,
    steps,
    weights,
)

__all__ = [
    "Arbitrage",
    "BestFee",
    "BestSteps",
    "Certificate",
    "Comparison",
    "Error",
    "Estimate",
    "Family",
    "Fit",
    "FitEstimate",
    "Launch",
    "Launched",
    "Optimum",
    "PathCost",
    "Plan",
    "Replay",
    "Safety",
    "SafetyOf",
    "Score",
    "Series",
    "Simulated",
    "Simulation",
    "StepsPoint",
    "StrategyWeights",
    "Weights",
    "__version__",
    "amgm",
    "angle",
    "arbitrage",
    "certify",
    "compare",
    "contract",
    "distance",
    "entropy",
    "errors",
    "exp_map",
    "families",
    "fee",
    "fit",
    "geodesic",
    "kl",
    "launch",
    "linear",
    "log_loss",
    "log_map",
    "loss",
    "optimum",
    "path",
    "plan",
    "replay",
    "safety",
    "score",
    "simulate",
    "steps",
    "targets",
    "weights",
]
