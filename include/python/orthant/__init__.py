"""Costs of changing the weights of a geometric-mean pool: exact, at the speed of C.

Points and schedules are arrays (:func:`kl`, :func:`geodesic`, :func:`optimum`): weights that sum to
1, a row for each step. Losses are in nats, logs of value; ``1 - exp(-loss)`` is the share of value,
and figures called ``_bp`` are ten thousandths of it.

Scenarios are files, mappings of what a file would hold, or its keys as keywords (:func:`compare`,
:func:`simulate`, :func:`plan`); orthant-scenario(5) explains the keys. Money is in the pool's unit,
weights and fees are shares, times are UTC. Prices are arrays, frames or mappings of Series.

Results are frozen dataclasses with ``json``, the text that the command line prints, ``data``, the
same as dicts and lists, ``notes``, what was assumed, and ``to_frame()``. Contracts are in
:mod:`orthant.contract`, and what goes wrong is in :mod:`orthant.errors`.

>>> import orthant
>>> result = orthant.compare(tokens=["BTC", "USDC"], start=[0.5, 0.5], target=[0.9, 0.1],
...     steps=[10, 1000], paths=["linear", "geodesic"])
>>> best = result.best()
>>> best.path, best.steps, round(best.loss_bp, 4)
('geodesic', 1000, 4.2977)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _main_interpreter  # noqa: F401  # before NumPy, which may wait for ever there
from . import _later, contract, errors
from ._native import VERSION as __version__
from .comparison import Comparison, PathCost, compare
from .errors import Error
from .geometry import angle, distance, entropy, exp_map, kl, log_loss, log_map
from .paths import Family, Optimum, amgm, families, geodesic, linear, loss, optimum, path
from .pools import Arbitrage, arbitrage
from .simulation import Estimate, Series, Simulated, Simulation, simulate

if TYPE_CHECKING:
    from . import luck
    from .attacks import Safety, SafetyOf, safety
    from .designs import SweepDesign, sweep_design
    from .estimators import (
        EstimatorFit,
        EstimatorMarket,
        EstimatorToken,
        Profile,
        fit_estimator,
    )
    from .flows import FlowFit
    from .logs import Live, Measured, live
    from .markets import Fit, FitEstimate, fit
    from .names import Model, Target, models, targets
    from .plans import Batch, Plan, Replay, plan, replay
    from .proofs import Certificate, ProvenOptimum, certify, proven_optimum
    from .rankings import SweepBest, SweepRanked
    from .reports import Report, report
    from .sales import Launch, LaunchBest, Launched, launch, launch_best
    from .scores import Score, score
    from .strategies import StrategyWeights, Weights, weights
    from .studies import BestFee, BestSteps, StepsPoint, fee, steps
    from .sweep_results import SweepFolder, SweepMerged, SweepTally
    from .sweeps import SweepRun, sweep
    from .trajectories import Trajectory, trajectory
    from .tuning import Tuned, TunedLuck, TunedPair, TunedWindow, tune

__all__ = [
    "Arbitrage",
    "Batch",
    "BestFee",
    "BestSteps",
    "Certificate",
    "Comparison",
    "Error",
    "Estimate",
    "EstimatorFit",
    "EstimatorMarket",
    "EstimatorToken",
    "Family",
    "Fit",
    "FitEstimate",
    "FlowFit",
    "Launch",
    "LaunchBest",
    "Launched",
    "Live",
    "Measured",
    "Model",
    "Optimum",
    "PathCost",
    "Plan",
    "Profile",
    "ProvenOptimum",
    "Replay",
    "Report",
    "Safety",
    "SafetyOf",
    "Score",
    "Series",
    "Simulated",
    "Simulation",
    "StepsPoint",
    "StrategyWeights",
    "SweepBest",
    "SweepDesign",
    "SweepFolder",
    "SweepMerged",
    "SweepRanked",
    "SweepRun",
    "SweepTally",
    "Target",
    "Trajectory",
    "Tuned",
    "TunedLuck",
    "TunedPair",
    "TunedWindow",
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
    "fit_estimator",
    "geodesic",
    "kl",
    "launch",
    "launch_best",
    "linear",
    "live",
    "log_loss",
    "log_map",
    "loss",
    "luck",
    "models",
    "optimum",
    "path",
    "plan",
    "proven_optimum",
    "replay",
    "report",
    "safety",
    "score",
    "simulate",
    "steps",
    "sweep",
    "sweep_design",
    "targets",
    "trajectory",
    "tune",
    "weights",
]

# Where names are that are imported when they are asked for: half of the time that `import orthant`
# would take, for what most sessions use little of.
_LATER = {
    "Live": "logs",
    "Measured": "logs",
    "live": "logs",
    "Fit": "markets",
    "FitEstimate": "markets",
    "fit": "markets",
    "EstimatorFit": "estimators",
    "EstimatorMarket": "estimators",
    "EstimatorToken": "estimators",
    "Profile": "estimators",
    "fit_estimator": "estimators",
    "FlowFit": "flows",
    "Score": "scores",
    "score": "scores",
    "Certificate": "proofs",
    "Plan": "plans",
    "ProvenOptimum": "proofs",
    "proven_optimum": "proofs",
    "Replay": "plans",
    "certify": "proofs",
    "plan": "plans",
    "replay": "plans",
    "Batch": "plans",
    "Model": "names",
    "Target": "names",
    "models": "names",
    "targets": "names",
    "Trajectory": "trajectories",
    "trajectory": "trajectories",
    "BestFee": "studies",
    "BestSteps": "studies",
    "Launch": "sales",
    "LaunchBest": "sales",
    "Launched": "sales",
    "Report": "reports",
    "Safety": "attacks",
    "SafetyOf": "attacks",
    "StepsPoint": "studies",
    "StrategyWeights": "strategies",
    "SweepBest": "rankings",
    "SweepDesign": "designs",
    "SweepFolder": "sweep_results",
    "SweepMerged": "sweep_results",
    "SweepRanked": "rankings",
    "SweepRun": "sweeps",
    "SweepTally": "sweep_results",
    "Tuned": "tuning",
    "TunedLuck": "tuning",
    "TunedPair": "tuning",
    "TunedWindow": "tuning",
    "Weights": "strategies",
    "fee": "studies",
    "launch": "sales",
    "launch_best": "sales",
    "luck": "luck",
    "report": "reports",
    "safety": "attacks",
    "steps": "studies",
    "sweep": "sweeps",
    "sweep_design": "designs",
    "tune": "tuning",
    "weights": "strategies",
}

__getattr__, __dir__ = _later.attributes(__name__, _LATER)
