"""A press that begins on a button and ends where that button was drawn anew."""

import pytest

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
