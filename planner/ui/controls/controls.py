"""The left panel: which scenario, how much each criterion matters, how much money there is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from planner.desk.desk import Desk
from planner.desk.solving import preset_of
from planner.desk.weights import rebalance, settled, shown
from planner.plan import Plan
from planner.scenario.scenario import Scenario
from planner.text import name_of, text
from planner.ui.controls import aiming, budget, judging
from planner.ui.controls.weight_rows import Move, moves_among, weight_rows
from planner.ui.look.widgets import show, title
from planner.ui.look.words import distinct
from planner.ui.session import state
from planner.ui.session.acts import acting


def scenario_labels(paths: Sequence[Path]) -> dict[Path, str]:
    """Name of each scenario, told apart by its folder or file; a faulty one goes by its file name."""
    labels = {}
    for path in paths:
        preset = preset_of(path)
        if preset is None:
            labels[path] = text("plan.scenario.faulty", file=state.label_of(path))
        else:
            labels[path] = name_of(preset.name.words)
    named = Counter((labels[path], path.parent) for path in paths)
    marks = {
        path: path.parent.name if named[labels[path], path.parent] == 1 else state.label_of(path)
        for path in paths
    }
    return distinct(labels, marks)


def _choose() -> None:
    chosen = Path(st.session_state["scenario"])
    known = chosen in state.scenario_paths()  # a click may come before new words are drawn
    if known and chosen != state.chosen_path():  # its label alone may have changed
        state.choose(chosen)


def choose_named(label: str) -> None:
    """Takes the scenario of this label in hand; one that is none of them changes nothing."""
    for path, words in scenario_labels(state.scenario_paths()).items():
        if words == label and path != state.chosen_path():
            state.choose(path)


def restore() -> None:
    """All as the scenario's file says."""
    held = state.desk()
    state.put(exact=held.preset, budget=held.file_budget, forced=(), protect=held.filed_protect)


def picker(held: Desk | None) -> None:
    """Which scenario is in hand, and the way back to what its file says."""
    paths = state.scenario_paths()
    if not paths:
        return
    labels = {str(path): words for path, words in scenario_labels(paths).items()}
    state.seed_choice("scenario", str(state.chosen_path()), labels)
    with st.container(key="picker", horizontal=True, wrap=False, gap="xsmall"):
        st.selectbox(
            text("plan.scenario"),
            list(labels),
            index=list(labels).index(
                str(state.chosen_path())
            ),  # for a browser that missed the rest
            format_func=lambda path: labels[path],
            key="scenario",
            on_change=acting("scenario", _choose),
        )
        st.button(
            text("plan.restore"),
            help=text("plan.restore.help"),
            icon=":material/restart_alt:",
            on_click=acting("restore", restore),
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
    _carry_out(st.session_state.pop("weight_moves", []))


def move_again(act: object) -> None:
    """Carries out an act on the weights that an earlier page told of. Raises InputError likewise."""
    _carry_out(moves_among([act], 0, state.desk().shares)[0])


def _carry_out(moves: Sequence[Move]) -> None:
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


def weights(scenario: Scenario, desk: Desk) -> None:
    """Linked sliders; those that the scenario leaves at 0 fold away."""
    with st.container(key="weights"):
        show(title(text("plan.weights"), text("plan.weights.sum")))
        weight_rows(scenario, desk, _note, baseline_shares(desk))


def baseline_shares(desk: Desk) -> Mapping[str, int]:
    """The shares of the plan compared with, where that has the same criteria; else the file's."""
    pinned = state.baseline()
    stated = dict(pinned.settings.shares or ()) if pinned is not None else {}
    if pinned is not None and not stated:
        preset = preset_of(Path(pinned.path))
        stated = dict(preset.shares) if preset is not None else {}
    return stated if stated.keys() >= desk.shares.keys() else shown(desk.preset)


def further(scenario: Scenario, desk: Desk, plan: Plan | None) -> None:
    """Below the sliders: how to find one's shares, and the money by fund and year.

    plan: the last one, whose figures say what a criterion's whole swing means here.
    """
    with st.container(key="further", horizontal=True, gap="small"):
        judging.panel(plan, desk)
        aiming.panel(desk)
        budget.by_fund(scenario, desk)
