"""The rules that hold, each in words with who set it, why, and the file that it comes from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from planner.insight.words import choice, criterion_name, works_name
from planner.plan import Plan
from planner.scenario.adding import SWITCHED, WITHOUT, Held, held
from planner.scenario.scenario import Scenario
from planner.scenario.settings import rules_of
from planner.text import name_of, percent, text, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """One rule, or one that was taken out."""

    name: str
    """By which it can be taken out: `never.town-hall.clear`."""
    words: str
    reason: str = ""
    """As it was written, like the author; blank where a rule has none."""
    author: str = ""
    files: tuple[str, ...] = ()
    """That state it; none where it was set on the page and not saved yet."""

    @property
    def releasable(self) -> bool:
        """Whether the page can take it out by name: a file states it, and it has no switch of its own."""
        return bool(self.files) and self.name != SWITCHED

    @property
    def origin(self) -> str:
        """Where it comes from, in words."""
        return (
            text("rule.from", files=", ".join(self.files)) if self.files else text("rule.from_desk")
        )


def rules_held(plan: Plan) -> tuple[Ruled, ...]:
    """Every rule of the plan's scenario, in the order of the file format."""
    found = [_ruled(plan, rule) for rule in held(rules_of(plan.scenario))]
    care = plan.scenario.rules.protect
    if care is not None and care.holds:
        found.append(
            Ruled(
                name=SWITCHED,
                words=text("rule.protect", year=care.by, grade=care.least_grade),
                reason=care.reason,
                author=care.author,
                files=tuple(plan.origins.get(SWITCHED, ())),
            )
        )
    return tuple(found)


def rule_words(plan: Plan, filed: Scenario, name: str) -> str:
    """What the rule of that name says in the file, where it may hold no longer; else the name."""
    rules = (rule for rule in held(rules_of(filed)) if rule.name == name)
    return next((_ruled(plan, rule).words for rule in rules), name)


def rules_taken_out(plan: Plan) -> tuple[Ruled, ...]:
    """Rules of files below that hold no longer, with the reason that was given."""
    return tuple(
        Ruled(
            name=gone.rule,
            words=text("rule.without", rule=gone.rule),
            reason=gone.reason,
            author=gone.author,
            files=tuple(plan.origins.get(f"{WITHOUT}.{gone.rule}", ())),
        )
        for gone in plan.scenario.rules.without
    )


def _ruled(plan: Plan, rule: Held) -> Ruled:
    says: Mapping[str, Any] = rule.says if isinstance(rule.says, Mapping) else {"share": rule.says}
    return Ruled(
        name=rule.name,
        words=_words(plan, rule, says),
        reason=str(says.get("reason", "")),
        author=str(says.get("author", "")),
        files=tuple(plan.origins.get(rule.name, ())),
    )


def _words(plan: Plan, rule: Held, says: Mapping[str, Any]) -> str:
    kind = str(next(part for part in reversed(rule.path) if isinstance(part, str)))
    if rule.path[0] == "share":
        name = choice("spending", str(rule.path[1]))
        return text(f"rule.share.{kind}", name=name, share=percent(float(says["share"])))
    return _SAID[kind](plan, kind, says)


def _subject(plan: Plan, subject: str) -> str:
    return name_of(plan.names(subject))


def _decided(plan: Plan, kind: str, says: Mapping[str, Any]) -> str:
    name = _subject(plan, str(says.get("site") or says.get("project")))
    values: dict[str, object] = {"name": name, "year": says.get("start")}
    if says.get("works"):
        return text(f"rule.{kind}_works", works=works_name(plan.scenario, says["works"]), **values)
    return text(f"rule.{kind}", **values)


def _after(plan: Plan, kind: str, says: Mapping[str, Any]) -> str:
    name, after = (_subject(plan, str(says[end])) for end in ("start", "after"))
    return text(f"rule.{kind}", name=name, after=after)


def _floor(plan: Plan, kind: str, says: Mapping[str, Any]) -> str:
    name = criterion_name(plan.scenario, str(says["criterion"]))
    return text(f"rule.{kind}", name=name, share=percent(float(says["at_least"])))


def _people(_: Plan, kind: str, says: Mapping[str, Any]) -> str:
    return text(f"rule.{kind}.{says['who']}", year=says["by"], number=whole(says["at_least"]))


def _at_work(_: Plan, kind: str, says: Mapping[str, Any]) -> str:
    return text(f"rule.{kind}", number=whole(says["at_most"]))


_SAID: Final[Mapping[str, Callable[[Plan, str, Mapping[str, Any]], str]]] = {
    "must": _decided,
    "never": _decided,
    "promises": _decided,
    "status_lifted": _decided,
    "recreation": _decided,
    "requires": _after,
    "district_floor": _floor,
    "people_back": _people,
    "sites_at_work": _at_work,
}
