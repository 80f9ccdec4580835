"""The desk in a real browser: what is in sight, what a slider changes, what leaves the machine."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FloatRect, Page, expect

from planner.text import LANGUAGES, text
from tests.at_each_run import first
from tests.browser.conftest import WINDOW
from tests.browser.desk import (
    SECONDS,
    another_plan,
    listed,
    no_faults,
    open_plan,
    quiet,
    seal,
    shares,
    slider,
    speak,
    weight,
)
from tests.saying import said

ROWS_IN_SIGHT = 5
SCROLLED = "document.querySelector('[data-testid=stMain]')"


def box(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).first.bounding_box()
    assert found is not None, selector
    return found


def money(page: Page) -> int:
    """The budget as its box shows it, each language with marks of its own between the digits."""
    shown = page.locator(".st-key-budget_total input").input_value()
    return int(re.sub(r"\D", "", shown))


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentence_list_and_map_are_in_sight_without_scrolling(desk, language, tmp_path):
    speak(desk, language)
    desk.screenshot(path=tmp_path / f"plan-{language}.png")
    for selector in (".vid-answer", ".vid-figures", ".vid-map"):
        place = box(desk, selector)
        assert place["y"] >= 0 and place["y"] + place["height"] <= 900, selector
        assert place["x"] >= 0 and place["x"] + place["width"] <= 1440, selector
    last = desk.locator(".vid-row").nth(ROWS_IN_SIGHT - 1).bounding_box()
    assert last is not None and last["y"] + last["height"] <= 900
    assert desk.evaluate(f"{SCROLLED}.scrollHeight <= {SCROLLED}.clientHeight")


CUT = """() => [...document.querySelectorAll(
  ".vid-figure div, .vid-state, .vid-weight .dir, .vid-weight b, .st-key-nav a"
)].filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth && !e.closest(".track, .split"))
  .map((e) => e.textContent)"""
HEIGHTS = """() => [".st-key-state", ".vid-figure", ".vid-losses"].map(
  (part) => document.querySelector(part).getBoundingClientRect().height
)"""
BARS = """() => [...new Set([...document.querySelectorAll(".vid-gauge:not([hidden]) .vid-bar")].map(
  (bar) => Math.round(bar.getBoundingClientRect().width)
))]"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_on_the_desk_is_cut_and_its_heights_never_change(desk, language):
    """Bars share one scale: their places have one width."""
    speak(desk, language)
    for width, height in ((1440, 900), (1366, 768), (1280, 720), (1920, 1080)):
        desk.set_viewport_size({"width": width, "height": height})
        quiet(desk)
        assert desk.evaluate(CUT) == [], (width, language)
        assert desk.evaluate(HEIGHTS) == [28, 87, 28], (width, language)
        assert len(desk.evaluate(BARS)) == 1, (width, language)
        last = box(desk, f".vid-row >> nth={ROWS_IN_SIGHT - 1}")
        assert last["y"] + last["height"] <= height, (width, language)
    desk.set_viewport_size({"width": 1440, "height": 900})


@pytest.fixture(scope="module")
def elsewhere(browser, address) -> Iterator[Page]:
    """A page in a browser that speaks another language and has never been here."""
    context = browser.new_context(locale="en-GB", viewport=WINDOW)
    opened = context.new_page()
    opened.goto(address)
    yield opened
    context.close()


@pytest.mark.slow
def test_a_first_visit_is_ukrainian_in_a_browser_of_any_language(elsewhere):
    seal(elsewhere)
    assert elsewhere.evaluate("document.documentElement.lang") == "uk"
    assert elsewhere.get_by_text(said("uk", text, "plan.weights")).is_visible()


@pytest.mark.slow
def test_a_copied_address_opens_the_identical_plan_elsewhere(desk, elsewhere, address):
    """Check 8."""
    with another_plan(desk):
        slider(desk, "heritage").press("PageUp")
    quiet(desk)
    desk.locator(".st-key-keep_share button").first.click()
    desk.locator(".st-key-share_make button").click()
    link = desk.locator("[data-testid=stCode]").first
    link.wait_for(timeout=SECONDS)
    told = link.inner_text().strip()
    assert told.startswith(address) and urlsplit(told).query
    other = elsewhere.context.new_page()
    other.goto(told)
    assert seal(other) == seal(desk)
    assert listed(other) == listed(desk)
    assert shares(other) == shares(desk)
    expect(other.locator(".vid-answer")).to_have_text(
        desk.inner_text(".vid-answer"), timeout=SECONDS
    )
    assert other.get_by_text(said("uk", text, "share.same")).is_visible()
    assert other.url == told, "the address stays whole"
    other.reload()
    assert seal(other) == seal(desk) and other.url == told


def test_moving_the_heritage_slider_changes_the_list_and_shows_which_way(desk, tmp_path):
    desk.emulate_media(reduced_motion="no-preference")
    before = listed(desk)
    with another_plan(desk):
        slider(desk, "heritage").press("End")
    quiet(desk)
    desk.screenshot(path=tmp_path / "moved.png")
    assert slider(desk, "heritage").input_value() == "100"
    assert listed(desk) != before
    told = desk.locator(".vid-changes").first.inner_text()
    assert re.search(r"\d+ (увійшло|вийшло|з іншими роботами)", told), told
    assert desk.locator(".vid-rank .up, .vid-rank .down").count() > 0


@pytest.mark.slow
def test_english_is_one_click_and_keeps_every_value(desk, tmp_path):
    with another_plan(desk):
        weight(desk, "heritage", ".more").click()
    weight(desk, "homes", ".lock").click()
    quiet(desk)
    held, budget = shares(desk), money(desk)
    desk.get_by_role("radio", name="EN", exact=True).click()
    desk.get_by_text(said("en", text, "plan.weights")).wait_for(timeout=SECONDS)
    quiet(desk)
    desk.screenshot(path=tmp_path / "english.png")
    assert desk.evaluate("document.documentElement.lang") == "en"
    assert "lang=en" in desk.url
    assert shares(desk) == held and held["heritage"] == 21
    assert money(desk) == budget
    assert slider(desk, "homes").is_disabled()
    desk.get_by_role("link", name=said("en", text, "data.title")).click()
    desk.get_by_role("tab", name=said("en", text, "data.tab.method")).wait_for(timeout=SECONDS)
    assert "lang=en" in desk.url
    desk.get_by_role("link", name=said("en", text, "plan.title"), exact=True).click()
    seal(desk)
    assert shares(desk) == held


@pytest.mark.slow
def test_the_order_of_the_list_outlasts_a_change_of_language(desk):
    """A browser knows it by its words, and says them with whatever is done next."""
    menu, cheap = desk.locator(".st-key-list_order input"), "list.order.cost"
    menu.click()
    desk.get_by_role("option", name=said("uk", text, cheap), exact=True).click()
    quiet(desk)
    held = listed(desk)
    speak(desk, "en")
    weight(desk, "homes", ".lock").click()
    quiet(desk)
    expect(menu).to_have_value(said("en", text, cheap))
    assert listed(desk) == held
    no_faults(desk)
    menu.click()
    desk.get_by_role("option", name=said("en", text, "list.order.loss"), exact=True).click()
    quiet(desk)


def test_the_files_come_down_whole(desk, tmp_path):
    desk.locator(".st-key-take_plan button").first.click()
    starts = {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "json": b"{", "yaml": b"format: 1"}
    for suffix, start in starts.items():
        with desk.expect_download(timeout=SECONDS) as taken:
            desk.locator(f".st-key-download_{suffix} button").click()
        path = Path(tmp_path / taken.value.suggested_filename)
        taken.value.save_as(path)
        assert path.name == f"balanced.{suffix}"
        assert path.read_bytes().startswith(start) and path.stat().st_size > 60


PHONE = 700
"""Pixels; a window that is narrower is one."""
OPENED = ("keep_save", "keep_share", "take_plan", "find_panel", "changed", "spending_table")
FORCED = "&scenario=kharkiv/balanced.yaml&shares=heritage.70~homes.30&forced=must.derzhprom"


def opens_whole(page: Page, key: str, width: int, height: int) -> None:
    """What that button opens lies within the window; only on a phone may it have to be scrolled."""
    page.locator(f".st-key-{key} button").first.click()
    body = page.locator("[data-testid=stPopoverBody]")
    expect(body.locator("button, li, td").first).to_be_visible()
    quiet(page)
    high, inside = body.evaluate("e => [e.clientHeight, e.scrollHeight]")
    assert high > 150, key
    assert inside <= high + 4 or width < PHONE, key
    for _ in range(20):  # it is laid out first, and moved into sight next
        place = box(page, "[data-testid=stPopoverBody]")
        if 0 <= place["x"] <= width - place["width"]:
            break
        page.wait_for_timeout(100)
    assert place["y"] >= 0 and place["y"] + place["height"] <= height, key
    assert place["x"] >= 0 and place["x"] + place["width"] <= width, key
    page.keyboard.press("Escape")
    expect(body).to_have_count(0)


@pytest.mark.parametrize("size", first(1, [(1280, 720), (390, 844)]))
def test_what_a_button_opens_is_whole_on_a_small_screen(page, address, size):
    """And so are the requirements: a sentence reads as one, and its release is beside it."""
    width, height = size
    phone = width < PHONE
    page.set_viewport_size({"width": width, "height": height})
    open_plan(page, address, query=FORCED)
    if phone:  # weights and requirements are a sheet
        page.locator(".st-key-sheet_weights button:visible").click()
    sentence = box(page, ".vid-forced")
    release = box(page, "[class*=st-key-unforce_] button:visible")
    assert sentence["width"] > 220 and sentence["x"] + sentence["width"] <= release["x"]
    assert release["x"] + release["width"] <= width and release["width"] < (48 if phone else 40)
    opens_whole(page, "swing", width, height)
    if phone:
        page.keyboard.press("Escape")
        expect(page.locator(".vid-forced").first).to_be_hidden()
    for key in OPENED:
        if page.locator(
            f".st-key-{key} button:visible"
        ).count():  # something may have changed or not
            opens_whole(page, key, width, height)
    page.locator(".st-key-find_panel button").first.click()
    choice = page.locator("[class*=st-key-find_districts] button").first
    choice.click()
    expect(page.locator(".st-key-find_clear")).to_be_attached(timeout=SECONDS)
    expect(choice).to_be_visible()  # a further one can be chosen
