"""What tests of the store save, and what they look at."""

from decimal import Decimal
from pathlib import Path

import pytest

from planner.domain import Names
from planner.errors import InputError
from planner.scenario import Loaded, load_scenario, with_settings
from tests.scenario.conftest import check_words

TITLE = Names(uk="Мій план", en="My plan")
OTHER = Names(uk="Інший план", en="Another plan")


def weighted(path: Path, green: int) -> Loaded:
    """A scenario with another weight of green, still to be saved."""
    return with_settings(
        load_scenario(path), weights={"green": Decimal(green), "heritage": Decimal(1)}
    )


def green_of(path: Path) -> int:
    return int(load_scenario(path).scenario.weights["green"])


def keys(caught: pytest.ExceptionInfo[InputError]) -> list[str]:
    """Keys of the faults, each checked to read well in both languages."""
    check_words(caught.value)
    return [fault.key for fault in caught.value.faults]


def visible(folder: Path) -> dict[str, bytes]:
    """Files that stand in a folder, with what they hold."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
