"""Saving, as a browser sees it: what was in hand stays in hand, whatever it is called by then."""

import pytest

from tests.browser.conftest import BRIEF
from tests.browser.desk import another_plan, open_plan, quiet, shares, slider
from tests.serving import serving
from tests.small_city import make_city


@pytest.fixture(scope="module")
def own_address(tmp_path_factory):
    """A server of its own, since scenarios are saved over."""
    scenarios = make_city(tmp_path_factory.mktemp("saving"))
    with serving(scenarios=scenarios, before=BRIEF) as made:
        yield made.address


def picked(page):
    """The scenario in hand, as the picker names it."""
    return page.locator(".st-key-picker input").first.input_value()


def test_what_is_saved_over_and_renamed_stays_in_hand(page, own_address):
    open_plan(page, own_address, "en")
    page.locator(".st-key-picker input").first.click()
    with another_plan(page):
        page.locator("[role=option]").last.click()
    quiet(page)
    name = picked(page).split(" · ")[0]
    with another_plan(page):
        for _ in range(3):
            slider(page, "heritage").press("PageUp")
    quiet(page)
    moved = shares(page)
    page.locator(".st-key-keep_save button").first.click()
    page.locator(".st-key-save_over button").click()
    page.locator(".st-key-save_over button").wait_for(state="detached")
    quiet(page)
    assert picked(page).startswith(f"{name} · ") and shares(page) == moved
    page.locator(".st-key-keep_manage summary").click()
    page.locator(".st-key-rename_en input").fill("Quite another title")
    page.locator(".st-key-rename_en input").press("Tab")
    page.locator(".st-key-rename button").click()
    page.wait_for_function(
        "document.querySelector('.st-key-picker input').value.startsWith('Quite another title')"
    )
    quiet(page)
    assert shares(page) == moved
