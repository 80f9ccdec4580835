"""Inventory: what was damaged, what might be built, and the districts they lie in."""

from planner.inventory.columns import (
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
from planner.inventory.inventory import Inventory

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
