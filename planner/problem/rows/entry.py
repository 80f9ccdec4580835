"""What each file of this folder states of its rows: how they are written, eased, and told of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from planner.domain import Names
from planner.errors import Fault
from planner.problem.case import Case
from planner.problem.easing import Lever, Relief
from planner.problem.linking import RowId, Rows, Rule
from planner.text import in_each, name_of

Details = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A rule that cannot hold together with others, and what would remedy that."""

    case: Case
    rule: Rule
    relief: Relief
    rows: frozenset[RowId]
    """Rows of the whole conflict."""
    file: str
    """The scenario's."""

    def mine(self) -> list[RowId]:
        """The rows of this rule in the conflict, by name."""
        own = (row for row in self.rows if row.rule == self.rule)
        return sorted(own, key=lambda row: row.name)

    def fault(self, key: str, field: str, value: str, details: Details | None = None) -> Fault:
        """What a planner is told: the place in her file, and what stands there."""
        return Fault(key=key, file=self.file, field=field, value=value, details=details or {})

    def eased(self, key: str) -> str:
        """The key with a figure to offer, or the one without."""
        return f"{key}_alone" if self.relief.setting is None else key

    def named(self, subject: str) -> dict[str, str | int | float]:
        """Names of a site or project; its id where the tables do not hold it."""
        inventory = self.case.inventory
        for part in (inventory.sites, inventory.projects):
            if subject in part.id:
                names = part.names(part.id.index(subject))
                return in_words("name", partial(name_of, names))
        return in_words("name", lambda: subject)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowKind:
    """The rows of one number."""

    number: str
    """`C8`: their functions are listed, explained and written in this order."""
    write: Callable[[Case], Rows]
    fault: Callable[[Clash], Fault] | None = None
    """None for structure, which says what the problem means and is no rule to bargain over."""
    lever: Callable[[Case, Rule, Sequence[int], Rows], Lever] | None = None
    """(case, rule, its rows among all, all rows): how the rule can give; None where it can only be
    dropped."""


def percent(share: float) -> float:
    """In per cent, without the dust of binary fractions."""
    return round(100.0 * share, 6)


def in_words(name: str, say: Callable[[], str]) -> dict[str, str | int | float]:
    """Details that differ from language to language: `name_<language>` for each."""
    return {f"{name}_{language}": said for language, said in in_each(say).items()}


def named(name: str, names: Names) -> dict[str, str | int | float]:
    """The same of a name that the scenario gives."""
    return in_words(name, partial(name_of, names.words))
