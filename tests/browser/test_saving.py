"""Saving, as a browser sees it: what was in hand stays in hand, whatever it is called by then."""

import pytest

from tests.browser.desk import SECONDS, another_plan, no_faults, open_plan, quiet, shares, slider


def picked(page):
    """The scenario in hand, as the picker names it."""
    return page.locator(".st-key-picker input").first.input_value()


@pytest.mark.slow
def test_what_is_saved_over_and_renamed_stays_in_hand(page, own_address):
    open_plan(page, own_address, "en")
    page.locator(".st-key-picker input").first.click()
    with another_plan(page):
        page.locator("[role=option]").last.click()
    quiet(page)
    name = picked(page)
    with another_plan(page):
        for _ in range(3):
            slider(page, "heritage").press("PageUp")
    quiet(page)
    moved = shares(page)
    page.locator(".st-key-keep_save button").first.click()
    page.locator(".st-key-save_over button").click()
    page.locator(".st-key-save_over button").wait_for(state="detached")
    quiet(page)
    assert picked(page) == name and shares(page) == moved
    page.locator(".st-key-keep_manage summary").click()
    page.locator(".st-key-rename_en input").fill("Quite another title")
    page.locator(".st-key-rename_en input").press("Tab")
    page.locator(".st-key-rename button").click()
    page.wait_for_function(
        "document.querySelector('.st-key-picker input').value.startsWith('Quite another title')"
    )
    quiet(page)
    assert shares(page) == moved


@pytest.mark.slow
def test_a_save_refused_in_a_second_tab_leaves_its_edits_where_they_are(page, own_address):
    """The first tab has saved over the scenario that both have changed."""
    open_plan(page, own_address)
    with another_plan(page):
        slider(page, "heritage").press("PageUp")
    quiet(page)
    other = page.context.new_page()
    open_plan(other, own_address)
    with another_plan(other):
        slider(other, "homes").press("PageUp")
    quiet(other)
    edits = shares(other)
    page.locator(".st-key-keep_save button").first.click()
    page.locator(".st-key-save_over button").click()
    page.locator(".st-key-save_over button").wait_for(state="detached")
    other.locator(".st-key-keep_save button").first.click()
    other.locator(".st-key-save_over button").click()
    other.locator("[data-testid=stPopoverBody] .vid-faults").wait_for(timeout=SECONDS)
    quiet(other)
    name = picked(other).split(" · ")[0]
    assert shares(other) == edits and name == "Рівновага"
    other.keyboard.press("Escape")
    with another_plan(other):
        slider(other, "damage").press("PageUp")
    assert shares(other)["damage"] == edits["damage"] + 10
    no_faults(other)
    other.close()
