"""One stamp, whatever a plan is written as."""

import csv
import io
import json

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from planner.exchange import to_csv, to_json, to_xlsx
from planner.exchange.council.docx import to_docx
from planner.exchange.council.pdf import to_pdf
from planner.exchange.donor.workbook import to_donor_xlsx
from planner.exchange.gate import release
from planner.exchange.stamp import facts, stamp_words
from planner.text import Language
from tests.saying import said


@pytest.mark.parametrize("language", ["uk"])
def test_every_export_says_the_same_of_where_it_comes_from(masterplan, language: Language):
    released = release(masterplan, "public")
    told = facts(released)
    row = next(csv.DictReader(io.StringIO(said(language, to_csv, released).decode("utf-8-sig"))))
    assert json.loads(to_json(released))["provenance"] == told
    hashes = {"scenario_sha256", "inventory_sha256", "plan_sha256"}
    values = {row[key] for key in hashes} | {row["created"], row["solver"]}
    assert values <= set(map(str, told.values()))
    assert float(row["bound"]) == told["bound"] and float(row["gap"]) == told["gap"]
    assert float(row["budget"]) * 1e8 == pytest.approx(told["budget"])
    stated = dict(pair.split(" ") for pair in row["weights"].split("; "))
    assert {k: float(v) / 100 for k, v in stated.items()} == pytest.approx(told["weights"])
    for write in (to_xlsx, to_donor_xlsx):
        book = openpyxl.load_workbook(io.BytesIO(said(language, write, released)))
        cells = {str(cell.value) for sheet in book for line in sheet for cell in line}
        assert values - {row["solver"]} <= cells
    lines = said(language, stamp_words, released)
    paper = docx.Document(io.BytesIO(said(language, to_docx, released)))
    assert set(lines) <= {line.text for line in paper.paragraphs}
    pages = PdfReader(io.BytesIO(said(language, to_pdf, released))).pages
    shown = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert told["inventory_sha256"][:12] in shown and told["decisions_sha256"][:12] in shown
