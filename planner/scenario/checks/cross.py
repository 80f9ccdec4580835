"""What no single value shows: whether the parts of a scenario fit each other and the inventory.

The checks read the plain tree, not the model, so that they run, and report, beside faults of form.
"""

from collections.abc import Mapping
from decimal import Decimal

from planner.criteria import BUILT_IN_ATTRIBUTES, COST
from planner.domain import BUILD, GRADES, HERITAGE_STATUSES, NOT_CHECKED, WORKS
from planner.errors import Fault
from planner.inventory import PROJECT_KINDS, USES, Inventory
from planner.money import UNITS, Tender
from planner.reading import unknown
from planner.scenario.checks.chosen import chosen_faults
from planner.scenario.checks.commitments import commitment_faults
from planner.scenario.checks.lasting import lasting_faults
from planner.scenario.checks.rules import rule_faults
from planner.scenario.checks.times import crew_faults, duration_faults, fund_year_faults
from planner.scenario.tree import Tree, as_number
from planner.text import LANGUAGES

_REMOVING = ("rebuild", "clear")
"""Works that nobody may do to a building before its status is checked."""
_BY_GRADE = ("share", "unusable", "hazard", "impaired", "decay")


def cross_faults(tree: Tree, inventory: Inventory | None) -> list[Fault]:
    """Every fault between the parts of a scenario, and between it and its inventory."""
    return [
        *base_faults(tree, inventory),
        *rule_faults(tree, inventory),
        *commitment_faults(tree),
        *chosen_faults(tree, inventory),
    ]


def base_faults(tree: Tree, inventory: Inventory | None) -> list[Fault]:
    """The same without the rules, some of which a scenario that extends this one may take out."""
    return [
        *settings_faults(tree),
        *_name_faults(tree),
        *_eligibility_faults(tree, inventory),
        *crew_faults(tree),
        *_table_faults(tree, inventory),
        *duration_faults(tree),
        *_works_faults(tree),
        *_removing_faults(tree),
        *_criteria_faults(tree, inventory),
        *lasting_faults(tree, inventory),
        *_gain_faults(tree, inventory),
    ]


def settings_faults(tree: Tree) -> list[Fault]:
    """Faults of what sliders move: weights and money."""
    return [*_weight_faults(tree), *_money_faults(tree), *fund_year_faults(tree)]


def _weight_faults(tree: Tree) -> list[Fault]:
    weights = tree.mapping("weights")
    known = [*map(str, tree.mapping("criteria")), COST]
    faults = [
        tree.unknown("criterion", str(criterion), known, ("weights", criterion))
        for criterion in weights
        if criterion not in known
    ]
    numbers = [as_number(weight) for weight in weights.values()]
    if "weights" in tree.data and all(number == 0 for number in numbers):
        faults.append(tree.fault("weights_zero", ("weights",), 0))
    return faults


def _money_faults(tree: Tree) -> list[Fault]:
    funds = tree.mapping("money", "funds")
    decimals = _decimals(tree)
    faults: list[Fault] = []
    amounts = []
    for fund in funds:
        for year, amount in tree.mapping("money", "funds", fund, "amount").items():
            number = as_number(amount)
            amounts.append(number)
            if number is not None and _finer(number, decimals):
                place = ("money", "funds", fund, "amount", year)
                faults.append(tree.fault("finer_than_minor", place, amount, decimals=decimals))
    if "funds" in tree.mapping("money") and all(amount == 0 for amount in amounts):
        faults.append(tree.fault("budget_zero", ("money", "funds"), 0))
    return faults


def _decimals(tree: Tree) -> int:
    """Decimals that an amount may have in the scenario's unit; those of a million where it has none."""
    stated = tree.word("money", "unit")
    return Tender("", next((unit for unit in UNITS if unit == stated), "million")).decimals


def _finer(number: Decimal, decimals: int) -> bool:
    exponent = number.normalize().as_tuple().exponent
    return isinstance(exponent, int) and exponent < -decimals


def _name_faults(tree: Tree) -> list[Fault]:
    """A name in at least one language, so that there is something to show."""
    places: list[tuple[str | int, ...]] = [("name",)]
    for section in (("works",), ("criteria",), ("crews",), ("money", "funds")):
        places += [(*section, key, "name") for key in tree.mapping(*section)]
    return [
        tree.fault("name_blank", place)
        for place in places
        if tree.mapping(*place) and not any(tree.word(*place, c).strip() for c in LANGUAGES)
    ]


def _eligibility_faults(tree: Tree, inventory: Inventory | None) -> list[Fault]:
    faults = []
    works = sorted({*map(str, tree.mapping("works")), BUILD})
    known = {"use": sorted({*USES, *PROJECT_KINDS}), "works": works}
    if inventory is not None:
        known["district"] = inventory.district_names()
    for fund in tree.mapping("money", "funds"):
        eligible = tree.mapping("money", "funds", fund).get("eligible")
        if isinstance(eligible, Mapping):
            lists = [(), *((key,) for key, value in eligible.items() if value in ([], ()))]
            faults += [
                tree.fault("eligible_empty", ("money", "funds", fund, "eligible", *key))
                for key in (lists[1:] if eligible else lists)
            ]
        for field, words in known.items():
            place = ("money", "funds", fund, "eligible", field)
            for i, word in enumerate(tree.items(*place)):
                if isinstance(word, str) and word not in words:
                    kind = field if field in ("district", "works") else "choice"
                    faults.append(tree.unknown(kind, word, words, (*place, i)))
    return faults


def _table_faults(tree: Tree, inventory: Inventory | None) -> list[Fault]:
    """Tables by grade and by status must be complete: a gap would have to be guessed.

    Only where a building's status was not checked has that status to be valued.
    """
    faults = []
    for table in _BY_GRADE:
        stated = {str(grade) for grade in tree.mapping("damage", table)}
        for grade in GRADES:
            if table in tree.mapping("damage") and str(grade) not in stated:
                faults.append(tree.fault("grade_missing", ("damage", table), grade=grade))
    statuses = tree.mapping("significance", "by_status")
    unchecked = inventory is not None and NOT_CHECKED in inventory.sites.heritage_status
    for status in HERITAGE_STATUSES:
        if status == NOT_CHECKED and not unchecked:
            continue
        if "by_status" in tree.mapping("significance") and status not in statuses:
            place = ("significance", "by_status")
            faults.append(tree.fault("status_missing", place, status=status))
    return faults


def _works_faults(tree: Tree) -> list[Fault]:
    works = tree.mapping("works")
    crews = list(map(str, tree.mapping("crews")))
    allowed = [*WORKS, BUILD]
    faults = []
    for name in works:
        if name not in allowed:
            faults.append(tree.unknown("works", str(name), allowed, ("works", name)))
        for i, use in enumerate(tree.items("works", name, "uses")):
            if use not in USES:
                faults.append(tree.unknown("choice", str(use), USES, ("works", name, "uses", i)))
        for crew in tree.mapping("works", name, "labour"):
            if crew not in crews:
                place = ("works", name, "labour", crew)
                faults.append(tree.unknown("crew", str(crew), crews, place))
        for i, later in enumerate(tree.items("works", name, "before")):
            place = ("works", name, "before", i)
            if later == name:
                faults.append(tree.fault("before_itself", place, later))
            elif isinstance(later, str) and later not in works:
                faults.append(tree.unknown("works", later, list(map(str, works)), place))
    return faults


def _removing_faults(tree: Tree) -> list[Fault]:
    """What nobody has looked up in the register is not taken down."""
    return [
        tree.fault("not_checked_removed", ("works", works, "lawful_for", i), NOT_CHECKED)
        for works in _REMOVING
        for i, status in enumerate(tree.items("works", works, "lawful_for"))
        if status == NOT_CHECKED
    ]


def _criteria_faults(tree: Tree, inventory: Inventory | None) -> list[Fault]:
    faults = []
    works = sorted({*map(str, tree.mapping("works")), BUILD})
    for criterion in tree.mapping("criteria"):
        if criterion == COST:
            faults.append(tree.fault("criterion_cost", ("criteria", criterion), criterion))
        for name in tree.mapping("criteria", criterion, "effects"):
            if name not in works:
                place = ("criteria", criterion, "effects", name)
                faults.append(tree.unknown("works", str(name), works, place))
        faults += _attribute_faults(tree, criterion, inventory)
    return faults


def _gain_faults(tree: Tree, inventory: Inventory | None) -> list[Fault]:
    """Gains of criteria that the scenario does not have."""
    if inventory is None or "criteria" not in tree.data:
        return []
    gains, known = inventory.gains, [str(criterion) for criterion in tree.mapping("criteria")]
    return [
        unknown("criterion", name, known, file=gains.file, field="criterion", row=gains.line[row])
        for row, name in enumerate(gains.criterion)
        if name and name not in known
    ]


def _attribute_faults(tree: Tree, criterion: str | int, inventory: Inventory | None) -> list[Fault]:
    attribute = tree.word("criteria", criterion, "attribute")
    if inventory is None or not attribute:
        return []
    known = {*BUILT_IN_ATTRIBUTES, *inventory.sites.numbers, *inventory.projects.numbers}
    if attribute in known:
        return []
    place = ("criteria", criterion, "attribute")
    return [tree.unknown("attribute", attribute, known, place)]
