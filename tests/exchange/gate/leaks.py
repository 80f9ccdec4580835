"""A city with a canary in every field that may be withheld, all its exports, and a reader that
opens whatever they are packed in."""

import html
import io
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from zipfile import ZipFile, is_zipfile

import numpy as np
from pypdf import PdfReader
from pypdf.generic import StreamObject

from planner.cli.show_comparison import comparison_dict
from planner.exchange import data_files, to_csv, to_json, to_xlsx
from planner.exchange.comparison import comparison_csv, comparison_xlsx, release_comparison
from planner.exchange.council.docx import to_docx
from planner.exchange.council.pdf import to_pdf
from planner.exchange.dictionary import to_fields
from planner.exchange.donor.workbook import to_donor_xlsx
from planner.exchange.gate import release, release_data
from planner.exchange.maps import to_geojson, to_geopackage
from planner.exchange.opendata import to_dream, to_oc4ids, to_pack
from planner.insight import compare
from planner.inventory import Inventory
from planner.plan import Plan
from planner.profiles import Profile
from planner.scenario import Loaded
from tests.made_city import city_of
from tests.made_inventory import project_of, site_of

LINK = "http://localhost:8501/?scenario=city.yaml&forced=must.kanarkova-7171&plan=0123456789abcdef"
HIDDEN = "skhovyshche"
ADDRESSED = "kanarkova-7171"
PLOT = "house"
"""Where the sensitive project would be built."""


def canaries(profile: Profile) -> tuple[str, ...]:
    """What must stand nowhere in an export for a profile."""
    always: tuple[str, ...] = (
        "Канарков",
        "kanarkov",
        "7171",
        "50.123457",
        "36.765433",
        "Автор-канарка",
    )
    always += ("подія-канарка", "опис-канарка", "2023-07-13", "2024-02-29")
    if profile == "partner":
        return always
    hidden = (HIDDEN, "Сховище-канарка", "3331", "7771")
    free = ("причина-канарка", "джерело-канарка", "примітка-канарка", "відзнака-канарка")
    return (*always, *hidden, *free, "2023", "2024", "shelter", "99771")


MONEY = {2027: Decimal(500), 2028: Decimal(500)}


def city(
    *, whole: bool = True, built: bool = False, money: Mapping[int, Decimal] = MONEY
) -> Loaded:
    """Money for everything, so that what else is there changes no decision. whole: with what is
    sensitive; built: the sensitive project is required, instead of excluded; money: by year."""
    sites = [
        site_of(ADDRESSED, area=1500.0, people=60.0, shelter="none"),
        site_of(HIDDEN, sensitive=True, area=3331.0, people=7771.0, status="national"),
        site_of("school", use="education", people=300.0, people_kind="pupils", status="local"),
        site_of(PLOT, area=800.0, grade=5),
        site_of("home", area=900.0),
    ]
    projects = [
        project_of("quarter", people=90.0, people_kind="residents", gains={"renewal": 5.0}),
        project_of("depot", sensitive=True, capacity=7771.0, displaces=(PLOT,)),
    ]
    decided = {"reason": "причина-канарка", "author": "Автор-канарка"}
    rules = {"must": [{"site": ADDRESSED, **decided}], "never": [{"project": "depot", **decided}]}
    if whole:
        rules["must"].append({"site": HIDDEN, **decided})
    else:
        sites = [s for s in sites if not s["sensitive"] and s["id"] != PLOT]
        projects = projects[:1]
        del rules["never"]
    if built:
        rules["must"] += rules.pop("never")
    loaded = city_of(
        sites,
        projects,
        funds={"main": {"amount": dict(money)}},
        works=("repair", "restore", "stabilise", "clear"),
        weights={"homes": 1, "heritage": 1, "renewal": 1, "services": 1},
        labour={"builders": "0.01"},
        crews={"builders": {2027: 99771, 2028: 99771}},
        rules=rules,
    )
    return replace(loaded, inventory=_with_canaries(loaded.inventory))


def _with_canaries(inventory: Inventory) -> Inventory:
    sites, projects = inventory.sites, inventory.projects
    n = len(sites)
    names = {code: list(names) for code, names in sites.name.items()}
    names["uk"][0], names["en"][0] = "Будинок Лося, Канаркова, 7171", "Elk house, Kanarkova 7171"
    if HIDDEN in sites.id:
        names["uk"][1] = "Сховище-канарка"
    address = {"uk": ("вул. Канаркова, 7171",) * n, "en": ("7171 Kanarkova St",) * n}

    def said(words: str, rows: int = n) -> dict[str, tuple[str, ...]]:
        return dict.fromkeys(sites.name, (words,) * rows)

    told = {fact: np.array(["reported"] * n, dtype=object) for fact in sites.today.stated}
    words = {fact: ("reported",) * n for fact in sites.today.stated}
    facts = {fact: ("2024-02-29",) * n for fact in sites.today.date}
    return replace(
        inventory,
        sites=replace(
            sites,
            name={code: tuple(told) for code, told in names.items()},
            address=address,
            lat=np.full(n, 50.123457),
            lon=np.full(n, 36.765433),
            events=said("подія-канарка"),
            summary=said("опис-канарка"),
            source=said("джерело-канарка"),
            heritage_extra=said("відзнака-канарка"),
            damage_date_last=("2023-07-13",) * n,
            quality={**sites.quality, **told},
            quality_word=words,
            today=replace(
                sites.today,
                date=facts,
                source={fact: said("джерело-канарка") for fact in facts},
            ),
        ),
        projects=replace(
            projects,
            note=said("примітка-канарка", len(projects)),
            source=said("джерело-канарка", len(projects)),
        ),
        gains=replace(inventory.gains, source=said("джерело-канарка", len(inventory.gains))),
    )


def exports(loaded: Loaded, plan: Plan, profile: Profile) -> Iterator[tuple[str, bytes]]:
    """Every export that there is, by kind."""
    released = release(plan, profile)
    data = release_data(loaded, profile, released)
    pair = release_comparison(compare([("a", plan), ("b", plan)]), profile)
    yield "csv", to_csv(released, LINK)
    yield "xlsx", to_xlsx(released, LINK)
    yield "json", to_json(released, LINK).encode()
    yield "council pdf", to_pdf(released)
    yield "council docx", to_docx(released)
    yield "fields csv", to_fields(released)
    yield "oc4ids", to_oc4ids(released)
    yield "dream", to_dream(released)
    yield "pack", to_pack(released)
    yield "geopackage", to_geopackage(released)
    yield "geojson", to_geojson(released)
    yield "donor xlsx", to_donor_xlsx(released, LINK)
    yield "comparison csv", comparison_csv(pair, {"a": LINK})
    yield "comparison xlsx", comparison_xlsx(pair, {"a": LINK})
    yield "comparison json", json.dumps(comparison_dict(pair), ensure_ascii=False).encode()
    yield "data xlsx", data_files.to_xlsx(data, released)
    yield "data text", data_files.to_text(data, released)


def told(data: bytes) -> str:
    """All that a file tells: of a PDF its text and metadata, of a GeoPackage its cells, since where things
    stand in those two hangs on all else; of others all contents."""
    if data.startswith(b"%PDF"):
        book = PdfReader(io.BytesIO(data))
        return "\n".join([*(page.extract_text() for page in book.pages), str(book.metadata)])
    return cells_of(data) if data.startswith(b"SQLite") else contents(data)


def cells_of(data: bytes) -> str:
    """Every definition and every cell of a database, and its own numbers."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(data)
        lines = base.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        for name, sql in list(lines):
            if sql and sql.startswith("CREATE TABLE"):
                lines += base.execute(f'SELECT * FROM "{name}"').fetchall()
        return "\n".join(map(str, lines))


def pdf_contents(data: bytes) -> str:
    """Text, metadata and every stream of a PDF."""
    book = PdfReader(io.BytesIO(data))
    held = [page.extract_text() for page in book.pages]
    for number in range(1, len(book.xref[0]) + 1):
        part = book.get_object(number)
        if isinstance(part, StreamObject):
            held.append(part.get_data().decode("utf-8", "replace"))
        held.append(str(part))
    return "\n".join(held)


def contents(data: bytes) -> str:
    """All that a file holds, unpacked: names and bytes of the members of an archive."""
    if data.startswith(b"%PDF"):
        return pdf_contents(data)
    if data.startswith(b"SQLite"):
        return cells_of(data) + data.decode("utf-8", "replace")
    if not is_zipfile(io.BytesIO(data)):
        return html.unescape(data.decode("utf-8", "replace"))
    with ZipFile(io.BytesIO(data)) as book:
        return "\n".join(f"{name}\n{contents(book.read(name))}" for name in book.namelist())
