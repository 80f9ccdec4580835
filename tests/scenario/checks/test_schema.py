"""Slips with numbers and money in scenarios, which would mean something else than was meant."""

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.errors import Fault, InputError
from planner.scenario import load_scenario
from planner.text import grouped_lines
from tests.saying import said

Edit = Callable[[str, str, str], Path]
FaultsOf = Callable[[Path], tuple[Fault, ...]]


def found(faults: tuple[Fault, ...]) -> list[tuple[str, str, str]]:
    return [(fault.key, fault.field, fault.value) for fault in faults]


@pytest.mark.parametrize(
    "weights", ["{heritage: 40,5, green: 80}", "{green: 80, heritage: 40,5}", "{heritage: 40,05}"]
)
def test_a_decimal_comma_in_yaml_is_named(edit: Edit, faults_of: FaultsOf, weights: str) -> None:
    folder = edit("people.yaml", "{heritage: 20, green: 80}", weights)
    ((key, field, value),) = found(faults_of(folder / "people.yaml"))
    assert (key, field) == ("yaml_decimal_comma", "weights.heritage")
    assert value == weights.split("heritage: ")[1].split(", ")[0].rstrip("}")


def test_several_decimal_commas_are_all_named(edit: Edit, faults_of: FaultsOf) -> None:
    folder = edit("people.yaml", "{heritage: 20, green: 80}", "{heritage: 40,5, green: 59,5}")
    faults = found(faults_of(folder / "people.yaml"))
    assert faults == [
        ("yaml_decimal_comma", "weights.heritage", "40,5"),
        ("yaml_decimal_comma", "weights.green", "59,5"),
    ]


def test_a_decimal_comma_on_a_line_of_its_own_is_named(edit: Edit, faults_of: FaultsOf) -> None:
    folder = edit("people.yaml", "{heritage: 20, green: 80}", "\n  heritage: 40,5\n  green: 1")
    assert found(faults_of(folder / "people.yaml")) == [
        ("decimal_comma", "weights.heritage", "40,5")
    ]


@pytest.mark.parametrize("eligible", ["{}", "{use: []}", "{kind: [site], district: []}"])
def test_an_earmark_that_is_emptied_is_a_fault(
    edit: Edit, faults_of: FaultsOf, eligible: str
) -> None:
    folder = edit("base.yaml", "eligible: all", f"eligible: {eligible}")
    ((key, field, _),) = found(faults_of(folder / "people.yaml"))
    assert key == "eligible_empty"
    assert field.startswith("money.funds.state.eligible")


def test_so_is_one_that_an_extending_scenario_empties(small: Path, faults_of: FaultsOf) -> None:
    top = small / "people.yaml"
    words = top.read_text("utf-8") + "money: {funds: {heritage: {eligible: {use: []}}}}\n"
    top.write_text(words, "utf-8")
    assert found(faults_of(top)) == [("eligible_empty", "money.funds.heritage.eligible.use", "")]


def test_another_currency_wants_every_amount_stated_anew(small: Path, faults_of: FaultsOf) -> None:
    top = small / "people.yaml"
    words = top.read_text("utf-8")
    top.write_text(words + "money: {currency: EUR}\n", "utf-8")
    faults = faults_of(top)
    assert {fault.key for fault in faults} == {"currency_amount"}
    fields = {fault.field for fault in faults}
    assert {"money.funds.state.amount.2027", "money.exchange.USD", "money.round_to"} <= fields
    assert {"works.stabilise.unit_cost.3.likely", "duration[0].up_to"} <= fields
    assert {fault.file for fault in faults} == {"base.yaml"}
    base = load_scenario(small / "base.yaml")
    whole = (small / "base.yaml").read_text("utf-8").replace("currency: UAH", "currency: EUR")
    whole = whole.replace("format: 1\n", "format: 1\nextends: base.yaml\n")
    top.write_text(whole, "utf-8")
    assert load_scenario(top).scenario.money.funds == base.scenario.money.funds


def test_another_unit_asks_for_what_is_stated_in_it(small: Path, faults_of: FaultsOf) -> None:
    top = small / "people.yaml"
    top.write_text(top.read_text("utf-8") + "money: {unit: thousand}\n", "utf-8")
    faults = faults_of(top)
    assert {fault.key for fault in faults} == {"currency_unit"}
    fields = {fault.field for fault in faults}
    assert {"money.funds.state.amount.2027", "money.round_to", "duration[0].up_to"} <= fields
    assert not any("unit_cost" in field or "USD" in field for field in fields)


def test_the_same_currency_may_be_stated_again(small: Path) -> None:
    top = small / "people.yaml"
    top.write_text(top.read_text("utf-8") + "money: {currency: UAH}\n", "utf-8")
    assert load_scenario(top).scenario.money.currency == "UAH"


def test_a_share_given_in_per_cent_is_answered_with_the_share(
    small: Path, faults_of: FaultsOf
) -> None:
    top = small / "people.yaml"
    floor = "rules: {district_floor: [{criterion: green, at_least: 25}]}\n"
    top.write_text(top.read_text("utf-8") + floor, "utf-8")
    (fault,) = faults_of(top)
    assert (fault.key, fault.details["fraction"]) == ("share_percent", "0.25")


@pytest.mark.parametrize("letter", ["\\u202e", "\\u200f", "\\u0085"])
def test_letters_that_turn_or_steer_words_are_refused_in_titles(
    edit: Edit, faults_of: FaultsOf, letter: str
) -> None:
    folder = edit("people.yaml", "en: People", f'en: "Peo{letter}ple"')
    ((key, field, value),) = found(faults_of(folder / "people.yaml"))
    assert (key, field) == ("control_character", "name.en")
    assert value == f"U+{letter[2:].upper()}"


def test_thousands_of_unknown_keys_are_refused_at_once_and_in_few_lines(
    small: Path, faults_of: FaultsOf
) -> None:
    top = small / "people.yaml"
    keys = "".join(f"  heritag{k}: 1\n" for k in range(8_000))
    top.write_text(top.read_text("utf-8").split("weights")[0] + f"weights:\n{keys}", "utf-8")
    faults = faults_of(top)
    assert len(faults) <= 1_000
    error = InputError(faults)
    assert error.count >= 8_000
    assert len(said("uk", grouped_lines, error)) <= 30
