"""A box for an amount of money in the scenario's unit, typed as the page's language writes numbers.

The browser's own number box reads them as the browser's language does, and what it cannot read it
drops without a word. Here what cannot be read is refused in words, and nothing changes.

A box that nobody touched never speaks. Streamlit tells a browser once that a box has another value;
where a drawing overtakes the one before, or the line is cut, that is lost: the box stands empty, or
at the amount before, and comes back with the next click as if it had been typed. So the amount is
what the box holds of itself, in every drawing; and when it is changed by other hands - another
scenario, a step back, a fund - the box is another one, of which the browser remembers nothing.
"""

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN
from typing import Final

import streamlit as st

from planner.money import MINOR_PER_MAJOR, Tender
from planner.text import exact_amount, in_money, read_number, text, whole
from planner.ui.look.markup import div
from planner.ui.look.widgets import show
from planner.ui.session import state
from planner.ui.session.acts import acting

MOST: Final = 10**12
"""Whole units of any currency: more than any city has; a slip of the keyboard is refused."""
LONGEST: Final = 40
"""Characters of an amount with all its blanks."""


def amount_box(
    label: str,
    minor: int,
    take: Callable[[int], None],
    *,
    tender: Tender,
    key: str,
    help_words: str | None = None,
    width: int | None = None,
) -> None:
    """A box that shows an amount and hands a changed one over; both in minor units."""
    shown = exact_amount(minor, tender)
    st.text_input(
        label,
        value=shown,
        max_chars=LONGEST + _replaced(key, shown),  # with the key it is what tells boxes apart
        key=key,
        help=help_words,
        width="stretch" if width is None else width,
        on_change=acting(key, _typed),
        args=(key, shown, take, tender),
    )
    refused = st.session_state.get(_refusal(key))
    if refused is not None:
        show(
            div(
                "vid-stale",
                text(refused[0], value=refused[1], most=in_money(whole(_most(tender)), tender)),
                role="alert",
            )
        )


def _replaced(key: str, shown: str) -> int:
    """How many boxes have stood in this place before; the one that was typed into stays."""
    held, times = st.session_state.get(_box(key), (shown, 0))
    typed = st.session_state.pop(_typing(key), False)
    if held != shown and not typed:
        times += 1
        st.session_state.pop(_refusal(key), None)
    elif typed or _refusal(key) in st.session_state:
        state.seed(key, shown)  # what was typed, as an amount is written
    st.session_state[_box(key)] = shown, times
    return int(times)


def _box(key: str) -> str:
    return f"{key}_box"


def _typing(key: str) -> str:
    return f"{key}_typed"


def _most(tender: Tender) -> int:
    """In the scenario's unit."""
    return MOST * MINOR_PER_MAJOR // tender.size


def _refusal(key: str) -> str:
    return f"{key}_refused"


def _typed(key: str, shown: str, take: Callable[[int], None], tender: Tender) -> None:
    st.session_state[_typing(key)] = read_amount(key, str(st.session_state[key]), take, tender)


def read_amount(key: str, typed: str, take: Callable[[int], None], tender: Tender) -> bool:
    """Hands over an amount that was typed into a box, or has the box refuse it in words; whether it was read."""
    number = read_number(typed)
    st.session_state.pop(_refusal(key), None)
    if number is None:
        st.session_state[_refusal(key)] = ("plan.amount.unread", typed)
    elif not 0 <= number <= _most(tender):
        st.session_state[_refusal(key)] = ("plan.amount.range", typed)
    else:
        take(int((number * tender.size).to_integral_value(ROUND_HALF_EVEN)))
        return True
    return False
