"""The package in a process that does other things: threads, signals, forks, memory, imports."""

from __future__ import annotations

import doctest
import gc
import importlib
import os
import pkgutil
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import orthant
from orthant import contract, errors

TOP = Path(__file__).resolve().parents[2]
GBM = "scenarios/market/btc-eth-usdc-gbm.json"


def resident() -> int:
    """Bytes of memory that are this process's own now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def test_examples_hold() -> None:
    attempted = 0
    for _, name, _ in pkgutil.iter_modules(orthant.__path__):
        if name in ("_native", "_backend"):
            continue
        result = doctest.testmod(importlib.import_module(f"orthant.{name}"))
        assert result.failed == 0
        attempted += result.attempted
    assert attempted > 20


def test_all_public_functions_have_an_example_or_say_less() -> None:
    for name in orthant.__all__:
        if not name.startswith("__"):
            assert getattr(orthant, name).__doc__, name


def test_versions_agree() -> None:
    header = (TOP / "include/orthant/api.h").read_text()
    found = re.search(r'ORTH_VERSION "(.*)"', header)
    assert found is not None and found[1] == orthant.__version__
    from importlib.metadata import version

    assert version("orthant") == orthant.__version__


def test_a_class_for_each_status() -> None:
    header = (TOP / "include/orthant/status.h").read_text()
    listed = re.search(r"typedef enum orth_status \{(.*?)\}", header, re.DOTALL)
    assert listed is not None
    assert len(errors.KINDS) == listed[1].count("ORTH_")
    for kind in errors.KINDS:
        assert issubclass(kind, errors.Error)


def test_the_gil_is_released() -> None:
    """A thread that counts gets on while a long call runs."""
    counted, over = [0], threading.Event()

    def count() -> None:
        while not over.is_set():
            counted[0] += 1
            time.sleep(0.001)

    rows = np.full((3_000_000, 3), 1 / 3)
    rows[:, 2] = 1 - rows[:, 0] - rows[:, 1]
    thread = threading.Thread(target=count)
    thread.start()
    before = counted[0]
    start = time.perf_counter()
    orthant.kl(rows, rows[0])
    took = time.perf_counter() - start
    after = counted[0]
    over.set()
    thread.join()
    assert after - before > min(10, took / 0.1)


def test_threads_on_the_same_objects() -> None:
    rows = np.random.default_rng(1).dirichlet(np.ones(4), 5000)
    words = contract.words(range(5000))
    scenario = {
        "orthant": 1,
        "tokens": ["A", "B", "C", "D"],
        "start": {"weights": [0.25] * 4},
        "target": {"weights": [0.1, 0.2, 0.3, 0.4]},
        "steps": 10,
    }
    prices = np.exp(np.random.default_rng(2).normal(0, 0.01, (50, 4)))
    expected = (
        orthant.kl(rows, rows[::-1]).tobytes(),
        contract.map("fp_mul_down", words, words).words.tobytes(),
        orthant.compare(scenario).json,
        orthant.simulate(scenario, prices=prices).json,
    )
    wrong: list[object] = []

    def work() -> None:
        for _ in range(10):
            got = (
                orthant.kl(rows, rows[::-1]).tobytes(),
                contract.map("fp_mul_down", words, words).words.tobytes(),
                orthant.compare(scenario).json,
                orthant.simulate(scenario, prices=prices).json,
            )
            if got != expected:
                wrong.append(got)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_an_array_written_to_meanwhile_breaks_nothing() -> None:
    """The result is then of no use, or an exception; the process goes on."""
    rows = np.random.default_rng(1).dirichlet(np.ones(3), 200_000)
    good = rows.copy()
    over = threading.Event()

    def disturb() -> None:
        while not over.is_set():
            rows[::7] = np.nan
            rows[:] = good

    thread = threading.Thread(target=disturb)
    thread.start()
    for _ in range(10):
        try:
            orthant.kl(rows, good)
        except orthant.Error:
            pass
    over.set()
    thread.join()


def test_arguments_that_are_dropped_in_use() -> None:
    def callback(done: int, most: int) -> None:
        holder.clear()
        gc.collect()

    holder = {"prices": np.exp(np.random.default_rng(1).normal(0, 0.01, (500, 3)))}
    move = {
        "tokens": ["A", "B", "C"],
        "start": [0.2, 0.3, 0.5],
        "target": [0.5, 0.3, 0.2],
        "steps": 400,
        "paths": ["linear"],
    }
    kept = holder["prices"].copy()
    first = orthant.simulate(prices=holder["prices"], progress=callback, **move)
    assert first.json == orthant.simulate(prices=kept, **move).json


def children(code: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, timeout=300, **options
    )


def test_a_fork_goes_on() -> None:
    code = f"""
import os, orthant
expected = orthant.simulate({GBM!r}, price_paths=16, threads=2).json
child = os.fork()
if child == 0:
    os._exit(0 if orthant.simulate({GBM!r}, price_paths=16, threads=2).json == expected else 1)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    done = children(code)
    assert done.stdout == "0\n", done.stderr


#: Calls of seconds or hours. `rows` and what begins with a capital is made in `PREPARED`.
LONG = {
    "simulate": f"orthant.simulate({GBM!r}, price_paths=10_000_000)",
    "a file of prices": "orthant.simulate(FILE)",
    "compare": "orthant.compare(MOVE, steps=900_000_000)",
    "fee": "orthant.fee(TWO, flow=0.3, elasticity=300, price_volatility=[0.5, 0.6])",
    "steps": f"orthant.steps({GBM!r}, price_paths=1_000_000)",
    "weights": "orthant.weights(HOURS)",
    "safety": "orthant.safety(MOVE, steps=200_000, paths='linear', blocks=1000, capital=10)",
    "plan": "orthant.plan(EIGHT)",
    "report": "orthant.report('scenarios/strategies/momentum.json', price_paths=1_000_000)",
    "proven_optimum": "orthant.proven_optimum(MOVE, steps=3000, digits=300)",
    "optimum": "orthant.optimum(np.full(100, 0.01), np.arange(1, 101) / 5050, 100_000)",
    "geodesic": "orthant.geodesic([0.5, 0.5], [0.9, 0.1], 20_000_000)",
    "loss": "orthant.loss('geodesic', [0.5, 0.5], [0.9, 0.1], 900_000_000)",
    "fit": "orthant.fit({'A': PRICES}, 'garch', block_seconds=60)",
    "contract.map": "orthant.contract.map('fp_pow_up', WORDS, 3 * 10**18 + 1)",
}

PREPARED = """
import json, os, signal, sys, tempfile, threading, time
import numpy as np, orthant
POOL = {"value": 1000, "unit": "USD", "swap_fee": "0.003"}
MOVE = {"orthant": 1, "tokens": ["A", "B", "C"], "start": [0.2, 0.5, 0.3],
        "target": [0.4, 0.2, 0.4], "steps": 10, "pool": POOL}
MOVE |= {end: {"weights": MOVE[end]} for end in ("start", "target")}
TWO = {"orthant": 1, "tokens": ["A", "B"], "start": {"weights": [0.5, 0.5]}, "order": "together",
       "target": {"weights": [0.9, 0.1]}, "steps": 900_000_000, "pool": POOL}
EIGHT = {"orthant": 1, "tokens": list("ABCDEFGH"), "steps": 300_000,
         "start": {"weights": [0.01, 0.02, 0.03, 0.04, 0.2, 0.2, 0.2, 0.3]},
         "target": {"weights": [0.3, 0.2, 0.2, 0.2, 0.04, 0.03, 0.02, 0.01]}}
HOURS = json.load(open("scenarios/strategies/momentum.json"))
HOURS["market"]["blocks"] = 20_000_000
PRICES = np.exp(np.random.default_rng(1).normal(0, 1, 2_000_000))
WORDS = np.tile(np.array([10**18 + 7, 0, 0, 0], dtype=np.uint64), (3_000_000, 1))
folder = tempfile.TemporaryDirectory()
SILENT = os.path.join(folder.name, "prices.csv")
os.mkfifo(SILENT)
open_for_ever = os.open(SILENT, os.O_RDWR)
FILE = MOVE | {"market": {"model": "panel", "file": SILENT}}
"""


def test_ctrl_c() -> None:
    """KeyboardInterrupt within 200 ms of each long call, by processor time since other processes
    may have the machine; and the process is as good as before."""
    code = f"""{PREPARED}
sent = []
def interrupt():
    time.sleep(0.25)
    sent.append(time.process_time())
    os.kill(os.getpid(), signal.SIGINT)
for name, call in {LONG!r}.items():
    thread = threading.Thread(target=interrupt)
    try:
        thread.start()
        for _ in range(100):  # a machine may be faster than the signal
            eval(call)
        print(name, "was not interrupted")
    except KeyboardInterrupt:
        print(name, time.process_time() - sent[-1], sep=": ", flush=True)
    thread.join()
print(orthant.kl([0.5, 0.5], [0.5, 0.5]))
"""
    done = children(code)
    *told, last = done.stdout.splitlines()
    assert [line.split(":")[0] for line in told] == list(LONG), done.stderr
    slow = [line for line in told if float(line.split(": ")[1]) > 0.2]
    assert not slow
    assert last == "0.0"


def test_what_was_stopped_is_not_kept() -> None:
    """Memory after many stopped calls is what it was after a few."""
    some = [LONG[name] for name in ("compare", "plan", "optimum", "weights", "safety")]
    code = f"""{PREPARED}
def stop(number, frame):
    raise KeyboardInterrupt
signal.signal(signal.SIGALRM, stop)
def rounds(count):
    for _ in range(count):
        for call in {some!r}:
            try:
                signal.setitimer(signal.ITIMER_REAL, 0.03)
                eval(call)
            except KeyboardInterrupt:
                pass
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
rounds(2)
grown = []
for _ in range(3):
    before = resident()
    rounds(4)
    grown.append(resident() - before)
print(min(grown))
"""
    # What is kept grows each time; what the allocator takes for good, once or twice.
    done = children(code)
    assert int(done.stdout) < 4 << 20, done.stderr


def test_other_handlers_run_meanwhile() -> None:
    code = f"""
import signal, orthant
seen = []
signal.signal(signal.SIGALRM, lambda *_: seen.append(1))
signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
while len(seen) < 3:
    orthant.simulate({GBM!r}, price_paths=200)
signal.setitimer(signal.ITIMER_REAL, 0)
print("fine")
"""
    assert children(code).stdout == "fine\n"


def test_nothing_is_kept() -> None:
    """1e4 calls of each kind, good ones and refused ones, within 4 MiB of what it had before."""
    u, w = np.array([0.2, 0.3, 0.5]), np.array([0.5, 0.3, 0.2])
    rows = np.tile(u, (20, 1))
    bad = np.tile(u, (20, 1))
    bad[3, 0] = np.nan

    def calls(count: int) -> None:
        for _ in range(count):
            orthant.kl(rows, w)
            orthant.geodesic(u, w, 20)
            orthant.log_map(rows, w)
            contract.call("fp_pow_up", 15 * 10**17, 10**18)
            contract.map("fp_mul_down", [1, 2, 3], 10**18)
            for refused in (
                lambda: orthant.kl(bad, w),
                lambda: orthant.path("x", u, w, 5),
                lambda: contract.call("fp_div_down", 1, 0),
                lambda: contract.call("none"),
            ):
                try:
                    refused()
                except orthant.Error:
                    pass

    def heavier(count: int) -> None:
        prices = np.exp(np.random.default_rng(1).normal(0, 0.01, (20, 3)))
        for _ in range(count):
            move: dict[str, Any] = {"tokens": ["A", "B", "C"], "start": u, "target": w, "steps": 5}
            orthant.compare(**move)
            orthant.simulate(prices=prices, **move)
            orthant.optimum(u, w, 20)
            try:
                orthant.compare(**{**move, "steps": 0})
            except orthant.Error:
                pass

    for work, count in ((calls, 10_000), (heavier, 1_000)):
        work(count // 10)
        gc.collect()
        before = resident()
        work(count)
        gc.collect()
        assert resident() - before < 4 << 20


def test_import_is_quick() -> None:
    """At most 40 ms of processor time beyond numpy's, whatever else the machine does."""
    code = """
import time, numpy
start = time.process_time()
import orthant
print(time.process_time() - start)
"""
    least = min(float(children(code).stdout) for _ in range(5))
    assert least < 0.04, f"{least * 1e3:.1f} ms"


def test_no_other_package_is_needed() -> None:
    code = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split('.')[0] in ('pandas', 'matplotlib', 'tqdm', 'nanobind_backend', 'cffi'):
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Refuse())
import orthant
result = orthant.compare(tokens=["A", "B"], start=[0.5, 0.5], target=[0.9, 0.1], steps=10)
repr(result), result._repr_html_()
try:
    result.to_frame()
except ImportError as error:
    print(error)
"""
    done = children(code)
    assert done.stdout == "to_frame needs pandas: pip install 'orthant[frames]'\n", done.stderr


def test_errors_are_pickled() -> None:
    import pickle

    for kind in errors.KINDS:
        again = pickle.loads(pickle.dumps(kind("a text")))
        assert type(again) is kind and str(again) == "a text"
