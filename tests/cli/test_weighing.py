"""Weights from judgements in the terminal: what each way implies, against published examples."""

import json

import pytest

from planner.scenario import load_scenario

DRINKS = ("heritage", "homes", "services", "safety", "damage", "renewal", "livelihoods")
SAATY = (
    (1, 9, 5, 2, 1, 1, 1 / 2),
    (1, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9),
    (1, 1 / 3, 1 / 4, 1 / 3, 1 / 9),
    (1, 1 / 2, 1, 1 / 3),
    (1, 2, 1 / 2),
    (1, 1 / 3),
    (1,),
)
"""Coffee, wine, tea, beer, sodas, milk, water (Saaty 2008): upper triangle, CR 0.022."""


def test_pairs_give_the_weights_and_the_consistency_of_the_drinks(run, city):
    pairs = []
    for i, row in enumerate(SAATY):
        for k, ratio in enumerate(row[1:], start=i + 1):
            pairs += ["--pair", f"{DRINKS[i]}/{DRINKS[k]}={ratio!r}"]
    report = json.loads(run("weigh", city / "balanced.yaml", "--json", *pairs).stdout)
    assert report["consistency_ratio"] == pytest.approx(0.022, abs=0.003)
    published = (0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327)
    for name, weight in zip(DRINKS, published, strict=True):
        assert report["weights"][name] == pytest.approx(weight, abs=0.002)


def test_an_order_gives_centroids_and_swings_their_proportions(run, city):
    ordered = run("weigh", city / "balanced.yaml", "--order", "homes,heritage=safety", "--json")
    weights = json.loads(ordered.stdout)["weights"]
    assert weights["homes"] == pytest.approx(11 / 18)  # Barron & Barrett 1996
    assert weights["heritage"] == weights["safety"] == pytest.approx(7 / 36)
    swings = ("--swing", "homes=100", "--swing", "renewal=25", "--save", "Судження")
    told = run("weigh", city / "balanced.yaml", *swings)
    assert "80" in told.stdout and "20" in told.stdout
    saved = load_scenario(city / "sudzhennia.yaml").scenario.shares
    assert saved["homes"] == pytest.approx(0.8) and saved["heritage"] == 0.0


def test_what_cannot_be_weighed_is_said(run, city):
    words = ("weigh", city / "balanced.yaml", "--lang", "en")
    assert run(*words).exit_code == 2
    assert "luck" in run(*words, "--swing", "luck=3").stderr
    assert "homes/safety" in run(
        *words, "--pair", "homes/heritage=3", "--pair", "heritage/safety=2"
    ).stderr.replace("\n", "")
    contradict = (
        "--pair",
        "homes/heritage=9",
        "--pair",
        "heritage/safety=9",
        "--pair",
        "safety/homes=9",
    )
    assert "contradict" in run(*words, *contradict).stdout
