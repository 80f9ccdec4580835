"""A press that begins on a button and ends where that button was drawn anew."""

import pytest
from playwright.sync_api import expect

from tests.browser.modules import modules_in, told

BUTTON = """(words) => {
  document.body.innerHTML = `<button style="position:fixed;left:0;top:0;width:90px">${words}</button>`;
  document.querySelector("button").onclick = () => { globalThis.heard += 1; };
}"""


@pytest.mark.parametrize(("other", "heard"), [("Stop", 1), ("Keep searching", 0)])
def test_a_press_is_heard_by_the_button_of_the_same_words_in_its_place(page, other, heard):
    with modules_in(page):
        page.evaluate("() => { globalThis.heard = 0; }")
        page.evaluate(BUTTON, "Stop")
        told(page, "pressing.js", "pressing", "pressing();")
        page.mouse.move(20, 10)
        page.mouse.down()
        page.evaluate(BUTTON, other)
        page.mouse.up()
        assert page.evaluate("globalThis.heard") == heard
        page.mouse.down()
        page.mouse.up()
        assert page.evaluate("globalThis.heard") == heard + 1, "once, where nothing is drawn anew"


FOOT = """(words) => {
  document.body.innerHTML = `<a href="#">first</a><div class="st-key-card_foot"><button>${words}</button></div>`;
}"""


def test_what_is_decided_at_the_foot_of_a_card_leaves_the_focus_there(page):
    with modules_in(page):
        page.evaluate(FOOT, "Exclude")
        told(page, "staying.js", "staying", "staying();")
        page.locator("button").focus()
        page.keyboard.press("Enter")
        page.evaluate(FOOT, "Release")
        expect(page.get_by_role("button", name="Release")).to_be_focused()
        page.get_by_role("link").focus()
        page.evaluate(FOOT, "Exclude")
        assert page.evaluate("document.activeElement === document.body"), "it was elsewhere by then"
