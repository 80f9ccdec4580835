"""Keep what is on the desk as a scenario: as a new one, over its own, or under another title."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from planner.domain import Names
from planner.errors import Fault, InputError, PlannerError
from planner.exchange.opening import came_by_link
from planner.insight.chosen_words import of_seat
from planner.plan import keeping_to
from planner.scenario.store import store
from planner.scenario.store.naming import LONGEST_TITLE, title_of
from planner.scenario.store.revisions import Revision, revisions
from planner.text import LANGUAGES, carried, date, name_of, spoken, text
from planner.ui.look.markup import div, tag
from planner.ui.look.refusing import show_faults
from planner.ui.look.widgets import show
from planner.ui.look.words import plain
from planner.ui.session import nearing, state, visiting
from planner.ui.session.answering import Good

MOST_LISTED: Final = 20
_OUTCOME: Final = "saved"
Act = Callable[[], str]
"""Does something with scenarios; returns the key of the sentence that says what was done."""


def panel(good: Good) -> None:
    """The button; behind it save as new, save over, and what else can be done to the scenario."""
    opened_revision(good)
    label = text("store.save")
    with st.popover(label, icon=":material/save:", on_change="rerun", key="keep_save") as shown:
        if not shown.open:
            st.session_state.pop(_OUTCOME, None)
            return
        _outcome()
        show(div("vid-name", _title(good)))
        other = _other(good)
        if other:
            show(div("vid-note", text("chosen.saving", reason=other)))
        else:
            _over(good)
        _new(good)
        with st.expander(text("store.manage"), key="keep_manage"):
            _rename(good)
            _versions(good)
            _delete(good)
            _deleted(good)


def opened_revision(good: Good) -> str:
    """The version of the scenario that the settings in hand began from.

    Pages always show the file as it is now. While nothing is changed by hand that is the version
    in hand; once something is, it stays the one that it was, so that what somebody else saves in
    the meantime is not taken for it.
    """
    opened: dict[str, str] = st.session_state.setdefault("opened", {})
    now = good.loaded.filed_sha256
    if good.variant.changed:
        return opened.setdefault(good.variant.path, now)
    opened[good.variant.path] = now
    return now


def _other(good: Good) -> str:
    """What the plan on the screen is, where it is not the one that its settings lead to; else blank."""
    apart, visit = nearing.away(good), visiting.visited(good)
    if apart is not None:
        found, seat = apart
        return of_seat(found.home.plan, found.sure, seat)
    return "" if visit is None else visit[1]


def _title(good: Good) -> str:
    return name_of(good.loaded.filed.name.words)


def _outcome() -> None:
    """What came of the last act, as long as the panel is open: a plan that comes meanwhile draws it again."""
    outcome = st.session_state.get(_OUTCOME)
    if isinstance(outcome, PlannerError):
        show_faults(outcome)
    elif outcome:
        show(div("vid-good", text(outcome), role="status"))


def _run(act: Act) -> None:
    """Do it, and leave what came of it for the page to tell."""
    try:
        st.session_state[_OUTCOME] = act()
    except PlannerError as error:
        st.session_state[_OUTCOME] = error


def _button(
    key: str, words: str, act: Act, *, primary: bool = False, disabled: bool = False
) -> None:
    st.button(
        words,
        key=key,
        on_click=_run,
        args=(carried(act),),
        type="primary" if primary else "secondary",
        disabled=disabled,
    )


def _typed(prefix: str) -> Names:
    held = st.session_state
    return title_of({code: held.get(f"{prefix}_{code}", "") for code in LANGUAGES})


def _title_fields(prefix: str) -> None:
    """The title in the language of the page first; the others are needed by nobody."""
    others = (code for code in LANGUAGES if code != spoken())
    words = {spoken(): f"store.{prefix}.title"}
    words |= {code: f"store.{prefix}.title.{code}" for code in others}
    with st.container(horizontal=True, gap="small"):
        for code, label in words.items():
            key = f"{prefix}_{code}"
            st.text_input(text(label), key=key, max_chars=LONGEST_TITLE, width=250)


def _over(good: Good) -> None:
    if not good.variant.changed:
        show(div("vid-note", text("store.unchanged")))
        return
    revision = opened_revision(good)
    _button("save_over", text("store.over"), lambda: save_over(good, revision))
    show(div("vid-note", text("store.over.note")))


def _new(good: Good) -> None:
    show(div("vid-name", text("store.new")))
    _title_fields("save_name")
    new = good.variant.changed or _other(good)
    key = "store.new.button" if new else "store.copy.button"
    _button("save", text(key), lambda: _told(save(good, _typed("save_name"))), primary=True)


def _told(_: Path) -> str:
    return "store.done.new"


def save(good: Good, title: Names) -> Path:
    """Save the settings of a plan as a scenario of its own, and take that in hand; with its works, where
    it is not the plan that the settings lead to.

    Raises InputError where the title or the content cannot be used.
    """
    _require_reasons(good)
    other, loaded = _other(good), good.loaded
    path = store.save_new(keeping_to(loaded, good.plan.solution, other) if other else loaded, title)
    state.choose(path)
    state.tell_saved(title.words)
    return path


def save_over(good: Good, revision: str) -> str:
    """Save the settings of a plan into its own scenario, if that is still the version opened."""
    _require_reasons(good)
    store.save_over(good.loaded, revision)
    state.choose(good.loaded.path)
    state.tell_saved(good.loaded.filed.name.words)
    return "store.done.over"


def _require_reasons(good: Good) -> None:
    """A decision that came by a link has left its reason behind: somebody has to give one."""
    subjects = [choice.subject for choice in good.variant.settings.forced if came_by_link(choice)]
    if subjects:
        raise InputError([Fault(key="store_unreasoned", value=", ".join(subjects))])


def _rename(good: Good) -> None:
    path, revision = good.loaded.path, opened_revision(good)

    def act() -> str:
        store.rename(path, _typed("rename"), revision)
        st.session_state["opened"][str(path)] = store.revision_of(path)
        return "store.done.rename"

    show(div("vid-name", text("store.rename")))
    _title_fields("rename")
    _button("rename", text("store.rename.button"), act)


def _versions(good: Good) -> None:
    path = good.loaded.path
    show(div("vid-name", text("store.versions")))
    kept = revisions(path)
    if not kept:
        show(div("vid-note", text("store.versions.none")))
    for revision in kept[:MOST_LISTED]:
        _restorable(f"restore_{revision.id}", path, revision)


def _restorable(key: str, path: Path, revision: Revision) -> None:
    title = text("store.untitled")
    if revision.title is not None:
        title = name_of(revision.title.words)

    def act() -> str:
        store.restore(path, revision.id)
        state.choose(path)
        return "store.done.restore"

    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="stretch"):
            show(tag("div", title, div("vid-note", _moment(revision.saved))))
        label = text("store.restore")
        st.button(
            label,
            key=key,
            help=text("store.restore.help", title=plain(title)),
            on_click=_run,
            args=(carried(act),),
        )


def _moment(moment: datetime) -> str:
    """Day and time as the planner's clock shows them."""
    try:
        zone: ZoneInfo | None = ZoneInfo(st.context.timezone or "")
    except (ValueError, ZoneInfoNotFoundError, OSError):
        zone = None
    here = moment.astimezone(zone or UTC)
    return f"{date(here.date())}, {here:%H:%M}{'' if zone else ' UTC'}"


def _delete(good: Good) -> None:
    path, revision = good.loaded.path, opened_revision(good)

    def act() -> str:
        store.delete(path, revision)
        st.session_state.pop("chosen", None)
        st.session_state.pop("desk", None)
        return "store.done.delete"

    show(div("vid-name", text("store.delete")))
    sure = st.checkbox(
        text("store.delete.sure", title=plain(_title(good))),
        key=f"delete_sure_{path.stem}",
    )
    _button("delete", text("store.delete.button"), act, disabled=not sure)


def _deleted(good: Good) -> None:
    gone = store.deleted(good.loaded.directory)
    if not gone:
        return
    show(div("vid-name", text("store.deleted")))
    for deleted in gone[:MOST_LISTED]:
        _restorable(f"undelete_{deleted.path.stem}", deleted.path, deleted.last)
