"""A plan for registers of public investment: OC4IDS, DREAM, and tables for a community's pipeline."""

from planner.exchange.opendata.dream import to_dream
from planner.exchange.opendata.oc4ids import to_oc4ids
from planner.exchange.opendata.pack import to_pack

__all__ = ["to_dream", "to_oc4ids", "to_pack"]
