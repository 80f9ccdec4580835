"""The donor's workbook: real numbers that agree with the plan, a plane whose budget lines add up, and
nothing that runs."""

import io
from dataclasses import replace
from decimal import Decimal

import numpy as np
import openpyxl
import pytest

from planner.exchange.donor.plane import plane_of
from planner.exchange.donor.workbook import donor_tables, to_donor_xlsx
from planner.exchange.gate import Gate, release
from planner.text import LANGUAGES, Language, text
from tests.altered import with_entries
from tests.releasing import ours
from tests.saying import said


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_sums_are_those_of_the_plan(masterplan, language: Language):
    released = release(masterplan, "public")
    book = openpyxl.load_workbook(io.BytesIO(said(language, to_donor_xlsx, released)))
    tender = masterplan.scenario.money.tender
    packages = book[said(language, text, "donor.sheet.packages")]
    rows = list(packages.iter_rows(min_row=2, values_only=True))
    spent, available = rows[-2:]
    assert Decimal(str(spent[-1])) == tender.amount(masterplan.figures.spent)
    assert Decimal(str(available[-1])) == tender.amount(masterplan.figures.money_total)
    assert sum(spent[2:-1]) == pytest.approx(spent[-1])
    plan = book[said(language, text, "donor.sheet.plan")]
    titles = [cell.value for cell in plan[1]]
    costs = next(plan.iter_cols(min_col=1 + _cost(titles), max_col=1 + _cost(titles), min_row=2))
    assert sum(cell.value for cell in costs) == pytest.approx(float(spent[-1]))
    for sheet in book:
        assert sheet.page_setup.paperSize == 9 and sheet.print_title_rows == "$1:$1"
        assert sheet.auto_filter.ref and sheet.freeze_panes


def _cost(titles):
    return next(k for k, title in enumerate(titles) if title.startswith(("Вартість, ", "Cost, ")))


def test_a_budget_line_is_where_the_money_ends(masterplan):
    plane = plane_of(masterplan)
    money = masterplan.figures.money_total
    for index, line in ((plane.social, plane.social_line), (plane.economic, plane.economic_line)):
        assert index.min() >= 0 and index.max() == 100
        next_one = index[index < line].max(initial=0)
        assert plane.cost[index > line].sum() <= money < plane.cost[index >= next_one].sum()
    counted = [plane.quadrant(row) for row in range(len(plane.place))]
    both = (plane.social >= plane.social_line) & (plane.economic >= plane.economic_line)
    assert counted.count("both") == int(np.count_nonzero(both))


def test_no_year_of_works_follows_from_the_plane_and_names_cannot_run(masterplan):
    one = plane_of(masterplan)
    other = plane_of(release(masterplan, "public").plan)
    assert one.social.tolist() == other.social.tolist()
    assert one.economic.tolist() == other.economic.tolist()
    hostile = replace(masterplan.entries[0], name={"uk": "=1+1", "en": "@SUM(A1)"})
    plan = with_entries(masterplan, (hostile, *masterplan.entries[1:]))
    book = openpyxl.load_workbook(io.BytesIO(said("uk", to_donor_xlsx, ours(plan))))
    assert all(cell.data_type != "f" for s in book for row in s.iter_rows() for cell in row)


def test_every_field_of_it_stands_in_the_table_of_fields(masterplan):
    made = said("uk", donor_tables, ours(masterplan), plane_of(masterplan))
    assert all(Gate("internal").table(table) == table for table in made)
