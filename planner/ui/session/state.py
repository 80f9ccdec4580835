"""What one session holds: language, the desk with its history, pinned baselines, last good plan.

Widgets lose their values when their page is left, so the desk is kept apart from them: before
a widget is drawn it is set from the desk, and its callback writes back.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, cast

import streamlit as st

from planner.desk.desk import Desk, fresh
from planner.desk.folder import label_of, scenario_paths
from planner.desk.history import History
from planner.desk.solving import Variant, scenario_of
from planner.errors import Fault, InputError
from planner.scenario import Loaded
from planner.scenario.files.naming import root
from planner.scenario.scenario import Scenario
from planner.text import DEFAULT, LANGUAGES, Language
from planner.ui.look.palette import Theme

__all__ = ["Desk", "label_of", "root", "scenario_paths"]

SAVED_FOR: Final = 6.0
"""Seconds for which it is told that something was saved."""
DEFAULT_SCENARIO: Final = Path("kharkiv") / "balanced.yaml"


def language() -> Language:
    """The language of this session; Ukrainian until another is chosen."""
    chosen = st.session_state.get("language")
    return chosen if chosen in LANGUAGES else DEFAULT


def set_language(chosen: Language) -> None:
    """Speak this language from now on."""
    st.session_state["language"] = chosen


def chosen_path() -> Path | None:
    """The scenario in hand: the one chosen, else the default, else the first there is."""
    paths = scenario_paths()
    stated = st.session_state.get("chosen")
    if stated and Path(stated) in paths:
        return Path(stated)
    return first_path()


def first_path() -> Path | None:
    """The scenario of a session that has chosen none; None where there is none at all."""
    paths, default = scenario_paths(), root() / DEFAULT_SCENARIO
    return default if default in paths else next(iter(paths), None)


def choose(path: Path) -> None:
    """Take another scenario in hand, as its file stands."""
    left = _held()
    st.session_state["chosen"] = str(path)
    st.session_state.pop("desk", None)
    if left is not None:
        _remember(left)


def desk() -> Desk:
    """The settings in hand; taken from the file where there are none. Raises InputError."""
    held, path = _held(), chosen_path()
    if held is not None and path is not None and held.path == str(path):
        return held
    made = fresh_desk(path)
    st.session_state["desk"] = made
    return made


def _held() -> Desk | None:
    return cast(Desk | None, st.session_state.get("desk"))


def fresh_desk(path: Path | None) -> Desk:
    """The desk as a scenario file sets it. Raises InputError, also where there is none at all."""
    return fresh(_stated(path))


def _stated(path: Path | None) -> Path:
    if path is None:
        raise InputError([Fault(key="ui_no_scenario", file=root().as_posix())])
    return path


def scenario_at(path: Path | None) -> Loaded:
    """A scenario as its file stands. Raises InputError, also where there is none at all."""
    return scenario_of(_stated(path))


def scenario_in_hand() -> Scenario:
    """The scenario of the desk, as its file stands. Raises InputError."""
    return scenario_of(Path(desk().path)).scenario


def go_to(address: str) -> None:
    """Have the page of this address shown next."""
    st.session_state["go_to"] = address


def seed(key: str, value: object) -> None:
    """Set a widget from the desk, but only where it differs: a value on its way is not undone."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def seed_choice(key: str, value: object, names: Mapping[Any, str]) -> None:
    """Set a menu from what is held where it differs, or the words of its choices have changed.

    A browser knows choices by their words: once these differ, its own choice would be none of them,
    and the words themselves, or the first choice, be taken for picked.
    """
    worded = f"{key}_names"
    if st.session_state.get(worded) != names:
        st.session_state.update({key: value, worded: dict(names)})
    seed(key, value)


def hold_choice(key: str, usual: object, names: Mapping[Any, str]) -> None:
    """The same for a menu that alone knows what is chosen in it: it stays so in other words.

    usual: what it begins with; None for a menu in which nothing need be chosen.
    """
    last = f"{key}_last"
    known = (*names, *((None,) if usual is None else ()))
    now = st.session_state.get(key, usual)
    if now not in known:  # words of before
        now = st.session_state.get(last, usual)
    now = now if now in known else usual
    st.session_state[last] = now
    seed_choice(key, now, names)


def put(**changes: object) -> None:
    """Change something on the desk; what it was can be had back."""
    before = desk()
    after = replace(before, **changes)  # type: ignore[arg-type]
    if after != before:
        st.session_state["desk"] = after
        _remember(before)


def take(made: Desk) -> None:
    """Take a whole desk in hand, such as one that a link describes."""
    before = _held()
    st.session_state.update(chosen=made.path, desk=made)
    if before is not None and before != made:
        _remember(before)


def history() -> History[Desk]:
    """What can be undone and redone."""
    return cast(History[Desk], st.session_state.get("history", History()))


def hold_choices(key: str, usual: Sequence[object], names: Mapping[Any, str]) -> None:
    """The same for a menu of which several may be chosen."""
    now = st.session_state.get(key, usual)
    seed_choice(key, [choice for choice in now if choice in names], names)


def recall(past: Sequence[Desk], future: Sequence[Desk]) -> None:
    """Steps of an earlier session come before this one's; what was undone there, after no move."""
    held = history()
    after = held.future if held.past else (*future, *held.future)
    steps = replace(held, past=(*past, *held.past), future=after)
    st.session_state["history"] = steps


def _remember(before: Desk) -> None:
    st.session_state["history"] = history().moving(before, time.monotonic())


def undo() -> None:
    """Back to the desk before the last step; the plan that was made for it comes back with it.

    Nothing where there is no such step: a second click may come before the first is drawn.
    """
    if history().past:
        _step(*history().undone(desk()))


def redo() -> None:
    """Forward to what was undone last, if anything was."""
    if history().future:
        _step(*history().redone(desk()))


def _step(there: Desk, left: History[Desk]) -> None:
    st.session_state.update(chosen=there.path, desk=there, history=left)


def theme() -> Theme:
    """Ground of the page, for drawings, which cannot follow a style sheet."""
    return "dark" if st.context.theme.type == "dark" else "light"


def pin(variant: Variant) -> None:
    """Compare with these settings from now on, in their city."""
    baselines()[city_of(variant.path)] = variant


def baseline() -> Variant | None:
    """The settings compared with in the city in hand; its first good plan's until others are."""
    path = chosen_path()
    return None if path is None else baselines().get(city_of(path))


def city_of(path: Path | str) -> str:
    """The folder of a scenario: all in it are of one city."""
    return str(Path(path).parent)


def baselines() -> dict[str, Variant]:
    """The settings compared with in each city: no plan is measured by another city's."""
    return cast(dict[str, Variant], st.session_state.setdefault("baselines", {}))


def selected() -> str | None:
    """The site or project whose card is open."""
    return cast(str | None, st.session_state.get("selected"))


def select(subject: str | None) -> None:
    """Open the card of a site or project, or close it."""
    st.session_state["selected"] = subject


def tell_saved(names: Mapping[Language, str]) -> None:
    """Has the page say for a few seconds under which name the scenario was saved."""
    st.session_state["saved_as"] = names, time.monotonic()


def turn_to_plan() -> None:
    """Show the page Plan next."""
    st.session_state["turn_to_plan"] = True


def turned_to_plan() -> bool:
    """Whether the page Plan was asked for; once."""
    return bool(st.session_state.pop("turn_to_plan", False))


def just_saved() -> Mapping[Language, str]:
    """The names of what was saved a moment ago; none afterwards."""
    names, when = st.session_state.get("saved_as", ({}, -SAVED_FOR))
    return names if time.monotonic() - when < SAVED_FOR else {}
