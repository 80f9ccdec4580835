"""A small city cut out of the Kharkiv case, the app running on it, and pools of workers."""

import csv
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from planner.desk import solving
from planner.desk.pool import Pool
from planner.insight import swing
from planner.plan import Plan, make_plan
from planner.scenario import load_scenario
from planner.ui.card import asks
from planner.ui.session import failing
from tests.desk.waiting import Held
from tests.places import KHARKIV, ROOT
from tests.ui.pages import unfold

KEPT_SITES = 14
FEW_SITES = 6
FEW_PROJECTS = (
    "nff-heritage-restoration",
    "nff-heritage-landmark",
    "new-housing-quarter-north-saltivka",
)
"""With so few the best plan is found and proven within a second; with the others it takes a minute."""
PLOTS = ("displaces", "restores")
APP_SECONDS = 90


def _keep(table: Path, wanted: Callable[[int, dict[str, str]], bool]) -> list[dict[str, str]]:
    """The rows of a table that are wanted, by their number and what stands in them; it keeps them."""
    with table.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = [row for n, row in enumerate(reader) if wanted(n, row)]
        columns = reader.fieldnames or []
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return rows


def _cut(folder: Path, sites: int, projects: Collection[str]) -> None:
    """Keep the projects named, or all where none is; the first sites, those whose plots a project
    takes or that it restores, and those that a rule names."""
    kept = _keep(folder / "projects.csv", lambda _, row: not projects or row["id"] in projects)
    ids = {row["id"] for row in kept}
    _keep(folder / "gains.csv", lambda _, row: row["project"] in ids)
    needed = {site.strip() for row in kept for c in PLOTS for site in row[c].split(";")}
    needed |= set(re.findall(r"site: ([a-z0-9-]+)", (folder / "base.yaml").read_text("utf-8")))
    _keep(folder / "sites.csv", lambda n, row: n < sites or row["id"] in needed)


def _make_poorer(folder: Path) -> None:
    """A tenth of the money, so that few sites still have to compete."""
    base = folder / "base.yaml"
    words = re.sub(r"(20\d\d: (?:73|15|12))0\b", r"\1", base.read_text(encoding="utf-8"))
    base.write_text(words, encoding="utf-8")


def make_city(root: Path, sites: int = KEPT_SITES, projects: Collection[str] = ()) -> Path:
    """A root of scenarios with the small city in it."""
    shutil.copytree(KHARKIV, root / "kharkiv")
    _cut(root / "kharkiv", sites, projects)
    _make_poorer(root / "kharkiv")
    return root


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small city, for tests that change no file."""
    return make_city(tmp_path_factory.mktemp("scenarios"))


@pytest.fixture(scope="session")
def proven_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A smaller one, for tests that wait for the best plan, or for the difference of two."""
    return make_city(tmp_path_factory.mktemp("few"), FEW_SITES, FEW_PROJECTS)


@pytest.fixture(scope="session")
def plans(city: Path) -> list[Plan]:
    """Two plans of it, rough ones."""
    files = (city / "kharkiv" / name for name in ("balanced.yaml", "masterplan.yaml"))
    return [make_plan(load_scenario(file), gap=0.03) for file in files]


@pytest.fixture(scope="session")
def plan(plans: list[Plan]) -> Plan:
    return plans[0]


@pytest.fixture
def own_city(tmp_path: Path) -> Path:
    """A small city to spoil."""
    return make_city(tmp_path / "scenarios")


@pytest.fixture(scope="session", autouse=True)
def packages_scanned_once() -> Iterator[None]:
    """Every page of a test would read what each installed package tells of itself, for half a second,
    to learn whether it brings components."""
    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(autouse=True)
def no_page_fails(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A page tells its faults instead of raising them, so that a test has to look for them."""
    yield
    said = [*caplog.get_records("setup"), *caplog.get_records("call")]
    assert not [record for record in said if record.name == failing.LOG.name]


@pytest.fixture(autouse=True)
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """Searches end with a plan further from the best possible, and have the time for it; with such a
    gap much hangs on single buildings, which is looked for where a test is about it."""
    monkeypatch.setattr(swing, "MOST", 0)
    monkeypatch.setattr(solving, "GAP", 0.3)
    monkeypatch.setattr(solving, "SETTLED_GAP", 0.15)
    monkeypatch.setattr(solving, "SECONDS", 10.0)
    monkeypatch.setattr(asks, "NAMING", 0.5)


@pytest.fixture(autouse=True)
def nothing_proven() -> None:
    """What another test has proven is searched for again."""
    shipped = {file.name for file in (KHARKIV / ".proven").glob("*.json")}
    for file in Path(os.environ["VIDNOVA_PROVEN"]).glob("*.json"):
        if file.name not in shipped:
            file.unlink()


@pytest.fixture
def open_app(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open a page on a city: the whole app, perhaps by a link, or one page by its room's name."""

    def run(root: Path, language: str = "uk", page: str = "", link: str = "") -> AppTest:
        monkeypatch.setenv("VIDNOVA_SCENARIOS", str(root))
        if page:
            script = f"from planner.ui.{page}.page import page\n\npage()\n"
            app = AppTest.from_string(script, default_timeout=APP_SECONDS)
        else:
            app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=APP_SECONDS)
        app.session_state["language"] = language
        for name, value in parse_qsl(urlsplit(link).query):
            app.query_params[name] = value
        return app.run()

    return run


@pytest.fixture
def edited(own_city: Path, open_app: Callable[..., AppTest]) -> AppTest:
    """The app with heritage at 50 % and half the money, and everything unfolded."""
    app = open_app(own_city)
    app.session_state["weight_moves"] = [("heritage", 50)]
    app.run()
    app.text_input(key="budget_total").set_value("300.0").run()
    return cast(AppTest, unfold(app))


@pytest.fixture
def make_pool() -> Iterator[Callable[..., Pool]]:
    """Pools of so many workers, closed when the test is over."""
    made: list[Pool] = []

    def build(workers: int = 2, **given: Any) -> Pool:
        made.append(Pool(workers, **given))
        return made[-1]

    yield build
    for pool in made:
        pool.close()


@pytest.fixture
def hold(tmp_path: Path) -> Callable[[], Held]:
    """Works that a test holds up, each its own."""
    numbers = count()
    return lambda: Held(tmp_path, f"held{next(numbers)}")
