"""The command, run in this process or in one of its own, on the Kharkiv case."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planner.cli import main
from planner.text import LANGUAGES, Language

ROOT = Path(__file__).parents[2]
KHARKIV = ROOT / "scenarios" / "kharkiv"
PRINTED = ("repair-first", "masterplan")


def invoke(*words: object, env: dict[str, str] | None = None) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words], env=env)
    if not isinstance(result.exception, SystemExit | None):
        raise result.exception
    return result


@pytest.fixture(scope="session")
def run() -> Callable[..., Result]:
    """Runs the command with arguments; a bug in it is raised."""
    return invoke


@pytest.fixture(scope="session")
def process() -> Callable[..., subprocess.Popen]:
    """Starts the real command, or another one, in a process of its own."""

    def start(*words: object, command: list[str] | None = None) -> subprocess.Popen:
        full = command or [sys.executable, "-m", "planner.cli", *map(str, words)]
        pipe = subprocess.PIPE
        return subprocess.Popen(full, cwd=ROOT, stdout=pipe, stderr=pipe, encoding="utf-8")

    return start


@pytest.fixture(params=LANGUAGES)
def language(request) -> Language:
    return request.param


@pytest.fixture(scope="session")
def printed() -> dict[str, dict]:
    """What `plan --json` prints for two scenarios."""
    return {
        name: json.loads(invoke("plan", KHARKIV / f"{name}.yaml", "--json", "--gap", "0.02").stdout)
        for name in PRINTED
    }


@pytest.fixture
def city(tmp_path) -> Path:
    """A copy of the Kharkiv case to change and to spoil."""
    return Path(shutil.copytree(KHARKIV, tmp_path / "city"))
