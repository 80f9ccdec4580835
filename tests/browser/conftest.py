"""The app as a planner starts it, on a small city, and a real browser to look at it."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.serving import ROOT, serving
from tests.ui.conftest import make_city

LOCAL = ("http://localhost:", "http://127.0.0.1:", "ws://localhost:", "data:", "blob:")
RICHER = """format: 1
extends: balanced.yaml
name: {uk: Більше грошей, en: More money}
money: {funds: {state: {amount: {2027: 200}}}}
"""
WHOLE = ("base.yaml", "balanced.yaml", "sites.csv", "projects.csv", "districts.geojson")
SIXTH = """format: 1
extends: balanced.yaml
name: {uk: Люди й послуги, en: People and services}
weights: {homes: 40, services: 30}
"""


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, running on a small city with six scenarios, and on a whole one."""
    scenarios = make_city(tmp_path_factory.mktemp("browser"))
    (scenarios / "whole").mkdir()
    for name in WHOLE:
        shutil.copy(ROOT / "scenarios" / "kharkiv" / name, scenarios / "whole")
    (scenarios / "whole" / "balanced.yaml").rename(scenarios / "whole" / "everything.yaml")
    (scenarios / "kharkiv" / "richer.yaml").write_text(RICHER, encoding="utf-8")
    (scenarios / "kharkiv" / "sixth.yaml").write_text(SIXTH, encoding="utf-8")
    with serving(scenarios=scenarios) as server:
        yield server.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the distribution, or the one that CHROMIUM names."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None and os.environ.get("VIDNOVA_BROWSER") == "required":
        pytest.fail("VIDNOVA_BROWSER asks for a browser, and there is no Chromium here")
    if path is None:
        pytest.skip("no Chromium here: install it, or name it in CHROMIUM")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of 1440 x 900; any request beyond this machine fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    outside: list[str] = []

    def note(url: str) -> None:
        if not url.startswith(LOCAL):
            outside.append(url)

    opened.on("request", lambda request: note(request.url))
    opened.on("websocket", lambda socket: note(socket.url))
    yield opened
    context.close()
    assert outside == []
