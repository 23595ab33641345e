"""Luck of trials that are arrays: the C library's bits, and what can be said beforehand."""

from __future__ import annotations

import dataclasses
import itertools
import math
import os
import pickle
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from orthant import luck
from orthant.errors import BadInput

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[1]

Figures = Callable[..., NDArray[np.float64]]


@pytest.fixture(scope="module")
def in_c(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """Figures of a program in C over the same library."""
    program = tmp_path_factory.mktemp("c") / "figures"
    library = TOP / os.environ.get("BUILD", "build") / "liborthant.a"
    libs = subprocess.run(
        ["make", "-s", "--no-print-directory", "-C", TOP, "libs"],
        capture_output=True,
        text=True,
        check=True,
        env={key: value for key, value in os.environ.items() if not key.startswith("MAKE")},
    ).stdout.split()
    subprocess.run(
        [os.environ.get("CC", "cc"), f"-I{TOP}/include", HERE / "luck_figures.c", library]
        + [*libs, "-pthread", "-o", program],
        check=True,
    )

    def run(kind: str, rows: int, columns: int, segments: int, *of: Any) -> NDArray[np.float64]:
        values = np.concatenate([np.ravel(one) for one in of])
        done = subprocess.run(
            [program, kind, str(rows), str(columns), str(segments), str(values.size)],
            input=values.tobytes(),
            capture_output=True,
            check=True,
        )
        return np.array([float.fromhex(line) for line in done.stdout.decode().split()])

    return run


def same(a: Any, b: Any) -> None:
    np.testing.assert_array_equal(np.asarray(a, dtype=np.float64), b)


def table(rows: int, trials: int, seed: int) -> NDArray[np.float64]:
    rng = np.random.default_rng(seed)
    return rng.standard_t(4, (rows, trials)) * 0.01 + rng.normal(0, 0.002, trials)


@pytest.mark.parametrize("measure", ["mean", "sharpe"])
@pytest.mark.parametrize(("rows", "trials", "segments"), [(50, 7, 8), (97, 2, 2), (20, 30, 10)])
def test_overfitting_has_cs_bits(
    in_c: Figures, measure: str, rows: int, trials: int, segments: int
) -> None:
    values = table(rows, trials, rows)
    of = luck.overfitting(values, segments, measure=measure)
    expected = in_c(measure, rows, trials, segments, values)
    same([of.probability, of.rank, of.loss, of.here, of.there, of.slope], expected[:6])
    same(of.logits, expected[6:])
    assert of.splits == math.comb(segments, segments // 2) == len(of.logits)
    assert f"of {of.splits} splits" in repr(of)


def test_deflated_sharpe_has_cs_bits(in_c: Figures) -> None:
    for rows, trials in ((60, 5), (3, 2), (250, 40)):
        values = table(rows, trials, trials)
        values[:, 1] = 0.25  # has no Sharpe ratio
        of = luck.deflated_sharpe(values)
        flat = [
            figure
            for one in dataclasses.astuple(of)
            for figure in (one if isinstance(one, tuple) else (one,))
        ]
        same(flat, in_c("deflated", rows, trials, 0, values))
        assert of.left_out == 1
        best = luck.sharpe(values[:, of.best])
        assert of.of_best == best or trials == 2


def test_optimism_has_cs_bits(in_c: Figures) -> None:
    rng = np.random.default_rng(3)
    for d, n in ((1, 40), (3, 100), (2, 33)):
        z = rng.normal(size=(n, d))
        steps = np.linspace(0.01, 0.02, d)
        points = luck.stencil(z.mean(axis=0), steps)
        values = -((points[:, None] - z) ** 2).sum(axis=2) / 2
        of = luck.optimism(values, steps)
        assert of.why == "" and of.observations == n
        expected = in_c("optimism", d, n, 0, steps, values)
        same(
            np.concatenate(
                [
                    [of.optimism, of.optimism_error, of.loss, of.slope.slope, of.slope.stderr],
                    of.slope.interval,
                    *(np.ravel(one) for one in (of.gradient, of.gradient_error, of.c, of.h)),
                    of.c_eigenvalues,
                    of.h_eigenvalues,
                ]
            ),
            expected,
        )
        assert of.optimism == pytest.approx(np.trace(np.atleast_2d(np.cov(z.T))) / n, rel=1e-6)
        assert of.loss == of.optimism / 2


def test_overfitting_by_the_definition() -> None:
    values = table(60, 9, 1)
    segments = np.split(values, 6)
    low = []
    for half in itertools.combinations(range(6), 3):
        here = np.concatenate([segments[s] for s in half]).mean(axis=0)
        there = np.concatenate([segments[s] for s in range(6) if s not in half]).mean(axis=0)
        best = here.argmax()
        low.append((there <= there[best]).sum() / 10 <= 0.5)
    assert luck.overfitting(values, 6).probability == np.mean(low)


def test_deflated_sharpe_by_the_definition() -> None:
    returns = table(500, 20, 2)
    of = luck.deflated_sharpe(returns)
    ratios = returns.mean(axis=0) / returns.std(axis=0, ddof=1)
    assert of.best == ratios.argmax() and of.trials == 20
    threshold = math.sqrt(ratios.var(ddof=1)) * luck.expected_maximum(20)
    assert of.threshold == pytest.approx(threshold, rel=1e-12)
    best = of.of_best
    assert of.probability == luck.sharpe_probability(
        best.sharpe, of.threshold, 500, best.skewness, best.kurtosis
    )
    pairs = np.corrcoef(returns.T)[np.triu_indices(20, 1)]
    assert of.correlation == pytest.approx(pairs.mean(), abs=1e-12)


def test_what_is_known_beforehand() -> None:
    assert luck.expected_maximum(1) == pytest.approx(0, abs=1e-12)
    assert luck.expected_maximum(2) == pytest.approx(1 / math.sqrt(math.pi), rel=1e-11)
    assert luck.expected_maximum(50, published=True) > luck.expected_maximum(50)
    assert luck.sharpe_probability(0.0, 0.0, 100) == pytest.approx(0.5)
    assert math.isnan(luck.sharpe_probability(0.1, 0.0, 1))
    assert math.isnan(luck.sharpe([0.5, 0.5, 0.5]).sharpe) and math.isnan(luck.sharpe([]).sharpe)
    skill = table(240, 20, 5)
    skill[:, 3] += 0.05
    assert luck.overfitting(skill, 12).probability == 0
    assert luck.deflated_sharpe(skill).best == 3


def test_arrays_in_every_form() -> None:
    values = table(40, 6, 7)
    expected = luck.overfitting(values, 8).probability
    for one in (values.tolist(), np.asfortranarray(values), values[::-1][::-1]):
        assert luck.overfitting(one, 8).probability == expected
    single = values.astype(np.float32)
    assert luck.deflated_sharpe(single) == luck.deflated_sharpe(single.astype(np.float64))
    frozen = values.copy()
    frozen.flags.writeable = False
    assert luck.deflated_sharpe(frozen) == luck.deflated_sharpe(values)
    for made in (
        luck.overfitting(values, 8),
        luck.deflated_sharpe(values),
        luck.optimism(values[:3], [0.1]),  # which is not defined
    ):
        again = pickle.loads(pickle.dumps(made))
        assert again == made and hash(again) == hash(made) and repr(again) == repr(made)


def test_ctrl_c_ends_it() -> None:
    values = np.random.default_rng(1).normal(size=(20, 4000))  # some five seconds of work
    threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    began = time.process_time()
    with pytest.raises(KeyboardInterrupt):
        luck.overfitting(values, 20)
    assert time.process_time() - began < 3


def test_why_there_is_no_optimism() -> None:
    steps = [0.1, 0.1]
    points = luck.stencil([0.0, 0.0], steps)
    flat = np.ones((7, 50)) + points[:, :1] * np.random.default_rng(1).normal(size=50)
    of = luck.optimism(flat, steps)
    assert "no maximum" in of.why and math.isnan(of.optimism) and "no maximum" in repr(of)
    assert "few" in luck.optimism(flat[:, :2], steps).why
    flat[3, 4] = np.nan
    assert "not defined" in luck.optimism(flat, steps).why


def test_bad_tables() -> None:
    values = table(40, 6, 7)
    hole = values.copy()
    hole[3, 2] = np.nan
    with pytest.raises(BadInput, match="row 3 of trial 2 is not finite"):
        luck.overfitting(hole, 8)
    for call in (
        lambda: luck.overfitting(values, 7),
        lambda: luck.overfitting(values, 22),
        lambda: luck.overfitting(values, 0),
        lambda: luck.overfitting(values[:7], 8),
        lambda: luck.overfitting(values[:, :1], 8),
        lambda: luck.overfitting(values[0], 2),
        lambda: luck.overfitting(values[:0], 2),
        lambda: luck.overfitting(values, 8, measure="sortino"),
        lambda: luck.deflated_sharpe(hole),
        lambda: luck.deflated_sharpe(values[:2]),
        lambda: luck.deflated_sharpe(values[:, :0]),
        lambda: luck.sharpe(values),
        lambda: luck.expected_maximum(0.5),
        lambda: luck.expected_maximum(math.nan),
        lambda: luck.expected_maximum(1, published=True),
        lambda: luck.sharpe_probability(math.inf, 0, 10),
        lambda: luck.sharpe_probability(0.1, 0, -1),
        lambda: luck.stencil([1.0], [0.1, 0.1]),
        lambda: luck.stencil([], []),
        lambda: luck.stencil([], [0.1]),
        lambda: luck.stencil([1.0], [0.0]),
        lambda: luck.stencil([1.0], [math.inf]),
        lambda: luck.stencil([math.nan], [0.1]),
        lambda: luck.stencil(np.ones(41), np.ones(41)),
        lambda: luck.optimism(values[:3], [-0.1]),
        lambda: luck.optimism(values[:3], [math.nan]),
        lambda: luck.optimism(values[:4], [0.1]),
        lambda: luck.optimism(values[0], [0.1]),
        lambda: luck.optimism(values, [[0.1]]),
    ):
        with pytest.raises(BadInput):
            call()
    for wrong in (
        lambda: luck.overfitting(values, 8.0),  # type: ignore[arg-type]
        lambda: luck.overfitting([["a", "b"]] * 4, 2),
        lambda: luck.deflated_sharpe(values > 0),
        lambda: luck.expected_maximum("7"),  # type: ignore[arg-type]
        lambda: luck.sharpe(None),  # type: ignore[arg-type]
    ):
        with pytest.raises(TypeError):
            wrong()
