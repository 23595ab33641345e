"""What python3-orthant computes, held against the installed program and the package's README."""
import json
import subprocess

import numpy as np
import orthant

SCENARIOS = "/usr/share/orthant/scenarios/"


def said(*arguments: str) -> dict:
    """What the program says as JSON."""
    return json.loads(subprocess.run(["orthant", *arguments, "--json"], capture_output=True, check=True).stdout)


for name in ("three-token", "btc-usdc-with-fee", "eight-token"):
    found = orthant.compare(SCENARIOS + name + ".json")
    program = said("compare", SCENARIOS + name + ".json")
    assert found.distance == program["fisher_rao_distance"], name
    assert [(r.path, r.steps, r.log_loss) for r in found.results] == [
        (r["path"], r["steps"], r["log_loss"]) for r in program["results"]], name

assert orthant.kl([0.9, 0.1], [0.5, 0.5]) == 0.3680642071684971
move = {"orthant": 1, "tokens": ["BTC", "USDC"], "start": {"weights": [0.5, 0.5]},
        "target": {"weights": [0.9, 0.1]},
        "pool": {"value": 1_000_000, "unit": "USD", "swap_fee": "0.003"}, "steps": 1000}
prices = np.column_stack([np.linspace(60_000, 61_000, 1001), np.ones(1001)])
run = orthant.simulate(move, prices=prices, paths="geodesic", record_every=500)
assert run.series[0]["weight BTC"].round(3).tolist() == [0.5, 0.724, 0.9]
assert round(run[0].final_value, 2) == 1011450.15
try:
    orthant.compare("/nowhere.json")
except OSError as error:
    assert "/nowhere.json" in str(error)
else:
    raise AssertionError("a file that is not there was read")
assert orthant.__file__.startswith("/usr/lib/python3/")
