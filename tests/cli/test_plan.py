"""`vidnova plan`: the answer, the list, the files."""

import csv
import io
import json
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

import planner.cli.progress
import planner.cli.work
from planner.cli.layout import display_width
from planner.cli.output import WRITERS
from planner.cli.show_plan import show_plan
from planner.insight import answer, certainty
from planner.plan import IN_PLAN
from planner.text import name_of, percent, text, whole
from tests.altered import with_entries
from tests.places import KHARKIV, SMALL
from tests.saying import said

PEOPLE = SMALL / "people.yaml"

REPAIR_FIRST = KHARKIV / "repair-first.yaml"
QUICK = ("--gap", "0.02", "--anew")
SMALL_ROWS = 6


def planned(report: dict[str, Any]) -> set[str]:
    return {entry["id"] for entry in report["plan"] if entry["group"] in IN_PLAN}


def test_plan_prints_value_bound_gap_and_the_plan_for_programs(printed):
    report = printed["repair-first"]
    assert 0 < report["value"] <= report["bound"]
    assert report["gap"] <= 0.02 and report["proven"] is True
    assert len(report["plan"]) == 97


def test_two_scenarios_choose_differently(printed):
    assert len(planned(printed["repair-first"]) ^ planned(printed["masterplan"])) >= 5


def test_plan_answers_first_and_names_everything(run, repair_first, language):
    words = run("plan", REPAIR_FIRST, *QUICK, "--lang", language, env={"COLUMNS": "160"}).stdout
    flat = " ".join(words.split())
    figures = repair_first.figures
    opening = " ".join(said(language, answer, repair_first).split()).split(":")[0]
    assert flat.index(opening) < 80
    head = flat[flat.index(opening) :][:500]
    for shown in (
        said(language, whole, figures.residents_back),
        said(language, percent, figures.heritage.share),
        said(language, whole, figures.by_criterion["services"].count),
    ):
        assert " ".join(shown.split()) in head  # alone, or as an end of what one building decides
    assert " ".join(said(language, certainty, repair_first).split()) in flat
    for entry in repair_first.in_plan:
        assert said(language, name_of, entry.name).split(",")[0].split()[0] in flat
    for loss in repair_first.losses:
        assert loss.lost < 1 or said(language, name_of, loss.name).split("(")[0].strip() in flat
    assert repair_first.provenance.scenario_sha256 in flat


def test_no_line_is_wider_than_the_terminal_and_none_holds_colour_codes(run):
    words = run("plan", REPAIR_FIRST, *QUICK, env={"COLUMNS": "80"}).stdout
    assert "\x1b" not in words
    table = words[: words.index(said("uk", text, "export.sheet.provenance"))]
    assert max(map(display_width, table.splitlines())) <= 80


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".json"])
def test_out_writes_a_file_of_the_kind_its_ending_names(run, tmp_path, ending):
    target = tmp_path / f"plan{ending}"
    result = run("plan", PEOPLE, "--out", target)
    assert result.exit_code == 0 and str(target) in result.stdout
    data = target.read_bytes()
    if ending == ".csv":
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
        assert len(rows) == SMALL_ROWS
    elif ending == ".xlsx":
        assert openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].max_row == SMALL_ROWS + 1
    else:
        assert len(json.loads(data)["plan"]) == SMALL_ROWS
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_out_never_overwrites_unless_forced(run, tmp_path):
    target = tmp_path / "plan.json"
    target.write_text("mine")
    result = run("plan", PEOPLE, "--out", target)
    assert result.exit_code == 2 and target.read_text() == "mine"
    assert said("uk", text, "fault.cli_exists") in " ".join(result.stderr.split())
    assert run("plan", PEOPLE, "--out", target, "--force").exit_code == 0
    assert json.loads(target.read_text())["plan"]


def test_a_target_that_cannot_be_written_is_refused_before_anything_is_solved(
    run, tmp_path, monkeypatch, language
):
    monkeypatch.setattr(planner.cli.work, "load_scenario", lambda _: pytest.fail("was read"))
    target = tmp_path / "nowhere" / "plan.odt"
    result = run("plan", REPAIR_FIRST, "--out", target, "--lang", language)
    assert result.exit_code == 2
    words = " ".join(result.stderr.split())
    assert said(language, text, "fault.cli_folder") in words
    assert said(language, text, "fault.cli_ending", endings=", ".join(WRITERS)) in words


def test_what_a_survey_has_to_find_out_is_named(repair_first, language):
    last = repair_first.entries[-1]
    unknown = replace(
        last,
        reason="reason.missing",
        reason_values={},
        missing=("floor_area_m2", "people"),
        steps=(),
    )
    plan = with_entries(repair_first, (*repair_first.entries[:-1], unknown))
    words = said(language, show_plan, plan)
    for column in ("floor_area_m2", "people"):
        assert said(language, text, f"export.field.{column}") in words


def test_long_groups_are_cut_and_say_by_how_much(repair_first, language):
    group = repair_first.group("planned")
    many = tuple(replace(entry, id=f"{entry.id}-{n}") for n in range(3) for entry in group)
    plan = with_entries(repair_first, many)
    rest = len(many) - 100
    more = said(language, text, "cli.more", n=rest, n_text=str(rest))
    assert more in said(language, show_plan, plan)
    assert more not in said(language, show_plan, plan, everything=True)
