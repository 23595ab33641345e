"""The notebooks run, and show what they showed when they were kept.

``ORTH_TEST_UPDATE=1 pytest tests/python/test_examples.py`` writes what they show now, to be looked at."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")

EXAMPLES = Path(__file__).resolve().parents[2] / "include/python/examples"


def text_of(output: Any) -> str:
    if output["output_type"] == "stream":
        return str(output["text"])
    return str(output.get("data", {}).get("text/plain"))


def shown(notebook: Any) -> list[str]:
    """What each cell shows as text; pictures are not compared."""
    cells = [cell for cell in notebook.cells if cell["cell_type"] == "code"]
    return ["".join(map(text_of, cell["outputs"])) for cell in cells]


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.ipynb")), ids=lambda file: file.stem)
def test_a_notebook_shows_what_it_did(file: Path, tmp_path: Path) -> None:
    kept = nbformat.read(file, as_version=4)
    now = nbformat.read(file, as_version=4)
    nbclient.NotebookClient(
        now, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    if os.environ.get("ORTH_TEST_UPDATE"):
        for cell in now.cells:
            cell["metadata"].pop("execution", None)
        nbformat.write(now, file)
        return
    assert shown(now) == shown(kept)


def test_there_are_notebooks() -> None:
    assert len(list(EXAMPLES.glob("*.ipynb"))) >= 2
