"""Builders for tests of scenario files: a good small city, and copies of it with one thing wrong."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.errors import Fault, InputError, PlannerError
from planner.scenario import load_scenario
from planner.text import LANGUAGES, fault_lines, fault_summary
from tests.places import SMALL
from tests.saying import said

COMPANIONS = {"unknown_key"}
"""A misspelt key is missed, too."""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder of its own with the small city."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


@pytest.fixture
def people(small: Path) -> Path:
    """The scenario of the small city that extends its base."""
    return small / "people.yaml"


@pytest.fixture
def edit(small: Path) -> Callable[[str, str, str], Path]:
    """Replace one piece of text in one file of the small city; returns the folder."""

    def change(file: str, old: str, new: str) -> Path:
        path = small / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} does not hold {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
        return small

    return change


@pytest.fixture
def faults_of() -> Callable[[Path], tuple[Fault, ...]]:
    """All faults of a scenario file, each checked to read well in both languages."""

    def load(path: Path) -> tuple[Fault, ...]:
        with pytest.raises(InputError) as caught:
            load_scenario(path)
        check_words(caught.value)
        return caught.value.faults

    return load


@pytest.fixture
def slip(
    edit: Callable[[str, str, str], Path], faults_of: Callable[[Path], tuple[Fault, ...]]
) -> Callable[..., None]:
    """Make one slip in one file; the one fault that comes of it must be the one described."""

    def check(
        file: str, old: str, new: str, key: str, field: str, value: str, row: int | None
    ) -> None:
        faults = faults_of(edit(file, old, new) / "people.yaml")
        found = [(fault.key, fault.field, fault.value) for fault in faults]
        assert (key, field, value) in found
        fault = faults[found.index((key, field, value))]
        assert row is None or fault.row == row
        assert fault.file == (file if key != "file_missing" else "site.csv")
        assert {name for name, _, _ in found} - COMPANIONS <= {key}

    return check


def check_words(error: PlannerError) -> None:
    """In both languages every message is there, filled in, and shows file and value."""
    for language in LANGUAGES:
        assert said(language, fault_summary, error)
        for fault, line in zip(error.faults, said(language, fault_lines, error), strict=True):
            assert "{" not in line.replace(fault.value, "")
            assert fault.value[:60] in line
            assert fault.file in line
