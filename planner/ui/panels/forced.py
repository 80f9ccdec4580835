"""What is required of single buildings and projects, and the other rules, by the file or here, each with
its release."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from planner.insight.rules import Ruled, rule_words, rules_held, rules_taken_out
from planner.insight.words import works_name
from planner.scenario import Forced, Loaded, Way
from planner.scenario.scenario import Lock
from planner.text import byline, name_of, text, whole, written
from planner.ui.card import releasing
from planner.ui.card.force import put_back, release
from planner.ui.look.markup import Markup, div, foreign, span
from planner.ui.look.widgets import show, title
from planner.ui.look.words import plain
from planner.ui.session.acts import acting
from planner.ui.session.answering import Good

Held = Mapping[tuple[str, Way, bool], list[Lock]]
"""Subject, way, whether the file states it -> its locks."""


def _ask_why(subject: str) -> None:
    releasing.begin(subject, "forced")


def panel(good: Good) -> None:
    """A sentence for each requirement, then the other rules; nothing where there is none."""
    locks = _locks(good)
    freed = [choice for choice in good.desk.forced if choice.way in ("free", "rule")]
    others = [
        rule for rule in rules_held(good.plan) if not rule.name.startswith(("must.", "never."))
    ]
    gone = [rule for rule in rules_taken_out(good.plan) if rule.files]
    if not (locks or freed or others or gone):
        return
    with st.container(key="forced", gap="xsmall"):
        show(title(text("desk.forced"), whole(len(locks))))
        for (subject, way, by_file), held in locks.items():
            act, of = (_ask_why, "file") if by_file else (release, "desk")
            _line(good, subject, way, held, act, f"{way}_{of}")
            if by_file:
                releasing.form(subject, "forced")
        for choice in freed:
            _line(good, choice.subject, "free", [choice], put_back, "free")
        for rule in others:
            _rule(rule)
        for rule in gone:
            show(_told(rule))


def _rule(rule: Ruled) -> None:
    """A rule that holds, in words; beside it what releases it."""
    if not rule.releasable:
        show(_told(rule))
        return
    with st.container(horizontal=True, wrap=False, vertical_alignment="top", gap="xsmall"):
        with st.container(width="stretch"):
            show(_told(rule))
        label = text("desk.forced.undo", name=plain(rule.words))
        st.button(
            label,
            icon=":material/close:",
            help=label,
            on_click=_ask_why,
            args=(rule.name,),
            key=f"unforce_rule_{rule.name}",
            type="tertiary",
        )
    releasing.form(rule.name, "forced", "rule")


def _told(rule: Ruled) -> Markup:
    return div("vid-forced", rule.words, div("vid-note", foreign(_why(rule))))


def _why(rule: Ruled) -> str:
    """Who set it and why, where it says so, and where it comes from."""
    why = [written(rule.reason), byline(rule.author)] if rule.reason else []
    return ". ".join([*why, _first_capital(rule.origin)])


def _first_capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _locks(good: Good) -> Held:
    """The locks that hold, those of one subject, way and origin together."""
    rules, found = good.loaded.scenario.rules, dict[tuple[str, Way, bool], list[Lock]]()
    here = {(choice.subject, choice.way, choice.works) for choice in good.desk.forced}
    ways: tuple[tuple[Way, tuple[Lock, ...]], ...] = (("must", rules.must), ("never", rules.never))
    for way, locks in ways:
        for lock in locks:
            by_file = (lock.subject, way, lock.works) not in here
            found.setdefault((lock.subject, way, by_file), []).append(lock)
    return found


def _line(
    good: Good,
    subject: str,
    way: Way,
    held: Sequence[Lock | Forced],
    act: Callable[[str], None],
    key: str,
) -> None:
    """What is required, why and by whom; beside it what takes it away."""
    loaded = good.loaded
    works = [works_name(loaded.scenario, lock.works) for lock in held if lock.works is not None]
    shown = f"desk.forced.{way}_works" if works else f"desk.forced.{way}"
    told = text(shown, works=", ".join(works)) if works else text(shown)
    why = dict.fromkeys(
        part for lock in held for part in (written(lock.reason), byline(lock.author)) if part
    )
    name = _name(good, subject)
    with st.container(horizontal=True, wrap=False, vertical_alignment="top", gap="xsmall"):
        with st.container(width="stretch"):
            parts = [*why, *map(_first_capital, _origin(loaded, way, held))]
            reason = div("vid-note", foreign(". ".join(parts)))
            show(div("vid-forced", span("w", told), " ", name, reason))
        label = text("desk.forced.undo", name=plain(name))
        st.button(
            label,
            icon=":material/close:",
            help=label,
            on_click=acting(f"unforce_{key}_{subject}", act),
            args=(subject,),
            key=f"unforce_{key}_{subject}",
            type="tertiary",
        )


def _origin(loaded: Loaded, way: Way, locks: Sequence[Lock | Forced]) -> list[str]:
    """Where locks come from; nothing of a release, which comes from the page."""
    names = [".".join(filter(None, (way, lock.subject, lock.works))) for lock in locks]
    files = dict.fromkeys(file for name in names for file in loaded.origins.get(name, ()))
    if way == "free":
        return []
    return [text("rule.from", files=", ".join(files)) if files else text("rule.from_desk")]


def _name(good: Good, subject: str) -> str:
    """Of a site or project; of a rule what it says."""
    loaded = good.loaded
    for part in (loaded.inventory.sites, loaded.inventory.projects):
        if subject in part.id:
            return name_of(part.names(part.id.index(subject)))
    return rule_words(good.plan, loaded.filed, subject)
