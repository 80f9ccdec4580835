"""Terms once worked out: found again for the very scenario, in the terminal as well, and for no other."""

import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planner.cli.command import Vidnova
from planner.exchange.terms_file import FOLDER, keep_terms, known_terms, told_alone
from planner.insight.contest import terms
from planner.insight.forcing import Hand
from planner.insight.terms_words import in_short, terms_words
from planner.plan import make_plan
from planner.scenario import load_scenario, with_settings
from tests.insight.hands import solved
from tests.places import ROOT
from tests.saying import said

PROJECT = "hall"


@pytest.fixture
def run() -> Callable[..., Result]:
    return lambda *words: CliRunner().invoke(Vidnova(name="vidnova"), [str(w) for w in words])


def test_terms_are_kept_for_the_very_scenario_and_told_alike_everywhere(
    tmp_path: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VIDNOVA_PROVEN", raising=False)
    folder = Path(shutil.copytree(ROOT / "tests" / "scenario" / "small", tmp_path / "small"))
    loaded = load_scenario(folder / "people.yaml")
    assert known_terms(loaded) == {}
    found = terms(loaded, solved(Hand.of(loaded)), PROJECT)
    assert found.final and keep_terms(loaded, found)
    found = told_alone(found)
    assert known_terms(loaded) == {PROJECT: found}
    other = with_settings(loaded, weights={"heritage": Decimal(1)})
    assert known_terms(other) == {}

    plan = make_plan(loaded)
    words = said("en", terms_words, plan, found)
    assert words and said("en", in_short, plan, found) in {
        line for _, told in words for line in told
    }
    printed = run("plan", folder / "people.yaml", "--terms", PROJECT, "--lang", "en").stdout
    for title, told in words:
        assert " ".join(f"{title}: {' '.join(told)}".split()) in " ".join(printed.split())
    report = json.loads(run("plan", folder / "people.yaml", "--terms", "all", "--json").stdout)
    assert PROJECT in {one["project"] for one in report["terms"]}
    refused = run("plan", folder / "people.yaml", "--terms", "hal", "--lang", "en")
    assert refused.exit_code == 2 and "hall" in refused.stderr

    (file,) = (folder / FOLDER).glob("*.json")
    file.write_text('{"hall": {"final": 1}}', encoding="utf-8")
    assert known_terms(loaded) == {}
