"""Work in other processes, seen from a real browser: it ends with the tab, and with the server."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visits
from tests.desk.waiting import POSIX
from tests.serving import Server, serving

SCRIPT = """
from pathlib import Path

import streamlit as st

from planner.desk import pool
from planner.ui.session.tab import here, is_open
from tests.desk import labours

sign = Path(__file__).parent / "sign"
pool.warm(is_open)
task = pool.submit(here(), "lane", labours.until, sign, urgent=True)
while not task.wait(0.1):
    st.text("at work")
"""
SECONDS = 20.0
SOON = 5.0
"""Seconds after which nothing of a tab that has gone is still at work."""


class Work:
    """A page that has a worker work until somebody says enough."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.address = server.address

    def workers(self) -> list[int]:
        """Processes in which work has begun."""
        return [int(path.read_text() or 0) for path in self.folder.glob("*.begun")]

    def ended(self) -> int:
        """How many pieces of work have heard that nobody wants them."""
        return len(list(self.folder.glob("*.unwanted")))


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Work]:
    """One server for both tests: the last one kills it."""
    folder = tmp_path_factory.mktemp("work")
    script = folder / "page.py"
    script.write_text(SCRIPT, encoding="utf-8")
    with serving(script) as server:
        yield Work(server, folder)


@pytest.fixture
def passing(visits: Visits) -> Iterator[Page]:
    """A tab that a test may close."""
    opened = visits.another()
    yield opened
    opened.close()


def happens(condition: Callable[[], object], seconds: float = SECONDS) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.05)
    return False


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_the_work_of_a_tab_ends_when_it_closes(work: Work, passing: Page):
    passing.goto(work.address)
    passing.get_by_text("at work").first.wait_for(timeout=SECONDS * 1000)
    assert happens(work.workers)
    passing.wait_for_timeout(3000)
    assert work.ended() == 0, "an open tab keeps its work"
    passing.close()
    assert happens(work.ended, SOON)


@POSIX
def test_workers_end_when_the_server_is_killed(work: Work, passing: Page):
    before = len(work.workers())
    passing.goto(work.address)
    assert happens(lambda: len(work.workers()) > before and all(work.workers()))
    work.server.process.kill()
    assert happens(lambda: all(gone(pid) for pid in work.workers()), SECONDS)
