"""How large buildings are and how many people they hold, stated or inferred and marked so."""

import numpy as np

from planner.arrays import Flags, Floats
from planner.intake.take.measures import M2_PER_RESIDENT, PER_STOREY_M, measured, written
from planner.intake.take.source import Source
from planner.intake.take.what import INFERRED, JUDGED, KINDS, kinds_of
from planner.intake.values.dates import iso_of
from planner.intake.values.distinct import Cells, Distinct

Known = tuple[Floats, Cells]
"""(n,) values, NaN where not known; (n,) how each is known, blank where not."""
_HEADCOUNTS = {"pupils": "pupils", "patients": "patients", "workers": "workers"}
"""Fields that count one kind of people."""


def _known(source: Source, values: Floats, vague: Flags) -> Known:
    quality = np.full(source.n, "", dtype=object)
    quality[~np.isnan(values)] = source.mapping.quality
    quality[vague & ~np.isnan(values)] = "estimated"
    return values, quality


def storeys(source: Source) -> Known:
    """Storeys: stated, else by the height, else as assumed."""
    values, quality = _known(source, *measured(source, "storeys"))
    if source.has("height"):
        height, _ = measured(source, "height")
        rows = np.isnan(values) & ~np.isnan(height)
        values = np.where(rows, np.maximum(np.round(height / PER_STOREY_M), 1), values)
        quality[rows] = INFERRED
        source.journal.infer("storeys_of_height", "storeys", rows)
    assumed = source.mapping.assume.storeys
    if assumed is not None:
        rows = np.isnan(values)
        values = np.where(rows, assumed, values)
        quality[rows] = JUDGED
        source.journal.infer("storeys_assumed", "storeys", rows)
    return values, quality


def floors(source: Source, levels: Known) -> Known:
    """Floor area [m2]: stated, else footprint x storeys; a footprint alone is no floor area."""
    plain = source.mapping.area == "floor" and not source.has("floor_area")
    stated = "area" if plain and source.has("area") else "floor_area"
    values, quality = _known(source, *measured(source, stated))
    ground = "footprint"
    if not source.has("footprint") and source.has("area") and source.mapping.area == "footprint":
        ground = "area"
    if source.has(ground):
        footprint, _ = measured(source, ground)
        rows = np.isnan(values) & ~np.isnan(footprint) & ~np.isnan(levels[0])
        values = np.where(rows, footprint * levels[0], values)
        quality[rows] = np.where(levels[1][rows] == JUDGED, JUDGED, INFERRED)
        source.journal.infer("area_of_footprint", "floor_area", rows)
    assumed = source.mapping.assume.floor_area
    if assumed is not None:
        rows = np.isnan(values)
        values = np.where(rows, assumed, values)
        quality[rows] = JUDGED
        source.journal.infer("area_assumed", "floor_area", rows)
    return values, quality


def people(source: Source, use: Cells, floor: Known) -> tuple[Floats, Cells, Cells]:
    """(n,) people, NaN where not known; (n,) how each is known; (n,) who they are."""
    values, quality = _known(source, *measured(source, "people"))
    kind = kinds_of(use)
    for field, who in _HEADCOUNTS.items():
        if source.has(field):
            counted, vague = measured(source, field)
            rows = np.isnan(values) & ~np.isnan(counted)
            values = np.where(rows, counted, values)
            quality[rows] = np.where(vague[rows], "estimated", source.mapping.quality)
            kind[rows] = who
    rows = np.isnan(values) & (kind == KINDS["residential"]) & ~np.isnan(floor[0])
    values = np.where(rows, np.maximum(np.round(floor[0] / M2_PER_RESIDENT), 1), values)
    quality[rows] = "by_area"
    source.journal.infer("people_of_area", "people", np.asarray(rows, dtype=bool))
    kind[(kind == "none") & ~np.isnan(values)] = "users"
    return np.round(values), quality, kind


def damaged_shares(source: Source, floor: Floats) -> Cells:
    """(n,) part of the floor that the damage touches, blank where not known."""
    share = np.full(source.n, np.nan)
    if source.has("damaged_share"):
        share, _ = measured(source, "damaged_share")
        share = np.where(share > 1.0, share / 100, share)
    elif source.has("damaged_area"):
        area, _ = measured(source, "damaged_area")
        share = np.minimum(area / floor, 1.0)
    return written(np.where((share >= 0.001) & (share <= 1.0), share, np.nan), 3)


def years(source: Source) -> Cells:
    """(n,) year of building, blank where not known; a date counts by its year."""
    if source.has("year_built"):
        column = Distinct.of(source.get("year_built"))
        source.cells["year_built"] = column.spread(
            [iso_of(w, "dmy")[:4] or w for w in column.words]
        )
    values, _ = measured(source, "year_built")
    return written(np.floor(values), 0)
