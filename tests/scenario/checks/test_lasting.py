"""Slips in what keeps repaired buildings from serving: each has its message, place and value."""

import shutil
from pathlib import Path

import pytest

from planner.errors import InputError
from planner.scenario import load_scenario
from tests.places import KHARKIV

BASIS = "{kind: illustrative, uk: a, en: b}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copied = tmp_path_factory.mktemp("cities") / "kharkiv"
    shutil.copytree(KHARKIV, copied, ignore=shutil.ignore_patterns(".proven"))
    return copied


@pytest.mark.parametrize(
    ("stated", "fault"),
    [
        (
            "damage: {strike_probability: 2}",
            ("share_percent", "damage.strike_probability", "2"),
        ),
        (
            "damage: {strike_probability: much}",
            ("number", "damage.strike_probability", "much"),
        ),
        (
            "damage: {strike_probability: {by_district: {Kyivskyi: 3}}}",
            ("share_percent", "damage.strike_probability.by_district.Kyivskyi", "3"),
        ),
        (
            "damage: {strike_probability: {by_district: {Kyivsky: 0.1}}}",
            ("unknown_district_near", "damage.strike_probability.by_district.Kyivsky", "Kyivsky"),
        ),
        ("shelter: {uses: [educatio]}", ("unknown_choice_near", "shelter.uses[0]", "educatio")),
        ("shelter: {built_with: [rebuil]}", ("unknown_works", "shelter.built_with[0]", "rebuil")),
        (
            f"ensembles: {{square: {{name: {{uk: a, en: b}}, value: 3, basis: {BASIS}}}}}",
            ("ensemble_empty", "ensembles.square", "square"),
        ),
    ],
)
def test_a_slip_is_told_where_it_stands(
    folder: Path, stated: str, fault: tuple[str, str, str]
) -> None:
    file = folder / "slip.yaml"
    words = f"format: 1\nextends: base.yaml\nname: {{uk: a, en: b}}\n{stated}\n"
    file.write_text(words, "utf-8")
    with pytest.raises(InputError) as caught:
        load_scenario(file)
    found = [
        (f.key.replace("_works_near", "_works"), f.field, f.value) for f in caught.value.faults
    ]
    assert found == [fault]


def test_one_setting_leaves_the_strikes_out(folder: Path) -> None:
    file = folder / "calm.yaml"
    words = "format: 1\nextends: base.yaml\nname: {uk: a, en: b}\ndamage: {strike_probability: 0}\n"
    file.write_text(words, "utf-8")
    assert load_scenario(file).scenario.damage.strike_probability == 0.0
