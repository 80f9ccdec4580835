"""What registers ask for: valid by their own schemas, totals of the plan, and what lacks is named."""

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker
from openpyxl import load_workbook
from referencing import Registry
from referencing.jsonschema import DRAFT4

from planner.exchange.gate import release
from planner.exchange.opendata import to_dream, to_oc4ids, to_pack
from planner.exchange.opendata.candidates import candidates
from planner.plan import Plan
from planner.profiles import PROFILES, Profile
from planner.scenario.about import Publisher
from tests.saying import said

SCHEMAS = Path(__file__).parent / "oc4ids"
PUBLISHER = Publisher.model_validate(
    {
        "name": {"uk": "Харківська міська рада", "en": "Kharkiv City Council"},
        "oc4ids_prefix": "oc4ids-abc123",
        "edr": "04059243",
        "link": "https://example.org/projects",
    }
)
SHAPE = {"type", "title", "description", "purpose", "status", "parties", "date", "updated"}
"""What DREAM's read model requires of a project."""


def published(plan: Plan) -> Plan:
    return replace(plan, about=plan.about.model_copy(update={"publisher": PUBLISHER}))


def faults(data: Any) -> list[str]:
    """What the published schema of OC4IDS says against a package."""
    schemas = [json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")]
    known = Registry().with_resources([(s["id"], DRAFT4.create_resource(s)) for s in schemas])
    (package,) = [s for s in schemas if "package" in s["id"]]
    checker = Draft4Validator(package, registry=known, format_checker=FormatChecker())
    return [f"{list(error.path)}: {error.message}" for error in checker.iter_errors(data)]


@pytest.mark.parametrize("profile", PROFILES)
def test_the_package_keeps_its_schema_whoever_it_is_for(masterplan: Plan, profile: Profile) -> None:
    for plan in (masterplan, published(masterplan)):
        data = json.loads(said("en", to_oc4ids, release(plan, profile)))
        assert faults(data) == [] and data["version"] == "0.9"
        ids = [project["id"] for project in data["projects"]]
        prefix = "local-" if plan is masterplan else "oc4ids-abc123-"
        assert len(set(ids)) == len(ids) and all(i.startswith(prefix) for i in ids)
    assert faults({**data, "projects": [{"id": 1}]}) != []


def test_budgets_of_the_projects_add_up_to_what_the_plan_spends(masterplan: Plan) -> None:
    released = release(published(masterplan), "internal")
    each = candidates(released)
    assert sum(c.entry.cost for c in each) == masterplan.figures.spent
    certificates = sum(c.entry.cost for c in each if "certificate" in c.obstacles)
    data = json.loads(said("uk", to_oc4ids, released))
    told = sum(round(100 * p["budget"]["amount"]["amount"]) for p in data["projects"])
    assert told + certificates == masterplan.figures.spent
    for project in data["projects"]:
        for part in project["budget"].get("budgetBreakdowns", ()):
            by_year = sum(line["amount"]["amount"] for line in part["budgetBreakdown"])
            assert by_year == pytest.approx(project["budget"]["amount"]["amount"])


def test_dreams_shape_is_filled_or_named_missing(masterplan: Plan) -> None:
    bare = json.loads(said("uk", to_dream, release(masterplan, "internal")))["projects"]
    full = json.loads(said("uk", to_dream, release(published(masterplan), "internal")))["projects"]
    for project in (*bare, *full):
        assert project["idea"].keys() >= SHAPE
        assert project["idea"]["type"] in ("rehabilitation", "construction", "equipment")
        codes = {line["lang"] for line in project["idea"]["title"]}
        reasons = {line["key"] for line in project["cannot_be_submitted"]}
        assert codes == {"uk", "en"} or "title" in reasons
        assert bool(project["idea"]["parties"]) != ("initiator" in reasons)
    places = full[0]["idea"]["approaches"][0]["items"][0]["locations"][0]["gazetteer"]
    assert places["scheme"] == "UA-CATOTTG" and places["identifiers"][0].startswith("UA6312")
    spent = sum(
        round(100 * line["amount"]["amount"])
        for project in full
        for approach in project["idea"]["approaches"]
        for line in approach["budget"]["budgetBreakdown"]
    )
    assert spent == masterplan.figures.spent


def test_the_pack_has_a_sheet_for_each_project_and_says_what_lacks(masterplan: Plan) -> None:
    released = release(masterplan, "internal")
    book = load_workbook(io.BytesIO(said("uk", to_pack, released)))
    each = candidates(released)
    assert len(book.sheetnames) == 4 + len(each)
    listed = [row for row in book["Що можна подати"].iter_rows(min_row=2, values_only=True)]
    assert [row[1] for row in listed] == [c.entry.id for c in each]
    assert all("ЄДРПОУ" in row[-1] for row in listed)
    pipelines = [book[name].max_row - 1 for name in ("Портфель громади", "Портфель області")]
    assert sum(pipelines) == len(each)
    states = {row[2] for row in book[book.sheetnames[4]].iter_rows(min_row=2, values_only=True)}
    assert states == {"заповнено", "бракує"}
    public = load_workbook(io.BytesIO(said("uk", to_pack, release(masterplan, "public"))))
    told = {row[2] for row in public[public.sheetnames[4]].iter_rows(min_row=2, values_only=True)}
    assert "не для цього отримувача" in told
