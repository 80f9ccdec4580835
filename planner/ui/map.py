"""The map: plain longitude and latitude, schematic outlines, no tiles and no request outside."""

from collections.abc import Collection, Mapping, Sequence
from html import escape
from typing import Final, Literal

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from planner.insight.words import choice, works_name
from planner.inventory import Districts
from planner.plan import Entry, Plan
from planner.text import Language, million, name_of, text
from planner.ui import palette
from planner.ui.palette import DAMAGE, DAMAGE_OF_GRADE, Mark, Theme, works_mark

Colouring = Literal["works", "damage"]
FONT: Final = "Source Sans, sans-serif"


def _hover(entry: Entry, plan: Plan, language: Language) -> str:
    """Text of one point. Drawings read some HTML, so names are escaped here as well."""
    works = " → ".join(
        f"{works_name(plan.scenario, step.works, language)} {step.start}" for step in entry.steps
    )
    lines = [
        f"<b>{escape(name_of(entry.name, language))}</b>",
        f"№{entry.rank} · {text(f'plan.group.{entry.group}', language)}",
        escape(works),
    ]
    if entry.steps:
        amount = million(entry.cost, language)
        lines.append(text("ui.million", language, amount=amount))
    if entry.damage_grade:
        lines.append(
            text("plan.map.damage", language)
            + " "
            + choice("damage_grade", entry.damage_grade, language)
        )
    return "<br>".join(line for line in lines if line)


def points(plan: Plan, entered: Collection[str], language: Language) -> pd.DataFrame:
    """One row per site and project: place, works, damage, group, hover text."""
    entries = plan.entries
    return pd.DataFrame(
        {
            "id": [e.id for e in entries],
            "lon": [e.lon for e in entries],
            "lat": [e.lat for e in entries],
            "works": [e.steps[-1].works if e.steps else "" for e in entries],
            "damage": [
                "" if e.kind == "project" else DAMAGE_OF_GRADE[e.damage_grade] for e in entries
            ],
            "planned": [e.group == "planned" for e in entries],
            "entered": [e.id in entered for e in entries],
            "hover": [_hover(e, plan, language) for e in entries],
        }
    )


def _line(rings: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Rings as one line with gaps: (n, 2), NaN between them."""
    gap = np.full((1, 2), np.nan)
    return np.concatenate([part for ring in rings for part in (ring, gap)] or [gap])


def _centroid(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    """Centre of area of a closed ring, (n, 2) -> (2,)."""
    x, y = (ring - ring[0]).T
    cross = x * np.roll(y, -1) - np.roll(x, -1) * y
    moments = [((v + np.roll(v, -1)) * cross).sum() for v in (x, y)]
    return np.asarray(ring[0] + np.array(moments) / (3 * cross.sum()), dtype=np.float64)


def _ground(districts: Districts, language: Language, theme: Theme) -> list[go.Scatter]:
    land = _line([ring for d in districts.districts for ring in d.rings])
    water = _line([line for river in districts.rivers for line in river.lines])
    centres = [_centroid(d.rings[0]) for d in districts.districts]
    names = [escape(name_of(d.names, language)).split(" ")[0] for d in districts.districts]
    quiet = {"hoverinfo": "skip", "showlegend": False}
    return [
        go.Scatter(
            x=land[:, 0],
            y=land[:, 1],
            mode="lines",
            fill="toself",
            fillcolor=palette.LAND.on(theme),
            line={"color": palette.BORDER.on(theme), "width": 1},
            **quiet,
        ),
        go.Scatter(
            x=water[:, 0],
            y=water[:, 1],
            mode="lines",
            line={"color": palette.WATER.on(theme), "width": 2.5},
            **quiet,
        ),
        go.Scatter(
            x=[c[0] for c in centres],
            y=[c[1] for c in centres],
            text=names,
            mode="text",
            textfont={"color": palette.QUIET.on(theme), "size": 10},
            **quiet,
        ),
    ]


def _marks(rows: pd.DataFrame, mark: Mark, theme: Theme, *, planned: bool) -> go.Scatter:
    shape = mark.shape if planned or mark.shape.endswith("-open") else f"{mark.shape}-open"
    outline = palette.LAND.on(theme) if planned else mark.ink.on(theme)
    return go.Scatter(
        x=rows["lon"],
        y=rows["lat"],
        mode="markers",
        text=rows["hover"],
        hoverinfo="text",
        showlegend=False,
        marker={
            "symbol": shape,
            "color": mark.ink.on(theme),
            "size": 11 if planned else 8,
            "opacity": 1.0 if planned else 0.75,
            "line": {"color": outline, "width": 1},
        },
    )


def _layers(rows: pd.DataFrame, colouring: Colouring, theme: Theme) -> list[go.Scatter]:
    """Deferred below, planned above: one layer per symbol."""
    marks: Mapping[str, Mark] = (
        DAMAGE if colouring == "damage" else {w: works_mark(w) for w in rows["works"].unique()}
    )
    shown = rows[rows[colouring] != ""] if colouring == "damage" else rows
    return [
        _marks(part, marks[str(value)], theme, planned=planned)
        for planned in (False, True)
        for value, part in shown[shown["planned"] == planned].groupby(colouring, sort=True)
    ]


def _rings(rows: pd.DataFrame, theme: Theme) -> go.Scatter:
    ringed = rows[rows["entered"]]
    return go.Scatter(
        x=ringed["lon"],
        y=ringed["lat"],
        mode="markers",
        hoverinfo="skip",
        showlegend=False,
        marker={
            "symbol": "circle-open",
            "size": 19,
            "color": palette.RING.on(theme),
            "line": {"width": 2.5},
        },
    )


def city_map(
    plan: Plan,
    entered: Collection[str],
    colouring: Colouring,
    language: Language,
    theme: Theme,
) -> go.Figure:
    """Every site and project where it stands; a degree of longitude is drawn cos(latitude) long."""
    rows = points(plan, entered, language)
    districts = plan.inventory.districts
    south, west, north, east = districts.box()
    figure = go.Figure(
        [
            *_ground(districts, language, theme),
            *_layers(rows, colouring, theme),
            _rings(rows, theme),
        ]
    )
    hidden = {"visible": False, "fixedrange": False}
    figure.update_layout(
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "color": palette.TEXT.on(theme), "size": 12},
        hoverlabel={"align": "left", "font": {"family": FONT, "size": 13}},
        dragmode="pan",
        uirevision="map",
        xaxis={**hidden, "range": [west, east]},
        yaxis={
            **hidden,
            "range": [south, north],
            "scaleanchor": "x",
            "scaleratio": 1 / np.cos(np.radians((south + north) / 2)),
        },
    )
    return figure
