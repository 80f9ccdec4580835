"""Single values as people write them."""

import numpy as np
import pytest

from planner.intake.letters import mended
from planner.intake.values.damage import is_ambiguous, likely_scales, scales
from planner.intake.values.dates import ambiguous, iso_of, order_of
from planner.intake.values.numbers import reader, unit_of
from planner.intake.values.places import degrees_of, inside, pair_of
from planner.intake.values.wording import is_error, meant

NUMBERS = {
    "12": 12.0,
    "1 200,5": 1200.5,
    "1\u00a0200": 1200.0,
    "1.234,5": 1234.5,
    "1,234.5": 1234.5,
    "12,5": 12.5,
    "1200 м²": 1200.0,
    "2.5 тис. м²": 2500.0,
    "1,5 га": 15000.0,
    "100 sq ft": 9.290304,
    "1000-1200": 1100.0,
    "~1200": 1200.0,
    "9-поверховий": 9.0,
    "9-ти поверховий": 9.0,
    "-5": -5.0,
    "n/a": None,
    "12 кг": None,
    "1.2.3": None,
}


@pytest.mark.parametrize(("word", "value"), NUMBERS.items())
def test_numbers_are_read_as_they_are_written(word: str, value: float | None) -> None:
    assert reader(["12,5"], decimals=False)(word).value == value


def test_a_comma_before_three_digits_is_what_the_column_shows() -> None:
    assert reader(["1,250", "3,000"], decimals=False)("1,250").value == 1250.0
    assert reader(["1,250", "3,5"], decimals=False)("1,250").value == 1.25


def test_units_of_headings_become_factors() -> None:
    assert unit_of("plinth_area_sq_ft") == pytest.approx(0.0929, abs=1e-4)
    assert (unit_of("Площа, тис. кв. м"), unit_of("Площа, га"), unit_of("Площа")) == (1e3, 1e4, 1)


DATES = {
    "01.03.2022": "2022-03-01",
    "1 березня 2022 р.": "2022-03-01",
    "2022-03-01 00:00:00": "2022-03-01",
    "03.2022": "2022-03",
    "2022": "2022",
    "44621": "2022-03-01",
    "March 2, 2022": "2022-03-02",
    "31.02.2022": "",
    "учора": "",
}


@pytest.mark.parametrize(("word", "iso"), DATES.items())
def test_dates_are_read_as_far_as_they_go(word: str, iso: str) -> None:
    assert iso_of(word, "dmy") == iso


def test_a_date_that_can_be_read_twice_is_seen_to() -> None:
    assert ambiguous(["06/01/22", "05/02/22"]) and not ambiguous(["06/01/22", "13/02/22"])
    assert (order_of(["06/13/22"]), iso_of("06/01/22", "mdy")) == ("mdy", "2022-06-01")
    assert ambiguous(["06/01/22", "24.02.2022"])  # dots say nothing of slashes
    assert iso_of("06.01.22", "mdy") == "2022-01-06"


SCALES = [
    ("Ступінь", ["1", "3", "5"], "ems98", ["1", "3", "5"]),
    ("Ступінь", ["I", "IV", "V"], "roman", ["1", "4", "5"]),
    ("Технічний стан", ["аварійний", "задовільний", "нормальний"], "state", ["4", "1", "0"]),
    ("Категорія", ["I", "ІІ", "ІІІ категорія"], "category", ["1", "3", "5"]),
    ("* Damage", ["Affected (1-9%)", "Destroyed (>50%)", "Inaccessible"], "fire", ["1", "5", "-"]),
    ("damage_gra", ["Destroyed", "Damaged", "Possibly damaged"], "copernicus", ["5", "3", "1"]),
    ("Main_Damage_Site_Class", ["1", "2", "4", "6", "11"], "unosat", ["5", "4", "1", "0", "1"]),
    ("usability", ["D1", "D2-D3", "D4-D5"], "aedes", ["1", "3", "4"]),
    ("class", ["CC0", "CC2", "CC3"], "condition", ["0", "2", "4"]),
    ("пошкоджено", ["так", "ні"], "yes_no", ["3", "0"]),
    ("стан", ["повністю зруйнований", "вибиті вікна"], "plain", ["5", "1"]),
    ("пошкодження", ["10%", "60 %"], "percent", ["1", "4"]),
]


@pytest.mark.parametrize(("heading", "words", "scale", "grades"), SCALES)
def test_damage_is_read_on_the_scale_that_it_is_on(
    heading: str, words: list[str], scale: str, grades: list[str]
) -> None:
    assert likely_scales(heading, words)[0] == scale
    assert [scales()[scale].grade(word) for word in words] == grades


def test_codes_that_several_scales_have_are_asked_about_unless_the_heading_says_which() -> None:
    assert is_ambiguous("клас", ["1", "2", "3"])
    assert is_ambiguous("damage_grade", ["1", "2", "3"])
    assert not is_ambiguous("damage_grade", ["1", "2", "5"])
    assert not is_ambiguous("Категорія пошкодження", ["1", "2", "3"])


def test_words_are_known_in_any_ending_and_whole() -> None:
    assert meant("use", "Житлові будинки багатоквартирні") == "residential"
    assert meant("use", "КЗ «Харківський ліцей № 5»") == "education"
    assert meant("use", "Willow") == ""
    assert meant("heritage_status", "не є пам'яткою") == "none"


def test_letters_and_signs_that_came_out_wrong_are_put_right() -> None:
    assert mended("вул. Cумcька") == "вул. Сумська"
    assert (mended("об?єкт"), mended("12 м?"), mended("Apple Street")) == (
        "об’єкт",
        "12 м²",
        "Apple Street",
    )
    assert is_error("#ЗНАЧ!") and is_error("#REF!") and not is_error("#5")


def test_places_are_read_in_any_notation() -> None:
    value, in_minutes = degrees_of("50°00'24\" N")
    assert value == pytest.approx(50.00667, abs=1e-5) and in_minutes
    assert degrees_of("49,99")[0] == 49.99 and np.isnan(degrees_of("x")[0])
    assert pair_of("49.99, 36.23") == pair_of("POINT (36.23 49.99)") == pair_of("49,99; 36,23")


def test_points_within_an_outline_with_a_hole() -> None:
    def ring(size: float) -> np.ndarray:
        return size * np.array([[-1.0, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]])

    at = np.array([0.0, 1.5, 3.0])
    assert inside(at, at, (ring(2.0), ring(1.0))).tolist() == [False, True, False]
