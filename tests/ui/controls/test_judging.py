"""Weights from an order or from pairs: what is taken over, what is told, what stays locked."""

from fractions import Fraction

import pytest

from planner.text import text
from planner.ui.controls.judging import SCALE, matrix_of, nearest_on_scale, places_of
from tests.saying import said
from tests.ui.pages import move, sliders, words_of


def opened_way(app, way):
    app.session_state["swing"] = True
    app.run()
    app.button_group(key="judging").set_value(way).run()


def use(app):
    label = said("uk", text, "desk.swing.use")
    next(button for button in app.button if button.label == label).click().run()


def test_an_order_gives_the_weights_of_its_centroid_and_locked_ones_stay(city, open_app):
    app = open_app(city)
    move(app, ("homes", True))
    homes = sliders(app)["homes"]
    opened_way(app, "order")
    order = ("safety", "heritage", "services", "damage", "renewal")
    for place, name in enumerate(order, 1):
        app.selectbox(key=f"order_{name}").set_value(place)
    use(app)
    shares = sliders(app)
    assert shares["homes"] == homes and sum(shares.values()) == 100
    ranked = [shares[name] for name in order]
    assert ranked == sorted(ranked, reverse=True) and ranked[0] > ranked[-1]
    centroid = [0.4567, 0.2567, 0.1567, 0.09, 0.04]
    assert ranked == pytest.approx([(100 - homes) * w for w in centroid], abs=1)
    assert said("uk", text, "desk.judge.implied", shares="").rstrip(" .") in words_of(app)


def test_pairs_that_contradict_each_other_are_taken_and_told(city, open_app):
    app = open_app(city)
    opened_way(app, "pairs")
    names = [name for name, share in sliders(app).items() if share]
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            app.selectbox(key=f"pair_{one}_{other}").set_value(3)
    a, b, c = names[:3]
    app.selectbox(key=f"pair_{a}_{b}").set_value(9)
    app.selectbox(key=f"pair_{b}_{c}").set_value(9)
    app.selectbox(key=f"pair_{a}_{c}").set_value(-9)
    before = sliders(app)
    use(app)
    assert sliders(app) != before and sum(sliders(app).values()) == 100
    told = words_of(app)
    start = said("uk", text, "desk.pairs.contradicts", ratio="|", most="").split("|")[0]
    assert start in told
    assert said("uk", text, "desk.pairs.triple", a="|", b="", c="").split("|")[0] in told


def test_places_and_judgements_begin_with_the_weights_at_hand():
    shares = {"a": Fraction(50), "b": Fraction(10), "c": Fraction(10), "d": Fraction(0)}
    assert places_of(shares, ("a", "b", "c", "d")) == {"a": 1, "b": 2, "c": 2, "d": 0}
    assert nearest_on_scale(shares["a"], shares["b"]) == 5
    assert nearest_on_scale(shares["b"], shares["a"]) == -5
    assert (
        nearest_on_scale(shares["b"], shares["c"])
        == nearest_on_scale(shares["a"], shares["d"])
        == 1
    )
    matrix = matrix_of({(0, 1): SCALE[0], (1, 2): SCALE[-1]}, 3)
    assert matrix.tolist() == [[1, 9, 1], [1 / 9, 1, 1 / 9], [1, 9, 1]]
