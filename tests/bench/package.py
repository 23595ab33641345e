"""The Python package beside the C calls that it makes, in processor time: `make bench-python`.

Both take turns, so that a busy machine slows both, and the figures are the least and the median of
them; a ratio is that of the two in one turn, in the median.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

import orthant
from orthant import contract

TURNS = 21
DAY, ROWS, MOVED, WORDS = 1440, 160 * 1440 + 1, 216_001, 100_000  # as of package.c
TOKENS = ["BTC", "ETH", "USD"]
POOL = {"value": 1_000_000, "unit": "USD", "swap_fee": "0.003"}
MOVE = {
    "orthant": 1,
    "tokens": TOKENS,
    "start": {"weights": [0.4, 0.4, 0.2]},
    "target": {"weights": [0.2, 0.3, 0.5]},
    "pool": POOL,
    "steps": MOVED - 1,
    "paths": ["geodesic"],
}


def momentum(k_per_day: float = 1.0, memory_days: float = 10.0) -> dict[str, object]:
    return {
        "orthant": 1,
        "tokens": TOKENS,
        "strategy": {
            "rule": {"kind": "momentum", "k_per_day": k_per_day},
            "estimator": {"kind": "gradient", "memory_days": memory_days},
            "update_every": "1d",
            "move": {"path": "linear", "over": "1d"},
            "rails": {"minimum_weight": "0.05"},
            "warm_up": "10d",
        },
        "pool": POOL,
    }


class InC:
    """The program package.c."""

    def __init__(self, program: Path, folder: Path) -> None:
        file = folder / "arrays"
        self.process = subprocess.Popen(
            [program, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._line()
        numbers = np.fromfile(file, dtype=np.float64, count=ROWS * 3)
        words = np.fromfile(file, dtype=np.uint64, offset=numbers.nbytes)
        self.prices = numbers.reshape(ROWS, 3)
        self.x, self.y = words.reshape(2, WORDS, 4)

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def turn(self, what: str) -> float:
        """Seconds."""
        assert self.process.stdin is not None
        print(what, file=self.process.stdin, flush=True)
        return float(self._line())


def seconds(call: Callable[[], object], repeat: int = 1) -> float:
    begun = time.process_time()
    for _ in range(repeat):
        call()
    return (time.process_time() - begun) / repeat


def show(name: str, taken: list[float], unit: str, scale: float, beside: str = "") -> None:
    print(
        f"python    {name:34} least {scale * min(taken):8.2f}"
        f"  median {scale * statistics.median(taken):8.2f} {unit}{beside}",
        flush=True,
    )


def pair(
    name: str, call: Callable[[], object], in_c: Callable[[], float], unit: str, scale: float
) -> None:
    call(), in_c()
    here, there = [], []
    for _ in range(TURNS):
        here.append(seconds(call))
        there.append(in_c())
    ratio = statistics.median(a / b for a, b in zip(here, there))
    beside = f"  C {scale * min(there):8.2f}, {scale * statistics.median(there):8.2f}"
    show(name, here, unit, scale, f"{beside}  ratio {ratio:.3f}")


def alone(name: str, call: Callable[[], object], unit: str, scale: float, repeat: int = 1) -> None:
    call()
    show(name, [seconds(call, repeat) for _ in range(TURNS)], unit, scale)


def imports() -> None:
    """In fresh processes that have numpy."""
    program = """if True:
        import time, numpy
        begun = time.process_time()
        import orthant
        print(time.process_time() - begun)"""
    run = [sys.executable, "-c", program]
    taken = [float(subprocess.check_output(run)) for _ in range(31)]
    show("import orthant, beyond numpy's", taken[1:], "ms", 1e3)


def optuna_trials(prices: np.ndarray, times: np.ndarray) -> None:
    try:
        import optuna
    except ImportError:
        return
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    ended = [time.process_time()]

    def objective(trial: optuna.Trial) -> float:
        values = {
            "k_per_day": trial.suggest_float("k_per_day", 0.05, 20, log=True),
            "memory_days": trial.suggest_float("memory_days", 2, 60, log=True),
        }
        result = orthant.simulate(
            momentum(**values), prices=prices, times=times, record_every=DAY
        )
        value = result.series[0]["value"]
        return float(np.log(value[1:] / value[:-1]).sum())

    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=1))
    study.optimize(objective, n_trials=60, callbacks=[lambda *_: ended.append(time.process_time())])
    show("Optuna's trial, daily values with it", list(np.diff(ended)), "ms", 1e3)


def resident(what: str) -> int:
    """KiB of this process: VmRSS, or VmHWM, the most since it was last asked to forget."""
    status = Path("/proc/self/status").read_text()
    return int(status.split(f"{what}:")[1].split()[0])


def memory(prices: np.ndarray) -> None:
    """What a simulation takes at most beyond what was there."""
    orthant.simulate(MOVE | {"steps": 10}, prices=prices[:11])
    before = resident("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")
    orthant.simulate(MOVE, prices=prices)
    more = (resident("VmHWM") - before) / 1024
    given = prices.nbytes / 2**20
    print(f"python    simulate: {more:.1f} MiB at most beside {given:.1f} of prices")


def main(program: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        in_c = InC(program, Path(folder))
    moved = in_c.prices[:MOVED]
    times = np.datetime64("2025-01-01", "ns") + np.arange(ROWS) * np.timedelta64(60, "s")
    memory(moved)
    print(f"load {os.getloadavg()[0]:.1f}")
    pair("simulate, 216,000 minutes", lambda: orthant.simulate(MOVE, prices=moved),
         lambda: in_c.turn("schedule"), "ms", 1e3)
    pair("simulate, a strategy, five months",
         lambda: orthant.simulate(momentum(), prices=in_c.prices, times=times),
         lambda: in_c.turn("strategy"), "ms", 1e3)
    optuna_trials(in_c.prices, times)
    for name in ("fp_mul_down", "fp_pow_up"):
        pair(f"contract.map {name}, words", lambda: contract.map(name, in_c.x, in_c.y),
             lambda: in_c.turn(name), "ns a call", 1e9 / WORDS)
    integers = [contract.integers(of[:10_000]) for of in (in_c.x, in_c.y)]
    alone("contract.map fp_mul_down, lists", lambda: contract.map("fp_mul_down", *integers),
          "ns a call", 1e5)
    alone("contract.call fp_pow_up", lambda: contract.call("fp_pow_up", 15 * 10**17, 10**18),
          "us", 1e6, 2000)
    u, w = np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.3, 0.5])
    alone("kl of two points", lambda: orthant.kl(u, w), "us", 1e6, 2000)
    alone("geodesic of 10 steps", lambda: orthant.geodesic(u, w, 10), "us", 1e6, 1000)
    small = MOVE | {"steps": 10}
    alone("compare, a path of 10 steps", lambda: orthant.compare(small), "us", 1e6, 200)
    imports()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
