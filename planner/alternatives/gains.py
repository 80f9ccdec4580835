"""Gains of alternatives: attribute x effect of the works x timing factor, per criterion."""

import numpy as np

from planner.alternatives.attributes import Attributes
from planner.alternatives.bringing import stated_share
from planner.alternatives.table import CERTIFICATES, CODES, NOTHING, Alternatives, last_works
from planner.arrays import Floats, Integers
from planner.criteria import Criterion, finished_share, service_share, surviving_share
from planner.domain import BUILD
from planner.scenario.scenario import Scenario

Pair = tuple[Integers, Integers]
"""A value for the first and for the second works of each alternative, each (n,)."""


def _service(
    scenario: Scenario,
    attributes: Attributes,
    criterion: Criterion,
    group: Integers,
    works: Pair,
    done: Pair,
) -> Floats:
    """Effect of each step over the years it serves; the second supersedes the first when done."""
    years, struck = scenario.horizon.appraisal_years, attributes.struck[group]
    effects = effects_of(scenario, attributes, criterion, group, works)
    end = np.full_like(done[1], years)
    has_second = works[1] != NOTHING
    until = np.where(has_second, done[1], end)
    first = effects[0] * service_share(done[0], until, years, struck)
    second = reached(effects, *works) * service_share(done[1], end, years, struck)
    return np.where(has_second, first + second, first)


def _winters(scenario: Scenario, works: Pair, start: Pair) -> Integers:
    """Winters unprotected: before the first step, and after temporary protection has run out.

    Weather protection is the first thing that any works put up, so it counts from their start.
    """
    years = scenario.horizon.appraisal_years
    forever = years + 1
    lasting = [scenario.works[w].protects_years if w in scenario.works else None for w in CODES]
    protects = np.array([*(forever if p is None else p for p in lasting), 0], dtype=np.int64)
    has_second = works[1] != NOTHING
    next_protection = np.where(has_second, start[1], years)
    gap = np.maximum(0, next_protection - start[0] - protects[works[0]])
    after = np.where(has_second, np.maximum(0, years - start[1] - protects[works[1]]), 0)
    return np.asarray(start[0] + gap + after, dtype=np.int64)


def kept_shares(
    scenario: Scenario,
    attributes: Attributes,
    group: Integers,
    works: Pair,
    start: Pair,
    effects: Floats,
) -> tuple[Floats, Floats]:
    """(n,) each: share of a decaying good left at the end with these works, and with none.

    effects: (works + 1,) share of the impaired part that each works recovers, "nothing" last.
    """
    impaired, decay = attributes.impaired[group], attributes.decay[group]
    all_winters = np.full_like(group, scenario.horizon.appraisal_years)
    nothing = surviving_share(impaired, np.zeros_like(impaired), decay, all_winters)
    keeps = np.array(
        [*(w not in scenario.works or scenario.works[w].keeps_fabric for w in CODES), True]
    )
    recovered = np.maximum(effects[works[0]], effects[works[1]])
    kept = surviving_share(impaired, recovered, decay, _winters(scenario, works, start))
    kept = np.where(keeps[works[0]] & keeps[works[1]], kept, 0.0)
    return np.where(works[0] == NOTHING, nothing, kept), nothing


def effects_by_code(criterion: Criterion) -> Floats:
    """(works + 1,) effect by code; the last entry is "nothing"."""
    return np.array([*(criterion.effects.get(works, 0.0) for works in CODES), 0.0])


def effects_of(
    scenario: Scenario,
    attributes: Attributes,
    criterion: Criterion,
    group: Integers,
    works: Pair,
) -> tuple[Floats, Floats]:
    """(n,) each: share of the attribute that the first works bring, and those that follow.

    Of pupils and patients only those who may come where there is no shelter, unless the works
    build one.
    """
    by_code, rule = effects_by_code(criterion), scenario.shelter
    if rule is None or criterion.attribute != "users_out":
        return by_code[works[0]], by_code[works[1]]
    without = np.array([*(w != BUILD and w not in rule.built_with for w in CODES), False])
    share = attributes.open_share[group]
    first, second = (by_code[w] * np.where(without[w], share, 1.0) for w in works)
    return first, second


def reached(effects: tuple[Floats, Floats], first: Integers, second: Integers) -> Floats:
    """(n,) effect of a course in the end: that of its last works, but whoever was given a
    certificate keeps it, whatever is done to the building afterwards."""
    late = np.where(second != NOTHING, effects[1], effects[0])
    return np.where(first == CERTIFICATES, np.maximum(effects[0], late), late)


def gains_of(
    scenario: Scenario,
    attributes: Attributes,
    *,
    group: Integers,
    works: Pair,
    start: Pair,
    done: Pair,
) -> Floats:
    """Gain of each alternative on each criterion, relative to doing nothing.

    group (n,) and pairs of (n,) arrays -> (n, n_criteria), each in its criterion's unit. A
    figure that is not known counts as no gain here; pages list it as not counted.
    """
    # Criterion after criterion in memory: values are summed that way at every move of a weight.
    gain = np.zeros((len(group), len(scenario.criteria)), order="F")
    last = last_works(*works)
    for column, criterion in enumerate(scenario.criteria.values()):
        if criterion.timing == "service":
            factor = _service(scenario, attributes, criterion, group, works, done)
        elif criterion.timing == "condition":
            effects = effects_by_code(criterion)
            kept, nothing = kept_shares(scenario, attributes, group, works, start, effects)
            factor = kept - nothing
        else:
            finished = finished_share(done[1], scenario.horizon.money_years)
            brought = effects_of(scenario, attributes, criterion, group, works)
            factor = reached(brought, *works) * finished
        gain[:, column] = np.nan_to_num(attributes.value[group, column] * factor)
        said = attributes.stated[group, column]
        built = np.flatnonzero(~np.isnan(said) & (last == CODES.index(BUILD)))
        if len(built):
            struck = attributes.struck[group[built]]
            clock = scenario.horizon.money_years, scenario.horizon.appraisal_years, struck
            gain[built, column] = said[built] * stated_share(criterion, done[1][built], clock)
        if attributes.in_use[:, column].any() and criterion.timing == "service":
            years = scenario.horizon.appraisal_years
            until = np.full_like(last, years)
            lasts = service_share(start[0], until, years, attributes.struck[group])
            gain[:, column] -= _emptied(scenario, attributes, column, group, last) * lasts
    return gain


def _emptied(
    scenario: Scenario, attributes: Attributes, column: int, group: Integers, last: Integers
) -> Floats:
    """(n,) people who lose a building that they still use: it is taken down and not rebuilt."""
    gone = np.array(
        [*(w in scenario.works and not scenario.works[w].keeps_fabric for w in CODES), False]
    )
    gone[[CODES.index("rebuild"), CODES.index(BUILD)]] = False
    return np.where(gone[last], attributes.in_use[group, column], 0.0)


def counts_of(
    scenario: Scenario,
    attributes: Attributes,
    table: Alternatives,
    alternatives: Integers | slice = slice(None),
) -> Floats:
    """(n, n_criteria) what each alternative brings, counted plainly: people, square metres, points.

    A service counts whole, however late it comes; what decays, by what is left of it at the end
    beyond doing nothing; all else where it is finished. Only the score weighs by time.
    """
    counts = table.gain[alternatives].copy()
    for column, criterion in enumerate(scenario.criteria.values()):
        if criterion.timing == "service":
            counts[:, column] = reach_of(scenario, attributes, table, column, alternatives)
    return counts


def reach_of(
    scenario: Scenario,
    attributes: Attributes,
    table: Alternatives,
    column: int,
    alternatives: Integers | slice = slice(None),
) -> Floats:
    """Attribute x effect of the course in the end on the criterion in `column`, without the timing.

    For some of the n alternatives, in their order; a figure that is not known counts as 0.
    """
    criterion = scenario.criteria[table.criteria[column]]
    group = table.group[alternatives]
    works = table.first[alternatives], table.second[alternatives]
    attribute = np.nan_to_num(attributes.value[group, column])
    lost = _emptied(scenario, attributes, column, group, last_works(*works))
    effects = effects_of(scenario, attributes, criterion, group, works)
    found = attribute * reached(effects, *works) - lost
    built = last_works(*works) == CODES.index(BUILD)
    said = np.where(built, attributes.stated[group, column], np.nan)
    return np.asarray(np.where(np.isnan(said), found, said), dtype=np.float64)
