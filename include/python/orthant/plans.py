"""Plans: the few calls of a contract that move a pool's weights, and what they do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _native
from ._arrays import listed, plain_text
from ._files import text_of
from ._request import (
    Request,
    contract_of,
    flag,
    key_or_word,
    number,
    numeral,
    volatilities,
    whole,
    word,
)
from ._pictures import axes, dated, label, legend, name_axes
from ._results import Later, OfScenario, Result, frame, html_table, parse, table
from .errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from ._files import FileLike
    from ._request import ScenarioLike

__all__ = ["Batch", "Plan", "Replay", "plan", "replay"]


_PLAN_HEAD = ("call", "at", "function")


@dataclass(frozen=True, repr=False, eq=False)
class Batch(Result):
    """Calls for a multisig, as the transaction builder of Safe reads them: its file is ``json``.

    Attributes:
        number: which of the plan's batches, from 1.
        transactions: how many calls it has.
    """

    number: int
    transactions: int

    def _text(self) -> str:
        calls = "1 call" if self.transactions == 1 else f"{self.transactions} calls"
        return f"<Batch {self.number} of {calls}: {self.data['meta']['description']}>"


@dataclass(frozen=True, repr=False, eq=False)
class Plan(OfScenario):
    """A plan, whose JSON is its file: what replay and certify read.

    Attributes:
        target: the contract's name.
        tokens: their names.
        log_loss: what the weights lose on the emulated contract, in logs of value.
        bound: proven: no schedule loses less; None where that takes too long.
        calls: each of them, as the JSON has it: function, arguments, calldata, time.
    """

    target: str
    tokens: tuple[str, ...]
    log_loss: float
    bound: str | None
    calls: tuple[Mapping[str, Any], ...]
    _title: str = field(default="", repr=False)

    def _rows(self) -> list[tuple[object, ...]]:
        return [
            (i + 1, one.get("date"), one.get("function")) for i, one in enumerate(self.calls)
        ]

    def _text(self) -> str:
        return (
            f"<Plan for {self.target}: {len(self.calls)} calls, log_loss {self.log_loss:.6g}>\n"
            + table(_PLAN_HEAD, self._rows())
        )

    def _html(self) -> str:
        return html_table(f"Plan for {self.target}", _PLAN_HEAD, self._rows())

    def to_frame(self) -> pd.DataFrame:
        """A row for each call."""
        return frame(self.calls)

    @property
    def batches(self) -> int:
        """How many times there are at which calls are sent; 0 for a deployment."""
        return _native.plan_batches(self.json.encode(), "plan")

    def safe_batch(self, *, to: str, chain_id: int, number: int | None = None) -> Batch:
        """The calls that are sent at one time, for a multisig: ``--format safe-batch``.

        Args:
            to: the contract that is called, a pool or QuantAMM's runner; an address.
            chain_id: of the chain.
            number: which batch, from 1 to :attr:`batches`; not needed where there is one.

        Raises:
            DomainError: where there is no such batch, or several and none is named.
        """
        which = whole(number, "number", 1, _native.TRANSACTIONS_MAX) or 0
        text = _native.plan_safe_batch(
            self.json.encode(),
            "plan",
            plain_text(to, "to"),
            whole(chain_id, "chain_id", 1, 2**63 - 1) or 0,
            which,
            self._title,
        )
        data = parse(text)
        return Batch(
            number=which or 1,
            transactions=len(data["transactions"]),
            json=text,
            notes=(),
            data=data,
        )

    def plot(self, ax: Any = None) -> Any:
        """The weights that the calls lead to, and when they are sent, on a matplotlib axes, which
        is returned."""
        ax = replay(self).plot(ax)
        for one in self.calls:
            if "at" in one:
                ax.axvline(np.datetime64(int(one["at"]), "s"), color="0.7", lw=0.8, zorder=0)
        return ax


def _safe(given: str | Mapping[str, Any] | None) -> str | None:
    """As --safe has it."""
    if given is None or isinstance(given, str):
        return word(given, "safe")
    if not hasattr(given, "keys"):
        raise TypeError(f"safe: a text or a mapping is wanted, not {type(given).__name__}")
    return ",".join(f"{key}={numeral(given[key], 'safe')}" for key in given)


def _addresses(given: Iterable[str] | None) -> list[str] | None:
    if given is None:
        return None
    made = [given] if isinstance(given, str) else listed(given, "token_addresses", "addresses")
    return [plain_text(one, "token_addresses") for one in made]


def plan(
    scenario: ScenarioLike | None = None,
    *,
    target: str | Iterable[float | str] | Mapping[str, Any] = "generic",
    calls: int | None = None,
    gas: float | None = None,
    times: str = "free",
    points: str = "optimised",
    legal: bool = False,
    safe: str | Mapping[str, Any] | None = None,
    pool: str | Mapping[str, Any] | None = None,
    token_addresses: Iterable[str] | None = None,
    trade_limit: float | str | None = None,
    steps: int | None = None,
    price_volatility: float | Iterable[float] | None = None,
    normalise: bool = False,
    **keywords: Any,
) -> Plan:
    """The calls of a contract that make a move with least loss: ``orthant plan``.

    Args:
        scenario, steps, price_volatility, normalise: as of :func:`orthant.compare`; one number of
            steps, the blocks of the move.
        target: of :func:`targets`. Among keywords weights are the move's own target; beside the name
            of a contract these are ``target_weights``.
        calls: how many set points, at most 64; as many as cost least where not given.
        gas: of one call, in the pool's unit.
        times: ``"free"`` or ``"equal"``.
        points: ``"optimised"`` or ``"geodesic"``.
        legal: where the target breaks a rail, plan for the nearest that does not.
        safe: ``{"blocks": 8, "capital": 0.5}``, or with ``"fee"`` in place of the scenario's:
            against an attacker who builds so many blocks in a row. As text
            ``"blocks=8,capital=0.5"``.
        pool: its address. Among keywords a mapping is the scenario's ``pool``; a scenario that is a
            mapping or a file goes with both.
        token_addresses: of the tokens in their order, for targets whose calls name them.
        trade_limit: the part of a reserve that one swap of the pool may trade, at most 0.3.

    Raises:
        DomainError: where rails cannot be kept, or the contract's rule that refuses.

    >>> import orthant
    >>> made = orthant.plan(tokens=["A", "B"], start=[0.5, 0.5], target_weights=[0.9, 0.1],
    ...     steps=100, calls=2)
    >>> len(made.calls), orthant.certify(made).holds
    (2, True)
    """
    if target is None:
        raise TypeError("target: a text is wanted, not None")
    named = contract_of(target, scenario, keywords)
    contract = "generic" if named is None else named
    address = key_or_word(pool, "pool", scenario, keywords)
    for name, value, known in (
        ("times", times, ("free", "equal")),
        ("points", points, ("optimised", "geodesic")),
    ):
        word(value, name)
        if value not in known:
            raise BadInput(f"{name}: {value!r}; permitted: {', '.join(known)}")
    of = Request("plan", scenario, keywords, normalise=normalise, steps=steps)
    of.options |= {
        "target": contract,
        "calls": whole(calls, "calls", 1, _native.PLAN_CALLS_MAX),
        "gas": number(gas, "gas", 0, 1e200),
        "equal_times": times == "equal",
        "geodesic": points == "geodesic",
        "legal": flag(legal, "legal"),
        "safe": _safe(safe),
        "pool": address,
        "token_addresses": _addresses(token_addresses),
        "trade_limit": numeral(trade_limit, "trade_limit"),
        "price_volatility": volatilities(price_volatility),
    }
    result = of.run()
    data = result["data"]
    return Plan(
        _title=of.series or of.name,
        target=contract,
        tokens=tuple(data["tokens"]),
        log_loss=data["log_loss"],
        bound=data["optimum_lower_bound"],
        calls=tuple(data["calls"]),
        **result,
    )


@dataclass(frozen=True, repr=False, eq=False)
class Replay(Result):
    """A plan's calls run on the emulated contract.

    Attributes:
        log_loss: what the weights lose.
        times: of each block, Unix seconds, shape ``(blocks + 1,)``.
        weights: as the chain will see them, in wei (1e-18), uint64, shape ``(blocks + 1, n)``.
    """

    log_loss: float
    times: NDArray[np.int64]
    weights: NDArray[np.uint64]

    def _text(self) -> str:
        return f"<Replay of {len(self.times) - 1} blocks: log_loss {self.log_loss:.9g}>"

    def to_frame(self) -> pd.DataFrame:
        """The weights as shares, a row for each block, by time."""
        tokens = self.data["tokens"]
        made = frame(dict(zip(tokens, row, strict=True)) for row in (self.weights * 1e-18).tolist())
        return made.set_index(self.times.astype("datetime64[s]"))

    def plot(self, ax: Any = None) -> Any:
        """The weights over time, on a matplotlib axes, which is returned."""
        ax = axes(ax)
        times = self.times.astype("datetime64[s]")
        for i, token in enumerate(self.data["tokens"]):
            ax.plot(times, self.weights[:, i] * 1e-18, label=label(token))
        dated(ax)
        name_axes(ax, "time (UTC)", "weight", f"log loss {self.log_loss:.6g}")
        legend(ax)
        return ax


def replay(
    plan: FileLike,
    *,
    present: float | None = None,
    seed: int | None = None,
    trade_limit: float | str | None = None,
) -> Replay:
    """Runs a plan's calldata on the emulated contract, block by block: ``orthant replay``.

    Args:
        plan: of :func:`plan`, or a file.
        present: the probability that a block is there; a chain that misses some is run as well.
        seed: of the missed blocks.
        trade_limit: the part of a reserve that one swap may trade, in place of the plan's.

    Raises:
        DomainError: where the contract would refuse, with the call and the rule.
    """
    text, name = text_of(plan)
    chance = number(present, "present", 0, 1)
    if chance == 0:
        raise BadInput("present: 0; permitted: above 0, at most 1")
    json, notes, loss, stamps, rows = _native.replay(
        text,
        name,
        chance or 0.0,
        whole(seed, "seed", 0, _native.SEED_MAX) or 0,
        numeral(trade_limit, "trade_limit"),
    )
    if seed is not None and chance is None:
        notes = (*notes, "seed says nothing without present")
    return Replay(
        log_loss=loss,
        times=stamps[:, 0],
        weights=rows,
        json=json,
        notes=notes,
        data=Later(json),
    )
