"""What plans are compared with: in each city one, pinned by the planner, or its first good plan.

It is the plan of its settings as they were last on the screen: settled, where that was reached.
"""

from dataclasses import dataclass, replace
from typing import Final, cast

import streamlit as st

from planner.desk.searching import begin
from planner.desk.solving import Variant, loaded_of, plan_of
from planner.errors import InputError, PlannerError
from planner.exchange import decisions
from planner.exchange.link import SHORT
from planner.keeping import Kept
from planner.plan import Plan
from planner.scenario.files.naming import root
from planner.ui.session import state
from planner.ui.session.answering import Answer, Good, Version, version_of
from planner.ui.session.tab import here


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """The plan that a city's others are compared with."""

    version: Version
    answer: Answer
    decided: str
    """Beginning of the hash of its decisions."""
    kept: str
    """What recalls its decisions, where they were kept."""
    held: bool = False
    """Whether it stays while another plan of the same settings is on the screen."""


_known: Final[Kept[tuple[Variant, Version, str], Answer]] = Kept(64)
"""Answers compared with in any session, by the beginning of the hash of their decisions."""


def pin(good: Good) -> None:
    """Compare with this plan from now on; its decisions are kept, so that it can be had again."""
    _pin(good, _keep(good))


def _keep(good: Good) -> str:
    try:
        return decisions.keep(root(), good.loaded, good.plan.solution)
    except InputError:
        return ""  # a folder that is only read: its settings are solved anew


def _pin(good: Good, kept: str = "") -> None:
    state.pin(good.variant)
    version = version_of(good.variant)
    decided = good.plan.provenance.decisions_sha256[:SHORT]
    made = Pinned(version=version, answer=good.answer, decided=decided, kept=kept)
    _plans()[_city(good.variant)] = made
    _known.put((good.variant, version, decided), good.answer)


def hold(good: Good) -> None:
    """Compare with this plan while others of the same settings, which are as good, are looked at."""
    _pin(good)
    _plans()[_city(good.variant)] = replace(_plans()[_city(good.variant)], held=True)


def let_go(good: Good) -> None:
    """The plan in hand is compared with itself again."""
    _pin(good)


def _follow(good: Good) -> None:
    """The plan in hand is the one compared with: a better founded answer stands for both."""
    pinned = _plans().get(_city(good.variant))
    if pinned is None or pinned.answer is not good.answer:
        _pin(good, _keep(good) if pinned is not None and pinned.kept else "")


def _plans() -> dict[str, Pinned]:
    """The plan that stands behind each of `state.baselines`."""
    return cast(dict[str, Pinned], st.session_state.setdefault("pinned", {}))


def _city(variant: Variant) -> str:
    return state.city_of(variant.path)


def pinned_in(city: str) -> Pinned | None:
    """What is compared with in a city."""
    return _plans().get(city)


def baseline_plan(good: Good) -> tuple[Variant, Plan, bool]:
    """The plan compared with, and whether the pinned one was lost; at first the plan itself.

    A pinned plan whose file is gone, changed or faulty can no longer be shown: the plan in hand
    takes its place, and the page says so.
    """
    variant = state.baseline()
    held = _held(good) if variant == good.variant else None
    if held is not None:
        return good.variant, plan_of(good.variant, held.answer.solution), False
    if variant is None or variant == good.variant:
        _follow(good)
        return good.variant, good.plan, False
    pinned = _plans().get(_city(variant))
    if pinned is not None and pinned.version == _version_now(variant):
        return variant, plan_of(variant, pinned.answer.solution), False
    _pin(good)
    return good.variant, good.plan, True


def _held(good: Good) -> Pinned | None:
    pinned = _plans().get(_city(good.variant))
    fits = pinned is not None and pinned.held and pinned.version == version_of(good.variant)
    return pinned if fits else None


def pin_again(variant: Variant, decided: str, kept: str) -> None:
    """Compares with a plan that an earlier session of this tab pinned.

    decided: beginning of the hash of its decisions; kept: what recalls them. Where nothing does
    its settings are solved anew. Settings that cannot be had any more are left out: the plan in
    hand then takes their place.
    """
    try:
        version = version_of(variant)
        answer = _known.find((variant, version, decided)) or _recalled(variant, kept)
    except (PlannerError, OSError):
        return
    state.pin(variant)
    _plans()[_city(variant)] = Pinned(version=version, answer=answer, decided=decided, kept=kept)


def _recalled(variant: Variant, kept: str) -> Answer:
    recalled = decisions.recall(root(), kept, loaded_of(variant)).solution
    if recalled is None:
        recalled = begin(variant, session=here(), lane="baseline").solution()
    return Answer(solution=recalled, stage="settled")


def _version_now(variant: Variant) -> Version | None:
    """None where the scenario is gone or has faults."""
    try:
        return version_of(variant)
    except (PlannerError, OSError):
        return None
