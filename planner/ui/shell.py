"""The frame around every page: name, navigation, language."""

import streamlit as st

from planner.text import LANGUAGES, carried, speaking, spoken, text
from planner.ui.compare import page as compare_page
from planner.ui.data import page as data_page
from planner.ui.keep import sharing
from planner.ui.look.markup import span, tag
from planner.ui.look.pages import page_script, page_style
from planner.ui.look.widgets import show
from planner.ui.plan import page as plan_page
from planner.ui.session import state


def _from_address() -> None:
    """Take the language from the address on a first visit."""
    if "language" not in st.session_state:
        stated = st.query_params.get("lang")
        for language in LANGUAGES:
            if stated == language:
                state.set_language(language)


def _switch() -> None:
    state.set_language(st.session_state["language_switch"])


def _header(pages: list[st.Page]) -> None:
    with st.container(key="header", horizontal=True, vertical_alignment="center", gap="medium"):
        brand = span("vid-brand", text("ui.name"), tag("small", text("ui.tagline")))
        with st.container(width="stretch"):
            show(brand)
        for page in pages:
            st.page_link(page)
        state.seed("language_switch", spoken())
        st.segmented_control(
            text("ui.language"),
            LANGUAGES,
            format_func=carried(lambda code: text(f"ui.language.{code}")),
            key="language_switch",
            required=True,
            on_change=_switch,
            label_visibility="collapsed",
        )


def run() -> None:
    """Draw the frame and the chosen page."""
    _from_address()
    sharing.open_link(st.query_params.to_dict())
    with speaking(state.language()):
        _draw()


def _draw() -> None:
    st.set_page_config(page_title=text("ui.title"), layout="wide")
    pages = [
        st.Page(plan_page.page, title=text("plan.title"), url_path="plan", default=True),
        st.Page(compare_page.page, title=text("compare_page.title"), url_path="compare"),
        st.Page(data_page.page, title=text("data.title"), url_path="data"),
    ]
    chosen = st.navigation(pages, position="hidden")
    if st.query_params.get("lang") != spoken():
        st.query_params["lang"] = spoken()
    st.html(page_style(state.theme()))
    st.html(page_script(spoken()), unsafe_allow_javascript=True)
    _header(pages)
    chosen.run()
