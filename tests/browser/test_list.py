"""The ranked list in a real browser: picking, moving, further rows, and what an update leaves."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, WebSocket, expect

from planner.text import text
from tests.browser.conftest import Tab
from tests.browser.desk import begin_anew
from tests.places import ROOT
from tests.saying import said
from tests.serving import serving

HERE = Path(__file__).parent
SECONDS = 60_000
HOSTILE = "<img src=x onerror=document.title='spoilt'>"
MARKDOWN = "**bold** [link](javascript:alert(1)) $x$ :red[red]"
FIRST_ROWS = 30
MOST_BYTES = 40_000


def _spoil(sites: Path) -> None:
    """Name two sites that are sure to be planned with words that other pages would run."""
    with sites.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, columns = list(reader), reader.fieldnames or []
    for row, name in zip(rows, (HOSTILE, MARKDOWN), strict=False):
        row["name_uk"] = name
    with sites.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page with the list of a city in which two names are hostile."""
    scenarios = tmp_path_factory.mktemp("list") / "scenarios"
    shutil.copytree(ROOT / "scenarios", scenarios)
    _spoil(scenarios / "kharkiv" / "sites.csv")
    with serving(HERE / "list_page.py", scenarios) as server:
        yield server.address


@pytest.fixture
def listed(tab: Tab, spoilt: str, request: pytest.FixtureRequest) -> Page:
    page = tab.page
    if tab.ready(spoilt, request):
        begin_anew(page)
    else:
        page.goto(spoilt)
    page.emulate_media(reduced_motion="no-preference")
    page.locator(".vid-row").first.wait_for(timeout=SECONDS)
    page.evaluate("document.querySelector('.st-key-list').scrollTop = 0")
    return page


def group(page: Page, code: str) -> Locator:
    return page.locator(f".vid-group[data-group={code}]")


def rows(page: Page, code: str = "planned") -> Locator:
    return group(page, code).locator(".vid-row")


def focused(page: Page) -> str:
    """Id of the row that holds the focus."""
    script = "document.activeElement.closest('.vid-row')?.dataset.id ?? ''"
    return str(page.evaluate(script))


def scrolled(page: Page) -> float:
    return float(page.evaluate("document.querySelector('.st-key-list').scrollTop"))


def says(page: Page, subject: str | None) -> None:
    expect(page.get_by_text(f"selected: {subject}", exact=True)).to_be_visible(timeout=SECONDS)


def weigh(page: Page, heritage: int) -> None:
    """Change the weights without taking the focus, as an answer that comes late does."""
    before = page.locator(".vid-list").inner_text()
    page.evaluate(
        "name => [...document.querySelectorAll('button')].find(b => b.innerText === name).click()",
        f"heritage {heritage}",
    )
    page.wait_for_function(
        "before => document.querySelector('.vid-list').innerText !== before",
        arg=before,
        timeout=SECONDS,
    )
    page.wait_for_timeout(400)


@pytest.mark.slow
def test_a_click_anywhere_in_a_row_picks_it(listed):
    row = rows(listed).nth(2)
    subject = row.get_attribute("data-id")
    row.locator(".vid-money").click()
    says(listed, subject)
    expect(row).to_have_class("vid-row selected")
    expect(row.locator(".vid-pick")).to_have_attribute("aria-current", "true")
    assert listed.locator(".vid-pick[aria-current]").count() == 1


def test_the_keyboard_alone_walks_the_list_and_picks(listed):
    rows(listed).first.locator(".vid-pick").focus()
    listed.keyboard.press("ArrowDown")
    listed.keyboard.press("ArrowDown")
    third = rows(listed).nth(2).get_attribute("data-id")
    assert focused(listed) == third
    listed.keyboard.press("ArrowUp")
    assert focused(listed) == rows(listed).nth(1).get_attribute("data-id")
    listed.keyboard.press("End")
    last = listed.locator(".vid-pick:visible").last
    assert focused(listed) == last.locator("xpath=ancestor::li").get_attribute("data-id")
    listed.keyboard.press("Home")
    assert focused(listed) == rows(listed).first.get_attribute("data-id")
    listed.keyboard.press("Enter")
    says(listed, rows(listed).first.get_attribute("data-id"))
    assert focused(listed) == rows(listed).first.get_attribute("data-id")


def test_one_press_of_tab_enters_and_leaves_the_rows(listed):
    assert listed.locator(".vid-pick[tabindex='0']").count() == 1
    listed.locator(".vid-jump[tabindex='0']").focus()
    listed.keyboard.press("Tab")
    assert focused(listed) == rows(listed).first.get_attribute("data-id")
    listed.keyboard.press("ArrowUp")
    expect(group(listed, "planned").locator(".vid-fold")).to_be_focused()
    listed.keyboard.press("ArrowDown")
    listed.keyboard.press("Tab")
    assert focused(listed) == ""


def test_more_brings_the_next_rows_and_takes_the_focus_there(listed):
    assert rows(listed).count() == FIRST_ROWS
    more = group(listed, "planned").locator(".vid-further.more")
    more.focus()
    listed.keyboard.press("Enter")
    expect(rows(listed)).not_to_have_count(FIRST_ROWS, timeout=SECONDS)
    expect(more).to_be_hidden()
    assert focused(listed) == rows(listed).nth(FIRST_ROWS).get_attribute("data-id")
    ranks = rows(listed).locator(".vid-rank").all_inner_texts()
    assert [rank.split("\n")[0] for rank in ranks] == [str(n + 1) for n in range(len(ranks))]


def test_what_cannot_be_planned_is_folded_until_it_is_opened(listed):
    unplannable = group(listed, "unplannable")
    fold = unplannable.locator(".vid-fold")
    expect(fold).to_have_attribute("aria-expanded", "false")
    assert rows(listed, "unplannable").count() == 0
    fold.click()
    expect(rows(listed, "unplannable").first).to_be_visible(timeout=SECONDS)
    weigh(listed, 80)
    expect(fold).to_have_attribute("aria-expanded", "true")
    expect(rows(listed, "unplannable").first).to_be_visible()
    fold.click()
    expect(rows(listed, "unplannable")).to_have_count(0, timeout=SECONDS)
    weigh(listed, 20)


def test_a_jump_opens_its_group_and_the_jumps_follow_what_is_read(listed):
    here = listed.locator(".vid-jump[aria-current]")
    expect(here).to_have_attribute("data-group", "planned")
    here.focus()
    listed.keyboard.press("End")
    expect(listed.locator(".vid-jump").last).to_be_focused()
    listed.keyboard.press("ArrowLeft")
    expect(listed.locator(".vid-jump[data-group=unplannable]")).to_be_focused()
    assert rows(listed, "unplannable").count() == 0
    listed.keyboard.press("Enter")
    expect(rows(listed, "unplannable").first).to_be_in_viewport(timeout=SECONDS)
    expect(here).to_have_attribute("data-group", "unplannable")
    listed.locator(".vid-jump[data-group=next]").click()
    head = group(listed, "next").locator(".vid-head").bounding_box()
    top = listed.locator(".vid-top").bounding_box()
    assert head and top and abs(head["y"] - top["y"] - top["height"]) <= 2
    listed.evaluate("document.querySelector('.st-key-list').scrollTop = 0")
    expect(here).to_have_attribute("data-group", "planned")
    group(listed, "unplannable").locator(".vid-fold").click()
    expect(rows(listed, "unplannable")).to_have_count(0, timeout=SECONDS)


def test_an_update_keeps_scroll_and_focus_and_marks_what_moved(listed):
    row = rows(listed, "next").nth(4).locator(".vid-pick")
    row.focus()
    subject, before = focused(listed), scrolled(listed)
    assert before > 0
    weigh(listed, 80)
    assert focused(listed) == subject
    assert scrolled(listed) == before
    moved = listed.locator(".vid-rank small")
    assert moved.count() > 0
    assert moved.first.get_attribute("aria-label")
    weigh(listed, 20)
    assert focused(listed) == subject


def test_an_update_is_small_and_brings_no_script_again(listed):
    sizes: list[int] = []
    payloads: list[bytes] = []

    def note(frame: str | bytes) -> None:
        sizes.append(len(frame))
        payloads.append(frame.encode() if isinstance(frame, str) else frame)

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", note)

    listed.on("websocket", listen)
    listed.reload()
    rows(listed).first.wait_for(timeout=SECONDS)
    weigh(listed, 80)
    weigh(listed, 20)
    sizes.clear()
    payloads.clear()
    weigh(listed, 80)
    assert sum(sizes) < MOST_BYTES
    assert not any(b"prefers-reduced-motion" in payload for payload in payloads)


@pytest.mark.slow
def test_rows_glide_to_their_places_unless_motion_is_not_wanted(own_page, spoilt):
    page = own_page
    page.add_init_script(
        "Element.prototype.animate = function () { window.glides = (window.glides ?? 0) + 1; }"
    )
    for wanted, any_glide in (("no-preference", True), ("reduce", False)):
        page.emulate_media(reduced_motion=wanted)
        page.goto(spoilt)
        rows(page).first.wait_for(timeout=SECONDS)
        weigh(page, 80)
        assert (page.evaluate("window.glides ?? 0") > 0) == any_glide


def test_what_is_picked_on_the_map_is_brought_into_sight(listed):
    group(listed, "unplannable").locator(".vid-fold").click()
    subject = rows(listed, "unplannable").last.get_attribute("data-id")
    group(listed, "unplannable").locator(".vid-fold").click()
    expect(rows(listed, "unplannable")).to_have_count(0, timeout=SECONDS)
    listed.get_by_label("picked on the map").fill(subject)
    listed.keyboard.press("Enter")
    row = listed.locator(f".vid-row[data-id='{subject}']")
    expect(row).to_have_class("vid-row selected", timeout=SECONDS)
    expect(row).to_be_in_viewport(timeout=SECONDS)


def test_names_stay_text_whatever_they_say(listed):
    listed.locator("input[type=search]").fill("onerror")
    expect(rows(listed)).to_have_count(1, timeout=SECONDS)
    assert rows(listed).first.locator(".vid-pick").inner_text() == HOSTILE
    listed.locator("input[type=search]").fill("bold")
    expect(rows(listed).first.locator(".vid-pick")).to_have_text(MARKDOWN, timeout=SECONDS)
    assert listed.locator(".vid-list img, .vid-list a, .vid-list b, .vid-list script").count() == 0
    assert listed.title() != "spoilt"


def test_a_search_without_a_match_says_so_and_can_be_cleared(listed):
    listed.locator("input[type=search]").fill("ййййй")
    empty = listed.locator(".vid-list .vid-empty")
    expect(empty).to_have_text(said("uk", text, "list.none_found"), timeout=SECONDS)
    assert listed.locator(".vid-row").count() == 0
    listed.get_by_role("button", name=said("uk", text, "list.find.clear")).click()
    expect(rows(listed)).to_have_count(FIRST_ROWS, timeout=SECONDS)
    expect(listed.locator("input[type=search]")).to_have_value("")


def test_a_search_opens_every_group_it_finds_something_in(listed):
    listed.locator("input[type=search]").fill("вул")
    expect(listed.locator(".vid-count").first).to_contain_text("з", timeout=SECONDS)
    folds = listed.locator(".vid-fold")
    assert all(fold.get_attribute("aria-expanded") == "true" for fold in folds.all())


def test_a_list_that_is_out_of_date_is_dimmed_and_says_why(listed):
    listed.get_by_text("stale", exact=True).click()
    expect(listed.locator(".vid-list.stale .vid-stale")).to_have_text(
        "Оновлюється", timeout=SECONDS
    )
    assert scrolled(listed) == 0


@pytest.mark.parametrize("width", [320, 390])
def test_a_narrow_screen_needs_no_sideways_scrolling(listed, width):
    listed.set_viewport_size({"width": width, "height": 844})
    listed.wait_for_timeout(300)
    for box in ("[data-testid=stMain]", ".st-key-list"):
        found = f"document.querySelector('{box}')"
        assert listed.evaluate(f"{found}.scrollWidth <= {found}.clientWidth"), box


def test_everything_to_press_is_at_least_24_pixels(listed):
    for target in listed.locator(".vid-pick:visible, .vid-fold, .vid-further:visible").all():
        place = target.bounding_box()
        assert place is not None and min(place["width"], place["height"]) >= 24
