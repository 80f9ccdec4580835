"""Every alternative of Kharkiv, recomputed from its tables line by line.

Nothing of the product is used but what it answers: tables and scenario are read with `csv` and `yaml`,
the rules of cost, time, law and gain are written out once more in plain Python.
"""

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

import pytest
import yaml

from planner.alternatives import CODES, build_alternatives
from planner.scenario import load_scenario
from tests.places import KHARKIV

MONUMENTS: Final = {"national", "local", "newly_identified"}
VALUES: Final = ("age", "rarity", "architecture", "history", "community")
WORKS: Final = (
    "stabilise",
    "conserve",
    "restore",
    "repair",
    "adapt",
    "rebuild",
    "clear",
    "compensate",
)
KOPECKS: Final = 100
MILLION: Final = 1_000_000 * KOPECKS
SERVED: Final = {
    "residents_out": {"residents"},
    "users_out": {"users", "pupils", "patients"},
    "workers_out": {"workers"},
}
Row = dict[str, str]


def rows_of(name: str) -> list[Row]:
    with (KHARKIV / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


BASE: Final[dict[str, Any]] = yaml.safe_load((KHARKIV / "base.yaml").read_text("utf-8"))
STEP: Final[int] = round(float(BASE["money"]["round_to"]) * MILLION)
YEARS: Final[int] = BASE["horizon"]["money_years"]
SPAN: Final[int] = BASE["horizon"]["appraisal_years"]
_FUNDED = [y for f in BASE["money"]["funds"].values() for y, a in f["amount"].items() if a > 0]
LAST: Final[int] = max(YEARS, max(_FUNDED) - BASE["horizon"]["start"] + 1)
"""Years in which money may fall due: a later tranche comes after the money years."""
PLOTS: Final = {s for row in rows_of("projects.csv") for s in row["displaces"].split(";") if s}


@dataclass
class Course:
    """One alternative: its steps (works, start year, years), cost by year, and what it gains."""

    steps: tuple[tuple[str, int, int], ...]
    makes_way: bool
    money: list[int]
    low: int
    high: int
    labour: dict[str, list[float]]
    gain: dict[str, float]

    @property
    def key(self) -> tuple[object, ...]:
        return self.makes_way, *((works, start) for works, start, _ in self.steps)


def up(amount: float) -> int:
    return math.ceil(amount / STEP - 1e-9) * STEP


def known(row: Row, column: str) -> float:
    return float(row[column]) if row.get(column) else math.nan


def grade_of(row: Row) -> int:
    return int(row["damage_grade"] or -1)


def part(row: Row) -> float:
    return float(row["damaged_share"] or 1)


def is_settled(row: Row) -> bool:
    gone = row["state_today"] == "demolished" and row["plot_cleared"] != "yes"
    return row["state_today"] == "done" or gone


def is_gone(row: Row) -> bool:
    return row["plot_cleared"] == "yes" or row["state_today"] == "demolished"


def is_begun(row: Row) -> bool:
    return row["state_today"] == "under_works" and row["state_quality"] in ("press", "reported")


def lawful(row: Row, works: str) -> bool:
    spec, status, grade = BASE["works"][works], row["heritage_status"], grade_of(row)
    if is_settled(row) or (is_gone(row) and works not in ("rebuild", "compensate")):
        return False
    if works == "adapt" and not row["new_use"]:
        return False
    up_to = spec.get("monument_up_to")
    if up_to is not None and status in MONUMENTS and grade > up_to:
        return False
    fits = status in spec["lawful_for"] and (not spec.get("uses") or row["use"] in spec["uses"])
    return fits and not math.isnan(cost(row, works, "likely"))


def cost(row: Row, works: str, bound: str) -> float:
    """Kopecks before rounding; NaN where the works are not done or cannot be costed."""
    unit = BASE["works"][works]["unit_cost"].get(grade_of(row))
    if unit is None:
        return math.nan
    if row["cost_known_works"] == works:
        reported = row["cost_known_quality"] != "judgement"
        share = (
            BASE["money"]["known_cost"] if reported else {k: unit[k] / unit["likely"] for k in unit}
        )
        return float(row["cost_known"]) * MILLION * float(1 if bound == "likely" else share[bound])
    if BASE["works"][works].get("per") == "resident":
        return float(unit[bound]) * (attribute(row, "residents_out") or math.nan) * KOPECKS
    return float(unit[bound]) * known(row, "floor_area_m2") * part(row) * KOPECKS


def years_of(row: Row, works: str) -> int:
    amount = up(cost(row, works, "likely")) / MILLION
    classes = BASE["works"][works].get("years", BASE["duration"])
    return next(int(c["years"]) for c in classes if amount <= c.get("up_to", math.inf))


def wait(row: Row, works: str) -> int:
    lead = BASE["works"][works].get("lead")
    if lead is None or is_begun(row):
        return 0
    stage = row["readiness"] or "unknown"
    if row["readiness_works"] not in ("", works) and stage in ("design", "tender", "contract"):
        stage = "survey"
    years = lead["years"].get(stage, 0)
    listed = row["heritage_status"] in MONUMENTS
    return int(lead.get("monument", {}).get(stage, years) if listed else years)


def steps_of(row: Row) -> Iterator[tuple[tuple[str, int, int], ...]]:
    fine = [w for w in WORKS if w in BASE["works"] and lawful(row, w)]
    for works in fine:
        long = years_of(row, works)
        for start in range(wait(row, works), YEARS):
            if start + long > LAST:
                continue
            yield ((works, start, long),)
            for later in set(BASE["works"][works].get("before", ())) & set(fine):
                more = years_of(row, later)
                for then in range(max(start + long, start + 1, wait(row, later)), YEARS):
                    if then + more <= LAST:
                        yield (works, start, long), (later, then, more)


def served(row: Row, begin: int, end: int = SPAN) -> float:
    """Year after year a little less, as the building may have been struck again by then."""
    stated = BASE["damage"]["strike_probability"]
    chance = float(stated["by_district"].get(row["district"], stated["elsewhere"]))
    return math.fsum((1 - chance) ** (k + 1) for k in range(min(end, SPAN) - begin)) / SPAN


def comes(row: Row, works: str, criterion: dict[str, Any]) -> float:
    """Share of pupils and patients who may come: some where no shelter is known, all after works
    that build one."""
    rule = BASE["shelter"]
    open_to_all = criterion["attribute"] != "users_out" or row["use"] not in rule["uses"]
    sheltered = row["shelter"] == "has" or works in rule["built_with"]
    return 1.0 if open_to_all or sheltered else float(rule["without"])


def attribute(row: Row, name: str) -> float:
    grade, damage = grade_of(row), BASE["damage"]
    touched = 0.0 if is_settled(row) else part(row)
    if name == "community_priority":
        return 0.0
    if name == "significance":
        table = BASE["significance"]
        listed = table["by_status"][row["heritage_status"]]
        star = row["world_heritage_candidate"] == "yes"
        own = float(table["world_heritage_candidate"] if star else listed)
        if row["significance"]:
            own = math.fsum(float(row[f"significance_{value}"] or 0) for value in VALUES)
        return touched * (own + together(row["ensemble"]))
    if grade < 0:
        return 0.0
    if name == "hazard":
        return 0.0 if is_gone(row) or is_settled(row) else float(damage["hazard"].get(grade, 0))
    if name in SERVED:
        there = row["people_kind"] in SERVED[name]
        people = float(row["people"] or 0) if there else 0.0
        return people * float(row["unusable"] or damage["unusable"].get(grade, 0)) * touched
    area = float(row["floor_area_m2"] or 0) * touched
    return area * float(damage["share"].get(grade, 0)) if name == "damaged_area" else area


def together(ensemble: str) -> float:
    """What each of the buildings carries of the value of all of them."""
    if not ensemble:
        return 0.0
    members = [row for row in rows_of("sites.csv") if row["ensemble"] == ensemble]
    return float(BASE["ensembles"][ensemble]["value"]) / len(members)


def lasting(row: Row, criterion: dict[str, Any], steps: tuple[tuple[str, int, int], ...]) -> float:
    """Of the last step; a certificate once given stays."""
    names = [works for works, _, _ in steps]
    counted = [names[-1], *(["compensate"] if "compensate" in names else [])]
    effects = criterion["effects"]
    return max(float(effects.get(w, 0)) * comes(row, w, criterion) for w in counted)


def gain(row: Row, criterion: dict[str, Any], steps: tuple[tuple[str, int, int], ...]) -> float:
    effects, worth = criterion["effects"], attribute(row, criterion["attribute"])
    ends = [start + years for _, start, years in steps]
    if criterion["timing"] == "once":
        return worth * lasting(row, criterion, steps) * (ends[-1] <= YEARS)
    if criterion["timing"] == "service":
        until = [*ends[1:], SPAN]
        spans = zip(steps, ends, until, strict=True)
        return worth * math.fsum(
            lasting(row, criterion, steps[: k + 1]) * served(row, end, last)
            for k, (_, end, last) in enumerate(spans)
        )
    grade, damage = grade_of(row), BASE["damage"]
    if grade < 1:
        return 0.0
    impaired = 1.0 if is_gone(row) else float(damage["impaired"][grade])
    decay = float(damage["decay"][grade])
    nothing = (1 - impaired) * (1 - decay) ** SPAN
    if not all(BASE["works"][w].get("keeps_fabric", True) for w, _, _ in steps):
        return worth * (0 - nothing)
    recovered = float(max(effects.get(w, 0) for w, _, _ in steps))
    winters, covered = 0, 0
    for works, start, _ in steps:
        winters += max(0, start - covered)
        covered = start + BASE["works"][works].get("protects_years", SPAN + 1)
    winters += max(0, SPAN - covered)
    return worth * ((1 - impaired * (1 - recovered)) * (1 - decay) ** winters - nothing)


def course(row: Row, steps: tuple[tuple[str, int, int], ...], *, way: bool = False) -> Course:
    money = [0] * LAST
    labour = {crew: [0.0] * LAST for crew in BASE["crews"]}
    bounds = {"low": 0, "high": 0}
    for works, start, years in steps:
        free = works == "clear" and is_gone(row)
        total = 0 if free else up(cost(row, works, "likely"))
        each = total // (years * STEP) * STEP
        due = [total - each * (years - 1), *[each] * (years - 1)]
        for k, amount in enumerate(due):
            money[start + k] += amount
            for crew, rate in BASE["works"][works].get("labour", {}).items():
                labour[crew][start + k] += rate * amount / MILLION
        for bound in bounds:
            bounds[bound] += 0 if free else up(cost(row, works, bound))
    gains = {name: gain(row, spec, steps) for name, spec in BASE["criteria"].items()}
    return Course(steps, way, money, bounds["low"], bounds["high"], labour, gains)


def courses_of(row: Row) -> Iterator[Course]:
    for steps in steps_of(row):
        yield course(row, steps)
    ruin = lawful(row, "clear") and part(row) == 1
    if row["id"] in PLOTS and (ruin or is_gone(row)):
        for start in range(YEARS):
            yield course(row, (("clear", start, 1),), way=True)


# Projects


def stated() -> dict[str, dict[str, float]]:
    """Project -> criterion -> what it is said to bring."""
    found: dict[str, dict[str, float]] = {}
    if "gains" in BASE["inventory"]:
        for row in rows_of(BASE["inventory"]["gains"]):
            share = float(BASE.get("gains_counted", {}).get(row["quality"], 1))
            found.setdefault(row["project"], {})[row["criterion"]] = float(row["amount"]) * share
    return found


def first_start(row: Row, projects: list[Row], sites: dict[str, Row]) -> int:
    """After the phases before it, and so that what it restores can be done by its end."""
    start = 0
    for site in filter(None, map(str.strip, row.get("restores", "").split(";"))):
        if sites[site]["state_today"] != "done":
            mends = [w for w in ("restore", "repair", "adapt") if lawful(sites[site], w)]
            ends = [wait(sites[site], w) + years_of(sites[site], w) for w in mends]
            start = max(start, min(ends, default=0) - int(row["years_to_build"]))
    for other in projects:
        phased = row.get("phase") and other.get("part_of") == row["part_of"]
        if phased and int(other["phase"] or 0) == int(row["phase"]) - 1:
            end = first_start(other, projects, sites) + int(other["years_to_build"])
            start = max(start, end)
    return start


def building(row: Row, start: int) -> Course:
    years = int(row["years_to_build"])
    dollar = float(BASE["money"]["exchange"]["USD"]) * MILLION
    bounds = {b: up(float(row[f"cost_musd_{b}"]) * dollar) for b in ("low", "likely", "high")}
    total = bounds["likely"]
    by_year = [float(x) for x in row.get("cost_by_year", "").split(";") if x.strip()]
    parts = [x / sum(by_year) for x in by_year]
    due = [math.floor(total / STEP * x + 1e-9) * STEP for x in parts]
    due = due or [total // (years * STEP) * STEP] * years
    due[0] = total - sum(due[1:])
    money = [0] * LAST
    money[start : start + years] = due
    rates = BASE["works"]["build"]["labour"]
    labour = {c: [rates.get(c, 0) * m / MILLION for m in money] for c in BASE["crews"]}
    end, said = start + years, stated().get(row["id"], {})
    gains = {}
    for name, spec in BASE["criteria"].items():
        area = known(row, "capacity_m2") * float(row["renewal_index"] or 0) / 100
        there = row["people_kind"] in SERVED.get(spec["attribute"], ())
        worth = {"new_capacity": area}.get(
            spec["attribute"], float(row["people"] or 0) if there else 0.0
        )
        amount = said.get(name, worth * float(spec["effects"].get("build", 0)))
        within = {"service": served(row, end), "once": float(end <= YEARS), "condition": 1.0}
        gains[name] = amount * within[spec["timing"]]
    steps = (("build", start, years),)
    return Course(steps, False, money, bounds["low"], bounds["high"], labour, gains)


def test_every_alternative_of_every_project_is_what_its_row_says(answered: Any) -> None:
    sites = {row["id"]: row for row in rows_of("sites.csv")}
    projects, starts = rows_of("projects.csv"), answered.starts()
    for k, row in enumerate(projects):
        group = len(sites) + k
        found = range(starts[group] + 1, starts[group + 1])
        begin = first_start(row, projects, sites)
        expected = [
            building(row, start)
            for start in range(begin, YEARS)
            if start + int(row["years_to_build"]) <= LAST
        ]
        assert [int(answered.first_start[a]) for a in found] == [e.steps[0][1] for e in expected]
        for a, one in zip(found, expected, strict=True):
            assert answered.money[a].tolist() == one.money, row["id"]
            assert (answered.cost_low[a], answered.cost_high[a]) == (one.low, one.high), row["id"]
            hours = [hour for crew in answered.crews for hour in one.labour[crew]]
            assert answered.labour[a].ravel() / 100 == pytest.approx(hours, abs=0.0051), row["id"]
            gains = [one.gain[name] for name in answered.criteria]
            assert answered.gain[a] == pytest.approx(gains, rel=1e-9, abs=1e-9), row["id"]


@pytest.fixture(scope="module")
def answered() -> Any:
    loaded = load_scenario(KHARKIV / "base.yaml")
    return build_alternatives(loaded.scenario, loaded.inventory)


def test_every_alternative_of_every_site_is_what_its_row_says(answered: Any) -> None:
    sites = rows_of("sites.csv")
    starts = answered.starts()
    compared = 0
    for group, row in enumerate(sites):
        found = {}
        for a in range(starts[group] + 1, starts[group + 1]):
            steps = [(CODES[answered.first[a]], int(answered.first_start[a]))]
            if answered.second[a] >= 0:
                steps.append((CODES[answered.second[a]], int(answered.second_start[a])))
            found[bool(answered.make_way[a]), *steps] = a
        expected = {one.key: one for one in courses_of(row)}
        assert found.keys() == expected.keys(), row["id"]
        for key, one in expected.items():
            a = found[key]
            assert answered.money[a].tolist() == one.money, (row["id"], key)
            assert (answered.cost_low[a], answered.cost_high[a]) == (one.low, one.high), row["id"]
            hours = [hour for crew in answered.crews for hour in one.labour[crew]]
            worked = answered.labour[a].ravel() / 100
            assert worked == pytest.approx(hours, abs=0.0051), (row["id"], key)
            gains = [one.gain[name] for name in answered.criteria]
            assert answered.gain[a] == pytest.approx(gains, rel=1e-9, abs=1e-9), (row["id"], key)
            compared += 1
    assert compared > 1500


def test_the_facts_that_the_recomputation_is_about_are_there(answered: Any) -> None:
    sites = rows_of("sites.csv")
    assert any(map(is_settled, sites)) and any(map(is_begun, sites))
    assert any(row["heritage_status"] == "not_checked" for row in sites)
    assert any(row["damaged_share"] for row in sites) and any(row["cost_known"] for row in sites)
    assert sum(bool(row["ensemble"]) for row in sites) == 5
    assert sum(bool(row["significance"]) for row in sites) == len(sites) - 1
    assert any(row["unusable"] for row in sites) and all("shelter" in row for row in sites)
    certified = [row for row in sites if lawful(row, "compensate")]
    assert certified and any(map(is_gone, certified)) and any(part(row) < 1 for row in certified)
    waiting = {wait(row, works) for row, works in product(sites, WORKS)}
    assert waiting == {0, 1}
