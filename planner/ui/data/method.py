"""The method in words and formulas: the rows of the problem, the certificate, the glossary."""

import streamlit as st

from planner.insight import certainty
from planner.insight.method import formula_in, row_of
from planner.plan import Plan
from planner.problem import ROWS
from planner.text import PLAIN, keys, sort_key, spoken, text
from planner.ui.look.markup import div, tag
from planner.ui.look.widgets import show


def problem() -> None:
    """The objective and the rows C1, C2 ..., each with its formula from the code."""
    show(tag("p", text("method.intro")))
    st.latex(
        r"V = 100 \sum_c w_c \frac{\sum_a g_{c,a}\, x_a}{G_c}"
        r" \;-\; 100\, w_{\text{cost}} \frac{\sum_a c_a x_a}{M}"
    )
    show(tag("p", text("method.objective")))
    for function in ROWS:
        row = row_of(function)
        show(tag("h3", f"{row.number} {text(f'rule.{row.number}.title')}"))
        show(tag("p", text(f"rule.{row.number}")))
        st.latex(formula_in(row.formula))
        if spoken() == PLAIN:
            show(div("vid-pre", row.symbols))


def ranking() -> None:
    """In which order the list stands, how near that is to the truth, and what value for money is."""
    show(tag("h3", text("method.ranking")))
    show(tag("p", text("method.ranking.loss")))
    st.latex(r"r_i = v_{a} - \sum_k \pi_k\, u_{k,a}")
    for part in ("true", "out", "money"):
        show(tag("p", text(f"method.ranking.{part}")))


def certificate(plan: Plan | None) -> None:
    """What "proven" means, and what is proven of the plan at hand."""
    show(tag("h3", text("method.proven")))
    show(tag("p", text("method.proven.means")))
    show(tag("p", text("method.proven.not")))
    if plan is not None:
        stamp = plan.provenance
        show(tag("p", tag("b", certainty(plan))))
        line = text(
            "method.provenance",
            solver=stamp.solver,
            vidnova=stamp.vidnova,
            scenario=stamp.scenario_sha256[:12],
            inventory=stamp.inventory_sha256[:12],
        )
        show(div("vid-note", line))


def glossary() -> None:
    """Terms in alphabetical order, each with its meaning."""
    terms = [
        key.removesuffix(".term")
        for key in keys()
        if key.startswith("glossary.") and key.endswith(".term")
    ]
    terms.sort(key=lambda key: sort_key(text(f"{key}.term")))
    entries = []
    for key in terms:
        entries += [tag("dt", text(f"{key}.term")), tag("dd", text(key))]
    show(tag("dl", *entries, class_="vid-dl"))
    show(div("vid-note", text("method.advises")))
