"""The app as a planner starts it, on a small city, and a real browser to look at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.ui.conftest import make_city

ROOT = Path(__file__).parents[2]
LOCAL = ("http://localhost:", "http://127.0.0.1:", "ws://localhost:", "data:", "blob:")
START_SECONDS = 60
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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(START_SECONDS * 4):
        assert server.poll() is None, "the server ended before it answered"
        try:
            with urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.25)
    raise TimeoutError(address)


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
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    server = subprocess.Popen(
        [*command, "--server.port", str(port)],
        cwd=ROOT,
        env={**os.environ, "VIDNOVA_SCENARIOS": str(scenarios)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://localhost:{port}", server)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


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
