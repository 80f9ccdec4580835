"""What weights refer to, and who may pay for what, recomputed from Kharkiv's tables: attainable and owners.

As in `test_recomputed` nothing of the product is used but what it answers.
"""

from collections import defaultdict
from itertools import chain, combinations
from typing import Any, Final

import pytest

from planner.alternatives import CODES
from planner.plan import Prepared, prepare
from planner.scenario import load_scenario
from tests.places import KHARKIV
from tests.scenarios.test_recomputed import (
    BASE,
    LAST,
    MILLION,
    YEARS,
    Course,
    Row,
    building,
    courses_of,
    first_start,
    rows_of,
)

FUNDS: Final[dict[str, Any]] = BASE["money"]["funds"]
PAYERS = dict[tuple[int, frozenset[tuple[str, int]]], int]
"""Year, and which money of which year may pay then -> minor units."""


@pytest.fixture(scope="module")
def answered() -> Prepared:
    return prepare(load_scenario(KHARKIV / "base.yaml"))


def may_pay(fund: str, row: Row, *, project: bool) -> bool:
    """Whether a fund pays for a site or project, whatever the works; private owners only where named."""
    rule = FUNDS[fund]["eligible"]
    rule = {} if rule == "all" else rule
    status = "none" if project else row["heritage_status"]
    use = row["kind"] if project else row["use"]
    if rule.get("heritage_status") and status not in rule["heritage_status"]:
        return False
    if rule.get("use") and use not in rule["use"]:
        return False
    if project:
        return True
    named = rule.get("owner")
    return row["owner"] in named if named else row["owner"] not in ("private", "company")


def purses(row: Row, works: str, year: int, *, project: bool) -> frozenset[tuple[str, int]]:
    """Fund and year of the money that may pay for works in a year."""
    start, found = BASE["horizon"]["start"], set()
    for fund, spec in FUNDS.items():
        only = {} if spec["eligible"] == "all" else spec["eligible"]
        pays = may_pay(fund, row, project=project) and works in only.get("works", [works])
        for since in spec["amount"] if pays else ():
            if since == start + year or (spec["carry_over"] and since < start + year):
                found.add((fund, since))
    return frozenset(found)


def expected(row: Row, one: Course, *, project: bool) -> PAYERS:
    due: PAYERS = {}
    for works, begin, years in one.steps:
        for year in range(begin, begin + years):
            if one.money[year]:
                due[year, purses(row, works, year, project=project)] = one.money[year]
    return due


def told(answered: Prepared) -> list[PAYERS]:
    """The same by alternative, out of the rows of money."""
    rows = answered.problem.linking
    start, into = answered.table.years[0], defaultdict(set)
    for supply, demand in rows.arcs.tolist():
        given = rows.ids[supply]
        into[demand].add((given.subject, given.year))
    due: list[PAYERS] = [{} for _ in range(len(answered.table))]
    by_row = rows.matrix.tocoo()
    for r, a, amount in zip(*by_row.coords, by_row.data, strict=True):
        row = rows.ids[r]
        if row.money == "spent" and row.rule.row == "C2":
            assert row.year is not None
            due[a][row.year - start, frozenset(into[r])] = int(amount)
    return due


def key_of(answered: Prepared, a: int) -> tuple[object, ...]:
    table = answered.table
    steps = [(CODES[table.first[a]], int(table.first_start[a]))]
    if table.second[a] >= 0:
        steps.append((CODES[table.second[a]], int(table.second_start[a])))
    return bool(table.make_way[a]), *steps


def test_money_pays_by_owner_status_use_and_works_as_the_tables_say(answered: Prepared) -> None:
    sites, due, starts = rows_of("sites.csv"), told(answered), answered.table.starts()
    compared = 0
    for group, row in enumerate(sites):
        courses = {one.key: one for one in courses_of(row)}
        for a in range(starts[group] + 1, starts[group + 1]):
            one = courses[key_of(answered, a)]
            assert due[a] == expected(row, one, project=False), (row["id"], one.key)
            compared += 1
    by_id, projects = {row["id"]: row for row in sites}, rows_of("projects.csv")
    for k, row in enumerate(projects):
        group = len(sites) + k
        begin = first_start(row, projects, by_id)
        for a in range(starts[group] + 1, starts[group + 1]):
            one = building(row, int(answered.table.first_start[a]))
            assert one.steps[0][1] >= begin
            assert due[a] == expected(row, one, project=True), row["id"]
            compared += 1
    assert compared > 1500
    private = [row for row in sites if row["owner"] == "private"]
    assert private and not any(may_pay(f, row, project=False) for f in FUNDS for row in private)


def test_what_a_whole_weight_refers_to_is_the_most_that_the_tables_allow(
    answered: Prepared,
) -> None:
    sites, projects = rows_of("sites.csv"), rows_of("projects.csv")
    by_id = {row["id"]: row for row in sites}
    best = {row["id"]: most(list(courses_of(row))) for row in sites}
    for row in projects:
        begin, years = first_start(row, projects, by_id), int(row["years_to_build"])
        fitting = [building(row, s) for s in range(begin, YEARS) if s + years <= LAST]
        best[row["id"]] = most(fitting)
    taking = {row["id"]: set(filter(None, row["displaces"].split(";"))) for row in projects}
    for k, name in enumerate(answered.table.criteria):
        whole = max(
            sum(best[i][name] for i in best if i not in out)
            for out in map(set, left_out({i: plots for i, plots in taking.items() if plots}))
        )
        assert answered.attainable[k] == pytest.approx(whole, rel=1e-9), name
    money = sum(int(a * MILLION) for fund in FUNDS.values() for a in fund["amount"].values())
    assert answered.all_money == money


def most(courses: list[Course]) -> dict[str, float]:
    return {c: max([0.0, *(one.gain[c] for one in courses)]) for c in BASE["criteria"]}


def left_out(taking: dict[str, set[str]]) -> list[set[str]]:
    """What does not count where some of the projects are built: their plots, and the other projects."""
    every = chain.from_iterable(combinations(taking, n) for n in range(len(taking) + 1))
    found = []
    for built in every:
        plots = [plot for project in built for plot in taking[project]]
        if len(plots) == len(set(plots)):
            found.append({*plots, *taking} - set(built))
    return found
