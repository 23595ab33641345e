"""What the tests share: the program, whose output the package must give byte for byte."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
PROGRAM = TOP / os.environ.get("BUILD", "build") / "orthant"


class Program:
    """The command line."""

    def json(self, *arguments: object, text: str | None = None) -> str:
        done = subprocess.run(
            [PROGRAM, *map(str, arguments), "--json"],
            input=text,
            capture_output=True,
            text=True,
            cwd=TOP,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def answer(self, *arguments: object) -> str:
        """The same of a command whose exit code is its answer: 1 where something does not hold."""
        done = self._run(*arguments, "--json")
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    def text(self, *arguments: object) -> str:
        """Standard output in the format that the arguments ask for."""
        done = self._run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def notes(self, *arguments: object) -> list[str]:
        """The lines that it tells as notes."""
        return self.told(*arguments, "--json")[1]

    def told(self, *arguments: object) -> tuple[str, list[str]]:
        """Standard output and those."""
        head = "orthant: note: "
        done = self._run(*arguments)
        lines = done.stderr.splitlines()
        return done.stdout, [one.removeprefix(head) for one in lines if one.startswith(head)]

    def _run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PROGRAM, *map(str, arguments)], capture_output=True, text=True, cwd=TOP
        )

    def error(self, *arguments: object) -> str:
        """What it says, without the program's name."""
        done = subprocess.run(
            [PROGRAM, *map(str, arguments)], capture_output=True, text=True, cwd=TOP
        )
        assert done.returncode != 0
        return done.stderr.splitlines()[-1].removeprefix("orthant: ")


@pytest.fixture
def program() -> Program:
    return Program()


@pytest.fixture(autouse=True)
def _in_the_top_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP)
