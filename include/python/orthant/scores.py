"""Models of prices scored against data."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _native
from ._arrays import listed, plain_text
from ._data import data_of
from ._pictures import SERIES, axes, label, legend, name_axes
from ._request import NAME, dumps, flag, input_name, number, told, whole
from ._results import Result, frame, parse
from .errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd
    from numpy.typing import ArrayLike

    from ._arrays import Floats
    from ._data import DataLike
    from ._request import Progress, ScenarioLike

__all__ = ["Score", "score"]

_FITTED = ("gbm", "merton", "garch")
_FIGURES = ("quantiles", "acf", "acf_absolute", "acf_square")


@dataclass(frozen=True, repr=False, eq=False)
class Score(Result):
    """Whether a model of prices is like data, in the part that it was fitted to and in the other.

    Attributes:
        model: its name.
        parts: for ``"train"`` and ``"test"``, or ``"all"``, what the JSON has: ``"verdict"`` in
            words, ``"inside"`` its band or not, ``"summary"``, ``"lines"`` ...
    """

    model: str
    parts: Mapping[str, Mapping[str, Any]]
    _quantiles: Mapping[tuple[str, int, str], bytes]

    def _text(self) -> str:
        said = "".join(f"\n{name}: {part['verdict']}" for name, part in self.parts.items())
        return f"<Score of {self.model}>{said}"

    def to_frame(self) -> pd.DataFrame:
        """A row for each line of the scorecard, of all parts."""
        return frame(
            {"part": name, **line}
            for name, part in self.parts.items()
            for line in part["lines"]
        )

    def quantiles(
        self, token: str | None = None, horizon: int | None = None, part: str | None = None
    ) -> Floats:
        """Of the normal distribution, the data, the model and GBM, ``(4, 71)``, at one and the
        same probabilities; in units of the median size of a return.

        Args:
            token: the first where it is not given; ``horizon``: in blocks, the first likewise;
            part: the last one likewise: a model is judged by data that it was not fitted to.

        Raises:
            BadInput: where there are none, as of too few rows.
        """
        key = self._place(token, horizon, part)
        if key not in self._quantiles:
            raise BadInput(
                f"quantiles: none of token {key[2]!r} at horizon {key[1]} in part {key[0]!r}"
            )
        return np.frombuffer(self._quantiles[key]).reshape(4, -1)

    def _place(
        self, token: str | None, horizon: int | None, part: str | None
    ) -> tuple[str, int, str]:
        name = list(self.parts)[-1] if part is None else part
        tokens: list[str] = list(self.data["tokens"])
        of = tokens[0] if token is None else token
        if name not in self.parts:
            raise BadInput(f"part: {name!r}; permitted: {', '.join(self.parts)}")
        if of not in tokens:
            raise BadInput(f"token: {of!r}; permitted: {', '.join(tokens)}")
        horizons = [one["blocks"] for one in self.parts[name]["horizons"]]
        blocks = horizons[0] if horizon is None else horizon
        if blocks not in horizons:
            raise BadInput(f"horizon: {blocks!r}; permitted: {horizons}")
        return name, blocks, of

    def plot(
        self,
        figure: str = "quantiles",
        token: str | None = None,
        horizon: int | None = None,
        part: str | None = None,
        ax: Any = None,
    ) -> Any:
        """Draws on a matplotlib axes, which is returned.

        Args:
            figure: ``"quantiles"``, those of the data across and of model and GBM upright; or
                autocorrelations with the interval of the data, of returns ``"acf"``, of their
                sizes ``"acf_absolute"``, of their squares ``"acf_square"``.
            token, horizon, part: as of :meth:`quantiles`.
        """
        if figure not in _FIGURES:
            raise BadInput(f"figure: {figure!r}; permitted: {', '.join(_FIGURES)}")
        name, blocks, of = self._place(token, horizon, part)
        if figure == "quantiles":
            values = self._kept(of, blocks, name)
            ax = axes(ax)
            ax.plot(values[1], values[1], color="0.4", linewidth=1, label="as the data")
            ax.plot(values[1], values[3], color="0.6", label="GBM")
            ax.plot(values[1], values[2], color=SERIES[1], label=label(self.model))
            what = "quantiles of the data", "of the model"
        else:
            ax = self._draw_lags(figure, of, blocks, name, ax)
            what = "lag, returns", "autocorrelation"
        name_axes(ax, *what, f"{of}, {blocks} block{'' if blocks == 1 else 's'}, {name}")
        legend(ax)
        return ax

    def _returns(self, blocks: int, part: str) -> int:
        return next(
            int(one["returns"])
            for one in self.parts[part]["horizons"]
            if one["blocks"] == blocks
        )

    def _kept(self, token: str, blocks: int, part: str) -> Floats:
        """Quantiles that n data have: from 1 / 2n to 1 - 1 / 2n."""
        values = self.quantiles(token, blocks, part)
        least = 0.5 / self._returns(blocks, part)
        kept = [math.erfc(abs(z) / math.sqrt(2)) / 2 >= least for z in values[0]]
        return values[:, kept]

    def _draw_lags(self, figure: str, token: str, blocks: int, part: str, ax: Any) -> Any:
        line = next(
            one
            for one in self.parts[part]["lines"]
            if (one["line"], one["token"], one["horizon"]) == (figure, token, blocks)
        )
        if line["data"] is None:
            raise BadInput(f"{figure}: none of {token!r} at horizon {blocks}: {line['reason']}")
        ax = axes(ax)
        lags = range(1, len(line["data"]) + 1)
        if line["data_low"] is None:
            chance = 1.96 / math.sqrt(self._returns(blocks, part))
            ax.axhspan(-chance, chance, color="#DCE4FF", label="95 % of independent returns")
        else:
            ax.fill_between(
                lags, line["data_low"], line["data_high"], color="#DCE4FF", label="95 %"
            )
        ax.plot(lags, line["data"], ".-", color=SERIES[0], label="data")
        ax.plot(lags, line["gbm"], color="0.6", label="GBM")
        ax.plot(lags, line["model"], color=SERIES[1], label=label(self.model))
        return ax


def _model(given: object, drift: bool, mean_length: object) -> tuple[str, bool, bytes | None]:
    """Its name, whether it is a scenario's, and the text where there is one."""
    fitted = isinstance(given, str) and given in _FITTED
    flag(drift, "drift")
    if mean_length is not None and not (isinstance(given, str) and given == "bootstrap"):
        raise BadInput("mean_length: that is for the model bootstrap")
    if not drift and not fitted:
        raise BadInput("drift: that is for the models gbm, merton, garch")
    if hasattr(given, "keys"):
        named = given["name"] if "name" in given.keys() else None  # type: ignore[index]
        told = NAME if named in (None, "", *_FITTED, "bootstrap") else str(named)
        return plain_text(told, "model"), True, dumps(given, "model")  # type: ignore[arg-type]
    if isinstance(given, str) and (fitted or given == "bootstrap"):
        return str(given), False, None
    if isinstance(given, str) and not any(mark in given for mark in "./"):
        from os.path import exists

        if not exists(given):
            raise BadInput(
                f"model: {given!r}; permitted: gbm, merton, garch, bootstrap, or a scenario: a "
                "file or a mapping"
            )
    return input_name(given, "model"), True, None


def score(
    prices: DataLike,
    model: ScenarioLike,
    *,
    tokens: Iterable[str] | None = None,
    times: ArrayLike | None = None,
    every: str | None = None,
    block_seconds: float | None = None,
    drift: bool = True,
    mean_length: int | None = None,
    horizons: Iterable[int] | None = None,
    replicates: int = 200,
    train: float = 0.5,
    seed: int = 1,
    threads: int | None = None,
    progress: Progress = None,
) -> Score:
    """Scores a model against prices: ``orthant market score``.

    Args:
        prices, tokens, times, every, block_seconds: as of :func:`fit`.
        model: ``"gbm"``, ``"merton"``, ``"garch"``: fitted to the first part of the data, and
            scored on both; ``"bootstrap"`` of that part; or a scenario, a file or a mapping,
            whose market it is; its name is the result's ``model`` where it is a mapping with one.
        drift: of a fitted model: whether a drift is fitted.
        mean_length: of a bootstrap: rows that stay together in the mean (100).
        horizons: blocks of a return, rising (1, 5, 15, 60).
        replicates: resamples for intervals, and about as many paths for the band; 0: neither.
        train: the share of rows that the model is fitted to; 1: fitted to all and scored on all.
        seed: of all random numbers.
        threads: instead of one a processor.
        progress: of the fit: called with (parts done, about how many there are).

    Raises:
        DomainError: for too few rows, with how many are needed; for blocks of another length.
        BadInput: for a model that there is not, a scenario without a market or without a token.

    >>> import numpy as np
    >>> rng = np.random.default_rng(1)
    >>> prices = 100 * np.exp(np.cumsum(rng.normal(0, 0.01, 1000)))
    >>> result = score({"BTC": prices}, "gbm", block_seconds=60, replicates=0, horizons=[1])
    >>> list(result.parts)
    ['train', 'test']
    """
    of = data_of(prices, tokens, times, every)
    name, is_scenario, text = _model(model, drift, mean_length)
    share = number(train, "train", 0, 1)
    if not share:
        raise BadInput("train: 0 is out of range; permitted: above 0, at most 1")
    most = _native.SCORE_ROWS_MAX
    asked = [] if horizons is None else listed(horizons, "horizons", "whole numbers")
    each = [whole(one, "horizons", 1, most) or 1 for one in asked]
    if len(each) > 16 or any(a >= b for a, b in zip(each, each[1:], strict=False)):
        raise BadInput(f"horizons: {each}; permitted: at most 16 whole numbers, rising")
    many = whole(replicates, "replicates", 0, _native.REPLICATES_MAX) or 0
    if 0 < many < 20:
        raise BadInput(f"replicates: {many} is out of range; permitted: 0, or at least 20")
    with told(progress, "score") as tell:
        json, notes, quantiles = _native.score(
            name,
            is_scenario,
            text,
            of.tokens,
            of.rows,
            of.times,
            of.files,
            of.every,
            number(block_seconds, "block_seconds", 1e-9, _native.BLOCK_SECONDS_MAX) or 0.0,
            not drift,
            whole(mean_length, "mean_length", 1, most) or 0,
            each,
            many,
            share,
            whole(seed, "seed", 0, _native.SEED_MAX) or 0,
            whole(threads, "threads", 1, _native.THREADS_MAX) or 0,
            tell,
        )
    data = parse(json)
    return Score(
        model=data["model"],
        parts={one["name"]: one for one in data["parts"]},
        _quantiles=dict(quantiles),
        json=json,
        notes=notes,
        data=data,
    )
