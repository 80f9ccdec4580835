"""Settings are pure functions of their inputs, and saving them gives a file that loads the same."""

import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from planner.domain import Names
from planner.errors import InputError
from planner.scenario import (
    Loaded,
    differences,
    list_scenarios,
    load_scenario,
    with_settings,
)
from tests.scenario.storing import TITLE, written


@pytest.fixture
def loaded(small: Path) -> Loaded:
    return load_scenario(small / "people.yaml")


def keys(caught: pytest.ExceptionInfo[InputError]) -> list[str]:
    return [fault.key for fault in caught.value.faults]


def test_weights_not_named_weigh_nothing(loaded: Loaded) -> None:
    changed = with_settings(loaded, weights={"heritage": Decimal(3)})
    assert changed.scenario.weights == {"heritage": 3, "green": 0, "cost": 0}
    assert changed.scenario.shares == {"heritage": 1.0, "green": 0.0, "cost": 0.0}
    assert changed.base is loaded.base
    assert changed.inventory is loaded.inventory


def test_a_budget_replaces_the_years_of_the_funds_it_names(loaded: Loaded) -> None:
    changed = with_settings(loaded, budget={"state": {2027: Decimal("0.1")}})
    funds = changed.scenario.money.funds
    assert funds["state"].amount == {2027: Decimal("0.1"), 2028: 0, 2029: 0}
    assert funds["heritage"] == loaded.scenario.money.funds["heritage"]


def test_settings_leave_what_they_start_from_unchanged(loaded: Loaded) -> None:
    before = loaded.scenario.model_dump_json()
    with_settings(loaded, weights={"green": Decimal(1)}, budget={"state": {2027: Decimal(5)}})
    assert loaded.scenario.model_dump_json() == before


def test_no_settings_give_the_same_back(loaded: Loaded) -> None:
    assert with_settings(loaded) is loaded


def test_the_hash_depends_on_the_settings_and_not_on_the_way_to_them(loaded: Loaded) -> None:
    weights = {"heritage": Decimal(1), "green": Decimal(2)}
    direct = with_settings(loaded, weights=weights)
    around = with_settings(with_settings(loaded, weights={"green": Decimal(9)}), weights=weights)
    assert direct.sha256 == around.sha256 != loaded.sha256
    back = with_settings(direct, weights=loaded.scenario.weights)
    assert back.sha256 == loaded.sha256


def test_a_loaded_scenario_survives_pickling(loaded: Loaded) -> None:
    copy = pickle.loads(pickle.dumps(loaded))
    assert copy.scenario == loaded.scenario
    assert copy.inventory.sites.id == loaded.inventory.sites.id


def test_settings_are_checked_all_at_once(loaded: Loaded) -> None:
    with pytest.raises(InputError) as caught:
        with_settings(
            loaded,
            weights={"homes": Decimal(0)},
            budget={fund: {2027: Decimal(0)} for fund in loaded.scenario.money.funds},
        )
    assert keys(caught) == ["unknown_criterion", "weights_zero", "budget_zero"]


@pytest.mark.parametrize(
    ("weight", "key"),
    [("-1", "negative"), ("NaN", "not_finite"), ("Infinity", "not_finite")],
)
def test_a_weight_that_is_no_weight_is_named(loaded: Loaded, weight: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        with_settings(loaded, weights={"green": Decimal(weight), "heritage": Decimal(1)})
    assert keys(caught) == [key]


def test_an_unknown_fund_is_named(loaded: Loaded) -> None:
    with pytest.raises(InputError) as caught:
        with_settings(loaded, budget={"stat": {2027: Decimal(1)}})
    assert keys(caught) == ["unknown_fund_near"]


def test_saved_settings_load_as_the_same_scenario(loaded: Loaded, small: Path) -> None:
    changed = with_settings(
        loaded,
        weights={"heritage": Decimal("33.3"), "green": Decimal("66.7")},
        budget={"heritage": {2027: Decimal("0.00000001"), 2029: Decimal(7)}},
        name=TITLE,
    )
    path = written(small / "my-plan.yaml", changed)
    again = load_scenario(path)
    assert again.scenario.model_copy(update={"extends": None}) == changed.scenario.model_copy(
        update={"extends": None}
    )
    assert path in list_scenarios(small)


def test_a_saved_scenario_states_only_what_differs(loaded: Loaded, small: Path) -> None:
    changed = with_settings(loaded, weights={"heritage": Decimal(20), "green": Decimal(81)})
    text = written(small / "greener.yaml", changed).read_text(encoding="utf-8")
    assert yaml.safe_load(text) == {
        "format": 1,
        "extends": "people.yaml",
        "name": {"uk": "Мій план", "en": "My plan"},
        "weights": {"green": 81},
    }
    assert list(yaml.safe_load(text)) == ["format", "extends", "name", "weights"]
    assert "Мій план" in text


def test_given_changes_are_written_as_they_are(loaded: Loaded, small: Path) -> None:
    path = written(small / "x.yaml", loaded, changes={"horizon": {"money_years": 2}})
    assert load_scenario(path).scenario.horizon.money_years == 2


@pytest.mark.parametrize("title", ["NO", "010", "1e6", "~", "null", "a: b", "- x", "#", "🏛", "'"])
def test_any_title_survives_saving(loaded: Loaded, small: Path, title: str) -> None:
    path = written(small / "x.yaml", loaded, Names(uk=title, en=title))
    assert load_scenario(path).scenario.name.uk == title


def test_every_kind_of_difference_can_be_written(loaded: Loaded, small: Path) -> None:
    scenario = loaded.scenario
    other = scenario.model_copy(
        update={
            "duration": scenario.duration[1:],
            "damage": scenario.damage.model_copy(update={"strike_probability": 1e-7}),
            "money": scenario.money.model_copy(
                update={
                    "exchange": scenario.money.exchange.model_copy(
                        update={"date": date(2026, 10, 2), "USD": Decimal("1E+2")}
                    )
                }
            ),
        }
    )
    path = written(small / "x.yaml", loaded, changes=differences(scenario, other))
    again = load_scenario(path).scenario
    assert (again.duration, again.damage, again.money) == (
        other.duration,
        other.damage,
        other.money,
    )


def test_differences_of_a_scenario_to_itself_are_none(loaded: Loaded) -> None:
    assert differences(loaded.scenario, loaded.scenario) == {}
    assert set(differences(loaded.base, loaded.scenario)) == {"name", "weights"}
