"""The page: upload a list, see how it is understood, answer what it leaves open, begin the city."""

from collections.abc import Collection
from typing import Final

import streamlit as st

from planner.intake.headings import fields
from planner.intake.looking import Look
from planner.intake.questions import Question, questions
from planner.intake.report import field_title, report_lines, report_xlsx
from planner.intake.take.take import Taken
from planner.text import carried, text, whole
from planner.ui.look.markup import Markup, div, table, tag
from planner.ui.look.refusing import show_faults
from planner.ui.look.widgets import show
from planner.ui.look.words import plain
from planner.ui.newcity import making, updating
from planner.ui.newcity.draft import Draft, answer, draft, forget, take_upload
from planner.ui.session.failing import heard, telling_faults
from planner.ui.session.state import hold_choice

ENDINGS: Final = [
    "csv",
    "tsv",
    "txt",
    "xlsx",
    "xls",
    "ods",
    "geojson",
    "json",
    "zip",
    "gpkg",
    "parquet",
]
_SHOWN: Final = 4
"""Rows of the list in the preview."""
_LONGEST: Final = 60


@telling_faults
def page() -> None:
    """The page, a step below the other as far as the list goes."""
    show(tag("h1", text("newcity.heading"), class_="vid-answer"))
    show(tag("p", text("newcity.intro")))
    _upload()
    held = draft()
    if held is None:
        return
    if held.error is not None:
        show_faults(held.error)
    if held.look is None or held.taken is None:
        return
    _understood(held, held.look)
    _asked(held, held.look)
    _reported(held.taken)
    if held.city is None:
        making.panel()
    else:
        updating.panel(held)


def _upload() -> None:
    show(tag("h2", text("newcity.step.list")))
    city = updating.chosen_city()
    given = st.file_uploader(text("newcity.upload"), type=ENDINGS, key="newcity_list")
    if given is None:
        forget()
        return
    with st.spinner(text("newcity.reading")):
        take_upload(given.file_id, given.name, given.getvalue(), city)


def _understood(held: Draft, look: Look) -> None:
    """The first rows under what their columns are taken for; each can be put right."""
    show(tag("h2", text("newcity.step.columns")))
    n = len(look.table)
    show(tag("p", text("newcity.found", n=n, n_text=whole(n), row=look.table.header)))
    show(div("vid-scroll", _preview(look), tabindex="0", role="group"))
    with st.expander(text("newcity.columns"), key="newcity_columns"):
        headings = look.table.columns
        for field in fields():
            _column(held, field, headings, look.mapping.columns.get(field, ""))


def _preview(look: Look) -> Markup:
    of_heading = {heading: field for field, heading in look.mapping.columns.items()}
    header = [
        f"{heading} → {field_title(of_heading[heading])}" if heading in of_heading else heading
        for heading in look.table.columns
    ]
    rows = [
        [str(cell)[:_LONGEST] for cell in row]
        for row in look.table.cells.head(_SHOWN).itertuples(index=False)
    ]
    return table("", header, rows)


def _column(held: Draft, field: str, headings: list[str], now: str) -> None:
    key = f"newcity_column_{field}_{held.upload}"
    options = {"": text("newcity.no_column"), **{h: plain(h) for h in headings}}
    hold_choice(key, now if now in options else "", options)
    st.selectbox(
        field_title(field),
        list(options),
        format_func=options.__getitem__,
        key=key,
        on_change=_answered,
        args=(key, f"columns.{field}", options),
        width=making.WIDTH,
    )


@heard
def _answered(key: str, name: str, options: Collection[str]) -> None:
    said = st.session_state[key]
    if said in options:  # in another language the words of a choice may change, not the choice
        answer(name, said)


def _asked(held: Draft, look: Look) -> None:
    """What only whoever brings the list can say."""
    asked = questions(look, held.ground)
    if not asked:
        return
    show(tag("h2", text("newcity.step.questions")))
    for question in asked:
        _question(held, question)


def _question(held: Draft, question: Question) -> None:
    named = {value: plain(words) for value, words in question.options}
    usual = question.guess if question.guess in named else next(iter(named))
    key = f"newcity_ask_{question.key}_{held.upload}"
    hold_choice(key, usual, named)
    st.selectbox(
        question.words,
        list(named),
        format_func=named.__getitem__,
        key=key,
        on_change=_answered,
        args=(key, question.key, named),
        width=making.WIDTH,
    )


def _reported(taken: Taken) -> None:
    """What became of the rows, and all of it as a file."""
    show(tag("h2", text("newcity.step.report")))
    first, *others = report_lines(taken)
    show(tag("p", tag("b", first)))
    show(tag("ul", *(tag("li", line) for line in others), class_="vid-report"))
    st.download_button(
        text("newcity.report_file"),
        data=carried(lambda: report_xlsx(taken, created=making.moment())),
        file_name="vidnova-import-report.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="newcity_report",
        on_click="ignore",
    )
