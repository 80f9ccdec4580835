"""The method in words and formulas: the rows of the problem, the certificate, the glossary."""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from planner.insight import certainty
from planner.plan import Plan
from planner.problem import ROWS
from planner.text import Language, has, keys, sort_key, text
from planner.ui.markup import div, tag
from planner.ui.widgets import show

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


def known(key: str, otherwise: str, language: Language) -> str:
    """The catalogue's word, or the name as the scenario gives it."""
    return text(key, language) if has(key) else otherwise


def formula_in(formula: str, language: Language) -> str:
    r"""A formula with the words in its \text{...} parts in the reader's language."""

    def told(match: re.Match[str]) -> str:
        words = match[1].strip()
        key = f"formula.{re.sub(r'[^a-z]+', '_', words.casefold()).strip('_')}"
        lead, tail = (" " if match[1][0] == " " else ""), (" " if match[1][-1] == " " else "")
        return rf"\text{{{lead}{known(key, words, language)}{tail}}}"

    return re.sub(r"\\text\{([^}]+)\}", told, formula)


def problem(language: Language) -> None:
    """The objective and the rows C1, C2 ..., each with its formula from the code."""
    show(tag("p", text("method.intro", language)))
    st.latex(
        r"V = 100 \sum_c w_c \frac{\sum_a g_{c,a}\, x_a}{G_c}"
        r" \;-\; 100\, w_{\text{cost}} \frac{\sum_a c_a x_a}{M}"
    )
    show(tag("p", text("method.objective", language)))
    for function in ROWS:
        row = row_of(function)
        show(tag("h3", f"{row.number} {text(f'rule.{row.number}.title', language)}"))
        show(tag("p", text(f"rule.{row.number}", language)))
        st.latex(formula_in(row.formula, language))
        if language == "en":
            show(div("vid-pre", row.symbols))


def certificate(plan: Plan | None, language: Language) -> None:
    """What "proven" means, and what is proven of the plan at hand."""
    show(tag("h3", text("method.proven", language)))
    show(tag("p", text("method.proven.means", language)))
    show(tag("p", text("method.proven.not", language)))
    if plan is not None:
        stamp = plan.provenance
        show(tag("p", tag("b", certainty(plan, language))))
        line = text(
            "method.provenance",
            language,
            solver=stamp.solver,
            vidnova=stamp.vidnova,
            scenario=stamp.scenario_sha256[:12],
            inventory=stamp.inventory_sha256[:12],
        )
        show(div("vid-note", line))


def glossary(language: Language) -> None:
    """Terms in alphabetical order, each with its meaning."""
    terms = [
        key.removesuffix(".term")
        for key in keys()
        if key.startswith("glossary.") and key.endswith(".term")
    ]
    terms.sort(key=lambda key: sort_key(text(f"{key}.term", language), language))
    entries = []
    for key in terms:
        entries += [tag("dt", text(f"{key}.term", language)), tag("dd", text(key, language))]
    show(tag("dl", *entries, class_="vid-dl"))
    show(div("vid-note", text("method.advises", language)))
