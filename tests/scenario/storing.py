"""What tests of the store save, and what they look at."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from planner.domain import Names
from planner.errors import InputError
from planner.scenario import Loaded, differences, load_scenario, with_settings
from planner.scenario.store.saving import scenario_text
from tests.scenario.conftest import check_words

TITLE = Names(uk="Мій план", en="My plan")
Changes = Mapping[str, object] | None
OTHER = Names(uk="Інший план", en="Another plan")


def weighted(path: Path, green: int) -> Loaded:
    """A scenario with another weight of green, still to be saved."""
    return with_settings(
        load_scenario(path), weights={"green": Decimal(green), "heritage": Decimal(1)}
    )


def written(path: Path, base: Loaded, title: Names = TITLE, changes: Changes = None) -> Path:
    """The file of a scenario that extends another one; unless told, by the settings made on it."""
    stated = differences(base.filed, base.scenario) if changes is None else changes
    path.write_text(scenario_text(title, base.path.name, stated), encoding="utf-8")
    return path


def green_of(path: Path) -> int:
    return int(load_scenario(path).scenario.weights["green"])


def keys(caught: pytest.ExceptionInfo[InputError]) -> list[str]:
    """Keys of the faults, each checked to read well in both languages."""
    check_words(caught.value)
    return [fault.key for fault in caught.value.faults]


def visible(folder: Path) -> dict[str, bytes]:
    """Files that stand in a folder, with what they hold."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
