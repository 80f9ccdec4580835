"""The map in a real browser: picks by id, keeps where one looks, answers to keys, asks nobody."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from planner.text import text
from tests.browser.conftest import Tab
from tests.browser.desk import begin_anew
from tests.places import ROOT
from tests.saying import said
from tests.serving import serving

SECONDS = 60_000
"""Milliseconds; the first plan takes a few seconds, and the machine may be busy."""
MAP = "vidnovaMaps.get('city_map').map"


@pytest.fixture(scope="module")
def map_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page with nothing but the map."""
    scenarios = tmp_path_factory.mktemp("map") / "scenarios"
    shutil.copytree(ROOT / "scenarios", scenarios)
    with serving(Path(__file__).with_name("map_page.py"), scenarios) as server:
        yield server.address


def open_map(page: Page, address: str) -> None:
    page.emulate_media(reduced_motion="no-preference")
    page.goto(address)
    page.locator(".st-key-city_map .map[data-drawn]").wait_for(timeout=SECONDS)


@pytest.fixture
def plain(tab: Tab, map_address: str, request: pytest.FixtureRequest) -> Page:
    """The map as it was first opened."""
    page = tab.page
    if tab.ready(map_address, request):
        begin_anew(page)
        page.emulate_media(reduced_motion="no-preference")
        page.locator(".st-key-city_map .home").click()
        page.evaluate(f"{MAP}.at = -1")
        page.mouse.move(0, 0)
        page.wait_for_timeout(300)
    else:
        open_map(page, map_address)
    return page


def canvas(page: Page):
    return page.locator(".st-key-city_map canvas.above")


def tick(page: Page, label: str) -> None:
    """Tick a box of the page, and wait until the map has painted what follows from it."""
    before = page.evaluate(f"{MAP}.scene.stats.draws")
    page.locator("label", has_text=label).first.click()
    page.wait_for_function(f"{MAP}.scene.stats.draws > {before}", timeout=SECONDS)
    page.wait_for_timeout(300)


def view(page: Page) -> list[float]:
    return list(page.evaluate(f"[{MAP}.view.x, {MAP}.view.y, {MAP}.view.zoom]"))


def lonely(page: Page) -> str:
    """The id of a site in sight that stands clear of the others and of the buttons."""
    found = page.evaluate(
        f"""() => {{
          const map = {MAP};
          const all = map.city.ids.map((id) => map.where(id));
          const clear = ([x, y], k) => x > 30 && y > 30 && y < map.view.size.height - 30
            && x < map.view.size.width - 60
            && all.every(([a, b], j) => j === k || Math.hypot(a - x, b - y) > 26);
          return map.city.ids[all.findIndex(clear)];
        }}"""
    )
    return str(found)


def spot(page: Page, known: str) -> tuple[float, float]:
    frame = canvas(page).bounding_box()
    assert frame is not None
    x, y = page.evaluate(f"(id) => {MAP}.where(id)", known)
    return frame["x"] + x, frame["y"] + y


def colours(page: Page) -> int:
    """How many different colours the picture holds."""
    found = page.evaluate(
        f"""() => {{
          const canvas = {MAP}.scene.below;
          const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
          return new Set(new Uint32Array(data.buffer)).size;
        }}"""
    )
    return int(found)


def ground_ink(page: Page) -> list[int]:
    """Red, green, blue in the corner, where no city is."""
    corner = f"{MAP}.scene.below.getContext('2d').getImageData(2, 2, 1, 1).data"
    return list(page.evaluate(f"[...{corner}]"))[:3]


def test_a_click_picks_the_building_by_its_id_whatever_its_rank_has_become(plain):
    known = lonely(plain)
    plain.mouse.click(*spot(plain, known))
    expect(plain.get_by_text(f"picked {known} times 1")).to_be_visible(timeout=SECONDS)
    tick(plain, "second plan")
    plain.mouse.click(*spot(plain, known))
    expect(plain.get_by_text(f"picked {known} times 2")).to_be_visible(timeout=SECONDS)
    assert plain.evaluate(f"{MAP}.city.ids[{MAP}.selected]") == known


def test_a_click_beside_everything_picks_nothing(plain):
    frame = canvas(plain).bounding_box()
    plain.mouse.click(frame["x"] + 4, frame["y"] + frame["height"] - 4)
    plain.wait_for_timeout(500)
    expect(plain.get_by_text("picked None times 0")).to_be_visible()


def test_the_pointer_tells_name_place_works_and_year_as_text(plain):
    known = lonely(plain)
    plain.mouse.move(*spot(plain, known))
    tip = plain.locator(".st-key-city_map .tip")
    expect(tip).to_be_visible()
    name, rank = plain.evaluate(
        f"""(id) => {{ const map = {MAP}; const i = map.city.indexOf.get(id);
            return [map.city.names[i], map.decisions.ranks[i]]; }}""",
        known,
    )
    words = tip.inner_text()
    assert words.startswith(name) and f"№{rank} · " in words
    assert tip.locator("*").count() == len(words.split("\n"))
    plain.mouse.move(5, 5)
    expect(tip).to_be_hidden()


def test_zoom_and_centre_outlive_a_change_of_weights_and_of_language(plain):
    frame = canvas(plain).bounding_box()
    middle = (frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)
    plain.locator(".st-key-city_map .in").click()
    plain.locator(".st-key-city_map .in").click()
    plain.mouse.move(*middle)
    plain.mouse.down()
    plain.mouse.move(middle[0] + 60, middle[1] - 40, steps=4)
    plain.mouse.up()
    plain.wait_for_timeout(200)
    before = view(plain)
    assert before[2] == pytest.approx(1.6**2, rel=0.01)
    for box in ("second plan", "English", "damage", "filtered"):
        tick(plain, box)
        assert view(plain) == pytest.approx(before), box
    assert canvas(plain).get_attribute("aria-label").startswith("Map of the city")
    plain.locator(".st-key-city_map .home").click()
    assert view(plain)[2] == pytest.approx(1)


def test_the_keyboard_alone_moves_zooms_steps_and_picks(plain):
    plain.locator(".st-key-city_map .in").press("Shift+Tab")
    assert plain.evaluate("document.activeElement.shadowRoot.activeElement.className") == "above"
    start = view(plain)
    for key in ("+", "ArrowRight", "ArrowDown"):
        plain.keyboard.press(key)
    moved = view(plain)
    assert moved[2] == pytest.approx(1.6 * start[2]) and moved[0] > start[0]
    assert moved[1] > start[1]
    plain.keyboard.press("Home")
    plain.keyboard.press("PageDown")
    said = plain.locator(".st-key-city_map .said")
    first = plain.evaluate(f"{MAP}.city.names[{MAP}.at]")
    expect(said).to_contain_text(f"{first}. №1 · ")
    plain.keyboard.press("KeyN")
    second = plain.evaluate(f"{MAP}.city.ids[{MAP}.at]")
    expect(said).to_contain_text("№2 · ")
    plain.keyboard.press("Enter")
    expect(plain.get_by_text(f"picked {second} times 1")).to_be_visible(timeout=SECONDS)


def test_what_the_page_selects_is_brought_into_sight(plain):
    for _ in range(7):
        plain.locator(".st-key-city_map .in").click()
    away = plain.evaluate(
        f"{MAP}.city.ids.find((id) => {{ const [x, y] = {MAP}.where(id);"
        f" return x < -200 || y < -200; }})"
    )
    zoom = view(plain)[2]
    plain.get_by_role("combobox").click()
    plain.keyboard.type(away)
    plain.keyboard.press("Enter")
    plain.wait_for_function(f"{MAP}.city.ids[{MAP}.selected] === '{away}'", timeout=SECONDS)
    plain.wait_for_timeout(600)
    x, y = plain.evaluate(f"(id) => {MAP}.where(id)", away)
    frame = canvas(plain).bounding_box()
    assert 0 < x < frame["width"] and 0 < y < frame["height"]
    assert view(plain)[2] == pytest.approx(zoom)


def test_a_filter_leaves_only_what_it_found_to_step_through(plain):
    tick(plain, "filtered")
    canvas(plain).focus()
    plain.keyboard.press("PageDown")
    expect(plain.locator(".st-key-city_map .said")).to_contain_text(
        said("uk", text, "map.place", n=1, of=5)
    )


def test_the_map_draws_without_webgl_and_on_either_ground(visits, map_address):
    grounds = []
    page = visits.another()
    page.add_init_script(
        """const get = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
          if (/webgl/.test(kind)) throw new Error("no WebGL here");
          return get.call(this, kind, ...rest);
        };"""
    )
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        open_map(page, map_address)
        page.wait_for_timeout(300)
        assert colours(page) > 20
        grounds.append(ground_ink(page))
        assert faults == []
    page.close()
    assert grounds == [[255, 255, 255], [0x14, 0x19, 0x1D]]


def test_a_plain_wheel_scrolls_a_long_page_and_zooms_one_that_cannot_scroll(plain):
    plain.set_viewport_size({"width": 1000, "height": 1000})
    plain.wait_for_timeout(300)
    frame = canvas(plain).bounding_box()
    plain.mouse.move(frame["x"] + 100, frame["y"] + 100)
    plain.mouse.wheel(0, -200)
    plain.wait_for_timeout(300)
    assert view(plain)[2] > 1.2
    plain.locator(".st-key-city_map .home").click()
    plain.locator("label", has_text="long page").first.click()
    plain.wait_for_function(
        "(() => { const m = document.querySelector('[data-testid=stMain]');"
        " return m.scrollHeight > m.clientHeight + 300; })()",
        timeout=SECONDS,
    )
    plain.mouse.move(frame["x"] + 100, frame["y"] + 100)
    plain.mouse.wheel(0, 200)
    plain.wait_for_timeout(300)
    assert view(plain)[2] == pytest.approx(1)
    assert plain.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") > 50
    plain.keyboard.down("Control")
    plain.mouse.wheel(0, -200)
    plain.keyboard.up("Control")
    plain.wait_for_timeout(300)
    assert view(plain)[2] > 1.2


def test_a_change_of_weights_sends_neither_places_nor_names_again(page, map_address):
    received: list[int] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda data: received.append(len(data))),
    )
    open_map(page, map_address)
    page.wait_for_timeout(500)
    first = max(received)
    received.clear()
    tick(page, "second plan")
    page.wait_for_timeout(500)
    assert first > 20_000
    assert max(received) < 10_000


def test_buttons_are_large_enough_and_named_and_320_pixels_suffice(plain):
    plain.set_viewport_size({"width": 320, "height": 700})
    for name, key in (("in", "zoom_in"), ("out", "zoom_out"), ("home", "home")):
        button = plain.locator(f".st-key-city_map .{name}")
        frame = button.bounding_box()
        assert frame is not None and min(frame["width"], frame["height"]) >= 24
        assert frame["x"] + frame["width"] <= 320
        assert button.get_attribute("aria-label") == said("uk", text, f"map.{key}")
    frame = plain.locator(".st-key-city_map .map").bounding_box()
    assert frame is not None and frame["x"] >= 0 and frame["x"] + frame["width"] <= 320


def test_two_maps_on_a_page_keep_to_themselves(plain):
    plain.locator("label", has_text="differences").first.click()
    plain.locator(".st-key-difference_map .map[data-drawn]").wait_for(timeout=SECONDS)
    plain.locator(".st-key-difference_map .in").click()
    plain.wait_for_timeout(200)
    assert plain.evaluate("vidnovaMaps.get('difference_map').map.view.zoom") > 1.5
    assert view(plain)[2] == pytest.approx(1)


def test_the_dense_middle_stands_apart_nearer_and_can_be_picked_there(plain):
    shown = f"""() => {{
      const {{ inset, view, city }} = {MAP};
      const members = [...inset.members].filter((i) => {MAP}.nearest(...{MAP}.spot(i), 1) === i);
      const far = members.map((i) => view.place(city.x[i], city.y[i]));
      const bare = far.every(([x, y]) => !members.includes({MAP}.nearest(x, y, 1)));
      return [members.length, bare, city.ids[members[0]], {MAP}.spot(members[0]), inset.frame];
    }}"""
    count, bare, known, (x, y), (left, top, right, bottom) = plain.evaluate(shown)
    assert count > 8 and bare
    assert left < x < right and top < y < bottom
    box = canvas(plain).bounding_box()
    plain.mouse.click(box["x"] + x, box["y"] + y)
    expect(plain.get_by_text(f"picked {known} times", exact=False)).to_be_visible(timeout=SECONDS)
    plain.locator(".st-key-city_map .in").click()
    plain.wait_for_function(f"{MAP}.inset === null")
