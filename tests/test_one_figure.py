"""A figure has one meaning: one plan taken through every surface says the same of the same name."""

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from planner.cli.show_comparison import comparison_dict, show_comparison
from planner.cli.show_plan import show_plan
from planner.exchange.comparison import comparison_tables
from planner.exchange.council.docx import to_docx
from planner.exchange.council.pdf import to_pdf
from planner.exchange.donor.plane import plane_of
from planner.exchange.donor.workbook import donor_tables
from planner.exchange.json_file import to_dict
from planner.exchange.maps.layers import DISTRICTS, WORKS, layers
from planner.exchange.plan_tables import tables
from planner.exchange.sheet import Table
from planner.insight import Comparison, answer, compare
from planner.insight.card import card_of
from planner.insight.words import criterion_name
from planner.plan import IN_PLAN, Plan
from planner.text import (
    LANGUAGES,
    Language,
    amount,
    decimal,
    money,
    money_in_unit,
    percent,
    quantity,
    text,
    whole,
)
from planner.ui.card.facts import proposed
from planner.ui.card.waterfall import why
from planner.ui.compare.beside import money_bars
from planner.ui.compare.figures import figures as beside
from planner.ui.contest.page import sides
from planner.ui.look.tiles import tiles
from tests.releasing import our_pair, ours

CRITERIA = ("heritage", "damage", "homes", "services", "safety", "renewal")


def _rows(table: Table) -> list[dict[str, Any]]:
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def _named(all_tables: tuple[Table, ...], key: str) -> list[dict[str, Any]]:
    return next(_rows(table) for table in all_tables if table.key == key)


def _plain(words: str) -> str:
    """Words without marks of a page, with one kind of blank."""
    return re.sub(r"[ \u00a0\u202f]+", " ", re.sub(r"<[^>]+>", " ", words))


def _lines(words: str, name: str) -> list[str]:
    """Lines of a terminal's table that begin with a criterion and its unit."""
    return [line for line in map(str.strip, _plain(words).splitlines()) if line.startswith(name)]


def _cells(pair: Comparison) -> dict[str, list[str]]:
    """Rows of the Compare page: how one begins -> its cells for the plans, without marks."""
    rows: dict[str, list[str]] = {}
    for row in beside(pair, [0, 1]).html.split('role="row"')[2:]:
        name, *cells = (part.partition(">")[2] for part in row.split('<div class="n"'))
        rows[_plain(name.partition('<div class="strip"')[0]).strip()] = [
            _plain(cell).strip() for cell in cells
        ]
    return rows


def _lists(plan: Plan) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every table of buildings and projects, with its rows of what is in the plan."""
    groups, released = {text(f"export.group.{group}") for group in IN_PLAN}, ours(plan)
    layer = next(layer for layer in layers(released) if layer.key == WORKS)
    donor = donor_tables(released, plane_of(plan))
    for surface, rows in (
        ("list", _named(tables(released), "list")),
        ("layer", _rows(layer.table)),
        ("donor", _named(donor, "donor_plan")),
    ):
        yield surface, [row for row in rows if row["group"] in groups]


def _papers(plan: Plan) -> Iterator[tuple[str, str]]:
    """The council's PDF and DOCX as words."""
    pages = PdfReader(io.BytesIO(to_pdf(ours(plan)))).pages
    paper = docx.Document(io.BytesIO(to_docx(ours(plan))))
    for kind, parts in (
        ("pdf", [page.extract_text() for page in pages]),
        ("docx", [line.text for line in paper.paragraphs]),
    ):
        yield kind, re.sub("\u00ad ?", "", " ".join(" ".join(parts).split()))


def _counts(plan: Plan, other: Plan) -> Iterator[tuple[str, dict[str, float]]]:
    """Each surface that carries numbers, with criterion -> count."""
    yield (
        "json",
        {c: f["count"] for c, f in to_dict(ours(plan))["figures"]["by_criterion"].items()},
    )
    named = {criterion_name(plan.scenario, c): c for c in CRITERIA}
    sheet = {named.get(r["figure"]): r["achieved"] for r in _named(tables(ours(plan)), "figures")}
    yield "workbook", {c: sheet[c] for c in CRITERIA}
    for surface, planned in _lists(plan):
        yield surface, {c: sum(r[f"gain_{c}"] or 0 for r in planned) for c in CRITERIA}
    pair = compare([("other", other), ("plan", plan)])
    beside = _named(comparison_tables(our_pair(pair)), "comparison")
    yield "compared", {named[r["figure"]]: r["plan_value"] for r in beside if r["figure"] in named}
    change = comparison_dict(our_pair(pair))["differences"][0]["figures"]
    old = other.figures.by_criterion
    yield "change", {c: old[c].count + change[c]["count"] for c in CRITERIA}


@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_and_shares_of_a_plan_are_the_same_on_every_surface(
    masterplan: Plan, repair_first: Plan, language: Language
) -> None:
    plan, pair = masterplan, compare([("A", masterplan), ("B", repair_first)])
    expected = {c: figure.count for c, figure in plan.figures.by_criterion.items()}
    assert set(CRITERIA) <= expected.keys()
    for surface, counts in _counts(plan, repair_first):
        for criterion in CRITERIA:
            shown = (surface, criterion, whole(counts[criterion]))
            assert shown == (surface, criterion, whole(expected[criterion]))
    page, terminal = _plain(tiles(plan).html), (show_plan(plan), show_comparison(pair))
    cells_of = _cells(pair)
    for criterion in CRITERIA:
        figure, name = (
            plan.figures.by_criterion[criterion],
            criterion_name(plan.scenario, criterion),
        )
        count, share = _plain(quantity(figure.count)), _plain(percent(figure.share))
        for words in terminal:
            assert any(count in line and share in line for line in _lines(words, f"{name}, "))
        (cell,) = (cells[0] for row, cells in cells_of.items() if row.startswith(name))
        assert cell == f"A {_plain(whole(figure.count))} {share}"
        tile = page[page.index(name) :][:120]
        assert _plain(whole(figure.count)) in tile and share in tile
        assert figure.share == pytest.approx(figure.count / figure.possible)


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_are_counted_once_and_apart_from_those_in_new_homes(
    masterplan: Plan, repair_first: Plan, language: Language
) -> None:
    for plan, other in ((masterplan, repair_first), (repair_first, masterplan)):
        figures = plan.figures
        homes = figures.by_criterion["homes"].count
        apart = (figures.residents_back, figures.residents_in_new, figures.residents_certified)
        assert sum(apart) == homes and figures.residents_certified
        assert 0 < figures.residents_back <= figures.residents_out
        told = dict(zip(("residents", "new_homes", "certificates"), apart, strict=True))
        sheet = {r["figure"]: r["achieved"] for r in _named(tables(ours(plan)), "figures")}
        pair = comparison_tables(our_pair(compare([("A", other), ("B", plan)])))
        beside = {r["figure"]: r["plan_value"] for r in _named(pair, "comparison")}
        report = to_dict(ours(plan))["figures"]
        assert [report[f"residents_{k}"] for k in ("back", "in_new", "certified")] == list(apart)
        for key, people in told.items():
            name = text(f"export.figure.{key}")
            assert sheet[name] == beside[name] == people
            assert not people or whole(people) in answer(plan)
        tile = _plain(tiles(plan).html)
        assert "".join(f" + {_plain(whole(n))}" for n in apart[1:] if n) in tile
        cells = _cells(compare([("A", plan), ("B", other)]))
        for part, people in zip(("back", "new", "certified"), told.values(), strict=True):
            share = percent(people / figures.by_criterion["homes"].possible)
            shown = cells[text(f"compare_page.{part}")][0]
            assert shown == f"A {_plain(whole(people))} {_plain(share)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_money_is_the_same_on_every_page(masterplan: Plan, language: Language) -> None:
    figures, tender = masterplan.figures, masterplan.scenario.money.tender
    contest = _plain(sides(masterplan).html)
    bars = _plain(money_bars(compare([("A", masterplan)]), [0]).html)
    tile = _plain(tiles(masterplan).html)
    assert _plain(money(figures.spent_by_class["new"], tender)) in tile
    for kind, spent in figures.spent_by_class.items():
        told = "contest.certificates" if kind == "certificates" else f"plan.figure.spent.{kind}"
        assert _plain(text(told, n=money(spent, tender))) in contest
        assert _plain(text(f"compare_page.spent.{kind}", n=amount(spent, tender, 0))) in bars


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_councils_papers_say_every_figure_of_the_page(
    masterplan: Plan, language: Language
) -> None:
    plan, figures, tender = masterplan, masterplan.figures, masterplan.scenario.money.tender
    tile = _plain(tiles(plan).html)
    for paper, shown in _papers(plan):
        for criterion, figure in figures.by_criterion.items():
            if not figure.possible:
                continue
            name = criterion_name(plan.scenario, criterion)
            told = (whole(figure.count), whole(figure.possible), percent(figure.share))
            count, possible, share = map(" ".join, (number.split() for number in told))
            assert f": {count} " in shown[shown.index(f"{name}, ") :][:90], (paper, criterion)
            assert possible in shown and f"({share})" in shown
            assert count in tile and share in tile
        for kind, spent in figures.spent_by_class.items():
            said = text(f"plan.figure.spent.{kind}", n=money(spent, tender))
            assert " ".join(said.split()) in shown, (paper, kind)
        for people in (figures.residents_back, figures.residents_out, figures.residents_certified):
            assert " ".join(whole(people).split()) in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_costs_of_every_list_add_up_to_what_the_plan_spends(
    masterplan: Plan, language: Language
) -> None:
    spent = masterplan.scenario.money.tender.amount(masterplan.figures.spent)
    for surface, planned in _lists(masterplan):
        assert (surface, sum(row["cost"] for row in planned)) == (surface, spent)
    sums = next(layer for layer in layers(ours(masterplan)) if layer.key == DISTRICTS)
    assert sum(row["cost"] for row in _rows(sums.table)) == spent


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_says_the_counts_and_costs_of_the_list_and_of_every_file(
    masterplan: Plan, language: Language
) -> None:
    plan, tender = masterplan, masterplan.scenario.money.tender
    rows = {row["id"]: row for row in _named(tables(ours(plan)), "list")}
    report = {entry["id"]: entry for entry in to_dict(ours(plan))["plan"]}
    counted = 0
    for entry in [*plan.in_plan[:5], *plan.group("next")[:2]]:
        card, row, file = card_of(plan, entry.id), rows[entry.id], report[entry.id]
        page = _plain(proposed(plan, card).html + why(plan, card).html)
        cost = _plain(money_in_unit(entry.cost, tender, 1))
        assert cost in page
        assert (row["cost"], file["cost"]) == (tender.amount(entry.cost), entry.cost)
        told = [part for part in card.waterfall.parts if part.count is not None]
        for part in told:
            count = file["counts"][part.criterion]
            assert row[f"gain_{part.criterion}"] == pytest.approx(count)
            plain = abs(count) >= 100 or f"{count:.1f}".endswith(".0")
            shown = decimal(count, 0 if plain else 1)
            assert _plain(shown) in page
        counted += len(told)
    assert counted >= 5
    for criterion in CRITERIA:
        summed = sum(report[entry.id]["counts"][criterion] for entry in plan.in_plan)
        assert summed == pytest.approx(plan.figures.by_criterion[criterion].count, abs=1.0)
