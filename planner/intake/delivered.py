"""The plan made again, kept as a scenario: what is reported stands in a table of its own beside the city's.

    sites.csv  ->  sites.done-1a2b3c4d.csv      the same rows, with what was finished and what works really cost
    scenario   ->  one more, which names that table, promises what was begun and keeps to the plan

The city's own table stays as it is: other scenarios go on with it until somebody brings it up to date.
"""

from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from planner.domain import Names
from planner.errors import InputError
from planner.insight.replan.begun import Begun
from planner.intake.updating import table_at
from planner.intake.writing import sites_csv
from planner.inventory import Quality
from planner.inventory.qualities import WORDS
from planner.inventory.today import COST_WORKS, told_by
from planner.inventory.wording import plain
from planner.optimise import Solution
from planner.plan import keeping_to
from planner.reading import write_atomic
from planner.scenario import Loaded
from planner.scenario.store.store import save_new
from planner.text import in_each, text

_REPORTED: Final = next(word for word, quality in WORDS.items() if quality == Quality.REPORTED)
_DIGITS: Final = 8
"""Of a file's name, from the hash of its content."""


def keep_made_again(
    loaded: Loaded, went_on: Begun, solution: Solution, title: Names, reason: str
) -> Path:
    """Saves a plan made again, of a scenario as it is filed, and tells where. went_on: with what was begun, on
    tables that know what is reported, if anything is.

    Raises InputError where the title or the content cannot be used; then nothing is written.
    """
    begun, table = went_on.loaded, None
    if begun.inventory.sha256 != loaded.inventory.sha256:
        stated = begun.scenario.inventory
        stem = stated.sites.removesuffix(".csv")
        name = f"{stem}.done-{begun.inventory.sha256[:_DIGITS]}.csv"
        table = loaded.directory / name
        written = reported_table(loaded, begun)
        tables = stated.model_copy(update={"sites": name})
        scenario = begun.scenario.model_copy(update={"inventory": tables})
        begun = replace(begun, scenario=scenario)
        known = table.exists()  # the same reports were kept before
        write_atomic(table, written, overwrite=True)
    try:
        return save_new(keeping_to(begun, solution, reason), title)
    except InputError:
        if table is not None and not known:
            table.unlink()
        raise


def reported_table(loaded: Loaded, begun: Loaded) -> bytes:
    """The table of sites with what is reported in it, each value with its quality and who says so."""
    table = table_at(loaded.directory / loaded.scenario.inventory.sites)
    before, after = loaded.inventory.sites.today, begun.inventory.sites.today
    for row, subject in enumerate(loaded.inventory.sites.id):
        if after.state_today[row] != before.state_today[row]:
            _state(table, subject, "state_today", after.state_today[row])
        cost, works = float(after.cost_known[row]), after.cost_known_works[row]
        told = (float(before.cost_known[row]), before.cost_known_works[row])
        if not np.isnan(cost) and (cost, works) != told:
            _state(table, subject, "cost_known", np.format_float_positional(cost, trim="-"))
            table.loc[subject, COST_WORKS] = works
    table = table.fillna("")
    columns = {str(name): table[name].to_numpy(dtype=object) for name in table.columns}
    return sites_csv(columns, np.ones(len(table), dtype=bool))


def _state(table: pd.DataFrame, subject: str, fact: str, value: str) -> None:
    """A fact of a site, in place of whatever was told of it."""
    said = in_each(lambda: text("replan.delivered.source"))
    table.loc[subject, fact] = value
    table.loc[subject, told_by(fact, "quality")] = _REPORTED
    table.loc[subject, told_by(fact, "date")] = ""
    for language, column in plain(told_by(fact, "source")).items():
        table.loc[subject, column] = said[language]
