"""What is on the desk is kept by its tab: in the address, and in a note that stays in the browser.

The address is what F5, a bookmark and a new session after a restart begin from. Beside it the tab
holds a note of what an address must not say (`planner.exchange.draft`), and hands it to a session
that begins with that address. Both follow every move; neither adds a step to the browser's history,
so that Back goes where it always went. What was done so lately that the page began anew before any
session had heard of it is handed over too, and done again. Nothing is stored on the server, and no
tab knows another's.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from typing import Final, cast

import streamlit as st

from planner.desk.desk import Desk
from planner.desk.folder import label_of, scenario_paths
from planner.desk.solving import Variant
from planner.desk.weights import WHOLE, shown
from planner.exchange.draft import (
    MOST_STEPS,
    Draft,
    address_of,
    from_note,
    to_note,
    with_reasons,
)
from planner.exchange.link import Link, in_address, is_name, to_query
from planner.exchange.opening import came_by_link
from planner.text import spoken
from planner.ui.controls.weight_rows import WEIGHTS, heard_acts
from planner.ui.keep import again, opened
from planner.ui.keep.opened import link_of_desk
from planner.ui.list import filters
from planner.ui.look.component import Component, event, mount
from planner.ui.session import acts, answering, pinning, state
from planner.ui.session.failing import heard
from planner.ui.session.pinning import Pinned

PART: Final = Component(name="draft", script="draft.js", styles=())
KEY: Final = "draft_unseen"
_SITE: Final = "site"
_NOTE: Final = "note"
_HEARD: Final = "note_heard"
_LEFT: Final = "note_left"


def session_mark() -> str:
    """By what a tab tells that another session answers it than the one its page was drawn by."""
    return cast(str, st.session_state.setdefault("mark", token_hex(8)))


def keep() -> None:
    """Has the tab keep the desk as it stands now, with what it kept before."""
    take_note()
    if st.session_state.pop(again.RESPOKEN, False):
        st.rerun()
    data = {
        "session": session_mark(),
        "query": address(),
        "note": to_note(draft()),
        "heard": bool(st.session_state.get(_HEARD)),
        "acts": {**acts.counts(), WEIGHTS: heard_acts()},
        "names": again.NAMES,
    }
    mount(PART, data, key=KEY, on_found_change=_found, on_again_change=_again)


def address() -> str:
    """The query of the page's address: the desk in hand, the language spoken, the card that is open."""
    link = opened.link_in_hand()
    said = {"lang": spoken()} if link is None else to_query(replace(link, language=spoken()))
    subject = state.selected()
    return in_address(said if subject is None else {**said, _SITE: subject})


def open_card(query: Mapping[str, str]) -> None:
    """Opens the card that an address names; one that is not in the list opens none."""
    subject = query.get(_SITE, "")
    if is_name(subject):
        state.select(subject)


def draft() -> Draft:
    """What the address leaves unsaid."""
    desk: Desk | None = st.session_state.get("desk")
    known = scenario_paths()
    opened: dict[str, str] = st.session_state.get("opened", {})
    baselines = [
        _link_of(variant, pinning.pinned_in(city))
        for city, variant in state.baselines().items()
        if Path(variant.path) in known
    ]
    steps = state.history()
    past, future = steps.past[-MOST_STEPS:], steps.future[-MOST_STEPS:]
    desks = (*past, *future, *((desk,) if desk is not None else ()))
    return Draft(
        forced=tuple(dict.fromkeys(choice for one in desks for choice in one.forced)),
        past=_links_of(past, known),
        future=_links_of(future, known),
        baselines=tuple(baselines),
        opened=tuple(
            (label_of(Path(path)), sha)
            for path, sha in opened.items()
            if desk is not None and desk.changed and path == desk.path and Path(path) in known
        ),
        exact={
            address_of(link_of_desk(one)): one.exact
            for one in desks
            if one.exact != one.preset
            and any(share.denominator > 1 for share in one.exact.values())
        },
        wanted=filters.wanted(),
        order=filters.order(),
    )


def _links_of(steps: Sequence[Desk], known: Collection[Path]) -> tuple[Link, ...]:
    return tuple(opened.link_of_desk(desk) for desk in steps if Path(desk.path) in known)


def _link_of(variant: Variant, pinned: Pinned | None) -> Link:
    link = Link(scenario=label_of(Path(variant.path)), settings=variant.settings)
    return link if pinned is None else replace(link, plan=pinned.decided, kept=pinned.kept)


@heard
def _found() -> None:
    """A session that begins is handed what its tab kept for this address."""
    if st.session_state.get(_HEARD):
        return
    match event(KEY, "found"):
        case [str(note), left]:
            st.session_state.update({_NOTE: note, _LEFT: again.speak(left)})


@heard
def _again() -> None:
    """What was done while the line was being cut is told of once more."""
    again.note_anew(event(KEY, "again"))


def take_note() -> None:
    """Takes up a note that has come: once, and before the tab is told what to keep from now on.

    What was done last, and heard by nobody, is then done again.
    """
    note = st.session_state.pop(_NOTE, None)
    if note is None:
        return
    st.session_state[_HEARD] = True
    held = from_note(note)
    if held is not None:
        take(held)
    again.note(st.session_state.pop(_LEFT, ()))


def take(held: Draft) -> None:
    """Adds to the desk in hand what its address left unsaid."""
    paths = {label_of(path): path for path in scenario_paths()}
    _reasons(held)
    if "desk" in st.session_state:
        st.session_state["desk"] = _exactly(st.session_state["desk"], held)
    filters.recall(held.wanted, held.order)
    state.recall(_desks(held.past, held), _desks(held.future, held))
    opened = {str(paths[label]): sha for label, sha in held.opened if label in paths}
    st.session_state.setdefault("opened", {}).update(opened)
    for link in held.baselines:
        if link.scenario in paths:
            variant = Variant(path=str(paths[link.scenario]), settings=link.settings)
            pinning.pin_again(variant, link.plan, link.kept)


def _desks(links: Sequence[Link], held: Draft) -> list[Desk]:
    desks = [desk for desk in map(opened.desk_at, links) if desk is not None]
    return [
        replace(_exactly(desk, held), forced=with_reasons(desk.forced, held.forced))
        for desk in desks
    ]


def _exactly(desk: Desk, held: Draft) -> Desk:
    """With its shares as they were; as they are shown where the note has others of them."""
    exact = held.exact.get(address_of(link_of_desk(desk)), {})
    same = exact.keys() == desk.exact.keys() and sum(exact.values()) == WHOLE
    if not same or shown(exact) != desk.shares:
        return desk
    return replace(desk, exact={name: exact[name] for name in desk.exact})


def _reasons(held: Draft) -> None:
    desk: Desk | None = st.session_state.get("desk")
    if desk is None or not desk.forced:
        return
    told = replace(desk, forced=with_reasons(desk.forced, held.forced))
    st.session_state["desk"] = told
    answering.reworded(desk.variant, told.variant)
    if not any(map(came_by_link, told.forced)):
        opened.reasons_known(told.variant)
