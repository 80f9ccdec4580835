"""How the workers of pytest-xdist share the tests.

Each takes a module at a time, so that what a module prepares is prepared once. All that needs a
browser counts as one module: it goes first, has one worker to itself, and one server.
"""

from collections.abc import Sequence
from typing import Final

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

COSTLY: Final = (
    "browser",
    "optimise",
    "ui",
    "test_recipes.py",
    "cli",
    "plan",
    "scenario",
    "exchange",
)
"""Rooms, and a module without one, whose tests take longest, first: what is left for the end is
short, and ends together."""


def room_of(nodeid: str) -> str:
    """The folder of a test below `tests`, or its module where that stands in none."""
    return nodeid.partition("::")[0].removeprefix("tests/").split("/", 1)[0]


def in_order(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Costly rooms first."""
    place = {room: n for n, room in enumerate(COSTLY)}
    return sorted(items, key=lambda item: place.get(room_of(item.nodeid), len(COSTLY)))


class ModuleScheduling(LoadScopeScheduling):  # type: ignore[misc]  # it states no types
    """See the head of this module."""

    def __init__(self, config: pytest.Config, log: Producer) -> None:
        super().__init__(config, log)
        self.config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if room_of(nodeid) == "browser" else nodeid.split("::", 1)[0]
