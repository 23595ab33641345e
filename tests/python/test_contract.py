"""Contract arithmetic: Python's integers, words in arrays, reverts as exceptions."""

from __future__ import annotations

import json
import pickle
import subprocess
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orthant import contract
from orthant.errors import BadInput, FileError, Revert

UINT = st.integers(0, 2**256 - 1)
INT = st.integers(-(2**255), 2**255 - 1)


@given(st.lists(UINT, max_size=8), st.lists(INT, max_size=8))
def test_integers_and_words_round_trip(unsigned: list[int], signed: list[int]) -> None:
    assert contract.integers(contract.words(unsigned)) == unsigned
    assert contract.integers(contract.words(signed, signed=True), signed=True) == signed


@given(UINT, UINT)
def test_a_product_is_exact_or_reverts(a: int, b: int) -> None:
    if a * b >= 2**256:
        with pytest.raises(Revert) as raised:
            contract.call("fp_mul_down", a, b)
        assert raised.value.selector.hex() == "4e487b71"
        assert raised.value.payload[-1] == 0x11
    else:
        assert contract.call("fp_mul_down", a, b) == a * b // 10**18


def test_all_functions_are_listed(program: Any) -> None:
    listed = program.json("contract", "list")
    names = [function.name for function in contract.functions()]
    assert len(names) > 20
    assert all(f'"{name}"' in listed for name in names)
    for name in names:
        assert contract.describe(name).name == name


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("fp_pow_up", (15 * 10**17, 333333333333333333)),
        ("fp_div_down", (1, 0)),
        ("fp_mul_down", (2**255, 2**255)),
        ("fp_complement", (3,)),
    ],
)
def test_the_same_as_the_program(program: Any, name: str, arguments: tuple[int, ...]) -> None:
    says = json.loads(program.json("contract", "call", name, *arguments))
    if "revert" in says:
        with pytest.raises(Revert) as raised:
            contract.call(name, *arguments)
        assert raised.value.payload.hex() == says["revert"]
    else:
        assert str(contract.call(name, *arguments)) == says["out"]


def of_arrays() -> list[contract.Function]:
    return [
        function
        for function in contract.functions()
        if any(one.dimensions == 1 for one in function.parameters)
        and all(one.dimensions <= 1 for one in (*function.parameters, function.result))
    ]


def test_functions_of_arrays() -> None:
    """Whatever each gives to plain arguments, a call and a map of it agree."""
    seen = 0
    for function in of_arrays():
        arguments = [
            [5 * 10**17, 5 * 10**17] if one.dimensions else 10**17 for one in function.parameters
        ]
        try:
            single = contract.call(function.name, *arguments)
        except (Revert, BadInput):
            continue
        many = contract.map(function.name, *arguments)
        assert many.integers()[0] == single
        seen += 1
    assert seen > 0


def test_results_of_two_dimensions_are_not_mapped() -> None:
    deep = [one for one in contract.functions() if one.result.dimensions == 2]
    assert deep
    with pytest.raises(BadInput, match="permitted in map"):
        contract.map(deep[0].name, *([1] for _ in deep[0].parameters))


def test_integers_that_do_not_fit(program: Any) -> None:
    for bad in (-1, 2**256):
        with pytest.raises(BadInput) as raised:
            contract.call("fp_mul_down", bad, 1)
        assert str(raised.value) in program.error("contract", "call", "fp_mul_down", "--", bad, 1)
    with pytest.raises(BadInput, match="bits"):
        contract.call("fp_mul_down", 10**5000, 1)
    with pytest.raises(BadInput):
        contract.words([2**256])
    with pytest.raises(BadInput):
        contract.words([-1])


@pytest.mark.parametrize("bad", [1.5, "1", None, True, b"1", [1]])
def test_what_is_no_integer(bad: Any) -> None:
    with pytest.raises(TypeError, match="an integer is wanted"):
        contract.call("fp_mul_down", bad, 1)
    if not isinstance(bad, (list, str, bytes)) and bad is not None:
        with pytest.raises(TypeError):
            contract.map("fp_mul_down", [1, bad], [1, 1])


def test_names_and_numbers_of_arguments() -> None:
    with pytest.raises(BadInput, match="fp_mul_down"):
        contract.call("fp_mul_donw", 1, 1)
    with pytest.raises(BadInput, match="takes 2 arguments"):
        contract.call("fp_mul_down", 1)
    with pytest.raises(BadInput, match="takes 2 arguments"):
        contract.map("fp_mul_down", [1])
    with pytest.raises(BadInput, match="digits"):
        contract.call("fp_mul_down", 1, 1, digits=99)
    with pytest.raises(BadInput, match="digits: 0"):
        contract.map("fp_mul_down", [1], 1, digits=0)
    with pytest.raises(TypeError, match="digits"):
        contract.map("fp_mul_down", [1], 1, digits="18")  # type: ignore[arg-type]


def test_reverts_are_pickled() -> None:
    with pytest.raises(Revert) as raised:
        contract.map("fp_div_down", [1, 2, 3], [1, 0, 0])
    again = pickle.loads(pickle.dumps(raised.value))
    assert (again.index, again.payload, str(again)) == (
        1,
        raised.value.payload,
        "fp_div_down, call 1: reverted: Panic(0x12): division by zero",
    )


# ---------------------------------------------------------------- many calls


def test_a_map_is_many_calls() -> None:
    rng = np.random.default_rng(1)
    a = [int(x) for x in rng.integers(1, 2**62, 500)]
    b = [int(x) << 60 for x in rng.integers(1, 2**62, 500)]
    by_integers = contract.map("fp_mul_down", a, b)
    by_words = contract.map("fp_mul_down", contract.words(a), contract.words(b))
    np.testing.assert_array_equal(by_integers.words, by_words.words)
    assert by_words.words.dtype == np.uint64
    assert by_words.integers() == [x * y // 10**18 for x, y in zip(a, b, strict=True)]
    assert not by_words.reverted.any()
    one = contract.map("fp_mul_down", contract.words(a), 10**18)
    assert one.integers() == a


def test_reverts_of_a_map() -> None:
    made = contract.map("fp_div_down", [1, 2, 3], [10**18, 0, 10**18], reverts="keep")
    assert made.reverted.tolist() == [False, True, False]
    assert made.integers() == [1, 0, 3]
    assert repr(made) == "<Mapped: 3 calls, 1 reverted>"
    with pytest.raises(BadInput, match="reverts"):
        contract.map("fp_div_down", [1], [1], reverts="x")  # type: ignore[arg-type]


def test_words_of_every_layout() -> None:
    words = contract.words(range(1, 41))
    expected = contract.map("fp_mul_down", words, 10**18).words
    wide = np.zeros((80, 8), dtype=np.uint64)
    wide[::2, ::2] = words
    read_only = words.copy()
    read_only.flags.writeable = False
    unaligned = np.frombuffer(b"\0" + words.tobytes(), dtype=np.uint8)[1:].view(np.uint64)
    swapped = words.astype(">u8")
    layouts = (wide[::2, ::2], np.asfortranarray(words), read_only, unaligned.reshape(-1, 4))
    for same in (*layouts, swapped):
        np.testing.assert_array_equal(contract.map("fp_mul_down", same, 10**18).words, expected)
        assert contract.integers(same) == list(range(1, 41))


def test_words_of_the_wrong_shape() -> None:
    for bad in (
        np.zeros((3, 3), dtype=np.uint64),
        np.zeros((3, 4), dtype=np.int64),
        np.zeros((3, 4)),
        np.zeros((2, 3, 4), dtype=np.uint64),
    ):
        with pytest.raises((BadInput, TypeError)):
            contract.map("fp_mul_down", bad, 1)
    with pytest.raises(BadInput, match="of 2 and 3 calls"):
        contract.map("fp_mul_down", [1, 2], [1, 2, 3])
    assert len(contract.map("fp_mul_down", [], [])) == 0
    for bad in (np.zeros((3, 3), dtype=np.uint64), np.zeros(4, dtype=np.uint64), [1, 2]):
        with pytest.raises(BadInput, match="permitted: uint64"):
            contract.integers(bad)  # type: ignore[arg-type]


def test_arrays_that_are_too_long() -> None:
    for function in of_arrays()[:5]:
        arguments = [[1] * 5000 if one.dimensions else 1 for one in function.parameters]
        with pytest.raises(BadInput):
            contract.map(function.name, *arguments)
        with pytest.raises(BadInput):
            contract.call(function.name, *arguments)


# ---------------------------------------------------------------- measured, exported, checked

LISTED = ["fp_pow_up", "prb_exp", "weighted_out_given_exact_in", "fp_complement"]


def test_specified_functions_are_there_too(program: Any) -> None:
    listed = json.loads(program.json("contract", "list"))
    assert [one.name for one in contract.functions()] == [one["function"] for one in listed]
    some = json.loads(program.json("contract", "list", "QuantAMM"))
    assert [one.name for one in contract.functions("quantamm")] == [one["function"] for one in some]
    assert contract.functions("no such word") == ()
    for name in {one.name for one in contract.functions()} - {
        one.name for one in contract.functions("balancer")
    }:
        assert contract.describe(name).name == name


@pytest.mark.parametrize("name", LISTED)
def test_an_audit_has_the_programs_bytes(program: Any, name: str) -> None:
    told: list[tuple[int, int]] = []
    made = contract.audit(name, samples=3000, seed=5, threads=1, progress=lambda *of: told.append(of))
    assert made.json == program.json("contract", "audit", name, "--samples", 3000, "--seed", 5)
    assert made.json == contract.audit(name, samples=3000, seed=5, threads=2).json
    assert told and all(0 <= done <= most == 3000 for done, most in told)
    assert len(made.points) == made.samples == 3000
    state = made.points["state"]
    assert (state == 0).sum() == made.measured and (state == 1).sum() == made.reverted
    assert sum(made.reverts.values()) == made.reverted
    if made.wei is not None:
        fine = made.points["wei"][state == 0]
        assert (fine.min(), fine.max()) == (made.wei.min, made.wei.max)
    assert made.holds and len(made.to_frame()) == 3000
    assert "measured" in repr(made) and "<table>" in made._repr_html_()
    again = pickle.loads(pickle.dumps(made))
    assert again == made and (again.points["value"] == made.points["value"]).all()


def test_ranges_of_an_audit(program: Any) -> None:
    name, ranges = "weighted_out_given_exact_in", {"weightIn": "0.2..0.8", "amountIn": "1wei..9wei"}
    made = contract.audit(name, samples=500, calm=True, ranges=ranges)
    assert made.json == program.json(
        "contract", "audit", name, "--samples", 500, "--calm",
        *(f"--range={key}={value}" for key, value in ranges.items()),
    )  # fmt: skip
    for bad in ({"weightIn": "x"}, {"nothing": "1..2"}, {str(i): "1..2" for i in range(99)}):
        with pytest.raises(BadInput):
            contract.audit(name, samples=10, ranges=bad)


def test_what_is_not_audited() -> None:
    for bad in (
        lambda: contract.audit("fp_mul_donw"),
        lambda: contract.audit("fp_mul_up", samples=0),
        lambda: contract.audit("fp_mul_up", samples=10**9),
        lambda: contract.audit("fp_mul_up", seed=-1),
        lambda: contract.audit("quantamm_weights_at", samples=10),
    ):
        with pytest.raises(BadInput):
            bad()
    with pytest.raises(TypeError):
        contract.audit("fp_mul_up", samples=1.5)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [*LISTED, "quantamm_weights_at", "simplex_kl"])
def test_vectors_are_the_exported_cases(program: Any, name: str) -> None:
    if name not in [one.name for one in contract.functions()]:
        name = contract.functions()[-1].name
    exported = contract.export(name, count=40, seed=3)
    assert exported.text == run_export(program, name, "--count", 40, "--seed", 3)
    assert contract.check(exported)
    cases = contract.vectors(name, count=40, seed=3)
    assert len(cases) == 40
    for case in cases[:10]:
        if case.revert is None:
            assert contract.call(name, *case.arguments) == case.result
        else:
            with pytest.raises(Revert) as raised:
                contract.call(name, *case.arguments)
            assert raised.value.payload == case.revert.payload
    assert pickle.loads(pickle.dumps(exported)) == exported


def run_export(program: Any, *arguments: object) -> str:
    from conftest import PROGRAM

    done = subprocess.run(
        [PROGRAM, "contract", "export", *map(str, arguments)],
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout


def test_formats_of_vectors(program: Any, tmp_path: Any) -> None:
    name = "fp_div_up"
    for of in ("csv", "abi"):
        made = contract.export(name, format=of, count=20, calm=True)
        theirs = tmp_path / f"theirs.{of}"
        run_export(program, name, "--format", of, "--count", 20, "--calm", "-o", theirs)
        assert made.content == theirs.read_bytes()
        assert made.save(tmp_path)[0].read_bytes() == made.content
    with pytest.raises(BadInput, match="abi"):
        made.text
    foundry = contract.export(name, format="foundry", count=20)
    written = foundry.save(tmp_path / "ours")
    run_export(program, name, "--format", "foundry", "--count", 20, "-o", tmp_path / "theirs")
    for one in written:
        theirs = (tmp_path / "theirs" / one.name).read_text()
        assert one.read_text().replace("/ours/", "/theirs/") == theirs
    assert foundry.save(str(tmp_path / "ours")) == written and "foundry" in repr(foundry)
    with pytest.raises(BadInput, match="foundry"):
        made.solidity("x")
    for bad in (
        lambda: contract.export(name, format="yaml"),
        lambda: contract.export(name, count=0),
        lambda: contract.export(contract.functions()[-1].name, format="csv"),
    ):
        with pytest.raises(BadInput):
            bad()


def test_vectors_that_do_not_match(program: Any, tmp_path: Any) -> None:
    right = {"in": ["1000000000000000000", "7"], "out": "7"}
    wrong = {"in": ["1000000000000000000", "7"], "out": "8"}
    of = {"function": "fp_mul_up", "cases": [right, wrong]}
    made = contract.check(of, {"function": "fp_mul_up", "cases": [right]})
    assert not made and (made.passed, made.failed) == (2, 1)
    assert made.mismatches == (
        contract.Mismatch("vectors", "/cases/1", "fp_mul_up", made.mismatches[0].inputs, '"8"', '"7"'),
    )
    assert "1 failed" in repr(made) and "<table>" in made._repr_html_()
    (tmp_path / "x.json").write_text(json.dumps(of))
    assert contract.check(tmp_path / "x.json").failed == 1
    assert not contract.check({"function": "fp_mul_up", "cases": []})
    for bad in ({"function": "x", "cases": []}, {}, "scenarios/btc-usdc-50-90.json", ""):
        with pytest.raises(BadInput):
            contract.check(bad)  # type: ignore[arg-type]
    with pytest.raises(FileError):
        contract.check(tmp_path / "none.json")
    for nothing in ((), (1,)):
        with pytest.raises(TypeError):
            contract.check(*nothing)
