"""Builders of small cities: a test states every number that it depends on, and nothing else.

Dollars are hryvnias here (exchange 1), and 1,000 m2 at 1,000 UAH/m2 cost 1 million, so that costs
can be read off: repairing 1,000 m2 costs 1, restoring 2, rebuilding 1.5, clearing 0.2, stabilising
0.1 million.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from planner.plan import Plan, make_plan
from planner.scenario.files import Loaded, load_scenario
from tests.made_inventory import Row, inventory_of, project_of, site_of
from tests.made_scenario import scenario_of

HERE = Path(__file__).parent
KHARKIV = HERE.parent / "scenarios" / "kharkiv"
COSTLY = (
    "browser",
    "ui",
    "optimise",
    "cli",
    "scenario",
    "scenarios",
    "plan",
    "exchange",
    "insight",
)
"""Rooms whose tests take longest, first."""
Make = Callable[..., Row]


def _city(sites: Sequence[Row], projects: Sequence[Row] = (), **given: Any) -> Loaded:
    """A city ready to plan with; `base` may be another city whose attainable gains count."""
    base = given.pop("base", None)
    parts: Row = {
        "money_years": 2,
        "appraisal_years": 4,
        "funds": {"main": {"amount": {2027: 1, 2028: 1}}},
        "works": ("repair",),
        "labour": {},
        "crews": {},
        "duration": [{"years": 1}],
        "round_to": "0.01",
        "strike_probability": 0,
        "weights": {"homes": 1},
        "rules": {},
    }
    assert given.keys() <= parts.keys(), given
    scenario = scenario_of(**{**parts, **given})
    digest = hashlib.sha256(scenario.model_dump_json().encode()).hexdigest()
    return Loaded(
        scenario=scenario,
        base=base.scenario if base else scenario,
        inventory=inventory_of(sites, projects),
        path=Path("city.yaml"),
        directory=Path(),
        sha256=digest,
        filed=scenario,
        filed_sha256=digest,
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What the workers of pytest-xdist take at a time: a module, or all that needs a browser.

    The browser goes first and has one worker to itself; the other takes up the modules of costly
    rooms before those of quick ones, so that both end together. Modules that are named on the
    command line keep their order.
    """
    rooms = [item.path.relative_to(HERE).parts[0] for item in items]
    order = {} if config.option.file_or_dir else {room: n for n, room in enumerate(COSTLY)}
    ranked = sorted(range(len(items)), key=lambda n: order.get(rooms[n], len(order)))
    for item, room in zip(items, rooms, strict=True):
        taken = room if room == "browser" else item.path.relative_to(HERE).as_posix()
        item.add_marker(pytest.mark.xdist_group(taken))
    items[:] = [items[n] for n in ranked]


@pytest.fixture(scope="session")
def site() -> Make:
    return site_of


@pytest.fixture(scope="session")
def project() -> Make:
    return project_of


@pytest.fixture(scope="session")
def city() -> Callable[..., Loaded]:
    """city(sites, projects, funds=..., works=..., weights=..., rules=...) -> Loaded."""
    return _city


@pytest.fixture(scope="session")
def repair_first() -> Plan:
    """A real plan of the Kharkiv case, solved to two per cent, which takes seconds."""
    return make_plan(load_scenario(KHARKIV / "repair-first.yaml"), gap=0.02)


@pytest.fixture(scope="session")
def masterplan() -> Plan:
    """Another one, which chooses differently."""
    return make_plan(load_scenario(KHARKIV / "masterplan.yaml"), gap=0.02)
