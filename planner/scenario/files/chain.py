"""The chain of files that a scenario extends, from its root to itself."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from planner.errors import Fault, InputError
from planner.reading import Document, read_bytes, scan_yaml
from planner.reading.yamls import SIZE_LIMIT, Place, dotted

LONGEST_CHAIN: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainFile:
    """One file of the chain."""

    path: Path
    content: bytes
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Files from the root to the scenario, as far as readable, and every fault of their form."""

    links: tuple[ChainFile, ...]
    faults: tuple[Fault, ...]
    complete: bool
    """False where a file, or a part of one, could not be read at all."""

    def sha256(self) -> str:
        """Hash over the bytes of every file, from the root."""
        return sha256(b"".join(sha256(link.content).digest() for link in self.links)).hexdigest()

    def extended_by(self, path: Path, content: bytes) -> "Chain":
        """The chain with one more file that extends its last."""
        link, found = _parse(path, content)
        return Chain(
            links=(*self.links, link),
            faults=(*self.faults, *found),
            complete=self.complete and link.document.complete,
        )


def read_chain(path: Path) -> Chain:
    """The chain of files that ends with `path`."""
    links: list[ChainFile] = []
    faults: list[Fault] = []
    current: Path | None = path
    while current is not None:
        try:
            content = read_bytes(current, limit=SIZE_LIMIT, label=current.name)
        except InputError as error:
            return Chain(
                links=tuple(reversed(links)), faults=(*faults, *error.faults), complete=False
            )
        link, found = _parse(current, content)
        links.append(link)
        faults += found
        current = _extended(link, links, faults)
    followed = links[-1].document.data.get("extends") is None
    complete = followed and all(link.document.complete for link in links)
    return Chain(links=tuple(reversed(links)), faults=tuple(faults), complete=complete)


def _parse(path: Path, content: bytes) -> tuple[ChainFile, list[Fault]]:
    """One file of a chain, and every fault of its form; a value left blank is one."""
    document, faults = scan_yaml(content, label=path.name)
    for place in _blanks(document.data, ()):
        row = document.lines.get(place)
        faults.append(Fault(key="yaml_null", file=path.name, row=row, field=dotted(place)))
    return ChainFile(path=path, content=content, document=document), faults


def is_plain_name(name: str) -> bool:
    """Whether `name` names a file in the same folder: no path, no hidden file, no trick."""
    return (
        bool(name.strip())
        and len(name.encode("utf-8", "replace")) <= 255
        and name.isprintable()
        and not name.startswith(".")
        and not any(mark in name for mark in "/\\:")
    )


def leads_outside(path: Path) -> bool:
    """Whether a file is a symbolic link to one outside its folder, which nobody gave to read."""
    try:
        return path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve())
    except (OSError, RuntimeError):
        return True  # a link that leads in a circle leads nowhere


def _extended(link: ChainFile, links: list[ChainFile], faults: list[Fault]) -> Path | None:
    """The file that `link` extends, or None at the root or where it cannot be followed."""
    document = link.document
    name = document.data.get("extends")
    if name is None:
        return None
    label, row = document.label, document.lines.get(("extends",))
    key = ""
    if not isinstance(name, str) or not is_plain_name(name):
        key = "extends_name"
    elif any(seen.path.name == name for seen in links):
        key = "extends_cycle"
    elif len(links) >= LONGEST_CHAIN:
        key = "extends_deep"
    elif not (link.path.parent / name).exists():
        key = "extends_missing"
    elif leads_outside(link.path.parent / name):
        key = "link_outside"
    if not key:
        return link.path.parent / str(name)
    details = {"limit": LONGEST_CHAIN}
    faults.append(
        Fault(key=key, file=label, row=row, field="extends", value=str(name), details=details)
    )
    return None


def _blanks(value: object, place: Place) -> list[Place]:
    """Places without a value."""
    if value is None:
        return [place]
    if isinstance(value, dict):
        inner = [(str(key), item) for key, item in value.items()]
        return [found for key, item in inner for found in _blanks(item, (*place, key))]
    if isinstance(value, list):
        return [found for i, item in enumerate(value) for found in _blanks(item, (*place, i))]
    return []
