"""What the reader of the list keeps over an update: focus, scroll, where a row stood."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.modules import told

ROW, BOX = 50, 200
"""Pixels: height of a row, and of the box that scrolls."""
NAMES = "rove, steer, scroller, snapshot, restore"
LIST = f"""
  const {{ arrange, node }} = await import("./dom.js");
  document.body.replaceChildren();
  const box = node("div", ""), root = node("div", "");
  box.style.cssText = "height:{BOX}px;overflow-y:auto";
  box.append(root);
  document.body.append(box);
  const view = {{ root, rows: new Map(), picked: "", onward: null }};
  const made = new Map();
  const row = (id) => {{
    if (made.has(id)) return made.get(id);
    const pick = node("button", "vid-pick"), item = node("div", "vid-row", pick);
    item.style.cssText = "height:{ROW}px";
    item.dataset.id = id;
    pick.tabIndex = -1;
    made.set(id, item);
    return item;
  }};
  const show = (ids) => {{
    arrange(root, ids.map(row));
    view.rows = new Map(ids.map((id) => [id, row(id)]));
  }};
  const update = (ids, data, last) => {{
    const before = snapshot(view, box);
    show(ids);
    restore(view, before, box, data, last);
  }};
  const focus = (id) => row(id).querySelector(".vid-pick").focus();
  const focused = () => document.activeElement.closest(".vid-row")?.dataset.id ?? "";
  const top = (id) => row(id).getBoundingClientRect().top - box.getBoundingClientRect().top;
  root.addEventListener("keydown", (event) => steer(view, event));
  const press = (key, more) => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", {{ key, bubbles: true, cancelable: true, ...more }}));
  const letters = (n) => Array.from({{ length: n }}, (_, k) => `r${{k}}`);
  const plan = (name, selected = "") => ({{ plan: name, selected }});
"""
"""A list of rows that are nothing but a button, in a box that shows four of them."""


def reader(page: Page, body: str, given: Any = None) -> Any:
    """What a function answers that has a list, its rows and all that is done with them."""
    return told(page, "list_reader.js", NAMES, LIST + body, given)


def test_keys_step_from_row_to_row_and_stay_within_the_list(modules):
    keys = {
        "ArrowUp": "r0",
        "ArrowDown": "r1",
        "PageDown": "r9",
        "End": "r19",
        "PageUp": "r11",
        "Home": "r0",
        "x": "r0",
    }
    found = reader(
        modules,
        """show(letters(20)); focus("r0");
        return given.map((key) => { press(key); return focused(); });""",
        list(keys),
    )
    assert found == list(keys.values())


def test_one_row_alone_is_reached_by_tab_the_one_last_stepped_to(modules):
    found = reader(
        modules,
        """show(letters(5)); rove(view, row("r0").querySelector(".vid-pick")); focus("r0");
        press("ArrowDown"); press("ArrowDown");
        return [...root.querySelectorAll("[tabindex='0']")].map((e) => e.parentElement.dataset.id);""",
    )
    assert found == ["r2"]


def test_keys_with_another_key_held_are_left_to_the_browser(modules):
    found = reader(
        modules,
        """show(letters(5)); focus("r1");
        return given.map((held) => [press("ArrowDown", { [held]: true }), focused()]);""",
        ["altKey", "ctrlKey", "metaKey"],
    )
    assert found == [[True, "r1"]] * 3


def test_rows_that_come_or_go_above_leave_what_is_read_where_it_was(modules):
    before, added, gone = reader(
        modules,
        """show(letters(20)); box.scrollTop = 320;
        const before = top("r7");
        update(["new", "newer", ...letters(20)], plan("a"), plan("a"));
        const added = top("r7");
        update(letters(20).slice(3), plan("a"), plan("a"));
        return [before, added, top("r7")];""",
    )
    assert before == added == gone == 7 * ROW - 320


def test_at_the_top_new_rows_are_seen_and_another_plan_begins_where_one_was(modules):
    at_top, scrolled = reader(
        modules,
        """show(letters(20));
        update(["new", ...letters(20)], plan("a"), plan("a"));
        const above = box.scrollTop;
        box.scrollTop = 320;
        update(letters(20).reverse(), plan("b"), plan("a"));
        return [above, box.scrollTop];""",
    )
    assert (at_top, scrolled) == (0, 320)


def test_the_focus_follows_its_row_and_falls_to_its_place_when_the_row_is_gone(modules):
    found = reader(
        modules,
        """show(letters(6)); focus("r2");
        const seen = [];
        for (const ids of [["r5", "r2", "r0"], ["r5", "r0", "r1"], ["r5"]]) {
          update(ids, plan("a"), plan("a"));
          seen.push(focused());
        }
        return seen;""",
    )
    assert found == ["r2", "r0", "r5"]


def test_a_focus_outside_the_list_is_never_taken(modules):
    found = reader(
        modules,
        """const other = node("button", ""); document.body.append(other);
        show(letters(6)); other.focus();
        update(["r5", "r4"], plan("b"), plan("a"));
        return document.activeElement === other;""",
    )
    assert found


@pytest.mark.parametrize(
    ("act", "edge", "expected"), [("more", "r3", "r4"), ("earlier", "r3", "r2")]
)
def test_after_asking_for_further_rows_the_focus_goes_on_with_them(modules, act, edge, expected):
    found = reader(
        modules,
        """show(["r3"]); view.onward = given;
        update(letters(6), plan("a"), plan("a"));
        return [focused(), view.onward];""",
        [edge, act],
    )
    assert found == [expected, None]


def test_what_is_selected_elsewhere_comes_into_sight_and_what_was_picked_here_moves_nothing(
    modules,
):
    modules.emulate_media(reduced_motion="reduce")
    elsewhere, here = reader(
        modules,
        """show(letters(40));
        view.picked = "r30";
        update(letters(40), plan("a", "r30"), plan("a"));
        const here = box.scrollTop;
        view.picked = "";
        update(letters(40), plan("a", "r30"), plan("a"));
        return [top("r30"), here];""",
    )
    assert 0 <= elsewhere <= BOX - ROW and here == 0


def test_the_box_that_scrolls_is_found_and_else_the_page(modules):
    assert reader(
        modules,
        """show(letters(2));
        const found = scroller(root) === box;
        box.style.overflowY = "visible";
        return [found, scroller(root) === document.scrollingElement];""",
    ) == [True, True]
