"""What each plan gives against the first, in a block of its own; its heading names the most."""

from collections.abc import Sequence

from planner.insight import Comparison, Difference, judgements, label, sentences, warnings
from planner.insight.sentence import changes_told, losses_told
from planner.text import text
from planner.ui.look.letters import badge, ink
from planner.ui.look.markup import Markup, div, span, tag


def blocks(comparison: Comparison, letters: Sequence[int]) -> Markup:
    """A block for each plan but the reference. letters: of each plan, the reference's first."""
    pairs = zip(comparison.differences, letters[1:], strict=True)
    return div("vid-versus", *(_block(comparison, d, letter) for d, letter in pairs))


def _block(comparison: Comparison, difference: Difference, letter: int) -> Markup:
    key = difference.key
    gained, given_up = (changes_told(comparison, key, sign) for sign in (1, -1))
    works = sentences(comparison, key)[0]
    lines: list[Markup] = [div("vid-stale", words) for words in warnings(comparison, key)]
    lines += [
        tag("p", text(f"compare_page.also_{way}", figures="; ".join(rest)))
        for way, rest in (("gained", gained[1:]), ("given_up", given_up[1:]))
        if rest
    ]
    lines += [tag("p", words) for words in losses_told(difference)]
    lines.append(tag("p", works, class_="q"))
    lines += [tag("p", words, class_="q") for words in judgements(comparison, key)]
    told = _headline(gained[:1], given_up[:1])
    words = text("compare_page.headline", plan=label(comparison, key), told=told)
    return div(
        "vid-told", tag("h2", badge(letter), " ", span("", words)), *lines, style=ink(letter)
    )


def _headline(gained: Sequence[str], given_up: Sequence[str]) -> str:
    """The largest gain and the largest loss against the reference, in plain counts."""
    if gained and given_up:
        return text("compare_page.but", gained=gained[0], given_up=given_up[0])
    return "".join([*gained, *given_up]) or text("compare_page.no_change")
