"""HTML that cannot carry anything unescaped: every text goes through `tag`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import urlsplit

from planner.text import PLAIN, is_latin

# fmt: off
ELEMENTS: Final = frozenset({
    "div", "span", "p", "ul", "li", "b", "small", "table", "thead", "tbody", "tr", "th", "td",
    "caption", "details", "summary", "dl", "dt", "dd", "h1", "h2", "h3", "h4",
})
ATTRIBUTES: Final = frozenset({
    "class", "role", "title", "style", "scope", "tabindex", "aria-label", "aria-hidden",
    "aria-level", "colspan", "data-plan", "data-state", "lang",
})
# fmt: on
"""No element that runs or loads anything, no attribute that links or listens; `link` alone links."""


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML made by `tag` and `join` only, hence safe to show."""

    html: str


Child = str | Markup


def _html(child: Child) -> str:
    return child.html if isinstance(child, Markup) else escape(child)


def join(children: Iterable[Child]) -> Markup:
    """Children one after the other; plain text is escaped."""
    return Markup("".join(map(_html, children)))


def tag(name: str, *children: Child, **attributes: str) -> Markup:
    """One element; `class_` stands for `class`, `_` in other attributes for `-`.

    Raises ValueError for an element or attribute that is not on the safe list.
    """
    named = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    if name not in ELEMENTS or not named.keys() <= ATTRIBUTES:
        raise ValueError(f"not on the safe list: {name} {sorted(named)}")
    written = "".join(f' {key}="{escape(value)}"' for key, value in named.items() if value)
    return Markup(f"<{name}{written}>{join(children).html}</{name}>")


def div(class_: str, *children: Child, **attributes: str) -> Markup:
    """A `div` of one class."""
    return tag("div", *children, class_=class_, **attributes)


def span(class_: str, *children: Child, **attributes: str) -> Markup:
    """A `span` of one class."""
    return tag("span", *children, class_=class_, **attributes)


def link(words: str, address: str) -> Markup:
    """A link to a page elsewhere, which opens apart and learns nothing of this one.

    Raises ValueError for an address that is not https or names no host.
    """
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or parts.username is not None:
        raise ValueError(f"no https address: {address}")
    to = f'href="{escape(address)}" target="_blank" rel="noopener noreferrer"'
    return Markup(f"<a {to}>{escape(words)}</a>")


def table(caption: str, header: Iterable[Child], rows: Iterable[Iterable[Child]]) -> Markup:
    """A plain table; the first cell of each row heads it."""
    head = tag("tr", *(tag("th", cell, scope="col") for cell in header))
    body = [
        tag("tr", *(tag("th", c, scope="row") if i == 0 else tag("td", c) for i, c in enumerate(r)))
        for r in rows
    ]
    title = [tag("caption", caption)] if caption else []
    return tag("table", *title, tag("thead", head), tag("tbody", *body), class_="vid-table")


def foreign(words: str) -> Markup:
    """Words with the names in Latin letters marked as such, for screen readers, where the language
    spoken has other letters."""
    if is_latin():
        return join([words])
    parts = re.split(r"([A-Za-z][A-Za-z0-9 ,.'()_-]*[A-Za-z0-9)])", words)
    return join([span("", part, lang=PLAIN) if n % 2 else part for n, part in enumerate(parts)])
