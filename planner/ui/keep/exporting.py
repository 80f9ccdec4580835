"""Files to take away, made when they are asked for: a plan, a comparison, data and method."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

import streamlit as st

from planner.exchange import data_files
from planner.exchange.comparison import comparison_csv, comparison_xlsx, release_comparison
from planner.exchange.council.docx import to_docx
from planner.exchange.council.pdf import to_pdf
from planner.exchange.csv_file import to_csv
from planner.exchange.dictionary import to_fields
from planner.exchange.donor.workbook import to_donor_xlsx
from planner.exchange.gate import Released, ReleasedData, release, release_data
from planner.exchange.json_file import to_json
from planner.exchange.link import Link
from planner.exchange.maps import to_geojson, to_geopackage
from planner.exchange.opendata import to_dream, to_oc4ids, to_pack
from planner.exchange.scenario_file import scenario_of
from planner.exchange.xlsx_file import to_xlsx
from planner.insight import Comparison
from planner.plan import Plan
from planner.profiles import PROFILES, PUBLIC, Profile
from planner.scenario import Loaded, differences
from planner.scenario.store.naming import slug
from planner.scenario.store.saving import scenario_text
from planner.text import carried, text
from planner.ui.keep import sharing
from planner.ui.look.markup import div
from planner.ui.look.widgets import show
from planner.ui.session.answering import Good
from planner.ui.session.state import hold_choice

MIMES: Final = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "yaml": "application/yaml",
    "txt": "text/plain",
    "gpkg": "application/geopackage+sqlite3",
    "geojson": "application/geo+json",
}
_LONGEST: Final = 80
Maker = Callable[[Profile], bytes]
_MARK: Final[dict[Profile, str]] = {"internal": "-internal", "partner": "-partner", "public": ""}
"""What the name of a file that is not for everybody says."""


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
            "pdf": lambda profile: to_pdf(release(good.plan, profile)),
            "docx": lambda profile: to_docx(release(good.plan, profile)),
            "donor.xlsx": lambda profile: to_donor_xlsx(release(good.plan, profile), link()),
            "xlsx": lambda profile: to_xlsx(release(good.plan, profile), link()),
            "csv": lambda profile: to_csv(release(good.plan, profile), link()),
            "fields.csv": lambda profile: to_fields(release(good.plan, profile)),
            "json": lambda profile: to_json(release(good.plan, profile), link()).encode(),
            "yaml": lambda profile: yaml_of(good, profile),
            "gpkg": lambda profile: to_geopackage(release(good.plan, profile)),
            "geojson": lambda profile: to_geojson(release(good.plan, profile)),
            "pack.xlsx": lambda profile: to_pack(release(good.plan, profile)),
            "dream.json": lambda profile: to_dream(release(good.plan, profile)),
            "oc4ids.json": lambda profile: to_oc4ids(release(good.plan, profile)),
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
            "xlsx": lambda who: comparison_xlsx(release_comparison(comparison, who), links()),
            "csv": lambda who: comparison_csv(release_comparison(comparison, who), links()),
        },
    )


def data_panel(loaded: Loaded, plan: Plan | None) -> None:
    """What stands on the data page: its tables, and the method as text."""

    def made(write: Callable[[ReleasedData, Released | None], bytes]) -> Maker:
        def written(who: Profile) -> bytes:
            released = None if plan is None else release(plan, who)
            return write(release_data(loaded, who, released), released)

        return written

    _panel(
        "data",
        f"data-{slug(loaded.path.stem)}".rstrip("-"),
        {
            "xlsx": made(data_files.to_xlsx),
            "txt": made(data_files.to_text),
        },
    )


def _panel(page: str, stem: str, makers: Mapping[str, Maker]) -> None:
    label = text("take.button")
    with st.popover(label, icon=":material/download:", key=f"take_{page}"):
        show(div("vid-name", text(f"take.{page}")))
        profile = _asked_for(page)
        with st.container(key=f"take_files_{page}"):
            for suffix, make in makers.items():
                st.download_button(
                    text(f"take.{page}.{suffix}"),
                    data=carried(partial(make, profile)),
                    file_name=f"{stem[:_LONGEST].rstrip('-')}{_MARK[profile]}.{suffix}",
                    mime=MIMES[suffix.rpartition(".")[2]],
                    key=f"download_{suffix}" if page == "plan" else f"download_{page}_{suffix}",
                    on_click="ignore",
                    width="stretch",
                )


def _asked_for(page: str) -> Profile:
    """For whom the files are, and what is withheld from them, in a sentence."""
    key, names = f"take_for_{page}", {p: text(f"gate.profile.{p}") for p in PROFILES[::-1]}
    hold_choice(key, PUBLIC, names)
    # Told at each drawing: the box may be opened long after, when a browser knows what was told last.
    st.session_state[key] = st.session_state[key]
    asked: Profile | None = st.segmented_control(
        text("gate.for"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        width="stretch",
    )
    profile = asked or PUBLIC
    show(div("vid-note", text(f"gate.withheld.{profile}")))
    return profile


def yaml_of(good: Good, profile: Profile) -> bytes:
    """The scenario as a file: its own where nothing was changed and nothing is withheld, else one
    that extends the same files."""
    if profile != "internal":
        released = release(good.plan, profile)
        return scenario_of(release_data(good.loaded, profile, released), released)
    changed = differences(good.loaded.filed, good.loaded.scenario)
    if not changed:
        return good.loaded.path.read_bytes()
    return scenario_text(good.loaded.scenario.name, good.loaded.path.name, changed).encode()
