"""What is withheld stands nowhere in any export, and what is sensitive leaves no trace."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from planner.exchange import to_dict
from planner.exchange.comparison import all_comparison_tables, release_comparison
from planner.exchange.gate import Gate, release, release_data
from planner.exchange.json_file import everything
from planner.exchange.plan_tables import all_tables
from planner.exchange.scenario_file import scenario_of
from planner.exchange.sheet import Column, Table
from planner.insight import compare
from planner.plan import Plan, make_plan
from planner.profiles import PROFILES
from planner.scenario import load_scenario
from planner.text import Language, speaking, text
from tests.exchange.gate.leaks import (
    ADDRESSED,
    HIDDEN,
    MONEY,
    canaries,
    city,
    contents,
    exports,
    told,
)
from tests.places import KHARKIV
from tests.saying import said


@pytest.fixture(scope="module")
def loaded():
    return city()


@pytest.fixture(scope="module")
def plan(loaded):
    return make_plan(loaded)


@pytest.mark.parametrize(
    ("profile", "language"), [("public", "uk"), ("public", "en"), ("partner", "uk")]
)
def test_nothing_withheld_stands_in_any_export(loaded, plan, profile, language: Language):
    for kind, data in said(language, lambda: [*exports(loaded, plan, profile)]):
        held = contents(data).casefold()
        assert [word for word in canaries(profile) if word.casefold() in held] == [], kind


def test_the_same_reader_finds_the_canaries_of_what_stays_in_the_house(loaded, plan):
    held = "".join(
        contents(data) for _, data in said("uk", lambda: [*exports(loaded, plan, "internal")])
    )
    found = {word for word in canaries("public") if word.casefold() in held.casefold()}
    assert found >= {HIDDEN, "Сховище-канарка", "Автор-канарка", "причина-канарка", "7171"}


@pytest.fixture(scope="module")
def alone(plan):
    """The city without what is sensitive, and with as much less money as the plan spends on that."""
    cost = plan.entry(HIDDEN).cost
    tender = plan.scenario.money.tender
    return city(whole=False, money={**MONEY, 2027: MONEY[2027] - tender.amount(cost)})


def test_a_public_export_is_that_of_a_city_without_what_is_sensitive_and_its_money(plan, alone):
    assert _told(plan) == _told(make_plan(alone))


@pytest.mark.slow
def test_every_public_file_is_that_of_a_city_without_what_is_sensitive(loaded, plan, alone):
    """All that it tells, letter by letter, once both say that they were made in the same minute."""
    made = make_plan(alone)
    seconds = replace(made.solution, seconds=plan.solution.seconds)
    made = replace(made, provenance=plan.provenance, solution=seconds)
    tables = replace(alone.inventory, sha256=loaded.inventory.sha256)
    other = replace(alone, inventory=tables, sha256=loaded.sha256)
    expected = said("uk", lambda: dict(exports(other, made, "public")))
    for kind, data in said("uk", lambda: [*exports(loaded, plan, "public")]):
        assert told(data) == told(expected[kind]), kind


def test_money_of_what_is_sensitive_is_told_with_no_plan_and_in_no_link(loaded, plan):
    released = release(plan, "public")
    funds = release_data(loaded, "public").loaded.scenario.money.funds
    assert not funds["main"].amount
    funds = release_data(loaded, "public", released).loaded.scenario.money.funds
    assert sum(funds["main"].amount.values()) == Decimal("993.33")
    assert released.link("http://a/?scenario=city.yaml&money=main.2027.100") == ""
    assert released.link("http://a/?scenario=city.yaml") != ""


def test_data_and_plans_for_everybody_name_the_same_buildings(loaded, plan):
    data = release_data(loaded, "public").loaded.inventory
    for other in (plan, make_plan(city(built=True))):
        released = release(other, "public").plan.inventory
        assert released.sites.id == data.sites.id and released.projects.id == data.projects.id


def _told(plan: Plan) -> dict[str, object]:
    """All that its public export says but how and when it was searched for."""
    report = said("uk", to_dict, release(plan, "public"))
    return {k: v for k, v in report.items() if k not in ("provenance", "seconds", "status")}


def test_sums_of_a_public_export_are_those_of_its_rows(plan):
    report = to_dict(release(plan, "public"))
    planned = [entry for entry in report["plan"] if entry["group"] in ("planned", "clearing")]
    assert sum(entry["cost"] for entry in planned) == report["figures"]["spent"]
    assert sum(row["spent"] for row in report["spending"]) == report["figures"]["spent"]
    assert report["figures"]["sites_total"] == 3 and HIDDEN not in str(report)
    assert report["gap"] == plan.gap and report["bound"] == report["value"]


def test_names_and_ids_lose_their_address_and_stay_distinct(plan):
    public = release(plan, "public").plan
    sites = public.inventory.sites
    assert sites.names(0) == {"uk": "Будинок Лося", "en": "Elk house"}
    assert sites.id[0] == "residential-1" and ADDRESSED not in sites.id
    assert len(set(sites.id)) == len(sites)
    assert public.entry("residential-1").name["uk"] == "Будинок Лося"


@pytest.mark.parametrize("profile", [p for p in PROFILES if p != "internal"])
def test_a_field_that_the_table_does_not_name_cannot_leave(profile):
    columns = tuple(Column(key=key, title=key) for key in ("rank", "phone"))
    table = Table(key="list", title="List", columns=columns, rows=((1, "0501234567"),))
    assert Gate(profile).table(table).rows == ((1,),)
    assert Gate(profile).table(replace(table, key="other")).columns == ()
    tree = {"value": 1.0, "phone": 5, "plan": [{"id": "a", "phone": 5}], "losses": []}
    kept = {"value": 1.0, "plan": [{"id": "a"}], "losses": []}
    assert Gate(profile).tree("plan_json", tree) == kept


def test_every_field_that_there_is_stands_in_the_table(repair_first, masterplan):
    """So that a new one is not lost unnoticed: it is named there, or this fails."""
    for plan in (repair_first, masterplan):
        with speaking("uk"):
            pair = release_comparison(compare([("a", plan), ("b", masterplan)]), "internal")
            made = (*all_tables(release(plan, "internal")), *all_comparison_tables(pair))
            whole = everything(release(plan, "internal"))
        assert all(Gate("internal").table(table) == table for table in made)
        kept = json.loads(json.dumps(Gate("internal").tree("plan_json", whole)))
        assert kept == json.loads(json.dumps(whole))


def test_for_the_office_itself_a_plan_is_the_very_plan(plan):
    assert release(plan, "internal").plan is plan


def test_a_scenario_file_for_others_names_no_person_and_opens_as_the_same_city(tmp_path):
    for name in KHARKIV.iterdir():
        if name.is_file():
            (tmp_path / name.name).write_bytes(name.read_bytes())
    loaded = load_scenario(tmp_path / "masterplan.yaml")
    taken = tmp_path / "taken.yaml"
    taken.write_bytes(scenario_of(release_data(loaded, "public")))
    words = taken.read_text(encoding="utf-8")
    assert not any(lock.author in words for lock in loaded.scenario.rules.must)
    assert "kuznechna" not in words
    opened = load_scenario(taken)
    assert opened.scenario.shares == loaded.scenario.shares
    assert opened.scenario.money == loaded.scenario.money


def test_a_scenario_file_for_others_says_which_settings_of_its_own_it_lacks(tmp_path):
    for name in KHARKIV.iterdir():
        if name.is_file():
            (tmp_path / name.name).write_bytes(name.read_bytes())
    own = tmp_path / "own.yaml"
    crews = "crews: {conservators: {capacity: {2027: 9876}}}"
    own.write_text(
        f"format: 1\nextends: base.yaml\nname: {{uk: Свій, en: Own}}\n{crews}\n", "utf-8"
    )
    loaded = load_scenario(own)
    public = said("en", scenario_of, release_data(loaded, "public")).decode()
    assert "9876" not in public and said("en", text, "gate.unsaid.crew") in public
    partner = said("en", scenario_of, release_data(loaded, "partner")).decode()
    assert "9876" in partner and said("en", text, "gate.unsaid.crew") not in partner
