"""Inventory: what was damaged, what might be built, and the districts they lie in."""

from planner.domain import USES
from planner.inventory.columns import (
    HAZARD_LIMIT,
    PEOPLE_KINDS,
    PROJECT_KINDS,
    District,
    Districts,
    Projects,
    Quality,
    River,
    Sites,
)
from planner.inventory.inventory import Inventory
from planner.inventory.today import FACTS, Today

__all__ = [
    "FACTS",
    "HAZARD_LIMIT",
    "PEOPLE_KINDS",
    "PROJECT_KINDS",
    "USES",
    "District",
    "Districts",
    "Inventory",
    "Projects",
    "Quality",
    "River",
    "Sites",
    "Today",
]
