"""The desk in a real browser: what is in sight, what a slider changes, what leaves the machine."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import FloatRect, Page, expect

from planner.text import LANGUAGES, text
from tests.browser.desk import (
    SECONDS,
    another_plan,
    listed,
    open_plan,
    quiet,
    seal,
    shares,
    slider,
    weight,
)
from tests.saying import said

ROWS_IN_SIGHT = 5
SCROLLED = "document.querySelector('[data-testid=stMain]')"


def box(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).first.bounding_box()
    assert found is not None, selector
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentence_list_and_map_are_in_sight_without_scrolling(page, address, language, tmp_path):
    open_plan(page, address, language)
    page.screenshot(path=tmp_path / f"plan-{language}.png")
    assert page.evaluate("document.documentElement.lang") == language
    for selector in (".vid-answer", ".vid-figures", ".vid-map"):
        place = box(page, selector)
        assert place["y"] >= 0 and place["y"] + place["height"] <= 900, selector
        assert place["x"] >= 0 and place["x"] + place["width"] <= 1440, selector
    last = page.locator(".vid-row").nth(ROWS_IN_SIGHT - 1).bounding_box()
    assert last is not None and last["y"] + last["height"] <= 900
    assert page.evaluate(f"{SCROLLED}.scrollHeight <= {SCROLLED}.clientHeight")


def test_a_first_visit_is_ukrainian_in_a_browser_of_any_language(browser, address):
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(address)
    seal(page)
    assert page.evaluate("document.documentElement.lang") == "uk"
    assert page.get_by_text(said("uk", text, "plan.weights")).is_visible()
    context.close()


def test_moving_the_heritage_slider_changes_the_list_and_shows_which_way(page, address, tmp_path):
    page.emulate_media(reduced_motion="no-preference")
    open_plan(page, address)
    before = listed(page)
    with another_plan(page):
        slider(page, "heritage").press("End")
    page.screenshot(path=tmp_path / "moved.png")
    assert slider(page, "heritage").input_value() == "100"
    assert listed(page) != before
    told = page.locator(".vid-changes").first.inner_text()
    assert re.search(r"Увійшли: \d+, вийшли: \d+, змінили місце: \d+", told)
    assert page.locator(".vid-rank .up, .vid-rank .down").count() > 0


def test_english_is_one_click_and_keeps_every_value(page, address, tmp_path):
    open_plan(page, address)
    with another_plan(page):
        weight(page, "heritage", ".more").click()
    weight(page, "homes", ".lock").click()
    quiet(page)
    held, budget = shares(page), page.locator(".st-key-budget_total input").input_value()
    page.get_by_role("radio", name="EN", exact=True).click()
    page.get_by_text(said("en", text, "plan.weights")).wait_for(timeout=SECONDS)
    quiet(page)
    page.screenshot(path=tmp_path / "english.png")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "lang=en" in page.url
    assert shares(page) == held and held["heritage"] == 21
    assert page.locator(".st-key-budget_total input").input_value() == budget
    assert slider(page, "homes").is_disabled()
    page.get_by_role("link", name=said("en", text, "data.title")).click()
    page.get_by_role("tab", name=said("en", text, "data.tab.method")).wait_for(timeout=SECONDS)
    assert "lang=en" in page.url
    page.get_by_role("link", name=said("en", text, "plan.title"), exact=True).click()
    seal(page)
    assert shares(page) == held


def test_the_files_come_down_whole(page, address, tmp_path):
    open_plan(page, address)
    page.locator(".st-key-take_plan button").first.click()
    starts = {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "json": b"{", "yaml": b"format: 1"}
    for suffix, start in starts.items():
        with page.expect_download(timeout=SECONDS) as taken:
            page.locator(f".st-key-download_{suffix} button").click()
        path = Path(tmp_path / taken.value.suggested_filename)
        taken.value.save_as(path)
        assert path.name == f"balanced.{suffix}"
        assert path.read_bytes().startswith(start) and path.stat().st_size > 100


def test_the_buttons_beside_a_slider_say_what_they_do(page, address):
    open_plan(page, address)
    more = said("uk", text, "plan.weight.more", name="Спадщина")
    expect(page.get_by_role("button", name=more).first).to_be_visible()


OPENED = ("keep_save", "keep_share", "take_plan", "swing", "find_panel", "changed")
FORCED = "&scenario=kharkiv/balanced.yaml&shares=heritage.70~homes.30&forced=must.derzhprom"


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
def test_what_a_button_opens_is_whole_on_a_small_screen(page, address, size):
    """And so are the requirements: a sentence reads as one, and its release is beside it."""
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    open_plan(page, address, query=FORCED)
    sentence = box(page, ".vid-forced")
    release = box(page, "[class*=st-key-unforce_] button:visible")
    assert sentence["width"] > 220 and sentence["x"] + sentence["width"] <= release["x"]
    assert release["x"] + release["width"] <= width and release["width"] < 40
    for key in OPENED:
        button = page.locator(f".st-key-{key} button").first
        if not button.count():
            continue  # nothing has changed
        button.click()
        body = page.locator("[data-testid=stPopoverBody]")
        expect(body.locator("button, li").first).to_be_visible()
        quiet(page)
        high, inside = body.evaluate("e => [e.clientHeight, e.scrollHeight]")
        assert high > 150, key
        assert inside <= high + 4 or width < 700, key  # on a phone what is long is scrolled
        place = box(page, "[data-testid=stPopoverBody]")
        assert place["y"] >= 0 and place["y"] + place["height"] <= height, key
        assert place["x"] >= 0 and place["x"] + place["width"] <= width, key
        page.keyboard.press("Escape")
        expect(body).to_have_count(0)
