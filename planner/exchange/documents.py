"""Documents of decisions: what was decided and the prices that prove how good it is, in JSON.

Exact to the last bit, with the hashes of what it was decided on: tables, settings, decisions by name.
It names no person and no place. What is read back has its form and is written just as this module
writes it; whether it is true is for `planner.optimise.certify.check` to say.
"""

import json
import math
from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Annotated, Final, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from planner.optimise import Solution
from planner.plan import prepare
from planner.scenario import Loaded
from planner.scenario.scenario import Scenario

_PROSE: Final = frozenset({"reason", "author"})
_TITLES: Final = {"name", "note", "extends"}
_Sha = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_Exact = Annotated[str, StringConstraints(pattern=r"^(-?0x[01]\.[0-9a-f]+p[+-][0-9]+|inf)$")]
_Number = Annotated[int, Field(ge=0, lt=2**40)]


class DecisionDocument(BaseModel):
    """A document as it stands in its file; numbers as float.hex writes them."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")
    format: Literal[1]
    inventory_sha256: _Sha
    settings_sha256: _Sha
    decisions_sha256: _Sha
    chosen: list[_Number]
    prices: dict[str, _Exact]
    value: _Exact
    bound: _Exact
    gap: _Exact
    price_bound: _Exact
    seconds: _Exact
    proven: bool
    bound_from: Literal["prices", "tree", "solver"]
    status: Literal["optimal", "stopped"]
    passes: _Number
    solver: Annotated[str, StringConstraints(max_length=200)]
    cross_checked: bool


def settings_sha256(loaded: Loaded) -> str:
    """Hash of all that a plan of this scenario follows from, beside the tables.

    Titles, notes, reasons and authors are left out, and what was taken out, which the rules that
    are left tell: they decide nothing, and a link carries none.
    """
    stated = [
        _plain(_decisive(scenario).model_dump(exclude=_TITLES))
        for scenario in (loaded.scenario, loaded.base)
    ]
    return sha256(json.dumps(stated, sort_keys=True).encode()).hexdigest()


def _decisive(scenario: Scenario) -> Scenario:
    """Without the list of rules that hold no longer."""
    rules = scenario.rules.model_copy(update={"without": ()})
    return scenario.model_copy(update={"rules": rules})


def written(loaded: Loaded, solution: Solution) -> bytes:
    """The document of decisions made for a scenario, written the one way there is."""
    kept = DecisionDocument(
        format=1,
        inventory_sha256=loaded.inventory.sha256,
        settings_sha256=settings_sha256(loaded),
        decisions_sha256=labels_sha256(loaded, solution),
        chosen=solution.chosen.tolist(),
        prices={name: float(price).hex() for name, price in solution.prices.items()},
        value=float(solution.value).hex(),
        bound=float(solution.bound).hex(),
        gap=float(solution.gap).hex(),
        price_bound=float(solution.price_bound).hex(),
        seconds=float(solution.seconds).hex(),
        proven=bool(solution.proven),
        bound_from=solution.bound_from,
        status="optimal" if solution.proven else "stopped",
        passes=int(solution.passes),
        solver=solution.solver,
        cross_checked=bool(solution.cross_checked),
    )
    return _canonical(kept)


def _canonical(kept: DecisionDocument) -> bytes:
    """One way of writing, so that equal decisions have equal digests."""
    return json.dumps(
        kept.model_dump(), sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def read(content: bytes) -> DecisionDocument | None:
    """The document that these bytes are; None where they are none, or one written otherwise."""
    try:
        document = DecisionDocument.model_validate_json(content)
    except ValidationError:
        return None
    return document if _canonical(document) == content and _exact(document) else None


def _exact(kept: DecisionDocument) -> bool:
    """Whether every number is written as float.hex writes it; only a gap may be infinite."""
    figures = (kept.value, kept.bound, kept.price_bound, kept.seconds, *kept.prices.values())
    try:
        return all(
            float.fromhex(figure).hex() == figure and (figure is kept.gap or figure != "inf")
            for figure in (*figures, kept.gap)
        )
    except OverflowError:
        return False


def solution_of(kept: DecisionDocument) -> Solution:
    """The solution that a document tells of; a tree that proves it is not kept."""
    return Solution(
        chosen=np.array(kept.chosen, dtype=np.int64),
        value=float.fromhex(kept.value),
        bound=float.fromhex(kept.bound),
        gap=float.fromhex(kept.gap),
        proven=kept.proven,
        bound_from=kept.bound_from,
        prices={name: float.fromhex(price) for name, price in kept.prices.items()},
        price_bound=float.fromhex(kept.price_bound),
        seconds=float.fromhex(kept.seconds),
        passes=kept.passes,
        status=kept.status,
        solver=kept.solver,
        cross_checked=kept.cross_checked,
    )


def labels_sha256(loaded: Loaded, solution: Solution) -> str:
    """Hash of the decisions by name, as `Provenance.decisions_sha256` has it."""
    labels = "\n".join(prepare(loaded).table.labels(solution.chosen))
    return sha256(labels.encode()).hexdigest()


def _plain(value: object) -> object:
    """A model's tree as JSON types: equal numbers written alike, without the words of people."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items() if key not in _PROSE}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, float):
        return value.hex() if math.isfinite(value) else str(value)
    return value if isinstance(value, (str, int)) or value is None else str(value)
