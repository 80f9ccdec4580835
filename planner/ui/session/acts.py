"""Acts at the desk: each is counted by the name of its control, so that its page knows which were heard.

What a page did that nobody had heard when it began anew, or when its line was cut, it tells of
again: `planner.ui.keep.again` does it then.
"""

from collections.abc import Callable, Mapping
from typing import Final, ParamSpec, cast

import streamlit as st

from planner.ui.session.failing import heard

P = ParamSpec("P")
_HEARD: Final = "acts_heard"


def counts() -> Mapping[str, int]:
    """How many acts of each control this session has heard."""
    return cast(Mapping[str, int], st.session_state.get(_HEARD, {}))


def count(name: str) -> int:
    """One more was heard; which one it is."""
    number = counts().get(name, 0) + 1
    st.session_state[_HEARD] = {**counts(), name: number}
    return number


def acting(name: str, act: Callable[P, None]) -> Callable[P, None]:
    """What a press or a change of the control of this name calls."""

    def counted(*args: P.args, **kwargs: P.kwargs) -> None:
        count(name)
        heard(act)(*args, **kwargs)

    return counted
