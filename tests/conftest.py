"""Builders of small cities: a test states every number that it depends on, and nothing else.

Dollars are hryvnias here (exchange 1), and 1,000 m2 at 1,000 UAH/m2 cost 1 million, so that costs
can be read off: repairing 1,000 m2 costs 1, restoring 2, rebuilding 1.5, clearing 0.2, stabilising
0.1 million.
"""

import shutil
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings
from xdist.remote import Producer

from planner.plan import Plan, make_plan
from planner.scenario import Forced, Loaded, load_scenario, with_settings
from planner.text import speaking
from tests.made_city import city_of
from tests.made_inventory import Row, project_of, site_of
from tests.places import KHARKIV
from tests.taking_turns import ModuleScheduling, in_order

Make = Callable[..., Row]

settings.register_profile("busy", deadline=None)  # two workers and a browser share the machine
settings.load_profile("busy")


@pytest.fixture(scope="session", autouse=True)
def proofs_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Plans that tests prove are kept apart, so that none leaves a file in the repository; the
    presets open proven there, as they do for a planner."""
    kept = shutil.copytree(KHARKIV / ".proven", tmp_path_factory.mktemp("kept") / "proven")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIDNOVA_PROVEN", str(kept))
        yield


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Modules that are named on the command line keep their order."""
    if not config.option.file_or_dir:
        items[:] = in_order(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ModuleScheduling:
    return ModuleScheduling(config, log)


@pytest.fixture(scope="session")
def site() -> Make:
    return site_of


@pytest.fixture(scope="session")
def project() -> Make:
    return project_of


@pytest.fixture(scope="session")
def city() -> Callable[..., Loaded]:
    """city(sites, projects, funds=..., works=..., weights=..., rules=...) -> Loaded."""
    return city_of


@pytest.fixture(scope="session")
def repair_first() -> Plan:
    """A real plan of the Kharkiv case, solved to two per cent, which takes seconds."""
    return make_plan(load_scenario(KHARKIV / "repair-first.yaml"), gap=0.02)


@pytest.fixture(scope="session")
def masterplan() -> Plan:
    """Another one, which chooses differently; new homes may be built in it, too."""
    loaded = load_scenario(KHARKIV / "masterplan.yaml")
    quarter = Forced(subject="new-housing-quarter-north-saltivka", way="free")
    return make_plan(with_settings(loaded, forced=[quarter]), gap=0.02)


@pytest.fixture(autouse=True)
def language_of_the_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that takes a language speaks it; others say which they speak, or speak none."""
    if "language" not in request.fixturenames:
        yield
        return
    with speaking(request.getfixturevalue("language")):
        yield
