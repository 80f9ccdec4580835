"""What is done against what was planned: read strictly, summed, written for others, and fed into the next plan."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest

from planner.cli.show_done import done_dict, show_done
from planner.errors import InputError
from planner.exchange import release
from planner.exchange.done_file import to_done_docx, to_done_xlsx
from planner.insight.done.drift import Reported, as_reported, begun_of, drift
from planner.insight.done.words import conclusion
from planner.insight.forcing import Hand
from planner.insight.replan.begun import going_on
from planner.insight.replan.former import Former
from planner.intake.done import read_done
from planner.plan import make_plan, prepare
from planner.text import LANGUAGES, speaking
from tests.intake.books import xlsx_of
from tests.saying import said

MILLION = 100_000_000
DAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def town(city, site):
    """Three houses that are all repaired, for 1, 1 and 0.5 million; the third is not worth it."""
    houses = [site("a"), site("b", people=30.0), site("c", area=500.0, people=20.0)]
    return city(houses, funds={"main": {"amount": {2027: 2, 2028: 2}}})


@pytest.fixture(scope="module")
def plan(town):
    return make_plan(town)


def _read(words: str, town) -> tuple[Reported, ...]:
    return read_done(words.encode(), "done.csv", town)


def test_a_table_is_read_under_heads_of_either_language_and_out_of_a_workbook(town):
    wanted = (
        Reported(subject="a", paid=120_000_000, finished=date(2026, 11, 20), share=1.0),
        Reported(subject="b", paid=40_000_000, share=0.25, works="repair"),
    )
    rows = [["a", "", "1.2", "2026-11-20", ""], ["b", "repair", "0.4", "", "25"]]
    lines = "\n".join(",".join(row) for row in rows)
    assert _read(f"id,works,paid,finished,share\n{lines}\n", town) == wanted
    assert _read(f"Ідентифікатор,Роботи,Сплачено,Завершено,Виконано\n{lines}\n", town) == wanted
    book = xlsx_of({"1": [["id", "works", "paid", "finished", "share"], *rows]})
    assert read_done(book, "done.xlsx", town) == wanted


def test_every_fault_is_told_at_once(town):
    with pytest.raises(InputError) as caught:
        _read("id,works,paid,finished,share\nz,paint,,2026,40\na,,x,,200\n", town)
    told = {(fault.key.removesuffix("_near"), fault.field) for fault in caught.value.faults}
    assert told == {
        ("unknown_subject", "id"),
        ("unknown_choice", "works"),
        ("blank", "paid"),
        ("done_day", "finished"),
        ("done_both", "share"),
        ("number", "paid"),
        ("out_of_range", "share"),
    }


def test_drift_adds_up_by_site_and_in_all(plan):
    reports = (
        Reported(subject="a", paid=120_000_000, finished=date(2026, 11, 20), share=1.0),
        Reported(subject="b", paid=40_000_000, share=0.25),
    )
    found = drift(plan, reports, DAY)
    rows = {row.subject: row for row in found.rows}
    assert (rows["a"].cost, rows["a"].expected, rows["a"].drift) == (
        MILLION,
        120_000_000,
        20_000_000,
    )
    assert rows["b"].expected == 40_000_000 + 75_000_000
    assert found.total("drift") == 20_000_000 + 15_000_000
    assert rows["a"].late == 2026 - rows["a"].until and rows["a"].until > 2026
    assert (found.finished, found.planned) == (1, 3)
    assert found.back == rows["a"].people > 0
    assert found.people == sum(plan.entry(i).counts["homes"] for i in "abc")
    late = drift(plan, (replace(reports[0], finished=date(2030, 5, 1)),), DAY)
    assert late.rows[0].late == 2030 - late.rows[0].until and set(late.silent) == {"b", "c"}
    assert done_dict(found)["drift"] == 35_000_000
    for language in LANGUAGES:
        assert said(language, conclusion, plan, found)[:12] in said(
            language, show_done, plan, found
        )


@pytest.mark.parametrize("profile", ["internal", "public"])
def test_a_summary_for_others_has_no_day_and_says_what_it_does_not_count(plan, profile):
    reports = (Reported(subject="a", paid=MILLION, finished=date(2026, 11, 20), share=1.0),)
    found = drift(plan, reports, DAY)
    for language in LANGUAGES:
        with speaking(language):
            paper = docx.Document(io.BytesIO(to_done_docx(release(plan, profile), found)))
            assert to_done_xlsx(release(plan, profile), found)
        words = "\n".join(line.text for line in paper.paragraphs)
        cells = [cell.text for row in paper.tables[0].rows for cell in row.cells]
        assert "kmu.gov.ua" in words and "____" in words
        assert ("2026-11-20" in cells) == (profile == "internal")


def test_what_is_reported_binds_the_next_plan(town, plan):
    former = Former.of(plan)
    steps = former.courses["a"].steps
    reports = (
        Reported(subject="a", paid=MILLION, share=0.1),
        Reported(subject="b", paid=2 * MILLION, finished=date(2026, 11, 20), share=1.0),
        Reported(subject="c", paid=0),
    )
    begun = begun_of(former, reports)
    assert begun == {"a": ("repair",), "b": ("repair",)}
    now = as_reported(town, former, reports)
    went_on = going_on(now, former, begun)
    assert (went_on.kept, went_on.ended) == (("a",), {"b": "settled"})
    (promise,) = went_on.loaded.scenario.rules.promises
    assert (promise.subject, promise.start) == ("a", steps[0][1])
    table = prepare(went_on.loaded).table
    mine = Hand.of(went_on.loaded).members("a") & table.real
    assert set(table.cost[mine]) == {MILLION + round(0.9 * MILLION)}
    assert went_on.loaded.inventory.sha256 != town.inventory.sha256
