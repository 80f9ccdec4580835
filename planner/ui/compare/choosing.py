"""Which plans are compared: saved scenarios, and the plan on the screen where it is not saved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import streamlit as st

from planner.desk.desk import Desk
from planner.desk.solving import Variant
from planner.exchange.link import SHORT, Link
from planner.text import text
from planner.ui.controls.controls import scenario_labels
from planner.ui.keep.opened import link_of_desk
from planner.ui.look.words import distinct
from planner.ui.session import state
from planner.ui.session.answering import version_of
from planner.ui.session.failing import heard

LEAST: Final = 2
MOST: Final = 6
FIRST: Final = ("balanced.yaml", "repair-first.yaml", "masterplan.yaml")
"""Compared at first, where the folder has them."""
UNSAVED: Final = "on screen"
"""The key of the plan on the screen; those of saved scenarios are paths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of what was chosen, at its place: the first is the reference."""

    key: str
    name: str
    variant: Variant
    link: Link | None = None
    """Of the plan on the screen, which no file holds."""


def chosen() -> list[Choice]:
    """The chips to choose by, and what they hold now."""
    paths = {state.label_of(path): path for path in state.scenario_paths()}
    variants = {key: Variant(path=str(path)) for key, path in paths.items()}
    desk = unsaved()
    if desk is not None:
        variants[UNSAVED] = desk.variant
    names = _names(paths, desk)
    _seed(paths, {key: names[key] for key in variants})
    with st.container(key="choose", horizontal=True, vertical_alignment="center", gap="small"):
        keys = st.multiselect(
            text("compare_page.choose"),
            list(variants),
            format_func=names.__getitem__,
            max_selections=MOST,
            key="compared",
            placeholder=text("compare_page.placeholder"),
            label_visibility="collapsed",
        )
        adding = st.empty()  # else it would stay there, pressed, while the plans are waited for
        if desk is not None and UNSAVED not in keys:
            adding.button(
                text("compare_page.add_unsaved"),
                icon=":material/add:",
                type="tertiary",
                disabled=len(keys) >= MOST,
                on_click=_add,
                key="add_unsaved",
            )
    st.session_state["compared_kept"] = keys
    links = {} if desk is None else {UNSAVED: _link(desk)}
    return [
        Choice(key=key, name=names[key], variant=variants[key], link=links.get(key)) for key in keys
    ]


def unsaved() -> Desk | None:
    """The desk in hand, where it is changed from its file and so is no saved scenario."""
    held: Desk | None = st.session_state.get("desk")
    if held is None or not held.changed or Path(held.path) not in state.scenario_paths():
        return None
    return held


def _link(desk: Desk) -> Link:
    filed, _ = version_of(desk.variant)
    return replace(link_of_desk(desk), file=filed[:SHORT])


def _names(paths: dict[str, Path], desk: Desk | None) -> dict[str, str]:
    labels = scenario_labels(list(paths.values()))
    names = {key: labels[path] for key, path in paths.items()}
    if desk is not None:
        names[UNSAVED] = text("compare_page.unsaved", name=labels[Path(desk.path)])
    return distinct(names)


def _seed(paths: dict[str, Path], names: Mapping[str, str]) -> None:
    """What was compared last, as far as it is still there; at first the presets of the city."""
    if "compared" in st.session_state:
        held = st.session_state["compared"]
    else:
        own = state.chosen_path()
        here = [k for k, path in paths.items() if own is None or path.parent == own.parent]
        default = [key for name in FIRST for key in here if Path(key).name == name]
        held = st.session_state.get("compared_kept", default or here[:LEAST])
    state.seed_choice("compared", [key for key in held if key in names], names)


@heard
def _add() -> None:
    st.session_state["compared"] = [*st.session_state["compared"], UNSAVED]
