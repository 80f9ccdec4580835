"""Plans once proven: found again by everybody, believed only as far as they can be checked."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from planner.exchange.proven import keep_proven, proven
from planner.optimise import check
from planner.plan import problem_of, solve_scenario
from planner.scenario import load_scenario, with_settings
from planner.scenario.files.loading import Loaded
from tests.places import KHARKIV
from tests.small_city import make_city

PRESETS = ("repair-first", "people-first", "balanced", "masterplan")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VIDNOVA_PROVEN", str(tmp_path / "proven"))
    return tmp_path / "proven"


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    return load_scenario(make_city(tmp_path) / "kharkiv" / "balanced.yaml")


@pytest.mark.parametrize("name", PRESETS)
def test_the_presets_open_proven(name: str) -> None:
    loaded = load_scenario(KHARKIV / f"{name}.yaml")
    solution = proven(loaded, 1e-4)
    assert solution is not None and solution.proven
    assert check(problem_of(loaded), solution).sound


def test_what_was_proven_is_found_again_and_for_looser_gaps_only(
    folder: Path, loaded: Loaded
) -> None:
    assert proven(loaded, 1.0) is None
    solution = solve_scenario(loaded, gap=0.05)
    assert keep_proven(loaded, solution)
    again = proven(loaded, 0.05)
    assert again is not None
    assert again.chosen.tolist() == solution.chosen.tolist()
    assert (again.value, again.bound, again.gap) == (solution.value, solution.bound, solution.gap)
    assert proven(loaded, solution.gap / 2) is None


def test_another_weight_or_another_budget_is_another_question(folder: Path, loaded: Loaded) -> None:
    keep_proven(loaded, solve_scenario(loaded, gap=0.05))
    other = with_settings(loaded, weights={"heritage": Decimal(51), "homes": Decimal(49)})
    assert proven(other, 1.0) is None
    renamed = with_settings(loaded, name=loaded.scenario.name.model_copy(update={"en": "Other"}))
    assert proven(renamed, 1.0) is not None, "a name decides nothing"


def test_the_closer_proof_stays(folder: Path, loaded: Loaded) -> None:
    close, loose = (solve_scenario(loaded, gap=gap) for gap in (1e-2, 0.15))
    keep_proven(loaded, loose)
    keep_proven(loaded, close)
    keep_proven(loaded, loose)
    known = proven(loaded, 1.0)
    assert known is not None and known.gap == close.gap


def test_what_is_not_proven_is_not_kept(folder: Path, loaded: Loaded) -> None:
    solution = solve_scenario(loaded, gap=0.05)
    assert not keep_proven(loaded, replace(solution, proven=False, status="stopped"))
    assert not folder.exists()


@pytest.mark.parametrize("damage", ["", "{}", "not json", "half"])
def test_a_damaged_document_is_no_answer(folder: Path, loaded: Loaded, damage: str) -> None:
    keep_proven(loaded, solve_scenario(loaded, gap=0.05))
    (file,) = folder.glob("*.json")
    words = file.read_text("utf-8")
    file.write_text(words[: len(words) // 2] if damage == "half" else damage, "utf-8")
    assert proven(loaded, 1.0) is None


def test_a_document_with_other_decisions_is_no_answer(folder: Path, loaded: Loaded) -> None:
    solution = solve_scenario(loaded, gap=0.05)
    keep_proven(loaded, solution)
    (file,) = folder.glob("*.json")
    words = file.read_text("utf-8")
    last = int(solution.chosen[-1])
    file.write_text(words.replace(f"{last}]", f"{last - 1}]"), "utf-8")
    assert proven(loaded, 1.0) is None


def test_a_folder_that_cannot_be_written_keeps_nothing_and_says_so(
    tmp_path: Path, loaded: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("VIDNOVA_PROVEN", str(tmp_path / "file" / "proven"))
    assert not keep_proven(loaded, solve_scenario(loaded, gap=0.05))
