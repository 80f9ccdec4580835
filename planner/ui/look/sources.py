"""Sources as tables name them, in words: what is an address in them can be followed."""

import re
from typing import Final

from planner.text import PLAIN, is_latin
from planner.ui.look.markup import Child, Markup, foreign, join, link, span

_ENDS: Final = "com|org|net|info|gov|edu|int|media|news|city|online|today|[a-z]{2}"
"""Of a host: those of countries, and those that sources have. A file is none, whatever its suffix."""
_HOST: Final = rf"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_ENDS})"
_ADDRESS: Final = re.compile(
    rf"(?<![\w@./:-])(?:https://)?{_HOST}(?![\w-]|\.\w)(?:/[^\s;,()«»\"'<>]*[^\s;,.:()«»\"'<>])?"
)


def sourced(words: str) -> Markup:
    """Words of a source with its addresses as links; names in Latin letters marked as such.

    A host alone is taken for its page under https; whatever is no address stays words.
    """
    parts: list[Child] = []
    end = 0
    for found in _ADDRESS.finditer(words):
        parts += [foreign(words[end : found.start()]), _link(found[0])]
        end = found.end()
    return join([*parts, foreign(words[end:])])


def _link(told: str) -> Markup:
    made = link(
        told.removeprefix("https://"), told if told.startswith("https://") else f"https://{told}"
    )
    return made if is_latin() else span("", made, lang=PLAIN)
