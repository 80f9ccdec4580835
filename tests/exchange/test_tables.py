"""A plan as tables: nothing lost on the way out, and nothing let out that should stay."""

import csv
import io
from collections import Counter
from decimal import Decimal
from typing import Any, cast
from zipfile import ZipFile

import pytest

from planner.exchange import tables, to_csv, to_json, to_xlsx
from planner.plan import Plan, make_plan
from planner.text import LANGUAGES, Language, text, written
from tests.releasing import ours
from tests.saying import said

KOPECKS = 100_000_000


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return cast(Language, request.param)


def rows_of(plan: Plan, language: Language, key: str) -> list[dict[str, Any]]:
    (found,) = (t for t in said(language, tables, ours(plan)) if t.key == key)
    keys = [column.key for column in found.columns]
    return [dict(zip(keys, row, strict=True)) for row in found.rows]


def test_the_list_holds_every_site_and_project_in_order(masterplan, language):
    rows = rows_of(masterplan, language, "list")
    assert [row["id"] for row in rows] == [entry.id for entry in masterplan.entries]
    assert [row["rank"] for row in rows] == [entry.rank for entry in masterplan.entries]
    inventory = masterplan.inventory
    assert len(rows) == len(inventory.sites) + len(inventory.projects)


def test_costs_of_the_list_add_up_to_the_money_spent(masterplan, language):
    rows = rows_of(masterplan, language, "list")
    planned = {entry.id for entry in masterplan.in_plan}
    spent = sum((row["cost"] for row in rows if row["id"] in planned), Decimal(0))
    assert spent * KOPECKS == masterplan.figures.spent
    for year in masterplan.scenario.years:
        due = sum((row[f"money_{year}"] or Decimal(0) for row in rows), Decimal(0))
        frame = masterplan.spending
        assert due * KOPECKS == int(frame.loc[frame["year"] == year, "spent"].sum())


def test_rows_outside_the_plan_spend_nothing(masterplan, language):
    planned = {entry.id for entry in masterplan.in_plan}
    for row in rows_of(masterplan, language, "list"):
        if row["id"] not in planned:
            assert all(row[f"money_{year}"] is None for year in masterplan.scenario.years)


def test_points_of_the_criteria_add_up_to_the_importance(masterplan, language):
    for row in rows_of(masterplan, language, "list"):
        points = [v for k, v in row.items() if k.startswith("points_") and v is not None]
        if points:
            assert sum(points) == pytest.approx(row["importance"], abs=1e-6)


def test_what_stays_out_says_why(masterplan, language):
    planned = {entry.id for entry in masterplan.in_plan}
    for row in rows_of(masterplan, language, "list"):
        if row["id"] not in planned:
            assert row["reason"]


def test_every_loss_is_listed_by_name(masterplan, language):
    rows = rows_of(masterplan, language, "losses")
    assert masterplan.losses
    assert [row["id"] for row in rows] == [loss.id for loss in masterplan.losses]
    assert all(row["name_uk"] and row["name_en"] for row in rows)


def test_spending_and_crews_are_complete(masterplan, language):
    spending = rows_of(masterplan, language, "spending")
    assert sum(row["spent"] for row in spending) * KOPECKS == masterplan.figures.spent
    assert len(rows_of(masterplan, language, "crews")) == len(masterplan.crews)


def test_weights_add_up_to_a_hundred(masterplan, language):
    rows = rows_of(masterplan, language, "settings")
    weights = rows[: len(masterplan.shares)]
    assert sum(row["value"] for row in weights) == pytest.approx(100)


def test_promises_and_targets_are_among_the_settings(site, project, city, language):
    why = {"reason": "begun", "author": "Council"}
    rules = {
        "promises": [
            {"site": "flat", "works": "repair", "start": 2028, **why},
            {"project": "hall", "start": 2027, **why},
        ],
        "targets": {
            "people_back": [{"who": "residents", "at_least": 30, "by": 2028}],
            "sites_at_work": {"at_most": 3},
        },
    }
    funds = {"main": {"amount": {2027: 9}}}
    town = city(
        [site("flat")], [project("hall")], works=("repair", "build"), funds=funds, rules=rules
    )
    plan = make_plan(town)
    section = said(language, text, "export.section.rules")
    rows = [row for row in rows_of(plan, language, "settings") if row["section"] == section]
    note = f"{said(language, written, 'begun')} (Council)"
    assert [(row["year"], row["value"], row["note"]) for row in rows] == [
        (2028, "flat", note),
        (2027, "hall", note),
        (2028, 30, None),
        (None, 3, None),
    ]
    assert "repair" in rows[0]["setting"]
    promised = said(language, text, "export.forced.promise")
    assert [row["forced"] for row in rows_of(plan, language, "list")] == [promised, promised]


def test_keys_are_the_same_in_both_languages_and_titles_are_not(masterplan):
    for ukrainian, english in zip(
        said("uk", tables, ours(masterplan)), said("en", tables, ours(masterplan)), strict=True
    ):
        assert [c.key for c in ukrainian.columns] == [c.key for c in english.columns]
        assert ukrainian.title != english.title
        titles = Counter(c.title for c in ukrainian.columns)
        assert titles.most_common(1)[0][1] == 1, "two columns with one title"


def shown_everywhere(plan) -> str:
    """All that leaves the house, as one text."""
    parts = [to_json(ours(plan))]
    for language in LANGUAGES:
        parts.append(said(language, to_csv, ours(plan)).decode("utf-8-sig"))
        with ZipFile(io.BytesIO(said(language, to_xlsx, ours(plan)))) as book:
            parts += [book.read(name).decode() for name in book.namelist()]
    return "\n".join(parts)


def test_no_coordinate_address_or_report_leaves_the_house(masterplan):
    shown = shown_everywhere(masterplan)
    sites, projects = masterplan.inventory.sites, masterplan.inventory.projects
    places = [*sites.lat, *sites.lon, *projects.lat, *projects.lon]
    exact = [str(place) for place in places if len(str(place)) >= 7]
    assert len(exact) > 100
    assert not [place for place in exact if place in shown]
    named = (*sites.name.values(), *projects.name.values())
    names = " ".join(name for texts in named for name in texts)
    stated = [address for texts in sites.address.values() for address in texts]
    addresses = [a for a in stated if len(a) > 8 and a not in names]
    assert len(addresses) > 100
    assert not [address for address in addresses if address in shown]
    told = (*sites.summary.values(), *sites.events.values(), sites.source)
    reports = [report for texts in told for report in texts if len(report) > 20]
    assert len(reports) > 200
    assert not [report for report in reports if report[:60] in shown]


def test_the_csv_and_the_tables_hold_the_same_ids(masterplan):
    lines = csv.DictReader(io.StringIO(said("uk", to_csv, ours(masterplan)).decode("utf-8-sig")))
    assert [line["id"] for line in lines] == [entry.id for entry in masterplan.entries]


def test_what_the_table_says_of_a_building_today_goes_out_with_it(city, site):
    known = {"cost_known": 5.27, "cost_known_works": "repair"}
    sites = [
        site("a", owner="state", state_today="propped", readiness="design", **known),
        site("b", state_today="done", new_use="culture"),
        site("c"),
    ]
    plan = make_plan(city(sites))
    rows = {row["id"]: row for row in rows_of(plan, "en", "list")}
    assert [rows["a"][key] for key in ("owner", "state_today", "readiness")] == [
        *("state", "propped for now", "designed"),
    ]
    assert (rows["a"]["cost_known"], rows["a"]["cost_known_works"]) == (5.27, "repair")
    assert (rows["b"]["group"], rows["b"]["new_use"]) == ("needs nothing any more", "culture")
    assert rows["c"]["owner"] is rows["c"]["state_today"] is rows["c"]["cost_known"] is None
    figures = {row["figure"]: row["achieved"] for row in rows_of(plan, "en", "figures")}
    assert figures["Buildings that need nothing any more"] == 1
