"""Make the outlines of a page coarser, so that its file is small, and most so far away."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
import shapely

from perufr_map.shown.rings import area_of, points_of_arcs, polygons_of, starts_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy.typing as npt

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
    far = [] if home is None else np.flatnonzero(_are_far(arcs, home)).tolist()
    for i, points in zip(far, simplify([arcs[i] for i in far], DETAIL), strict=True):
        arcs[i] = points
    shift = topology["transform"]["translate"]
    return {
        **payload,
        "topology": {
            **topology,
            "transform": {"scale": (STEP, STEP), "translate": shift},
            "arcs": _as_steps([(arc - shift) / STEP for arc in arcs]),
        },
    }


def _are_far(arcs: Sequence[Points], home: Points) -> npt.NDArray[np.bool_]:
    """Say of each line whether all of it is far from a place."""
    distance = np.hypot(*(np.concatenate(arcs) - home).T)
    return np.minimum.reduceat(distance, starts_of(arcs)) > HOME


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


def simplify(arcs: Sequence[Points], detail: float) -> list[Points]:
    """Return lines with fewer points, which stray so far at most.

    None crosses another that it did not cross.
    """
    if not arcs:
        return []
    lines = shapely.multilinestrings(list(map(shapely.linestrings, arcs)))
    coarse = shapely.simplify(lines, detail, preserve_topology=True)
    return [shapely.get_coordinates(line) for line in shapely.get_parts(coarse)]


def _as_steps(arcs: Sequence[Points]) -> list[list[list[int]]]:
    """Return lines on the grid, as steps from point to point, the first one from zero."""
    if not arcs:
        return []
    starts, places = starts_of(arcs), list(map(_grow_small, arcs))
    exact = np.concatenate(places)
    points = exact.round().astype(int)
    steps = np.diff(points, axis=0, prepend=0)
    steps[starts] = points[starts]
    is_first = np.zeros(len(points), bool)
    is_first[starts] = True
    kept = is_first | steps.any(axis=1)
    one_alone = np.add.reduceat(kept, starts, dtype=int) == 1  # a line is two points at least
    kept |= one_alone.repeat(np.diff(starts, append=len(points)))
    ends = np.cumsum(np.add.reduceat(kept, starts, dtype=int)).tolist()
    flat: list[list[int]] = steps[kept].tolist()
    return [flat[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)]


def _grow_small(arc: Points) -> Points:
    """Return a line; an island smaller than the grid's cells grows until it covers some."""
    if len(arc) >= FEWEST_OF_RING and arc[0, 0] == arc[-1, 0] and arc[0, 1] == arc[-1, 1]:
        while not area_of(arc.round().astype(int)):
            arc = arc.mean(axis=0) + 1.25 * (arc - arc.mean(axis=0))
    return arc
