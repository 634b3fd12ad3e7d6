"""The map opens on what the study is about."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

import perufr_map as pm
from perufr_map import borders
from perufr_map.exports.added import point
from perufr_map.shown.frame import (
    CONTINENTS,
    STAGE,
    WORLD,
    Frame,
    frames,
    study_frame,
)
from perufr_map.shown.payload import topology
from perufr_map.study.descriptor import Settings


@pytest.fixture(scope="module")
def found() -> dict[str, Frame]:
    study = pm.load()
    return frames(study.scored(), topology(study))


def with_view(view: object) -> Frame:
    study = pm.load()
    settings = cast("Settings", {**study.settings, "home_view": view})
    changed = replace(study, descriptor={**study.descriptor, "study": settings})
    return study_frame(changed.scored(), topology(study))


def holds(frame: Frame, lon_lat: tuple[float, float]) -> bool:
    x, y = in_units(*lon_lat)
    return frame.west < x < frame.east and frame.south < y < frame.north


def in_units(longitude: float, latitude: float) -> tuple[float, float]:
    north, east = point(latitude, longitude)
    return east, north


LIMA, WASHINGTON, MOSCOW, USHUAIA, SYDNEY = (
    (-77.0, -12.0),
    (-77.0, 38.9),
    (37.6, 55.8),
    (-68.3, -54.8),
    (151.2, -33.9),
)


def test_peru_s_frame_holds_the_americas_and_moscow_but_not_australia(
    found: dict[str, Frame],
) -> None:
    frame = found["study"]
    assert all(holds(frame, place) for place in (LIMA, WASHINGTON, MOSCOW, USHUAIA))
    assert not holds(frame, SYDNEY)
    assert frame.width / frame.height == pytest.approx(STAGE)
    assert frame.width < WORLD.width


def test_a_reader_can_choose_continents_with_named_states_and_the_world(
    found: dict[str, Frame],
) -> None:
    assert list(found) == ["study", "africa", "americas", "asia", "europe", "world"]
    assert "oceania" in CONTINENTS


def test_every_code_of_the_ledger_has_a_continent() -> None:
    assert {borders.continent(state.code) for state in borders.states()} == set(borders.CONTINENTS)
    assert borders.continent("IMF") is None


def test_the_descriptor_s_home_view_comes_first() -> None:
    assert with_view("africa") == CONTINENTS["africa"]
    assert with_view("world") == WORLD
    frame = with_view([-82, -19, -68, 0])
    assert holds(frame, LIMA)
    assert not holds(frame, WASHINGTON)
