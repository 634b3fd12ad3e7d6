"""A page's outlines are coarser than the payload's, and lie where those lie."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest
import shapely

import perufr_map as pm
from perufr_map.borders import Topology
from perufr_map.shown.coarse import DETAIL, STEP, coarsen
from perufr_map.shown.rings import Points, points_of_arcs
from perufr_map.shown.wire import Payload

Pairs = list[tuple[Points, Points]]


@pytest.fixture(scope="module")
def arcs(study: pm.Study) -> Pairs:
    """Each line as it was, and as it is in a page."""
    whole = study.payload()
    return list(zip(lines(whole), lines(coarsen(whole)), strict=True))


def lines(payload: Payload) -> list[Points]:
    return points_of_arcs(cast("Topology", payload["topology"]))


def test_no_line_strays_further_than_said(arcs: Pairs) -> None:
    for fine, coarse in arcs:
        far = shapely.hausdorff_distance(*map(shapely.linestrings, (fine, coarse)))
        assert far <= DETAIL + STEP


def test_lines_that_met_still_meet(arcs: Pairs) -> None:
    ends: dict[tuple[float, ...], set[tuple[float, ...]]] = {}
    for fine, coarse in arcs:
        for end in (0, -1):
            ends.setdefault(tuple(fine[end].round(6)), set()).add(tuple(coarse[end].round(6)))
    assert all(len(places) == 1 for places in ends.values())


def test_no_island_is_lost(arcs: Pairs) -> None:
    for fine, coarse in arcs:
        if len(fine) > 3 and np.array_equal(fine[0], fine[-1]):
            assert shapely.polygons(coarse).area > 0


def test_a_line_that_is_a_point_of_the_grid_stays_one(study: pm.Study) -> None:
    payload = study.payload()
    topology = payload["topology"]
    shrunk = {**topology, "arcs": [*topology["arcs"], [[5000, 4000], [0, 0]]]}
    *_, last = lines(coarsen(cast("Payload", {**payload, "topology": shrunk})))
    assert len(last) == 2
    assert np.array_equal(last[0], last[1])


def test_a_page_has_fewer_points(arcs: Pairs) -> None:
    fine, coarse = (sum(map(len, each)) for each in zip(*arcs, strict=True))
    assert coarse < 0.9 * fine
