"""Forcing a site or project in, barring it, releasing it: with reason, author, and the price first."""

from collections.abc import Iterable
from typing import Final, Literal

import numpy as np
import streamlit as st

from planner.alternatives import CODES
from planner.insight.displace import Swap
from planner.insight.words import works_name
from planner.plan import Entry, Plan, prepare
from planner.plan.columns import OUTSIDE
from planner.scenario import Forced, Way, forced_with, forced_without
from planner.scenario.scenario import Lock
from planner.text import byline, text, written
from planner.ui.card import releasing
from planner.ui.card.asks import price_shown, swap_question
from planner.ui.card.facts import heading
from planner.ui.card.releasing import LONGEST
from planner.ui.look.markup import div
from planner.ui.look.widgets import show
from planner.ui.session import asking, state
from planner.ui.session.acts import acting
from planner.ui.session.answering import Good
from planner.ui.session.asking import Question
from planner.ui.session.failing import heard

WAYS: Final[tuple[Way, ...]] = ("must", "never")
Price = Literal["open", "asked", "known", "unknown"]
ANY: Final = ""
"""Any works."""
WHICHEVER: Final = "any"
"""The same in the name of a button."""


def force(good: Good, entry: Entry) -> None:
    """What is required of it and by whom, with a way to release it; or the form that requires it."""
    show(heading(text("card.force")))
    if entry.forced == "promise":
        _promise(good, entry)
        return
    mine = [choice for choice in state.desk().forced if choice.subject == entry.id]
    _decided(good, entry, {(choice.way, choice.works) for choice in mine if choice.way != "free"})
    if any(choice.way == "free" for choice in mine):
        show(div("vid-note", text("card.force.freed")))
        st.button(
            text("card.force.restore"),
            on_click=acting(f"restore_{entry.id}", put_back),
            args=(entry.id,),
            key=f"restore_{entry.id}",
        )
    if not entry.forced and entry.group not in OUTSIDE:
        _form(good, entry)


def _promise(good: Good, entry: Entry) -> None:
    promises = good.loaded.scenario.rules.promises
    for promise in (p for p in promises if p.subject == entry.id):
        told = text(
            "card.force.promise", why=written(promise.reason), author=byline(promise.author)
        )
        show(div("vid-cp", told))
    if not any(promise.subject == entry.id for promise in promises):
        show(div("vid-cp", text("card.force.under_works")))


def _decided(good: Good, entry: Entry, here: set[tuple[Way, str | None]]) -> None:
    """What holds for it, each with reason and author, and a way to release what the desk set and
    what the file states, apart. here: the ways in which the desk locks it, and which
    works."""
    rules = good.loaded.scenario.rules
    held: list[tuple[Way, Lock]] = [
        *(("must", lock) for lock in rules.must if lock.subject == entry.id),
        *(("never", lock) for lock in rules.never if lock.subject == entry.id),
    ]
    for words in locks_told(good.plan, held):
        show(div("vid-cp vid-lock", words))
    if here:
        st.button(
            text("card.force.release"),
            on_click=acting(f"release_{entry.id}", release),
            args=(entry.id,),
            key=f"release_{entry.id}",
        )
    if any((way, lock.works) not in here for way, lock in held):
        show(div("vid-note", text("card.force.in_file")))
        st.button(
            text("card.force.release_file"),
            on_click=releasing.begin,
            args=(entry.id, "card"),
            key=f"release_file_{entry.id}",
        )
        releasing.form(entry.id, "card")


def locks_told(plan: Plan, held: Iterable[tuple[Way, Lock]]) -> list[str]:
    """A sentence a decision: a bar on single kinds of works names them, and excludes nothing else."""
    decisions: dict[tuple[Way, bool, str, str], list[str]] = {}
    for way, lock in held:
        works = decisions.setdefault((way, lock.works is None, lock.reason, lock.author), [])
        if lock.works is not None:
            name = works_name(plan.scenario, lock.works)
            works.append(name[:1].lower() + name[1:])
    return [
        text(
            f"card.force.set_{way}" if whole else f"card.force.works_{way}",
            works=", ".join(works),
            why=written(why),
            author=byline(author),
        )
        for (way, whole, why, author), works in decisions.items()
    ]


def release(subject: str) -> None:
    """Takes back what the desk requires; what the file states holds on."""
    forced = state.desk().forced
    state.put(forced=tuple(c for c in forced if c.subject != subject or c.way == "free"))


def put_back(subject: str) -> None:
    """What the file states of it holds again."""
    state.put(forced=forced_without(state.desk().forced, subject))


def _form(good: Good, entry: Entry) -> None:
    """Which way, what it costs, and then reason and author: nothing is required unpriced."""
    key, ways = f"way_{entry.id}", {way: text(f"card.force.{way}") for way in WAYS}
    state.hold_choice(key, None, ways)
    way = st.segmented_control(
        text("card.force.way"),
        WAYS,
        format_func=ways.__getitem__,
        key=key,
        label_visibility="collapsed",
        on_change=_ask_price,
        args=(good, entry.id, key),
    )
    if way is None:
        show(div("vid-note", text("card.force.note")))
        return
    chosen: Way = way
    works = _works(good, entry) if chosen == "must" else None

    def draw(found: Swap) -> None:
        show(price_shown(found))

    question = _price_question(entry.id, chosen, works)
    asking.place(question, good, draw, tag="force", ready=_stays)
    price = _priced(question, good)
    if price == "unknown":
        show(div("vid-cp vid-warn", text("card.force.price_unknown")))
        _ask_again(question, good)
    elif price != "known":
        show(div("vid-note", text("card.force.price_first")))
    _reasons(entry, chosen, works, price)


def kinds_of(good: Good, subject: str) -> list[str]:
    """Kinds of works that a course at a site or project can end with, in the order of their codes."""
    table = prepare(good.loaded).table
    mine = table.real & (table.group == table.subjects.index(subject))
    return [CODES[code] for code in np.unique(table.last[mine]).tolist()]


def _works(good: Good, entry: Entry) -> str | None:
    """Which works are required, where there are several; their price is worked out anew."""
    kinds, key = kinds_of(good, entry.id), f"works_{entry.id}"
    if len(kinds) < 2:
        return None
    names = {kind: works_name(good.plan.scenario, kind) for kind in kinds}
    names = {ANY: text("card.force.works.any"), **names}
    state.hold_choice(key, ANY, names)
    chosen: str = st.selectbox(
        text("card.force.works"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=_ask_price,
        args=(good, entry.id, f"way_{entry.id}"),
    )
    return chosen or None


def _reasons(entry: Entry, way: Way, works: str | None, price: Price) -> None:
    """Reason and author, and the button that requires it once its price is known, or known not to be."""
    keys = {part: f"{part}_{way}_{entry.id}" for part in ("reason", "author")}
    name = f"confirm_{way}_{works or WHICHEVER}_{entry.id}"
    with st.form(key=f"force_{way}_{entry.id}", border=False):
        st.text_area(text("card.force.reason"), key=keys["reason"], max_chars=LONGEST, height=80)
        st.text_input(text("card.force.author"), key=keys["author"], max_chars=LONGEST)
        confirm = "confirm_unpriced" if price == "unknown" else f"confirm_{way}"
        st.form_submit_button(
            text(f"card.force.{confirm}"),
            type="primary",
            key=name,
            on_click=acting(name, _confirm),
            args=(entry.id, way, works, keys),
            disabled=price not in ("known", "unknown"),
        )
    if st.session_state.get("force_missing") == (entry.id, way):
        show(div("vid-faults", text("card.force.missing"), role="alert"))


def _price_question(subject: str, way: Way, works: str | None) -> Question:
    return swap_question(subject, way, text("card.force.ask_price"), works)


@heard
def _ask_price(good: Good, subject: str, key: str) -> None:
    """Has the price of the way that was chosen worked out, where it is not known or on its way."""
    way: Way | None = st.session_state.get(key)
    if way in WAYS:
        works = st.session_state.get(f"works_{subject}") if way == "must" else None
        question = _price_question(subject, way, works or None)
        if asking.standing(question, good) == "open":
            asking.ask(question, good)


def _ask_again(question: Question, good: Good) -> None:
    """Where an answer says that none was found; of a search that was broken off its place asks."""
    if asking.answered(question) is not None:
        key = f"again_{question.key}"
        st.button(text("card.ask.again"), on_click=asking.ask, args=(question, good), key=key)


def _priced(question: Question, good: Good) -> Price:
    """Whether the price is known for the plan on the screen, or cannot be told in time."""
    standing = asking.standing(question, good)
    if standing == "answered":
        found: Swap = asking.answered(question)
        return "unknown" if found.outcome == "none_in_time" else "known"
    if standing == "asked" and _stays(asking.told(question, good)):
        return "known"
    return "unknown" if standing == "failed" else standing


def _stays(found: object) -> bool:
    """Whether it is a price that stays as it is, whatever else is still looked into."""
    return isinstance(found, Swap) and found.priced and found.outcome != "none_in_time"


def _confirm(subject: str, way: Way, works: str | None, keys: dict[str, str]) -> None:
    reason, author = (str(st.session_state.get(keys[part], "")) for part in keys)
    require(subject, way, works, reason, author)


def require(subject: str, way: Way, works: str | None, reason: str, author: str) -> None:
    """Takes the lock, where both reason and author are written; says so where they are not."""
    reason, author = reason.strip(), author.strip()
    if not (reason and author):
        st.session_state["force_missing"] = subject, way
        return
    st.session_state.pop("force_missing", None)
    choice = Forced(subject=subject, way=way, works=works, reason=reason, author=author)
    state.put(forced=forced_with(state.desk().forced, choice))
