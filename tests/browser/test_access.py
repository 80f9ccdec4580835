"""Access: axe, targets, 320 px, the keyboard alone, and the language of everything there is to read.

Checks 2, 18 and 19 of the acceptance checks.
"""

import re
from collections.abc import Iterator
from typing import Final, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from planner.text import text
from tests.browser.conftest import WINDOW, Visits
from tests.browser.desk import SECONDS, another_plan, open_card, open_plan, quiet, seal, slider
from tests.saying import said

PAGES = ("", "compare", "contest", "sure", "data", "newcity")
DRAWN = {
    "compare": ".vid-told",
    "contest": ".vid-rival",
    "sure": ".vid-shared",
    "data": "[role=tab]",
    "newcity": "[data-testid=stFileUploaderDropzone]",
}
"""What each of them draws last, or nearly."""
Scheme = Literal["light", "dark"]
SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark")
PHONES: Final = (320, 390)
GRAVE = {"serious", "critical"}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
GROUND: Final = """(scheme) => {
  const ground = getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor;
  const [red] = ground.match(/\\d+/g);
  return (scheme === "dark") === (Number(red) < 128);
}"""
TARGET = 24
"""Pixels, WCAG 2.2 AA 2.5.8."""
CONTROLS = "button, a[href], summary, input, [role=radio], [role=tab], [role=option], select"
SMALL = """([controls, least]) => [...document.querySelectorAll(controls)].filter((e) => {
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  if (!box.width || style.visibility === "hidden" || e.closest("[inert], [aria-hidden=true]")) return false;
  if (e.matches("p a, li a, .vid-note a, td a")) return false;
  if (e.matches("input")) {
    const label = e.closest("label, [data-baseweb], [data-testid^=st]")?.getBoundingClientRect();
    return Math.max(box.height, label?.height ?? 0) < least;
  }
  if (Math.min(box.width, box.height) >= least) return false;
  // Smaller is allowed where a circle of the least size around it touches no other target.
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return [...document.querySelectorAll(controls)].some((other) => {
    if (other === e || other.contains(e) || e.contains(other)) return false;
    const near = other.getBoundingClientRect();
    if (!near.width) return false;
    const dx = Math.max(near.left - x, 0, x - near.right), dy = Math.max(near.top - y, 0, y - near.bottom);
    return Math.hypot(dx, dy) < least / 2;
  });
}).map((e) => `${e.tagName} ${e.className} ${e.getAttribute("aria-label") ?? e.textContent}`.slice(0, 120))"""
LATIN = """() => {
  const found = [];
  const note = (kind, element, words) => {
    const told = words.replace(/[a-z]+\\.csv, [a-z_]+|[a-z-]+\\.yaml/g, "");  // a file, and its column
    for (const run of told.match(/[A-Za-z][A-Za-z'\u2019-]{2,}/g) ?? []) found.push([run, kind, words.trim().slice(0, 90)]);
  };
  const shown = (e) => e.checkVisibility?.() ?? true;
  const look = (root) => {
    for (const e of root.querySelectorAll("*")) {
      if (e.shadowRoot) look(e.shadowRoot);
      if (["STYLE", "SCRIPT", "NOSCRIPT", "TEMPLATE"].includes(e.tagName)) continue;
      if (e.closest("[data-testid=stIconMaterial], svg, [lang]:not(html)")) continue;
      for (const name of ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription", "aria-valuetext"]) {
        const words = e.getAttribute(name);
        if (words) note(`${e.tagName} ${name}`, e, words);
      }
      for (const child of e.childNodes) if (child.nodeType === 3 && shown(e)) note(e.tagName, e, child.data);
    }
  };
  look(document.body);
  return found;
}"""
NAMES = re.compile(
    r"(?i)^(eng?|kharkiv|palace|xlsx?|ods|zip|geojson|geopackage|geoparquet|shapefile|pdf|docx|ids|csv|json|yaml|excel|txt|sha|vidnova|highs|pulp|streamlit|python|openstreetmap|unesco|iso|epsg|wgs|url|https?|www|com|org|net|ua|gov|mit|odbl|km|ctrl|esc|dream|id|pgdn|pgup|enter|works|paid|finished|share)$"
)
"""Names of files and their columns, programs, sources and places, which stay in Latin letters."""


def visit(page: Page, address: str, path: str, language: str) -> None:
    """One of the pages, quiet."""
    if not path:
        open_plan(page, address, language)
        return
    page.goto(f"{address}/{path}?lang={language}")
    page.locator(DRAWN[path]).first.wait_for(timeout=SECONDS)
    quiet(page)


def grave(page: Page) -> list[str]:
    """What axe finds serious or critical, a line each."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{v['id']} ({v['impact']}): {node['target']} {node['html'][:140]}"
        for v in found
        if v["impact"] in GRAVE
        for node in v["nodes"][:4]
    ]


class Seen:
    """A page that several tests look at: opening it costs more than any of the looks."""

    def __init__(self, page: Page, path: str) -> None:
        self.page, self.path = page, path

    def wear(self, scheme: Scheme) -> None:
        """The ground of that scheme, which the page changes to by itself."""
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        self.page.wait_for_function(GROUND, arg=scheme, timeout=SECONDS)
        quiet(self.page)

    def looks(self) -> Iterator[Page]:
        """The page, and where it is the plan page, the same with a card open."""
        close = self.page.locator(".st-key-close button:visible")
        if not self.path and close.count():
            close.click()
            self.page.locator(".st-key-card").wait_for(state="detached", timeout=SECONDS)
            quiet(self.page)
        yield self.page
        if not self.path:
            open_card(self.page, "derzhprom")
            yield self.page


@pytest.fixture(scope="module")
def seen(request: pytest.FixtureRequest, visits: Visits, address: str) -> Iterator[Seen]:
    """A page in a tab of its own: its path and width."""
    path, width = request.param
    page = visits.another()
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    if width:
        page.set_viewport_size({"width": width, "height": 844})
    visit(page, address, path, "uk")
    yield Seen(page, path)
    page.close()
    assert visits.outside == []


def looked_at() -> pytest.MarkDecorator:
    """Every page as `seen`, at a desk's width."""
    cases = [(path, 0) for path in PAGES]
    names = [path or "plan" for path in PAGES]
    return pytest.mark.parametrize("seen", cases, ids=names, indirect=True, scope="module")


@looked_at()
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_serious(seen: Seen, scheme: Scheme) -> None:
    seen.wear(scheme)
    for page in seen.looks():
        assert grave(page) == []


@looked_at()
def test_targets_are_large_enough_or_far_enough_apart(seen: Seen) -> None:
    for page in seen.looks():
        assert page.evaluate(SMALL, [CONTROLS, TARGET]) == []


def test_both_sides_of_a_debate_have_equal_pixels(page: Page, address: str) -> None:
    visit(page, address, "contest", "uk")
    lines = """(side) => [...document.querySelectorAll(`.vid-voices .${side} > *`)].map((e) => {
      const box = e.getBoundingClientRect();
      return [Math.round(box.top), Math.round(box.width), Math.round(box.height)];
    })"""
    critics, authors = (page.evaluate(lines, side) for side in ("critics", "authors"))
    assert critics == authors and len(critics) == 6


@looked_at()
def test_a_narrow_page_never_scrolls_sideways(seen: Seen) -> None:
    sideways = """() => [document.scrollingElement, document.querySelector('[data-testid=stMain]')]
      .map((e) => e.scrollWidth - e.clientWidth)"""
    for page in seen.looks():
        for width in PHONES:
            page.set_viewport_size({"width": width, "height": 844})
            quiet(page)
            assert max(page.evaluate(sideways)) <= 0, width
        page.set_viewport_size(WINDOW)


HERE = """() => [...document.activeElement.closest("[class*=st-key-]").classList].find(
  (name) => name.startsWith("st-key-"))"""


@pytest.mark.parametrize("seen", [("", PHONES[1])], ids=["plan"], indirect=True, scope="module")
def test_on_a_phone_weights_and_map_are_sheets_and_what_is_pressed_has_44_px(seen: Seen) -> None:
    page = seen.page
    assert [
        e for e in page.evaluate(SMALL, [CONTROLS, 44]) if "INPUT" not in e and "Відкрити" not in e
    ] == []
    for sheet, holds in (("weights", ".vid-weight"), ("map", ".vid-map")):
        part = page.locator(holds).first
        assert not part.is_visible()
        page.locator(f".st-key-sheet_{sheet} button:visible").click()
        assert part.is_visible() and page.evaluate(HERE) == f"st-key-sheet_back_{sheet}"
        page.keyboard.press("Escape")
        assert not part.is_visible() and page.evaluate(HERE) == f"st-key-sheet_{sheet}"
    page.locator(".vid-row").nth(12).scroll_into_view_if_needed()
    search = page.locator(".st-key-find_words input").bounding_box()
    assert search is not None and 0 <= search["y"] < 40, "the search stays in sight"


@looked_at()
def test_no_english_is_left_in_the_ukrainian_page(seen: Seen) -> None:
    seen.page.wait_for_function("document.documentElement.lang === 'uk'", timeout=SECONDS)
    found = []
    for page in seen.looks():
        found += page.evaluate(LATIN)
    if not seen.path:
        page.locator(".st-key-close button:visible").click()
        for panel in ("keep_save", "keep_share", "take_plan", "find_panel"):
            page.locator(f".st-key-{panel} button").first.click()
            quiet(page)
            found += page.evaluate(LATIN)
            page.keyboard.press("Escape")
    told = {f"{kind}: {words}" for run, kind, words in found if not NAMES.match(run)}
    told = {line for line in told if "/" not in line and "@" not in line}
    assert sorted(told) == []


def test_axe_finds_nothing_serious_in_english_either(page: Page, address: str) -> None:
    """One look, at the page that says most: the languages differ in words alone."""
    visit(page, address, "", "en")
    assert page.evaluate("document.documentElement.lang") == "en"
    open_card(page, "derzhprom")
    assert grave(page) == []


def press_until(page: Page, selector: str, key: str = "Tab", most: int = 200) -> None:
    """Goes on with a key until the focus is on, or in, what the selector names."""
    for _ in range(most):
        if page.evaluate("(s) => Boolean(document.activeElement?.closest(s))", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{selector} is not reached with {key}")


def test_the_keyboard_alone_weighs_opens_a_card_saves_and_exports(page, address, tmp_path):
    """Check 18; nothing here is clicked."""
    open_plan(page, address)
    press_until(page, "[data-criterion=heritage] [type=range]")
    before = int(slider(page, "heritage").input_value())
    with another_plan(page):
        page.keyboard.press("ArrowRight")
    quiet(page)
    assert int(slider(page, "heritage").input_value()) == before + 1
    press_until(page, "[data-criterion=heritage] [type=range]", most=2)  # the focus is kept
    press_until(page, ".vid-pick")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator(".st-key-card").wait_for(timeout=SECONDS)
    quiet(page)
    picked = str(page.locator(".vid-row.selected").get_attribute("data-id"))
    press_until(page, ".st-key-close button")
    page.keyboard.press("Escape")
    page.locator(".st-key-card").wait_for(state="detached", timeout=SECONDS)
    page.wait_for_function(
        "(id) => document.activeElement.closest('.vid-row')?.dataset.id === id", arg=picked
    )
    press_until(page, ".st-key-keep_save button", "Shift+Tab")
    page.keyboard.press("Enter")
    page.locator(".st-key-save_name_uk input").wait_for(timeout=SECONDS)
    press_until(page, ".st-key-save_name_uk input", most=4)  # what is opened comes next
    page.keyboard.type("З клавіатури")
    press_until(page, ".st-key-save button")
    page.keyboard.press("Enter")
    page.get_by_text(said("uk", text, "store.done.new")).first.wait_for(timeout=SECONDS)
    page.keyboard.press("Escape")
    seal(page)
    quiet(page)
    press_until(page, ".st-key-take_plan button")
    page.keyboard.press("Enter")
    page.locator(".st-key-download_csv button").wait_for(timeout=SECONDS)
    press_until(page, ".st-key-download_csv button")
    with page.expect_download(timeout=SECONDS) as taken:
        page.keyboard.press("Enter")
    assert taken.value.suggested_filename.endswith(".csv")
    page.keyboard.press("Escape")
    page.locator("a[href='#stMain']").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('.vid-pick')")
    assert page.locator("[role=navigation] a[aria-current=page]").count() == 1
