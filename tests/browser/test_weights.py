"""The weights in a real browser: what is shown at once, and what Python makes of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from planner.desk.weights import WHOLE
from planner.text import LANGUAGES, text
from tests.browser.desk import SECONDS, no_faults, open_plan, quiet, shares, slider, speak, weight
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
          const seen = window.seen = [];
          const look = () => {
            seen.push(slider.valueAsNumber);
            if (window.seen === seen) requestAnimationFrame(look);
          };
          look();
        }"""
    )


def watched(page: Page) -> list[int]:
    """The places that were noted; from now on none is."""
    return list(
        page.evaluate("() => { const { seen } = window; window.seen = null; return seen; }")
    )


def test_a_drag_shows_the_linked_shares_at_once_and_python_agrees(desk):
    before = shares(desk)
    weight(desk, "homes", ".lock").click()
    expect(slider(desk, "homes")).to_be_disabled()
    quiet(desk)
    place = slider(desk, "heritage").bounding_box()
    assert place is not None
    across, down = place["x"], place["y"] + place["height"] / 2
    desk.mouse.move(across + 7 + (place["width"] - 14) * before["heritage"] / WHOLE, down)
    desk.mouse.down()
    for part in (0.4, 0.9, 0.55):
        desk.mouse.move(across + place["width"] * part, down)
        now = shares(desk)
        assert sum(now.values()) == WHOLE and now == numbers(desk)
        assert strip(desk) == WHOLE
        assert now["homes"] == before["homes"]
        assert now["heritage"] > before["heritage"] and now["damage"] < before["damage"]
    assert now["heritage"] == pytest.approx(55, abs=3)
    watch(desk, "heritage")
    desk.mouse.up()
    assert settled(desk, "heritage", now["heritage"]) == now
    assert set(watched(desk)) == {now["heritage"]}


def test_a_drag_back_to_where_it_began_changes_nothing(desk):
    before = shares(desk)
    place = slider(desk, "heritage").bounding_box()
    assert place is not None
    across, down = place["x"] + 7, place["y"] + place["height"] / 2
    start = across + (place["width"] - 14) * before["heritage"] / WHOLE
    desk.mouse.move(start, down)
    desk.mouse.down()
    desk.mouse.move(place["x"] + place["width"], down)
    assert shares(desk)["heritage"] == WHOLE
    desk.mouse.move(start, down)
    desk.mouse.up()
    quiet(desk)
    assert shares(desk) == before


@pytest.mark.slow
def test_a_held_key_ends_where_it_is_let_go_and_never_jumps_back(desk):
    before = shares(desk)["heritage"]
    slider(desk, "heritage").focus()
    watch(desk, "heritage")
    for _ in range(25):
        desk.keyboard.down("ArrowRight")  # without `up` between them: repeats of one press
        desk.wait_for_timeout(33)
    desk.keyboard.up("ArrowRight")
    now = settled(desk, "heritage", before + 25)
    seen = watched(desk)
    assert seen == sorted(seen)
    assert sum(now.values()) == WHOLE and now == numbers(desk)
    assert slider(desk, "heritage").evaluate("(slider) => slider === document.activeElement")


@pytest.mark.slow
def test_keys_move_a_slider_by_one_and_ten_and_to_its_ends(desk):
    before = shares(desk)["safety"]
    for key, share in {
        "ArrowRight": before + 1,
        "ArrowDown": before,
        "PageUp": before + 10,
        "PageDown": before,
        "End": 100,
        "Home": 0,
    }.items():
        slider(desk, "safety").press(key)
        assert shares(desk)["safety"] == share, key
        assert slider(desk, "safety").get_attribute("aria-valuetext") == f"{share}\u00a0%"
    assert sum(settled(desk, "safety", 0).values()) == WHOLE


@pytest.mark.slow
def test_the_buttons_move_by_one_and_keep_the_focus_at_their_end(desk):
    before = shares(desk)["safety"]
    more = said("uk", text, "plan.weight.more", name="Спадщина")
    expect(desk.get_by_role("button", name=more).first).to_be_visible()
    weight(desk, "safety", ".more").click()
    assert shares(desk)["safety"] == before + 1
    weight(desk, "safety", ".less").click()
    assert settled(desk, "safety", before)["safety"] == before
    weight(desk, "safety", ".num").fill("1")
    desk.keyboard.press("Enter")
    less = weight(desk, "safety", ".less")
    less.press("Enter")
    assert settled(desk, "safety", 0)["safety"] == 0
    assert less.get_attribute("aria-disabled") == "true"
    assert less.evaluate("(button) => button === document.activeElement")
    less.press("Enter")
    assert shares(desk)["safety"] == 0


def test_a_number_is_taken_on_enter_and_on_leaving_and_escape_takes_it_back(desk):
    number = weight(desk, "heritage", ".num")
    number.click()
    desk.keyboard.type("44")
    assert shares(desk)["heritage"] == 20
    desk.keyboard.press("Enter")
    assert settled(desk, "heritage", 44) == numbers(desk)
    desk.keyboard.type("7x,6")  # the number stays marked, and letters never get in
    assert number.input_value() == "7,6"
    desk.keyboard.press("Tab")
    assert shares(desk)["heritage"] == 8
    number.click()
    desk.keyboard.type("90")
    desk.keyboard.press("Escape")
    assert number.input_value() == "8"
    desk.keyboard.press("ArrowUp")
    assert numbers(desk)["heritage"] == 9
    number.fill("")
    desk.keyboard.press("Enter")
    assert number.input_value() == "9"
    number.fill("1,2,3")
    desk.keyboard.press("Enter")
    assert number.input_value() == "9"
    assert "«1,2,3»" in number.evaluate("(box) => box.validationMessage")
    number.fill("1 0,0")
    desk.keyboard.press("Enter")
    assert settled(desk, "heritage", 10) == numbers(desk)
    number.fill("400")
    desk.keyboard.press("Enter")
    assert settled(desk, "heritage", WHOLE)["heritage"] == WHOLE


def test_a_lock_holds_its_share_and_leaves_no_room_beyond(desk):
    before = shares(desk)
    lock = weight(desk, "homes", ".lock")
    lock.focus()
    desk.keyboard.press("Space")
    desk.keyboard.press("Tab")
    assert lock.get_attribute("aria-pressed") == "true"
    assert weight(desk, "homes", ".num").is_disabled()
    slider(desk, "heritage").press("End")
    most = WHOLE - before["homes"]
    now = settled(desk, "heritage", most)
    assert now["homes"] == before["homes"] and sum(now.values()) == WHOLE
    assert weight(desk, "heritage", ".more").get_attribute("aria-disabled") == "true"
    lock.click()
    expect(slider(desk, "homes")).to_be_enabled()
    quiet(desk)
    assert lock.get_attribute("aria-pressed") == "false"


def test_acts_faster_than_the_answers_are_all_carried_out_in_order(desk):
    slider(desk, "heritage").press("PageUp")
    weight(desk, "heritage", ".lock").click()
    slider(desk, "renewal").press("PageUp")
    weight(desk, "damage", ".more").click()
    shown_at_once = shares(desk)
    assert settled(desk, "heritage", 30) == shown_at_once
    assert slider(desk, "heritage").is_disabled()


@pytest.mark.slow
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
def test_criteria_that_count_nothing_fold_away_and_can_be_counted(desk, language):
    speak(desk, language)
    fold = desk.locator(".vid-weights summary")
    assert fold.inner_text().startswith(
        said(language, text, "plan.weights.unused", names="").strip()
    )
    cost = slider(desk, "cost")
    assert not cost.is_visible()
    fold.click()
    cost.press("PageUp")
    now = settled(desk, "cost", 10)
    assert sum(now.values()) == WHOLE and cost.is_visible()
    assert weight(desk, "heritage", ".base").is_visible()
    assert slider(desk, "heritage").get_attribute("title") == said(
        language, text, "plan.weight.baseline", share="20\u00a0%"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_part_of_a_row_has_a_name_and_room_for_a_finger(desk, language):
    desk.set_viewport_size({"width": 320, "height": 700})
    speak(desk, language)
    desk.locator(".st-key-sheet_weights button:visible").click()
    for role, key, kind in (
        ("slider", "slider", "input[type=range]"),
        ("textbox", "number", ".num"),
        ("button", "less", ".less"),
        ("button", "more", ".more"),
        ("button", "lock", ".lock"),
    ):
        words = re.escape(said(language, text, f"plan.weight.{key}")).replace(r"\{name\}", ".+")
        assert desk.get_by_role(role, name=re.compile(f"^{words}$")).count() == 6, key
        for part in desk.locator(f".vid-weight {kind}:visible").all():
            place = (part.locator("xpath=..") if key == "number" else part).bounding_box()
            assert place is not None and min(place["width"], place["height"]) >= 24, key
    main = "document.querySelector('[data-testid=stMain]')"
    assert desk.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")
