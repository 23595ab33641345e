"""What a caller's type checker sees; read by mypy --strict, and run by nobody."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from typing_extensions import assert_type

import orthant
from orthant import contract

u, w = np.array([0.2, 0.8]), np.array([0.5, 0.5])
assert_type(orthant.kl([0.2, 0.8], [0.5, 0.5]), float)
rows = orthant.geodesic(u, w, 10)
losses = orthant.kl(rows[1:], rows[:-1]).sum()
assert_type(orthant.log_loss(rows), float)
assert_type(orthant.optimum(u, w, 10).converged, bool)

result = orthant.compare("file.json", steps=[1, 10], paths=["linear"])
assert_type(result.best().loss_value, "float | None")
assert_type(result.to_frame(), pd.DataFrame)

frame = pd.DataFrame({"A": [1.0, 2.0], "B": [1.0, 1.0]})
for prices in (frame, frame.to_numpy(), {"A": frame["A"]}, [[1.0, 1.0], [2.0, 1.0]]):
    simulated = orthant.simulate({"orthant": 1}, prices=prices)
assert_type(simulated[0].final_value, float)
assert_type(simulated["linear"]["lvr"], orthant.Estimate)

assert_type(orthant.fit(frame, "gbm"), orthant.Fit)
assert_type(orthant.fit({"A": "a.csv"}, "garch", every="1h")["A", "volatility"].value, float)
assert_type(orthant.fit("trades.csv", "hawkes", block_seconds=12)["rate"].error, "float | None")
assert_type(orthant.fit_estimator(frame)["A"].best, "orthant.EstimatorMarket | None")
assert_type(orthant.score("panel.csv", "bootstrap", tokens=["A", "B"]), orthant.Score)

page = orthant.report("file.json", gas=2.0)
assert_type(page.facts["decision"], Any)
assert_type(result.report("report.html"), orthant.Report)

run = orthant.sweep(scenario={"orthant": 1}, command="compare", vary={"/steps": range(1, 9)})
assert_type(run.to_frame(), pd.DataFrame)
assert_type(run.best("loss_bp")[0].value, float)
assert_type(orthant.SweepFolder("runs").merge().tally.points, int)

tuned = orthant.tune("study.json", prices=frame)
assert_type(tuned.test.better, float)
assert_type(tuned.windows[0].luck.deflated_sharpe, float)
assert_type(orthant.luck.overfitting([[1.0, 2.0], [2.0, 1.0]], 2).probability, float)

answer = contract.call("fp_mul_down", 1, 2)
try:
    orthant.kl(u, w)
except orthant.errors.Revert as error:
    assert_type(error.selector, bytes)
