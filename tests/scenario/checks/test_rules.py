"""Slips in rules: each has its own message, at its place, with its value."""

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.scenario import load_scenario

Slip = Callable[..., None]

# what stood there, what stands there now, and the fault: key, field, value, line
# fmt: off
RULES = [
    ("new: {at_most: 0.5}", "new: {at_most: 1.5}",
     "share_percent", "rules.share.new.at_most", "1.5", 97),
    ("new: {at_most: 0.5}", "newest: {at_most: 0.5}",
     "class_key", "rules.share.newest", "newest", 97),
    ("new: {at_most: 0.5}", "new: {at_least: 0.6, at_most: 0.5}",
     "share_order", "rules.share.new", "0.6 > 0.5", 97),
    ("new: {at_most: 0.5}", "new: {}", "share_empty", "rules.share.new", "", 97),
    ("{criterion: heritage,", "{criterion: homes,",
     "unknown_criterion", "rules.district_floor[0].criterion", "homes", 99),
    ("{criterion: heritage,", "{criterion: cost,",
     "floor_cost", "rules.district_floor[0].criterion", "cost", 99),
    ("{site: tower,", "{site: towe,", "unknown_site_near", "rules.must[0].site", "towe", 101),
    ("{site: tower,", "{site: hall,", "project_as_site", "rules.must[0].site", "hall", 101),
    ("{site: tower,", "{site: tower, project: quarter,",
     "lock_names_one", "rules.must[0]", "", 101),
    ("works: repair, reason", "works: restore, reason",
     "unknown_works", "rules.must[0].works", "restore", 101),
    ("author: Council}\n  never", 'author: " "}\n  never',
     "blank", "rules.must[0].author", " ", 101),
    ("reason: symbol of the city, ", "", "missing_key", "rules.must[0].reason", "", 101),
    ("{project: hall,", "{project: ruin,",
     "site_as_project", "rules.never[0].project", "ruin", 103),
    ("{project: hall,", "{project: halle,",
     "unknown_project_near", "rules.never[0].project", "halle", 103),
    ("{project: hall,", "{site: tower,", "lock_both", "rules.must[0]", "tower", 101),
    ("{start: quarter,", "{start: quart,",
     "unknown_subject_near", "rules.requires[0].start", "quart", 105),
    ("after: block-7}", "after: quarter}", "requires_cycle", "rules.requires[0]", "quarter", 105),
    ("{site: school-2,", "{site: zoo,", "unknown_site", "rules.status_lifted[0].site", "zoo", 107),
]
# fmt: on


@pytest.mark.parametrize(("old", "new", "key", "field", "value", "row"), RULES)
def test_each_slip_in_a_rule_is_named(
    slip: Slip, old: str, new: str, key: str, field: str, value: str, row: int | None
) -> None:
    slip("base.yaml", old, new, key, field, value, row)


COMMITMENTS = """criteria:
  homes:
    name: {uk: Житло, en: Homes}
    direction: {uk: вище, en: higher}
    unit: {uk: мешканців, en: residents}
    attribute: residents_out
    timing: service
    effects: {repair: 1, build: 1}
    basis: {kind: illustrative, uk: вигадано, en: invented}
rules:
  promises:
    - {site: tower, works: stabilise, start: 2027, reason: begun, author: Council}
    - {site: tower, works: repair, start: 2028, reason: in the plan of 2026, author: Council}
    - {project: quarter, start: 2029, reason: contract signed, author: Council}
  targets:
    people_back:
      - {who: residents, at_least: 100, by: 2029}
      - {who: residents, at_least: 300, by: 2030}
    sites_at_work: {at_most: 2}
"""
# fmt: off
COMMITTED = [
    ("site: tower, works: stabilise", "site: towe, works: stabilise",
     "unknown_site_near", "rules.promises[0].site", "towe", 16),
    ("site: tower, works: stabilise", "site: hall, works: stabilise",
     "project_as_site", "rules.promises[0].site", "hall", 16),
    ("project: quarter", "project: ruin",
     "site_as_project", "rules.promises[2].project", "ruin", 18),
    ("project: quarter", "site: ruin, project: quarter",
     "lock_names_one", "rules.promises[2]", "", 18),
    ("works: stabilise", "works: restore",
     "unknown_works", "rules.promises[0].works", "restore", 16),
    ("project: quarter", "project: quarter, works: repair",
     "unknown_works", "rules.promises[2].works", "repair", 18),
    ("start: 2027, ", "", "missing_key", "rules.promises[0].start", "", 16),
    ("start: 2027", "start: 2026", "promise_year", "rules.promises[0].start", "2026", 16),
    ("start: 2029", "start: 2030", "promise_year", "rules.promises[2].start", "2030", 18),
    ("start: 2029", "start: .nan", "yaml_not_finite", "rules.promises[2].start", ".nan", 18),
    ("start: 2029", "start: 2028.5", "whole", "rules.promises[2].start", "2028.5", 18),
    ("start: 2029", "strat: 2029", "unknown_key_near", "rules.promises[2].strat", "strat", 18),
    ("reason: begun", 'reason: " "', "blank", "rules.promises[0].reason", " ", 16),
    ("project: quarter", "project: hall", "promise_barred", "rules.promises[2]", "hall", 18),
    ("start: 2028", "start: 2027", "promise_twice", "rules.promises[1]", "tower", 17),
    ("works: repair, start: 2028", "works: stabilise, start: 2028",
     "promise_twice", "rules.promises[1]", "tower", 17),
    ("works: repair, start: 2028", "start: 2028",
     "promise_twice", "rules.promises[1]", "tower", 17),
    ("start: 2027", "start: 2029", "promise_twice", "rules.promises[1]", "tower", 17),
    ("who: residents, at_least: 100", "who: users, at_least: 100",
     "target_uncounted", "rules.targets.people_back[0].who", "users", 21),
    ("who: residents, at_least: 100", "who: visitors, at_least: 100",
     "unknown_choice", "rules.targets.people_back[0].who", "visitors", 21),
    ("at_least: 100", "at_least: -1",
     "negative", "rules.targets.people_back[0].at_least", "-1", 21),
    ("at_least: 100", "at_least: 1.5",
     "whole", "rules.targets.people_back[0].at_least", "1.5", 21),
    ("at_least: 100", "at_least: 1000000001",
     "above_limit", "rules.targets.people_back[0].at_least", "1000000001", 21),
    ("by: 2029", "by: 2026", "target_year", "rules.targets.people_back[0].by", "2026", 21),
    ("by: 2030", "by: 2031", "target_year", "rules.targets.people_back[1].by", "2031", 22),
    ("by: 2030", "by: 2029",
     "target_twice", "rules.targets.people_back[1]", "residents 2029", 22),
    ("at_most: 2", "at_most: -2", "negative", "rules.targets.sites_at_work.at_most", "-2", 23),
    ("at_most: 2", "at_least: 2",
     "unknown_key_near", "rules.targets.sites_at_work.at_least", "at_least", 23),
]
# fmt: on


@pytest.fixture
def committed(small: Path) -> Path:
    """The small city with promises and targets that can stand together."""
    path = small / "people.yaml"
    path.write_text(path.read_text(encoding="utf-8") + COMMITMENTS, encoding="utf-8")
    return path


def test_two_promises_of_one_course_stand_together(committed: Path) -> None:
    rules = load_scenario(committed).scenario.rules
    assert [promise.subject for promise in rules.promises] == ["tower", "tower", "quarter"]
    assert [target.at_least for target in rules.targets.people_back] == [100, 300]


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize(("old", "new", "key", "field", "value", "row"), COMMITTED)
def test_each_slip_in_a_promise_or_target_is_named(
    slip: Slip, old: str, new: str, key: str, field: str, value: str, row: int | None
) -> None:
    slip("people.yaml", old, new, key, field, value, row)
