"""The council's document as DOCX, to be edited: the same parts as the PDF, tables in full."""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from planner.exchange.council.content import Most, content
from planner.exchange.council.picture import picture
from planner.exchange.gate import Released

_FACE: Final = "Times New Roman"
"""Which every office has, with the sign of the hryvnia; a document cannot bring its own."""
_TAGS: Final = {"uk": "uk-UA", "en": "en-GB"}
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML cannot hold."""
_MOST: Final = Most(planned=400, deferred=60, losses=60)
_BODY, _CELL, _NOTE = 12, 10, 8
"""Points of text, of cells of tables, and of notes: DSTU 4163:2020 has text in 12 to 14, explanations
in 8 to 12."""
_WIDTH: Final = 170
"""Of the text, mm."""
_RULE: Final = "_" * 20
"""A place to write on."""


def to_docx(released: Released) -> bytes:
    """The document in the language spoken; the properties name no person."""
    told = content(released, _MOST)
    paper: Any = docx.Document()
    _set_up(paper, told, released.plan.provenance.created)
    blanks = told["blanks"]
    _side_by_side(paper, [f"{blanks[key]}: {_RULE}" for key in ("date", "index")])
    _middle(paper.add_heading(_words(told["kind"]), 1))
    _middle(_line(paper, told["title"], bold=True))
    _middle(_line(paper, told["draft"]))
    _told(paper, told["answer"])
    for words in told["answer"]["counted"]:
        _line(paper, words, size=_NOTE)
    planned = told["planned"]
    rows = [[row[0], f"{row[1]}. {row[2]}", row[3]] for row in planned["rows"]]
    _table(paper, {**planned, "rows": rows}, (12, 132, 26))
    _line(paper, planned["total"])
    paper.add_heading(_words(told["map"]["title"]), 2)
    _map(paper, told["map"], picture(released))
    _told(paper, told["contest"])
    for words in told["contest"]["listed"]:
        _line(paper, words, size=_NOTE)
    _table(paper, told["deferred"], (70, 100))
    _table(paper, told["losses"], (85, 85))
    _told(paper, told["dissent"])
    if told["dissent"]["rows"]:
        _grid(paper, told["dissent"], (85, 85))
    _side_by_side(paper, [f"{_RULE}\n{blanks[key]}" for key in ("post", "signature", "name")])
    _told(paper, told["stamp"], size=_NOTE)
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def written(
    *,
    title: str,
    first: Sequence[str],
    parts: Sequence[Mapping[str, Any]],
    table: Mapping[str, Any],
    last: Sequence[str],
    language: str,
    created: str,
) -> bytes:
    """A paper of the same kind with parts of its own: title, first lines, parts with lines and, where they
    are `blank`, a place to write on, a table of any columns, and the stamp."""
    paper: Any = docx.Document()
    _set_up(paper, {"title": title, "language": language}, created)
    _middle(paper.add_heading(_words(title), 1))
    for words in first:
        _line(paper, words)
    for part in parts:
        _told(paper, dict(part))
        if part["blank"]:
            for _ in range(2):
                _line(paper, _RULE * 3)
    columns = len(table["heads"])
    _table(paper, dict(table), tuple([_WIDTH // max(1, columns)] * columns))
    for words in last:
        _line(paper, words, size=_NOTE)
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def _words(words: str) -> str:
    return _UNWRITABLE.sub("", words)


def _set_up(paper: Any, told: dict[str, Any], created: str) -> None:
    """Paper and margins of DSTU 4163:2020, typeface, language, title."""
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(10)
    section.top_margin = section.bottom_margin = Mm(20)
    for name, size in (("Normal", _BODY), ("Heading 1", 14), ("Heading 2", _BODY)):
        style = paper.styles[name]
        style.font.name, style.font.size = _FACE, Pt(size)
        style.font.color.rgb = None
        style.paragraph_format.space_after = Pt(4)
        face = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            face.attrib.pop(qn(kind), None)
        for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            face.set(qn(kind), _FACE)
        spoken = OxmlElement("w:lang")
        spoken.set(qn("w:val"), _TAGS.get(told["language"], told["language"]))
        style.element.get_or_add_rPr().append(spoken)
    properties = paper.core_properties
    properties.title, properties.language = _words(told["title"]), told["language"]
    properties.author = properties.last_modified_by = properties.comments = ""
    moment = datetime.fromisoformat(created).astimezone(UTC).replace(tzinfo=None)
    properties.created = properties.modified = moment


def _line(paper: Any, words: str, *, bold: bool = False, size: float | None = None) -> Any:
    line = paper.add_paragraph()
    run = line.add_run(_words(words))
    run.bold = bold or None
    if size is not None:
        run.font.size = Pt(size)
    return line


def _side_by_side(paper: Any, places: list[str]) -> None:
    """Places to write on, in one row without lines."""
    row = paper.add_table(rows=1, cols=len(places)).rows[0]
    for cell, words in zip(row.cells, places, strict=True):
        cell.paragraphs[0].add_run(_words(words)).font.size = Pt(_BODY)


def _middle(line: Any) -> None:
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _told(paper: Any, part: dict[str, Any], size: float | None = None) -> None:
    paper.add_heading(_words(part["title"]), 2)
    for words in part["told"]:
        _line(paper, words, size=size)


def _table(paper: Any, part: dict[str, Any], widths: tuple[int, ...]) -> None:
    """A table whose head is repeated on each page; widths in mm. Numbers stand right."""
    paper.add_heading(_words(part["title"]), 2)
    if not part["rows"]:
        _line(paper, part["none"])
        return
    _grid(paper, part, widths)


def _grid(paper: Any, part: dict[str, Any], widths: tuple[int, ...]) -> None:
    table = paper.add_table(rows=0, cols=len(widths))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for k, row in enumerate([part["heads"], *part["rows"]]):
        added = table.add_row()
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        cells = added.cells
        for cell, words, width in zip(cells, row, widths, strict=True):
            cell.width = Mm(width)
            line = cell.paragraphs[0]
            line.paragraph_format.space_after = Pt(0)
            run = line.add_run(_words(words))
            run.font.size, run.bold = Pt(_CELL), k == 0 or None
            if len(widths) > 2 and cell is cells[-1]:
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    if part["more"]:
        _line(paper, part["more"], size=_NOTE)


def _map(paper: Any, part: dict[str, Any], image: bytes | None) -> None:
    """The map with its words for who cannot see it; the words alone where there are no outlines."""
    if image is not None:
        paper.add_picture(io.BytesIO(image), width=Mm(90))
        shown = paper.inline_shapes[-1]._inline.docPr
        shown.set("descr", _words(part["alt"]))
        shown.set("title", _words(part["title"]))
        _line(paper, part["note"], size=_NOTE)
    _line(paper, part["alt"], size=_NOTE)
