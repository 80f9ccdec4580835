"""Inventory: what was damaged, what might be built, and the districts they lie in."""

from planner.inventory.inventory import Inventory
from planner.inventory.model import (
    HAZARD_LIMIT,
    PEOPLE_KINDS,
    PROJECT_KINDS,
    USES,
    District,
    Districts,
    Projects,
    Quality,
    River,
    Sites,
)

__all__ = [
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
]
