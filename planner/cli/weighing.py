"""What `vidnova weigh` does: weights from what people can say, whole swings, an order, or pairs.

Nothing is refused for contradicting itself: what the judgements imply is told, and where they differ most.
"""

import json
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import click
import numpy as np

from planner.arrays import Floats
from planner.cli.layout import Head, columns, echo, heading, paragraph
from planner.criteria import (
    CONSISTENT,
    COST,
    RANDOM_INDEX,
    ahp_weights,
    contradiction,
    rank_order_centroid,
)
from planner.errors import Fault, InputError
from planner.insight.words import criterion_name, criterion_unit_up_to, scenario_name
from planner.plan import prepare
from planner.reading import unknown
from planner.scenario import Loaded, load_scenario, with_settings
from planner.scenario.store.naming import title_of
from planner.scenario.store.store import save_new
from planner.text import LANGUAGES, decimal, money, percent, spoken, text, whole

DIGITS: Final = 4
"""Of a weight that is saved."""
Pairs = Sequence[tuple[str, str, float]]


def weigh(
    *,
    scenario: Path,
    swings: Sequence[tuple[str, float]],
    order: Sequence[Sequence[str]],
    pairs: Pairs,
    title: str,
    as_json: bool,
) -> None:
    """`vidnova weigh`."""
    if sum(map(bool, (swings, order, pairs))) != 1:
        raise click.UsageError(text("cli.usage.weigh"))
    loaded = load_scenario(scenario)
    places = [(name, rank) for rank, names in enumerate(order) for name in names]
    named = [name for name, _ in (*swings, *places)] + [n for a, b, _ in pairs for n in (a, b)]
    criteria = _known(loaded, named)
    agreement = None
    if pairs:
        matrix = _matrix(criteria, pairs)
        weights, ratio = ahp_weights(matrix)
        worst = contradiction(matrix)
        triple = [criteria[k] for k in worst.triple] if worst is not None else []
        agreement = ratio, triple
    else:
        said = dict(swings or places)
        _once(named)
        given = [said[c] for c in criteria]
        weights = np.array(given) if swings else rank_order_centroid([int(p) for p in given])
    shares = dict(zip(criteria, (weights / weights.sum()).tolist(), strict=True))
    _tell(loaded, shares, agreement, as_json=as_json)
    if title:
        _save(loaded, shares, title, as_json=as_json)


def _known(loaded: Loaded, named: Sequence[str]) -> list[str]:
    """The criteria that are named, in the order of the scenario. Raises InputError for others."""
    known = [*loaded.scenario.criteria, COST]
    faults = [
        unknown("criterion", name, known, file=loaded.path.name, field="weights")
        for name in dict.fromkeys(named)
        if name not in known
    ]
    if faults:
        raise InputError(faults)
    return [name for name in known if name in named]


def _once(named: Sequence[str]) -> None:
    twice = sorted({name for name in named if named.count(name) > 1})
    if twice:
        raise InputError([Fault(key="weigh_twice", value=", ".join(twice))])


def _matrix(criteria: Sequence[str], pairs: Pairs) -> Floats:
    """(n, n) ratios. Raises InputError for pairs that nobody, or somebody twice, has judged."""
    if len(criteria) > len(RANDOM_INDEX):
        details: dict[str, str | int | float] = {
            "shape": str(len(criteria)),
            "most": len(RANDOM_INDEX),
        }
        raise InputError([Fault(key="judgements_shape", details=details)])
    said = [frozenset((one, other)) for one, other, _ in pairs]
    missing = [
        f"{a}/{b}" for a, b in combinations(criteria, 2) if said.count(frozenset((a, b))) != 1
    ]
    if missing:
        raise InputError([Fault(key="weigh_pairs", value=", ".join(missing))])
    matrix = np.ones((len(criteria), len(criteria)))
    for one, other, ratio in pairs:
        i, j = criteria.index(one), criteria.index(other)
        matrix[i, j], matrix[j, i] = ratio, 1.0 / ratio
    return matrix


def _tell(
    loaded: Loaded,
    shares: dict[str, float],
    agreement: tuple[float, list[str]] | None,
    *,
    as_json: bool,
) -> None:
    if as_json:
        report: dict[str, Any] = {"format": 1, "weights": shares}
        if agreement is not None:
            report |= {"consistency_ratio": agreement[0], "contradiction": agreement[1]}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    heads = [
        Head(text("weigh.head.criterion"), wraps=True),
        Head(text("weigh.head.swing"), wraps=True),
        Head(text("weigh.head.share"), "right"),
    ]
    rows = [
        [criterion_name(loaded.scenario, c), _swing(loaded, c), percent(share, 1)]
        for c, share in sorted(shares.items(), key=lambda one: -one[1])
    ]
    blocks = [heading(scenario_name(loaded.scenario)), columns(heads, rows)]
    blocks += [paragraph(words) for words in _agreement_words(loaded, agreement)]
    echo("\n".join(blocks))


def _swing(loaded: Loaded, criterion: str) -> str:
    """What a whole weight moves, in natural units of this city."""
    scenario = loaded.scenario
    if criterion == COST:
        return text("desk.swing.cost", total=money(scenario.money.minor, scenario.money.tender))
    most = float(prepare(loaded).possible[list(scenario.criteria).index(criterion)])
    unit = criterion_unit_up_to(scenario, criterion, round(most))
    return text("desk.swing.of", most=whole(most), unit=unit)


def _agreement_words(loaded: Loaded, agreement: tuple[float, list[str]] | None) -> list[str]:
    if agreement is None:
        return []
    ratio, triple = agreement
    key = "agrees" if ratio <= CONSISTENT else "contradicts"
    told = [text(f"desk.pairs.{key}", ratio=decimal(ratio, 3), most=decimal(CONSISTENT, 2))]
    if triple and ratio > CONSISTENT:
        a, b, c = (criterion_name(loaded.scenario, name) for name in triple)
        told.append(text("desk.pairs.triple", a=a, b=b, c=c))
    return told


def _save(loaded: Loaded, shares: dict[str, float], title: str, *, as_json: bool) -> None:
    weights = {c: round(Decimal(100.0 * share), DIGITS) for c, share in shares.items()}
    titles = {language: title if language == spoken() else "" for language in LANGUAGES}
    path = save_new(with_settings(loaded, weights=weights), title_of(titles))
    words = text("cli.written", file=str(path))
    if as_json:
        click.echo(words, err=True)
    else:
        echo(words)
