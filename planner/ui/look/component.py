"""Components of our own: script and style go over the wire once, afterwards only the data.

Streamlit sends the script of a component again with every update of its data. So each of ours is
two: a constant one with script and style, which the browser keeps while it does not change, and
beside it the data with a few lines that call that script (`browser/meeting.js`). What changes
seldom, as the ground of the map does, goes with a third, which the browser keeps likewise.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from planner.ui.look.browser_files import browser_file
from planner.ui.look.linking import linked


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A component: its name, and its files in `browser/`.

    script: the module that exports `draw(component)`, which gets the bytes of the data as
    `component.data` on every update, and `component.setTriggerValue`. styles: they hold for the
    whole page, unless there is a `markup`: with that, which each drawing begins with, the part
    stands in a shadow of its own, where no style of the page reaches it and its own stay inside.
    keeps: the script also exports `keep(component)`, which gets what changes seldom.
    """

    name: str
    script: str
    styles: tuple[str, ...]
    markup: str | None = None
    keeps: bool = False

    @property
    def does(self) -> tuple[str, ...]:
        """What the script exports."""
        return ("draw", "keep") if self.keeps else ("draw",)


@cache
def script_of(part: Component) -> str:
    """The script that goes over the wire once. Raises LinkError."""
    does = ", ".join(part.does)
    style = "".join(map(browser_file, part.styles))
    inside = f"<style>{style}</style>{browser_file(part.markup)}" if part.markup else ""
    return linked(
        f'import {{ offering }} from "./offering.js";\n'
        f'import {{ {does} }} from "./{part.script}";\n'
        f"export default offering({_js(part.name)}, {{ {does} }}, {_js(inside)});\n"
    )


@cache
def call_of(part: Component, does: str) -> str:
    """The script that goes with data, which the part draws or keeps."""
    return linked(
        f'import {{ calling }} from "./meeting.js";\n'
        f"export default calling({_js(part.name)}, {_js(does)});\n"
    )


def _js(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


@cache
def _registered(part: Component) -> tuple[ComponentRenderer, dict[str, ComponentRenderer]]:
    """(what carries script and style, by what is done with data: what carries them)."""
    isolated = part.markup is not None
    styles = () if isolated else part.styles
    code = st.components.v2.component(
        f"vidnova_{part.name}_code",
        css="".join(map(browser_file, ("unseen.css", *styles))),
        js=script_of(part),
        isolate_styles=False,
    )
    calls = {
        does: st.components.v2.component(
            f"vidnova_{part.name}_{does}", js=call_of(part, does), isolate_styles=isolated
        )
        for does in part.does
    }
    return code, calls


def mount(
    part: Component,
    data: object,
    *,
    key: str,
    kept: Mapping[str, object] | None = None,
    **callbacks: Callable[[], None],
) -> None:
    """Draw a component.

    data: bytes, or what is fit for JSON, which arrives as bytes. kept: for a part that keeps; it
    arrives as an object, and again only when it has changed. callbacks: `on_EVENT_change` for the
    events that the script triggers; `event` tells what came with them. Raises ValueError for
    numbers that JSON has not, TypeError for what it cannot say.
    """
    code, calls = _registered(part)
    code(key=f"{key}_code_unseen")
    if kept is not None:
        # As an object: the browser compares its words, and calls the script no more than need be.
        calls["keep"](key=f"{key}_kept_unseen", data=kept)
    if not isinstance(data, bytes):
        packed = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        data = packed.encode()
    cast(Callable[..., Any], calls["draw"])(key=key, data=data, **callbacks)


def event(key: str, name: str) -> object:
    """What the component of that key has just sent under that name, if anything."""
    state = st.session_state.get(key)
    return state.get(name) if isinstance(state, Mapping) else None
