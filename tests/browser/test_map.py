"""The map in a real browser: picks by id, keeps where one looks, answers to keys, asks nobody."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from planner.text import text
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


def test_a_click_picks_the_building_by_its_id_whatever_its_rank_has_become(page, map_address):
    open_map(page, map_address)
    known = lonely(page)
    page.mouse.click(*spot(page, known))
    expect(page.get_by_text(f"picked {known} times 1")).to_be_visible(timeout=SECONDS)
    tick(page, "second plan")
    page.mouse.click(*spot(page, known))
    expect(page.get_by_text(f"picked {known} times 2")).to_be_visible(timeout=SECONDS)
    assert page.evaluate(f"{MAP}.city.ids[{MAP}.selected]") == known


def test_a_click_beside_everything_picks_nothing(page, map_address):
    open_map(page, map_address)
    frame = canvas(page).bounding_box()
    page.mouse.click(frame["x"] + 4, frame["y"] + frame["height"] - 4)
    page.wait_for_timeout(500)
    expect(page.get_by_text("picked None times 0")).to_be_visible()


def test_the_pointer_tells_name_place_works_and_year_as_text(page, map_address):
    open_map(page, map_address)
    known = lonely(page)
    page.mouse.move(*spot(page, known))
    tip = page.locator(".st-key-city_map .tip")
    expect(tip).to_be_visible()
    name, rank = page.evaluate(
        f"""(id) => {{ const map = {MAP}; const i = map.city.indexOf.get(id);
            return [map.city.names[i], map.decisions.ranks[i]]; }}""",
        known,
    )
    words = tip.inner_text()
    assert words.startswith(name) and f"№{rank} · " in words
    assert tip.locator("*").count() == len(words.split("\n"))
    page.mouse.move(5, 5)
    expect(tip).to_be_hidden()


def test_zoom_and_centre_outlive_a_change_of_weights_and_of_language(page, map_address):
    open_map(page, map_address)
    frame = canvas(page).bounding_box()
    middle = (frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)
    page.locator(".st-key-city_map .in").click()
    page.locator(".st-key-city_map .in").click()
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 60, middle[1] - 40, steps=4)
    page.mouse.up()
    page.wait_for_timeout(200)
    before = view(page)
    assert before[2] == pytest.approx(1.6**2, rel=0.01)
    for box in ("second plan", "English", "damage", "filtered"):
        tick(page, box)
        assert view(page) == pytest.approx(before), box
    assert canvas(page).get_attribute("aria-label").startswith("Map of the city")
    page.locator(".st-key-city_map .home").click()
    assert view(page)[2] == pytest.approx(1)


def test_the_keyboard_alone_moves_zooms_steps_and_picks(page, map_address):
    open_map(page, map_address)
    page.locator(".st-key-city_map .in").press("Shift+Tab")
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.className") == "above"
    start = view(page)
    for key in ("+", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    moved = view(page)
    assert moved[2] == pytest.approx(1.6 * start[2]) and moved[0] > start[0]
    assert moved[1] > start[1]
    page.keyboard.press("Home")
    page.keyboard.press("PageDown")
    said = page.locator(".st-key-city_map .said")
    first = page.evaluate(f"{MAP}.city.names[{MAP}.at]")
    expect(said).to_contain_text(f"{first}. №1 · ")
    page.keyboard.press("KeyN")
    second = page.evaluate(f"{MAP}.city.ids[{MAP}.at]")
    expect(said).to_contain_text("№2 · ")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"picked {second} times 1")).to_be_visible(timeout=SECONDS)


def test_what_the_page_selects_is_brought_into_sight(page, map_address):
    open_map(page, map_address)
    for _ in range(7):
        page.locator(".st-key-city_map .in").click()
    away = page.evaluate(
        f"{MAP}.city.ids.find((id) => {{ const [x, y] = {MAP}.where(id);"
        f" return x < -200 || y < -200; }})"
    )
    zoom = view(page)[2]
    page.get_by_role("combobox").click()
    page.keyboard.type(away)
    page.keyboard.press("Enter")
    page.wait_for_function(f"{MAP}.city.ids[{MAP}.selected] === '{away}'", timeout=SECONDS)
    page.wait_for_timeout(600)
    x, y = page.evaluate(f"(id) => {MAP}.where(id)", away)
    frame = canvas(page).bounding_box()
    assert 0 < x < frame["width"] and 0 < y < frame["height"]
    assert view(page)[2] == pytest.approx(zoom)


def test_a_filter_leaves_only_what_it_found_to_step_through(page, map_address):
    open_map(page, map_address)
    tick(page, "filtered")
    canvas(page).focus()
    page.keyboard.press("PageDown")
    expect(page.locator(".st-key-city_map .said")).to_contain_text(
        said("uk", text, "map.place", n=1, of=5)
    )


def test_the_map_draws_without_webgl_and_on_either_ground(browser, map_address):
    grounds = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        context.add_init_script(
            """const get = HTMLCanvasElement.prototype.getContext;
            HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
              if (/webgl/.test(kind)) throw new Error("no WebGL here");
              return get.call(this, kind, ...rest);
            };"""
        )
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error, kept=faults: kept.append(str(error)))
        open_map(page, map_address)
        page.wait_for_timeout(300)
        assert colours(page) > 20
        grounds.append(ground_ink(page))
        assert faults == []
        context.close()
    assert grounds == [[255, 255, 255], [0x14, 0x19, 0x1D]]


def test_a_plain_wheel_scrolls_a_long_page_and_zooms_one_that_cannot_scroll(page, map_address):
    open_map(page, map_address)
    page.set_viewport_size({"width": 1000, "height": 1000})
    page.wait_for_timeout(300)
    frame = canvas(page).bounding_box()
    page.mouse.move(frame["x"] + 100, frame["y"] + 100)
    page.mouse.wheel(0, -200)
    page.wait_for_timeout(300)
    assert view(page)[2] > 1.2
    page.locator(".st-key-city_map .home").click()
    page.locator("label", has_text="long page").first.click()
    page.wait_for_function(
        "(() => { const m = document.querySelector('[data-testid=stMain]');"
        " return m.scrollHeight > m.clientHeight + 300; })()",
        timeout=SECONDS,
    )
    page.mouse.move(frame["x"] + 100, frame["y"] + 100)
    page.mouse.wheel(0, 200)
    page.wait_for_timeout(300)
    assert view(page)[2] == pytest.approx(1)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") > 50
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_timeout(300)
    assert view(page)[2] > 1.2


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


def test_buttons_are_large_enough_and_named_and_320_pixels_suffice(page, map_address):
    page.set_viewport_size({"width": 320, "height": 700})
    open_map(page, map_address)
    for name, key in (("in", "zoom_in"), ("out", "zoom_out"), ("home", "home")):
        button = page.locator(f".st-key-city_map .{name}")
        frame = button.bounding_box()
        assert frame is not None and min(frame["width"], frame["height"]) >= 24
        assert frame["x"] + frame["width"] <= 320
        assert button.get_attribute("aria-label") == said("uk", text, f"map.{key}")
    frame = page.locator(".st-key-city_map .map").bounding_box()
    assert frame is not None and frame["x"] >= 0 and frame["x"] + frame["width"] <= 320


def test_two_maps_on_a_page_keep_to_themselves(page, map_address):
    open_map(page, map_address)
    page.locator("label", has_text="differences").first.click()
    page.locator(".st-key-difference_map .map[data-drawn]").wait_for(timeout=SECONDS)
    page.locator(".st-key-difference_map .in").click()
    page.wait_for_timeout(200)
    assert page.evaluate("vidnovaMaps.get('difference_map').map.view.zoom") > 1.5
    assert view(page)[2] == pytest.approx(1)
