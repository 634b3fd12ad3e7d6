"""Turn the arcs of a topology into rings of points."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from itertools import chain

import numpy as np
import numpy.typing as npt

from perufr_map.borders import Shape, Topology

Points = npt.NDArray[np.float64]


def points_of_arcs(topology: Topology) -> list[Points]:
    """Return arcs as points; a quantised topology has the differences between them."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = topology["arcs"]
    if not arcs:
        return []
    numbers = chain.from_iterable(chain.from_iterable(arcs))
    sums = np.fromiter(numbers, np.int64).reshape(-1, 2).cumsum(axis=0)
    starts = starts_of(arcs)
    # All arcs are summed up as one: what lies before each of them is taken off again.
    before = np.concatenate([np.zeros((1, 2), np.int64), sums[starts[1:] - 1]])
    points = (sums - before.repeat([len(arc) for arc in arcs], axis=0)) * scale + shift
    return np.split(points, starts[1:])


def starts_of(lines: Sequence[Sized]) -> npt.NDArray[np.intp]:
    """Return where each of some lines begins when the points of all stand in one array."""
    return np.cumsum([0, *map(len, lines[:-1])])


def join(indices: Sequence[int], arcs: list[Points]) -> Points:
    """Join arcs. A negative index ~i is arc i backwards; neighbours share their end points."""
    parts = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in indices]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def polygons_of(shape: Shape) -> list[list[list[int]]]:
    """Return the polygons of a state, each as rings of arcs: the outer one, then its holes."""
    polygons: list[list[list[int]]] = (
        [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    )
    return polygons


def area_of(ring: Points) -> float:
    """Return the area inside a closed ring; it is negative if the ring turns clockwise."""
    x, y = ring[:, 0], ring[:, 1]
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2
