"""Rules add up from file to file; one is taken out by name alone, and each says where it comes from."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import InputError
from planner.scenario import Forced, load_scenario, with_settings
from planner.scenario.adding import added, held, stated
from planner.scenario.settings import rules_of
from planner.scenario.store.store import save_new, save_over
from tests.scenario.storing import OTHER, TITLE, keys


def with_rules(small: Path, rules: str) -> Path:
    path = small / "people.yaml"
    with path.open("a", encoding="utf-8") as file:
        file.write(f"rules:\n{rules}")
    return path


def names(path: Path) -> list[str]:
    return [rule.name for rule in held(rules_of(load_scenario(path).scenario))]


def test_a_rule_of_the_base_is_not_lost_by_stating_another(small: Path) -> None:
    before = names(small / "people.yaml")
    path = with_rules(small, "  must: [{site: ruin, reason: r, author: a}]\n")
    assert set(names(path)) == {*before, "must.ruin"}


def test_a_rule_is_taken_out_by_name_with_a_reason(small: Path) -> None:
    out = "{rule: never.hall, reason: surveyed since, author: Council}"
    path = with_rules(small, f"  without: [{out}]\n")
    assert "never.hall" not in names(path) and "must.tower.repair" in names(path)
    (gone,) = load_scenario(path).scenario.rules.without
    assert (gone.rule, gone.reason, gone.author) == ("never.hall", "surveyed since", "Council")


def test_the_name_without_works_takes_out_those_with_any(small: Path) -> None:
    path = with_rules(small, "  without: [{rule: must.tower, reason: r, author: a}]\n")
    assert not [name for name in names(path) if name.startswith("must")]


def test_a_single_setting_changes_only_where_it_is_taken_out(small: Path) -> None:
    path = with_rules(small, "  share: {new: {at_most: 0.7}}\n")
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    assert keys(caught) == ["rule_anew"]
    assert (caught.value.faults[0].file, caught.value.faults[0].row) == ("people.yaml", 6)
    out = "{rule: share.new.at_most, reason: r, author: a}"
    path.write_text(f"{path.read_text('utf-8')}  without: [{out}]\n", "utf-8")
    assert str(load_scenario(path).scenario.rules.share["new"].at_most) == "0.7"


def test_every_slip_is_told_at_once_with_its_line(small: Path) -> None:
    path = with_rules(
        small,
        """  share: {new: {at_most: 0.4}}
  never: [{site: rui, reason: r, author: a}]
  without:
    - {rule: never.hal, reason: r, author: a}
    - {rule: must.tower}
""",
    )
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    found = {(fault.key, fault.field, fault.row) for fault in caught.value.faults}
    assert {fault.file for fault in caught.value.faults} == {"people.yaml"}
    assert {
        ("rule_anew", "rules.share.new.at_most", 6),
        ("unknown_site_near", "rules.never[1].site", 7),
        ("unknown_rule_near", "rules.without[0].rule", 9),
        ("missing_key", "rules.without[1].reason", 10),
        ("missing_key", "rules.without[1].author", 10),
    } == found
    keys(caught)


def test_each_rule_says_which_file_it_comes_from(small: Path) -> None:
    path = with_rules(small, "  must: [{site: ruin, reason: r, author: a}]\n")
    origins = load_scenario(path).origins
    assert origins["must.tower.repair"] == ("base.yaml",)
    assert origins["share.new.at_most"] == ("base.yaml",)
    assert origins["must.ruin"] == ("people.yaml",)


def test_what_is_released_at_the_desk_is_taken_out_in_the_file_that_is_saved(small: Path) -> None:
    path = with_rules(small, "  must: [{site: ruin, reason: r, author: a}]\n")
    released = with_settings(
        load_scenario(path),
        forced=[
            Forced(subject="hall", way="free", reason="looked up", author="office"),
            Forced(subject="quarter", way="must", reason="because", author="me"),
        ],
    )
    saved = load_scenario(save_new(released, OTHER))
    assert saved.scenario.rules.must == released.scenario.rules.must
    assert saved.scenario.rules.never == ()
    (gone,) = saved.scenario.rules.without
    assert (gone.rule, gone.reason, gone.author) == ("never.hall", "looked up", "office")
    back = with_settings(saved, forced=[Forced(subject="ruin", way="free")])
    save_over(back, saved.filed_sha256, TITLE)
    again = load_scenario(saved.path)
    assert [lock.subject for lock in again.scenario.rules.must] == ["tower", "quarter"]
    assert [gone.rule for gone in again.scenario.rules.without] == ["never.hall"]


LOCKS = st.fixed_dictionaries(
    {"site": st.sampled_from("abc"), "reason": st.sampled_from("rs"), "author": st.just("x")},
    optional={"works": st.sampled_from(["repair", "clear"])},
)
RULES = st.fixed_dictionaries(
    {},
    optional={
        "must": st.lists(LOCKS, max_size=3),
        "never": st.lists(LOCKS, max_size=3),
        "share": st.fixed_dictionaries(
            {"new": st.fixed_dictionaries({"at_most": st.integers(0, 2)})}
        ),
        "targets": st.fixed_dictionaries({}, optional={"sites_at_work": st.just({"at_most": 3})}),
    },
)


def said(rules: Any) -> list[str]:
    plain = (sorted(r.says.items()) if isinstance(r.says, dict) else r.says for r in held(rules))
    return sorted({f"{rule.name} {says}" for rule, says in zip(held(rules), plain, strict=True)})


@given(RULES, RULES)
def test_a_file_that_states_the_difference_comes_to_what_was_wanted(
    below: Any, wanted: Any
) -> None:
    total = added(below, stated(below, wanted))
    assert said(total.rules) == said(wanted)
    assert not total.unknown and not total.anew
