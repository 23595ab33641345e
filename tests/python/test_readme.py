"""What the documents show in Python is what Python shows."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("file", ["README.md", "include/python/README.md"])
def test_a_document_shows_what_python_does(file: str) -> None:
    """The blocks called pycon, one after the other in one session."""
    blocks = re.findall(r"^```pycon\n(.*?)^```$", (TOP / file).read_text(), re.M | re.S)
    assert blocks, f"{file} shows nothing"
    session = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, file, file, 0)
    assert session.examples
    assert doctest.DocTestRunner().run(session).failed == 0
