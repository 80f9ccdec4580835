"""Searches for plans in worker processes: shown, stopped, replaced, shared, forgotten."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from planner.desk import pool, searching, solving
from planner.desk.pool import EndedError
from planner.desk.searching import PlanSearch, begin, solved
from planner.desk.solving import STAGES, Variant, limits, plan_of, preset_of
from planner.errors import InfeasiblePlanError, InputError, SolverError
from planner.insight.standing import Standing
from planner.plan import solve_scenario
from planner.scenario import Forced
from planner.scenario.settings import Settings
from planner.text import LANGUAGES, text
from tests.places import KHARKIV
from tests.saying import said

SECONDS = 60.0
"""Until which a search has to have ended."""
STATED = [limits(stage) for stage in STAGES]
"""As they are before tests end searches sooner."""


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """Nothing known beforehand, and no search left over."""
    searching.forget()
    yield
    for session in ("a", "b", "c"):
        pool.drop(session)
    searching.forget()


@pytest.fixture
def variant(city) -> Variant:
    return Variant(path=str(city / "kharkiv" / "balanced.yaml"))


@pytest.fixture
def long() -> Variant:
    """The whole case, which takes a minute to prove to the last digit."""
    return Variant(path=str(KHARKIV / "people-first.yaml"))


def moved(variant: Variant, points: int) -> Variant:
    """With so many points of homes given to heritage."""
    preset = preset_of(Path(variant.path))
    assert preset is not None
    shares = dict(preset.shares)
    shares["heritage"] += points
    shares["homes"] -= points
    return replace(variant, settings=Settings(shares=tuple(shares.items())))


def impossible_of(variant: Variant) -> Variant:
    """With two buildings forced in, and next to no money."""
    return Variant(
        path=variant.path,
        settings=Settings(
            budget=tuple(
                (fund, tuple((year, 100) for year, _ in years))
                for fund, years in solving.budget_of(solving.loaded_of(variant))
            ),
            forced=tuple(
                Forced(subject=site, way="must", reason="r", author="a")
                for site in ("derzhprom", "palace-of-labour")
            ),
        ),
    )


def ended(search: PlanSearch) -> bool:
    """Whether a search ends while a page waits for it."""
    until = time.monotonic() + SECONDS
    while not search.wait():
        assert time.monotonic() < until
    return True


def found(variant: Variant, **given):
    search = begin(variant, **{"session": "a", **given})
    assert ended(search)
    return search.solution()


def never(monkeypatch, stage: str) -> None:
    """Lets a stage search for a gap that is not met for a long time in a case of this size."""
    name = {"quick": "", "settled": "SETTLED_", "thorough": "THOROUGH_"}[stage]
    monkeypatch.setattr(solving, f"{name}GAP", 0.0)
    monkeypatch.setattr(solving, f"{name}SECONDS", 30.0)


def test_a_search_finds_decisions_that_amount_to_a_checked_plan(variant):
    search = begin(variant, session="a")
    assert ended(search) and search.holds and not search.stopped
    solution = search.solution()
    plan = plan_of(variant, solution)
    assert plan.gap == solution.gap <= solving.GAP or solution.seconds >= solving.SECONDS
    assert plan_of(variant, solution) is plan, "a page that runs again makes no other"
    assert plan_of(variant, replace(solution, seconds=99.0)) is not plan


def test_each_stage_goes_on_to_its_own_gap(variant, monkeypatch):
    assert [(one.gap, one.seconds) for one in STATED] == [(5e-3, 2.0), (1e-4, 120.0), (1e-6, 60.0)]
    assert STATED[1].work, "a settled plan owes nothing to the clock"
    monkeypatch.setattr(solving, "SECONDS", 1.5)
    assert limits("quick") == solving.Limits(solving.GAP, 1.5, solving.WORK)
    assert limits("quick", solving.LARGE) == solving.Limits(solving.LARGE_GAP, 1.5)
    assert limits("settled", solving.LARGE).work == solving.SETTLED_WORK, "a town has a tree"
    assert limits("quick", solving.CITY).work == solving.CITY_WORK
    assert limits("settled", solving.CITY).work == solving.CITY_SETTLED_WORK
    monkeypatch.setattr(solving, "SETTLED_GAP", 1e-4)
    assert begin(variant, session="a", stage="settled").wanted == 1e-4


def test_a_settled_answer_serves_every_session(variant):
    first = found(variant, stage="settled")
    for stage in ("quick", "settled"):
        search = begin(variant, session="b", stage=stage)
        assert search.done
        assert search.solution() is first


def test_a_settled_answer_owes_nothing_to_the_way_there(variant):
    start = found(moved(variant, 10))
    first = found(variant, stage="settled", start=start)
    searching.forget()
    again = found(variant, session="b", stage="settled")
    assert np.array_equal(first.chosen, again.chosen) and first.prices == again.prices


def test_an_answer_from_a_sessions_last_one_is_its_own(variant):
    start = found(variant)
    assert begin(variant, session="b").done, "what began from nothing is everybody's"
    found(moved(variant, 3), start=start)
    assert not begin(moved(variant, 3), session="b", start=start).done


def test_two_sessions_that_open_the_same_wait_for_one_search(long, monkeypatch):
    never(monkeypatch, "quick")
    one, two = begin(long, session="a"), begin(long, session="b")
    assert one._task and two._task and one._task.work is two._task.work
    one.stop()
    assert not one.wait(0.3) and one.stopped and not two.stopped
    two.stop()
    assert ended(one) and ended(two)


def test_a_search_that_is_stopped_gives_its_best_and_is_kept_for_nobody(long, monkeypatch):
    with monkeypatch.context() as patched:
        never(patched, "thorough")
        search = begin(long, session="a", stage="thorough")
        assert not search.wait(0.0)
        until = time.monotonic() + SECONDS
        while search.standing is None or not search.standing.known:
            assert not search.wait(0.02) and time.monotonic() < until
        search.stop()
        began = time.monotonic()
        assert ended(search) and search.stopped and search.holds
        assert time.monotonic() - began < pool.pool.STUCK + 1
        assert plan_of(long, search.solution()).entries
    assert not begin(long, session="b", stage="thorough").done


def test_progress_is_told(long, monkeypatch):
    never(monkeypatch, "quick")
    search = begin(long, session="a")
    seen: set[str] = set()
    until = time.monotonic() + SECONDS
    while len(seen) < 2:
        assert not search.wait(0.02) and time.monotonic() < until
        if search.standing is not None:
            assert isinstance(search.standing, Standing) and not search.waiting
            seen.add(search.standing.phase)
    assert seen <= {"price", "round", "improve", "prove"}


def test_a_newer_search_of_a_desk_ends_the_one_before(long, monkeypatch):
    never(monkeypatch, "thorough")
    before = begin(long, session="a", stage="thorough")
    other = begin(long, session="b", stage="thorough")
    aside = begin(long, session="a", stage="thorough", lane="compare")
    begin(moved(long, 2), session="a")
    assert before.done and not before.holds
    with pytest.raises(EndedError):
        before.solution()
    assert not other.done and not aside.done


def test_a_plan_is_settled_only_when_its_session_is_quiet(variant):
    found(variant)  # a worker holds the city
    search = begin(moved(variant, 1), session="a", stage="settled")
    assert not search.wait(searching.QUIET * 0.8) and search.waiting
    begin(moved(variant, 2), session="a")
    assert search.done and not search.holds


def test_a_crowded_server_lets_sessions_rest_longer_before_it_settles(variant, monkeypatch):
    monkeypatch.setattr(searching, "LATELY", 60.0)
    found(variant)
    searching.forget()
    assert searching.rest() == searching.QUIET
    sessions = [f"s{number}" for number in range(10)]
    for number, session in enumerate(sessions, start=1):
        begin(moved(variant, number), session=session)  # none finds what another asked for
    assert searching.rest() == pytest.approx(searching.QUIET * 10 / pool.workers())
    for session in sessions:
        pool.drop(session)
    monkeypatch.setattr(searching, "LATELY", 0.0)
    assert searching.rest() == searching.QUIET


def test_a_search_that_nobody_waits_for_ends_and_is_not_shown_later(long, monkeypatch):
    never(monkeypatch, "thorough")
    monkeypatch.setattr(searching, "FORGOTTEN", 0.2)
    search = begin(long, session="a", stage="thorough")
    until = time.monotonic() + SECONDS
    while not search.done:
        assert time.monotonic() < until
        time.sleep(0.05)
    assert not search.holds and not search.stopped


def test_rules_that_cannot_hold_together_are_named_and_known_to_all(variant):
    impossible = impossible_of(variant)
    search = begin(impossible, session="a")
    assert ended(search) and search.holds
    with pytest.raises(InfeasiblePlanError) as raised:
        search.solution()
    assert raised.value.faults and raised.value.count
    again = begin(impossible, session="b")
    assert again.done
    with pytest.raises(InfeasiblePlanError) as second:
        again.solution()
    assert second.value.faults == raised.value.faults
    assert second.value is not raised.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_diagnosis_is_told_like_a_search(variant, language):
    told: list[Standing] = []

    def progress(phase, bound, value, gap):
        told.append(Standing(phase=phase, bound=bound, value=value, gap=gap))

    with pytest.raises(InfeasiblePlanError):
        solve_scenario(solving.loaded_of(impossible_of(variant)), progress=progress)
    assert said(language, told[-1].words) == said(language, text, "search.diagnose")
    assert told[-1].part(1e-6) == 0.0


def test_faults_of_the_settings_are_told_before_any_search(variant):
    with pytest.raises(InputError):
        begin(replace(variant, settings=Settings(shares=(("heritage", -1),))), session="a")
    with pytest.raises(InputError):
        begin(
            replace(variant, settings=Settings(forced=(Forced(subject="derzhprom", way="must"),))),
            session="a",
        )


def test_files_that_change_make_another_search(own_city):
    variant = Variant(path=str(own_city / "kharkiv" / "balanced.yaml"))
    first = found(variant, stage="settled")
    sites = own_city / "kharkiv" / "sites.csv"
    lines = sites.read_text(encoding="utf-8").splitlines(keepends=True)
    ruled = (own_city / "kharkiv" / "base.yaml").read_text(encoding="utf-8")
    free = next(line for line in lines[1:] if line.split(",")[0] not in ruled)
    lines.remove(free)
    sites.write_text("".join(lines), encoding="utf-8")
    second = found(variant, stage="settled")
    assert len(second.chosen) == len(first.chosen) - 1
    assert plan_of(variant, second).entries


def test_files_that_change_under_a_search_are_told_of(own_city):
    from planner.desk import engine

    variant = Variant(path=str(own_city / "kharkiv" / "balanced.yaml"))
    task = pool.submit("a", "x", engine.answer, variant, (("old", 0, 0),), 0.1, 1.0, 9, None)
    with pytest.raises(SolverError) as raised:
        task.result()
    assert [fault.key for fault in raised.value.faults] == ["files_changed"]


def test_a_comparison_waits_for_settled_plans(variant):
    plan = solved(variant, session="a", lane="compare")
    assert begin(variant, session="b", stage="settled").solution().value == plan.value


def asked(path: str) -> None:
    import streamlit as st

    from planner.desk import solving
    from planner.desk.searching import begin
    from planner.desk.solving import Variant
    from planner.ui.session.tab import here

    variant = Variant(path=path)
    solution = begin(variant, session=here()).solution()
    st.text(f"{len(solving.plan_of(variant, solution).entries)} {here()}")


def test_a_page_that_a_test_runs_in_its_own_process_can_search(variant):
    app = AppTest.from_function(asked, args=(variant.path,), default_timeout=SECONDS).run()
    assert not app.exception
    count, session = app.text[0].value.split(" ", 1)
    assert int(count) > 10 and session
