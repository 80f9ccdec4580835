"""The council's document: two pages that a screen reader reads, and the same to edit."""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from planner.exchange.council.content import Most, content
from planner.exchange.council.docx import to_docx
from planner.exchange.council.pdf import to_pdf
from planner.exchange.gate import release
from planner.insight import answer
from planner.text import LANGUAGES, Language, name_of, text
from tests.altered import with_entries
from tests.releasing import ours
from tests.saying import said

HOSTILE = '#panic("x") *bold* $x$ <script> \\ @ref \x07 = \u202e 🏚 ₴ №'


def read(data: bytes) -> Any:
    return PdfReader(io.BytesIO(data))


def words_of(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(data).pages).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_has_two_pages_tags_a_language_and_its_own_typeface(masterplan, language: Language):
    book = read(said(language, to_pdf, release(masterplan, "public")))
    assert len(book.pages) == 2
    root = book.root_object
    assert root["/Lang"] == language and root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] and "/StructTreeRoot" in root
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert masterplan.scenario.name.words[language] in book.metadata.title
    kinds = Counter(str(part["/S"]) for part in _parts(root["/StructTreeRoot"]))
    assert kinds["/TH"] >= 3 and kinds["/H1"] and kinds["/H2"] >= 5 and kinds["/Table"] >= 3
    figures = [part for part in _parts(root["/StructTreeRoot"]) if part["/S"] == "/Figure"]
    assert len(figures) == 1 and figures[0]["/Alt"]
    assert {page["/Tabs"] for page in book.pages} == {"/S"}
    fonts = {
        f["/BaseFont"] for p in book.pages for f in map(_font, p["/Resources"]["/Font"].values())
    }
    assert fonts and all("NotoSerif" in font for font in fonts)


def _parts(held: Any) -> Iterator[Any]:
    """Parts of what a screen reader reads, at every depth."""
    part = held.get_object()
    if isinstance(part, list):
        for inner in part:
            yield from _parts(inner)
    elif isinstance(part, dict):
        if "/S" in part:
            yield part
        yield from _parts(part.get("/K", []))


def _font(held: Any) -> Any:
    return held.get_object()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_the_plan_says(masterplan, language: Language):
    shown = words_of(said(language, to_pdf, ours(masterplan))).replace("- ", "")
    for words in (
        said(language, text, "council.dissent.nobody"),
        said(language, text, "council.blank.index"),
        masterplan.provenance.decisions_sha256[:12],
    ):
        assert words.replace("- ", "") in shown
    told = said(language, content, ours(masterplan), Most())
    assert told["answer"]["told"][0] == said(language, answer, masterplan)
    assert len(told["planned"]["rows"]) == min(60, len(masterplan.in_plan))
    names = [said(language, name_of, loss.name) for loss in masterplan.losses]
    assert [row[0] for row in told["losses"]["rows"]] == names[:14]
    debate = masterplan.about.debate
    assert len(told["dissent"]["rows"]) == len(debate.critics) + 1  # and what is not known
    assert debate.critics[0].says.words[language][:30] in told["dissent"]["rows"][0][0]


def test_its_text_is_of_twelve_points_and_nothing_smaller_than_eight(masterplan):
    sizes: dict[float, int] = {}

    def seen(words: str, _matrix: Any, _line: Any, _font: Any, size: float) -> None:
        if words.strip():
            sizes[round(size, 1)] = sizes.get(round(size, 1), 0) + len(words)

    for page in read(said("uk", to_pdf, release(masterplan, "public"))).pages:
        page.extract_text(visitor_text=seen)
    assert min(sizes) >= 8 and sizes[12.0] > 1200
    book: Any = docx.Document(io.BytesIO(said("uk", to_docx, ours(masterplan))))
    assert book.styles["Normal"].font.size.pt == 12


def test_two_pages_hold_however_long_names_are_and_no_name_is_markup(masterplan):
    long = replace(masterplan.entries[0], name={"uk": HOSTILE, "en": HOSTILE})
    rest = (
        replace(e, name={"uk": "Дуже довга назва " * 12, "en": "x"}) for e in masterplan.entries
    )
    plan = with_entries(masterplan, (long, *list(rest)[1:]))
    made = said("uk", to_pdf, ours(plan))
    assert len(read(made).pages) == 2
    shown = words_of(made)
    assert '#panic("x") *bold* $x$ <script> \\ @ref' in shown and "₴ №" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_docx_holds_the_same_in_full_and_names_nobody(masterplan, language: Language):
    long = replace(masterplan.entries[0], name={"uk": HOSTILE, "en": HOSTILE})
    plan = with_entries(masterplan, (long, *masterplan.entries[1:]))
    book: Any = docx.Document(io.BytesIO(said(language, to_docx, ours(plan))))
    listed = book.tables[1]
    assert len(listed.rows) == 1 + len(plan.in_plan)
    assert "#panic" in listed.rows[1].cells[1].text and "₴" in listed.rows[1].cells[1].text
    assert listed.rows[0]._tr.trPr.xpath("w:tblHeader")
    tag = {"uk": "uk-UA", "en": "en-GB"}[language]
    assert book.styles["Normal"].element.xpath("w:rPr/w:lang/@w:val") == [tag]
    assert all(shape._inline.docPr.get("descr") for shape in book.inline_shapes)
    assert len(book.inline_shapes) == 1
    assert not book.core_properties.author and not book.core_properties.last_modified_by
