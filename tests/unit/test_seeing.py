"""The tests' own eye sees as the published models do."""

from __future__ import annotations

import pytest

from seeing import VISIONS, contrast, distance


def test_greys_look_the_same_to_every_eye() -> None:
    for matrix in VISIONS.values():
        assert matrix.sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-5)


@pytest.mark.parametrize("vision", ["protanopia", "deuteranopia"])
def test_two_of_the_eyes_hardly_tell_red_from_green(vision: str) -> None:
    red, green = "#c65d4a", "#7f8f3a"
    assert distance(red, green, vision) < distance(red, green) * 0.6
    assert distance(red, green, "tritanopia") > distance(red, green) * 0.6


def test_black_and_white_are_the_ends_of_both_measures() -> None:
    assert distance("#000000", "#ffffff") == pytest.approx(100, abs=0.01)
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
