"""Scenarios renamed, deleted and brought back; nothing is ever lost."""

from pathlib import Path

import pytest

from planner.domain import Names
from planner.errors import ConflictError, InputError
from planner.scenario import list_scenarios, load_scenario
from planner.scenario.store import store
from planner.scenario.store.revisions import KEPT, folder_of, revisions
from tests.scenario.storing import TITLE, keys, weighted


def test_a_new_title_changes_nothing_else(people: Path) -> None:
    before = load_scenario(people).scenario
    store.rename(people, TITLE, store.revision_of(people))
    after = load_scenario(people).scenario
    assert after.name == TITLE
    assert after.model_copy(update={"name": before.name}) == before


def test_a_deleted_scenario_comes_back_as_it_was(people: Path) -> None:
    before = people.read_bytes()
    store.delete(people, store.revision_of(people))
    assert not people.exists() and people not in list_scenarios(people.parent)
    (gone,) = store.deleted(people.parent)
    assert gone.path == people and gone.last.title is not None
    store.restore(gone.path, gone.last.id)
    assert people.read_bytes() == before
    assert store.deleted(people.parent) == ()


def test_deleting_what_somebody_else_changed_is_refused(people: Path) -> None:
    opened = store.revision_of(people)
    store.rename(people, TITLE, opened)
    with pytest.raises(ConflictError):
        store.delete(people, opened)
    assert load_scenario(people).scenario.name == TITLE


def test_a_new_scenario_never_takes_the_history_of_a_deleted_one(people: Path) -> None:
    first = store.save_new(weighted(people, 1), TITLE)
    store.delete(first, store.revision_of(first))
    second = store.save_new(weighted(people, 2), TITLE)
    assert second.name == "my-plan-2.yaml" and revisions(second) == ()


def test_twenty_versions_are_kept_the_latest_first(people: Path) -> None:
    for n in range(1, KEPT + 6):
        store.rename(people, Names(uk=f"Назва {n}", en=f"Title {n}"), store.revision_of(people))
    titles = [kept.title.en for kept in revisions(people) if kept.title]
    assert titles == [f"Title {n}" for n in range(KEPT + 4, 4, -1)]
    times = [kept.saved for kept in revisions(people)]
    assert times == sorted(times, reverse=True)
    assert list_scenarios(people.parent) == [people]


@pytest.mark.parametrize(
    "revision", ["", "..", "../people", "000001_20260101T000000Z_000000000000"]
)
def test_a_version_that_is_not_there_is_not_brought_back(people: Path, revision: str) -> None:
    before = people.read_bytes()
    with pytest.raises(InputError) as caught:
        store.restore(people, revision)
    assert keys(caught) == ["store_no_revision"]
    assert people.read_bytes() == before


def test_a_damaged_version_is_told_and_not_brought_back(people: Path) -> None:
    store.rename(people, TITLE, store.revision_of(people))
    (kept,) = revisions(people)
    file = folder_of(people) / f"{kept.id}.yaml"
    file.write_bytes(file.read_bytes()[:-9])
    with pytest.raises(InputError) as caught:
        store.restore(people, kept.id)
    assert keys(caught) == ["store_revision_damaged"]
    assert load_scenario(people).scenario.name == TITLE


def test_a_version_that_no_longer_loads_is_told_and_not_brought_back(people: Path) -> None:
    store.rename(people, TITLE, store.revision_of(people))
    (kept,) = revisions(people)
    base = people.with_name("base.yaml")
    base.rename(people.with_name("ground.yaml"))
    people.write_bytes(people.read_bytes().replace(b"base.yaml", b"ground.yaml"))
    with pytest.raises(InputError) as caught:
        store.restore(people, kept.id)
    assert keys(caught) == ["extends_missing"]
    assert load_scenario(people).scenario.name == TITLE
