"""Plan: what the budget buys, the ranked list, the map, and the settings that decide it."""

from typing import Final

import streamlit as st

from planner.errors import PlannerError
from planner.insight import answer, certainty
from planner.insight.words import works_name
from planner.plan import GROUPS, Plan
from planner.text import Language, name_of, text, whole
from planner.ui import budget, charts, controls, saving, state
from planner.ui.changes import Changes, changes
from planner.ui.map import Colouring, city_map
from planner.ui.markup import Markup, div, join, span, tag
from planner.ui.palette import DAMAGE, DAMAGE_OF_GRADE, WORKS_LEGEND, Theme
from planner.ui.progress import Progress
from planner.ui.rows import ListContext, listing, symbol
from planner.ui.solving import THOROUGH_GAP
from planner.ui.state import Good, Outcome
from planner.ui.widgets import change_summary, faults, figures, losses, show, title

COLOURINGS: Final[tuple[Colouring, ...]] = ("works", "damage")
_OPEN: Final = ("planned", "next")


def theme() -> Theme:
    """Ground of the page, for drawings, which cannot follow a style sheet."""
    return "dark" if st.context.theme.type == "dark" else "light"


def page() -> None:
    """The page: controls first, then the solve, so that the sliders answer at once."""
    language = state.language()
    top = st.container(key="top")
    left, middle, right = st.columns([330, 580, 470], gap="medium")
    with left:
        _controls(language)
    with top:
        spinner = st.container(key="busy")
    with spinner, st.spinner(text("plan.updating", language)):
        progress = Progress(language)
        outcome = state.solve(progress.look)
        progress.end()
    if outcome.good is None:
        with top:
            _refused(outcome.error, language)
        return
    against, reference, lost = state.baseline_plan(outcome.good)
    changed = changes(outcome.good.plan, reference)
    with top:
        if lost:
            show(div("vid-stale", text("plan.change.lost", language), role="status"))
        _answer(outcome, outcome.good.plan, language)
    with left:
        saving.panel(outcome.good, language)
    with middle:
        _list(outcome.good, changed, against.changed, reference, language)
    with right:
        _drawings(outcome.good.plan, changed, language)


def _controls(language: Language) -> None:
    controls.picker(language)
    try:
        controls.take_slide()
        held = state.desk()
        scenario = state.scenario_in_hand()
    except PlannerError:
        return  # solving meets the same faults, and shows them above the last good plan
    controls.weights(scenario, held, language)
    budget.total(held, language)
    budget.by_fund(scenario, held, language)


def _refused(error: PlannerError | None, language: Language) -> None:
    if error is not None:
        show(faults(error, language))


def _answer(outcome: Outcome, plan: Plan, language: Language) -> None:
    _refused(outcome.error, language)
    if outcome.stale:
        name = name_of(plan.scenario.name.model_dump(), language)
        show(div("vid-stale", text("plan.stale", language, name=name), role="status"))
    show(div("vid-answer", answer(plan, language), role="status"))
    note = [certainty(plan, language)]
    if plan.scenario.synthetic:
        note.insert(0, text("plan.synthetic", language))
    with st.container(key="certainty", horizontal=True, vertical_alignment="center", gap="small"):
        show(div("vid-note", " ".join(note)))
        if outcome.good is not None and plan.gap > THOROUGH_GAP:
            st.button(
                text("plan.search_on", language),
                help=text("plan.search_on.help", language),
                type="tertiary",
                disabled=outcome.good.settings.thorough and not state.search_stopped(),
                on_click=state.search_on,
                args=(outcome.good,),
                key="search_on",
            )
    show(figures(plan, language))
    show(losses(plan, language))


def _list(good: Good, changed: Changes, edited: bool, reference: Plan, language: Language) -> None:
    name = name_of(reference.scenario.name.model_dump(), language)
    shown = text("plan.change.edited", language, name=name) if edited else name
    with st.container(key="against", horizontal=True, wrap=False, gap="small"):
        show(change_summary(changed, shown, language))
        st.button(
            text("plan.pin", language),
            help=text("plan.pin.help", language),
            disabled=state.baseline() == good.settings,
            on_click=state.pin,
            args=(good.settings,),
            key="pin",
        )
    context = ListContext.of(good.plan, changed, language)
    with st.container(key="list"):
        for group in GROUPS:
            entries = good.plan.group(group)
            name = text(f"plan.group.{group}", language)
            rows = listing(entries, context)
            if group in _OPEN:
                show(title(name, whole(len(entries), language)))
                show(rows)
            elif entries:
                with st.expander(f"{name} · {whole(len(entries), language)}", key=f"group_{group}"):
                    show(div("vid-note", text(f"plan.group.{group}.help", language)))
                    show(rows)


def _degrees(plan: Plan) -> list[str]:
    """Degrees of damage that the map shows, in order."""
    found = {DAMAGE_OF_GRADE[e.damage_grade] for e in plan.entries if e.kind == "site"}
    return [degree for degree in DAMAGE if degree in found]


def _legend(plan: Plan, colouring: Colouring, language: Language) -> Markup:
    items = []
    if colouring == "works":
        used = {step.works for entry in plan.entries for step in entry.steps[-1:]}
        for kinds in WORKS_LEGEND:
            named = [works_name(plan.scenario, w, language) for w in kinds if w in used]
            if named:
                meaning = " ".join(text(f"works.{w}.help", language) for w in kinds if w in used)
                items.append(span("i", symbol(kinds[0]), ", ".join(named), title=meaning))
    else:
        for damage in _degrees(plan):
            shape = "hollow" if damage == "unknown" else damage
            mark = tag("span", class_=f"sym sym-{shape}", aria_hidden="true")
            items.append(span("i", mark, text(f"plan.map.damage.{damage}", language)))
    for state_of in ("hollow", "ring"):
        mark = tag("span", class_=f"sym sym-{state_of}", aria_hidden="true")
        items.append(span("i", mark, text(f"plan.map.{state_of}", language)))
    if plan.inventory.districts.schematic:
        items.append(span("i", text("plan.map.schematic", language)))
    return div("vid-legend", join(items))


def _drawings(plan: Plan, changed: Changes, language: Language) -> None:
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        show(title(text("plan.map", language)))
        chosen = st.segmented_control(
            text("plan.map.colour", language),
            COLOURINGS,
            default="works",
            required=True,
            format_func=lambda kind: text(f"plan.map.by_{kind}", language),
            key="colouring",
            label_visibility="collapsed",
        )
    colouring: Colouring = "damage" if chosen == "damage" else "works"
    entered = {entry.id for entry in changed.entered}
    with st.container(key="map"):
        st.plotly_chart(
            city_map(plan, entered, colouring, language, theme()),
            theme=None,
            height=338,
            config=charts.MAP_CONFIG,
            key="city_map",
            alt=text("plan.map.alt", language, n=len(plan.group("planned"))),
        )
    show(_legend(plan, colouring, language))
    _spending(plan, language)


def _spending(plan: Plan, language: Language) -> None:
    with st.container(key="spent", horizontal=True, wrap=False, vertical_alignment="center"):
        show(title(text("plan.spending", language)))
        with st.popover(text("plan.table", language), type="tertiary"):
            show(charts.spending_table(plan, language))
    show(charts.spending_legend(plan, language))
    st.plotly_chart(
        charts.spending(plan, language, theme()),
        theme=None,
        height=118,
        config=charts.CONFIG,
        key="spending",
        alt=text("plan.spending.alt", language),
    )
