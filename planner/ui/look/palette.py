"""Colours and symbols: one meaning each, and never colour alone.

The works keep apart (CIEDE2000) in normal sight and in three simulated colour deficiencies, any two
of them: on light ground by 19, on dark ground by 17; all hold a contrast of 3:1 on the ground of the
map. Each works has a shape of its own besides. They were searched for, from colours chosen by hand of
which two stood 14 apart: nine kinds leave room for no more.
"""

from dataclasses import dataclass
from typing import Final, Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """One colour on light and on dark ground."""

    light: str
    dark: str

    def on(self, theme: Theme) -> str:
        """The colour for a drawing, which knows its ground."""
        return self.light if theme == "light" else self.dark

    @property
    def css(self) -> str:
        """The colour for a style sheet, which follows the page's ground by itself."""
        return f"light-dark({self.light}, {self.dark})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How one kind of works, or one degree of damage, is drawn."""

    ink: Ink
    shape: str
    """Symbol of a drawing; its open form marks what is deferred."""


WORKS: Final[dict[str, Mark]] = {
    "stabilise": Mark(ink=Ink(light="#E76400", dark="#FFE41E"), shape="triangle-up"),
    "conserve": Mark(ink=Ink(light="#0E3051", dark="#BDA9DA"), shape="circle"),
    "restore": Mark(ink=Ink(light="#0E3051", dark="#BDA9DA"), shape="circle"),
    "repair": Mark(ink=Ink(light="#2E938F", dark="#6ACDA4"), shape="square"),
    "adapt": Mark(ink=Ink(light="#AB68FF", dark="#7D62FB"), shape="diamond"),
    "rebuild": Mark(ink=Ink(light="#442A00", dark="#65760F"), shape="pentagon"),
    "build": Mark(ink=Ink(light="#000000", dark="#FFFFFF"), shape="cross"),
    "clear": Mark(ink=Ink(light="#8B5C50", dark="#876A6B"), shape="x"),
    "compensate": Mark(ink=Ink(light="#0000EE", dark="#88A906"), shape="triangle-down"),
}
WORKS_LEGEND: Final = (
    ("stabilise",),
    ("conserve", "restore"),
    ("repair",),
    ("adapt",),
    ("rebuild",),
    ("build",),
    ("clear",),
    ("compensate",),
)
"""Works that share a symbol share a line of the legend."""
OTHER_WORKS: Final = Mark(ink=Ink(light="#5A6670", dark="#A7B3BB"), shape="hexagon")

DAMAGE: Final[dict[str, Mark]] = {
    "light": Mark(ink=Ink(light="#C07C1E", dark="#A0602A"), shape="circle"),
    "heavy": Mark(ink=Ink(light="#8F3F0E", dark="#F29A3F"), shape="square"),
    "severe": Mark(ink=Ink(light="#3A0C05", dark="#FFEBDD"), shape="diamond"),
    "unknown": Mark(ink=Ink(light="#777777", dark="#A0A0A0"), shape="circle-open"),
}
DAMAGE_OF_GRADE: Final = {-1: "unknown", 0: "light", 1: "light", 2: "light", 3: "heavy"} | {
    grade: "severe" for grade in (4, 5)
}

_CRITERIA: Final[dict[str, Ink]] = {
    "heritage": Ink(light="#882255", dark="#DE7FB0"),
    "damage": Ink(light="#97811C", dark="#DDCC77"),
    "homes": Ink(light="#3B4CA8", dark="#8E9BEF"),
    "services": Ink(light="#2E8FC0", dark="#88CCEE"),
    "safety": Ink(light="#CC5566", dark="#F08A98"),
    "community": Ink(light="#8A8A2B", dark="#B8B84A"),
    "renewal": Ink(light="#117733", dark="#4DB36F"),
    "cost": Ink(light="#6B7680", dark="#9AA5AD"),
}
_SPARE: Final = (
    Ink(light="#6F4E9C", dark="#B79AE0"),
    Ink(light="#A0522D", dark="#D9936F"),
    Ink(light="#2F7F86", dark="#6FC3CA"),
    Ink(light="#5C6B1F", dark="#AEBF62"),
)

FUNDS: Final = (
    Ink(light="#3F6F94", dark="#7FB0D6"),
    Ink(light="#9C3F6B", dark="#DE7FB0"),
    Ink(light="#A87C10", dark="#E5C466"),
    Ink(light="#4D8A57", dark="#7FC48B"),
    Ink(light="#7A6BB0", dark="#B5A8E6"),
    Ink(light="#80868B", dark="#B4BABF"),
)

SCENARIOS: Final = (
    Ink(light="#1A2126", dark="#E8ECEE"),
    Ink(light="#0B5C7A", dark="#5BB4D6"),
    Ink(light="#B4530A", dark="#F2A65A"),
    Ink(light="#6F4E9C", dark="#B79AE0"),
    Ink(light="#2F6B3A", dark="#7FC48B"),
    Ink(light="#7A5A08", dark="#E5C466"),
)
"""Plans beside each other, always with their letters, which are read on them."""
STANDING: Final[dict[str, Mark]] = {
    "always": Mark(ink=Ink(light="#0B5C7A", dark="#5BB4D6"), shape="circle"),
    "sometimes": Mark(ink=Ink(light="#B4530A", dark="#F2A65A"), shape="diamond"),
    "never": Mark(ink=Ink(light="#5A6670", dark="#A7B3BB"), shape="x"),
    "open": Mark(ink=Ink(light="#5A6670", dark="#A7B3BB"), shape="circle-open"),
}
"""Of a site or project among plans as good: what is certain, and what is a choice."""

TEXT: Final = Ink(light="#1A2126", dark="#E8ECEE")
QUIET: Final = Ink(light="#56626B", dark="#A7B3BB")
LAND: Final = Ink(light="#F4F4F2", dark="#1E252A")
"""Ground of the map's symbols; their contrasts are measured against it."""
BORDER: Final = Ink(light="#B9BDB8", dark="#4A565E")
WATER: Final = Ink(light="#8DB7D1", dark="#3E6A86")
RING: Final = Ink(light="#D4006A", dark="#FF5CA8")
ALARM: Final = Ink(light="#A3001A", dark="#FF8A93")


def criterion_ink(criterion: str, order: int) -> Ink:
    """The colour of a criterion; users' own criteria take the spare colours by their order."""
    return _CRITERIA.get(criterion, _SPARE[order % len(_SPARE)])


def works_mark(works: str) -> Mark:
    """How a kind of works is drawn."""
    return WORKS.get(works, OTHER_WORKS)
