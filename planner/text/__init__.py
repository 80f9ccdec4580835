"""Words: every string a planner reads, in every language, from one catalogue.

The catalogue is the set of YAML files in `words/`, one per page, each a flat mapping
`key: {uk: ..., en: ...}`. A text with plural forms holds them by CLDR category:
`{uk: {one: ..., few: ..., many: ...}, en: {one: ..., other: ...}}` and is chosen by `n`.
"""

from planner.text.catalogue import DEFAULT, LANGUAGES, NAMED_IN, PLAIN, Language, has, keys
from planner.text.faults import (
    fault_lines,
    fault_sentence,
    fault_summary,
    grouped_lines,
)
from planner.text.figures import (
    date,
    dated,
    decimal,
    exact,
    is_latin,
    percent,
    quantity,
    sort_key,
    when,
    whole,
)
from planner.text.messages import counted, counted_up_to, in_all, name_of, text, told_in
from planner.text.money import (
    amount,
    currency_word,
    exact_amount,
    in_money,
    money,
    money_in_unit,
    money_unit,
)
from planner.text.numbers import read_number
from planner.text.speaking import carried, in_each, speaking, spoken
from planner.text.written import byline, written

__all__ = [
    "DEFAULT",
    "LANGUAGES",
    "NAMED_IN",
    "PLAIN",
    "Language",
    "amount",
    "byline",
    "carried",
    "counted",
    "counted_up_to",
    "currency_word",
    "date",
    "dated",
    "decimal",
    "exact",
    "exact_amount",
    "fault_lines",
    "fault_sentence",
    "fault_summary",
    "grouped_lines",
    "has",
    "in_all",
    "in_each",
    "in_money",
    "is_latin",
    "keys",
    "money",
    "money_in_unit",
    "money_unit",
    "name_of",
    "percent",
    "quantity",
    "read_number",
    "sort_key",
    "speaking",
    "spoken",
    "text",
    "told_in",
    "when",
    "whole",
    "written",
]
