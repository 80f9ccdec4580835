"""Each row function against its formula, and against a model small enough to check by eye."""

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.optimise import solve, write_model
from planner.plan import prepare, problem_of
from planner.problem import ENTRIES, ROWS, Problem, Rows
from planner.problem.case import Case
from planner.problem.rows.c09_promises import c9_promises
from planner.problem.rows.c10_targets import c10_targets
from planner.scenario.files.loading import Loaded
from tests.places import GOLDEN

NUMBERS = list(ENTRIES)
LOCK = {"reason": "r", "author": "a"}
ONE_YEAR: dict[str, Any] = {"money_years": 1, "appraisal_years": 2}


@pytest.fixture(scope="session")
def small_city(site: Any, project: Any, city: Any) -> Callable[[str], Loaded]:
    """The city whose rows of one number are in tests/golden."""
    flat, tower = site("flat"), site("tower", status="local", area=500.0, district="south")
    house, hall = project("house", displaces=["flat"]), project("hall")
    heritage = {
        "amount": {2027: "0.5", 2028: "0.25"},
        "carry_over": False,
        "eligible": {"heritage_status": ["national", "local"]},
    }
    parts: dict[str, tuple[list[Any], dict[str, Any]]] = {
        "C1": ([[flat, tower]], ONE_YEAR),
        "C2": ([[flat, tower]], {"funds": {"main": {"amount": {2027: 1}}, "heritage": heritage}}),
        "C3": (
            [[flat, tower]],
            {"labour": {"builders": "0.7"}, "crews": {"builders": {2027: 1, 2028: "1.25"}}},
        ),
        "C4": ([[flat], [house, {**house, "id": "shop"}]], {"works": ("clear",)}),
        "C5": (
            [
                [flat],
                [
                    hall,
                    project("wing", part_of="art", phase=1, restores=["flat"]),
                    project("dome", part_of="art", phase=2),
                ],
            ],
            {"money_years": 3, "rules": {"requires": [{"start": "hall", "after": "flat"}]}},
        ),
        "C6": (
            [[flat, tower]],
            {
                **ONE_YEAR,
                "works": ("stabilise", "repair"),
                "rules": {
                    "must": [{"site": "flat", **LOCK}],
                    "never": [{"site": "tower", "works": "repair", **LOCK}],
                },
            },
        ),
        "C7": (
            [[flat, tower], [hall]],
            {
                **ONE_YEAR,
                "rules": {
                    "share": {"conservation": {"at_least": "0.4"}, "new": {"at_most": "0.3"}}
                },
            },
        ),
        "C8": (
            [[flat, tower]],
            {**ONE_YEAR, "rules": {"district_floor": [{"criterion": "homes", "at_least": "0.2"}]}},
        ),
        "C9": (
            [[flat, tower], [hall]],
            {
                "works": ("stabilise", "repair"),
                "rules": {
                    "promises": [
                        {"site": "flat", "works": "repair", "start": 2028, **LOCK},
                        {"site": "tower", "start": 2027, **LOCK},
                        {"project": "hall", "start": 2028, **LOCK},
                    ]
                },
            },
        ),
        "C10": (
            [[flat, {**tower, "grade": 2}], [{**house, "people": 60, "people_kind": "residents"}]],
            {
                "works": ("repair", "clear", "build"),
                "rules": {
                    "targets": {
                        "people_back": [
                            {"who": "residents", "at_least": 42, "by": 2027},
                            {"who": "residents", "at_least": 64, "by": 2028},
                        ],
                        "sites_at_work": {"at_most": 1},
                    }
                },
            },
        ),
        "C11": (
            [[{**tower, "id": "old"}, {**tower, "grade": 2}, {**flat, "id": "new"}]],
            {
                "works": ("stabilise", "restore"),
                "rules": {
                    "protect": {"status": ["local"], "least_grade": 3, "by": 2027, **LOCK},
                },
            },
        ),
    }

    def build(number: str) -> Loaded:
        tables, given = parts[number]
        loaded: Loaded = city(*tables, **given)
        return loaded

    return build


def only(rows: Callable[[Case], Rows], loaded: Loaded) -> Problem:
    """The problem of a city with one kind of linking rows."""
    prepared = prepare(loaded)
    table = prepared.table
    alone = rows is ROWS[0]
    return Problem(
        value=prepared.values(loaded.scenario),
        group=table.group,
        linking=Rows.none(len(table)) if alone else rows(prepared.case),
        group_names=table.subjects,
        labels=tuple(table.label(a) for a in range(len(table))),
    )


@pytest.mark.parametrize("row", ROWS, ids=NUMBERS)
def test_every_row_function_states_number_formula_and_symbols_with_units(row: Any) -> None:
    words = inspect.getdoc(row) or ""
    heading, formula, symbols = (part.strip() for part in words.split("\n\n")[:3])
    number = row.__name__.split("_")[0].upper()
    assert re.match(rf"{number} [A-Z][a-z ]+: .+\.$", heading)
    assert formula.startswith(".. math::")
    assert re.search(r"\[[^]]+\]", symbols), "no unit"
    letters = set(re.findall(r"\b([a-zA-Z])_[\w{]", formula)) - {"A"}
    assert letters <= set(re.findall(r"\b([a-zA-Z])_", symbols)) | {"x"}


def test_row_functions_are_numbered_without_a_gap() -> None:
    assert [f"C{n}" for n in range(1, len(ROWS) + 1)] == NUMBERS


@pytest.mark.parametrize("row", ROWS, ids=NUMBERS)
def test_rows_are_those_of_the_golden_model(
    row: Any, small_city: Callable[[str], Loaded], tmp_path: Path
) -> None:
    number = row.__name__.split("_")[0].upper()
    written = tmp_path / f"{number}.lp"
    write_model(only(row, small_city(number)), written)
    assert written.read_text("utf-8") == (GOLDEN / f"{number}.lp").read_text("utf-8")


def test_every_golden_model_has_its_row_function() -> None:
    assert sorted(path.stem for path in GOLDEN.glob("*.lp")) == sorted(NUMBERS)


@pytest.mark.parametrize(("works", "cleared"), [(None, 0), ("clear", 0), ("repair", 1)])
def test_a_site_that_must_never_be_touched_is_not_cleared_for_a_project(
    site: Any, project: Any, city: Any, works: str | None, cleared: int
) -> None:
    town = city(
        [site("flat", people=0.0)],
        [project("house", people=50.0, people_kind="residents", displaces=["flat"])],
        works=("repair", "clear", "build"),
        rules={"never": [{"site": "flat", "works": works, **LOCK}]},
    )
    solution = solve(problem_of(town), gap=0.0)
    assert prepare(town).table.make_way[solution.chosen].sum() == cleared


@pytest.mark.parametrize(("limit", "built"), [("0.3", 0), ("0.6", 1)])
def test_clearing_a_plot_for_a_project_is_spending_on_new_construction(
    site: Any, project: Any, city: Any, limit: str, built: int
) -> None:
    """Repair costs 1 million, clearing 0.2 and building 0.3: new is 0.333 of all, or 0.231."""
    town = city(
        [site("flat"), site("plot", people=0.0)],
        [project("house", cost=0.3, people=5.0, people_kind="residents", displaces=["plot"])],
        works=("repair", "clear", "build"),
        rules={
            "share": {"new": {"at_most": limit}},
            "never": [{"site": "plot", "works": "repair", **LOCK}],
        },
    )
    solution = solve(problem_of(town), gap=0.0)
    assert prepare(town).table.make_way[solution.chosen].sum() == built


def rows_of(row: Callable[[Case], Rows], loaded: Loaded) -> dict[str, dict[str, float]]:
    """Row -> alternative -> coefficient."""
    problem = only(row, loaded)
    rows = problem.linking
    return {
        name: {problem.labels[a]: float(c) for a, c in enumerate(row) if c}
        for name, row in zip(rows.names, rows.matrix.toarray(), strict=True)
    }


def test_a_promise_without_works_is_kept_by_any_step_that_starts_then(site: Any, city: Any) -> None:
    rules = {"promises": [{"site": "flat", "start": 2028, **LOCK}]}
    town = city([site("flat")], works=("stabilise", "repair"), money_years=3, rules=rules)
    (row,) = rows_of(c9_promises, town).values()
    assert set(row) == {
        "flat_stabilise_2028",
        "flat_stabilise_2028_repair_2029",
        "flat_stabilise_2027_repair_2028",
        "flat_repair_2028",
    }


def test_clearing_for_a_project_keeps_no_promise(site: Any, project: Any, city: Any) -> None:
    rules = {"promises": [{"site": "flat", "works": "clear", "start": 2027, **LOCK}]}
    town = city(
        [site("flat")], [project("house", displaces=["flat"])], works=("clear",), rules=rules
    )
    (row,) = rows_of(c9_promises, town).values()
    assert set(row) == {"flat_clear_2027"}


def target(who: str, by: int, at_least: int = 1) -> dict[str, Any]:
    return {"targets": {"people_back": [{"who": who, "at_least": at_least, "by": by}]}}


def test_people_are_back_by_the_end_of_the_year_in_which_works_finish(site: Any, city: Any) -> None:
    town = city(
        [site("flat")], duration=[{"years": 2}], money_years=3, rules=target("residents", 2028)
    )
    assert rows_of(c10_targets, town) == {"C10_people_0_residents_2028": {"flat_repair_2027": 40.0}}


def test_people_who_are_not_known_count_as_none(site: Any, city: Any) -> None:
    town = city([site("flat", people=float("nan"))], rules=target("residents", 2028))
    assert rows_of(c10_targets, town) == {"C10_people_0_residents_2028": {}}


def test_people_whom_no_criterion_counts_are_not_back(site: Any, city: Any) -> None:
    town = city([site("flat", people_kind="users")], rules=target("users", 2028))
    assert rows_of(c10_targets, town) == {"C10_people_0_users_2028": {}}


@pytest.mark.parametrize(("cleared", "at_work"), [(False, 1), (True, 0)])
def test_a_plot_counts_as_a_site_at_work_while_it_is_cleared(
    site: Any, project: Any, city: Any, cleared: bool, at_work: int
) -> None:
    town = city(
        [site("plot", cleared=cleared, grade=5)],
        [project("house", displaces=["plot"])],
        works=("repair", "clear"),
        rules={"targets": {"sites_at_work": {"at_most": 1}}},
        **ONE_YEAR,
    )
    rows = rows_of(c10_targets, town)
    assert rows.get("C10_at_work_2027", {}).get("plot_make_way_clear_2027", 0) == at_work


def test_a_site_is_at_work_in_the_years_of_both_steps_only(site: Any, city: Any) -> None:
    town = city(
        [site("flat")],
        works=("stabilise", "repair"),
        money_years=3,
        rules={"targets": {"sites_at_work": {"at_most": 1}}},
    )
    course = "flat_stabilise_2027_repair_2029"
    busy = [year for year, row in rows_of(c10_targets, town).items() if course in row]
    assert busy == ["C10_at_work_2027", "C10_at_work_2029"]
