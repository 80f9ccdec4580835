"""The map of a document: districts, how much of the plan falls into each, and places as coarse as the
profile has them."""

import io
from collections import Counter
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from planner.arrays import Floats
from planner.exchange.gate import Released
from planner.insight.words import district_name
from planner.plan.plan import Plan
from planner.text import text, whole

FONTS: Final = Path(__file__).parent / "fonts"
_WIDTH: Final = 1400
_MARGIN: Final = 20
_LABEL: Final = 64
_PALE, _DARK = (236, 240, 243), (70, 120, 150)
_LINE, _DOT, _INK = (90, 90, 90), (150, 60, 10), (0, 0, 0)


def by_district(plan: Plan) -> dict[str, tuple[int, int]]:
    """District -> how many are in the plan, and what they cost together, minor units."""
    number: Counter[str] = Counter()
    cost: Counter[str] = Counter()
    for entry in plan.in_plan:
        number[entry.district] += 1
        cost[entry.district] += entry.cost
    known = plan.inventory.district_names()
    return {name: (number[name], cost[name]) for name in [*known, *set(number) - set(known)]}


def districts_told(plan: Plan) -> str:
    """The map in words, for who cannot see it."""
    parts = [
        f"{district_name(plan, name) or text('council.map.none')} {whole(n)}"
        for name, (n, _) in by_district(plan).items()
        if n
    ]
    return text("council.map.alt", districts=", ".join(parts) or whole(0))


def picture(released: Released) -> bytes | None:
    """The map as PNG; None for a city without outlines."""
    plan = released.plan
    districts = plan.inventory.districts
    if not districts.districts:
        return None
    south, west, north, east = districts.box()
    narrow = float(np.cos(np.radians((south + north) / 2)))
    scale = (_WIDTH - 2 * _MARGIN) / ((east - west) * narrow)
    height = round((north - south) * scale) + 2 * _MARGIN
    image = Image.new("RGB", (_WIDTH, height), "white")
    drawing = ImageDraw.Draw(image)

    def at(points: Floats) -> list[tuple[float, float]]:
        x = _MARGIN + (points[:, 0] - west) * narrow * scale
        y = _MARGIN + (north - points[:, 1]) * scale
        return list(zip(x.tolist(), y.tolist(), strict=True))

    counted = by_district(plan)
    most = max((cost for _, cost in counted.values()), default=0) or 1
    for district in districts.districts:
        share = counted[district.id][1] / most
        fill = tuple(round(a + (b - a) * share) for a, b in zip(_PALE, _DARK, strict=True))
        for ring in district.rings:
            drawing.polygon(at(ring), fill=fill, outline=_LINE, width=3)
    for x, y in at(_dots(plan)):
        drawing.ellipse((x - 6, y - 6, x + 6, y + 6), fill=_DOT)
    font = ImageFont.truetype(str(FONTS / "NotoSerif-Bold.ttf"), _LABEL)
    for district in districts.districts:
        middle = at(np.mean([ring.mean(axis=0) for ring in district.rings], axis=0)[None, :])[0]
        label = whole(counted[district.id][0])
        drawing.text(
            middle, label, fill=_INK, font=font, anchor="mm", stroke_width=4, stroke_fill="white"
        )
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _dots(plan: Plan) -> Floats:
    """(n, 2) longitude and latitude of what is in the plan, as far as the profile has places."""
    places = np.array([(e.lon, e.lat) for e in plan.in_plan], dtype=np.float64).reshape(-1, 2)
    return places[~np.isnan(places).any(axis=1)]
