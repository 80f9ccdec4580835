"""Files to take away, made when they are asked for: a plan, a comparison, data and method."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from planner.exchange import data_files
from planner.exchange.comparison import comparison_csv, comparison_xlsx
from planner.exchange.csv_file import to_csv
from planner.exchange.json_file import to_json
from planner.exchange.link import Link
from planner.exchange.xlsx_file import to_xlsx
from planner.insight import Comparison
from planner.plan import Plan
from planner.scenario import Loaded, differences
from planner.scenario.store.naming import slug
from planner.scenario.store.saving import scenario_text
from planner.text import carried, text
from planner.ui.keep import sharing
from planner.ui.look.markup import div
from planner.ui.look.widgets import show
from planner.ui.session.answering import Good

MIMES: Final = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "yaml": "application/yaml",
    "txt": "text/plain",
}
_LONGEST: Final = 80
Maker = Callable[[], bytes]


def plan_panel(good: Good) -> None:
    """List, tables, everything for programs, and the scenario."""
    stem = slug(good.loaded.path.stem) + ("-changed" if good.variant.changed else "")

    page = sharing.page_address()

    def link() -> str:
        return sharing.address_of(good, page)

    _panel(
        "plan",
        stem or "plan",
        {
            "xlsx": lambda: to_xlsx(good.plan, link()),
            "csv": lambda: to_csv(good.plan, link()),
            "json": lambda: to_json(good.plan, link()).encode(),
            "yaml": lambda: yaml_of(good),
        },
    )


def comparison_panel(comparison: Comparison, unsaved: Mapping[str, Link]) -> None:
    """What is compared, figures, what entered and left; plans go by the labels of scenarios.

    unsaved: links of the plans that are no saved scenario.
    """

    page = sharing.page_address()

    def links() -> dict[str, str]:
        return sharing.comparison_addresses(comparison.plans, page, unsaved)

    names = (slug(key.rpartition("/")[2].removesuffix(".yaml")) for key in comparison.plans)
    _panel(
        "comparison",
        "-".join(["comparison", *filter(None, names)]),
        {
            "xlsx": lambda: comparison_xlsx(comparison, links()),
            "csv": lambda: comparison_csv(comparison, links()),
        },
    )


def data_panel(loaded: Loaded, plan: Plan | None) -> None:
    """What stands on the data page: its tables, and the method as text."""
    _panel(
        "data",
        f"data-{slug(loaded.path.stem)}".rstrip("-"),
        {
            "xlsx": lambda: data_files.to_xlsx(loaded, plan),
            "txt": lambda: data_files.to_text(loaded, plan),
        },
    )


def _panel(page: str, stem: str, makers: Mapping[str, Maker]) -> None:
    label = text("take.button")
    with st.popover(label, icon=":material/download:", key=f"take_{page}"):
        show(div("vid-name", text(f"take.{page}")))
        for suffix, make in makers.items():
            st.download_button(
                text(f"take.{page}.{suffix}"),
                data=carried(make),
                file_name=f"{stem[:_LONGEST].rstrip('-')}.{suffix}",
                mime=MIMES[suffix],
                key=f"download_{suffix}" if page == "plan" else f"download_{page}_{suffix}",
                on_click="ignore",
                width="stretch",
            )
        show(div("vid-note", text("take.note")))


def yaml_of(good: Good) -> bytes:
    """The scenario as a file: its own where nothing was changed, else one that extends it."""
    changed = differences(good.loaded.filed, good.loaded.scenario)
    if not changed:
        return good.loaded.path.read_bytes()
    return scenario_text(good.loaded.scenario.name, good.loaded, changed).encode()
