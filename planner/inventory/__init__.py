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
from planner.inventory.gains import GAIN_QUALITIES, StatedGains
from planner.inventory.inventory import Inventory
from planner.inventory.parts import ORIGINS, Parts
from planner.inventory.today import FACTS, Today

__all__ = [
    "FACTS",
    "GAIN_QUALITIES",
    "HAZARD_LIMIT",
    "ORIGINS",
    "PEOPLE_KINDS",
    "PROJECT_KINDS",
    "USES",
    "District",
    "Districts",
    "Inventory",
    "Parts",
    "Projects",
    "Quality",
    "River",
    "Sites",
    "StatedGains",
    "Today",
]
