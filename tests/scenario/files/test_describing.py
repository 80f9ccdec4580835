"""What a city says of itself: read strictly, in both languages, and held by no hash."""

from collections.abc import Callable
from pathlib import Path

from planner.errors import Fault
from planner.exchange.data_files import to_text, to_xlsx
from planner.insight import coverage, coverage_source
from planner.plan import problem_of
from planner.scenario import list_scenarios, load_scenario
from planner.scenario.about import About
from tests.places import KHARKIV
from tests.releasing import our_data
from tests.saying import said

WORDS = """format: 1
limits: [{uk: Лише приклад., en: An example only.}]
sources:
  - name: {uk: Архів, en: The archive}
    use: {uk: усе, en: everything}
    licence: {uk: CC0, en: CC0}
"""


def test_what_a_city_says_of_itself_reaches_its_files_and_none_of_its_decisions(
    small: Path,
) -> None:
    silent = load_scenario(small / "people.yaml")
    (small / "about.yaml").write_text(WORDS, encoding="utf-8")
    loaded = load_scenario(small / "people.yaml")
    assert (loaded.sha256, loaded.inventory.sha256) == (silent.sha256, silent.inventory.sha256)
    assert problem_of(loaded).sha256() == problem_of(silent).sha256()
    assert "Лише приклад." in said("uk", to_text, our_data(loaded), None).decode("utf-8-sig")
    assert "An example only." in said("en", to_text, our_data(loaded), None).decode("utf-8-sig")
    assert "about.yaml" in said("en", to_text, our_data(silent), None).decode("utf-8-sig")
    assert said("uk", to_xlsx, our_data(loaded), None)
    assert [path.name for path in list_scenarios(small)] == ["people.yaml"]


def test_its_words_are_read_as_strictly_as_a_scenario(
    small: Path, faults_of: Callable[[Path], tuple[Fault, ...]]
) -> None:
    wrong = {
        "limit: []": ("unknown_key_near", "limit"),
        "limits: [{uk: Так, en: ''}]": ("words_blank", "limits[0].en"),
        "limits: [{uk: Так}]": ("missing_key", "limits[0].en"),
        "sources: [{name: {uk: а, en: a}}]": ("missing_key", "sources[0].use"),
        "damaged: {number: 0, source: {uk: а, en: a}, date: 2026-01-02}": (
            "below_limit",
            "damaged.number",
        ),
        "damaged: {number: 900}": ("missing_key", "damaged.source"),
        "damaged: {number: 1, source: {uk: а, en: a}, date: 2026-01-02}": (
            "damaged_fewer",
            "damaged.number",
        ),
        "notice: true": ("mapping_expected", "notice"),
        "limits: [": ("yaml_syntax", ""),
    }
    for line, (key, field) in wrong.items():
        (small / "about.yaml").write_text(f"format: 1\n{line}\n", encoding="utf-8")
        found = faults_of(small / "people.yaml")
        assert (found[0].file, found[0].key, found[0].field) == ("about.yaml", key, field)


def test_how_much_of_a_city_its_list_covers_is_told_where_the_city_says_how_much_is_damaged() -> (
    None
):
    about = load_scenario(KHARKIV / "balanced.yaml").about
    assert said("en", coverage, 80, about) == "80 of more than 8,000 damaged buildings"
    assert said("uk", coverage, 80, about) == "80 з понад 8\u00a0000 пошкоджених будівель"
    assert "2026" in said("en", coverage_source, about)
    assert said("uk", coverage_source, about).endswith("\u202fр.")
    assert said("en", coverage, 80, About()) == "80 buildings"
    assert said("en", coverage_source, About()) == ""


VOICE = "{who: {uk: А, en: A}, says: {uk: Так., en: Indeed.}, link: %s}"
DEBATE = """debate:
  plan: {uk: План, en: Plan}
  critics: [%s]
  authors: [%s]
  critics_unknown: {uk: Чого, en: What}
  authors_unknown: {uk: Чого, en: What}
"""


def test_both_sides_of_a_debate_are_held_to_as_many_lines_with_pages_and_dates(
    small: Path, faults_of: Callable[[Path], tuple[Fault, ...]]
) -> None:
    voice = VOICE % "https://example.org/a"
    dated = voice[:-1] + ", date: '2023-13'}"
    wrong = {
        DEBATE % (f"{voice}, {voice}", voice): ("sides_uneven", "debate"),
        DEBATE % (VOICE % "http://example.org", voice): ("said_where", "debate.critics[0].link"),
        DEBATE % (voice, dated): ("said_when", "debate.authors[0].date"),
        DEBATE % (voice, voice.replace("en: Indeed.", "en: ''")): (
            "words_blank",
            "debate.authors[0].says.en",
        ),
        DEBATE % ("", voice): ("list_empty", "debate.critics"),
    }
    for words, (key, field) in wrong.items():
        (small / "about.yaml").write_text(f"format: 1\n{words}", encoding="utf-8")
        found = faults_of(small / "people.yaml")
        assert (found[0].file, found[0].key, found[0].field) == ("about.yaml", key, field)
    right = DEBATE % (voice, dated.replace("2023-13", "2023"))
    (small / "about.yaml").write_text(f"format: 1\n{right}", encoding="utf-8")
    debate = load_scenario(small / "people.yaml").about.debate
    assert debate is not None and debate.authors[0].date == "2023"


def test_the_words_of_kharkiv_stand_in_its_folder() -> None:
    about = load_scenario(KHARKIV / "balanced.yaml").about
    assert about.notice and about.read and about.attribution
    assert (len(about.not_counted), len(about.limits), len(about.sources)) == (6, 7, 10)
    assert about.debate is not None
    assert len(about.debate.critics) == len(about.debate.authors) == 4
