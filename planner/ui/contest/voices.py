"""What a plan of new construction says of itself and what its critics say, in equal room.

Both sides have the same grid, the same number of lines, and a last line of what is not known.
"""

from collections.abc import Sequence

from planner.domain import Names
from planner.scenario.about import Debate, Voice
from planner.text import PLAIN, name_of, text, when
from planner.ui.look.markup import Child, Markup, div, foreign, join, link, span, tag


def debate(about: Debate) -> Markup:
    """The two sides beside each other, critics of new construction on the side of repair."""
    sides = (
        ("critics", about.critics, about.critics_unknown),
        ("authors", about.authors, about.authors_unknown),
    )
    lines = len(about.critics) + 2
    return join(
        [
            div("vid-h", _say(about.plan), role="heading", aria_level="2"),
            div("vid-voices", *(_side(*side) for side in sides), style=f"--lines:{lines}"),
        ]
    )


def _say(words: Names) -> Markup:
    return foreign(name_of(words.words))


def _side(side: str, voices: Sequence[Voice], unknown: Names) -> Markup:
    title = div("t", text(f"contest.{side}"), role="heading", aria_level="3")
    return div(
        f"voices {side}",
        title,
        *(_voice(voice) for voice in voices),
        div("unknown", _say(unknown)),
    )


def _voice(voice: Voice) -> Markup:
    said = div("s", tag("b", _say(voice.who)), ": ", _say(voice.says))
    host = voice.link.removeprefix("https://").partition("/")[0].removeprefix("www.")
    source: list[Child] = [_link(host, voice.link)]
    date = when(voice.date) if voice.date else text("contest.undated")
    source += [" ", span("d", date)]
    return div("voice", said, div("from", *source))


def _link(words: str, address: str) -> Markup:
    """A link by the name of its page, which is in Latin letters."""
    return span("", link(words, address), lang=PLAIN)


def asked() -> Markup:
    """That nobody in the city has been asked with this tool."""
    return div(
        "vid-stale vid-unasked",
        tag("b", text("contest.unasked")),
        " ",
        span("", text("contest.unasked.why")),
        role="note",
    )
