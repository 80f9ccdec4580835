"""Forcing a site or project in, barring it, releasing it: with reason, author, and the price first."""

from typing import Final

import streamlit as st

from planner.insight.displace import Swap
from planner.plan import Entry
from planner.scenario import Forced, Way, forced_with, forced_without
from planner.text import carried, text
from planner.ui.card.asks import price_shown, swap_question
from planner.ui.card.facts import heading
from planner.ui.look.markup import div
from planner.ui.look.widgets import show
from planner.ui.session import asking, state
from planner.ui.session.answering import Good
from planner.ui.session.failing import heard

WAYS: Final[tuple[Way, ...]] = ("must", "never")
LONGEST: Final = 400
"""Letters of a reason or an author, as in a scenario file."""


def force(good: Good, entry: Entry) -> None:
    """What is required of it and by whom, with a way to release it; or the form that requires it."""
    show(heading(text("card.force")))
    if entry.forced == "promise":
        _promise(good, entry)
        return
    mine = [choice for choice in state.desk().forced if choice.subject == entry.id]
    if _locked(good, entry, mine):
        return
    if any(choice.way == "free" for choice in mine):
        show(div("vid-note", text("card.force.freed")))
        st.button(
            text("card.force.restore"),
            on_click=_put_back,
            args=(entry.id,),
            key=f"restore_{entry.id}",
        )
    if entry.group != "unplannable":
        _form(good, entry)


def _promise(good: Good, entry: Entry) -> None:
    promises = good.loaded.scenario.rules.promises
    for promise in (p for p in promises if p.subject == entry.id):
        told = text("card.force.promise", why=promise.reason, author=promise.author)
        show(div("vid-cp", told))


def _locked(good: Good, entry: Entry, mine: list[Forced]) -> bool:
    """Shows the locks that hold, each with reason and author; whether there are any."""
    rules = good.loaded.scenario.rules
    held = [
        (way, lock)
        for way, locks in (("must", rules.must), ("never", rules.never))
        for lock in locks
        if lock.subject == entry.id
    ]
    set_here = {choice.way for choice in mine if choice.way != "free"}
    for way, lock in held:
        told = text(f"card.force.set_{way}", why=lock.reason, author=lock.author)
        show(div("vid-cp vid-lock", told))
    if not held:
        return False
    by_file = any(way not in set_here for way, _ in held)
    if by_file:
        show(div("vid-note", text("card.force.in_file")))
    st.button(
        text("card.force.release"),
        on_click=_release,
        args=(entry.id, by_file),
        key=f"release_{entry.id}",
    )
    return True


@heard
def _release(subject: str, by_file: bool) -> None:
    """A lock of the page is taken back; one of the file is released until the desk says otherwise."""
    forced = state.desk().forced
    if by_file:
        state.put(forced=forced_with(forced_without(forced, subject), _free(subject)))
        return
    state.put(forced=tuple(c for c in forced if c.subject != subject or c.way == "free"))


def _free(subject: str) -> Forced:
    return Forced(subject=subject, way="free")


@heard
def _put_back(subject: str) -> None:
    state.put(forced=forced_without(state.desk().forced, subject))


def _form(good: Good, entry: Entry) -> None:
    way = st.segmented_control(
        text("card.force.way"),
        WAYS,
        format_func=carried(lambda way: text(f"card.force.{way}")),
        key=f"way_{entry.id}",
        label_visibility="collapsed",
    )
    if way is None:
        show(div("vid-note", text("card.force.note")))
        return
    chosen: Way = way

    def draw(found: Swap) -> None:
        show(price_shown(found))

    label = text("card.force.ask_price")
    asking.place(swap_question(entry.id, chosen, label), good, draw, tag="force")
    keys = {part: f"{part}_{chosen}_{entry.id}" for part in ("reason", "author")}
    with st.form(key=f"force_{chosen}_{entry.id}", border=False):
        st.text_area(text("card.force.reason"), key=keys["reason"], max_chars=LONGEST, height=80)
        st.text_input(text("card.force.author"), key=keys["author"], max_chars=LONGEST)
        st.form_submit_button(
            text(f"card.force.confirm_{chosen}"),
            type="primary",
            on_click=_confirm,
            args=(entry.id, chosen, keys),
        )
    if st.session_state.get("force_missing") == (entry.id, chosen):
        show(div("vid-faults", text("card.force.missing"), role="alert"))


@heard
def _confirm(subject: str, way: Way, keys: dict[str, str]) -> None:
    """Takes the lock, where both reason and author are written; says so where they are not."""
    reason, author = (str(st.session_state.get(keys[part], "")).strip() for part in keys)
    if not (reason and author):
        st.session_state["force_missing"] = subject, way
        return
    st.session_state.pop("force_missing", None)
    choice = Forced(subject=subject, way=way, reason=reason, author=author)
    state.put(forced=forced_with(state.desk().forced, choice))
