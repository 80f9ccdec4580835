"""What plans are compared with: in each city one, pinned by the planner, or its first good plan."""

from dataclasses import dataclass
from typing import cast

import streamlit as st

from planner.desk.folder import root
from planner.desk.searching import begin
from planner.desk.solving import Variant, loaded_of, plan_of
from planner.errors import InputError, PlannerError
from planner.exchange import decisions
from planner.plan import Plan
from planner.ui.session import state
from planner.ui.session.answering import Answer, Good, Version, version_of
from planner.ui.session.failing import heard
from planner.ui.session.tab import here


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """The plan that a city's others are compared with."""

    version: Version
    answer: Answer
    kept: str = ""
    """What recalls its decisions, where they were kept."""


@heard
def pin(good: Good) -> None:
    """Compare with this plan from now on; its decisions are kept, so that it can be had again."""
    try:
        kept = decisions.keep(root(), good.loaded, good.plan.solution)
    except InputError:
        kept = ""  # a folder that is only read: its settings are solved anew
    _pin(good, kept)


def _pin(good: Good, kept: str = "") -> None:
    state.pin(good.variant)
    version = version_of(good.variant)
    _plans()[_city(good.variant)] = Pinned(version=version, answer=good.answer, kept=kept)


def _plans() -> dict[str, Pinned]:
    """The plan that stands behind each of `state.baselines`."""
    return cast(dict[str, Pinned], st.session_state.setdefault("pinned", {}))


def _city(variant: Variant) -> str:
    return state.city_of(variant.path)


def kept_of(city: str) -> str:
    """What recalls the decisions compared with in a city, where they were kept."""
    pinned = _plans().get(city)
    return pinned.kept if pinned is not None else ""


def baseline_plan(good: Good) -> tuple[Variant, Plan, bool]:
    """The plan compared with, and whether the pinned one was lost; at first the plan itself.

    A pinned plan whose file is gone, changed or faulty can no longer be shown: the plan in hand
    takes its place, and the page says so.
    """
    variant = state.baseline()
    if variant is None:
        _pin(good)
    if variant is None or variant == good.variant:
        return good.variant, good.plan, False
    pinned = _plans().get(_city(variant))
    if pinned is not None and pinned.version == _version_now(variant):
        return variant, plan_of(variant, pinned.answer.solution), False
    _pin(good)
    return good.variant, good.plan, True


def pin_again(variant: Variant, kept: str) -> None:
    """Compares with settings that an earlier session of this tab pinned.

    kept: what recalls their decisions; where nothing does they are solved anew. Settings that
    cannot be had any more are left out: the plan in hand then takes their place.
    """
    try:
        recalled = decisions.recall(root(), kept, loaded_of(variant)).solution
        if recalled is None:
            recalled = begin(variant, session=here(), lane="baseline").solution()
        version = version_of(variant)
    except (PlannerError, OSError):
        return
    state.pin(variant)
    answer = Answer(solution=recalled, stage="settled")
    _plans()[_city(variant)] = Pinned(version=version, answer=answer, kept=kept)


def _version_now(variant: Variant) -> Version | None:
    """None where the scenario is gone or has faults."""
    try:
        return version_of(variant)
    except (PlannerError, OSError):
        return None
