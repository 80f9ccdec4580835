"""Components of our own: script and style go over the wire once, afterwards only the data.

Streamlit sends the script of a component again with every update of its data. So each of ours is
two: a constant one with script and style, which the browser keeps while it does not change, and
beside it the data with a few lines that call that script.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, cast

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from planner.ui.look.browser_files import browser_file

_MEET: Final = """
const parts = (globalThis.vidnovaParts ??= {});
const part = (parts["NAME"] ??= {});
part.ready ??= new Promise((done) => { part.done = done; });
"""
"""Whichever of the two comes first waits for the other."""
_CALL: Final = "export default async (component) => { await part.ready; part.draw(component); };"
_OFFER: Final = "export default () => { part.draw = draw; part.done(); };"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A component: its name, and its files in `browser/`.

    Its styles hold for the whole page. Together the scripts define `draw(component)`, which gets the bytes of the data as
    `component.data` on every update, and `component.setTriggerValue`.
    """

    name: str
    scripts: tuple[str, ...]
    styles: tuple[str, ...]


@cache
def _registered(part: Part) -> tuple[ComponentRenderer, ComponentRenderer]:
    """(what carries script and style, what carries the data)."""
    meet = _MEET.replace("NAME", part.name)
    script = "\n".join([*map(browser_file, part.scripts), meet, _OFFER])
    # The constant one has nothing to show, and must leave no gap where it stands.
    unseen = f".st-key-{part.name}_code{{position:absolute;height:0;overflow:hidden}}\n"
    code = st.components.v2.component(
        f"vidnova_{part.name}_code",
        css="\n".join([unseen, *map(browser_file, part.styles)]),
        js=script,
        isolate_styles=False,
    )
    call = st.components.v2.component(f"vidnova_{part.name}", js=meet + _CALL, isolate_styles=False)
    return code, call


def mount(part: Part, data: Any, *, key: str, **callbacks: Callable[[], None]) -> None:
    """Draw a component with `data`, which must be fit for JSON; one of a part on a page.

    callbacks: `on_EVENT_change` for the events that the script triggers.
    """
    code, call = _registered(part)
    code(key=f"{part.name}_code")
    packed = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    cast(Callable[..., Any], call)(key=key, data=packed.encode(), **callbacks)
