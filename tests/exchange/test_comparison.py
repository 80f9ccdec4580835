"""A comparison taken away says what the set difference of the two lists says."""

import csv
import io
from dataclasses import replace
from decimal import Decimal
from zipfile import ZipFile

import openpyxl
import pytest

from planner.exchange import to_csv
from planner.exchange.comparison import comparison_csv, comparison_tables, comparison_xlsx
from planner.insight import compare
from planner.plan import IN_PLAN
from planner.text import LANGUAGES, text
from tests.releasing import our_pair, ours
from tests.saying import said

LINK = "http://localhost:8501/?scenario=a.yaml"


@pytest.fixture(scope="module")
def comparison(repair_first, masterplan):
    return compare([("repair", repair_first), ("master", masterplan)])


def read(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def planned(plan, language):
    words = {said(language, text, f"export.group.{group}") for group in IN_PLAN}
    return {row["id"] for row in read(said(language, to_csv, ours(plan))) if row["group"] in words}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_changes_are_the_set_difference_of_the_lists(
    comparison, repair_first, masterplan, language
):
    before, after = planned(repair_first, language), planned(masterplan, language)
    rows = read(said(language, comparison_csv, our_pair(comparison)))
    found = {
        change: {
            r["id"] for r in rows if r["change"] == said(language, text, f"export.change.{change}")
        }
        for change in ("entered", "left", "cleared", "spared", "both", "other_works")
    }
    assert found["entered"] == after - before - found["cleared"] and found["entered"]
    assert found["left"] == before - after - found["spared"] and found["left"]
    down = found["cleared"] | found["spared"]
    assert found["both"] | found["other_works"] == (before & after) - down
    assert sum(map(len, found.values())) == len(rows) == len(before | after)
    difference = comparison.difference("master")
    assert (set(difference.entered), set(difference.left)) == (found["entered"], found["left"])


def test_groups_works_and_cost_are_those_of_each_plan(comparison, repair_first, masterplan):
    for row in read(said("en", comparison_csv, our_pair(comparison))):
        for prefix, plan in (("reference_", repair_first), ("", masterplan)):
            entry = plan.entry(row["id"])
            assert row[f"{prefix}group"] == said("en", text, f"export.group.{entry.group}")
            assert int(row[f"{prefix}rank"]) == entry.rank
            assert bool(row[f"{prefix}cost"]) == (entry.in_plan)


def test_every_row_says_where_it_comes_from(comparison, repair_first):
    for row in read(said("uk", comparison_csv, our_pair(comparison), {"repair": LINK})):
        assert row["reference_plan_sha256"] == repair_first.provenance.decisions_sha256
        assert row["reference_link"] == LINK


def test_the_figures_are_those_of_the_plans(comparison, repair_first, masterplan):
    figures = next(
        t for t in said("en", comparison_tables, our_pair(comparison)) if t.key == "comparison"
    )
    spent = next(row for row in figures.rows if row[0] == said("en", text, "export.figure.spent"))
    before, after, more = spent[3:6]
    assert isinstance(before, Decimal) and isinstance(after, Decimal)
    assert more == after - before
    assert before.scaleb(8) == repair_first.figures.spent
    assert after.scaleb(8) == masterplan.figures.spent


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_holds_every_table_and_nothing_that_runs(comparison, masterplan, language):
    hostile = {"uk": "=cmd|' /C calc'!A1", "en": "+1"}
    losses = tuple(replace(loss, name=hostile) for loss in masterplan.losses)
    other = compare(
        [("repair", comparison.plans["repair"]), ("m", replace(masterplan, losses=losses))]
    )
    data = said(language, comparison_xlsx, our_pair(other), {"repair": LINK, "m": "=1+1"})
    book = openpyxl.load_workbook(io.BytesIO(data))
    expected = said(language, comparison_tables, our_pair(other), {"repair": LINK, "m": "=1+1"})
    assert book.sheetnames == [table.title for table in expected]
    for sheet, table in zip(book, expected, strict=True):
        assert sheet.max_row == len(table.rows) + 1
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
    with ZipFile(io.BytesIO(data)) as parts:
        assert all(b"<f>" not in parts.read(part) for part in parts.namelist())


def test_the_same_comparison_gives_the_same_bytes(comparison):
    assert said("uk", comparison_xlsx, our_pair(comparison)) == said(
        "uk", comparison_xlsx, our_pair(comparison)
    )


def test_the_stamp_of_a_list_ends_with_its_link(masterplan):
    assert read(said("uk", to_csv, ours(masterplan), LINK))[0]["link"] == LINK
    assert "link" not in read(said("uk", to_csv, ours(masterplan)))[0]
