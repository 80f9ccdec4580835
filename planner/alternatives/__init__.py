"""Every lawful course of works for every site and project, with its gains and its use of means."""

from planner.alternatives.attainable import attainable_by_group
from planner.alternatives.attributes import Attributes, attributes_of
from planner.alternatives.build import build_alternatives
from planner.alternatives.table import CODES, CREW_UNITS, NOTHING, Alternatives

__all__ = [
    "CODES",
    "CREW_UNITS",
    "NOTHING",
    "Alternatives",
    "Attributes",
    "attainable_by_group",
    "attributes_of",
    "build_alternatives",
]
