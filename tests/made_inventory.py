"""The inventory of a small city: sites and projects as rows, and the tables made of them."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from planner.inventory import FACTS, Inventory, Parts, Quality, StatedGains, Today
from planner.inventory.columns import District, Districts, Projects, Sites
from planner.text import LANGUAGES

Row = dict[str, Any]
NAN = float("nan")


def site_of(name: str, **given: Any) -> Row:
    """One site; 1,000 m2 of unlisted housing for 40 people at grade 4 unless told otherwise."""
    usual = {
        "status": "none",
        "candidate": False,
        "sensitive": False,
        "cleared": False,
        "area": 1000.0,
        "people": 40.0,
        "people_kind": "residents",
        "grade": 4,
        "district": "north",
        "use": "residential",
        "significance": NAN,
        "hazard": NAN,
        "unusable": NAN,
        "owner": "",
        "state_today": "",
        "readiness": "",
        "readiness_works": "",
        "damaged_share": NAN,
        "cost_known": NAN,
        "cost_known_works": "",
        "new_use": "",
        "shelter": "",
        "ensemble": "",
        "cost_quality": Quality.REPORTED,
        "state_quality": Quality.REPORTED,
    }
    assert given.keys() <= usual.keys(), given
    return {"id": name, **usual, **given}


def project_of(name: str, **given: Any) -> Row:
    """One project; 1 million, one year, 1,000 m2 of new space for nobody unless told otherwise."""
    usual = {
        "sensitive": False,
        "cost": 1.0,
        "years": 1,
        "people": 0.0,
        "people_kind": "none",
        "capacity": 1000.0,
        "index": 100.0,
        "displaces": (),
        "part_of": "",
        "phase": 0,
        "shares": (),
        "restores": (),
        "gains": {},
        "district": "north",
        "kind": "housing",
    }
    assert given.keys() <= usual.keys(), given
    return {"id": name, **usual, **given}


def inventory_of(sites: Sequence[Row], projects: Sequence[Row]) -> Inventory:
    digest = hashlib.sha256(repr((sites, projects)).encode()).hexdigest()
    ring = np.array([[36.0, 50.0], [37.0, 50.0], [37.0, 51.0]])
    names = sorted({row["district"] for row in (*sites, *projects)})
    return Inventory(
        sites=_sites(sites),
        projects=_projects(projects),
        gains=_gains(projects),
        districts=Districts(
            districts=tuple(District(id=d, names={"uk": d, "en": d}, rings=(ring,)) for d in names),
            rivers=(),
            schematic=True,
        ),
        sha256=digest,
        files={},
    )


def _texts(rows: Sequence[Row], key: str) -> tuple[str, ...]:
    return tuple(row[key] for row in rows)


def _numbers(rows: Sequence[Row], key: str) -> Any:
    return np.array([row[key] for row in rows], dtype=np.float64)


def _today(rows: Sequence[Row]) -> Today:
    """What the rows add; a fact that no row states is no column."""
    none = Today.untold(len(rows))
    return replace(
        none,
        owner=_texts(rows, "owner"),
        state_today=_texts(rows, "state_today"),
        readiness=_texts(rows, "readiness"),
        readiness_works=_texts(rows, "readiness_works"),
        cost_known_works=_texts(rows, "cost_known_works"),
        new_use=_texts(rows, "new_use"),
        shelter=_texts(rows, "shelter"),
        stated=frozenset(f for f in FACTS if any(row[f] not in ("", NAN) for row in rows)),
        damaged_share=_numbers(rows, "damaged_share"),
        significance=_numbers(rows, "significance"),
        cost_known=_numbers(rows, "cost_known"),
        plot_waits=np.array([row["cleared"] for row in rows], dtype=bool),
    )


def _sites(rows: Sequence[Row]) -> Sites:
    n = len(rows)
    blank = ("",) * n
    given: dict[str, Any] = {
        "damage_date_last": blank,
        **dict.fromkeys(
            ("address", "heritage_extra", "events", "summary", "source"),
            dict.fromkeys(LANGUAGES, blank),
        ),
        **{key: np.full(n, np.nan) for key in ("community_priority", "year_built", "storeys")},
        **{key: _texts(rows, key) for key in ("id", "district", "use", "people_kind", "ensemble")},
        **{key: _numbers(rows, key) for key in ("people", "unusable", "hazard")},
        **{key: {} for key in ("quality_word", "numbers")},
    }
    told = {"cost_known": "cost_quality", "state_today": "state_quality"}
    return Sites(
        **given,
        today=_today(rows),
        quality={f: np.array([row[k] for row in rows], dtype=object) for f, k in told.items()},
        name={
            "uk": tuple(f"Будівля {row['id']}" for row in rows),
            "en": tuple(f"Building {row['id']}" for row in rows),
        },
        lat=np.full(n, 50.5),
        lon=np.full(n, 36.5),
        heritage_status=_texts(rows, "status"),
        world_heritage_candidate=np.array([row["candidate"] for row in rows], dtype=bool),
        sensitive=np.array([row["sensitive"] for row in rows], dtype=bool),
        plot_cleared=np.array([row["cleared"] for row in rows], dtype=bool),
        floor_area_m2=_numbers(rows, "area"),
        damage_grade=np.array([row["grade"] for row in rows], dtype=np.int8),
        extra=(),
    )


def _parts(rows: Sequence[Row]) -> Parts:
    return replace(
        Parts.untold(len(rows)),
        part_of=_texts(rows, "part_of"),
        phase=np.array([row["phase"] for row in rows], dtype=np.int64),
        shares=tuple(tuple(row["shares"]) for row in rows),
        restores=tuple(tuple(row["restores"]) for row in rows),
    )


def _gains(rows: Sequence[Row]) -> StatedGains:
    """What the rows state: criterion -> amount, or amount and quality."""
    stated = [(row["id"], c, *_pair(a)) for row in rows for c, a in row["gains"].items()]
    return replace(
        StatedGains.none(),
        project=tuple(row[0] for row in stated),
        criterion=tuple(row[1] for row in stated),
        amount=np.array([row[2] for row in stated], dtype=np.float64),
        quality=tuple(row[3] for row in stated),
        source=dict.fromkeys(LANGUAGES, ("authors",) * len(stated)),
        line=tuple(range(2, len(stated) + 2)),
    )


def _pair(amount: Any) -> tuple[float, str]:
    return amount if isinstance(amount, tuple) else (amount, "stated")


def _projects(rows: Sequence[Row]) -> Projects:
    n = len(rows)
    given: dict[str, Any] = {
        **{f"cost_musd_{bound}": _numbers(rows, "cost") for bound in ("low", "likely", "high")},
        **{key: _texts(rows, key) for key in ("id", "district", "kind", "people_kind")},
        "note": dict.fromkeys(LANGUAGES, ("",) * n),
        "source": dict.fromkeys(LANGUAGES, ("",) * n),
        **{key: {} for key in ("quality", "quality_word", "numbers")},
    }
    return Projects(
        **given,
        name={
            "uk": tuple(f"Проєкт {row['id']}" for row in rows),
            "en": tuple(f"Project {row['id']}" for row in rows),
        },
        lat=np.full(n, 50.5),
        lon=np.full(n, 36.5),
        cost_quality=np.array(["illustrative"] * n, dtype=object),
        years_to_build=np.array([row["years"] for row in rows], dtype=np.int64),
        people=_numbers(rows, "people"),
        capacity_m2=_numbers(rows, "capacity"),
        renewal_index=_numbers(rows, "index"),
        sensitive=np.array([row["sensitive"] for row in rows], dtype=bool),
        displaces=tuple(tuple(row["displaces"]) for row in rows),
        parts=_parts(rows),
        extra=(),
    )
