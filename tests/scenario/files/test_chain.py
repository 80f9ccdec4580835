"""Slips in the form of scenario files: each has its own message, at its place, with its value."""

from collections.abc import Callable

import pytest

Slip = Callable[..., None]

# what stood there, what stands there now, and the fault: key, field, value, line
# fmt: off
BASE = [
    ("start: 2027", "start: [2027", "yaml_syntax", "", "", 7),
    ("start: 2027", "start: *x", "yaml_alias", "horizon.start", "*x", 6),
    ("start: 2027", "start: &x 2027", "yaml_anchor", "horizon.start", "&x", 6),
    ("start: 2027", "start: !!int 2027", "yaml_tag", "horizon.start", "tag:yaml.org,2002:int", 6),
    ("start: 2027", "start:", "yaml_null", "horizon.start", "", 6),
    ("start: 2027", "start: 0o17", "yaml_number", "horizon.start", "0o17", 6),
    ("money_years: 3", "money_years: 03", "yaml_number", "horizon.money_years", "03", 7),
    ("2028: 300,", "2028: 1_000,", "yaml_number", "money.funds.state.amount.2028", "1_000", 24),
    ("2028: 300,", "2028: 1:30,", "yaml_number", "money.funds.state.amount.2028", "1:30", 24),
    ("2028: 300,", "2028: 1e99,", "yaml_number", "money.funds.state.amount.2028", "1e99", 24),
    ("2028: 300,", "2028: .nan,", "yaml_not_finite", "money.funds.state.amount.2028", ".nan", 24),
    ("carry_over: true", "carry_over: yes",
     "yaml_yes_no", "money.funds.state.carry_over", "yes", 22),
    ("  start: 2027", "  start: 2027\n  start: 2028", "yaml_repeated", "horizon", "start", 7),
    ("2028: 300,", '2028: 300, "2028": 900,',
     "yaml_repeated", "money.funds.state.amount", "2028", 24),
    ("format: 1", "--- {}\n---\nformat: 1", "yaml_documents", "", "", None),
    ("rules:\n", "? [a, b]\n: 1\nrules:\n", "yaml_key", "", "", None),
    ("recreation: []", "recreation: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
     "yaml_deep", "", "", None),
]
EXTENDING = [
    ("base.yaml", "bas.yaml", "extends_missing", "extends", "bas.yaml", 2),
    ("base.yaml", "../base.yaml", "extends_name", "extends", "../base.yaml", 2),
    ("base.yaml", "people.yaml", "extends_cycle", "extends", "people.yaml", 2),
    ("format: 1", "format: 2", "format", "format", "2", 1),
    ("weights:", "weigths:", "unknown_key", "weigths", "weigths", 4),
]
# fmt: on


@pytest.mark.parametrize(("old", "new", "key", "field", "value", "row"), BASE)
def test_each_slip_in_the_root_file_is_named(
    slip: Slip, old: str, new: str, key: str, field: str, value: str, row: int | None
) -> None:
    slip("base.yaml", old, new, key, field, value, row)


@pytest.mark.parametrize(("old", "new", "key", "field", "value", "row"), EXTENDING)
def test_each_slip_in_an_extending_file_is_named(
    slip: Slip, old: str, new: str, key: str, field: str, value: str, row: int | None
) -> None:
    slip("people.yaml", old, new, key, field, value, row)
