"""The frame around every page: name, navigation, language."""

from typing import Final
from urllib.parse import unquote, urlsplit

import streamlit as st

from planner.text import LANGUAGES, carried, speaking, spoken, text
from planner.ui.compare import page as compare_page
from planner.ui.contest import page as contest_page
from planner.ui.data import page as data_page
from planner.ui.keep import draft, line, opened
from planner.ui.keep.again import LANGUAGE
from planner.ui.look.markup import div, span
from planner.ui.look.pages import page_script, page_style
from planner.ui.look.widgets import show
from planner.ui.newcity import page as newcity_page
from planner.ui.plan import page as plan_page
from planner.ui.session import state
from planner.ui.session.acts import acting
from planner.ui.sure import page as sure_page

_LONGEST: Final = 40
"""Letters of an address that are told back."""


def _begin() -> None:
    """Takes what the address says in hand, once: from then on the address follows the session."""
    if "begun" in st.session_state:
        return
    st.session_state["begun"] = True
    query = st.query_params.to_dict()
    stated = query.get("lang")
    if "language" not in st.session_state and stated in LANGUAGES:
        state.set_language(stated)
    opened.open_link(query)
    draft.open_card(query)


def _switch() -> None:
    state.set_language(st.session_state[LANGUAGE])


def _header(pages: list[st.Page], chosen: st.Page) -> None:
    """One row: the name, the pages, and the language; what is kept of a page stands before that.

    On a phone the pages have a row of their own.
    """
    with st.container(key="header", horizontal=True, vertical_alignment="center", gap="small"):
        show(span("vid-brand", text("ui.name")))
        with st.container(key="nav", horizontal=True, wrap=False, gap="xxsmall"):
            for page in pages:
                with st.container(key="nav_here" if page is chosen else None, width="content"):
                    st.page_link(page)
        state.seed(LANGUAGE, spoken())
        st.segmented_control(
            text("ui.language"),
            LANGUAGES,
            default=spoken(),  # for a browser that missed the rest
            format_func=carried(lambda code: text(f"ui.language.{code}")),
            key=LANGUAGE,
            required=True,
            on_change=acting(LANGUAGE, _switch),
            label_visibility="collapsed",
        )


def _astray(known: set[str]) -> None:
    """Where the address names no page: that Plan is shown in its place."""
    asked = urlsplit(st.context.url or "").path.strip("/")
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    name = asked.removeprefix(base).strip("/")
    if name not in known | {"", "plan"}:
        told = text("ui.no_page", name=unquote(name)[:_LONGEST], shown=text("plan.title"))
        show(div("vid-stale", told, role="status"))


def _go(pages: list[st.Page]) -> None:
    """To the page that a click asked for."""
    address = st.session_state.pop("go_to", None)
    for page in pages:
        if page.url_path == address:
            st.switch_page(page)


def run() -> None:
    """Draw the frame and the chosen page."""
    _begin()
    with speaking(state.language()):
        _draw()


def _draw() -> None:
    st.set_page_config(page_title=text("ui.title"), layout="wide")
    pages = [
        st.Page(plan_page.page, title=text("plan.title"), url_path="plan", default=True),
        st.Page(compare_page.page, title=text("compare_page.title"), url_path="compare"),
        st.Page(contest_page.page, title=text("contest.page"), url_path="contest"),
        st.Page(sure_page.page, title=text("sure.title"), url_path="sure"),
        st.Page(data_page.page, title=text("data.title"), url_path="data"),
    ]
    aside = st.Page(newcity_page.page, title=text("newcity.title"), url_path="newcity")
    chosen = st.navigation([*pages, aside], position="hidden")
    _go([*pages, aside])
    if state.turned_to_plan():
        st.switch_page(pages[0])
    st.html(page_style(state.theme()))
    st.html(page_script(spoken()), unsafe_allow_javascript=True)
    line.watch()
    _header(pages, chosen)
    _astray({page.url_path for page in (*pages, aside)})
    if chosen.url_path:  # Plan, at the root, keeps its own, which its moves alone redraw
        draft.keep()
    chosen.run()
