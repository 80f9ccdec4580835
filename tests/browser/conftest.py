"""The app as a planner starts it, on a small city, and a real browser to look at it."""

import os
import shutil
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.desk import open_plan, put_back
from tests.browser.modules import modules_in
from tests.places import ROOT
from tests.serving import Server, serving
from tests.small_city import make_city

WINDOW: Final[ViewportSize] = {"width": 1440, "height": 900}
SWITCHES: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-gpu-rasterization",  # which distributions switch on, and which is slow without one
    "--disable-dev-shm-usage",
)
LOCAL: Final = (
    "http://localhost:",
    "http://127.0.0.1:",
    "ws://localhost:",
    "data:",
    "blob:",
    "about:",
)
WATCHED = """
import socket
reached = socket.socket.connect
def watched(self, address):
    if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        print("WENT OUTSIDE", address, flush=True)
    return reached(self, address)
socket.socket.connect = watched
named = socket.getaddrinfo
def asked(host, *rest, **more):
    if host not in (None, "localhost", "127.0.0.1", "::1", b"localhost"):
        print("ASKED FOR", host, flush=True)
    return named(host, *rest, **more)
socket.getaddrinfo = asked
"""
"""What the server's process does before it starts: every look beyond this machine is logged."""
BRIEF = """
from planner.desk import solving
from planner.insight import swing
from planner.ui.card import asks
from planner.ui.session import nearing
solving.GAP, solving.SETTLED_GAP, solving.SECONDS = 0.3, 0.15, 10.0
asks.NAMING = 0.5
nearing.SECONDS = 3.0
swing.MOST = 0
"""
"""These tests are about the page: a plan further from the best possible serves as well, and sooner;
there is time for it where the machine is busy."""
RICHER = """format: 1
extends: balanced.yaml
name: {uk: Більше грошей, en: More money}
money: {funds: {state: {amount: {2027: 200}}}}
"""
WHOLE = (
    "base.yaml",
    "balanced.yaml",
    "sites.csv",
    "projects.csv",
    "gains.csv",
    "districts.geojson",
)
SIXTH = """format: 1
extends: balanced.yaml
name: {uk: Люди й послуги, en: People and services}
weights: {homes: 40, services: 30}
"""


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app, running on a small city with six scenarios, and on a whole one."""
    scenarios = make_city(tmp_path_factory.mktemp("browser"))
    (scenarios / "whole").mkdir()
    for name in WHOLE:
        shutil.copy(ROOT / "scenarios" / "kharkiv" / name, scenarios / "whole")
    (scenarios / "whole" / "balanced.yaml").rename(scenarios / "whole" / "everything.yaml")
    (scenarios / "kharkiv" / "richer.yaml").write_text(RICHER, encoding="utf-8")
    (scenarios / "kharkiv" / "sixth.yaml").write_text(SIXTH, encoding="utf-8")
    with serving(scenarios=scenarios, before=WATCHED + BRIEF) as made:
        yield made
        assert "WENT OUTSIDE" not in made.said()


@pytest.fixture(scope="session")
def address(server: Server) -> str:
    """Where it answers."""
    return server.address


@pytest.fixture(scope="session")
def own_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A second server, on a city of its own, for tests that change scenarios or servers."""
    scenarios = make_city(tmp_path_factory.mktemp("own"))
    with serving(scenarios=scenarios, before=BRIEF) as made:
        yield made.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the distribution, or the one that CHROMIUM names."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None and os.environ.get("VIDNOVA_BROWSER") == "required":
        pytest.fail("VIDNOVA_BROWSER asks for a browser, and there is no Chromium here")
    if path is None:
        pytest.skip("no Chromium here: install it, or name it in CHROMIUM")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield chromium
        chromium.close()


class Visits:
    """Pages of 1440 x 900 in a context of their own, and what they asked of other machines."""

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context(viewport=WINDOW)
        self.outside: list[str] = []
        self.page = self.another()

    def another(self) -> Page:
        """A further page, beside the first."""
        page = self.context.new_page()
        page.on("request", lambda request: self._note(request.url))
        page.on("websocket", lambda socket: self._note(socket.url))
        return page

    def _note(self, url: str) -> None:
        if not url.startswith(LOCAL):
            self.outside.append(url)


def as_new(page: Page) -> None:
    """Window, media and pointer as a page begins with them here."""
    page.set_viewport_size(WINDOW)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.mouse.up()
    page.mouse.move(0, 0)


@pytest.fixture(scope="session")
def visits(browser: Browser) -> Iterator[Visits]:
    """The page of all tests: what it has fetched and compiled once serves the next one too."""
    made = Visits(browser)
    yield made
    made.context.close()


@pytest.fixture
def page(visits: Visits) -> Iterator[Page]:
    """The page of all tests as a new one would be; any request beyond this machine fails the test.

    It is without motion, which takes time to draw; tests of what moves ask for it.
    Leaving it ends its session on the server. A test that changes more of it than window, media and
    address asks for `own_page`.
    """
    opened = visits.page
    as_new(opened)
    yield opened
    if opened.url.startswith(LOCAL[:2]):
        opened.evaluate("sessionStorage.clear()")  # what the tab keeps of a desk is this test's
    opened.goto("about:blank")
    outside, visits.outside = visits.outside, []
    assert outside == []


class Tab:
    """A page of the tests of one module, beside the page of all tests."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.failed = 0
        """Tests that had failed when it was last opened: what these leave is not to be relied on."""

    def ready(self, address: str, request: pytest.FixtureRequest) -> bool:
        """Whether it stands at an address, and all has gone well since."""
        as_new(self.page)
        before, self.failed = self.failed, request.session.testsfailed
        return self.page.url.startswith(f"{address}/") and before == self.failed


@pytest.fixture(scope="module")
def tab(visits: Visits) -> Iterator[Tab]:
    made = Tab(visits.another())
    yield made
    made.page.close()
    assert visits.outside == []


@pytest.fixture
def desk(tab: Tab, address: str, request: pytest.FixtureRequest) -> Page:
    """The plan page: opened once a module and put back for each test, which takes a part of the
    time that opening takes.

    A test that changes more of it than weights, money, locks, language, window and what is open
    asks for `page`, and opens it itself.
    """
    if tab.ready(address, request):
        put_back(tab.page)
    else:
        open_plan(tab.page, address)
    return tab.page


@pytest.fixture(scope="module")
def modules(visits: Visits) -> Iterator[Page]:
    """A page from which the modules of `planner/ui/browser` can be imported; no server is asked."""
    with modules_in(visits.page) as ready:
        yield ready
    assert visits.outside == []


@pytest.fixture
def own_page(browser: Browser) -> Iterator[Page]:
    """A page that no other test sees, held to the same."""
    made = Visits(browser)
    yield made.page
    made.context.close()
    assert made.outside == []
