"""The desk in a real browser: what is in sight, what a slider changes, what leaves the machine."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from planner.text import LANGUAGES, text

SECONDS = 60_000
"""Milliseconds; a solve may take ten seconds, and the machine may be busy."""
ROWS_IN_SIGHT = 5


def open_plan(page: Page, address: str, language: str) -> None:
    page.goto(f"{address}/?lang={language}")
    page.locator(".vid-row").first.wait_for(timeout=SECONDS)
    page.locator(".st-key-city_map .main-svg").first.wait_for(timeout=SECONDS)
    settle(page)


def settle(page: Page) -> None:
    """Wait until nothing on the page is out of date."""
    page.wait_for_timeout(400)
    page.wait_for_function(
        "!document.querySelector('[data-stale=true], [data-testid=stSpinner], "
        "[data-testid=stStatusWidget]')",
        timeout=SECONDS,
    )


def listed(page: Page) -> list[str]:
    return page.locator(".vid-row").all_inner_texts()


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).first.bounding_box()
    assert found is not None, selector
    return dict(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentence_list_and_map_are_in_sight_without_scrolling(page, address, language, tmp_path):
    open_plan(page, address, language)
    page.screenshot(path=tmp_path / f"plan-{language}.png")
    assert page.evaluate("document.documentElement.lang") == language
    for selector in (".vid-answer", ".vid-figures", ".st-key-city_map", ".st-key-spending"):
        place = box(page, selector)
        assert place["y"] >= 0 and place["y"] + place["height"] <= 900, selector
        assert place["x"] >= 0 and place["x"] + place["width"] <= 1440, selector
    rows = page.locator(".vid-row")
    last = rows.nth(ROWS_IN_SIGHT - 1).bounding_box()
    assert last is not None and last["y"] + last["height"] <= 900
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollHeight <= {main}.clientHeight")


def test_moving_the_heritage_slider_changes_the_list(page, address, tmp_path):
    open_plan(page, address, "uk")
    before = listed(page)
    slider = page.get_by_role("slider", name=re.compile("^Спадщина"))
    slider.focus()
    slider.press("End")
    summary = page.locator(".vid-changes summary")
    summary.wait_for(timeout=SECONDS)
    settle(page)
    page.screenshot(path=tmp_path / "moved.png")
    assert slider.get_attribute("value") == "100"
    assert listed(page) != before
    assert re.match(r"Увійшли: \d+, вийшли: \d+, змінили місце: \d+", summary.inner_text())
    assert page.locator(".vid-rank .up, .vid-rank .down").count() > 0


def test_english_is_one_click_and_keeps_the_shares(page, address, tmp_path):
    open_plan(page, address, "uk")
    page.get_by_role("button", name=text("plan.weight.more", "uk", name="Спадщина")).first.click()
    expect(page.locator(".st-key-share_heritage input")).to_have_value("21", timeout=SECONDS)
    page.get_by_role("radio", name="EN", exact=True).click()
    heading = page.get_by_text(text("plan.weights", "en"))
    heading.wait_for(timeout=SECONDS)
    settle(page)
    page.screenshot(path=tmp_path / "english.png")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "lang=en" in page.url
    assert page.locator(".st-key-share_heritage input").input_value() == "21"
    page.get_by_role("link", name=text("data.title", "en")).click()
    page.get_by_role("tab", name=text("data.tab.method", "en")).wait_for(timeout=SECONDS)
    assert "lang=en" in page.url
    page.get_by_role("link", name=text("plan.title", "en"), exact=True).click()
    page.locator(".vid-row").first.wait_for(timeout=SECONDS)
    assert page.locator(".st-key-share_heritage input").input_value() == "21"


def test_small_targets_are_at_least_24_pixels(page, address):
    open_plan(page, address, "uk")
    for kind in ("less", "more", "lock"):
        for button in page.locator(f"[class*='st-key-{kind}_'] button:visible").all():
            place = button.bounding_box()
            assert place is not None and min(place["width"], place["height"]) >= 24


def test_a_telephone_shows_everything_without_sideways_scrolling(page, address, tmp_path):
    page.set_viewport_size({"width": 390, "height": 844})
    open_plan(page, address, "uk")
    page.screenshot(path=tmp_path / "phone.png")
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")


def test_the_files_come_down_whole(page, address, tmp_path):
    open_plan(page, address, "uk")
    page.get_by_text(text("plan.download", "uk"), exact=True).click()
    starts = {"csv": b"", "xlsx": b"PK", "yaml": b"format: 1"}
    for suffix, start in starts.items():
        with page.expect_download(timeout=SECONDS) as taken:
            label = text(f"plan.download.{suffix}", "uk")
            page.get_by_role("button", name=label, exact=True).click()
        path = Path(tmp_path / taken.value.suggested_filename)
        taken.value.save_as(path)
        assert path.name == f"balanced.{suffix}"
        assert path.read_bytes().startswith(start) and path.stat().st_size > 100
