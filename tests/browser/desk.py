"""The plan page as tests drive it: what it shows, and waiting until all of it shows one plan."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TooLate

from planner.text import text
from tests.saying import said

SECONDS: Final = 60_000
"""Milliseconds; a search ends after a few seconds, but the machine may be busy."""
PARTS: Final = (".vid-answer", ".vid-figures", ".vid-list", ".vid-map")
SEAL: Final = """([parts, before]) => {
  const seals = parts.map((part) => document.querySelector(part)?.dataset.plan);
  const one = seals.every((seal) => seal && seal === seals[0]) ? seals[0] : null;
  return document.querySelector(".vid-faults") ? "faults" : one !== before && one;
}"""
SEALS: Final = """(parts) => [
  ...parts.map((part) => [part, document.querySelector(part)?.dataset.plan]),
  ["loose ends", document.querySelectorAll("[data-stale=true], .vid-settling").length],
  ["buttons", [...document.querySelectorAll(".st-key-undo button, .st-key-redo button")].map(
    (button) => [button.textContent, button.disabled, button.matches(":hover")]
  )],
]"""
SHARES: Final = """() => [...document.querySelectorAll(".vid-weight")].map(
  (row) => [row.dataset.criterion, Number(row.querySelector("input[type=range]").value)]
)"""
LET_GO: Final = """() => {
  document.querySelectorAll(".vid-weight .lock[aria-pressed=true]").forEach((lock) => lock.click());
  document.querySelectorAll(".vid-weights details[open]").forEach((fold) => { fold.open = false; });
}"""
STILL: Final = """() =>
  !document.querySelector(".vid-weight .lock[aria-pressed=true]") &&
  document.querySelector("[data-testid=stApp]").dataset.testScriptState === "notRunning"
"""
"""The server has answered, though what it shows may be a plan that is out of date, under a fault."""
QUIET: Final = """() => !document.querySelector(
  "[data-stale=true], [data-testid=stSpinner], [data-testid=stStatusWidget], .vid-settling"
)"""


def seal(page: Page, before: str | None = None) -> str:
    """The seal of the plan that sentence, figures, list and map all show, once it is another one.

    Faults on the page fail the test.
    """
    try:
        found = page.wait_for_function(SEAL, arg=[list(PARTS), before], timeout=SECONDS)
    except TooLate:
        pytest.fail(f"no one plan but {before}: {page.evaluate(SEALS, list(PARTS))}")
    no_faults(page)
    return str(found.json_value())


def no_faults(page: Page) -> None:
    """Nothing on the page says that something failed."""
    faults = page.locator(".vid-faults").all_inner_texts()
    assert faults == [], faults


def quiet(page: Page) -> None:
    """Until nothing on the page is out of date or being refined."""
    page.wait_for_timeout(400)
    page.wait_for_function(QUIET, timeout=SECONDS)


def open_plan(page: Page, address: str, language: str = "uk", query: str = "") -> str:
    """The plan page, quiet; the seal of its plan."""
    page.goto(f"{address}/?lang={language}{query}")
    seal(page)
    quiet(page)
    return seal(page)


def speak(page: Page, language: str) -> None:
    """The page in that language, quiet."""
    spoken = page.evaluate("document.documentElement.lang")
    if spoken != language:
        name = said(spoken, text, f"ui.language.{language}")
        page.get_by_role("radio", name=name, exact=True).click()
        page.wait_for_function(f"document.documentElement.lang === '{language}'", timeout=SECONDS)
        quiet(page)


def put_back(page: Page) -> None:
    """The plan page as its file says, with nothing held, opened or unfolded, in Ukrainian."""
    page.keyboard.press("Escape")
    speak(page, "uk")
    close = page.locator(".st-key-close button:visible")
    if close.count():
        close.click()
        page.locator(".st-key-card").wait_for(state="detached", timeout=SECONDS)
    page.evaluate(LET_GO)
    page.wait_for_function(STILL, timeout=SECONDS)
    restore = page.locator(".st-key-restore button:visible")
    if restore.is_enabled():
        restore.click()
        expect(restore).to_be_disabled(timeout=SECONDS)
    expect(page.locator(".vid-faults")).to_have_count(0, timeout=SECONDS)
    seal(page)
    quiet(page)


def begin_anew(page: Page) -> None:
    """A page of one part alone as it was first opened: it has a button for that."""
    found = "() => Number(document.querySelector('[class^=time]').className.slice(4))"
    time = int(page.evaluate(found)) + 1
    page.get_by_role("button", name="anew", exact=True).click()
    page.locator(f".time{time}").wait_for(state="attached", timeout=SECONDS)


@contextmanager
def another_plan(page: Page) -> Iterator[None]:
    """What is done inside leads to another plan, which is waited for."""
    before = seal(page)
    yield
    seal(page, before)


def slider(page: Page, criterion: str) -> Locator:
    return weight(page, criterion, "input[type=range]")


def weight(page: Page, criterion: str, part: str) -> Locator:
    """A part of the row of a criterion: `.less`, `.more`, `.lock`, `.num`."""
    return page.locator(f".vid-weight[data-criterion='{criterion}'] {part}")


def shares(page: Page) -> dict[str, int]:
    """Every share as its slider has it, those in the folded part too."""
    return dict(page.evaluate(SHARES))


def listed(page: Page) -> list[str]:
    """Ids of the rows, in order."""
    return list(
        page.locator(".vid-row").evaluate_all("(rows) => rows.map((row) => row.dataset.id)")
    )


def number(words: str) -> float:
    """A number as the page writes it: groups of three, decimal comma."""
    return float("".join(words.split()).replace(",", ".").replace("\u2212", "-"))


def open_card(page: Page, subject: str) -> Locator:
    """The card of a site or project of the list."""
    page.locator(f".vid-row[data-id='{subject}'] .vid-pick").click()
    card = page.locator(".st-key-card")
    card.wait_for(timeout=SECONDS)
    quiet(page)
    return card


def downloaded(page: Page, panel: str, name: str, folder: Path) -> bytes:
    """A file of an export panel, which is open afterwards."""
    button = page.locator(f".st-key-{name} button")
    if not button.is_visible():
        page.locator(f".st-key-{panel} button").first.click()
    with page.expect_download(timeout=SECONDS) as taken:
        button.click()
    path = folder / taken.value.suggested_filename
    taken.value.save_as(path)
    return path.read_bytes()


def rows_of(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file that was taken away."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
