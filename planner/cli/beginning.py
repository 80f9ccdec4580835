"""`vidnova new-city`: a folder of scenarios and tables from one list and one reference cost."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from planner.cli.bringing import bring_list
from planner.cli.layout import echo
from planner.intake.city.folder import FIRST, begin_city, free, outlined
from planner.intake.city.outlines import districts_text
from planner.intake.city.terms import Terms
from planner.inventory.districts import SIZE_LIMIT
from planner.money import Tender
from planner.reading import read_bytes
from planner.text import DEFAULT, PLAIN, money, text


def new_city(
    *,
    directory: Path,
    list_file: str | None,
    name: str,
    name_en: str,
    districts: Path | None,
    mapping: Path | None,
    answers: Sequence[str],
    **stated: Any,
) -> Path:
    """Write the city; the scenario to begin with."""
    terms = Terms.said(name={DEFAULT: name, PLAIN: name_en}, **_known(stated))
    free(directory)
    outlines = None
    if districts is not None:
        layer = read_bytes(districts, limit=SIZE_LIMIT, label=districts.name)
        outlines = districts_text(layer, districts.name)
    outlined(directory, outlines)
    if list_file is not None:
        bring_list(file=list_file, directory=directory, mapping=mapping, answers=answers)
    paths, total = begin_city(directory, terms)
    echo("\n".join(text("cli.written", file=str(path)) for path in paths))
    tender = Tender(terms.currency, "million")
    echo(text("intake.city.money", money=money(tender.minor(total), tender)))
    return directory / FIRST


def _known(stated: dict[str, Any]) -> dict[str, Any]:
    """What was said, sums of money as exact numbers."""
    exact = {"reference_cost", "money"}
    return {
        key: Decimal(str(value)) if key in exact else value
        for key, value in stated.items()
        if value is not None
    }
