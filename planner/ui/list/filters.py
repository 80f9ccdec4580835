"""Search and filters above the list: which of the sites and projects are shown."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, cast

import streamlit as st

from planner.arrays import Flags
from planner.insight.finding import Wanted, find
from planner.insight.options import Options, options
from planner.insight.orders import ORDERS, Order
from planner.plan import Plan
from planner.text import text, whole
from planner.ui.look.markup import div
from planner.ui.look.widgets import show
from planner.ui.look.words import plain
from planner.ui.session.failing import heard
from planner.ui.session.state import seed, seed_choice

SETS: Final = ("districts", "uses", "statuses", "works")
"""Filters in the order of their panel; names of the fields of `Wanted` and of `Options`."""
Choices = Mapping[str, tuple[str, tuple[str, ...]]]
"""First value -> the word for it, and all values that the word stands for."""
_HELD: Final = "wanted"
_ORDER: Final = "ordered"


def wanted() -> Wanted:
    """What the reader looks for now; kept while other pages are open."""
    return cast(Wanted, st.session_state.get(_HELD, Wanted()))


def clear() -> None:
    """Show everything again."""
    st.session_state[_HELD] = Wanted()


def order() -> Order:
    """The order in which the reader has the list; kept while other pages are open."""
    return cast(Order, st.session_state.get(_ORDER, ORDERS[0]))


def recall(sought: Wanted, read: Order) -> None:
    """Takes up how the list was read before; what is looked for by now stays."""
    if wanted().all:
        st.session_state[_HELD] = sought
    st.session_state.setdefault(_ORDER, read)


@heard
def _reorder() -> None:
    asked = st.session_state["list_order"]
    if asked in ORDERS:  # a click may come before a menu of other words is drawn
        st.session_state[_ORDER] = asked


def order_menu() -> None:
    """What orders the list, to choose."""
    names: dict[str, str] = {each: text(f"list.order.{each}") for each in ORDERS}
    seed_choice("list_order", order(), names)
    st.selectbox(
        text("list.order"),
        ORDERS,
        format_func=names.__getitem__,
        key="list_order",
        label_visibility="collapsed",
        width=196,
        on_change=_reorder,
    )


def _search() -> None:
    st.session_state[_HELD] = replace(wanted(), words=st.session_state["find_words"])


@heard
def _filter(name: str, choices: Choices) -> None:
    picked = st.session_state[f"find_{name}"]
    values = frozenset(value for first in picked for value in choices[first][1])
    st.session_state[_HELD] = _with(wanted(), {name: values})


def _with(now: Wanted, sets: Mapping[str, frozenset[str]]) -> Wanted:
    given = {name: sets.get(name, getattr(now, name)) for name in SETS}
    return replace(
        now,
        districts=given["districts"],
        uses=given["uses"],
        statuses=given["statuses"],
        works=given["works"],
    )


def choices_of(offered: Options, name: str) -> Choices:
    """The choices of one filter; values of the same word are one choice."""
    words: dict[str, list[str]] = {}
    for option in getattr(offered, name):
        words.setdefault(option.label, []).append(option.value)
    return {values[0]: (label, tuple(values)) for label, values in words.items()}


def filters(plan: Plan, beside: Callable[[], None] | None = None) -> Flags | None:
    """The search box and the filters; (n,) in list order what they leave, none where all is left.

    Choices that another inventory does not offer are given up. beside: draws what stands beside the
    search where the page is narrow.
    """
    now = wanted()
    if not now.all:
        now = _within(now, options(plan))
    st.session_state[_HELD] = now
    with st.container(key="find", horizontal=True, vertical_alignment="center", gap="small"):
        seed("find_words", now.words)
        st.text_input(
            text("list.find"),
            key="find_words",
            type="search",
            live=True,
            placeholder=text("list.find.short"),
            icon=":material/search:",
            label_visibility="collapsed",
            on_change=_search,
        )
        if beside is not None:
            beside()
        order_menu()
        _panel(plan, now)
        if not now.all:
            st.button(text("list.find.clear"), type="tertiary", on_click=clear, key="find_clear")
    if now.all:
        return None
    found = find(plan, now)
    counted = text(
        "list.find.count",
        n=int(found.sum()),
        n_text=whole(int(found.sum())),
        total=whole(len(found)),
    )
    told = [counted, *(word for name in SETS for word in _words(plan, now, name))]
    show(div("vid-note", " · ".join(told), role="status"))
    return found


def _panel(plan: Plan, now: Wanted) -> None:
    """The button, of one name throughout, since a box shuts whose name changes; behind it the
    filters, made when they are asked for."""
    with st.popover(
        text("list.filter"), icon=":material/filter_list:", on_change="rerun", key="find_panel"
    ) as shown:
        if not shown.open:
            return
        offered = options(plan)
        for name in SETS:
            choices = choices_of(offered, name)
            if len(choices) > 1:
                _choice(name, choices, _chosen(plan, now, name))


def _chosen(plan: Plan, now: Wanted, name: str) -> list[str]:
    """What is chosen of one filter, in the order of its choices."""
    held = getattr(now, name)
    return [v for v in choices_of(options(plan), name) if v in held] if held else []


def _words(plan: Plan, now: Wanted, name: str) -> list[str]:
    """The words of what is chosen of one filter."""
    chosen = _chosen(plan, now, name)
    words = choices_of(options(plan), name) if chosen else {}
    return [words[value][0] for value in chosen]


def _choice(name: str, choices: Choices, chosen: list[str]) -> None:
    words = {value: plain(told) for value, (told, *_) in choices.items()}
    seed_choice(f"find_{name}", chosen, words)
    st.pills(
        text(f"list.filter.{name}"),
        list(words),
        selection_mode="multi",
        format_func=words.__getitem__,
        key=f"find_{name}",
        on_change=_filter,
        args=(name, choices),
    )


def _within(now: Wanted, offered: Options) -> Wanted:
    """Only what is offered."""
    return _with(
        now,
        {
            name: getattr(now, name) & {option.value for option in getattr(offered, name)}
            for name in SETS
        },
    )
