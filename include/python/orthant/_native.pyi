from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

_Floats = NDArray[np.float64]
_Words = NDArray[np.uint64]
_Revert = tuple[bytes, str]

VERSION: str
STEPS_MAX: int
PRICE_PATHS_MAX: int
PRICE_PATH_MAX: int
SEED_MAX: int
THREADS_MAX: int
WINDOW_MAX: int
EXPOSURE_MAX: float
MONEY_MAX: float
PLAN_CALLS_MAX: int
TRANSACTIONS_MAX: int
AUDIT_SAMPLES_MAX: int
AUDIT_RANGES_MAX: int
VECTOR_COUNT_MAX: int
VECTOR_DIGITS_MAX: int
DIGITS_MAX: int
DIGITS_USUAL: int
FILE_BYTES_MAX: int
REPLICATES_MAX: int
SCORE_ROWS_MAX: int
RULE_LAMBDA_MIN: float
BLOCK_SECONDS_MAX: float
LUCK_DIMENSIONS_MAX: int
LUCK_SEGMENTS_MAX: int

def status_name(status: int) -> str: ...
def kl(out: _Floats, a: _Floats, b: _Floats, first: str, second: str) -> None: ...
def angle(out: _Floats, a: _Floats, b: _Floats, first: str, second: str) -> None: ...
def distance(out: _Floats, a: _Floats, b: _Floats, first: str, second: str) -> None: ...
def entropy(out: _Floats, a: _Floats, name: str) -> None: ...
def exp_map(out: _Floats, weights: _Floats, velocity: _Floats) -> None: ...
def log_map(out: _Floats, weights: _Floats, to: _Floats) -> None: ...
def log_loss(weights: _Floats) -> float: ...
def check_points(points: _Floats, name: str) -> None: ...
def path_fill(out: _Floats, name: str, start: _Floats, target: _Floats) -> str: ...
def path_loss(name: str, start: _Floats, target: _Floats, steps: int) -> float: ...
def path_check_name(name: str) -> None: ...
def path_families() -> list[tuple[str, str | None, str]]: ...
def optimum(
    out: _Floats, start: _Floats, target: _Floats, route: int
) -> tuple[int, int, bool, float, float, float]: ...
def arbitrage(
    after: _Floats,
    change: _Floats,
    sums: _Floats,
    tokens: NDArray[np.int64],
    reserves: _Floats,
    weights: _Floats,
    prices: _Floats,
    fee: float,
) -> None: ...
def run(
    command: str,
    text: bytes | None,
    file: str,
    options: dict[str, Any],
    prices: _Floats | None,
    times: NDArray[np.int64] | None,
    progress: Callable[[int, int], object] | None,
) -> tuple[str, tuple[str, ...], str, Any]: ...
def fit(
    model: str,
    tokens: list[str],
    prices: _Floats | None,
    times: NDArray[np.int64] | None,
    files: list[dict[str, str]],
    every: str,
    block_seconds: float,
    no_drift: bool,
    normal: bool,
    compare: bool,
    progress: Callable[[int, int], object] | None,
) -> tuple[str, tuple[str, ...], str, str]: ...
def fit_estimator(
    tokens: list[str],
    prices: _Floats | None,
    times: NDArray[np.int64] | None,
    files: list[dict[str, str]],
    every: str,
    block_seconds: float,
    decay: float,
    memory_days: float,
) -> tuple[str, tuple[str, ...]]: ...
def fit_flow(
    text: bytes | None, file: str, block_seconds: float
) -> tuple[str, tuple[str, ...], str, str]: ...
def score(
    model: str,
    is_scenario: bool,
    text: bytes | None,
    tokens: list[str],
    prices: _Floats | None,
    times: NDArray[np.int64] | None,
    files: list[dict[str, str]],
    every: str,
    block_seconds: float,
    no_drift: bool,
    mean_length: int,
    horizons: list[int],
    replicates: int,
    train: float,
    seed: int,
    threads: int,
    progress: Callable[[int, int], object] | None,
) -> tuple[str, tuple[str, ...], list[tuple[tuple[str, int, str], bytes]]]: ...
def replay(
    text: bytes, file: str, present: float, seed: int, trade_limit: str | None
) -> tuple[str, tuple[str, ...], float, NDArray[np.int64], NDArray[np.uint64]]: ...
def certify(
    text: bytes, file: str, digits: int, trade_limit: str | None
) -> tuple[str, tuple[str, ...], bool, str]: ...
def plan_safety(
    text: bytes, file: str, blocks: int | None, numbers: dict[str, str], threads: int
) -> tuple[str, tuple[str, ...]]: ...
def plan_safe_batch(
    text: bytes, file: str, to: str, chain_id: int, number: int, name: str
) -> str: ...
def plan_batches(text: bytes, file: str) -> int: ...
def is_plan(text: bytes) -> bool: ...
def plan_targets() -> list[tuple[str, str, str]]: ...
def market_models() -> list[tuple[str, str]]: ...
def live(
    log: tuple[str, bytes | None],
    trades: tuple[str, bytes | None] | None,
    against: tuple[str, bytes | None] | None,
    path: str | None,
    steps: str | None,
    fee: float,
    gas: float,
    cost: float,
    benchmark_fee: float,
    reserves: int,
    only_traded: bool,
    block_seconds: float,
    events: bool,
) -> tuple[str, tuple[str, ...], str, str, bytes, bytes]: ...
def tune(
    text: bytes | None,
    file: str,
    folder: str | None,
    fresh: bool,
    threads: int,
    prices: _Floats | None,
    times: NDArray[np.int64] | None,
    tokens: list[str],
    progress: Callable[[int, int], object] | None,
) -> tuple[str, tuple[str, ...], int, int]: ...
def luck_overfitting(
    logits: _Floats, values: _Floats, segments: int, sharpe: bool
) -> tuple[int, float, float, float, float, float, float]: ...
def luck_splits(segments: int) -> int: ...
def luck_deflated(
    returns: _Floats,
) -> tuple[
    int,
    int,
    int,
    tuple[float, float, float],
    float,
    float,
    float,
    float,
    float,
    float,
    float,
    float,
    float,
]: ...
def luck_sharpe(returns: _Floats) -> tuple[float, float, float]: ...
def luck_sharpe_probability(
    sharpe: float, threshold: float, n: int, skewness: float, kurtosis: float
) -> float: ...
def luck_expected_maximum(k: float) -> float: ...
def luck_expected_maximum_published(k: float) -> float: ...
def luck_stencil(points: _Floats, theta: _Floats, steps: _Floats) -> None: ...
def luck_stencil_points(d: int) -> int: ...
def luck_optimism(
    gradient: _Floats,
    gradient_error: _Floats,
    c_eigen: _Floats,
    h_eigen: _Floats,
    c: _Floats,
    h: _Floats,
    steps: _Floats,
    values: _Floats,
) -> tuple[int, float, float, float, tuple[float, float, float, float], str]: ...
def tokens(text: bytes | None, file: str, normalise: bool) -> list[str]: ...
def contract_functions() -> list[tuple[Any, ...]]: ...
def contract_describe(name: str) -> tuple[Any, ...]: ...
def contract_call(
    name: str, arguments: tuple[tuple[int, bytes, tuple[int, ...]], ...], digits: int
) -> tuple[_Revert | None, bytes, int, tuple[int, ...]]: ...
def contract_parse(parameter: str, is_signed: bool, text: str) -> bytes: ...
def contract_width(
    name: str, columns: tuple[_Words, ...], dimensions: list[int], count: int, digits: int
) -> int: ...
def contract_map(
    out: _Words,
    reverted: NDArray[np.bool_],
    name: str,
    columns: tuple[_Words, ...],
    dimensions: list[int],
    keep: bool,
    digits: int,
) -> tuple[int, _Revert] | None: ...
def contract_audit(
    name: str,
    samples: int,
    seed: int,
    calm: bool,
    ranges: list[str],
    threads: int,
    progress: Callable[[int, int], object] | None,
) -> tuple[str, NDArray[np.uint8]]: ...
def contract_audit_layout() -> tuple[int, int, int, int, int, int]: ...
def contract_export(
    name: str, format: int, count: int, seed: int, digits: int, calm: bool
) -> bytes: ...
def contract_solidity(
    name: str, vectors: str, count: int, seed: int, digits: int, calm: bool
) -> str: ...
def contract_sample(
    name: str, seed: int, index: int, calm: bool
) -> tuple[tuple[int, bytes, tuple[int, ...]], ...]: ...
def contract_check(
    text: bytes | None, file: str
) -> tuple[int, int, str, list[tuple[str, str, str, str, str]]]: ...

_Tally = tuple[int, int, int, int, int, int]

class Sweep:
    def command(self) -> str: ...
    def text(self) -> str: ...
    def sha256(self) -> str: ...
    def count(self) -> int: ...
    def parameters(self) -> tuple[str, ...]: ...
    def figures(self) -> tuple[str, ...]: ...
    def inputs(self) -> tuple[str, ...]: ...
    def table(self, rows: int) -> str: ...
    def values(self, parameter: int, first: int, end: int) -> str: ...
    def scenario(self, point: int) -> str: ...

class SweepColumns:
    def rows(self) -> int: ...
    def count(self) -> int: ...
    def parameters(self) -> int: ...
    def tally(self) -> _Tally: ...
    def describe(self, column: int) -> tuple[str, int, bool]: ...
    def points(self, out: NDArray[np.int64]) -> None: ...
    def numbers(self, column: int, out: _Floats) -> None: ...
    def texts(self, column: int) -> list[str | None]: ...
    def failures(self) -> list[str | None]: ...

SWEEP_MAX: int
SWEEP_SHARDS_MAX: int

def sweep_load(text: bytes | None, file: str) -> Sweep: ...
def sweep_run(
    sweep: Sweep,
    folder: str,
    shard: int,
    shards: int,
    threads: int,
    fresh: bool,
    progress: Callable[[int, int], object] | None,
) -> tuple[str, tuple[str, ...], int, int]: ...
def sweep_job(
    sweep: Sweep,
    program: str,
    directory: str,
    file: str,
    folder: str,
    shards: int,
    cpus: int,
    time: str | None,
    partition: str | None,
) -> tuple[str, int]: ...
def sweep_merge(folder: str) -> _Tally: ...
def sweep_best(folder: str, by: str | None, direction: int, top: int) -> tuple[str, _Tally]: ...
def sweep_picture(
    folder: str, by: str, direction: int, over: list[str], file: str, keep_script: bool
) -> None: ...
def sweep_columns(folder: str) -> SweepColumns: ...
