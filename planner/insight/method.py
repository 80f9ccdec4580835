"""The rows of the problem as their docstrings state them: number, title, formula, symbols."""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass

from planner.text import has, text

_MATH = ".. math::"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What the docstring of a row function says."""

    number: str
    title: str
    formula: str
    symbols: str


def row_of(function: Callable[..., object]) -> Row:
    """Number, title, formula and symbols out of a docstring.

    The formula runs from `.. math::` to the next blank line. Raises ValueError for a docstring
    without a number or a formula.
    """
    doc = inspect.getdoc(function) or ""
    numbered = re.match(r"(C\d+) (.+?)\.?\n", doc + "\n")
    _, found, after = doc.partition(_MATH)
    if numbered is None or not found:
        raise ValueError(f"no number or no formula in the docstring of {function!r}")
    formula, _, symbols = after.partition("\n\n")
    return Row(
        number=numbered[1],
        title=numbered[2],
        formula=" ".join(formula.split()),
        symbols=symbols.strip(),
    )


def known(key: str, otherwise: str) -> str:
    """The catalogue's word, or the name as the scenario gives it."""
    return text(key) if has(key) else otherwise


def formula_in(formula: str) -> str:
    r"""A formula with the words in its \text{...} parts in the reader's language."""

    def told(match: re.Match[str]) -> str:
        words = match[1].strip()
        key = f"formula.{re.sub(r'[^a-z]+', '_', words.casefold()).strip('_')}"
        lead, tail = (" " if match[1][0] == " " else ""), (" " if match[1][-1] == " " else "")
        return rf"\text{{{lead}{known(key, words)}{tail}}}"

    return re.sub(r"\\text\{([^}]+)\}", told, formula)
