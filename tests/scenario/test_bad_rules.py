"""Slips in rules: each has its own message, at its place, with its value."""

from collections.abc import Callable

import pytest

Slip = Callable[..., None]

# what stood there, what stands there now, and the fault: key, field, value, line
# fmt: off
RULES = [
    ("new: {at_most: 0.5}", "new: {at_most: 1.5}",
     "above_limit", "rules.share.new.at_most", "1.5", 97),
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
