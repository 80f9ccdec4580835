"""Slips in what scenarios say: each has its own message, at its place, with its value."""

from collections.abc import Callable

import pytest

Slip = Callable[..., None]

# what stood there, what stands there now, and the fault: key, field, value, line
# fmt: off
VALUES = [
    ("start: 2027", "begin: 2027", "missing_key", "horizon.start", "", 5),
    ("carry_over: true", "carryover: true",
     "unknown_key_near", "money.funds.state.carryover", "carryover", 22),
    ("money_years: 3", "money_years: 0", "below_limit", "horizon.money_years", "0", 7),
    ("money_years: 3", "money_years: 2.5", "whole", "horizon.money_years", "2.5", 7),
    ("money_years: 3", "money_years: three", "whole", "horizon.money_years", "three", 7),
    ("money_years: 3", "money_years: true", "boolean", "horizon.money_years", "true", 7),
    ("appraisal_years: 6", "appraisal_years: 2", "appraisal_too_short", "horizon", "", None),
    ("2028: 300,", "2028: -300,", "negative", "money.funds.state.amount.2028", "-300", 24),
    ("2028: 300,", "2028: nan,", "not_finite", "money.funds.state.amount.2028", "nan", 24),
    ("2028: 300,", "2028: much,", "number", "money.funds.state.amount.2028", "much", 24),
    ("2028: 300,", "2028: 300.000000001,",
     "finer_than_minor", "money.funds.state.amount.2028", "300.000000001", 24),
    ("2029: 300}", "2029: 300, 2019: 5}",
     "year_outside", "money.funds.state.amount.2019", "2019", 24),
    ("2029: 300}", "2029: 300, 2090: 5}",
     "year_outside", "money.funds.state.amount.2090", "2090", 24),
    ("2029: 300}", "2029: 300, later: 5}",
     "year_key", "money.funds.state.amount.later", "later", 24),
    ("2029: 100, 2030: 20}", "2030: 20}", "crew_year_missing", "crews.builders.capacity", "", 40),
    ("USD: 42.5", "USD: 0", "not_positive", "money.exchange.USD", "0", 16),
    ("date: 2026-11-01", "date: 1.11.2026", "date", "money.exchange.date", "1.11.2026", 17),
    ("date: 2026-11-01", "date: 20261101", "date", "money.exchange.date", "20261101", 17),
    ("currency: UAH", "currency: грн", "currency", "money.currency", "грн", 11),
    ("unit: {uk: дерев, en: trees}", "unit: {uk: {some: дерев, other: дерева}, en: trees}",
     "plural_key", "criteria.green.unit.uk.some", "some", 89),
    ("unit: {uk: дерев, en: trees}", "unit: {uk: {few: дерева}, en: trees}",
     "plural_other", "criteria.green.unit.uk", "", 89),
    ("unit: million", "unit: millions", "unknown_choice_near", "money.unit", "millions", 12),
    ("eligible: all", "eligible: none", "eligible", "money.funds.state.eligible", "none", 23),
    ("kind: [site]", "kind: [sites]",
     "unknown_choice_near", "money.funds.heritage.eligible.kind[0]", "sites", 30),
    ("use: [culture", "use: [cultures",
     "unknown_choice_near", "money.funds.heritage.eligible.use[0]", "cultures", 32),
    ("district: [north", "district: [nort",
     "unknown_district_near", "money.funds.heritage.eligible.district[0]", "nort", 33),
    ("round_to: 0.1", "round_to: 0.1234567891",
     "too_many_digits", "money.round_to", "0.1234567891", 14),
    ("name: {uk: Мале місто, en: Small city}", "name: Small city",
     "mapping_expected", "name", "Small city", 3),
    ("name: {uk: Мале місто, en: Small city}", 'name: {uk: "", en: " "}',
     "name_blank", "name", "", 3),
    ("name: {uk: Мале місто, en: Small city}", "name: {uk: 2022, en: City}",
     "text_expected", "name.uk", "2022", 3),
    ("sites: sites.csv", "sites: /etc/sites.csv",
     "inventory_name", "inventory.sites", "/etc/sites.csv", 4),
    ("sites: sites.csv", "sites: site.csv", "file_missing", "", "", None),
    ("unusable: {1: 0, 2: 0.1,", "unusable: {1: 0, 2: 1.1,",
     "share_percent", "damage.unusable.2", "1.1", 47),
    ("unusable: {1: 0, 2: 0.1,", "unusable: {1: 0,", "grade_missing", "damage.unusable", "", 47),
    ("unusable: {1: 0, 2: 0.1,", "unusable: {0: 0, 1: 0, 2: 0.1,",
     "grade_key", "damage.unusable.0", "0", 47),
    ("newly_identified: 40, ", "", "status_missing", "significance.by_status", "", 53),
    ("newly_identified: 40, ", "newly_identified: 40, lost: 5, ",
     "status_key", "significance.by_status.lost", "lost", 53),
    ("{years: 2}\ndamage", "{up_to: 200, years: 2}\ndamage",
     "duration_closed", "duration[1]", "", 44),
    ("{up_to: 100, years: 1}", "{years: 1}", "duration_open", "duration[0]", "", 43),
    ("- {up_to: 100, years: 1}", "- {up_to: 100, years: 1}\n  - {up_to: 90, years: 1}",
     "duration_order", "duration", "", None),
    ("likely: 10800", "likely: 1080", "range_order", "works.repair.unit_cost.3", "", None),
    ("likely: 10800", "likely: -10800",
     "negative", "works.repair.unit_cost.3.likely", "-10800", 71),
    ("  repair:\n", "  repaint:\n", "unknown_works_near", "works.repaint", "repaint", None),
    ("labour: {builders: 0.7}", "labour: {masons: 0.7}",
     "unknown_crew", "works.repair.labour.masons", "masons", 73),
    ("before: [repair]", "before: [repairs]",
     "unknown_works_near", "works.stabilise.before[0]", "repairs", 65),
    ("before: [repair]", "before: [stabilise]",
     "before_itself", "works.stabilise.before[0]", "stabilise", 65),
    ("before: [repair]", "before: repair", "list_expected", "works.stabilise.before", "repair", 65),
    ("timing: once", "timing: one", "unknown_choice_near", "criteria.green.timing", "one", 91),
    ("attribute: trees", "attribute: tree",
     "unknown_attribute_near", "criteria.green.attribute", "tree", 90),
    ("build: 0.2", "builds: 0.2",
     "unknown_works_near", "criteria.green.effects.builds", "builds", 92),
    ("weights: {heritage: 60, green: 40, cost: 0}", "weights: {heritage: 0, green: 0, cost: 0}",
     "weights_zero", "weights", "0", 94),
    ("weights: {heritage: 60,", "weights: {heritage: -60,",
     "negative", "weights.heritage", "-60", 94),
    ("weights: {heritage: 60,", "weights: {heritage: 60, heritag: 1,",
     "unknown_criterion_near", "weights.heritag", "heritag", 94),
]
# fmt: on


@pytest.mark.parametrize(("old", "new", "key", "field", "value", "row"), VALUES)
def test_each_slip_in_a_value_is_named(
    slip: Slip, old: str, new: str, key: str, field: str, value: str, row: int | None
) -> None:
    slip("base.yaml", old, new, key, field, value, row)
