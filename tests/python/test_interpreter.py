"""What else an interpreter does meanwhile: it forks, ends, recurses, has others beside it."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import orthant
from orthant import contract

TOP = Path(__file__).resolve().parents[2]
GBM = "scenarios/market/btc-eth-usdc-gbm.json"
LONG = f"orthant.simulate({GBM!r}, price_paths=10_000_000)"
MOVE: dict[str, Any] = {
    "tokens": ["A", "B", "C"], "start": [0.2, 0.3, 0.5], "target": [0.5, 0.3, 0.2], "steps": 20,
}  # fmt: skip
PRICES = np.exp(np.random.default_rng(2).normal(0, 1e-3, (400, 3)).cumsum(axis=0))


def child(code: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "import orthant, os, sys, threading, time\n" + code],
        cwd=TOP, capture_output=True, text=True, timeout=timeout,
    )  # fmt: skip


# ---------------------------------------------------------------- objects in use


def test_an_array_in_use_is_neither_freed_nor_resized() -> None:
    """Its memory stays: whoever has the last reference drops it, and resizing is refused or waits
    for nobody."""
    kept = PRICES.copy()
    expected = orthant.simulate(prices=kept, **MOVE).json
    seen: list[str] = []
    for _ in range(20):
        holder = [kept.copy()]

        def work(array: Any = holder[0]) -> None:
            seen.append(orthant.simulate(prices=array, **MOVE).json)

        thread = threading.Thread(target=work)
        thread.start()
        del work
        try:
            holder[0].resize((1, 3))  # raises where others refer to it, as the call does
        except ValueError:
            pass
        holder.clear()
        gc.collect()
        thread.join()
    assert set(seen) == {expected}


def test_a_buffer_that_would_grow() -> None:
    data = bytearray(PRICES.tobytes())
    view = np.frombuffer(data).reshape(-1, 3)
    expected = orthant.simulate(prices=PRICES, **MOVE).json

    def progress(done: int, most: int) -> None:
        with pytest.raises(BufferError):
            data.extend(b"x")

    assert orthant.simulate(prices=view, progress=progress, **MOVE).json == expected


def test_many_threads_on_one_result() -> None:
    result = orthant.simulate("scenarios/market/panel.json", record_every=1)
    with ThreadPoolExecutor(8) as pool:
        many = [pool.submit(lambda: (repr(result), hash(result), len(result.series[0])))
                for _ in range(64)]  # fmt: skip
        assert len({one.result() for one in many}) == 1


# ---------------------------------------------------------------- progress


def test_progress_may_call_and_raise_and_delete() -> None:
    depth: list[int] = []

    def call(done: int, most: int) -> None:
        depth.append(done)
        if len(depth) < 10:
            orthant.simulate(GBM, price_paths=2, progress=call)
        gc.collect()

    orthant.simulate(GBM, price_paths=4, progress=call)
    assert len(depth) >= 10

    def endless(done: int, most: int) -> None:
        orthant.simulate(GBM, price_paths=1, progress=endless)

    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(200)
    try:
        with pytest.raises(RecursionError):
            orthant.simulate(GBM, price_paths=1, progress=endless)
    finally:
        sys.setrecursionlimit(limit)
    assert orthant.simulate(GBM, price_paths=1).price_paths == 1

    for raised in (SystemExit(3), KeyboardInterrupt(), GeneratorExit(), StopIteration()):

        def fail(done: int, most: int, raised: BaseException = raised) -> None:
            raise raised

        with pytest.raises(type(raised)) as caught:
            orthant.simulate(GBM, price_paths=1, progress=fail)
        assert caught.value is raised
    for wrong in (1, "x", object()):
        with pytest.raises(TypeError):
            orthant.simulate(GBM, price_paths=1, progress=wrong)  # type: ignore[arg-type]


# ---------------------------------------------------------------- processes


def _work(seed: int) -> str:
    return orthant.simulate(GBM, price_paths=4, seed=seed, threads=2).json


@pytest.mark.parametrize("how", ["fork", "spawn", "forkserver"])
def test_processes_of_a_pool(how: str) -> None:
    """After calls that have left threads behind; the results go back by pickle."""
    import multiprocessing

    expected = [_work(seed) for seed in range(4)]
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(how)) as pool:
        assert list(pool.map(_work, range(4))) == expected
        again = pool.submit(orthant.simulate, GBM, price_paths=2).result()
    assert again == orthant.simulate(GBM, price_paths=2)


def test_a_fork_during_a_long_call() -> None:
    done = child(f"""
stop = False
def work():
    try:
        {LONG}
    except BaseException:
        pass
threading.Thread(target=work, daemon=True).start()
time.sleep(0.3)
codes = []
for _ in range(5):
    pid = os.fork()
    if pid == 0:
        ok = orthant.simulate({GBM!r}, price_paths=4, threads=2).price_paths == 4
        os._exit(0 if ok else 1)
    codes.append(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
print(codes, flush=True)
os._exit(0)
""")
    assert done.stdout == "[0, 0, 0, 0, 0]\n", done.stderr


@pytest.mark.parametrize("end", ["sys.exit(0)", "pass", "raise SystemExit(0)"])
def test_the_interpreter_ends_during_a_long_call(end: str) -> None:
    """A daemon thread's call: neither a crash nor a wait."""
    start = time.monotonic()
    done = child(f"""
import numpy as np
rows = np.full((4_000_000, 3), 1 / 3)
def work(): {LONG}
def kernels():
    while True: orthant.kl(rows, rows[0])
def tell(done, most):
    until = time.monotonic() + 0.05
    while time.monotonic() < until:
        pass
def told(): {LONG[:-1]}, progress=tell)
for one in (work, kernels, told, told):
    threading.Thread(target=one, daemon=True).start()
time.sleep(0.4)
{end}
""")
    assert done.returncode == 0, (done.returncode, done.stderr[-2000:])
    assert time.monotonic() - start < 60


def test_objects_that_outlive_their_module() -> None:
    done = child("""
class Late:
    def __del__(self):
        try:
            orthant_kl([0.5, 0.5], [0.4, 0.6])
        except BaseException:
            pass
orthant_kl = orthant.kl
sys.late = Late()
result = orthant.compare(tokens=["A", "B"], start=[0.5, 0.5], target=[0.9, 0.1], steps=10)
sys.kept = result
import atexit
atexit.register(lambda: orthant.compare(tokens=["A", "B"], start=[0.5, 0.5], target=[0.9, 0.1], steps=10))
print("end")
""")
    assert (done.returncode, done.stdout, done.stderr) == (0, "end\n", "")


def test_another_interpreter_is_refused() -> None:
    """NumPy does not support them, and may hang there."""
    done = child("""
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters
made = interpreters.create()
try:
    failed = interpreters.run_string(made, "import orthant; orthant.kl([0.5, 0.5], [0.4, 0.6])")
    print("the main interpreter" in str(failed))
except BaseException as error:
    print("the main interpreter" in str(error))
print(orthant.kl([0.5, 0.5], [0.5, 0.5]), flush=True)
os._exit(0)
""")
    assert done.returncode == 0, (done.returncode, done.stderr[-1000:])
    assert done.stdout == "True\n0.0\n"


def test_signals_while_another_thread_calls() -> None:
    """The handler runs in the main thread; the call of the other goes on to its end."""
    done = child(f"""
import signal
seen, results = [], []
signal.signal(signal.SIGUSR1, lambda *_: seen.append(threading.current_thread() is threading.main_thread()))
thread = threading.Thread(target=lambda: results.append(orthant.simulate({GBM!r}, price_paths=3000)))
thread.start()
while thread.is_alive():
    signal.pthread_kill(thread.ident, signal.SIGUSR1)
    time.sleep(0.01)
thread.join()
print(len(seen) > 0 and all(seen), results[0].price_paths)
""")
    assert done.stdout == "True 3000\n", done.stderr


# ---------------------------------------------------------------- memory


def resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


WORDS = contract.words(range(1, 9))
KINDS: dict[str, tuple[int, Any]] = {
    "distance": (10_000, lambda: orthant.distance([0.5, 0.5], [0.4, 0.6])),
    "exp_map": (10_000, lambda: orthant.exp_map([0.5, 0.5], [0.01, -0.01])),
    "entropy": (10_000, lambda: orthant.entropy(PRICES / PRICES.sum(axis=1, keepdims=True))),
    "path": (10_000, lambda: orthant.path("power:0.5", [0.5, 0.5], [0.4, 0.6], 20)),
    "loss": (10_000, lambda: orthant.loss("amgm", [0.5, 0.5], [0.4, 0.6], 20)),
    "optimum": (10_000, lambda: orthant.optimum([0.5, 0.5], [0.4, 0.6], 5)),
    "arbitrage": (10_000, lambda: orthant.arbitrage([1.0, 2.0], [0.5, 0.5], [3.0, 1.0], 0.003)),
    "map": (10_000, lambda: contract.map("fp_mul_down", WORDS, WORDS)),
    "call": (10_000, lambda: contract.call("fp_mul_down", 10**18, 3)),
    "compare": (2_500, lambda: orthant.compare(**MOVE)),
    "simulate": (2_500, lambda: orthant.simulate(
        prices=PRICES[:30], times=np.arange(30).astype("M8[m]"), record_every=5, **MOVE).series),
    "refused": (10_000, lambda: orthant.simulate(prices=PRICES[:, :2], **MOVE)),
    "no file": (10_000, lambda: orthant.compare("none.json")),
    "no mapping": (10_000, lambda: orthant.compare({"orthant": 1, "tokens": ["A", 1]})),
    "no point": (10_000, lambda: orthant.geodesic([0.5, np.nan], [0.4, 0.6], 3)),
    "raised": (300, lambda: orthant.simulate(GBM, price_paths=1, progress=lambda d, m: 1 // 0)),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_kept(kind: str) -> None:
    """1e4 calls (less of those that take milliseconds) within 3 MiB of what there was before."""
    count, call = KINDS[kind]
    count = int(count * float(os.environ.get("ORTH_TEST_CALLS", "0.1")))

    def calls(times: int) -> None:
        for _ in range(times):
            try:
                call()
            except (orthant.Error, TypeError, ArithmeticError):
                pass

    calls(max(count // 4, 50))
    gc.collect()
    before = resident()
    calls(count)
    gc.collect()
    assert resident() - before < 3 << 20
