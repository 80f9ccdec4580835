"""Scenario: all that a planner decides, its files, and the checks that keep it meaningful."""

from planner.scenario.files.loading import Loaded, files_of, list_scenarios, load_scenario
from planner.scenario.forced import Forced, Way, forced_with, forced_without
from planner.scenario.scenario import Scenario
from planner.scenario.settings import differences, with_settings

__all__ = [
    "Forced",
    "Loaded",
    "Scenario",
    "Way",
    "differences",
    "files_of",
    "forced_with",
    "forced_without",
    "list_scenarios",
    "load_scenario",
    "with_settings",
]
