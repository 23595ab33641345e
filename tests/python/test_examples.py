"""The notebooks run, and show what they showed when they were kept.

``ORTH_TEST_UPDATE=1 pytest tests/python/test_examples.py`` writes what they show now, to be looked
at.
"""

from __future__ import annotations

import base64
import copy
import html
import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")

EXAMPLES = Path(__file__).resolve().parents[2] / "include/python/examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))

# What a notebook says of who ran it: nothing but the language.
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# Folders of a machine, and addresses in its memory.
OF_A_MACHINE = re.compile(
    r"(?<![\w.])/(?:home|root|tmp|work|mnt|var|usr|opt|Users|private)/[\w.]|[A-Za-z]:\\\\?[\w.]"
    r"|site-packages|<ipython-input|ipykernel_\d|\bat 0x[0-9a-f]{6,}"
)


def words(kind: str, text: object) -> str:
    """A text without its layout, which another pandas may change: all numbers and words of it."""
    told = "".join(text) if isinstance(text, list) else str(text)
    if kind == "text/html":
        told = html.unescape(re.sub(r"(?s)<style.*?</style>|<[^>]*>", " ", told))
    return " ".join(told.split())


def picture(data: str) -> str:
    """Pictures differ by fonts and versions: one is there when it has more than one colour."""
    from matplotlib.image import imread

    pixels = imread(io.BytesIO(base64.b64decode(data)))
    return "a picture" if pixels.max() > pixels.min() else "an empty picture"


def parts(output: Any) -> dict[str, str]:
    """What one output shows, by its kind."""
    if output["output_type"] == "stream":
        return {output["name"]: words("", output["text"])}
    if output["output_type"] == "error":
        return {"error": f"{output['ename']}: {output['evalue']}"}
    return {
        kind: picture(data) if kind == "image/png" else words(kind, data)
        for kind, data in sorted(output["data"].items())
    }


def code(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell["cell_type"] == "code"]


def joined(outputs: list[dict[str, str]]) -> list[dict[str, str]]:
    """What is printed may come in one piece or in several."""
    made: list[dict[str, str]] = []
    for one in outputs:
        if made and one.keys() == {"stdout"} == made[-1].keys():
            made[-1] = {"stdout": f"{made[-1]['stdout']} {one['stdout']}".strip()}
        else:
            made.append(one)
    return made


def shown(notebook: Any) -> list[tuple[str, list[dict[str, str]]]]:
    """Each cell and all that it shows."""
    return [(cell["source"], joined([*map(parts, cell["outputs"])])) for cell in code(notebook)]


def complaints(notebook: Any) -> list[str]:
    """What nobody should keep."""
    found = []
    if notebook["metadata"] != METADATA:
        found.append(f"metadata of a machine: {notebook['metadata']}")
    counts = [cell["execution_count"] for cell in code(notebook)]
    if counts != list(range(1, len(counts) + 1)):
        found.append(f"cells were not run once, in order: {counts}")
    for cell in notebook.cells:
        if cell["metadata"]:
            found.append(f"a cell has metadata: {cell['metadata']}")
        where = OF_A_MACHINE.search(cell["source"])
        if where:
            found.append(f"a path of a machine: {where.group()}")
    for cell in code(notebook):
        for output in cell["outputs"]:
            if output.get("execution_count", cell["execution_count"]) != cell["execution_count"]:
                found.append(f"an output of another run than its cell's: {cell['source']}")
            for kind, text in parts(output).items():
                where = OF_A_MACHINE.search(text)
                if where:
                    found.append(f"a path of a machine: {where.group()}")
                if kind in ("stderr", "error") or text in ("", "an empty picture"):
                    found.append(f"{kind}: {text or 'nothing'}")
    if not any(cell["outputs"] for cell in code(notebook)):
        found.append("nothing is shown")
    return found


def neutral(notebook: Any) -> Any:
    """As it is to be kept."""
    notebook["metadata"] = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        cell["metadata"] = nbformat.from_dict({})
    return notebook


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_shows_what_it_did(file: Path, tmp_path: Path) -> None:
    kept = nbformat.read(file, as_version=4)
    now = nbformat.read(file, as_version=4)
    for cell in code(now):
        cell["outputs"] = []
        cell["execution_count"] = None
    nbclient.NotebookClient(
        now, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    now = neutral(now)
    assert not complaints(now)
    if os.environ.get("ORTH_TEST_UPDATE"):
        nbformat.write(now, file)
        return
    assert not complaints(kept)
    nbformat.validate(kept)
    assert shown(now) == shown(kept)


# ---- the test itself: each of these is seen

CELL = {"id": "a", "cell_type": "code", "metadata": {}, "execution_count": 1, "source": "x"}
RESULT = {
    "output_type": "execute_result",
    "execution_count": 1,
    "metadata": {},
    "data": {"text/plain": "<X 1.25>", "text/html": "<b>1.25</b>"},
}
WHITE = (  # one white pixel
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAGVzJTAAAAABJRU5ErkJggg=="
)


def stream(name: str, text: str) -> dict[str, str]:
    return {"output_type": "stream", "name": name, "text": text}


def small(*outputs: object) -> Any:
    of = {"nbformat": 4, "nbformat_minor": 5, "metadata": METADATA}
    return nbformat.from_dict(copy.deepcopy({**of, "cells": [{**CELL, "outputs": list(outputs)}]}))


def test_a_good_notebook_is_good() -> None:
    assert not complaints(small(RESULT, stream("stdout", "1 2")))
    assert shown(small(stream("stdout", "1"), stream("stdout", "2"))) == shown(
        small(stream("stdout", "1\n2\n"))
    )


@pytest.mark.parametrize(
    ("kind", "text"), [("text/plain", "<X 1.26>"), ("text/html", "<b>1.26</b>")]
)
def test_a_number_that_changed_is_seen(kind: str, text: str) -> None:
    other = {**RESULT, "data": {**RESULT["data"], kind: text}}  # type: ignore[dict-item]
    assert shown(small(other)) != shown(small(RESULT))
    assert shown(small(other, RESULT)) != shown(small(other))


def set_metadata(notebook: Any) -> None:
    notebook["metadata"]["language_info"]["version"] = "3.11.7"


def set_count(notebook: Any) -> None:
    notebook.cells[0]["execution_count"] = 2


@pytest.mark.parametrize(
    "spoil",
    [
        set_metadata,
        set_count,
        lambda of: of.cells[0]["metadata"].update(execution={}),
        lambda of: of.cells[0].update(source="open('/home/me/prices.csv')"),
        lambda of: of.cells[0]["outputs"].clear(),
        lambda of: of.cells[0]["outputs"][0].update(execution_count=3),
        lambda of: of.cells[0]["outputs"][0]["data"].update({"text/plain": "<X at 0x7f00a1b2c3>"}),
        lambda of: of.cells[0]["outputs"][0]["data"].update({"text/plain": "/tmp/x/prices.csv"}),
        lambda of: of.cells[0]["outputs"][0]["data"].update({"text/plain": ""}),
        lambda of: of.cells[0]["outputs"][0]["data"].update({"image/png": WHITE}),
        lambda of: of.cells[0]["outputs"].append(nbformat.from_dict(stream("stderr", "warning"))),
    ],
)
def test_what_nobody_should_keep_is_seen(spoil: Callable[[Any], object]) -> None:
    notebook = small(RESULT)
    spoil(notebook)
    assert complaints(notebook)


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 3
