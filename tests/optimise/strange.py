"""Cities whose ids, funds or districts no reader of model files takes for names."""

from typing import Any, Final

from planner.plan import problem_of
from planner.problem import Problem
from tests.made_city import city_of
from tests.made_inventory import site_of

KINDS: Final = ("ids", "long", "funds", "districts")
FLOOR = {"district_floor": [{"criterion": "homes", "at_least": "0.1"}]}
LONG = "a" * 79
STRANGE = ("a-b", "a.b", "A B", "A_B", "A+B", "a:b", "a*b", "<=", "C8_1", "x0", "-", "район №1")


def strange_city(kind: str) -> Problem:
    """A city whose ids, funds or districts no reader of models takes for names."""
    if kind == "ids":
        sites = [site_of(f"s-{k}", district=d, people=k + 1.0) for k, d in enumerate(STRANGE)]
        sites.append(site_of("extra", district=STRANGE[0], people=50.0))
        return problem_of(city_of(sites, rules=FLOOR, funds=funded("12")), labelled=True)
    if kind == "long":
        sites = [site_of(LONG + end, people=k + 1.0) for k, end in enumerate("bcd")]
        requires = {"requires": [{"start": LONG + "b", "after": LONG + "c"}]}
        return problem_of(city_of(sites, rules=requires), labelled=True)
    if kind == "funds":
        names = [f"fund-of-a-very-long-name-{k}" for k in range(10)]
        funds = {name: {"amount": {2027: "0.3"}} for name in names}
        sites = [site_of(f"s{k}", people=k + 1.0) for k in range(4)]
        return problem_of(city_of(sites, funds=funds), labelled=True)
    sites = [site_of(f"s{k}", district=f"d{k}", people=1.0 + k % 7) for k in range(300)]
    return problem_of(city_of(sites, rules=FLOOR, funds=funded("310")), labelled=True)


def funded(amount: str) -> dict[str, Any]:
    return {"main": {"amount": {2027: amount}}}
