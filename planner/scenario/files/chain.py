"""The chain of files that a scenario extends, from its root to itself."""

import os
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from planner.errors import Fault, InputError
from planner.keeping import Kept
from planner.reading import Document, read_bytes, scan_yaml
from planner.reading.yamls import SIZE_LIMIT, Place, dotted
from planner.scenario.files.naming import leads_outside, named, same

LONGEST_CHAIN: Final = 8
_read: Final[Kept[tuple[str, bytes], tuple[Document, tuple[Fault, ...]]]] = Kept(16)
"""Files as they were read last, by name and content: every scenario of a city begins with its base,
and what is read of a file is never changed."""


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

    @property
    def shared(self) -> int:
        """How many files, from the root, the city shares with others: those of another folder."""
        home = self.links[-1].path.parent if self.links else None
        return sum(link.path.parent != home for link in self.links)

    @property
    def ends_in_base(self) -> bool:
        """Whether the last file is the city's base: it extends nothing, or nothing of the city's own."""
        return len(self.links) == self.shared + 1

    def stating(self, data: dict[str | int, object]) -> "Chain":
        """The chain with what no file states, as if one more did."""
        if not self.links:
            return self
        last = self.links[-1]
        document = Document(label=last.document.label, data=data, lines={}, complete=True)
        content = repr(data).encode()
        link = ChainFile(path=last.path, content=content, document=document)
        return replace(self, links=(*self.links, link))

    def sha256(self) -> str:
        """Hash over the bytes of every file, from the root."""
        return sha256(b"".join(sha256(link.content).digest() for link in self.links)).hexdigest()


def read_chain(path: Path, stated: bytes | None = None) -> Chain:
    """The chain of files that ends with `path`; `stated`: what it shall hold, where that is not what
    it holds now."""
    links: list[ChainFile] = []
    faults: list[Fault] = []
    current: Path | None = path
    while current is not None:
        label = current.name if current.parent == path.parent else f"../{current.name}"
        try:
            given = stated if current == path else None
            content = read_bytes(current, limit=SIZE_LIMIT, label=label) if given is None else given
        except InputError as error:
            return Chain(
                links=tuple(reversed(links)), faults=(*faults, *error.faults), complete=False
            )
        link, found = _parse(current, content, label)
        links.append(link)
        faults += found
        current = _extended(link, links, faults, path.parent)
    followed = links[-1].document.data.get("extends") is None
    complete = followed and all(link.document.complete for link in links)
    return Chain(links=tuple(reversed(links)), faults=tuple(faults), complete=complete)


def _parse(path: Path, content: bytes, label: str) -> tuple[ChainFile, tuple[Fault, ...]]:
    """One file of a chain, and every fault of its form."""
    document, faults = _read.get((label, content), lambda: _scanned(content, label))
    return ChainFile(path=path, content=content, document=document), faults


def _scanned(content: bytes, label: str) -> tuple[Document, tuple[Fault, ...]]:
    """What can be read of a file, and what is wrong with its form; a value left blank is."""
    document, faults = scan_yaml(content, label=label)
    for place in _blanks(document.data, ()):
        row = document.lines.get(place)
        faults.append(Fault(key="yaml_null", file=label, row=row, field=dotted(place)))
    return document, tuple(faults)


def _extended(
    link: ChainFile, links: list[ChainFile], faults: list[Fault], city: Path
) -> Path | None:
    """The file that `link` extends, or None at the root or where it cannot be followed."""
    document = link.document
    name = document.data.get("extends")
    if name is None:
        return None
    label, row = document.label, document.lines.get(("extends",))
    path = named(name, link.path.parent, city) if isinstance(name, str) else None
    key = ""
    if path is None:
        key = "extends_name"
    elif any(_is_same(seen.path, path) for seen in links):
        key = "extends_cycle"
    elif len(links) >= LONGEST_CHAIN:
        key = "extends_deep"
    elif not path.exists():
        key = "extends_missing"
    elif leads_outside(path):
        key = "link_outside"
    if not key:
        return path
    details = {"limit": LONGEST_CHAIN}
    faults.append(
        Fault(key=key, file=label, row=row, field="extends", value=str(name), details=details)
    )
    return None


def _is_same(one: Path, other: Path) -> bool:
    """Whether two paths of a chain are one file, however it is spelt."""
    mine, theirs = Path(os.path.abspath(one)), Path(os.path.abspath(other))
    return mine.parent == theirs.parent and same(mine.name) == same(theirs.name)


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
