"""A link that opens the identical plan elsewhere, and what opening such a link shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import cast

import streamlit as st

from planner.desk.desk import Desk, fresh
from planner.desk.folder import label_of, root
from planner.desk.solving import Variant, scenario_of
from planner.errors import Fault, InputError, PlannerError
from planner.exchange import link as links
from planner.exchange.decisions import Why, keep
from planner.exchange.link import Link, from_query, link_of
from planner.exchange.opening import Changed, Opened, came_by_link
from planner.exchange.opening import open_link as opened_link
from planner.plan import Plan
from planner.scenario.settings import Budget
from planner.text import fault_lines, speaking, spoken, text
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


def panel(good: Good) -> None:
    """The button; behind it the link, and what it carries."""
    label = text("share.button")
    with st.popover(label, on_change="rerun", key="keep_share") as shown:
        if not shown.open:
            return
        show(div("vid-name", text("share.title")))
        show(tag("ul", *(tag("li", line) for line in _holds(good)), class_="vid-note"))
        st.button(
            text("share.make"),
            on_click=_ask,
            args=(good,),
            type="primary",
            key="share_make",
        )
        if st.session_state.get("share_asked") == good.desk:
            _made(*_linked(good))


def _holds(good: Good) -> list[str]:
    lines = [text("share.holds"), text("share.nobody")]
    if good.variant.settings.forced:
        lines.append(text("share.reasons"))
    return [*lines, text("share.where")]


def _ask(good: Good) -> None:
    st.session_state["share_asked"] = good.desk


def _linked(good: Good) -> tuple[str, InputError | None]:
    """The link of the plan on the screen; made anew where a better plan has come since."""
    asked = good.desk, good.plan.provenance.decisions_sha256, spoken()
    held = st.session_state.get("shared")
    if held is None or held[0] != asked:
        kept, fault = _keep(good)
        held = st.session_state["shared"] = (
            asked,
            (_address(good, page_address(), kept), fault),
        )
    return cast(tuple[str, InputError | None], held[1])


def _keep(good: Good) -> tuple[str, InputError | None]:
    """What recalls the decisions of a plan, or why they could not be kept."""
    try:
        return keep(root(), good.loaded, good.plan.solution), None
    except InputError as error:
        return "", error


def _made(made: str, fault: InputError | None) -> None:
    if fault is not None:
        show_faults(fault)
        show(div("vid-note", text("share.not_kept")))
    show(div("vid-note", text("share.copy")))
    st.code(made, language=None, wrap_lines=True)


def page_address() -> str:
    """Where this page is; only known while it is drawn, not when a file is made later."""
    return st.context.url or ""


def address_of(good: Good, page: str) -> str:
    """The address that opens this plan; its decisions are kept for that, where they can be.

    Where they cannot, the link has the plan solved again, and says so.
    """
    return _address(good, page, _keep(good)[0])


def comparison_addresses(plans: Mapping[str, Plan], page: str) -> dict[str, str]:
    """The addresses of compared scenarios, by their labels; each opens its own as it is filed."""
    return {
        label: links.address(
            page,
            Link(
                scenario=label,
                language=spoken(),
                file=plan.provenance.scenario_sha256[: links.SHORT],
                tables=plan.provenance.inventory_sha256[: links.SHORT],
                plan=plan.provenance.decisions_sha256[: links.SHORT],
            ),
        )
        for label, plan in plans.items()
    }


def _address(good: Good, page: str, kept: str) -> str:
    bare = link_of(good.loaded, good.plan, label_of(good.loaded.path), kept)
    whole = replace(
        bare,
        settings=good.variant.settings,
        locked=tuple(sorted(good.desk.locked)),
    )
    return links.address(page, whole)


def open_link(query: Mapping[str, str]) -> None:
    """Take in hand what the address of the page says, once; it is then an ordinary address again.

    An address that is no link changes nothing.
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
        notice = Notice(
            variant=desk.variant,
            left_out=(*unread, *opened.faults),
            changed=opened.changed,
            why=opened.recalled.why,
            plan=found.plan,
            reasons=any(came_by_link(choice) for choice in opened.link.settings.forced),
        )
    except PlannerError as error:
        notice = Notice(variant=None, error=error)
    st.session_state["link_notice"] = notice
    for part in set(links.PARTS) & set(st.query_params):
        del st.query_params[part]


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


def _dismiss() -> None:
    st.session_state.pop("link_notice", None)


def notice_lines(held: Notice, decisions_sha256: str) -> list[str]:
    """Whether this is the identical plan, and if not, what is known of why."""
    lines = [text(f"share.changed.{name}") for name in held.changed]
    if not held.why:
        lines.append(text("share.same"))
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
