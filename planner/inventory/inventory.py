"""The whole inventory: its files read and checked against each other, all faults at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Self

import numpy as np

from planner.errors import Fault, InputError, listed
from planner.inventory.columns import Districts, Projects, Sites
from planner.inventory.districts import SIZE_LIMIT as DISTRICTS_LIMIT
from planner.inventory.districts import read_districts
from planner.inventory.gains import StatedGains, read_gains
from planner.inventory.projects import read_projects
from planner.inventory.sites import read_sites
from planner.reading import ColumnReader, read_bytes, unknown
from planner.reading.tables import SIZE_LIMIT as TABLE_LIMIT

_AROUND_DEGREES = 0.15
"""Sites may lie this far outside the districts, whose outlines are rough."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Inventory:
    """Everything that a plan decides about."""

    sites: Sites
    projects: Projects
    districts: Districts
    gains: StatedGains
    """What projects are said to bring."""
    sha256: str
    """Of the bytes of the files."""
    files: Mapping[str, Path]
    """By name: sites, projects, and districts and gains where there are any."""

    def district_names(self) -> list[str]:
        """Ids of the districts; without outlines, what the tables call them, if anything."""
        named = dict.fromkeys((*self.sites.district, *self.projects.district))
        return list(self.districts.ids) or [name for name in named if name]

    @classmethod
    def from_files(
        cls,
        sites: Path,
        projects: Path,
        districts: Path | None = None,
        gains: Path | None = None,
    ) -> Self:
        """Read the files; raises InputError with every fault of all of them."""
        files = {"sites": sites, "projects": projects}
        further = {"districts": districts, "gains": gains}
        files |= {name: path for name, path in further.items() if path is not None}
        limits = {**dict.fromkeys(files, TABLE_LIMIT), "districts": DISTRICTS_LIMIT}
        faults: list[Fault] = []
        contents: dict[str, bytes] = {}
        for name, path in files.items():
            try:
                contents[name] = read_bytes(path, limit=limits[name], label=path.name)
            except InputError as error:
                faults += error.faults
        found = _read(contents, files, faults)
        if faults or found is None:
            raise InputError(listed(faults))
        digest = sha256(b"".join(sha256(contents[name]).digest() for name in files))
        return cls(
            sites=found[0],
            projects=found[1],
            districts=found[2],
            gains=found[3],
            sha256=digest.hexdigest(),
            files=files,
        )


def _read(
    contents: Mapping[str, bytes], files: Mapping[str, Path], faults: list[Fault]
) -> tuple[Sites, Projects, Districts, StatedGains] | None:
    """Read what is there, add every fault to `faults`; None if a part cannot be read at all."""
    outlined = "districts" in files
    districts = None if outlined else Districts(districts=(), rivers=(), schematic=False)
    sites, projects = None, None
    site_reader, project_reader = None, None
    if "districts" in contents:
        districts, found = read_districts(contents["districts"], files["districts"].name)
        faults += found
    if "sites" in contents:
        sites, site_reader, found = read_sites(
            contents["sites"], files["sites"].name, outlined=outlined
        )
        faults += found
    if "projects" in contents:
        projects, project_reader, found = read_projects(
            contents["projects"], files["projects"].name, outlined=outlined
        )
        faults += found
    for reader in (site_reader, project_reader):
        if outlined and reader is not None and districts is not None:
            faults += _place_faults(ColumnReader(reader.table), districts)
    if sites is not None and projects is not None and project_reader is not None:
        whole = site_reader is not None and site_reader.table.complete
        faults += _link_faults(ColumnReader(project_reader.table), sites, projects, whole)
    gains: StatedGains | None = StatedGains.none()
    if "gains" in contents:
        gains, gain_reader, found = read_gains(contents["gains"], files["gains"].name)
        faults += found
        whole = project_reader is not None and project_reader.table.complete
        if gain_reader is not None and projects is not None and whole:
            faults += _gain_faults(gain_reader, projects)
    if sites is None or projects is None or districts is None or gains is None:
        return None
    return sites, projects, districts, gains


def _gain_faults(reader: ColumnReader, projects: Projects) -> list[Fault]:
    """Gains of projects that no row has."""
    known, label, lines = frozenset(projects.id), reader.table.label, reader.table.lines
    return [
        unknown("project", project, known, file=label, field="project", row=lines[row])
        for row, project in enumerate(reader.text("project"))
        if project and project not in known
    ]


def _place_faults(reader: ColumnReader, districts: Districts) -> list[Fault]:
    """Unknown districts, and points outside the city or with latitude and longitude swapped."""
    known = frozenset(districts.ids)
    reader.choice("district", known, blank=True)
    faults = [_as_district(fault, known) for fault in reader.faults]
    silent = ColumnReader(reader.table)  # numbers were checked already, when the table was read
    lat = silent.numbers("lat", low=-90, high=90)
    lon = silent.numbers("lon", low=-180, high=180)
    south, west, north, east = districts.box()
    inside = _within(lat, south, north) & _within(lon, west, east)
    swapped = _within(lon, south, north) & _within(lat, west, east)
    placed = (np.abs(lat) <= 90) & (np.abs(lon) <= 180)
    strays = np.flatnonzero(placed & ~inside)
    for i in strays:
        faults.append(
            Fault(
                key="swapped_coordinates" if swapped[i] else "outside_city",
                file=reader.table.label,
                row=reader.table.lines[i],
                field="lat, lon",
                value=f"{reader.text('lat')[i]}, {reader.text('lon')[i]}",
                details={
                    "south": f"{south - _AROUND_DEGREES:.2f}",
                    "north": f"{north + _AROUND_DEGREES:.2f}",
                    "west": f"{west - _AROUND_DEGREES:.2f}",
                    "east": f"{east + _AROUND_DEGREES:.2f}",
                },
            )
        )
    return faults


def _within(
    values: np.ndarray[tuple[int, ...], np.dtype[np.float64]], low: float, high: float
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return (values >= low - _AROUND_DEGREES) & (values <= high + _AROUND_DEGREES)


def _as_district(fault: Fault, known: frozenset[str]) -> Fault:
    found = unknown(
        "district", fault.value, known, file=fault.file, field=fault.field, row=fault.row
    )
    return replace(found, others=fault.others)


def _link_faults(
    reader: ColumnReader, sites: Sites, projects: Projects, whole: bool
) -> list[Fault]:
    """Ids used for a site and a project alike, and projects displacing unknown sites.

    Sites are only called unknown where the `whole` of their table could be read.
    """
    known = frozenset(sites.id)
    label = reader.table.label
    faults: list[Fault] = []
    for i, project in enumerate(projects.id):
        line = reader.table.lines[i]
        if project and project in known:
            fault = Fault(key="duplicate_across", file=label, row=line, field="id", value=project)
            faults.append(fault)
        displaced = projects.displaces[i]
        for site in dict.fromkeys(displaced):
            if whole and site not in known:
                faults.append(unknown("site", site, known, file=label, field="displaces", row=line))
            elif displaced.count(site) > 1:
                fault = Fault(
                    key="displaces_twice", file=label, row=line, field="displaces", value=site
                )
                faults.append(fault)
        for site in dict.fromkeys(projects.parts.restores[i]):
            if whole and site not in known:
                faults.append(unknown("site", site, known, file=label, field="restores", row=line))
    return faults
