"""The left panel: which scenario, how much each criterion matters, how much money there is."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from planner.insight.words import criterion_name
from planner.plan import Plan
from planner.scenario.model import Scenario
from planner.text import Language, name_of, percent, text
from planner.ui import state, swing
from planner.ui.desk import Desk
from planner.ui.markup import Markup, div, join, span, tag
from planner.ui.palette import criterion_ink
from planner.ui.solving import preset_of
from planner.ui.weights import WHOLE, ceiling, rebalance, settled, shown
from planner.ui.widgets import dot, show, title
from planner.ui.words import criterion_direction, plain

STEP = 1


def scenario_labels(paths: Sequence[Path], language: Language) -> dict[Path, str]:
    """Name and shares of each scenario; a faulty file goes by its file name.

    Shares are told in the order of the sliders, without criteria that no scenario counts.
    """
    presets = {path: preset_of(path) for path in paths}
    counted = {c for preset in presets.values() if preset for c, share in preset.shares if share}
    labels = {}
    for path, preset in presets.items():
        if preset is None:
            labels[path] = text("plan.scenario.faulty", language, file=state.label_of(path))
            continue
        labels[path] = text(
            "plan.scenario.preset",
            language,
            name=name_of(preset.name.model_dump(), language),
            shares="/".join(str(share) for c, share in preset.shares if c in counted),
        )
    return labels


def _choose() -> None:
    state.choose(Path(st.session_state["scenario"]))


def _restore() -> None:
    held = state.desk()
    state.put(exact=held.preset, budget=held.file_budget, forced=())


def picker(held: Desk | None, language: Language) -> None:
    """Which scenario is in hand, and the way back to what its file says."""
    paths = state.scenario_paths()
    if not paths:
        return
    state.seed("scenario", str(state.chosen_path()))
    labels = {str(path): words for path, words in scenario_labels(paths, language).items()}
    with st.container(key="picker", horizontal=True, wrap=False, gap="xsmall"):
        st.selectbox(
            text("plan.scenario", language),
            list(labels),
            format_func=lambda path: labels[path],
            key="scenario",
            on_change=_choose,
            label_visibility="collapsed",
        )
        st.button(
            text("plan.restore", language),
            help=text("plan.restore.help", language),
            icon=":material/restart_alt:",
            on_click=_restore,
            disabled=not (held is not None and held.changed),
            type="tertiary",
            key="restore",
        )


def _step(criterion: str, step: int) -> None:
    _move(criterion, state.desk().shares[criterion] + step)


def _slide(criterion: str) -> None:
    """Notes a slider that the browser reports as changed; `take_slide` decides what it means."""
    reported = st.session_state.setdefault("slides", {})
    reported[criterion] = st.session_state[f"share_{criterion}"]


def take_slide() -> None:
    """Carries out the move of the slider in hand, before the sliders are drawn.

    While keys repeat quickly the browser also reports the other sliders, at places they have
    since been moved from. Only one slider can be in hand: the one moved before, if it is among
    those reported.
    """
    reported: dict[str, int] = st.session_state.pop("slides", {})
    if reported:
        in_hand = st.session_state.get("in_hand")
        moved = in_hand if in_hand in reported else next(iter(reported))
        st.session_state["in_hand"] = moved
        _move(moved, reported[moved])


def _move(criterion: str, value: int) -> None:
    held = state.desk()
    exact = rebalance(
        held.exact, moved=criterion, value=value, locked=held.locked, preset=held.preset
    )
    state.put(exact=exact)


def _lock(criterion: str) -> None:
    held = state.desk()
    state.put(locked=held.locked ^ {criterion}, exact=settled(held.exact))


def strip(scenario: Scenario, desk: Desk, language: Language) -> Markup:
    """All shares as one bar of 100 %."""
    pieces = []
    spoken = []
    for order, (criterion, share) in enumerate(desk.shares.items()):
        if share:
            css = criterion_ink(criterion, order).css
            pieces.append(tag("div", style=f"width:{share}%;background:{css}"))
            name = criterion_name(scenario, criterion, language)
            spoken.append(f"{name} {percent(share / WHOLE, language)}")
    return div("vid-strip", *pieces, role="img", aria_label=", ".join(spoken))


def _title(scenario: Scenario, desk: Desk, criterion: str, language: Language) -> Markup:
    order = list(desk.shares).index(criterion)
    share, preset = desk.shares[criterion], shown(desk.preset)[criterion]
    direction = criterion_direction(scenario, criterion, language)
    moved = ""
    if share != preset:
        moved = text("plan.weight.preset", language, share=percent(preset / WHOLE, language))
    return div(
        "vid-share",
        dot(criterion_ink(criterion, order).css),
        tag("b", criterion_name(scenario, criterion, language)),
        span("dir", direction, title=direction),
        span("was", moved) if moved else "",
        span("num", percent(share / WHOLE, language)),
    )


def _button(
    kind: str, criterion: str, name: str, language: Language, *, locked: bool, disabled: bool
) -> None:
    """A small button: its words are read aloud and shown on hovering, the style draws a sign."""
    words = "unlock" if kind == "lock" and locked else kind
    label = text(f"plan.weight.{words}", language, name=name)
    step = {"less": -STEP, "more": STEP}.get(kind)
    st.button(
        label,
        key=f"{kind}_{criterion}",
        type="primary" if kind == "lock" and locked else "tertiary",
        help=label,
        disabled=disabled,
        on_click=_lock if step is None else _step,
        args=(criterion,) if step is None else (criterion, step),
    )


def _weight(scenario: Scenario, desk: Desk, criterion: str, language: Language) -> None:
    name = plain(criterion_name(scenario, criterion, language))
    locked = criterion in desk.locked
    fixed = locked or not any(c != criterion and c not in desk.locked for c in desk.shares)
    share, most = desk.shares[criterion], ceiling(desk.exact, criterion, desk.locked)
    show(_title(scenario, desk, criterion, language))
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="xsmall"):
        _button("less", criterion, name, language, locked=locked, disabled=fixed or share == 0)
        state.seed(f"share_{criterion}", share)
        st.slider(
            text("plan.weight.slider", language, name=name),
            0,
            WHOLE,
            key=f"share_{criterion}",
            label_visibility="collapsed",
            disabled=fixed,
            on_change=_slide,
            args=(criterion,),
        )
        _button("more", criterion, name, language, locked=locked, disabled=fixed or share >= most)
        _button("lock", criterion, name, language, locked=locked, disabled=False)


def _rows(scenario: Scenario, desk: Desk, criteria: Sequence[str], language: Language) -> None:
    for criterion in criteria:
        _weight(scenario, desk, criterion, language)


def weights(scenario: Scenario, desk: Desk, plan: Plan | None, language: Language) -> None:
    """Linked sliders; those that the scenario leaves at 0 wait in an expander.

    plan: the last one, whose figures say what a criterion's whole swing means here.
    """
    with st.container(key="weights"):
        with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
            show(title(text("plan.weights", language)))
            swing.panel(plan, desk, language)
        show(strip(scenario, desk, language))
        used = [c for c, share in desk.preset.items() if share]
        unused = [c for c, share in desk.preset.items() if not share]
        _rows(scenario, desk, used, language)
        if unused:
            names = (plain(criterion_name(scenario, c, language)) for c in unused)
            label = text("plan.weights.unused", language, names=", ".join(names))
            with st.expander(label, key="unused", on_change="rerun") as shown:
                if shown.open:
                    _rows(scenario, desk, unused, language)
                    show(_unused_note(language))


def _unused_note(language: Language) -> Markup:
    return div(
        "vid-note",
        join(
            [text("plan.weights.unused_note", language), " ", text("criterion.cost.why", language)]
        ),
    )
