"""The picture for readers without scripts is drawn on lines that are simplified."""

from __future__ import annotations

import re

import numpy as np
import shapely

import perufr_map as pm
from perufr_map.exports.outline import STEP, Outline
from perufr_map.exports.paints import Paints
from perufr_map.scoring.method import Method
from perufr_map.shown.request import Request
from perufr_map.shown.rings import points_of_arcs, polygons_of

KM_25 = 0.25  # in 100 km


def test_a_line_is_no_more_than_25_km_off_and_half_a_square_of_its_grid(study: pm.Study) -> None:
    shown = study.show(Request(era="garcia", language="en", method=Method()))
    frame = shown.frame
    outline = Outline(
        topology=shown.topology,
        era=shown.place("garcia"),
        frame=frame,
        readings={},
        regions=[],
        focus="PER",
        paints=Paints.of([], [], edges=study.edges, within=".x"),
    )
    (shape,) = (
        each
        for each in shown.topology["objects"]["states"]["geometries"]
        if each["properties"]["code"] == "PER" and outline.era in each["properties"]["eras"]
    )
    arcs = points_of_arcs(shown.topology)
    exact = np.concatenate([arcs[max(arc, ~arc)] for arc in polygons_of(shape)[0][0]])
    drawn = re.search(r'<path class="f" d="M(\d+) (\d+)([^"]*)z"/>', outline.draw())
    assert drawn
    at = [int(drawn[1]), int(drawn[2])]
    points = [tuple(at)]
    for letter, numbers in re.findall(r"([lhv])([-\d ]+)", drawn[3]):
        steps = [int(each) for each in re.findall(r"-?\d+", numbers)]
        for x, y in {
            "l": zip(steps[::2], steps[1::2], strict=True),
            "h": ((step, 0) for step in steps),
            "v": ((0, step) for step in steps),
        }[letter]:
            at = [at[0] + x, at[1] + y]
            points.append(tuple(at))
    peru = [(frame.west + x * STEP, frame.north - y * STEP) for x, y in [*points, points[0]]]
    assert len(peru) > 15
    off = shapely.distance(shapely.points(exact), shapely.linestrings(peru))
    assert off.max() <= KM_25 + STEP / 2**0.5
