"""Real plans of the Kharkiv case, solved to two per cent, which takes seconds."""

from pathlib import Path

import pytest

from planner.plan import Plan, make_plan
from planner.scenario import load_scenario

KHARKIV = Path(__file__).parents[2] / "scenarios" / "kharkiv"


@pytest.fixture(scope="session")
def repair_first() -> Plan:
    return make_plan(load_scenario(KHARKIV / "repair-first.yaml"), gap=0.02)


@pytest.fixture(scope="session")
def masterplan() -> Plan:
    return make_plan(load_scenario(KHARKIV / "masterplan.yaml"), gap=0.02)
