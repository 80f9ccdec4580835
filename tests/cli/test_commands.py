"""`vidnova validate`, `compare`, `lp` and `generate`."""

import json
from typing import Any

import pytest

from planner.plan import IN_PLAN
from planner.text import LANGUAGES, text
from tests.places import KHARKIV
from tests.saying import said

REPAIR_FIRST = KHARKIV / "repair-first.yaml"
MASTERPLAN = KHARKIV / "masterplan.yaml"
QUICK = ("--gap", "0.02")


def planned(report: dict[str, Any]) -> set[str]:
    return {entry["id"] for entry in report["plan"] if entry["group"] in IN_PLAN}


def test_validate_says_what_it_found(run, language):
    result = run("validate", REPAIR_FIRST, "--lang", language)
    assert result.exit_code == 0 and "82" in result.stdout and "15" in result.stdout
    report = json.loads(run("validate", REPAIR_FIRST, "--json").stdout)
    assert report["valid"] is True and report["sites"] == 82 and report["faults"] == []


def taken_down(report):
    """Ids of what a plan clears, on its own account or for a project."""
    return {e["id"] for e in report["plan"] if e["group"] == "clearing" or e["displaced_by"]}


def test_compare_says_what_the_exports_say(run, printed):
    report = json.loads(
        run("compare", REPAIR_FIRST, MASTERPLAN, "--json", "--profile", "internal", *QUICK).stdout
    )
    (difference,) = report["differences"]
    a, b = planned(printed["repair-first"]), planned(printed["masterplan"])
    gone, going = (taken_down(printed[path.stem]) for path in (REPAIR_FIRST, MASTERPLAN))
    assert set(difference["entered"]) == b - a - going
    assert set(difference["left"]) == a - b - gone
    assert set(difference["cleared"]) == going - gone
    spent = [printed[path.stem]["figures"]["spent"] for path in (REPAIR_FIRST, MASTERPLAN)]
    assert difference["spent"] == spent[1] - spent[0]
    assert set(difference["sentence"]) == set(LANGUAGES)


def test_compare_names_what_enters_what_leaves_and_what_is_lost(run, language, printed):
    words = ["compare", REPAIR_FIRST, MASTERPLAN, *QUICK, "--lang", language]
    shown = " ".join(run(*words, env={"COLUMNS": "160"}).stdout.split())
    a, b = (printed[path.stem] for path in (REPAIR_FIRST, MASTERPLAN))
    names = {e["id"]: e["name"][language] for e in b["plan"]}
    for subject in planned(a) ^ planned(b):
        assert names[subject].split(",")[0] in shown
    lost_before = {x["id"] for x in a["losses"]}
    for loss in b["losses"]:
        if loss["id"] not in lost_before:
            assert loss["name"][language] in shown


def test_a_scenario_compared_with_itself_is_the_same(run):
    result = run("compare", REPAIR_FIRST, REPAIR_FIRST, *QUICK)
    assert result.exit_code == 0
    assert said("uk", text, "compare.same_list") in " ".join(result.stdout.split())


@pytest.mark.parametrize(("ending", "start"), [(".lp", "\\* vidnova"), (".mps", "*SENSE:")])
def test_lp_writes_the_problem_once(run, tmp_path, ending, start):
    target = tmp_path / f"model{ending}"
    assert run("lp", REPAIR_FIRST, target).exit_code == 0
    written = target.read_text()
    assert written.count(start) == 1 and "derzhprom" in written
    assert run("lp", REPAIR_FIRST, target).exit_code == 2
    assert target.read_text() == written
    assert run("lp", REPAIR_FIRST, tmp_path / "model.txt").exit_code == 2


def test_generate_makes_a_city_that_is_valid_and_says_it_is_synthetic(run, tmp_path, language):
    place = tmp_path / "city"
    words = ["generate", "--sites", 25, "--seed", 3, place, "--like", KHARKIV / "base.yaml"]
    assert run(*words).exit_code == 0
    result = run("validate", place / "repair-first.yaml", "--lang", language)
    assert result.exit_code == 0
    assert said(language, text, "compare.synthetic_city") in result.stdout
    assert json.loads(run("validate", place / "repair-first.yaml", "--json").stdout)["sites"] == 25
    again = run(*words)
    assert again.exit_code == 2 and not again.stdout


def test_where_a_value_came_from_is_told_to_programs_too(run: Any, tmp_path: Any) -> None:
    lists = tmp_path / "list.csv"
    lists.write_text("Код;Адреса;Загальна площа;Ступінь EMS\nb1;вул. Сумська, 1;900;2\n")
    assert run("import", lists, "--into", tmp_path / "city").exit_code == 0
    told = json.loads(run("origin", tmp_path / "city", "b1", "--json").stdout)
    assert "list.csv" in json.dumps(told)
    assert "900" in json.dumps(told)
