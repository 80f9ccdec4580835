"""The left panel: which scenario, how much each criterion matters, how much money there is."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from planner.desk.desk import Desk
from planner.desk.solving import preset_of
from planner.desk.weights import rebalance, settled
from planner.plan import Plan
from planner.scenario.scenario import Scenario
from planner.text import name_of, text
from planner.ui.controls import swing
from planner.ui.controls.weight_rows import Move, weight_rows
from planner.ui.look.widgets import show, title
from planner.ui.look.words import distinct
from planner.ui.session import state
from planner.ui.session.failing import heard


def scenario_labels(paths: Sequence[Path]) -> dict[Path, str]:
    """Name and shares of each scenario, told apart; a faulty file goes by its file name.

    Shares are told in the order of the sliders, without criteria that no scenario counts.
    """
    presets = {path: preset_of(path) for path in paths}
    counted = {c for preset in presets.values() if preset for c, share in preset.shares if share}
    labels = {}
    for path, preset in presets.items():
        if preset is None:
            labels[path] = text("plan.scenario.faulty", file=state.label_of(path))
            continue
        labels[path] = text(
            "plan.scenario.preset",
            name=name_of(preset.name.words),
            shares="/".join(str(share) for c, share in preset.shares if c in counted),
        )
    return distinct(labels, {path: state.label_of(path) for path in paths})


@heard
def _choose() -> None:
    chosen = Path(st.session_state["scenario"])
    if chosen != state.chosen_path():  # its label alone may have changed
        state.choose(chosen)


@heard
def _restore() -> None:
    held = state.desk()
    state.put(exact=held.preset, budget=held.file_budget, forced=())


def picker(held: Desk | None) -> None:
    """Which scenario is in hand, and the way back to what its file says."""
    paths = state.scenario_paths()
    if not paths:
        return
    labels = {str(path): words for path, words in scenario_labels(paths).items()}
    if st.session_state.get("scenario_labels") != labels:
        # A browser knows choices by their words: once these differ, after saving over or renaming,
        # its own choice would be none of them, and the first one be taken for picked.
        st.session_state.update(scenario=str(state.chosen_path()), scenario_labels=labels)
    state.seed("scenario", str(state.chosen_path()))
    with st.container(key="picker", horizontal=True, wrap=False, gap="xsmall"):
        st.selectbox(
            text("plan.scenario"),
            list(labels),
            index=list(labels).index(
                str(state.chosen_path())
            ),  # for a browser that missed the rest
            format_func=lambda path: labels[path],
            key="scenario",
            on_change=_choose,
            label_visibility="collapsed",
        )
        st.button(
            text("plan.restore"),
            help=text("plan.restore.help"),
            icon=":material/restart_alt:",
            on_click=_restore,
            disabled=not (held is not None and held.changed),
            type="tertiary",
            key="restore",
        )


def _note(moves: list[Move]) -> None:
    """Notes what the reader did with the weights; `take_moves` carries it out."""
    st.session_state["weight_moves"] = [*st.session_state.get("weight_moves", ()), *moves]


def take_moves() -> None:
    """Carries out the moves of weights in their order, before the weights are drawn.

    Raises InputError where the scenario in hand cannot be read.
    """
    moves: list[Move] = st.session_state.pop("weight_moves", [])
    for criterion, what in moves:
        if isinstance(what, bool):
            _lock(criterion, what)
        else:
            _move(criterion, what)


def _move(criterion: str, value: int) -> None:
    held = state.desk()
    exact = rebalance(
        held.exact, moved=criterion, value=value, locked=held.locked, preset=held.preset
    )
    state.put(exact=exact)


def _lock(criterion: str, locked: bool) -> None:
    held = state.desk()
    if locked != (criterion in held.locked):
        state.put(locked=held.locked ^ {criterion}, exact=settled(held.exact))


def weights(scenario: Scenario, desk: Desk, plan: Plan | None) -> None:
    """Linked sliders; those that the scenario leaves at 0 fold away.

    plan: the last one, whose figures say what a criterion's whole swing means here.
    """
    with st.container(key="weights"):
        with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
            show(title(text("plan.weights")))
            swing.panel(plan, desk)
        weight_rows(scenario, desk, _note)
