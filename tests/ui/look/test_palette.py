"""Colours: far enough apart for every eye, and dark or light enough for their ground."""

import re
from itertools import combinations

import numpy as np
import pytest

from planner.ui.look import palette
from planner.ui.look.browser_files import browser_file
from planner.ui.look.palette import DAMAGE, WORKS

# Machado, Oliveira & Fernandes (2009), full severity, on linear RGB.
SIGHT = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
         [0.004733, 0.691367, 0.303900]]
    ),
}  # fmt: skip
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
     [0.0193339, 0.1191920, 0.9503041]]
)  # fmt: skip
WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(colour):
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """WCAG 2 contrast ratio."""
    light, dark = sorted((linear(c) @ TO_XYZ[1] for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(colour, sight):
    xyz = TO_XYZ @ np.clip(SIGHT[sight] @ linear(colour), 0, 1) / WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def difference(one, other):
    """CIEDE2000 (Sharma, Wu & Dalal 2005) of two Lab colours."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * np.sqrt(mean**7 / (mean**7 + 25**7))
    c1, c2 = np.hypot(stretch * a1, b1), np.hypot(stretch * a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, stretch * a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    c, level = (c1 + c2) / 2, (l1 + l2) / 2
    t = 1 - 0.17 * cos(hue - 30) + 0.24 * cos(2 * hue) + 0.32 * cos(3 * hue + 6)
    t -= 0.2 * cos(4 * hue - 63)
    dl = (l2 - l1) / (1 + 0.015 * (level - 50) ** 2 / np.sqrt(20 + (level - 50) ** 2))
    dc = (c2 - c1) / (1 + 0.045 * c)
    dh = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * c * t)
    bend = 60 * np.exp(-(((hue - 275) / 25) ** 2))
    twist = -np.sin(np.radians(bend)) * 2 * np.sqrt(c**7 / (c**7 + 25**7))
    return np.sqrt(dl**2 + dc**2 + dh**2 + twist * dc * dh)


def cos(degrees):
    return np.cos(np.radians(degrees))


def nearest(one, other):
    return min(difference(lab(one, sight), lab(other, sight)) for sight in SIGHT)


def test_the_distance_is_that_of_the_published_examples():
    assert difference((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert difference((50, 2.5, 0), (73, 25, -18)) == pytest.approx(27.1492, abs=1e-4)
    assert difference((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514)) == pytest.approx(
        0.9082, abs=1e-4
    )


@pytest.mark.parametrize(("theme", "least"), [("light", 19), ("dark", 17)])
def test_works_can_be_told_apart_by_every_eye(theme, least):
    kinds = [kind for kind in WORKS if kind != "conserve"]
    for one, other in combinations(kinds, 2):
        found = nearest(WORKS[one].ink.on(theme), WORKS[other].ink.on(theme))
        assert found >= least, (one, other, found)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_degrees_of_damage_can_be_told_apart_by_every_eye(theme):
    for one, other in combinations(("light", "heavy", "severe"), 2):
        assert nearest(DAMAGE[one].ink.on(theme), DAMAGE[other].ink.on(theme)) >= 20


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_mark_stands_out_from_the_ground(theme):
    inks = [mark.ink for mark in (*WORKS.values(), *DAMAGE.values())]
    inks += [*palette.FUNDS, palette.RING, palette.QUIET, palette.TEXT]
    inks += [palette.criterion_ink(name, 0) for name in ("heritage", "damage", "homes", "cost")]
    inks += [palette.criterion_ink(name, 0) for name in ("services", "safety", "renewal")]
    for ink in inks:
        assert contrast(ink.on(theme), palette.LAND.on(theme)) >= 3, ink


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_letters_of_plans_are_read_on_their_colours_and_chips_have_the_same(theme):
    style = browser_file("beside.css")
    ground = {"light": "#FFFFFF", "dark": "#14191D"}[theme]
    for number, ink in enumerate(palette.SCENARIOS):
        assert contrast(ink.on(theme), ground) >= 4.5, ink
        chip = re.search(rf'tag-index="{number}"\]\{{--k:light-dark\((#\w+),(#\w+)\)', style)
        assert chip is not None and chip.groups() == (ink.light, ink.dark)


def test_every_works_has_a_shape_of_its_own():
    shapes = [mark.shape for kind, mark in WORKS.items() if kind != "conserve"]
    assert len(set(shapes)) == len(shapes)


def test_list_and_map_draw_the_same_colours():
    style = browser_file("page.css")
    for kind, mark in {**WORKS, **DAMAGE}.items():
        found = re.search(rf"\.sym-{kind}[^{{]*\{{background:light-dark\((#\w+),(#\w+)\)", style)
        if found:
            short = {"#000": "#000000", "#FFF": "#FFFFFF"}
            shown = tuple(short.get(colour, colour) for colour in found.groups())
            assert shown == (mark.ink.light, mark.ink.dark), kind
