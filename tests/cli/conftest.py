"""The command, run in this process or in one of its own, on the Kharkiv case."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from click.testing import CliRunner, Result

from planner.cli.command import Vidnova
from planner.text import LANGUAGES, Language
from tests.places import KHARKIV, ROOT

PRINTED = ("repair-first", "masterplan")
OF_TOWN = ("valtera-5,", "krala-37,", "kuznechna-27,")
LISTENS = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
"""
"""A child of one that ignores Ctrl-C, as background jobs do, would ignore it too."""


def invoke(*words: object, env: dict[str, str] | None = None) -> Result:
    result = CliRunner().invoke(Vidnova(name="vidnova"), [str(word) for word in words], env=env)
    if not isinstance(result.exception, SystemExit | None):
        raise result.exception
    return result


@pytest.fixture(scope="session")
def run() -> Callable[..., Result]:
    """Runs the command with arguments; a bug in it is raised."""
    return invoke


@pytest.fixture
def process() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts the real command, or a script, in a process of its own; none outlives its test."""
    started: list[subprocess.Popen[str]] = []

    def start(*words: object, script: str = "") -> subprocess.Popen[str]:
        program = ["-c", LISTENS + script] if script else ["-m", "planner.cli"]
        pipe = subprocess.PIPE
        started.append(
            subprocess.Popen(
                [sys.executable, *program, *map(str, words)],
                cwd=ROOT,
                stdout=pipe,
                stderr=pipe,
                encoding="utf-8",
            )
        )
        return started[-1]

    yield start
    for one in started:
        with one:
            one.kill()


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return cast(Language, request.param)


@pytest.fixture(scope="session")
def printed() -> dict[str, dict[str, Any]]:
    """What `plan --json` prints for two scenarios."""
    return {
        name: json.loads(
            invoke(
                "plan", KHARKIV / f"{name}.yaml", "--json", "--profile", "internal", "--gap", "0.02"
            ).stdout
        )
        for name in PRINTED
    }


@pytest.fixture
def town(city: Path) -> Path:
    """The same with a dozen of its buildings and no project, for what need not take seconds."""
    sites = city / "sites.csv"
    head, *rows = sites.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if row.startswith(OF_TOWN)]
    sites.write_text("".join([head, *kept, *rows[:9]]), encoding="utf-8")
    for name in ("projects.csv", "gains.csv", "phases.csv"):
        table = city / name
        if table.exists():
            head, *_ = table.read_text(encoding="utf-8").splitlines(keepends=True)
            table.write_text(head, encoding="utf-8")
    return city


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A copy of the Kharkiv case to change and to spoil."""
    return Path(shutil.copytree(KHARKIV, tmp_path / "city"))
