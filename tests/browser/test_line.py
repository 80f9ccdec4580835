"""The page when its line is cut, its server begun anew, or the page itself: nothing of hers is lost."""

import pytest
from playwright.sync_api import expect

from planner.text import text
from tests.browser.desk import (
    SECONDS,
    another_plan,
    listed,
    number,
    open_card,
    open_plan,
    quiet,
    seal,
    shares,
    slider,
    weight,
)
from tests.browser.wire import wired
from tests.saying import said

BUDGET = ".st-key-budget_total input"
LIVE = """() => [...document.querySelectorAll(
  "button, input:not([type=hidden]), textarea, a[href], summary"
)].filter((one) => !one.closest("[inert], .vid-cut")).length"""

HEARD = """() => [...document.querySelectorAll(".vid-weight")].every((row) => new RegExp(
  `[=~]${row.dataset.criterion}[.]${row.querySelector("input[type=range]").value}(?![0-9])`
).test(location.search))"""
"""The address follows the desk of the server: it has the shares that are on the screen."""


@pytest.fixture
def wire(address):
    with wired(address) as made:
        yield made


def joined(page):
    """Until the page has its line again, and shows one plan."""
    page.locator(".vid-cut").wait_for(state="detached", timeout=SECONDS)
    seal(page)
    quiet(page)


def on_the_desk(page):
    told = page.locator(".vid-changes").first.inner_text()
    return shares(page), page.locator(BUDGET).input_value(), listed(page), told


PRESS = """(key) => {
  document.querySelector(`.st-key-${key} button:not([disabled])`).click();
  location.reload();
}"""
RICHER = """([box, most]) => {
  const shown = document.querySelector(box)?.value.replace(/[^0-9.]/g, "");
  return Number(shown) > most;
}"""
STEPS = """() => {
  globalThis.steps = 0;
  const push = history.pushState;
  history.pushState = (...given) => { globalThis.steps += 1; push.apply(history, given); };
}"""


def test_a_reload_brings_everything_back_and_moves_add_no_steps_to_the_history(page, address):
    open_plan(page, address, "en")
    page.evaluate(STEPS)
    with another_plan(page):
        slider(page, "heritage").press("PageUp")
    weight(page, "homes", ".lock").click()
    box = page.locator(BUDGET)
    box.fill("450.5")
    with another_plan(page):
        box.press("Enter")
    quiet(page)
    held = on_the_desk(page)
    open_card(page, listed(page)[1])
    assert "shares=" in page.url and page.evaluate("steps") == 0
    page.reload()
    card = page.locator(".st-key-card")
    card.wait_for(timeout=SECONDS)
    quiet(page)
    page.locator(".st-key-close button:visible").click()
    card.wait_for(state="detached", timeout=SECONDS)
    seal(page)
    quiet(page)
    assert on_the_desk(page) == held and held[1] == "450.5"
    assert slider(page, "homes").is_disabled()
    assert page.evaluate("document.documentElement.lang") == "en"
    against = said("en", text, "plan.baseline", name="Balanced")
    assert page.get_by_role("button", name=against, exact=True).count() == 1, "not with itself"
    assert page.locator(".st-key-link_notice").count() == 0
    page.get_by_role("link", name=said("en", text, "data.title")).click()
    page.get_by_role("tab", name=said("en", text, "data.tab.method")).wait_for(timeout=SECONDS)
    page.wait_for_function("location.search.includes('shares=')")
    page.go_back()
    seal(page)
    assert on_the_desk(page) == held


def test_a_cut_line_is_told_and_nothing_can_be_moved_until_it_is_joined(page, wire):
    open_plan(page, wire.address)
    before, budget = shares(page), page.locator(BUDGET).input_value()
    with another_plan(page):
        slider(page, "heritage").press("PageUp")
        page.wait_for_timeout(100)
    slider(page, "homes").press("PageUp")
    wire.cut()  # what was just moved may not have gone out yet
    page.locator(".vid-cut").wait_for(timeout=SECONDS)
    assert said("uk", text, "line.cut") in page.locator(".vid-cut").inner_text()
    assert page.evaluate(LIVE) == 0, "no control is live"
    page.get_by_role("button", name=said("uk", text, "line.again")).click()
    silent = said("uk", text, "line.silent")
    page.locator(".vid-cut", has_text=silent).wait_for(timeout=SECONDS)
    page.wait_for_timeout(5_000)  # by then Streamlit has words of its own
    assert not page.get_by_role("dialog").is_visible()
    wire.join(wire.first)
    joined(page)
    page.wait_for_function(HEARD, timeout=SECONDS)  # what was moved last is told once more
    quiet(page)
    held = shares(page)
    assert held["heritage"] != before["heritage"]
    assert page.locator(BUDGET).input_value() == budget
    page.reload()
    seal(page)
    quiet(page)
    assert shares(page) == held, "the shares on the screen were those of the plan"


@pytest.mark.slow
def test_a_server_begun_anew_has_the_settings_and_answers_moves(page, wire, own_address):
    open_plan(page, wire.address)
    with another_plan(page):
        slider(page, "heritage").press("PageUp")
    quiet(page)
    held = shares(page)
    wire.cut()
    page.locator(".vid-cut").wait_for(timeout=SECONDS)
    wire.join(own_address)
    joined(page)
    assert shares(page) == held
    with another_plan(page):
        slider(page, "damage").press("PageUp")
    assert shares(page)["damage"] == held["damage"] + 10


@pytest.mark.slow
def test_what_was_done_in_the_moment_of_a_cut_outlasts_the_session_too(page, wire, own_address):
    open_plan(page, wire.address, "en")
    with another_plan(page):
        slider(page, "heritage").press("PageUp")
    quiet(page)
    held = shares(page)
    wire.hush()  # nothing that is done from here on reaches this session
    slider(page, "homes").press("PageUp")
    page.evaluate("document.querySelector('.st-key-budget_more button').click()")
    wire.cut()
    page.locator(".vid-cut").wait_for(timeout=SECONDS)
    moved, budget = shares(page), page.locator(BUDGET).input_value()
    assert moved["homes"] == held["homes"] + 10
    page.wait_for_timeout(21_000)  # longer than anything waits on a whole line
    wire.join(own_address)
    joined(page)
    page.wait_for_function(HEARD, timeout=SECONDS)
    quiet(page)
    assert shares(page) == moved
    assert number(page.locator(BUDGET).input_value()) > number(budget)
    page.reload()
    joined(page)
    assert shares(page) == moved, "once"


@pytest.mark.slow
def test_a_line_that_is_dumb_is_told_as_one_that_is_cut(page, wire):
    open_plan(page, wire.address, "en")
    wire.hush()
    slider(page, "heritage").press("PageUp")
    moved = shares(page)
    page.locator(".vid-cut").wait_for(timeout=SECONDS)
    assert page.evaluate(LIVE) == 0
    wire.join(wire.first)
    joined(page)
    page.wait_for_function(HEARD, timeout=SECONDS)
    quiet(page)
    assert shares(page) == moved


@pytest.mark.slow
def test_a_move_outlasts_a_reload_that_comes_before_anybody_has_heard_of_it(page, address):
    open_plan(page, address, "en")
    held = shares(page)
    page.evaluate("""() => {
      const [range, lock] = ["input[type=range]", ".lock"].map((part) =>
        document.querySelector(`.vid-weight[data-criterion=heritage] ${part}`));
      range.value = 41;
      for (const kind of ["input", "change"]) range.dispatchEvent(new Event(kind, { bubbles: true }));
      lock.click();
      location.reload();
    }""")
    page.wait_for_function("location.search.includes('locked=')", timeout=SECONDS)
    seal(page)
    quiet(page)
    moved = shares(page)
    assert moved["heritage"] == 41 and sum(moved.values()) == 100 and moved != held
    assert slider(page, "heritage").is_disabled()
    page.locator(BUDGET).fill("450.5")
    page.evaluate("document.addEventListener('change', () => location.reload())")
    page.locator(BUDGET).press("Enter")
    page.wait_for_function("location.search.includes('money=')", timeout=SECONDS)
    quiet(page)
    assert page.locator(BUDGET).input_value() == "450.5" and shares(page) == moved
    page.reload()
    seal(page)
    quiet(page)
    assert page.locator(BUDGET).input_value() == "450.5" and shares(page) == moved, "once"


@pytest.mark.slow
def test_presses_and_single_funds_outlast_such_a_reload_too(page, address):
    open_plan(page, address, "en")
    box, first = page.locator(BUDGET), page.locator(BUDGET).input_value()
    page.evaluate(PRESS, "budget_more")
    page.wait_for_function("location.search.includes('money=')", timeout=SECONDS)
    quiet(page)
    richer = box.input_value()
    assert number(richer) > number(first)
    page.evaluate(PRESS, "undo")
    page.wait_for_function("!location.search.includes('money=')", timeout=SECONDS)
    quiet(page)
    assert box.input_value() == first
    page.evaluate(PRESS, "redo")
    page.wait_for_function("location.search.includes('money=')", timeout=SECONDS)
    quiet(page)
    assert box.input_value() == richer
    page.locator(".st-key-by_fund button").click()
    fund = page.locator("[class*=st-key-amount_state_] input").first
    expect(fund).not_to_have_value("", timeout=SECONDS)
    before = number(fund.input_value())
    fund.fill(str(before + 7))
    page.evaluate("document.addEventListener('change', () => location.reload())")
    fund.press("Enter")
    page.wait_for_load_state()
    seal(page)
    page.wait_for_function(RICHER, arg=[BUDGET, number(richer)], timeout=SECONDS)
    quiet(page)
    assert number(box.input_value()) == number(richer) + 7


@pytest.mark.slow
def test_a_language_a_scenario_and_a_plan_compared_with_outlast_such_a_reload_too(page, address):
    open_plan(page, address, "en")
    page.evaluate("""() => {
      document.querySelector(".st-key-language_switch button[aria-checked=false]").click();
      location.reload();
    }""")
    page.wait_for_function("location.search.includes('lang=uk')", timeout=SECONDS)
    quiet(page)
    expect(page.locator(".st-key-nav")).to_contain_text("Порівняння", timeout=SECONDS)
    menu = page.locator(".st-key-scenario input")
    first = menu.input_value()
    for take in ("click", "press"):
        menu.click()
        other = page.locator("[role=option][aria-selected=false]").first
        name = other.inner_text()
        page.evaluate("""() => ["pointerup", "keydown"].forEach((kind) => document.addEventListener(
          kind, ({ key }) => { if (key === undefined || key === "Enter") location.reload(); }))""")
        if take == "click":
            other.click(no_wait_after=True)
        else:
            menu.press("ArrowDown")
            name = page.locator("[role=option][data-focused]").inner_text()
            menu.press("Enter", no_wait_after=True)
        page.wait_for_load_state()
        expect(menu).to_have_value(name, timeout=SECONDS)
        quiet(page)
    assert name != first
    page.locator(".st-key-baseline_menu button").click()
    page.evaluate(PRESS, "pin")
    page.wait_for_load_state()
    seal(page)
    quiet(page)
    expect(page.locator(".st-key-baseline_menu")).to_contain_text(name, timeout=SECONDS)
