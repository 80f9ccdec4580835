"""What one session holds: language, settings on the desk, pinned baseline, last good plan.

Widgets lose their values when their page is left, so the desk is kept apart from them: before
a widget is drawn it is set from the desk, and its callback writes back.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast

import streamlit as st

from planner.errors import Fault, InputError, PlannerError
from planner.plan import Plan
from planner.scenario import Loaded, list_scenarios
from planner.scenario.model import Scenario
from planner.text import LANGUAGES, Language
from planner.ui.searching import Search
from planner.ui.solving import (
    Budget,
    Settings,
    budget_of,
    exact_shares,
    loaded_of,
    plan_of,
    scenario_of,
    search_for,
    stamp,
)
from planner.ui.weights import Exact, shown

DEFAULT_LANGUAGE: Final[Language] = "uk"
DEFAULT_SCENARIO: Final = Path("kharkiv") / "balanced.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The settings in hand."""

    path: str
    preset: Exact
    """Shares of the scenario file; they sum to 100, as `exact` does."""
    exact: Exact
    locked: frozenset[str]
    file_budget: Budget
    budget: Budget

    @property
    def shares(self) -> dict[str, int]:
        """Whole percentages, as shown and as solved."""
        return shown(self.exact)

    @property
    def reweighted(self) -> bool:
        """Whether the shares shown differ from those of the file."""
        return self.shares != shown(self.preset)

    @property
    def settings(self) -> Settings:
        """What to solve; an untouched scenario is solved from its file as it stands."""
        return Settings(
            path=self.path,
            shares=tuple(self.shares.items()) if self.reweighted else None,
            budget=None if self.budget == self.file_budget else self.budget,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """A plan together with what it was made from."""

    desk: Desk
    settings: Settings
    loaded: Loaded
    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run of the page has to show: the last good plan, and what is wrong, if anything."""

    good: Good | None
    error: PlannerError | None

    @property
    def stale(self) -> bool:
        """Whether the plan on the screen is not the one asked for."""
        return self.error is not None and self.good is not None


def root() -> Path:
    """The folder of scenarios: VIDNOVA_SCENARIOS, or `scenarios` beside app.py."""
    stated = os.environ.get("VIDNOVA_SCENARIOS")
    return Path(stated) if stated else Path(__file__).parents[2] / "scenarios"


def language() -> Language:
    """The language of this session; Ukrainian until another is chosen."""
    chosen = st.session_state.get("language")
    return chosen if chosen in LANGUAGES else DEFAULT_LANGUAGE


def set_language(chosen: Language) -> None:
    """Speak this language from now on."""
    st.session_state["language"] = chosen


def scenario_paths() -> list[Path]:
    """Scenario files below the root."""
    return list_scenarios(root())


def label_of(path: Path) -> str:
    """A scenario file as the folder names it."""
    return path.relative_to(root()).as_posix()


def chosen_path() -> Path | None:
    """The scenario in hand: the one chosen, else the default, else the first there is."""
    paths = scenario_paths()
    stated = st.session_state.get("chosen")
    if stated and Path(stated) in paths:
        return Path(stated)
    default = root() / DEFAULT_SCENARIO
    return default if default in paths else next(iter(paths), None)


def choose(path: Path) -> None:
    """Take another scenario in hand, as its file stands."""
    st.session_state["chosen"] = str(path)
    st.session_state.pop("desk", None)


def fresh_desk(path: Path | None) -> Desk:
    """The desk as the scenario file sets it. Raises InputError."""
    loaded = scenario_at(path)
    shares = exact_shares(loaded.scenario)
    budget = budget_of(loaded)
    return Desk(
        path=str(loaded.path),
        preset=shares,
        exact=shares,
        locked=frozenset(),
        file_budget=budget,
        budget=budget,
    )


def desk() -> Desk:
    """The settings in hand; taken from the file where there are none. Raises InputError."""
    held = cast(Desk | None, st.session_state.get("desk"))
    path = chosen_path()
    if held is not None and path is not None and held.path == str(path):
        return held
    made = fresh_desk(path)
    st.session_state["desk"] = made
    return made


def scenario_at(path: Path | None) -> Loaded:
    """A scenario as its file stands. Raises InputError, also where there is none at all."""
    if path is None:
        raise InputError([Fault(key="ui_no_scenario", file=root().as_posix())])
    return scenario_of(path)


def last_plan() -> Plan | None:
    """The last plan shown, if any."""
    good = last_good()
    return good.plan if good else None


def scenario_in_hand() -> Scenario:
    """The scenario of the desk, as its file stands. Raises InputError."""
    return scenario_of(Path(desk().path)).scenario


def seed(key: str, value: object) -> None:
    """Set a widget from the desk, but only where it differs: a value on its way is not undone."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def put(**changes: object) -> None:
    """Change something on the desk."""
    st.session_state["desk"] = replace(desk(), **changes)  # type: ignore[arg-type]


def pin(settings: Settings) -> None:
    """Compare with these settings from now on."""
    st.session_state["baseline"] = settings


def baseline() -> Settings | None:
    """The settings compared with; the first good plan's until others are pinned."""
    return cast(Settings | None, st.session_state.get("baseline"))


def last_good() -> Good | None:
    """The last plan that could be made."""
    return cast(Good | None, st.session_state.get("good"))


def solve(look: Callable[[Search], None]) -> Outcome:
    """The plan of the settings in hand; where there is none, the last good one and the faults.

    look: called now and then while the search for it goes on.
    """
    try:
        held = desk()
        settings = held.settings
        if st.session_state.get("thorough") == settings:
            settings = replace(settings, thorough=True)
        loaded = loaded_of(settings)
        search = _search(settings)
        while not search.wait():
            look(search)
        made = Good(desk=held, settings=settings, loaded=loaded, plan=search.plan())
    except PlannerError as error:
        return Outcome(good=last_good(), error=error)
    st.session_state["good"] = made
    if baseline() is None:
        pin(settings)
    return Outcome(good=made, error=None)


def _search(settings: Settings) -> Search:
    """The session's search for these settings; one for others is stopped and replaced."""
    asked = settings, stamp(Path(settings.path))
    held = _held_search()
    if held is not None:
        if st.session_state["searched"] == asked and held.holds:
            return held
        held.stop()
    begun = search_for(settings)
    st.session_state.update(search=begun, searched=asked)
    return begun


def _held_search() -> Search | None:
    return cast(Search | None, st.session_state.get("search"))


def search_on(good: Good) -> None:
    """Asks for the settings in hand to be solved until the plan is proven best."""
    st.session_state["thorough"] = good.desk.settings
    st.session_state.pop("search", None)


def stop_search() -> None:
    """Ends the search with the best plan found so far."""
    held = _held_search()
    if held is not None:
        held.stop()


def search_stopped() -> bool:
    """Whether the plan on the screen is one at which the planner stopped the search."""
    held = _held_search()
    return held is not None and held.stopped


def baseline_plan(good: Good) -> tuple[Settings, Plan, bool]:
    """The plan compared with, and whether the pinned one was lost.

    A pinned plan whose file is gone or has faults can no longer be made: the plan in hand takes
    its place, and the page says so.
    """
    pinned = baseline()
    if pinned is None or pinned == good.settings:
        return good.settings, good.plan, False
    try:
        return pinned, plan_of(pinned), False
    except (PlannerError, OSError):
        pin(good.settings)
        return good.settings, good.plan, True
