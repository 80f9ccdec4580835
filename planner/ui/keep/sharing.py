"""A link that opens the identical plan elsewhere."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import cast

import streamlit as st

from planner.desk.folder import label_of
from planner.errors import InputError
from planner.exchange import link as links
from planner.exchange.decisions import keep
from planner.exchange.link import Link, link_of
from planner.plan import Plan
from planner.scenario.files.naming import root
from planner.text import spoken, text
from planner.ui.look.markup import div, tag
from planner.ui.look.refusing import show_faults
from planner.ui.look.widgets import show
from planner.ui.session.answering import Good


def panel(good: Good) -> None:
    """The button; behind it the link, and what it carries."""
    label = text("share.button")
    with st.popover(label, icon=":material/share:", on_change="rerun", key="keep_share") as shown:
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


def comparison_addresses(
    plans: Mapping[str, Plan], page: str, unsaved: Mapping[str, Link] = MappingProxyType({})
) -> dict[str, str]:
    """The addresses of compared plans, by their keys: of saved scenarios, which open as filed, and
    of those that are not saved by their links."""
    return {
        key: links.address(
            page,
            replace(
                unsaved.get(key) or _filed(key, plan),
                language=spoken(),
                tables=plan.provenance.inventory_sha256[: links.SHORT],
                plan=plan.provenance.decisions_sha256[: links.SHORT],
            ),
        )
        for key, plan in plans.items()
    }


def _filed(label: str, plan: Plan) -> Link:
    return Link(scenario=label, file=plan.provenance.scenario_sha256[: links.SHORT])


def _address(good: Good, page: str, kept: str) -> str:
    bare = link_of(good.loaded, good.plan, label_of(good.loaded.path), kept)
    whole = replace(
        bare,
        settings=good.variant.settings,
        locked=tuple(sorted(good.desk.locked)),
    )
    return links.address(page, whole)
