"""What the browser's map is given, and what its legend says."""

import base64
import json
import zlib
from dataclasses import replace
from html import escape
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.alternatives import CODES
from planner.insight.words import works_name
from planner.plan import make_plan
from planner.scenario import Forced, load_scenario, with_settings
from planner.text import LANGUAGES, text
from planner.ui.look.palette import STANDING
from planner.ui.map.drawn import DIMMED, ENTERED, GROUP_SHIFT, Drawn, decisions, difference, drawn
from planner.ui.map.ground import (
    APPROXIMATE,
    DRAWN,
    GRID,
    HIDDEN,
    NO_WORKS,
    PROJECT,
    CityGround,
    ground,
    packed,
    works_marks,
)
from planner.ui.map.legend import difference_legend, legend
from tests.saying import said

MARK, GROUP = 0x0F, 0x30


def unpacked(words, kind=np.uint8):
    return np.frombuffer(zlib.decompress(base64.b64decode(words)), dtype=kind)


def told(plan, language="uk", **changed):
    variant = {
        "entered": (),
        "shown": None,
        "selected": None,
        "colouring": "works",
        "theme": "light",
        "height": 300,
    }
    name, _, body = said(language, decisions, plan, "city", **(variant | changed)).partition(b"\n")
    assert name == b"city"
    head, _, arrays = zlib.decompress(body).partition(b"\n")
    return json.loads(head), np.frombuffer(arrays, dtype=np.uint8)


def in_list_order(plan, of):
    return [of(entry) for entry in plan.entries]


def in_inventory_order(plan, of):
    inventory = plan.inventory
    return [of(plan.entry(i)) for i in (*inventory.sites.id, *inventory.projects.id)]


@given(st.binary(max_size=300))
def test_packing_loses_nothing(data):
    assert unpacked(packed(data)).tobytes() == data


def test_every_place_is_drawn_where_it_stands_to_a_step_of_the_grid(plan):
    data: Any = said("uk", ground, CityGround.of(plan.inventory), "uk")
    west, south, east, north = data["extent"]
    steps = unpacked(data["places"], "<u2").reshape(-1, 2) / GRID
    lon, lat = west + steps[:, 0] * (east - west), south + steps[:, 1] * (north - south)
    assert lon == pytest.approx(in_inventory_order(plan, lambda e: e.lon), abs=(east - west) / GRID)
    assert lat == pytest.approx(
        in_inventory_order(plan, lambda e: e.lat), abs=(north - south) / GRID
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_ids_and_names_come_in_the_order_of_the_inventory(plan, language):
    data = said(language, ground, CityGround.of(plan.inventory), language)
    ids = unpacked(data["ids"]).tobytes().decode().split("\n")
    names = unpacked(data["names"]).tobytes().decode().split("\n")
    assert ids == in_inventory_order(plan, lambda e: e.id)
    assert names == in_inventory_order(plan, lambda e: e.name[language])


def test_a_name_with_line_breaks_stays_one_name(plan):
    sites = plan.inventory.sites
    names = ("<b>a</b>\nb\tc", *sites.name["uk"][1:])
    inventory = replace(
        plan.inventory,
        sites=replace(sites, name={"uk": names, "en": names}),
        sha256="another" + "0" * 60,
    )
    data = said("uk", ground, CityGround.of(inventory), "uk")
    found = unpacked(data["names"]).tobytes().decode().split("\n")
    assert found[0] == "<b>a</b> b c"
    assert len(found) == len(sites) + len(inventory.projects)


def test_facts_tell_damage_and_rough_places_of_buildings_only(plan):
    facts = unpacked(said("uk", ground, CityGround.of(plan.inventory), "uk")["facts"])
    sites = plan.inventory.sites
    of_sites, of_projects = facts[: len(sites)], facts[len(sites) :]
    assert (of_sites & 7).tolist() == (sites.damage_grade.astype(int) + 1).tolist()
    rough = [q.value != "reported" for q in sites.quality["location"]]
    assert ((of_sites & APPROXIMATE) > 0).tolist() == rough
    assert set(of_projects.tolist()) == {PROJECT}


def test_damage_is_drawn_for_buildings_only(plan):
    second = unpacked(said("uk", ground, CityGround.of(plan.inventory), "uk")["second"])
    n_sites = len(plan.inventory.sites)
    marks = said("uk", works_marks, plan)
    assert (second[:n_sites] < len(marks)).all()
    assert (second[:n_sites] > NO_WORKS).all()
    assert (second[n_sites:] == HIDDEN).all()
    assert len(marks) <= HIDDEN


def test_the_outlines_are_all_there(plan):
    data, districts = (
        cast(Any, ground(CityGround.of(plan.inventory), "uk")),
        plan.inventory.districts,
    )
    points = unpacked(data["rings"], "<u2").reshape(-1, 2)
    lengths = [n for kind in ("districts", "rivers") for one in data[kind] for n in one["lengths"]]
    assert sum(lengths) == len(points)
    assert len(data["districts"]) == len(districts.districts)
    assert len(data["rivers"]) == len(districts.rivers)


def test_the_ground_stays_while_weights_move_and_follows_the_language(plans):
    first, second = (said("uk", ground, CityGround.of(plan.inventory), "uk") for plan in plans)
    assert first == second
    assert first is said("uk", ground, CityGround.of(plans[0].inventory), "uk")
    assert first != said("en", ground, CityGround.of(plans[0].inventory), "en")


def test_outlines_that_are_schematic_are_said_to_be(plan):
    inventory = plan.inventory
    exact = replace(inventory.districts, schematic=False)
    surveyed = replace(inventory, districts=exact, sha256="surveyed" + "0" * 56)
    notes = [
        cast(Any, said("uk", ground, CityGround.of(i), "uk"))["words"]["note"]
        for i in (inventory, surveyed)
    ]
    assert notes == [said("uk", text, "plan.map.schematic"), ""]


def test_a_code_tells_works_group_and_who_has_just_entered(plan):
    entered = [plan.entries[0].id, plan.entries[3].id, "nobody"]
    code = drawn(plan, entered, None).codes
    works = in_list_order(plan, lambda e: CODES.index(e.steps[-1].works) if e.steps else NO_WORKS)
    groups = in_list_order(plan, lambda e: DRAWN.index("planned" if e.in_plan else e.group))
    assert (code & MARK).tolist() == works
    assert ((code & GROUP) >> GROUP_SHIFT).tolist() == groups
    assert ((code & ENTERED) > 0).tolist() == in_list_order(plan, lambda e: e.id in entered)
    assert not (code & DIMMED).any()


def test_what_is_sent_tells_who_stands_where_in_the_list_and_since_when(plan):
    head, arrays = told(plan)
    n = head["n"]
    codes, starts, low, high = arrays.reshape(4, n)
    ids = (*plan.inventory.sites.id, *plan.inventory.projects.id)
    order = low.astype(int) + 256 * high.astype(int)
    assert [ids[i] for i in order] == list(plan.listing.ids)
    assert codes.tolist() == drawn(plan, (), None).codes.tolist()
    years = np.where(starts > 0, starts.astype(int) + head["base"], 0)
    assert years.tolist() == in_list_order(plan, lambda e: e.steps[0].start if e.steps else 0)


def test_more_places_than_two_bytes_count_are_sent_whole():
    n = GRID + 10
    every = Drawn(order=np.arange(n)[::-1], codes=np.zeros(n, int), starts=np.zeros(n, int))
    _, _, body = every.sealed("city", {}).partition(b"\n")
    head, _, arrays = zlib.decompress(body).partition(b"\n")
    planes = np.frombuffer(arrays, dtype=np.uint8).reshape(-1, n)[2:]
    assert json.loads(head)["planes"] == len(planes) == 4
    order = sum(planes[k].astype(int) << (8 * k) for k in range(4))
    assert order.tolist() == every.order.tolist()


def test_a_filter_fades_what_it_leaves_out(plan):
    shown = np.arange(len(plan.entries)) % 3 == 0
    code = drawn(plan, (), shown).codes
    assert ((code & DIMMED) == 0).tolist() == shown.tolist()
    assert str(int(shown.sum())) in told(plan, shown=shown)[0]["summary"]


def test_what_is_selected_and_the_colouring_are_sent(plan):
    known = plan.listing.ids[3]
    head, _ = told(plan, selected=known, colouring="damage", theme="dark")
    assert (head["selected"], head["second"], head["theme"]) == (known, True, "dark")


def test_a_change_sends_less_than_three_bytes_a_building():
    random = np.random.default_rng(1)
    n = 8000
    change = Drawn(
        order=random.permutation(n),
        codes=np.sort(random.integers(0, 4, n)) * 16 + random.integers(0, 7, n),
        starts=random.integers(2027, 2032, n),
    )
    assert len(change.sealed("city", {"summary": "x" * 300})) < 3 * n


def test_the_text_alternative_counts_the_plan(plan):
    planned = len(plan.in_plan)
    for language in LANGUAGES:
        summary = told(plan, language=language, entered=["a"])[0]["summary"]
        assert f"{planned} " in summary and f" {len(plan.entries)}" in summary


def test_the_difference_is_that_of_the_two_lists(plans):
    first, second = plans
    ids = (*first.inventory.sites.id, *first.inventory.projects.id)
    ours, theirs = ({e.id for e in plan.in_plan} for plan in plans)
    drawing = difference(first, second)
    expected = [
        {(1, 1): 0, (1, 0): 1, (0, 1): 2, (0, 0): 3}[ids[i] in ours, ids[i] in theirs]
        for i in drawing.order
    ]
    assert (drawing.codes & MARK).tolist() == expected
    assert sorted(drawing.order.tolist()) == list(range(len(ids)))
    assert set((difference(first, first).codes & MARK).tolist()) <= {0, 3}


def test_what_differs_is_named_first(city, plan):
    barred = Forced(subject=plan.in_plan[0].id, way="never", reason="to differ", author="a test")
    loaded = load_scenario(city / "kharkiv" / "balanced.yaml")
    other = make_plan(with_settings(loaded, forced=[barred]), gap=1e-2, seconds=2.0)
    apart = np.isin(difference(plan, other).codes & MARK, [1, 2])
    assert apart.any() and (np.diff(apart.astype(int)) <= 0).all()


def test_a_plan_of_another_inventory_differs_without_a_fault(plans):
    first, second = plans
    ids = tuple(f"other-{i}" for i in second.listing.ids)
    other = replace(
        second,
        listing=replace(second.listing, ids=ids, place={i: k for k, i in enumerate(ids)}),
    )
    assert set((difference(first, other).codes & MARK).tolist()) <= {1, 3}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_names_each_works_of_the_list(plan, language):
    html = said(language, legend, plan, "works").html
    for works in {entry.steps[-1].works for entry in plan.entries if entry.steps}:
        assert escape(said(language, works_name, plan.scenario, works)) in html
    assert said(language, text, "plan.map.hollow") in html


def test_the_legend_of_damage_names_the_degrees_there_are(plan):
    html = said("uk", legend, plan, "damage").html
    grades = {entry.damage_grade for entry in plan.entries if entry.kind == "site"}
    assert (said("uk", text, "plan.map.damage.severe") in html) == bool(grades & {4, 5})
    assert (said("uk", text, "plan.map.damage.unknown") in html) == (-1 in grades)
    assert said("uk", text, "map.small") in html


def test_names_of_plans_are_escaped_in_the_legend():
    html = said("en", difference_legend, ("<i>a</i>", "b & c"), (0, 2)).html
    assert "<i>" not in html and "b &amp; c" in html


def test_certainty_is_drawn_by_what_all_plans_as_good_share(plan):
    kinds = ("always", "sometimes", "never")
    standing = dict(zip(plan.listing.place, kinds, strict=False))
    told = replace(plan, standing=standing)
    sent = drawn(told, (), None, "certainty")
    for subject, kind in standing.items():
        mark = int(sent.codes[plan.listing.place[subject]] & MARK)
        assert mark == HIDDEN or list(STANDING)[mark] == kind
    words = said("en", legend, told, "certainty").html
    assert all(said("en", text, f"plan.map.standing.{kind}") in words for kind in STANDING)
