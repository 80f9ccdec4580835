"""Locks set on the page: merged with those of the file, refused with every fault, and saved."""

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
import yaml

from planner.errors import Fault, InputError
from planner.scenario import (
    Forced,
    Loaded,
    forced_with,
    forced_without,
    load_scenario,
    with_settings,
)
from planner.scenario.adding import held
from planner.scenario.settings import differences, rules_of
from tests.scenario.conftest import check_words
from tests.scenario.storing import TITLE, written

IN = Forced(subject="block-7", way="must", reason="families wait", author="Residents")
OUT = Forced(subject="quarter", way="never", reason="no sewer", author="Water works")


@pytest.fixture
def loaded(small: Path) -> Loaded:
    return load_scenario(small / "people.yaml")


def locks(loaded: Loaded) -> set[tuple[str, str, str | None]]:
    rules = loaded.scenario.rules
    must = {("must", lock.subject, lock.works) for lock in rules.must}
    return must | {("never", lock.subject, lock.works) for lock in rules.never}


OF_FILE = {("must", "tower", "repair"), ("never", "hall", None)}


def refused(loaded: Loaded, *forced: Forced) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        with_settings(loaded, forced=forced)
    check_words(caught.value)
    return caught.value.faults


def test_locks_join_those_of_the_file_with_reason_and_author(loaded: Loaded) -> None:
    changed = with_settings(loaded, forced=(IN, OUT))
    assert locks(changed) == OF_FILE | {("must", "block-7", None), ("never", "quarter", None)}
    last = changed.scenario.rules.must[-1]
    assert (last.reason, last.author, last.project) == ("families wait", "Residents", None)
    assert changed.scenario.rules.never[-1].project == "quarter"
    assert changed.base is loaded.base


def test_a_release_takes_every_lock_of_the_file_from_its_subject_only(loaded: Loaded) -> None:
    free = Forced(subject="hall", way="free")
    assert locks(with_settings(loaded, forced=[free])) == {("must", "tower", "repair")}


def test_a_release_makes_room_for_the_opposite(loaded: Loaded) -> None:
    force = Forced(subject="hall", way="must", reason="surveyed now", author="Council")
    assert [fault.key for fault in refused(loaded, force)] == ["lock_both"]
    changed = with_settings(loaded, forced=[force, Forced(subject="hall", way="free")])
    assert locks(changed) == {("must", "tower", "repair"), ("must", "hall", None)}


def test_any_rule_of_the_file_is_released_by_name_with_reason_and_author(loaded: Loaded) -> None:
    """A bound of a share, a floor, an order, a status; saved, the file says so."""
    names = {
        "share.new.at_most",
        "district_floor.heritage",
        "requires.quarter.block-7",
        "status_lifted.school-2",
    }
    gone = [Forced(subject=n, way="rule", reason="looked up", author="Council") for n in names]
    changed = with_settings(loaded, forced=gone)
    left = {rule.name for rule in held(rules_of(changed.scenario))}
    assert left == {rule.name for rule in held(rules_of(loaded.scenario))} - names
    out = {(one.rule, one.reason, one.author) for one in changed.scenario.rules.without}
    assert out == {(name, "looked up", "Council") for name in names}
    rules = differences(loaded.scenario, changed.scenario)["rules"]
    assert isinstance(rules, dict) and set(rules) == {"without"}
    assert {one["rule"] for one in rules["without"]} == names
    (fault,) = refused(loaded, Forced(subject="share.new", way="rule", reason="r", author="a"))
    assert fault.key.startswith("unknown_rule")


def test_releasing_what_nothing_locks_changes_nothing(loaded: Loaded) -> None:
    assert with_settings(loaded, forced=[Forced(subject="ruin", way="free")]) is loaded


def test_a_lock_that_the_file_has_is_not_repeated(loaded: Loaded) -> None:
    same = Forced(subject="tower", way="must", works="repair", reason="again", author="me")
    assert with_settings(loaded, forced=[same]) is loaded


def test_the_hash_depends_on_the_locks_and_not_on_their_order(loaded: Loaded) -> None:
    three = (IN, OUT, Forced(subject="hall", way="free"))
    hashes = {with_settings(loaded, forced=order).sha256 for order in permutations(three)}
    assert len(hashes) == 1
    assert loaded.sha256 not in hashes


def test_every_fault_of_the_locks_is_told_at_once(loaded: Loaded) -> None:
    faults = refused(
        loaded,
        Forced(subject="blok-7", way="must", reason="r", author="a"),
        Forced(subject="ruin", way="never"),
        Forced(subject="quarter", way="must", reason="r", author="a"),
        OUT,
        Forced(subject="block-7", way="must", works="reparing", reason="r", author="a"),
    )
    assert sorted((fault.key, fault.value) for fault in faults) == [
        ("blank", ""),
        ("blank", ""),
        ("lock_both", "quarter"),
        ("unknown_subject_near", "blok-7"),
        ("unknown_works_near", "reparing"),
    ]
    blanks = {fault.field for fault in faults if fault.key == "blank"}
    assert blanks == {"rules.never[2].reason", "rules.never[2].author"}


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_lock_without_reason_or_author_is_refused(loaded: Loaded, blank: str) -> None:
    faults = refused(loaded, Forced(subject="ruin", way="must", reason=blank, author="a"))
    assert [(fault.key, fault.field) for fault in faults] == [("blank", "rules.must[1].reason")]


def test_locks_and_money_are_checked_together(loaded: Loaded) -> None:
    with pytest.raises(InputError) as caught:
        with_settings(loaded, budget={"stat": {}}, forced=[Forced(subject="no-one", way="free")])
    assert [fault.key for fault in caught.value.faults] == ["unknown_fund_near", "unknown_subject"]


def test_saved_locks_load_as_the_same_scenario(loaded: Loaded, small: Path) -> None:
    changed = with_settings(
        loaded, forced=[IN, OUT, Forced(subject="tower", way="free")], name=TITLE
    )
    path = written(small / "mine.yaml", changed)
    again = load_scenario(path).scenario
    assert again.rules.model_copy(update={"without": ()}) == changed.scenario.rules
    assert [gone.rule for gone in again.rules.without] == ["must.tower.repair"]
    stated = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert stated["rules"] == {
        "must": [{"site": "block-7", "reason": "families wait", "author": "Residents"}],
        "never": [{"project": "quarter", "reason": "no sewer", "author": "Water works"}],
        "without": [
            {
                "rule": "must.tower.repair",
                "reason": "Вимогу знято без пояснення / Released without a reason",
                "author": "Автора не названо / Author not named",
            }
        ],
    }


def test_a_scenario_released_of_all_locks_says_so_in_its_file(loaded: Loaded, small: Path) -> None:
    freed = [Forced(subject=subject, way="free") for subject in ("hall", "tower")]
    path = written(small / "free.yaml", with_settings(loaded, forced=freed, name=TITLE))
    assert locks(load_scenario(path)) == set()


def test_a_new_choice_replaces_the_older_one_about_the_same_subject() -> None:
    other = Forced(subject="block-7", way="never", reason="no", author="Council")
    assert forced_with([OUT, IN], other) == (other, OUT)
    free = Forced(subject="block-7", way="free")
    assert forced_with([IN], free) == (free, IN)
    assert forced_without([free, IN, OUT], "block-7") == (OUT,)


def test_the_switch_of_protection_is_saved_as_what_differs_from_the_base(
    loaded: Loaded, small: Path
) -> None:
    rule = {"status": ("local",), "by": 2027, "reason": "r", "author": "a", "holds": False}
    rules = loaded.scenario.rules.model_validate(
        {**loaded.scenario.rules.model_dump(), "protect": rule}
    )
    scenario = loaded.scenario.model_copy(update={"rules": rules})
    filed = replace(loaded, scenario=scenario, filed=scenario)
    held = with_settings(filed, protect=True)
    assert held.scenario.rules.protect is not None and held.scenario.rules.protect.holds
    assert differences(scenario, held.scenario)["rules"] == {"protect": {"holds": True}}
    assert held.sha256 != filed.sha256
