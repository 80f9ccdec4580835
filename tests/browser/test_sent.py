"""What Python sends to the browser, as the browser reads it; and how script and data meet."""

import base64
import json
import math
from typing import Any

import numpy as np
import pytest

from planner.scenario import load_scenario
from planner.ui.map.drawn import ENTERED, GROUP_SHIFT, Drawn
from planner.ui.map.ground import GRID, CityGround, ground
from tests.browser.modules import told
from tests.places import KHARKIV
from tests.saying import said

BYTES = "const sent = Uint8Array.from(atob(given), (letter) => letter.charCodeAt(0));"


def random_drawn(n: int) -> Drawn:
    """Any decisions of n places."""
    draw = np.random.default_rng(n)
    starts = np.where(draw.random(n) < 0.3, 0, draw.integers(2027, 2037, n))
    return Drawn(order=draw.permutation(n), codes=draw.integers(0, 256, n), starts=starts)


@pytest.mark.parametrize("n", [0, 1, 300, GRID + 10])
def test_decisions_arrive_as_they_were_sent(modules, n):
    made = random_drawn(n)
    sent = made.sealed("city_map", {"stamp": "x", "plan": "Держпром"})
    read = told(
        modules,
        "map_city.js",
        "Decisions",
        f"""{BYTES}
        const made = await Decisions.of(sent);
        const of = (column) => [...made[column]];
        return JSON.stringify(
          [made.data, of("byRank"), of("codes"), of("starts"), of("ranks")]);""",
        base64.b64encode(sent).decode(),
    )
    head, order, codes, starts, ranks = json.loads(read)
    assert (head["stamp"], head["plan"], head["n"]) == ("x", "Держпром", n)
    assert order == made.order.tolist()
    assert np.array(codes)[made.order].tolist() == made.codes.tolist()
    years = np.array(starts, dtype=int)[made.order]
    assert np.where(years > 0, years + head["base"], 0).tolist() == made.starts.tolist()
    assert np.array(ranks, dtype=int)[made.order].tolist() == list(range(1, n + 1))


def test_a_code_is_read_bit_by_bit_as_it_was_written(modules):
    codes = [works | (group << GROUP_SHIFT) for works in (0, 9) for group in range(4)]
    codes += [codes[1] | ENTERED, codes[2] | 0x80]
    n = len(codes)
    made = Drawn(order=np.arange(n), codes=np.array(codes), starts=np.zeros(n, int))
    read = told(
        modules,
        "map_city.js",
        "Decisions",
        f"""{BYTES}
        const made = await Decisions.of(sent);
        return [...made.codes].map((_, i) => [
          made.markOf(i, null), made.group(i), made.planned(i), made.entered(i), made.dimmed(i),
        ]);""",
        base64.b64encode(made.sealed("m", {"second": False})).decode(),
    )
    expected = [[code & 15, code >> 4 & 3, not code >> 4 & 3, bool(code & 64), code > 127]
                for code in codes]  # fmt: skip
    assert read == expected


@pytest.fixture(scope="module")
def kharkiv() -> CityGround:
    return CityGround.of(load_scenario(KHARKIV / "balanced.yaml").inventory)


def test_the_ground_arrives_with_every_place_where_it_stands(modules, kharkiv):
    data: Any = dict(said("uk", ground, kharkiv, "uk"))
    ids, names, x, y, box, outlines = told(
        modules,
        "map_city.js",
        "City",
        """const city = await City.of(given);
        return [city.ids, city.names, [...city.x], [...city.y], city.box,
          [...city.districts, ...city.rivers].every((one) => one.path instanceof Path2D)];""",
        {**data, "marks": []},
    )
    sites, projects = kharkiv.inventory.sites, kharkiv.inventory.projects
    assert ids == [*sites.id, *projects.id]
    assert names == [" ".join(name.split()) for name in (*sites.name["uk"], *projects.name["uk"])]
    west, south, east, north = data["extent"]
    shrink = math.cos(math.radians((south + north) / 2))
    lon, lat = (np.concatenate([getattr(t, c) for t in (sites, projects)]) for c in ("lon", "lat"))
    assert x == pytest.approx((lon - west) * shrink, abs=(east - west) / GRID)
    assert y == pytest.approx(north - lat, abs=(north - south) / GRID)
    left, top, right, bottom = box
    assert left < right and top < bottom and outlines


def test_names_on_the_map_cover_neither_each_other_nor_the_edge(modules):
    boxes = told(
        modules,
        "map_labels.js",
        "Labels",
        """const labels = new Labels();
        labels.begin({ width: 800, height: 300 }, [[758, 0, 800, 140]], []);
        for (const [x, y, width] of given) labels.beside(x, y, width, 8, true);
        for (const [x, y, width] of given) labels.around(x, y, width);
        return labels.taken;""",
        np.random.default_rng(3).uniform([0, 0, 20], [800, 300, 160], (150, 3)).tolist(),
    )
    assert len(boxes) > 20
    made = np.array(boxes)
    left, top, right, bottom = made.T
    apart = (left[:, None] >= right) | (right[:, None] <= left)
    apart |= (top[:, None] >= bottom) | (bottom[:, None] <= top)
    assert (apart | np.eye(len(made), dtype=bool)).all()
    named = made[1:]
    assert (named[:, :2] >= 2).all() and (named[:, 2:] <= [798, 298]).all()


@pytest.mark.parametrize("first", ["script", "data"])
def test_script_and_data_meet_whichever_comes_first(modules, first):
    drawn = told(
        modules,
        "meeting.js",
        "calling",
        """const { offering } = await import("./offering.js");
        const seen = [];
        const offer = offering(given, { draw: ({ data }) => seen.push(data) }, "");
        const call = calling(given, "draw");
        if (given === "script") offer();
        const asked = [call({ data: 1 }), call({ data: 2 })];
        await null;
        const early = [...seen];
        if (given === "data") offer();
        await Promise.all(asked);
        offer(); // as when Streamlit draws it anew
        await call({ data: 3 });
        return [early, seen];""",
        first,
    )
    assert drawn == [[] if first == "data" else [1, 2], [1, 2, 3]]


def test_what_a_part_begins_with_is_put_into_each_of_its_places_once(modules):
    assert told(
        modules,
        "meeting.js",
        "calling",
        """const { offering } = await import("./offering.js");
        const places = [document.createElement("div"), document.createElement("div")];
        const found = [];
        const draw = ({ parentElement: place }) => found.push(place.querySelectorAll("i").length);
        offering("inside", { draw, keep: ({ data }) => found.push(data) }, "<i></i>")();
        const call = calling("inside", "draw");
        for (const place of [...places, ...places]) await call({ parentElement: place });
        await calling("inside", "keep")({ data: "kept" });
        return found;""",
    ) == [1, 1, 1, 1, "kept"]


def test_a_tab_keeps_its_last_notes_and_begins_again_where_they_cannot_be_read(modules):
    read = told(
        modules,
        "draft.js",
        "notes, shelve",
        """sessionStorage.setItem("vidnova", "{");
        const first = notes(sessionStorage);
        for (let at = 0; at < 30; at += 1) shelve(sessionStorage, `a=${at % 25}`, `note ${at}`);
        return [first, notes(sessionStorage)];""",
    )
    last = [f"a={at}" for at in [*range(10, 25), *range(5)]]
    assert read[0] == [] and [query for query, _ in read[1]] == last
    assert read[1][-1][1] == "note 29"
