"""Where the output goes: files by their ending, checked before the work, and stdout."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from planner.errors import ConflictError, Fault, InputError
from planner.exchange import Released, to_csv, to_json, to_xlsx
from planner.exchange.dictionary import to_fields
from planner.exchange.maps import to_geojson, to_geopackage
from planner.exchange.opendata import to_dream, to_oc4ids, to_pack
from planner.reading import write_atomic
from planner.scenario import files_of


def _json_bytes(released: Released) -> bytes:
    return to_json(released).encode("utf-8")


def _pdf(released: Released) -> bytes:
    from planner.exchange.council.pdf import to_pdf  # no other command waits for what it needs

    return to_pdf(released)


def _docx(released: Released) -> bytes:
    from planner.exchange.council.docx import to_docx  # as above

    return to_docx(released)


def _donor(released: Released) -> bytes:
    from planner.exchange.donor.workbook import to_donor_xlsx  # as above

    return to_donor_xlsx(released)


WRITERS: Final[dict[str, Callable[[Released], bytes]]] = {
    ".csv": to_csv,
    ".xlsx": to_xlsx,
    ".json": _json_bytes,
    ".pdf": _pdf,
    ".docx": _docx,
    ".gpkg": to_geopackage,
    ".geojson": to_geojson,
    ".oc4ids.json": to_oc4ids,
    ".dream.json": to_dream,
    ".pack.xlsx": to_pack,
    ".donor.xlsx": _donor,
    ".fields.csv": to_fields,
}
"""Ending of a file -> what writes it."""


def writer_of(path: Path) -> Callable[[Released], bytes]:
    """What writes a file: the longest ending decides, `plan.dream.json` is no `plan.json`."""
    name = path.name.lower()
    return WRITERS[max((end for end in WRITERS if name.endswith(end)), key=len)]


def check_target(path: Path, endings: Sequence[str], scenario: Path, *, force: bool) -> None:
    """Refuse a file that cannot be written before anything is solved.

    Raises InputError for another ending, a missing folder, a name that the system does not take,
    and for a file that the scenario is read from, ConflictError for any other that is there.
    """
    try:
        there = path.exists()
    except (OSError, ValueError) as error:
        raise InputError([_unwritable(path, error)]) from None
    faults = []
    if not path.name.lower().endswith(tuple(endings)):
        details: dict[str, str | int | float] = {"endings": ", ".join(endings)}
        faults.append(Fault(key="cli_ending", file=str(path), details=details))
    if not path.absolute().parent.is_dir():
        faults.append(Fault(key="cli_folder", file=str(path)))
    if faults:
        raise InputError(faults)
    if there and any(_same(path, file) for file in files_of(scenario)):
        raise InputError([Fault(key="input_replaced", file=str(path))])
    if path.is_dir() or (there and not force):
        raise ConflictError([Fault(key="cli_exists", file=str(path))])


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False  # one of them is not there


def _unwritable(path: Path, error: OSError | ValueError) -> Fault:
    why = error.strerror or "" if isinstance(error, OSError) else str(error)
    return Fault(key="cannot_write", file=str(path), details={"why": why})


def save(path: Path, data: bytes, *, force: bool) -> None:
    """Write the file whole or not at all."""
    write_atomic(path, data, overwrite=force)
