"""Keep what is on the desk: as a scenario beside the others, or as a file to take away."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from planner.errors import Fault, InputError, PlannerError
from planner.exchange.csv_file import to_csv
from planner.exchange.xlsx_file import to_xlsx
from planner.scenario import differences, save_scenario
from planner.scenario.saving import scenario_text
from planner.text import Language, text
from planner.ui import state
from planner.ui.markup import div
from planner.ui.state import Good
from planner.ui.widgets import faults, show
from planner.works import Names

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def panel(good: Good, language: Language) -> None:
    """Save as a scenario; download list, tables, scenario."""
    with st.container(key="keep", horizontal=True, gap="small"):
        with st.popover(text("plan.save", language), icon=":material/save:"):
            _form(good, language)
        with st.popover(text("plan.download", language), icon=":material/download:"):
            _downloads(good, language)


def _form(good: Good, language: Language) -> None:
    show(div("vid-name", text("plan.save.title", language)))
    if not good.settings.changed:
        show(div("vid-note", text("plan.save.unchanged", language)))
    st.text_input(text("plan.save.name_uk", language), key="save_name_uk", max_chars=120)
    st.text_input(text("plan.save.name_en", language), key="save_name_en", max_chars=120)
    st.text_input(
        text("plan.save.file", language),
        key="save_file",
        max_chars=60,
        placeholder=f"{Path(good.desk.path).stem}-2",
    )
    st.button(
        text("plan.save.button", language), on_click=_save, args=(good,), type="primary", key="save"
    )
    outcome = st.session_state.pop("saved", None)
    if isinstance(outcome, PlannerError):
        show(faults(outcome, language))
    elif outcome:
        show(div("vid-good", text("plan.save.done", language, file=outcome), role="status"))
    show(div("vid-note", text("plan.save.note", language)))


def _save(good: Good) -> None:
    held = st.session_state
    try:
        path = save(
            good, uk=held["save_name_uk"], en=held["save_name_en"], file_name=held["save_file"]
        )
    except PlannerError as error:
        held["saved"] = error
        return
    held["saved"] = state.label_of(path)
    state.choose(path)


def save(good: Good, *, uk: str, en: str, file_name: str) -> Path:
    """Write the settings of a plan as a scenario beside its own.

    Raises InputError for a name that cannot be used, ConflictError where the file exists.
    """
    titles = [title.strip() for title in (uk, en)]
    if not any(titles):
        raise InputError([Fault(key="ui_save_title")])
    first = titles[0] or titles[1]
    title = Names(uk=first, en=titles[1] or first)
    return save_scenario(good.loaded.directory, file_name.strip(), title, good.loaded)


def yaml_of(good: Good) -> bytes:
    """The scenario as a file: its own where nothing was changed, else one that extends it."""
    changed = differences(good.loaded.filed, good.loaded.scenario)
    if not changed:
        return good.loaded.path.read_bytes()
    return scenario_text(good.loaded.scenario.name, good.loaded, changed).encode()


def _downloads(good: Good, language: Language) -> None:
    stem = good.loaded.path.stem + ("-changed" if good.settings.changed else "")
    makers: tuple[tuple[str, str, Callable[[], bytes]], ...] = (
        ("csv", "text/csv", lambda: to_csv(good.plan, language)),
        ("xlsx", XLSX, lambda: to_xlsx(good.plan, language)),
        ("yaml", "application/yaml", lambda: yaml_of(good)),
    )
    for suffix, mime, make in makers:
        st.download_button(
            text(f"plan.download.{suffix}", language),
            data=make,
            file_name=f"{stem}.{suffix}",
            mime=mime,
            key=f"download_{suffix}",
            on_click="ignore",
            width="stretch",
        )
