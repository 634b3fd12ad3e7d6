"""A drawing's lines are written as steps, which end where its lines ended."""

from __future__ import annotations

import re

import pytest

from perufr_map.exports.picture.steps import shorten

LINE = (
    "M 454.04 193.99 \nL 454.16 195.17 \nL 454.04 196.125 \nL 0.5 -0.25 \nz \nM 3 4 \nL 3.004 4 \n"
)


def places(path: str) -> list[tuple[float, float]]:
    """Follow a path of steps, as SVG has it."""
    found: list[tuple[float, float]] = []
    x = y = 0.0
    start, command = (0.0, 0.0), ""
    parts = re.findall(r"[Mmlz]|-?(?:\d+\.?\d*|\.\d+)", path)
    while parts:
        if parts[0].isalpha():
            command = parts.pop(0)
            if command == "z":
                x, y = start
                continue
        across, down = float(parts.pop(0)), float(parts.pop(0))
        x, y = (across, down) if command == "M" else (x + across, y + down)
        start = (x, y) if command in "Mm" else start
        command = "l" if command == "m" else command
        found.append((x, y))
    return found


def test_steps_lead_to_the_places_of_a_line_and_are_shorter() -> None:
    (written,) = re.findall('d="(.*)"', shorten(f'<path d="{LINE}"/>'))
    wanted = [(454.04, 193.99), (454.16, 195.17), (454.04, 196.12), (0.5, -0.25), (3, 4), (3, 4)]
    assert places(written) == [pytest.approx(place, abs=0.006) for place in wanted]
    assert len(written) < 0.8 * len(LINE)


def test_a_long_line_ends_where_it_ended() -> None:
    ends = [(i / 3, i / 7) for i in range(3000)]
    line = "M " + " \nL ".join(f"{x:.6f} {y:.6f}" for x, y in ends)
    (written,) = re.findall('d="(.*)"', shorten(f'<path d="{line}"/>'))
    assert places(written) == [pytest.approx(place, abs=0.006) for place in ends]


def test_curves_stay_as_they_are() -> None:
    curve = '<path d="M 1 2 \nC 1 2 3 4 5 6 \nz"/>'
    assert shorten(curve) == curve
