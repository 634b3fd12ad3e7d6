"""Draw an era's map for a page: an SVG in the reader's light or dark theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from matplotlib.path import Path

from perufr_map.borders import Topology
from perufr_map.exports.outline import write_line
from perufr_map.exports.paints import Paints
from perufr_map.shown.reading import Reading
from perufr_map.shown.regions import Region
from perufr_map.shown.rings import area_of
from perufr_map.shown.scale import Edges, Scale
from perufr_map.shown.shapes import Area, World, path_of, sea

WIDTH = 1200
"""Width of the drawing, in steps of its grid."""

_DETAIL = 1.0  # steps by which a line may differ
_SMALL = 7  # steps; smaller states are drawn as a dot
_DOTS = {True: 3, False: 1}  # radius in steps, with and without a score
_RIMLESS = 14  # square steps; a smaller island of a region has no rim


def svg(
    areas: World,
    readings: Mapping[str, Reading],
    focus: str,
    *,
    regions: Sequence[Region] = (),
    edges: Edges = None,
) -> str:
    """Return the map of one era.

    It has no text: the page has it, in its own language.

    Parameters
    ----------
    areas
        The states and frontiers of the era.
    readings
        The score of each state that has a fill of its own.
    focus
        Code of the state that the study is about.
    regions
        The regions of groups.
    edges
        The edges of the classes, if the study sets its own.
    """
    return _Drawing(areas, readings, focus, regions, edges).draw()


def simplify(topology: Topology) -> Topology:
    """Return a topology with no more points than the drawing can show.

    Neighbours share their arcs, so no gaps appear between them.
    """
    scale = np.array(topology["transform"]["scale"])
    tolerance = _DETAIL * sea().get_extents().width / WIDTH
    arcs = []
    for arc in topology["arcs"]:
        points = np.cumsum(arc, axis=0)
        line = shapely.linestrings(points * scale)
        coarse = shapely.get_coordinates(shapely.simplify(line, tolerance, preserve_topology=False))
        rounded = (coarse / scale).round().astype(int)
        arcs.append(np.diff(rounded, axis=0, prepend=np.zeros((1, 2), dtype=int)).tolist())
    return {**topology, "arcs": arcs}


def height() -> int:
    """Return the height of the drawing's grid."""
    bounds = sea().get_extents()
    return round(bounds.height * WIDTH / bounds.width)


class _Drawing:
    def __init__(
        self,
        areas: World,
        readings: Mapping[str, Reading],
        focus: str,
        regions: Sequence[Region],
        edges: Edges,
    ) -> None:
        groups = [region.reading for region in regions]
        self.paints = Paints.of(readings.values(), groups, edges=edges)
        self.ramp = Scale.of("light", edges).score_ramp
        self.areas = areas
        self.readings = readings
        self.regions = regions
        self.in_region = {code: region for region in regions for code in region.states}
        self.focus = focus
        bounds = sea().get_extents()
        self.unit = WIDTH / bounds.width
        self.corner = np.array([bounds.x0, bounds.y1])

    def draw(self) -> str:
        """Return the whole file."""
        outlines: dict[str, list[str]] = {}
        regional: dict[str, list[Area]] = {}
        dots: dict[bool, list[str]] = {False: [], True: []}
        for area in self.areas.areas:
            class_ = self._class_of(area)
            if area.path is None or area.is_small(_SMALL / self.unit):
                known = class_ not in {"n", "d"}
                dots[known].append(self._dot(area, class_, known=known))
            elif area.code in self.in_region:
                regional.setdefault(self.in_region[area.code].group, []).append(area)
            else:
                outlines.setdefault(class_, []).append(self._outline(area.path))
        lines = "".join(map(self._outline, self.areas.frontiers))
        paths = (
            f'<path class="{k}" d="{"".join(d)}"/>' for k, d in sorted(outlines.items(), key=_above)
        )
        return "".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height()}">',
                f"<style>{self.paints.style()}</style><defs>{self.paints.hatches()}</defs>",
                f'<path class="sea" d="{self._outline(sea())}"/>',
                *paths,
                *(self._region(each, regional.get(each.group, [])) for each in self.regions),
                f'<path class="b" d="{lines}"/>' if lines else "",
                *dots[False],
                *dots[True],
                "</svg>\n",
            ]
        )

    def _class_of(self, area: Area) -> str:
        """Return the class of an area: focus, number of a class, hatched or not, no data."""
        if area.code == self.focus:
            return "f"
        if area.code in self.in_region:
            return f"g{self._tint(self.in_region[area.code].reading)}"
        reading = self.readings.get(area.code)
        if reading is not None:
            firm = f" i{self._tone(reading)}" if reading.is_firm else ""
            return f"{'s' if reading.unsettled else 'c'}{self._tone(reading)}{firm}"
        return "d" if area.status == "dependent" else "n"

    def _region(self, region: Region, areas: list[Area]) -> str:
        """Return a region's fill without inner borders, and its rim."""
        rings = self.areas.outline(areas)
        large = [ring for ring in rings if abs(area_of(ring)) * self.unit**2 >= _RIMLESS]
        if not rings:
            return ""
        tint = self._tint(region.reading)
        fill = f"{'t' if region.reading.unsettled else 'g'}{tint}"
        rim = f'<path class="r r{tint}" d="{self._outline(path_of(large))}"/>' if large else ""
        return f'<path class="{fill} g" d="{self._outline(path_of(rings))}"/>{rim}'

    def _outline(self, path: Path) -> str:
        """Return a path's data, in whole steps relative to the last point."""
        vertices = ((path.vertices - self.corner) * [self.unit, -self.unit]).round().astype(int)
        codes = np.asarray(path.codes if path.codes is not None else [Path.MOVETO])
        rings = np.split(vertices, np.flatnonzero(codes == Path.MOVETO)[1:])
        closed = bool(codes[-1] == Path.CLOSEPOLY)
        return "".join(write_line(ring, closed=closed) for ring in rings)

    def _dot(self, area: Area, class_: str, *, known: bool) -> str:
        x, y = ((np.array(area.dot) - self.corner) * [self.unit, -self.unit]).round().astype(int)
        # There is no room for a hatch.
        plain = {"n": "d", "s": "c"}.get(class_[0], class_[0]) + class_[1:]
        edge = " k" if known else ""
        return f'<circle class="{plain}{edge}" cx="{x}" cy="{y}" r="{_DOTS[known]}"/>'

    def _tint(self, reading: Reading) -> int:
        return self.ramp.tint_of(reading.value or 0.0)

    def _tone(self, reading: Reading) -> int:
        return self.ramp.class_of(reading.value or 0.0)


def _above(outline: tuple[str, list[str]]) -> tuple[bool, str]:
    """Return the key by which outlines are drawn: a firm rim above what lies beside it."""
    return " i" in outline[0], outline[0]
