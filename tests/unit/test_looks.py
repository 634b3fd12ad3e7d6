"""Colours that must be told apart are far enough from one another, for every eye."""

from __future__ import annotations

from itertools import pairwise, product

import pytest

from perufr_map.shown.scale import THEMES, Scale, Theme, ink_on
from seeing import VISIONS, contrast, distance

pytestmark = pytest.mark.parametrize("theme", THEMES)
AT_LEAST: dict[Theme, dict[str, float]] = {
    "light": {"first": 1.5, "neutral": 2.0, "rim": 3.8},
    "dark": {"first": 1.9, "neutral": 3.5, "rim": 4.5},
}


def test_the_faintest_classes_stand_out_from_land_without_data(theme: Theme) -> None:
    ink, least = Scale.of(theme), AT_LEAST[theme]
    colours = ink.score_ramp.colours
    middle = len(colours) // 2
    assert contrast(colours[middle], ink.no_data) >= least["neutral"]
    for colour in (colours[middle - 1], colours[middle + 1]):
        assert contrast(colour, ink.no_data) >= least["first"] - 0.005, colour


def test_every_rim_stands_out_from_land_without_data(theme: Theme) -> None:
    ink = Scale.of(theme)
    for rim in (*ink.score_ramp.firm, *ink.score_ramp.rims):
        assert contrast(rim, ink.no_data) >= AT_LEAST[theme]["rim"], rim
    assert contrast(ink.quiet, ink.no_data) >= 4.5  # around what is gone


def test_a_firm_rim_stands_out_from_the_class_that_it_is_around(theme: Theme) -> None:
    ramp = Scale.of(theme).score_ramp
    for colour, rim in zip(ramp.colours, ramp.firm, strict=True):
        assert contrast(colour, rim) >= 1.25, colour


def test_a_number_can_be_read_on_every_class_and_every_tint(theme: Theme) -> None:
    ink = Scale.of(theme)
    for colour in (*ink.score_ramp.colours, *ink.score_ramp.tints):
        assert contrast(colour, ink_on(colour)) >= 4.5, colour


def test_text_can_be_read_on_every_ground_of_the_page(theme: Theme) -> None:
    ink = Scale.of(theme)
    grounds = [ink.paper, ink.sea, ink.page["raised"], ink.page["pressed"]]
    for text, ground in product((ink.text, ink.quiet, ink.charts["axis"]), grounds):
        assert contrast(text, ground) >= 4.5, (text, ground)


@pytest.mark.parametrize("vision", VISIONS)
def test_each_eye_tells_a_class_from_the_next_and_conflict_from_cooperation(
    theme: Theme, vision: str
) -> None:
    colours = Scale.of(theme).score_ramp.colours
    for one, other in pairwise(colours):
        assert distance(one, other, vision) >= 8, (one, other)
    middle = len(colours) // 2
    for one, other in product(colours[:middle], colours[middle + 1 :]):
        assert distance(one, other, vision) >= 12, (one, other)


@pytest.mark.parametrize("vision", VISIONS)
def test_each_eye_tells_a_class_from_land_without_data(theme: Theme, vision: str) -> None:
    ink = Scale.of(theme)
    for colour in ink.score_ramp.colours:
        assert distance(colour, ink.no_data, vision) >= 11.5, colour


def test_no_group_s_tint_passes_for_a_class_nor_for_land_without_data(theme: Theme) -> None:
    ink = Scale.of(theme)
    ramp = ink.score_ramp
    for tint, colour in product(ramp.tints, ramp.colours):
        assert distance(tint, colour) >= 6, (tint, colour)
    for tint in ramp.tints:
        assert distance(tint, ink.no_data) >= 4, tint


def test_a_hatch_is_seen_on_every_class_and_every_tint(theme: Theme) -> None:
    ink = Scale.of(theme)
    grounds = [(colour, False) for colour in ink.score_ramp.colours]
    for ground, group in [*grounds, *((tint, True) for tint in ink.score_ramp.tints)]:
        assert contrast(ground, ink.hatch_on(ground, group=group)) >= 1.2, ground
