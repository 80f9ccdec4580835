"""What was done at the desk and heard by nobody is done again: after F5 at that very moment, or a cut line."""

import re
from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from planner.scenario import Way
from planner.text import LANGUAGES, text
from planner.ui.card import force, releasing
from planner.ui.controls import budget, controls
from planner.ui.controls.weight_rows import WEIGHTS
from planner.ui.session import acts, pinning, state

_NOTED: Final = "undone_acts"
_MOST: Final = 100
"""Acts that a page may tell of: more than anybody does before the server answers."""
_WORDS: Final = 2
"""Words that come with an act at most: a reason and its author."""
LANGUAGE: Final = "language_switch"
RESPOKEN: Final = "respoken"
"""Whether the whole page is to be drawn in another language, not only the part that is drawn now."""
Told = tuple[str, int, list[object]]
"""Name of the control, its number among those of its name, what came with it."""


def _press(act: Callable[[], None]) -> Callable[..., None]:
    return lambda *_: act()


def _locked(way: Way, works: str, subject: str, reason: str = "", author: str = "") -> None:
    if _known(subject):
        force.require(subject, way, works if works != force.WHICHEVER else None, reason, author)


def _freed(subject: str, reason: str = "", author: str = "") -> None:
    if _known(subject):
        releasing.let_go(subject, "free", reason, author)


def _known(subject: str) -> bool:
    inventory = state.scenario_at(state.chosen_path()).inventory
    return subject in inventory.sites.id or subject in inventory.projects.id


def _pin() -> None:
    pinning.pin_again(state.desk().variant, "", "")


DOES: Final[Mapping[str, Callable[..., None]]] = {
    "undo": _press(state.undo),
    "redo": _press(state.redo),
    "restore": _press(controls.restore),
    "scenario": lambda label="": controls.choose_named(label),
    "pin": _press(_pin),
    "budget_less": _press(lambda: budget.step(-1)),
    "budget_more": _press(lambda: budget.step(1)),
    budget.TOTAL: lambda words="": budget.retype(words),
    "amount_(.+)_([0-9]{4})": lambda fund, year, words="": budget.retype_amount(
        fund, int(year), words
    ),
    "protect": lambda on="": state.put(protect=on == "true"),
    "(?:release|unforce_(?:must|never)_desk)_(.+)": lambda subject, *_: force.release(subject),
    "(?:restore|unforce_free)_(.+)": lambda subject, *_: force.put_back(subject),
    "confirm_(must|never)_([a-z]+)_(.+)": _locked,
    "confirm_free_[a-z]+_(.+)": _freed,
}
"""Name of a control, as a pattern of Python and of browsers -> what it does; it gets the parts of the
name, then the words that came with the act."""
NAMES: Final = "|".join([LANGUAGE, *DOES])


def speak(told: object) -> list[list[object]]:
    """Speaks the language that was chosen, before anything is drawn; the acts that are left."""
    rest: list[list[object]] = []
    for name, number, what in _read(told):
        if name != LANGUAGE:
            rest.append([name, number, what])
        for code in LANGUAGES:
            if name == LANGUAGE and what == [text(f"ui.language.{code}")]:
                state.set_language(code)
                st.session_state[RESPOKEN] = True
    return rest


def note(told: object) -> None:
    """Notes what an earlier page did; acts of no such form are left out."""
    st.session_state[_NOTED] = [*st.session_state.get(_NOTED, ()), *_read(told)]


def note_anew(told: object) -> None:
    """Notes what this page did; what was heard meanwhile is left out."""
    missed = [act for act in _read(told) if acts.counts().get(act[0], 0) < act[1]]
    for name, *_ in missed:
        acts.count(name)
    note(speak([list(act) for act in missed]))


def _read(told: object) -> list[Told]:
    found: list[Told] = []
    for act in told[:_MOST] if isinstance(told, list) else []:
        match act:
            case [str(name), int(number), list(what)]:
                found.append((name, number, what))
    return found


def catch_up() -> None:
    """Does them, in their order. Raises InputError where the scenario in hand cannot be read."""
    for name, _, what in st.session_state.pop(_NOTED, ()):
        if name == WEIGHTS:
            controls.move_again(what)
        else:
            _do(name, what)


def _do(name: str, what: list[object]) -> None:
    for pattern, act in DOES.items():
        found = re.fullmatch(pattern, name)
        if found:
            act(*found.groups(), *(str(words)[: releasing.LONGEST] for words in what[:_WORDS]))
            return
