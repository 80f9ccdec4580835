"""XLSX: every table, in formats that spreadsheets sort and sum, and nothing that runs."""

import io
from dataclasses import replace
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.exchange import tables, to_xlsx
from planner.text import LANGUAGES, Language
from tests.altered import with_entries
from tests.saying import said

HOSTILE = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20).map("={}".format),
    st.sampled_from(
        [
            "=1+1",
            "=cmd|' /C calc'!A0",
            "+1",
            "-1",
            "@SUM(A1)",
            "{=1+1}",
            "https://example.org",
            "internal:A1",
            "\t=1",
        ]
    ),
)
from tests.releasing import ours


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_sheet_for_every_table(masterplan, language: Language):
    book = opened(said(language, to_xlsx, ours(masterplan)))
    expected = said(language, tables, ours(masterplan))
    assert book.sheetnames == [table.title for table in expected]
    for table in expected:
        sheet = book[table.title]
        assert [cell.value for cell in sheet[1]] == [column.title for column in table.columns]
        assert sheet.max_row == len(table.rows) + 1
        assert sheet.freeze_panes is not None


def test_numbers_are_numbers(masterplan):
    sheet = opened(said("en", to_xlsx, ours(masterplan)))["List"]
    titles = [cell.value for cell in sheet[1]]
    cost = titles.index("Cost, UAH\u00a0m")
    for row, entry in zip(sheet.iter_rows(min_row=2), masterplan.entries, strict=True):
        assert row[0].value == entry.rank
        if entry.steps:
            assert row[cost].value == pytest.approx(entry.cost / 100_000_000)
            assert row[cost].number_format == "#,##0.00"


@settings(max_examples=20, deadline=None)
@given(name=HOSTILE, other=HOSTILE)
def test_no_cell_can_run_whatever_the_names_are(masterplan, name, other):
    entries = tuple(replace(e, name={"uk": name, "en": other}) for e in masterplan.entries[:2])
    losses = tuple(replace(x, name={"uk": name, "en": other}) for x in masterplan.losses[:1])
    data = said("uk", to_xlsx, ours(replace(with_entries(masterplan, entries), losses=losses)))
    for sheet in opened(data):
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
    with ZipFile(io.BytesIO(data)) as book:
        for part in book.namelist():
            assert b"<f>" not in book.read(part) and b"externalLink" not in book.read(part)


def test_what_looks_like_a_formula_stays_text_when_edited(masterplan):
    entry = replace(masterplan.entries[0], name={"uk": "=1+1", "en": "one"})
    data = said("uk", to_xlsx, ours(with_entries(masterplan, (entry, *masterplan.entries[1:]))))
    cell = opened(data).worksheets[0]["D2"]
    assert cell.value == "=1+1" and cell.data_type == "s" and cell.quotePrefix


def test_the_same_plan_gives_the_same_bytes(masterplan):
    assert said("uk", to_xlsx, ours(masterplan)) == said("uk", to_xlsx, ours(masterplan))


def test_the_properties_name_no_person(masterplan):
    properties = opened(said("uk", to_xlsx, ours(masterplan))).properties
    assert not properties.creator and not properties.lastModifiedBy
    assert masterplan.provenance.decisions_sha256 in properties.description
