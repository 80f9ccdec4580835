"""Questions that need plans of their own: put to a worker, waited for beside the page.

A question is drawn as a button; while it is worked on, its place says how far it is, shows a first
answer as soon as there is one, and offers to stop. The answer stays when the plan on the screen
changes, and says that it speaks of the one before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, cast

import streamlit as st

from planner.desk import pool
from planner.desk.pool import EndedError, Task
from planner.desk.solving import stamp
from planner.errors import PlannerError
from planner.keeping import Kept
from planner.text import text
from planner.ui.look.markup import div
from planner.ui.look.refusing import show_faults
from planner.ui.look.widgets import show
from planner.ui.session.answering import Good
from planner.ui.session.failing import heard, in_its_language
from planner.ui.session.tab import here

PERIOD: Final = 0.5
"""Seconds between two looks of the page at a question that is worked on."""
PATIENCE: Final = 15.0
"""Seconds after which a question that no page looks at is given up."""
MOST_KEPT: Final = 40
Standing = Literal["open", "asked", "answered", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, by a name of its own."""

    lane: str
    """Of all questions of one lane one is worked on, the last."""
    name: str
    function: Callable[..., object]
    """Of `planner.desk.questions`."""
    arguments: tuple[object, ...]
    label: str
    """Of the button."""

    @property
    def key(self) -> str:
        """Name of its widgets."""
        return f"{self.lane}_{self.name}"


@dataclass(slots=True, kw_only=True)
class Asked:
    """A question that was asked, and what came of it."""

    of: str
    """The decisions of the plan that it speaks of."""
    task: Task
    result: Any = None
    error: PlannerError | None = None
    over: bool = False

    def look(self) -> bool:
        """Whether it is over; takes the answer when it is."""
        if not self.over and self.task.wait(0.0):
            self.over = True
            try:
                self.result = self.task.result()
            except EndedError:
                self.error = None
            except PlannerError as error:
                self.error = error
        return self.over


def _kept() -> Kept[str, Asked]:
    return cast(Kept[str, Asked], st.session_state.setdefault("questions", Kept(MOST_KEPT)))


def _plan_in_hand(good: Good) -> str:
    provenance = good.plan.provenance
    return f"{provenance.scenario_sha256} {provenance.decisions_sha256}"


@heard
def ask(question: Question, good: Good) -> None:
    """Has a worker answer the question about the plan on the screen."""
    variant = good.variant
    made = stamp(Path(variant.path))
    task = pool.submit(
        here(),
        question.lane,
        question.function,
        variant,
        made,
        good.plan.solution,
        *question.arguments,
        about=(variant.path, made, variant.settings.rows),
        patience=PATIENCE,
    )
    _kept().put(question.key, Asked(of=_plan_in_hand(good), task=task))


def answered(question: Question) -> Any:
    """The answer, if there is one."""
    asked = _kept().find(question.key)
    return asked.result if asked is not None and asked.look() else None


def told(question: Question, good: Good) -> Any:
    """The first answer about the plan on the screen, while a closer one is looked for; None else."""
    asked = _kept().find(question.key)
    if asked is None or asked.of != _plan_in_hand(good) or asked.look():
        return None
    return asked.task.told


def held(question: Question) -> Asked | None:
    """The question as it was asked, and what came of it so far."""
    return _kept().find(question.key)


def standing(question: Question, good: Good) -> Standing:
    """How far the question is about the plan on the screen; an answer about an earlier plan is none."""
    asked = _kept().find(question.key)
    if asked is None or asked.of != _plan_in_hand(good):
        return "open"
    if not asked.look():
        return "asked"
    return "answered" if asked.result is not None else "failed"


def _nothing_yet(_: Any) -> bool:
    return False


def place(
    question: Question,
    good: Good,
    draw: Callable[[Any], None],
    tag: str = "",
    ready: Callable[[Any], bool] = _nothing_yet,
) -> None:
    """The question's place on the page: its button, its progress, or its answer.

    draw: shows an answer, and a first one that is told while a closer one is looked for. tag: sets
    a second place of the same question apart from the first. ready: whether a first answer says
    already what the rest of the page waits for, which is then drawn anew.
    """
    asked = _kept().find(question.key)
    working = asked is not None and not asked.look()
    key = f"{question.key}{tag}"
    knew = asked is not None and ready(asked.task.told)

    def body() -> None:
        if _just_begun(question) and not working:
            st.rerun()  # the whole page, so that this fragment looks again and again
        if working and not knew and asked is not None and ready(asked.task.told):
            st.rerun()  # the whole page has waited for it
        _body(question, key, good, draw, ready)

    with st.container(key=f"q_{key}", gap="xsmall"):
        st.fragment(in_its_language(body), run_every=PERIOD if working else None)()


def _body(
    question: Question,
    key: str,
    good: Good,
    draw: Callable[[Any], None],
    ready: Callable[[Any], bool],
) -> None:
    asked = _kept().find(question.key)
    if asked is None:
        _button(question, key, good, question.label)
        return
    was_over = asked.over
    if not asked.look():
        _working(asked, key, draw, ready)
        return
    if not was_over:
        st.rerun()  # the whole page: its fragment no longer has to look again and again
    stale = asked.of != _plan_in_hand(good)
    if asked.error is not None:
        show_faults(asked.error)
    elif asked.result is None:
        show(div("vid-note", text("card.ask.ended")))
    else:
        if stale:
            show(div("vid-stale small", text("card.ask.stale"), role="status"))
        draw(asked.result)
    if stale or asked.result is None:
        _button(question, key, good, text("card.ask.again"))


def _just_begun(question: Question) -> bool:
    asked = _kept().find(question.key)
    return asked is not None and not asked.over and not asked.task.over


def _button(question: Question, key: str, good: Good, label: str) -> None:
    st.button(label, on_click=ask, args=(question, good), key=f"ask_{key}")


def _working(
    asked: Asked, key: str, draw: Callable[[Any], None], ready: Callable[[Any], bool]
) -> None:
    told = asked.task.told
    waiting = text("card.ask.working" if asked.task.begun else "card.ask.queued")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if isinstance(told, float):
            st.progress(min(1.0, max(0.0, told)), text=waiting)
        else:
            show(div("vid-note vid-busy", waiting, role="status"))
        st.button(text("search.stop"), on_click=asked.task.stop, key=f"end_{key}")
    if told is not None and not isinstance(told, float):
        show(div("vid-note", text("card.ask.ready" if ready(told) else "card.ask.first")))
        draw(told)
