"""What opening a link took in hand, what is told of that, and the link of the desk ever since."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import cast

import streamlit as st

from planner.desk.desk import Desk, fresh
from planner.desk.folder import label_of
from planner.desk.solving import Variant, scenario_of
from planner.errors import Fault, InputError, PlannerError
from planner.exchange.decisions import Why
from planner.exchange.link import Link, from_query
from planner.exchange.opening import Changed, Opened, came_by_link
from planner.exchange.opening import open_link as opened_link
from planner.scenario.files.naming import root
from planner.scenario.settings import Budget
from planner.text import fault_lines, speaking, text
from planner.ui.look.markup import Markup, div, tag
from planner.ui.look.refusing import show_faults
from planner.ui.look.widgets import show
from planner.ui.session import answering, state
from planner.ui.session.answering import Answer, Good


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a link that was opened had to say, until the settings change."""

    variant: Variant | None
    """None where it could not be opened."""
    error: PlannerError | None = None
    left_out: tuple[Fault, ...] = ()
    changed: tuple[Changed, ...] = ()
    why: Why = ""
    plan: str = ""
    """Beginning of the hash of the decisions that it was made for."""
    reasons: bool = False
    """Whether reasons of what is forced stayed behind."""


def open_link(query: Mapping[str, str]) -> None:
    """Take in hand what the address says that a session begins with.

    An address that is no link changes nothing. One that names a plan is somebody's link, and it is
    told what became of it; other addresses are those of desks, told of only where they fall short.
    """
    found, unread = from_query(query)
    if found is None:
        return
    if found.language is not None:
        state.set_language(found.language)
    try:
        with speaking(state.language()):
            opened = opened_link(found, root(), scenario_of)
        desk = desk_of(opened)
        state.take(desk)
        if opened.recalled.solution is not None:
            answer = Answer(solution=opened.recalled.solution, stage="settled")
            answering.keep(desk.variant, answer)
        st.session_state["opened_link"] = link_of_desk(desk), found
        notice = Notice(
            variant=desk.variant,
            left_out=(*unread, *opened.faults),
            changed=opened.changed,
            why=opened.recalled.why if found.plan else "",
            plan=found.plan,
            reasons=any(came_by_link(choice) for choice in opened.link.settings.forced),
        )
    except PlannerError as error:
        st.session_state["opened_link"] = None, found
        notice = Notice(variant=None, error=error)
    if found.plan or notice.error is not None or notice.left_out or notice.reasons:
        st.session_state["link_notice"] = notice


def link_of_desk(desk: Desk) -> Link:
    """What an address says of a desk: all but the words of people."""
    settings = desk.settings
    bare = tuple(replace(choice, reason="", author="") for choice in settings.forced)
    return Link(
        scenario=label_of(Path(desk.path)),
        settings=replace(settings, forced=bare),
        locked=tuple(sorted(desk.locked)),
    )


def link_in_hand() -> Link | None:
    """The link of the desk in hand, whole as it was opened while nothing has been changed since.

    None where the address need say nothing: the scenario that any session begins with, untouched.
    """
    desk: Desk | None = st.session_state.get("desk")
    path = state.chosen_path() if desk is None else Path(desk.path)
    now = link_of_desk(desk) if desk is not None else None
    then, opened = st.session_state.get("opened_link", (None, None))
    if opened is not None and (now == then or (then is None and not state.history().past)):
        return cast(Link, opened)
    if path is None or (path == state.first_path() and (now is None or now == _untouched(path))):
        return None
    return now or Link(scenario=label_of(path))


def _untouched(path: Path) -> Link:
    return Link(scenario=label_of(path))


def desk_at(link: Link) -> Desk | None:
    """The desk that a link describes; none where any of it cannot be had any more."""
    try:
        opened = opened_link(link, root(), scenario_of)
    except PlannerError:
        return None
    return None if opened.faults else desk_of(opened)


def desk_of(opened: Opened) -> Desk:
    """The desk that a link describes."""
    desk = fresh(opened.path)
    link = opened.link
    if link.settings.shares is not None:
        stated = dict(link.settings.shares)
        exact = {criterion: Fraction(stated.get(criterion, 0)) for criterion in desk.exact}
        desk = replace(desk, exact=exact)
    return replace(
        desk,
        locked=frozenset(link.locked),
        budget=_with_money(desk.file_budget, link.settings.budget),
        forced=link.settings.forced,
        protect=desk.filed_protect if link.settings.protect is None else link.settings.protect,
    )


def _with_money(filed: Budget, stated: Budget) -> Budget:
    """The file's money with the stated funds; a year that is not stated has none."""
    changed = {fund: dict(years) for fund, years in stated}
    return tuple(
        (
            fund,
            tuple((year, changed[fund].pop(year, 0)) for year, _ in years)
            + tuple(changed[fund].items())
            if fund in changed
            else years,
        )
        for fund, years in filed
    )


def notice(good: Good | None) -> None:
    """What a link that was opened had to say; nothing once the settings have changed."""
    held: Notice | None = st.session_state.get("link_notice")
    if held is None:
        return
    desk: Desk | None = st.session_state.get("desk")
    if held.error is None and (desk is None or held.variant != desk.variant):
        return
    solved = good is not None and good.variant == held.variant
    decisions = good.plan.provenance.decisions_sha256 if good is not None and solved else ""
    with st.container(key="link_notice", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="stretch"):
            if held.error is not None:
                show_faults(held.error, text("share.opened"))
            else:
                show(_told(held, decisions))
        st.button(text("share.dismiss"), on_click=_dismiss, type="tertiary", key="link_dismiss")


def _told(held: Notice, decisions_sha256: str) -> Markup:
    """One line where all is as it was, else a line for each thing that is not."""
    lines = notice_lines(held, decisions_sha256)
    heading = tag("b", text("share.opened"))
    if len(lines) == 1:
        return div("vid-note", heading, ". ", lines[0], role="status")
    css = "vid-stale" if held.changed or held.left_out or held.why else "vid-note"
    return div(css, heading, tag("ul", *(tag("li", line) for line in lines)), role="status")


def reasons_known(variant: Variant) -> None:
    """The reasons of what is forced have been found again: the notice speaks of these settings."""
    held: Notice | None = st.session_state.get("link_notice")
    if held is None or held.error is not None:
        return
    told = replace(held, variant=variant, reasons=False)
    st.session_state["link_notice"] = told
    if not (told.plan or told.left_out):
        _dismiss()


def _dismiss() -> None:
    st.session_state.pop("link_notice", None)


def notice_lines(held: Notice, decisions_sha256: str) -> list[str]:
    """Whether this is the identical plan, and if not, what is known of why."""
    lines = [text(f"share.changed.{name}") for name in held.changed]
    if not held.why:
        lines += [text("share.same")] if held.plan else []
    else:
        lines.append(text(f"share.solved.{held.why}"))
        if held.plan and decisions_sha256:
            same = decisions_sha256.startswith(held.plan)
            lines.append(text(f"share.decisions.{'same' if same else 'other'}"))
    if held.reasons:
        lines.append(text("share.reasons.opened"))
    if held.left_out:
        lines += fault_lines(InputError(held.left_out))
    return lines
