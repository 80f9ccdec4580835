"""A newcomer with a list: uploaded, understood, asked about, reported on, planned."""

from pathlib import Path

import pytest

from planner.scenario import load_scenario
from tests.intake.books import csv_of
from tests.ui.pages import words_of

LIST = [
    ["Адреса", "Район", "Площа забудови", "Поверхи", "Пошкодження"],
    ["вул. Сумська, 1", "Зарічний", "200", "5", "10%"],
    ["вул. Сумська, 2", "Зарічний", "300", "", "40%"],
    ["Разом", "", "500", "", ""],
]


@pytest.fixture
def uploaded(tmp_path: Path, open_app):
    """The page after the list was given."""
    app = open_app(tmp_path, page="newcity")
    app.file_uploader(key="newcity_list").set_value(
        ("list.csv", csv_of(LIST, encoding="cp1251"), "text/csv")
    )
    return app.run()


def answered(app, **typed: str):
    for name, words in typed.items():
        app.text_input(key=f"newcity_{name}").set_value(words)
    return app.button(key="newcity_make").click().run()


def asked(app) -> dict[str, str]:
    """Questions by the value that they set, with what is taken for now."""
    found = {}
    for box in app.selectbox:
        if box.key.startswith("newcity_ask_"):
            found[box.key.split("_")[2]] = box.value
    return found


def test_a_list_is_shown_with_what_its_columns_mean_and_what_became_of_its_rows(uploaded) -> None:
    words = words_of(uploaded)
    assert "Площа забудови → площа забудови" in words
    assert "Прочитано 3 рядки: взято як є — 2" in words and "підсумок" in words
    assert {"assume.storeys", "quality"} <= set(asked(uploaded))


def test_answers_and_corrected_columns_change_what_is_taken(uploaded) -> None:
    key = next(box.key for box in uploaded.selectbox if "assume.storeys" in box.key)
    uploaded.selectbox(key=key).set_value("3").run()
    assert "Поверхи за вашою відповіддю: 1" in words_of(uploaded)
    assert "Запланувати можна 2 будівлі з 2" in words_of(uploaded)
    key = next(box.key for box in uploaded.selectbox if box.label == "пошкодження")
    uploaded.selectbox(key=key).set_value("").run()
    assert "ступінь пошкодження — 2" in words_of(uploaded)
    assert "Запланувати можна 0 будівель з 2" in words_of(uploaded)


def test_the_city_is_made_and_its_first_scenario_taken_in_hand(uploaded, tmp_path: Path) -> None:
    answered(uploaded, name="Суми", reference_cost="25 000")
    folder = tmp_path / "sumy"
    assert uploaded.session_state["chosen"] == str(folder / "balanced.yaml")
    assert len(load_scenario(folder / "balanced.yaml").inventory.sites) == 2
    assert (folder / "import" / "mapping.yml").is_file()


def test_what_cannot_be_made_is_told_and_nothing_is_written(uploaded, tmp_path: Path) -> None:
    words = words_of(answered(uploaded, name="", reference_cost="багато", years="2,5"))
    for told in ("Назва міста: напишіть", "нового житла, у валюті міста «багато»", "«2,5»"):
        assert told in words, "all at once, by the names that the fields have"
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_list_is_told(tmp_path: Path, open_app) -> None:
    app = open_app(tmp_path, page="newcity", language="en")
    app.file_uploader(key="newcity_list").set_value(("list.csv", b"%PDF-1.7", "text/csv"))
    assert "this is a PDF, not a table" in words_of(app.run())


def test_next_months_list_shows_what_it_changes_and_brings_the_city_up_to_date(
    uploaded, tmp_path: Path, open_app
) -> None:
    answered(uploaded, name="Суми", reference_cost="25 000")
    app = open_app(tmp_path, page="newcity")
    app.selectbox(key="newcity_whose").set_value("sumy").run()
    later = [LIST[0], ["вул. Сумська, 1", "Зарічний", "200", "5", "90%"]]
    app.file_uploader(key="newcity_list").set_value(("next.csv", csv_of(later), "text/csv"))
    words = words_of(app.run())
    assert "Ступінь пошкодження вищий, ніж був: 1" in words and "не називає: 1" in words
    app.button(key="newcity_update").click().run()
    assert app.session_state["chosen"] == str(tmp_path / "sumy" / "balanced.yaml")
    grade = load_scenario(tmp_path / "sumy" / "balanced.yaml").inventory.sites.damage_grade
    assert max(grade) == 5 and len(list((tmp_path / "sumy").glob("sites.*.csv"))) == 1
