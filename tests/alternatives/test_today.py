"""What a row says of a building today: what is left to do, at what cost, when, and with whose money."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from planner.alternatives import CODES, Alternatives, build_alternatives
from planner.errors import InfeasiblePlanError, InputError
from planner.inventory import FACTS, Inventory, Quality
from planner.inventory.today import told_by
from planner.inventory.wording import words_at
from planner.plan import Plan, make_plan, problem_of
from planner.scenario.files.loading import Loaded, load_scenario
from planner.text import LANGUAGES, text
from tests.places import KHARKIV, ROOT
from tests.saying import said

SMALL = ROOT / "tests" / "scenario" / "small"
ALL_WORKS = ("stabilise", "restore", "repair", "rebuild", "clear", "build")
BASIS = {"kind": "illustrative", "uk": "вигадано", "en": "invented"}
MILLION = 100_000_000
RICH = {"funds": {"main": {"amount": {2027: 1000, 2028: 1000}}}}


def table_of(loaded: Loaded) -> Alternatives:
    return build_alternatives(loaded.scenario, loaded.inventory)


def courses(loaded: Loaded) -> list[str]:
    table = table_of(loaded)
    return [table.label(a) for a in range(len(table))]


def at(loaded: Loaded, label: str) -> int:
    return courses(loaded).index(label)


# The table


def small_with(folder: Path, **columns: list[str]) -> Inventory:
    """The small city with columns added, a value for each of its four sites."""
    sites = pd.read_csv(SMALL / "sites.csv", dtype=str, keep_default_na=False)
    sites.assign(**columns).to_csv(folder / "sites.csv", index=False)
    return Inventory.from_files(
        folder / "sites.csv", SMALL / "projects.csv", SMALL / "districts.geojson"
    )


def test_each_fact_has_its_own_quality_day_and_source(tmp_path: Path) -> None:
    sites = small_with(
        tmp_path,
        state_today=["propped", "done", "under_works", ""],
        state_quality=["press", "reported", "judgement", ""],
        state_date=["2025-02", "2024-05-06", "2026", ""],
        state_source=["a paper", "", "the city", ""],
        state_source_uk=["газета", "", "місто", ""],
        damaged_share=["0.25", "", "", ""],
        damaged_share_quality=["surveyed", "", "", ""],
    ).sites
    today = sites.today
    assert today.stated == {"state_today", "damaged_share", "significance"}
    assert [today.value("state_today", row) for row in range(4)] == [
        *("propped", "done", "under_works", None),
    ]
    assert today.settled.tolist() == [False, True, False, False]
    assert today.part.tolist() == [0.25, 1, 1, 1]
    assert today.date["state_today"][1] == "2024-05-06"
    assert words_at(today.source["state_today"], 0) == {"uk": "газета", "en": "a paper"}
    assert list(sites.quality["state_today"]) == [
        *(Quality.REPORTED, Quality.REPORTED, Quality.ESTIMATED, Quality.MISSING),
    ]
    assert "owner" not in sites.quality  # of what the table does not speak of nothing is missing


SLIPS = [
    ({"owner": ["city", "", "", ""]}, "unknown_choice", "owner", 2),
    ({"state_today": ["", "fixed", "", ""]}, "unknown_choice", "state_today", 3),
    ({"readiness": ["", "", "designed", ""]}, "unknown_choice_near", "readiness", 4),
    ({"readiness_works": ["", "repair", "", ""]}, "ready_works_alone", "readiness_works", 3),
    ({"new_use": ["libary", "", "", ""]}, "unknown_choice", "new_use", 2),
    ({"damaged_share": ["1.5", "", "", ""]}, "out_of_range", "damaged_share", 2),
    ({"damaged_share": ["0", "", "", ""]}, "out_of_range", "damaged_share", 2),
    ({"cost_known": ["5.27", "", "", ""]}, "known_cost_alone", "cost_known_works", 2),
    ({"cost_known_works": ["", "repair", "", ""]}, "known_works_alone", "cost_known_works", 3),
    ({"state_date": ["2025", "", "", ""]}, "fact_blank", "state_date", 2),
    ({"state_today": ["done", "", "", ""], "state_date": ["2925", "", "", ""]},
     "date_range", "state_date", 2),
    ({"owner": ["state", "", "", ""], "owner_quality": [""] * 4},
     "quality_blank", "owner_quality", 2),
    ({"significance": ["40", "", "", ""], "significance_quality": ["judgement", "", "", ""],
      "significance_age": ["20", "", "", ""], "significance_history": ["19", "", "", ""]},
     "values_sum", "significance", 2),
    ({"state_today": ["", "", "", "done"]}, "standing_and_cleared", "state_today", 5),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "key", "field", "row"), SLIPS, ids=lambda v: str(v)[:40])
def test_a_slip_in_a_fact_is_told_at_its_place(
    tmp_path: Path, columns: dict[str, list[str]], key: str, field: str, row: int
) -> None:
    with pytest.raises(InputError) as caught:
        small_with(tmp_path, **columns)
    assert [(f.key, f.field, f.row) for f in caught.value.faults] == [(key, field, row)]


def test_a_table_that_leaves_every_fact_blank_asks_the_same_as_one_without_them(
    tmp_path: Path,
) -> None:
    """To the last bit. A column of owners, of readiness or of new uses says by being there that
    what is blank in it is not known: these three are left out."""
    loaded = []
    for name, keep in (("without", False), ("blank", True)):
        folder = tmp_path / name
        folder.mkdir()
        for file in filter(Path.is_file, KHARKIV.iterdir()):
            shutil.copy(file, folder)
        sites = pd.read_csv(KHARKIV / "sites.csv", dtype=str, keep_default_na=False)
        told = tuple(told_by(fact, "") for fact in FACTS)
        facts = [c for c in map(str, sites) if c in FACTS or c.startswith(told)]
        sites = sites.drop(columns=facts)
        if keep:
            sites = sites.assign(
                **dict.fromkeys(("state_today", "damaged_share", "cost_known"), "")
            )
        sites.to_csv(folder / "sites.csv", index=False)
        loaded.append(load_scenario(folder / "balanced.yaml"))
    assert loaded[0].inventory.sha256 != loaded[1].inventory.sha256
    assert problem_of(loaded[0]).sha256() == problem_of(loaded[1]).sha256()


# What is left to do


def settled_city(site: Any, project: Any, city: Any) -> Loaded:
    sites = [
        site("mended", state_today="done"),
        site("gone", state_today="demolished", status="unlisted_valuable", grade=5),
        site("left"),
        site("unseen", grade=-1),
    ]
    loaded: Loaded = city(
        sites,
        [project("p", displaces=["gone"], capacity=10.0), project("q", displaces=["mended"])],
        works=ALL_WORKS,
        weights={"homes": 1, "heritage": 1, "renewal": 1, "safety": 1},
        **RICH,
    )
    return loaded


def test_what_is_done_or_gone_needs_nothing_and_is_told_apart(
    site: Any, project: Any, city: Any
) -> None:
    loaded = settled_city(site, project, city)
    plan = make_plan(loaded)
    assert [label for label in courses(loaded) if label.startswith(("mended", "gone"))] == [
        *("mended_nothing", "gone_nothing", "gone_make_way_clear_2027", "gone_make_way_clear_2028"),
    ]
    assert plan.entry("mended").group == "settled"
    assert plan.entry("unseen").group == "unplannable"
    assert plan.figures.sites_settled == 2 and plan.figures.sites_total == 4
    assert plan.figures.residents_out == 40  # of "left" alone
    assert {entry.id for entry in plan.entries} == {*loaded.inventory.sites.id, "p", "q"}
    assert not plan.losses
    for language in LANGUAGES:
        assert said(language, text, plan.entry("mended").reason)


def test_the_plot_of_what_is_gone_is_free_and_of_what_is_done_is_not(
    site: Any, project: Any, city: Any
) -> None:
    loaded = settled_city(site, project, city)
    table = table_of(loaded)
    assert table.cost[at(loaded, "gone_make_way_clear_2027")] == 0
    plan = make_plan(loaded)
    assert plan.entry("p").in_plan and plan.entry("gone").displaced_by == "p"
    assert plan.entry("q").group == "unplannable"


def test_only_the_part_that_the_damage_touches_is_mended_paid_and_counted(
    site: Any, city: Any
) -> None:
    given: dict[str, Any] = {
        "works": ("stabilise", "restore"),
        "weights": {"heritage": 1, "homes": 1, "damage": 1, "safety": 1},
        "funds": {"main": {"amount": {2027: "0.1"}}},
    }
    part = city([site("a", status="local", area=1e4, damaged_share=0.25)], **given)
    whole = city([site("a", status="local", area=1e4)], **given)
    assert courses(part) == courses(whole)
    part_table, whole_table = table_of(part), table_of(whole)
    assert (part_table.cost * 4 == whole_table.cost).all()
    assert part_table.gain[:, :3] == pytest.approx(whole_table.gain[:, :3] / 4)
    assert (part_table.gain[:, 3] == whole_table.gain[:, 3]).all()  # it is as dangerous to pass
    (left,), (lost,) = (make_plan(town).losses for town in (part, whole))
    assert left.significance == lost.significance == 50
    assert left.lost == pytest.approx(lost.lost / 4)


def test_a_building_that_stands_in_part_is_not_cleared_for_a_project(
    site: Any, project: Any, city: Any
) -> None:
    sites = [site("a", grade=5, damaged_share=0.5), site("b", grade=5)]
    projects = [project("p", displaces=["a"]), project("q", displaces=["b"])]
    loaded = city(sites, projects, works=ALL_WORKS, money_years=1, **RICH)
    assert [label for label in courses(loaded) if "clear" in label] == [
        *("a_clear_2027", "b_clear_2027", "b_make_way_clear_2027"),
    ]


@pytest.mark.parametrize("grade", [4, 5])
def test_what_nobody_has_looked_up_is_neither_cleared_nor_rebuilt(
    site: Any, project: Any, city: Any, grade: int
) -> None:
    loaded = city(
        [site("a", status="not_checked", grade=grade)],
        [project("p", displaces=["a"])],
        works={
            **{works: {} for works in ALL_WORKS},
            "repair": {"lawful_for": ["none", "not_checked"]},
        },
        rules={"recreation": [{"site": "a", "reason": "r", "author": "a"}]},
    )
    works = {CODES[c] for c in table_of(loaded).first if c >= 0} - {"build"}
    assert works == ({"repair"} if grade == 4 else set())
    assert make_plan(loaded).entry("p").reason == "reason.plot_not_checked"


def test_a_new_use_is_given_only_where_one_is_named_if_the_table_names_any(
    site: Any, city: Any
) -> None:
    adapt = {"unit": 500, "grades": (4,), "lawful_for": ["none"]}
    works = {"repair": {}, "adapt": adapt}
    hall, mill = site("hall", use="culture"), site("mill", use="industry")
    silent = city([hall, mill], works=works)
    named = city([hall, {**mill, "new_use": "culture"}], works=works)
    assert {c.split("_")[0] for c in courses(silent) if "adapt" in c} == {"hall", "mill"}
    assert {c.split("_")[0] for c in courses(named) if "adapt" in c} == {"mill"}


# What it costs, when it may start, and who pays


def test_a_known_cost_stands_for_its_works_and_its_range_narrows(site: Any, city: Any) -> None:
    costs = {"repair": {"costs": (0.7, 1.6)}, "stabilise": {"costs": (0.5, 2)}}
    given = {"works": costs, "round_to": "0.1"}
    known = {"cost_known": 2.0, "cost_known_works": "repair"}
    guess = {**known, "cost_quality": Quality.ESTIMATED}
    loaded = city([site("a"), site("b", **known), site("c", **guess)], **given)
    table = table_of(loaded)

    def cost(label: str) -> list[float]:
        a = at(loaded, label)
        return [float(c[a]) / MILLION for c in (table.cost_low, table.cost, table.cost_high)]

    assert cost("a_repair_2027") == [0.7, 1, 1.6]
    assert cost("b_repair_2027") == [2, 2, 2]
    assert cost("c_repair_2027") == pytest.approx([1.4, 2, 3.2])
    assert cost("b_stabilise_2027") == cost("a_stabilise_2027") == [0.1, 0.1, 0.2]
    money = loaded.scenario.money.model_validate(
        {
            **loaded.scenario.money.model_dump(),
            "known_cost": {"low": 0.9, "high": 1.25, "basis": BASIS},
        }
    )
    scenario = loaded.scenario.model_copy(update={"money": money})
    moved = build_alternatives(scenario, loaded.inventory)
    a = at(loaded, "b_repair_2027")
    assert [c[a] / MILLION for c in (moved.cost_low, moved.cost, moved.cost_high)] == [1.8, 2, 2.5]


def test_works_are_costed_without_an_area_where_their_cost_is_known(site: Any, city: Any) -> None:
    known = {"cost_known": 2.0, "cost_known_works": "repair", "area": float("nan")}
    loaded = city([site("a", **known), site("b", grade=5, **known)], works=("repair", "rebuild"))
    assert "a_repair_2027" in courses(loaded)
    assert not any(c.startswith(("a_rebuild", "b_repair")) for c in courses(loaded))


def test_works_wait_for_what_has_to_be_prepared(site: Any, city: Any) -> None:
    lead = {"years": {"unknown": 1, "none": 2, "survey": 1}, "monument": {"survey": 2}}
    works = {"stabilise": {}, "repair": {"lead": {**lead, "basis": BASIS}}}
    sites = [
        site("blank"),
        site("raw", readiness="none"),
        site("seen", readiness="survey"),
        site("listed", readiness="survey", status="local"),
        site("ready", readiness="tender"),
        site("begun", readiness="none", state_today="under_works"),
    ]
    silent = city([site("blank")], works=works, money_years=3, appraisal_years=5)
    assert "blank_repair_2027" in courses(silent)  # its table says nothing of readiness
    loaded = city(sites, works=works, money_years=3, appraisal_years=5)
    table = table_of(loaded)
    repair = CODES.index("repair")
    first = {
        name: min(
            int(table.second_start[a] if table.second[a] == repair else table.first_start[a])
            for a in np.flatnonzero(table.group == k)
            if repair in (table.first[a], table.second[a])
        )
        for k, name in enumerate(loaded.inventory.sites.id)
    }
    assert first == {"blank": 1, "raw": 2, "seen": 1, "listed": 2, "ready": 0, "begun": 0}
    assert "raw_stabilise_2027_repair_2029" in courses(loaded)


def test_what_is_ready_for_some_works_shortens_no_others(site: Any, city: Any) -> None:
    """A tender for a repair is no design for rebuilding; that the building was surveyed counts for both."""
    lead = {"lead": {"years": {"unknown": 2, "none": 2, "survey": 1}, "basis": BASIS}}
    tender = {"readiness": "tender", "readiness_works": "repair"}
    loaded = city(
        [site("a", **tender), site("b", readiness="tender"), site("c", readiness="none")],
        works={"repair": lead, "rebuild": lead},
        money_years=4,
        appraisal_years=5,
    )
    table = table_of(loaded)
    first = {
        (name, works): int(
            table.first_start[(table.group == k) & (table.first == CODES.index(works))].min()
        )
        for k, name in enumerate(loaded.inventory.sites.id)
        for works in ("repair", "rebuild")
    }
    assert [first[name, "repair"] for name in "abc"] == [0, 0, 2]
    assert [first[name, "rebuild"] for name in "abc"] == [1, 0, 2]


def test_works_under_way_go_on_as_a_promise(site: Any, city: Any) -> None:
    known = {"cost_known": 0.5, "cost_known_works": "stabilise"}
    loaded = city(
        [
            site("a", state_today="under_works", grade=3, people=1.0, **known),
            site("b", people=90.0),
        ],
        works=("stabilise", "repair"),
        funds={"main": {"amount": {2027: 1, 2028: 0}}},
    )
    plan = make_plan(loaded)
    assert (plan.entry("a").forced, plan.entry("a").steps[0].works) == ("promise", "stabilise")
    assert plan.entry("a").steps[0].start == 2027
    assert not plan.entry("b").in_plan


def test_works_under_way_that_cannot_go_on_name_the_building(site: Any, city: Any) -> None:
    loaded = city(
        [site("a", state_today="under_works")],
        rules={"never": [{"site": "a", "reason": "r", "author": "a"}]},
    )
    with pytest.raises(InfeasiblePlanError) as caught:
        make_plan(loaded)
    faults = {fault.key: fault for fault in caught.value.faults}
    assert faults["infeasible_under_works"].value == "a"


@pytest.fixture
def owned(site: Any, project: Any, city: Any) -> Callable[..., Plan]:
    owners = ("communal", "company", "private", "co_owned", "")

    def build(**eligible: Any) -> Plan:
        loaded = city(
            [site(f"s{k}", owner=owner) for k, owner in enumerate(owners)],
            [project("p")],
            works=("stabilise", "repair", "build"),
            weights={"homes": 1, "renewal": 1, "safety": 1},
            funds={"main": {"amount": {2027: 1000}, "eligible": eligible or "all"}},
        )
        return make_plan(loaded)

    return build


def planned(plan: Plan) -> set[str]:
    return {entry.id for entry in plan.in_plan}


def test_public_money_goes_to_private_owners_only_where_the_scenario_says_so(
    owned: Callable[..., Plan],
) -> None:
    plan = owned()
    assert planned(plan) == {"s0", "s3", "s4", "p"}
    assert plan.entry("s1").reason == plan.entry("s2").reason == "reason.private_owner"
    assert planned(owned(owner=["private", "communal"])) == {"s0", "s2", "p"}


def test_a_fund_pays_for_the_works_that_it_names_and_for_no_course_with_others(
    owned: Callable[..., Plan],
) -> None:
    plan = owned(works=["stabilise"])
    assert {s.works for e in plan.in_plan for s in e.steps} == {"stabilise"}
    assert "p" not in planned(plan)
