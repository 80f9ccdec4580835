"""The weights in a real browser: what is shown at once, and what Python makes of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from planner.desk.weights import WHOLE
from planner.text import LANGUAGES, text
from tests.browser.desk import SECONDS, no_faults, open_plan, quiet, shares, slider, weight
from tests.saying import said


def numbers(page: Page) -> dict[str, int]:
    """Every share as its number box has it."""
    found = "(rows) => rows.map((row) => [row.dataset.criterion, row.querySelector('.num').value])"
    told = page.locator(".vid-weight").evaluate_all(found)
    return {str(criterion): int(value) for criterion, value in told}


def strip(page: Page) -> float:
    """Percent that the pieces of the bar take together."""
    widths = "(pieces) => pieces.map((piece) => parseFloat(piece.style.width))"
    return float(sum(page.locator(".vid-weights .vid-strip > div").evaluate_all(widths)))


def settled(page: Page, criterion: str, share: int) -> dict[str, int]:
    """The shares once Python has answered; the slider has not jumped meanwhile."""
    expect(slider(page, criterion)).to_have_value(str(share))
    quiet(page)
    assert slider(page, criterion).input_value() == str(share)
    no_faults(page)
    return shares(page)


def watch(page: Page, criterion: str) -> None:
    """Notes every place at which the slider is seen from now on."""
    slider(page, criterion).evaluate(
        """(slider) => {
          window.seen = [];
          const look = () => { window.seen.push(slider.valueAsNumber); requestAnimationFrame(look); };
          look();
        }"""
    )


def test_a_drag_shows_the_linked_shares_at_once_and_python_agrees(page, address):
    open_plan(page, address)
    before = shares(page)
    weight(page, "homes", ".lock").click()
    expect(slider(page, "homes")).to_be_disabled()
    quiet(page)
    place = slider(page, "heritage").bounding_box()
    assert place is not None
    across, down = place["x"], place["y"] + place["height"] / 2
    page.mouse.move(across + 7 + (place["width"] - 14) * before["heritage"] / WHOLE, down)
    page.mouse.down()
    for part in (0.4, 0.9, 0.55):
        page.mouse.move(across + place["width"] * part, down)
        now = shares(page)
        assert sum(now.values()) == WHOLE and now == numbers(page)
        assert strip(page) == WHOLE
        assert now["homes"] == before["homes"]
        assert now["heritage"] > before["heritage"] and now["damage"] < before["damage"]
    assert now["heritage"] == pytest.approx(55, abs=3)
    watch(page, "heritage")
    page.mouse.up()
    assert settled(page, "heritage", now["heritage"]) == now
    assert set(page.evaluate("window.seen")) == {now["heritage"]}


def test_a_drag_back_to_where_it_began_changes_nothing(page, address):
    open_plan(page, address)
    before = shares(page)
    place = slider(page, "heritage").bounding_box()
    assert place is not None
    across, down = place["x"] + 7, place["y"] + place["height"] / 2
    start = across + (place["width"] - 14) * before["heritage"] / WHOLE
    page.mouse.move(start, down)
    page.mouse.down()
    page.mouse.move(place["x"] + place["width"], down)
    assert shares(page)["heritage"] == WHOLE
    page.mouse.move(start, down)
    page.mouse.up()
    quiet(page)
    assert shares(page) == before


def test_a_held_key_ends_where_it_is_let_go_and_never_jumps_back(page, address):
    open_plan(page, address)
    before = shares(page)["heritage"]
    slider(page, "heritage").focus()
    watch(page, "heritage")
    for _ in range(25):
        page.keyboard.down("ArrowRight")  # without `up` between them: repeats of one press
        page.wait_for_timeout(33)
    page.keyboard.up("ArrowRight")
    now = settled(page, "heritage", before + 25)
    seen = page.evaluate("window.seen")
    assert seen == sorted(seen)
    assert sum(now.values()) == WHOLE and now == numbers(page)
    assert slider(page, "heritage").evaluate("(slider) => slider === document.activeElement")


def test_keys_move_a_slider_by_one_and_ten_and_to_its_ends(page, address):
    open_plan(page, address)
    before = shares(page)["safety"]
    for key, share in {
        "ArrowRight": before + 1,
        "ArrowDown": before,
        "PageUp": before + 10,
        "PageDown": before,
        "End": 100,
        "Home": 0,
    }.items():
        slider(page, "safety").press(key)
        assert shares(page)["safety"] == share, key
        assert slider(page, "safety").get_attribute("aria-valuetext") == f"{share}\u00a0%"
    assert sum(settled(page, "safety", 0).values()) == WHOLE


def test_the_buttons_move_by_one_and_keep_the_focus_at_their_end(page, address):
    open_plan(page, address)
    before = shares(page)["safety"]
    weight(page, "safety", ".more").click()
    assert shares(page)["safety"] == before + 1
    weight(page, "safety", ".less").click()
    assert settled(page, "safety", before)["safety"] == before
    weight(page, "safety", ".num").fill("1")
    page.keyboard.press("Enter")
    less = weight(page, "safety", ".less")
    less.press("Enter")
    assert settled(page, "safety", 0)["safety"] == 0
    assert less.get_attribute("aria-disabled") == "true"
    assert less.evaluate("(button) => button === document.activeElement")
    less.press("Enter")
    assert shares(page)["safety"] == 0


def test_a_number_is_taken_on_enter_and_on_leaving_and_escape_takes_it_back(page, address):
    open_plan(page, address)
    number = weight(page, "heritage", ".num")
    number.click()
    page.keyboard.type("44")
    assert shares(page)["heritage"] == 20
    page.keyboard.press("Enter")
    assert settled(page, "heritage", 44) == numbers(page)
    page.keyboard.type("7x,6")  # the number stays marked, and letters never get in
    assert number.input_value() == "7,6"
    page.keyboard.press("Tab")
    assert shares(page)["heritage"] == 8
    number.click()
    page.keyboard.type("90")
    page.keyboard.press("Escape")
    assert number.input_value() == "8"
    page.keyboard.press("ArrowUp")
    assert numbers(page)["heritage"] == 9
    number.fill("")
    page.keyboard.press("Enter")
    assert number.input_value() == "9"
    number.fill("1,2,3")
    page.keyboard.press("Enter")
    assert number.input_value() == "9"
    assert "«1,2,3»" in number.evaluate("(box) => box.validationMessage")
    number.fill("1 0,0")
    page.keyboard.press("Enter")
    assert settled(page, "heritage", 10) == numbers(page)
    number.fill("400")
    page.keyboard.press("Enter")
    assert settled(page, "heritage", WHOLE)["heritage"] == WHOLE


def test_a_lock_holds_its_share_and_leaves_no_room_beyond(page, address):
    open_plan(page, address)
    before = shares(page)
    lock = weight(page, "homes", ".lock")
    lock.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert lock.get_attribute("aria-pressed") == "true"
    assert weight(page, "homes", ".num").is_disabled()
    slider(page, "heritage").press("End")
    most = WHOLE - before["homes"]
    now = settled(page, "heritage", most)
    assert now["homes"] == before["homes"] and sum(now.values()) == WHOLE
    assert weight(page, "heritage", ".more").get_attribute("aria-disabled") == "true"
    lock.click()
    expect(slider(page, "homes")).to_be_enabled()
    quiet(page)
    assert lock.get_attribute("aria-pressed") == "false"


def test_acts_faster_than_the_answers_are_all_carried_out_in_order(page, address):
    open_plan(page, address)
    slider(page, "heritage").press("PageUp")
    weight(page, "heritage", ".lock").click()
    slider(page, "renewal").press("PageUp")
    weight(page, "damage", ".more").click()
    shown_at_once = shares(page)
    assert settled(page, "heritage", 30) == shown_at_once
    assert slider(page, "heritage").is_disabled()


def test_shares_that_undo_brings_back_are_shown(page, address):
    open_plan(page, address)
    before = shares(page)
    slider(page, "heritage").press("End")
    assert settled(page, "heritage", WHOLE) != before
    page.locator(".st-key-undo button:visible").click()
    expect(slider(page, "heritage")).to_have_value(str(before["heritage"]), timeout=SECONDS)
    quiet(page)
    assert shares(page) == numbers(page) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_criteria_that_count_nothing_fold_away_and_can_be_counted(page, address, language):
    open_plan(page, address, language)
    fold = page.locator(".vid-weights summary")
    assert fold.inner_text().startswith(
        said(language, text, "plan.weights.unused", names="").strip()
    )
    cost = slider(page, "cost")
    assert not cost.is_visible()
    fold.click()
    cost.press("PageUp")
    now = settled(page, "cost", 10)
    assert sum(now.values()) == WHOLE and cost.is_visible()
    assert weight(page, "heritage", ".was").inner_text() == said(
        language, text, "plan.weight.preset", share="20\u00a0%"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_part_of_a_row_has_a_name_and_room_for_a_finger(page, address, language):
    page.set_viewport_size({"width": 320, "height": 700})
    open_plan(page, address, language)
    for role, key, kind in (
        ("slider", "slider", "input[type=range]"),
        ("textbox", "number", ".num"),
        ("button", "less", ".less"),
        ("button", "more", ".more"),
        ("button", "lock", ".lock"),
    ):
        words = re.escape(said(language, text, f"plan.weight.{key}")).replace(r"\{name\}", ".+")
        assert page.get_by_role(role, name=re.compile(f"^{words}$")).count() == 6, key
        for part in page.locator(f".vid-weight {kind}:visible").all():
            place = (part.locator("xpath=..") if key == "number" else part).bounding_box()
            assert place is not None and min(place["width"], place["height"]) >= 24, key
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")
