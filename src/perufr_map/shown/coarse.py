"""Make the outlines of a page coarser, so that its file is small, and most so far away."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
import shapely

from perufr_map.shown.rings import area_of, points_of_arcs, polygons_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from perufr_map.borders import Topology
    from perufr_map.shown.rings import Points
    from perufr_map.shown.wire import Payload

STEP = 0.08
"""Width (in 100 km) of the grid that a page's outlines lie on."""

HOME = 60.0
"""So far (in 100 km) from the state that the study is about, outlines keep all else."""

DETAIL = 0.12
"""How far (in 100 km) a line may stray from its points beyond."""

# A shorter line that ends where it began is none: it has shrunk to a point of the grid.
FEWEST_OF_RING = 4


def coarsen(payload: Payload) -> Payload:
    """Return a payload with fewer points in its outlines.

    Neighbours share their lines, and the ends of lines stay together: no gaps appear. No island
    is lost.
    """
    topology = payload["topology"]
    as_drawn = cast("Topology", topology)
    arcs = points_of_arcs(as_drawn)
    foci = {payload["focus"], *(era.get("focus", "") for era in payload["eras"])}
    home = _middle(as_drawn, foci, arcs)
    far = [] if home is None else [i for i, arc in enumerate(arcs) if _is_far(arc, home)]
    for i, points in zip(far, _simplify([arcs[i] for i in far]), strict=True):
        arcs[i] = points
    shift = topology["transform"]["translate"]
    return {
        **payload,
        "topology": {
            **topology,
            "transform": {"scale": (STEP, STEP), "translate": shift},
            "arcs": [_as_steps((arc - shift) / STEP) for arc in arcs],
        },
    }


def _is_far(arc: Points, home: Points) -> bool:
    return bool(np.hypot(*(arc - home).T).min() > HOME)


def _middle(topology: Topology, foci: Collection[str], arcs: Sequence[Points]) -> Points | None:
    """Return the middle of what the study is about; None if no era draws it."""
    used = {
        max(arc, ~arc)
        for shape in topology["objects"]["states"]["geometries"]
        if shape["properties"]["code"] in foci
        for polygon in polygons_of(shape)
        for ring in polygon
        for arc in ring
    }
    if not used:
        return None
    points = np.concatenate([arcs[arc] for arc in used])
    middle: Points = (points.min(axis=0) + points.max(axis=0)) / 2
    return middle


def _simplify(arcs: Sequence[Points]) -> list[Points]:
    """Return lines with fewer points: none crosses another that it did not cross."""
    if not arcs:
        return []
    lines = shapely.multilinestrings(list(map(shapely.linestrings, arcs)))
    coarse = shapely.simplify(lines, DETAIL, preserve_topology=True)
    return [shapely.get_coordinates(line) for line in shapely.get_parts(coarse)]


def _as_steps(arc: Points) -> list[list[int]]:
    """Return a line on the grid, as steps from point to point, the first one from zero."""
    is_ring = len(arc) >= FEWEST_OF_RING and np.array_equal(arc[0], arc[-1])
    points = arc.round().astype(int)
    while is_ring and not area_of(points):  # an island smaller than the grid's cells
        arc = arc.mean(axis=0) + 1.25 * (arc - arc.mean(axis=0))
        points = arc.round().astype(int)
    moved = np.append(True, np.diff(points, axis=0).any(axis=1))
    if moved.sum() > 1:
        points = points[moved]
    steps: list[list[int]] = np.diff(points, axis=0, prepend=np.zeros((1, 2), int)).tolist()
    return steps
