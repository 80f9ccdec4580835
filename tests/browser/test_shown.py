"""What is open is said on the body, where styles read it."""

from tests.browser.modules import modules_in, told

PAGE = """() => { document.body.innerHTML = `<div class="st-key-plan"><div class="vid-state"
  data-state="settled"></div><div class="st-key-keep"><div class="st-key-save"><button
  data-testid="stPopoverButton" aria-expanded="false">Save</button></div></div></div>`; }"""
SAID = "() => ({ ...document.body.dataset })"


def test_the_page_says_what_is_open_as_it_opens_and_closes(page):
    with modules_in(page):
        page.evaluate(PAGE)
        told(page, "shown.js", "shown", "shown();")
        plain = {"shows": "plan", "stands": "settled"}
        assert page.evaluate(SAID) == plain
        page.evaluate("document.querySelector('button').setAttribute('aria-expanded', 'true')")
        assert page.evaluate(SAID) == {**plain, "open": "save keep plan"}
        page.evaluate("document.querySelector('button').setAttribute('aria-expanded', 'false')")
        assert page.evaluate(SAID) == plain
        page.evaluate(
            """() => { document.querySelector('.st-key-plan').insertAdjacentHTML('beforeend',
              '<div class="st-key-card"></div>'); }"""
        )
        assert page.evaluate(SAID) == {**plain, "shows": "plan card"}
        page.evaluate("document.querySelector('.st-key-card').remove()")
        assert page.evaluate(SAID) == plain
