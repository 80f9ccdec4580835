"""Each row function against its formula, and against a model small enough to check by eye."""

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.optimise import solve, write_model
from planner.plan import prepare, problem_of
from planner.problem import ROWS, Problem, Rows
from planner.problem.case import Case
from planner.scenario.files import Loaded

GOLDEN = Path(__file__).parents[1] / "golden"
NUMBERS = [row.__name__.split("_")[0].upper() for row in ROWS]
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
        "C5": ([[flat], [hall]], {"rules": {"requires": [{"start": "hall", "after": "flat"}]}}),
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
