"""Scenarios saved as new and saved over, in spite of others who do so too."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from planner.errors import ConflictError, InputError
from planner.scenario import Forced, Loaded, list_scenarios, load_scenario, with_settings
from planner.scenario.store import store
from planner.scenario.store.naming import title_of
from planner.scenario.store.revisions import revisions
from tests.scenario.storing import TITLE, green_of, keys, visible, weighted


def test_only_a_title_is_typed_and_the_file_is_named_after_it(people: Path) -> None:
    path = store.save_new(weighted(people, 7), title_of({"uk": "Щедрий Згурський об'їзд — 2027!"}))
    assert path.name == "shchedryi-zghurskyi-obizd-2027.yaml"
    assert load_scenario(path).scenario.name.en == "Щедрий Згурський об'їзд — 2027!"
    assert green_of(path) == 7
    assert path in list_scenarios(people.parent)


def test_the_same_title_twice_makes_two_files(people: Path) -> None:
    names = {store.save_new(weighted(people, n), TITLE).name for n in (1, 2, 3)}
    assert names == {"my-plan.yaml", "my-plan-2.yaml", "my-plan-3.yaml"}


def test_a_saved_scenario_states_what_it_was_saved_from_and_what_differs(people: Path) -> None:
    first = store.save_new(weighted(people, 7), TITLE)
    stated = yaml.safe_load(first.read_text("utf-8"))
    own = yaml.safe_load(people.read_text("utf-8"))
    assert list(stated)[:3] == ["format", "extends", "name"]
    assert stated["extends"] == own["extends"]
    assert stated["weights"] == {**own.get("weights", {}), "heritage": 1, "green": 7}
    assert load_scenario(first).base == load_scenario(people).base


def test_what_is_saved_from_a_base_extends_it(small: Path) -> None:
    path = store.save_new(weighted(small / "base.yaml", 7), TITLE)
    assert yaml.safe_load(path.read_text("utf-8"))["extends"] == "base.yaml"
    assert load_scenario(path).base == load_scenario(small / "base.yaml").scenario


def test_forced_decisions_are_saved_with_reason_and_author(people: Path) -> None:
    lock = Forced(subject="block-7", way="must", reason="families wait", author="Residents")
    path = store.save_new(with_settings(load_scenario(people), forced=[lock]), TITLE)
    last = load_scenario(path).scenario.rules.must[-1]
    assert (last.subject, last.reason, last.author) == ("block-7", "families wait", "Residents")


def test_saving_over_keeps_the_version_before(people: Path) -> None:
    before = people.read_bytes()
    opened = weighted(people, 42)
    store.save_over(opened, opened.filed_sha256)
    assert green_of(people) == 42
    (kept,) = revisions(people)
    store.restore(people, kept.id)
    assert people.read_bytes() == before
    assert len(revisions(people)) == 2


def test_saving_over_what_somebody_else_saved_is_refused_and_loses_neither(people: Path) -> None:
    mine, theirs = weighted(people, 1), weighted(people, 2)
    store.save_over(theirs, theirs.filed_sha256)
    with pytest.raises(ConflictError) as caught:
        store.save_over(mine, mine.filed_sha256)
    assert keys(caught) == ["store_changed"]
    assert green_of(people) == 2
    again = weighted(people, 1)
    with pytest.raises(ConflictError):
        store.save_over(again, mine.filed_sha256)
    assert green_of(store.save_new(again, TITLE)) == 1


def test_a_change_of_the_base_is_a_conflict_too(people: Path) -> None:
    opened = weighted(people, 5)
    base = people.with_name("base.yaml")
    base.write_bytes(base.read_bytes() + b"# touched\n")
    with pytest.raises(ConflictError):
        store.save_over(opened, opened.filed_sha256)


@pytest.mark.parametrize("act", ["over", "rename", "delete"])
def test_the_base_is_never_saved_over_renamed_or_deleted(small: Path, act: str) -> None:
    path = small / "base.yaml"
    opened, before = weighted(path, 5), visible(small)
    with pytest.raises(InputError) as caught:
        if act == "over":
            store.save_over(opened, opened.filed_sha256)
        elif act == "rename":
            store.rename(path, TITLE, opened.filed_sha256)
        else:
            store.delete(path, opened.filed_sha256)
    assert keys(caught) == ["store_base"]
    assert visible(small) == before


def test_a_scenario_that_others_extend_is_neither_saved_over_nor_deleted(people: Path) -> None:
    people.with_name("child.yaml").write_text(
        "format: 1\nextends: people.yaml\nname: {uk: Д, en: C}\n", encoding="utf-8"
    )
    opened = weighted(people, 5)
    with pytest.raises(InputError) as over:
        store.save_over(opened, opened.filed_sha256)
    with pytest.raises(InputError) as gone:
        store.delete(people, opened.filed_sha256)
    assert keys(over) == ["store_extended"]
    assert keys(gone) == ["store_extended_delete"]
    assert gone.value.faults[0].value == "child.yaml"


def test_content_that_would_not_load_is_never_written(people: Path) -> None:
    good = load_scenario(people)
    weights = dict.fromkeys(good.scenario.weights, Decimal(0))
    bad = Loaded(
        **{
            name: getattr(good, name)
            for name in ("base", "inventory", "about", "path", "directory", "filed", "filed_sha256")
        },
        scenario=good.scenario.model_copy(update={"weights": weights}),
        sha256="",
    )
    before = visible(people.parent)
    for act in (lambda: store.save_new(bad, TITLE), lambda: store.save_over(bad, bad.filed_sha256)):
        with pytest.raises(InputError) as caught:
            act()
        assert keys(caught) == ["weights_zero"]
    assert visible(people.parent) == before
