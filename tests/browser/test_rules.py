"""Rules that the browser reckons by itself: the same as Python's, or as stated here."""

import random
from fractions import Fraction
from typing import Any

import pytest
from playwright.sync_api import Page

from planner.desk.weights import WHOLE, apportion, ceiling, rebalance, shown
from tests.browser.modules import told

CASES = 1000
TALL, WIDE = 400.0, 1000.0
"""Pixels of the picture of a map."""
BOX = [10.0, 20.0, 14.0, 21.0]
"""West, north, east, south of a city on the ground."""


def drawn(draw: random.Random) -> dict[str, Any]:
    """Exact shares, as moves before have left them; some locked; a move."""
    parts = [draw.choice((0, draw.randint(0, 50))) for _ in range(draw.randint(1, 9))]
    parts[0] = parts[0] or 1
    names = "abcdefghi"[: len(parts)]
    exact = {n: Fraction(p * WHOLE, sum(parts)) for n, p in zip(names, parts, strict=True)}
    preset = {n: Fraction(draw.randint(0, 3)) for n in names}
    for _ in range(draw.randint(0, 3)):
        exact = rebalance(
            exact,
            moved=draw.choice(names),
            value=draw.randint(0, WHOLE),
            locked=(),
            preset=preset,
        )
    locked = {n for n in names if draw.random() < 0.2}
    if locked:
        exact = {n: Fraction(share) for n, share in shown(exact).items()}
    moved, value = draw.choice(names), draw.choice((0, WHOLE, draw.randint(0, WHOLE)))
    return {"exact": exact, "moved": moved, "value": value, "locked": locked, "preset": preset}


def in_order(case: dict[str, Any]) -> list[Any]:
    """A case as the browser has it: lists in the order of the criteria, floating point."""
    exact = case["exact"]
    return [
        [float(share) for share in exact.values()],
        list(exact).index(case["moved"]),
        case["value"],
        [name in case["locked"] for name in exact],
        [float(share) for share in case["preset"].values()],
    ]


def test_a_move_gives_the_whole_percentages_that_python_gives(modules):
    draw = random.Random(7)
    cases = [drawn(draw) for _ in range(CASES)]
    answers = told(
        modules,
        "weights_rule.js",
        "WHOLE, apportion, ceiling, rebalance",
        """return given.map(([exact, moved, value, locked, preset]) => {
          const after = rebalance(exact, moved, value, locked, preset);
          return [apportion(WHOLE, exact), apportion(WHOLE, after), ceiling(exact, moved, locked)];
        });""",
        [in_order(case) for case in cases],
    )
    for case, (before, after, most) in zip(cases, answers, strict=True):
        exact, move = case["exact"], {key: case[key] for key in case if key != "exact"}
        assert before == list(shown(exact).values()), case
        assert after == list(shown(rebalance(exact, **move)).values()), case
        assert most == pytest.approx(float(ceiling(exact, case["moved"], case["locked"]))), case


def test_what_rounding_leaves_goes_where_python_puts_it(modules):
    draw = random.Random(8)
    splits = [(t, [draw.randint(0, 12) for _ in range(draw.randint(1, 9))]) for t in range(1, 400)]
    splits = [(total, parts) for total, parts in splits if any(parts)]
    found = told(
        modules,
        "weights_rule.js",
        "apportion",
        "return given.map(([total, parts]) => apportion(total, parts));",
        splits,
    )
    for (total, parts), split in zip(splits, found, strict=True):
        exact = {place: Fraction(part) for place, part in enumerate(parts)}
        assert split == list(apportion(total, exact).values()), (total, parts)


def test_a_typed_share_is_read_with_comma_or_point_and_nothing_else_is(modules):
    words = [
        "44",
        " 7,6 ",
        "1 0,0",
        "12.5 %",
        "1\u00a000",
        "5.",
        "",
        "1,2,3",
        "-4",
        "1e2",
        "x",
        "%",
    ]
    read = told(
        modules,
        "weights_rule.js",
        "numberIn",
        "return given.map(numberIn).map((value) => (Number.isNaN(value) ? null : value));",
        words,
    )
    assert read == [44, 7.6, 10, 12.5, 100, 5, None, None, None, None, None, None]


def view(page: Page, body: str, given: Any = None) -> Any:
    """What is told of a view of the city: `body` has it as `view`, and `ground` to find places."""
    made = f"""
      const size = {{ width: {WIDE}, height: {TALL} }};
      const view = new View({BOX}, size);
      const ground = (px, py) => [
        view.x + (px - size.width / 2) / view.scale, view.y + (py - size.height / 2) / view.scale,
      ];
    """
    return told(page, "map_view.js", "View", made + body, given)


def test_at_first_the_whole_city_is_in_sight_and_in_the_middle(modules):
    corners = view(modules, "return [view.place(10, 20), view.place(14, 21)];")
    (left, top), (right, bottom) = corners
    assert left + right == pytest.approx(WIDE) and top + bottom == pytest.approx(TALL)
    assert min(left, top) >= 0 and (left == pytest.approx(14) or top == pytest.approx(14))


def test_zooming_leaves_the_ground_below_the_pointer_where_it_is(modules):
    factors = [[1.6, 300, 150], [3, 700, 90], [0.5, 480, 210], [1.01, 500, 200]]
    apart = view(
        modules,
        """return given.map(([factor, px, py]) => {
          const [gx, gy] = ground(px, py);
          view.zoomAt(factor, px, py);
          const [x, y] = view.place(gx, gy);
          return Math.hypot(x - px, y - py);
        });""",
        factors,
    )
    assert apart == pytest.approx([0] * len(factors), abs=1e-6)


def test_zoom_has_ends_and_the_city_is_never_lost(modules):
    near, far, middle = view(
        modules,
        """for (let k = 0; k < 40; k++) view.zoomAt(2, 500, 200);
        const near = view.zoom;
        for (let k = 0; k < 40; k++) view.zoomAt(0.5, 500, 200);
        const far = view.zoom;
        view.pan(1e6, -1e6);
        return [near, far, [view.x, view.y]];""",
    )
    assert near == pytest.approx(60) and far == pytest.approx(0.8)
    west, north, east, south = BOX
    assert west <= middle[0] <= east and north <= middle[1] <= south


def test_home_follows_the_size_of_the_window_until_one_looks_elsewhere(modules):
    home, after = view(
        modules,
        """view.resize({ width: 500, height: 400 });
        const home = view.zoom;
        view.zoomAt(2, 250, 200);
        const scale = view.scale;
        view.resize({ width: 900, height: 400 });
        return [home, view.scale / scale];""",
    )
    assert home == pytest.approx(1) and after == pytest.approx(1)


def test_a_long_name_is_cut_at_a_word_and_loses_what_stands_in_brackets(modules):
    names = [
        "Школа № 42",
        "Держпром (Будинок державної промисловості)",
        "П'ятиповерхівка на Кільцевій вулиці, перший під'їзд",
        "Найдовшеслововякомужодногопропускунемає",
    ]
    short = told(
        modules, "map_labels.js", "shortName", "return given.map((n) => shortName(n));", names
    )
    assert short[:2] == ["Школа № 42", "Держпром"]
    assert short[2] == "П'ятиповерхівка на Кільцевій…"
    assert short[3] == names[3][:29] + "…"
    assert all(len(name) <= 30 for name in short)
