"""A scenario as callers have it, as the text or the file that the library reads."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _native
from ._arrays import encodable, listed, plain_text, real_number, whole_number
from ._results import Later, parse
from .errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import TypeAlias

    from numpy.typing import NDArray

    from ._arrays import Floats

    Progress: TypeAlias = Callable[[int, int], object] | bool | None
    #: A file, or what it would hold.
    ScenarioLike: TypeAlias = str | os.PathLike[str] | Mapping[str, Any]

# What messages call a scenario that is no file.
NAME = "scenario"


def _plain(value: object, name: str) -> object:
    """Numbers that JSON does not know, exactly."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    if type(value).__module__ in ("decimal", "fractions"):  # imported by whoever has one
        return str(value)
    if isinstance(value, (set, frozenset)):
        raise TypeError(f"{name}: a set has no order; a list is wanted")
    if isinstance(value, tuple):
        return list(value)
    if hasattr(value, "keys") and hasattr(value, "__getitem__"):
        return {key: value[key] for key in value.keys()}
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    raise TypeError(f"{name}: {type(value).__name__} is nothing that JSON has")


def dumps(scenario: Mapping[str, Any], name: str = NAME) -> bytes:
    """The text that stands for a mapping, in its own order of keys: what ``json.dumps`` makes of
    it. Doubles have the digits that make them again, fractions and decimals are written as text,
    which the library reads exactly."""
    import json

    try:
        text = json.dumps(
            scenario if isinstance(scenario, dict) else dict(scenario),
            default=lambda value: _plain(value, name),
            allow_nan=False,
            ensure_ascii=False,
        )
        return text.encode("utf-8", "surrogatepass")  # the library says what is wrong with those
    except ValueError as error:
        raise BadInput(f"{name}: {error}") from None
    except RecursionError:
        raise BadInput(f"{name}: it contains itself, or is nested too deeply") from None


def _ends(given: dict[str, Any]) -> dict[str, Any]:
    """Weights alone stand for {"weights": ...}."""
    for key in ("start", "target"):
        if key in given and not hasattr(given[key], "keys"):
            given[key] = {"weights": given[key]}
    return given


def _with_ends(scenario: Mapping[str, Any]) -> Mapping[str, Any]:
    """A mapping as keywords are taken, where it has lists of weights alone; else itself."""
    alone = (list, tuple, np.ndarray)
    if isinstance(scenario, dict) and any(
        isinstance(scenario.get(key), alone) for key in ("start", "target")
    ):
        return _ends(dict(scenario))
    return scenario


class _Bar:
    """A bar of tqdm's, by what is done of how much."""

    def __init__(self, name: str) -> None:
        import warnings

        with warnings.catch_warnings():  # in Jupyter without ipywidgets its bar is of text
            warnings.filterwarnings("ignore", message="IProgress not found")
            from tqdm.auto import tqdm

        self.bar = tqdm(desc=name, leave=False)

    def __call__(self, done: int, most: int) -> None:
        self.bar.total = most
        self.bar.update(done - self.bar.n)


@contextmanager
def told(progress: Progress, name: str) -> Iterator[Callable[[int, int], object] | None]:
    """``progress`` as the library calls it: True is a bar of tqdm's, if tqdm is there."""
    if progress is None or progress is False:
        yield None
    elif progress is not True:
        if not callable(progress):
            raise TypeError(f"progress: a function is wanted, not {type(progress).__name__}")
        yield progress
    else:
        try:
            bar = _Bar(name)
        except ImportError:
            yield None
            return
        try:
            yield bar
        finally:
            bar.bar.close()


def _check_texts(options: Mapping[str, Any]) -> None:
    """That the library can have each text whole, whichever function took it."""
    for name, given in options.items():
        for one in given if isinstance(given, list) else [given]:
            if isinstance(one, str):
                plain_text(one, name)


# Options that are of the scenario, whatever the command; a contract and its gas too.
_OF_SCENARIOS = (
    "normalise",
    "steps",
    "paths",
    "price_volatility",
    "price_paths",
    "seed",
    "target",
    "gas",
)


class Request:
    """A command and its scenario: what :func:`run` takes. ``steps`` and ``paths`` are options of
    the command beside a scenario, and keys of it among keywords."""

    def __init__(
        self,
        command: str,
        scenario: ScenarioLike | None,
        keywords: dict[str, Any],
        *,
        normalise: bool = False,
        steps: int | Iterable[int] | None = None,
        paths: str | Iterable[str] | None = None,
    ) -> None:
        if scenario is None:
            if steps is not None:
                if not hasattr(steps, "__index__"):
                    steps = listed(steps, "steps", "whole numbers")
                keywords["steps"] = steps
            if paths is not None:
                one = isinstance(paths, str)
                keywords["paths"] = [paths] if one else listed(paths, "paths", "names")
            steps = paths = None
        self._begin(command, *request(scenario, keywords))
        self.options: dict[str, Any] = {
            "normalise": flag(normalise, "normalise"),
            "steps": step_list(steps),
            "paths": path_list(paths),
        }

    @classmethod
    def of_origin(cls, command: str, origin: Origin) -> Request:
        """Another command of the scenario that a result came from."""
        made = cls.__new__(cls)
        made._begin(command, origin.text, origin.name)
        made.options = dict(origin.options)
        return made

    def _begin(self, command: str, text: bytes | None, name: str) -> None:
        self.command, self.text, self.name = command, text, name
        self.options = {}
        self.prices: Floats | None = None
        self.times: NDArray[np.int64] | None = None
        self.series = ""  # of a simulation that is recorded, as CSV
        self.beside: Any = None  # what the command gives beside JSON, of which much would be parsed
        self.notes: list[str] = []  # what was assumed here, before the library's own
        self.given: tuple[Any, Any] = (None, None)  # prices and times, as the caller has them

    def tokens(self) -> list[str]:
        """Names of the scenario's tokens, in order."""
        return _native.tokens(self.text, self.name, self.options.get("normalise", False))

    def numeraire(self) -> str | None:
        """The token that prices are in, where the scenario's market says it."""
        from pathlib import Path

        text = Path(self.name).read_bytes() if self.text is None else self.text
        market = parse(text.decode("utf-8", "replace")).get("market")
        return market.get("numeraire") if isinstance(market, dict) else None

    def run(self, progress: Progress = None) -> dict[str, Any]:
        """What all results have: ``json``, ``notes``, ``data``."""
        _check_texts(self.options)
        with told(progress, self.command) as tell:
            text, notes, self.series, self.beside = _native.run(
                self.command,
                self.text,
                self.name,
                self.options,
                self.prices,
                self.times,
                tell,
            )
        data = parse(text) if self.beside is None else Later(text)
        notes = (*self.notes, *notes)
        return {"json": text, "notes": notes, "data": data, "_origin": Origin(self)}


class Origin:
    """What a result came from, and can be reported of. Prices are the caller's own object, not a
    copy, and stay behind where a result is pickled."""

    def __init__(self, of: Request) -> None:
        self.text, self.name, self.given = of.text, of.name, of.given
        self.options = {
            key: of.options[key] for key in _OF_SCENARIOS if of.options.get(key) is not None
        }
        self.left_behind = False

    def in_steps(self, steps: int | None) -> None:
        """What was asked for, or found, in place of numbers that were tried."""
        self.options.pop("steps", None)
        if steps is not None:
            self.options["steps"] = str(steps)

    def __getstate__(self) -> dict[str, Any]:
        behind = self.left_behind or self.given[0] is not None
        return {**self.__dict__, "given": (None, None), "left_behind": behind}

    def __copy__(self) -> Origin:
        return self

    def __deepcopy__(self, memo: object) -> Origin:
        return self


def request(
    scenario: ScenarioLike | None, keywords: Mapping[str, Any]
) -> tuple[bytes | None, str]:
    """The text, or None where it is a file, and the name."""
    if scenario is None:
        if not keywords:
            raise TypeError("a scenario is wanted: a file, a mapping, or keywords")
        return dumps(_ends({"orthant": 1, **keywords})), NAME
    if keywords:
        raise TypeError(
            f"{', '.join(sorted(keywords))}: keywords of a scenario beside a scenario; "
            "permitted: one of the two"
        )
    if isinstance(scenario, (str, os.PathLike)):
        file = os.fspath(scenario)
        if not isinstance(file, str):
            raise TypeError("scenario: the name of a file is text, not bytes")
        if file.lstrip().startswith("{"):
            raise BadInput(
                "scenario: this is JSON and not the name of a file; permitted: json.loads of it"
            )
        return None, input_name(file, "scenario")
    if not hasattr(scenario, "keys"):
        raise TypeError(
            f"scenario: a file or a mapping is wanted, not {type(scenario).__name__}"
        )
    return dumps(_with_ends(scenario)), NAME


def file_name(given: object, name: str) -> str:
    """The name of a file or folder, an argument called ``name``."""
    if not isinstance(given, (str, os.PathLike)):
        raise TypeError(
            f"{name}: the name of a file or folder is wanted, not {type(given).__name__}"
        )
    made = os.fspath(given)
    if not isinstance(made, str):
        raise TypeError(f"{name}: a name is text, not bytes")
    if made == "" or "\0" in made:
        raise BadInput(f"{name}: {made!r}; permitted: the name of a file or folder")
    return encodable(made, name)


def input_name(given: object, name: str) -> str:
    """The name of a file that is read; standard input is none."""
    made = file_name(given, name)
    if made == "-":
        raise BadInput(f"{name}: {made!r}; permitted: the name of a file")
    return made


def step_list(steps: int | Iterable[int] | None) -> str | None:
    """``[1, 10]`` as --steps takes it."""
    if steps is None:
        return None
    if isinstance(steps, (str, bytes)):
        raise TypeError(f"steps: whole numbers are wanted, not {type(steps).__name__}")
    if isinstance(steps, np.ndarray):
        steps = steps.tolist()
    given: list[Any] = [steps]
    if not hasattr(steps, "__index__"):
        if not hasattr(steps, "__iter__"):
            raise TypeError(f"steps: whole numbers are wanted, not {type(steps).__name__}")
        given = list(steps)
    return ",".join(str(whole_number(one, "steps")) for one in given)


def path_list(paths: str | Iterable[str] | None) -> str | None:
    """``["linear", "geodesic"]`` as --paths takes it."""
    if paths is None or isinstance(paths, str):
        return word(paths, "paths")
    names = listed(paths, "paths", "names")
    for one in names:
        if "," in plain_text(one, "paths"):
            raise BadInput(f"paths: {one!r}; permitted: a name without a comma")
    return ",".join(names)


def whole(value: object, name: str, least: int, most: int) -> int | None:
    """An option that is a whole number; None where it is not given."""
    if value is None:
        return None
    number = whole_number(value, name)
    if not least <= number <= most:
        raise BadInput(f"{name}: {number} is out of range; permitted: from {least} to {most}")
    return number


def number(value: object, name: str, least: float, most: float) -> float | None:
    """An option that is a number."""
    if value is None:
        return None
    made = real_number(value, name)
    if not least <= made <= most:
        raise BadInput(f"{name}: {made:g} is out of range; permitted: from {least:g} to {most:g}")
    return made


def word(value: object, name: str) -> str | None:
    """An option that is a text."""
    return None if value is None else plain_text(value, name)


def key_or_word(
    value: object, name: str, scenario: object, keywords: dict[str, Any]
) -> str | None:
    """An option that has the name of a key of scenarios: without a scenario what is no text is that
    key, and no option."""
    if scenario is None and value is not None and not isinstance(value, (str, bytes)):
        keywords[name] = value
        return None
    return word(value, name)


def contract_of(target: object, scenario: object, keywords: dict[str, Any]) -> str | None:
    """The name of a contract; among keywords weights are the move's own target, which is called
    ``target_weights`` beside a contract."""
    named = key_or_word(target, "target", scenario, keywords)
    if "target_weights" in keywords:
        if "target" in keywords:
            raise BadInput("target and target_weights both say where weights go; permitted: one")
        keywords["target"] = keywords.pop("target_weights")
    return named


def flag(value: object, name: str) -> bool:
    """An option that is said or not: a text such as "no" would be true for Python."""
    if not isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name}: True or False is wanted, not {type(value).__name__}")
    return bool(value)


def numeral(value: object, name: str) -> str | None:
    """An option that the library reads as text, exactly: a number, a fraction, "1/3"."""
    if value is None or isinstance(value, str):
        return word(value, name)
    if isinstance(value, bool) or not (hasattr(value, "__float__") or hasattr(value, "numerator")):
        raise TypeError(f"{name}: a number is wanted, not {type(value).__name__}")
    if isinstance(value, (float, np.floating)):
        return repr(float(value))
    return str(value)


def numerals(values: object, name: str) -> list[str] | None:
    """A list of those."""
    if values is None:
        return None
    if isinstance(values, np.ndarray):
        values = values.tolist()
    if isinstance(values, str) or not hasattr(values, "__iter__"):
        values = [values]
    return [numeral(one, name) or "" for one in values]


def volatilities(given: object) -> str | None:
    """price_volatility as --price-volatility takes it."""
    made = numerals(given, "price_volatility")
    return None if made is None else ",".join(made)


def simulation_options(
    price_paths: int | None, seed: int | None, threads: int | None
) -> dict[str, Any]:
    """price_paths, seed, threads: what all that run a market take."""
    return {
        "price_paths": whole(price_paths, "price_paths", 1, _native.PRICE_PATHS_MAX),
        "seed": whole(seed, "seed", 0, _native.SEED_MAX),
        "threads": whole(threads, "threads", 1, _native.THREADS_MAX),
    }
