"""Draw an era's map for a page, small enough to stand in it: an SVG of the frame that it opens on.

It needs no Matplotlib, which is slow to import; a site's larger pictures use it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import shapely

from perufr_map.exports.paints import Paints
from perufr_map.shown.frame import Frame
from perufr_map.shown.rings import Points, points_of_arcs, polygons_of, starts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perufr_map.borders import Shape, Topology
    from perufr_map.shown.reading import Reading
    from perufr_map.shown.regions import Region

DETAIL = 0.25
"""How far (in 100 km) a line may stray from its points."""

BEYOND = 1.0
"""How far (in 100 km) outside of the frame a line follows its points, so that it enters aright."""

STEP = 0.25
"""The grid (in 100 km) that the drawing lies on."""

SMALL = 2.0
"""What is narrower (in 100 km) is left out; a state that has a score is drawn as a dot."""

RADIUS = 3
"""Of a dot, in steps of the grid."""

Steps = npt.NDArray[np.int_]


@dataclass(frozen=True, kw_only=True)
class Outline:
    """The map of one era.

    Attributes
    ----------
    topology
        The borders of all eras.
    era
        The era's place in the study.
    frame
        What is drawn of the world.
    readings
        The score of each state that has a fill of its own.
    regions
        The regions of groups.
    focus
        Code of the state that the study is about.
    paints
        What it is painted with.
    """

    topology: Topology
    era: int
    frame: Frame
    readings: Mapping[str, Reading]
    regions: Sequence[Region]
    focus: str
    paints: Paints

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, in steps of the grid."""
        return round(self.frame.width / STEP), round(self.frame.height / STEP)

    def draw(self) -> str:
        """Return what stands in the element ``svg``."""
        by_class: dict[str, list[Shape]] = {}
        dots = []
        for shape in self._shapes("states"):
            name = self._class_of(shape)
            if not self._is_small(shape):
                by_class.setdefault(name, []).append(shape)
            elif name[0] in "csgtf" and (at := self._place(shape)) is not None:
                plain = {"s": "c", "t": "g"}.get(name[0], name[0]) + name[1:2]
                dots.append(f'<circle class="{plain} k" cx="{at[0]}" cy="{at[1]}" r="{RADIUS}"/>')
        order = sorted(by_class, key=lambda name: (" i" in name, name[0] in "gt", name))
        frontiers = [line for shape in self._shapes("lines") for line in _lines(shape)]
        return "".join(
            [
                f"<defs>{self.paints.hatches()}</defs>",
                *(self._area(name, by_class[name]) for name in order),
                *(self._rim(region) for region in self.regions),
                self._path("b", (self._trace(arcs, closed=False) for arcs in frontiers)),
                *dots,
            ]
        )

    def _shapes(self, name: str) -> list[Shape]:
        collection = self.topology["objects"].get(name)
        shapes = collection["geometries"] if collection else []
        return [shape for shape in shapes if self.era in shape["properties"]["eras"]]

    @cached_property
    def _group_of(self) -> dict[str, Region]:
        return {code: region for region in self.regions for code in region.states}

    def _class_of(self, shape: Shape) -> str:
        code, ramp = shape["properties"]["code"], self.paints.ramp
        if code == self.focus:
            return "f"
        if (region := self._group_of.get(code)) is not None:
            letter = "t" if region.reading.unsettled else "g"
            return f"{letter}{ramp.tint_of(region.reading.value or 0.0)} g"
        if (reading := self.readings.get(code)) is not None:
            tone = ramp.class_of(reading.value or 0.0)
            firm = f" i{tone}" if reading.is_firm else ""
            return f"{'s' if reading.unsettled else 'c'}{tone}{firm}"
        return "d" if shape["properties"]["status"] == "dependent" else "n"

    @cached_property
    def _exact(self) -> list[Points]:
        return points_of_arcs(self.topology)

    @cached_property
    def _bounds(self) -> tuple[Points, Points]:
        """The south-west and the north-east corner of each arc."""
        starts, points = starts_of(self._exact), np.concatenate(self._exact)
        return np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)

    @cached_property
    def _sides(self) -> list[tuple[float, ...]]:
        """West, south, east and north of each arc: of few arcs plain numbers are faster."""
        return list(map(tuple, np.concatenate(self._bounds, axis=1).tolist()))

    @cached_property
    def _arcs(self) -> list[Steps]:
        """Each arc with few points, on the grid, y to the south; outside of the frame its ends."""
        frame, (low, high) = self.frame, self._bounds
        seen = (high >= [frame.west, frame.south]) & (low <= [frame.east, frame.north])
        near = np.flatnonzero(seen.all(axis=1))
        lines = np.concatenate([self._exact[arc] for arc in near])
        lines = lines.clip(
            [frame.west - BEYOND, frame.south - BEYOND], [frame.east + BEYOND, frame.north + BEYOND]
        )
        which = np.repeat(np.arange(len(near)), [len(self._exact[arc]) for arc in near])
        coarse = shapely.simplify(
            shapely.linestrings(lines, indices=which), DETAIL, preserve_topology=False
        )
        found = [arc[[0, -1]] for arc in self._exact]
        points, which = shapely.get_coordinates(coarse, return_index=True)
        parts = np.split(points, np.flatnonzero(np.diff(which)) + 1)
        for arc, part in zip(near, parts, strict=True):
            found[arc] = part
        corner = np.array([frame.west, frame.north])
        return [((arc - corner) / [STEP, -STEP]).round().astype(int) for arc in found]

    def _is_small(self, shape: Shape) -> bool:
        return all(self._extent(polygon[0]) < SMALL for polygon in polygons_of(shape))

    def _rings(self, shape: Shape) -> list[list[int]]:
        """Return the rings of a state but those of its small islands."""
        large = (each for each in polygons_of(shape) if self._extent(each[0]) >= SMALL)
        return [ring for polygon in large for ring in polygon]

    def _extent(self, ring: Sequence[int]) -> float:
        """Return the width or height of a ring, whichever is larger."""
        west, south, east, north = zip(*(self._sides[max(arc, ~arc)] for arc in ring), strict=True)
        return float(max(max(east) - min(west), max(north) - min(south)))

    def _place(self, shape: Shape) -> tuple[int, int] | None:
        """Return where the dot of a small state stands; None outside of the frame."""
        dot, frame = shape["properties"].get("dot"), self.frame
        if dot is None or not (
            frame.west < dot[0] < frame.east and frame.south < dot[1] < frame.north
        ):
            return None
        return round((dot[0] - frame.west) / STEP), round((frame.north - dot[1]) / STEP)

    def _area(self, name: str, shapes: list[Shape]) -> str:
        """Draw states of one look as one area, and each border between them once, upon it."""
        rings = [ring for shape in shapes for ring in self._rings(shape)]
        used = {arc for ring in rings for arc in ring}
        inner = sorted(arc for arc in used if arc >= 0 and ~arc in used)
        around = self._chain([arc for ring in rings for arc in ring if ~arc not in used])
        area = self._path(name, (self._trace(ring, closed=True) for ring in around))
        borders = (self._trace(arcs, closed=False) for arcs in self._chain(inner))
        return area if name.endswith(" g") else area + self._path(f"{name} o", borders)

    def _chain(self, arcs: Sequence[int]) -> list[list[int]]:
        """Put arcs together, each where one before it ends: those around an area become rings."""
        leaving: defaultdict[tuple[float, ...], list[int]] = defaultdict(list)
        for arc in reversed(arcs):
            leaving[self._start(arc)].append(arc)
        chains: list[list[int]] = []
        for arc in arcs:
            chain, place = [], self._start(arc)
            while leaving[place]:
                chain.append(leaving[place].pop())
                place = self._start(~chain[-1])
            if chain:
                chains.append(chain)
        return chains

    def _start(self, arc: int) -> tuple[float, ...]:
        points = self._exact[max(arc, ~arc)]
        return tuple(points[0 if arc >= 0 else -1].tolist())

    def _rim(self, region: Region) -> str:
        """Return the rim of a region: the arcs that its states do not share."""
        used = {
            arc
            for shape in self._shapes("states")
            if shape["properties"]["code"] in region.states and not self._is_small(shape)
            for ring in self._rings(shape)
            for arc in ring
        }
        tint = self.paints.ramp.tint_of(region.reading.value or 0.0)
        alone = (self._trace([arc], closed=False) for arc in sorted(used) if ~arc not in used)
        return self._path(f"r r{tint}", alone)

    def _path(self, name: str, traces: Iterable[str]) -> str:
        drawn = "".join(traces)
        return f'<path class="{name}" d="{drawn}"/>' if drawn else ""

    def _trace(self, arcs: Sequence[int], *, closed: bool) -> str:
        """Return a line's data, in whole steps; nothing if none of it is seen."""
        parts = [self._arcs[arc] if arc >= 0 else self._arcs[~arc][::-1] for arc in arcs]
        points = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
        if (points.max(axis=0) < 0).any() or (points.min(axis=0) > self.size).any():
            return ""
        return write_line(points, closed=closed)


def write_line(points: npt.NDArray[np.int_], *, closed: bool) -> str:
    """Return a line or ring as the data of a path, in whole steps from each point to the next.

    Parameters
    ----------
    points
        Whole numbers, a row for each point.
    closed
        Whether it is a ring, whose last point is its first.

    Returns
    -------
    str
        Empty if too few points differ.
    """
    steps = np.diff(points, axis=0)
    steps = steps[steps.any(axis=1)]
    if closed:
        steps = steps[:-1]  # z draws the last one
    if len(steps) < (2 if closed else 1):
        return ""
    moves = "".join(_moves(_straightened(steps)))
    return f"M{points[0][0]} {points[0][1]}{moves}{'z' if closed else ''}"


def _straightened(steps: npt.NDArray[np.int_]) -> npt.NDArray[np.int_]:
    """Return steps of which those that go on in the same direction are one."""
    before, after = steps[:-1], steps[1:]
    across = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    turns = (across != 0) | ((before * after).sum(axis=1) < 0)
    return np.add.reduceat(steps, [0, *(np.flatnonzero(turns) + 1)])


def _moves(steps: npt.NDArray[np.int_]) -> Iterator[str]:
    """Write each step as short as it can be."""
    letter = ""
    for x, y in steps.tolist():
        before, letter = letter, "l" if x and y else "h" if x else "v"
        if letter == "l":
            yield "l" if before != "l" else "" if x < 0 else " "
            yield f"{x}{y}" if y < 0 else f"{x} {y}"
        else:
            yield f"{letter}{x or y}"


def _lines(shape: Shape) -> list[list[int]]:
    lines: list[list[int]] = (
        shape["arcs"] if shape["type"] == "MultiLineString" else [shape["arcs"]]
    )
    return lines
