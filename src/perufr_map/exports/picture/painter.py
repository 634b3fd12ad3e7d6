"""Draw the states of an era on the page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path

from perufr_map.exports.picture.view import View
from perufr_map.shown.reading import Reading
from perufr_map.shown.regions import Region
from perufr_map.shown.rings import Points, area_of
from perufr_map.shown.scale import Scale
from perufr_map.shown.shapes import Area, World, path_of

# Lengths are in points on an A4 page; those of the map on screen are similar, in pixels.
UNSETTLED = "\\\\\\\\\\\\\\\\"
"""The hatch of a sign that is not settled; nothing else is hatched."""
HATCH_WIDTH = 0.55
SMALL = 4.6  # smaller states are drawn as a dot
DOT = {True: 2.1, False: 0.9}  # radius with and without a score
BORDER, FAINT_BORDER, DISPUTED, FRONTIER = 0.35, 0.18, 0.55, 1.0
DASHES, FRONTIER_DASHES = (0, (2.6, 2.6)), (0, (2.0, 1.1))
FIRM = 0.8  # the rim of what two or more statements name
RIM, RIM_DASHES, GONE_DASHES = 0.75, (0, (3.2, 2.2)), (0, (0.1, 3.0))
RIMLESS = 4.0  # square points: a smaller island of a region has no rim
LAYERS = {
    "sea": 1,
    "state": 2,
    "border": 3,
    "firm": 3.2,
    "rim": 3.5,
    "dot": 4,
    "selected": 5,
    "label": 6,
}


@dataclass(frozen=True)
class Fill:
    """The fill of an area or a box: a colour, and a hatch of another colour over it."""

    colour: str
    hatch: str | None = None
    hatch_colour: str = "none"
    alpha: float = 1.0


def fill_of(reading: Reading | None, ink: Scale) -> Fill:
    """Return the fill of a reading; None is no data."""
    if reading is None or reading.score is None:
        return Fill(ink.no_data)
    colour = ink.of_reading(reading)
    return Fill(colour, UNSETTLED, ink.hatch_on(colour)) if reading.unsettled else Fill(colour)


def fill_of_group(reading: Reading, ink: Scale) -> Fill:
    """Return the fill of a group's region."""
    tint, _ = ink.of_group(reading)
    return (
        Fill(tint, UNSETTLED, ink.hatch_on(tint, group=True)) if reading.unsettled else Fill(tint)
    )


def paint(axes: Axes, path: Path, fill: Fill, **more: Any) -> PathPatch:
    """Fill a path, without an edge."""
    patch = PathPatch(
        path,
        facecolor=fill.colour,
        edgecolor=fill.hatch_colour,  # matplotlib draws the hatch in this colour
        hatch=fill.hatch,
        linewidth=0,
        alpha=fill.alpha if fill.alpha < 1 else None,
        **{key: value for key, value in more.items() if key != "gid"},
    )
    patch.set_hatch_linewidth(HATCH_WIDTH)
    patch.set_gid(more.get("gid"))
    axes.add_artist(patch)
    return patch


class MapPainter:
    """Draws one era's states into a box of the page.

    Parameters
    ----------
    axes
        The page, in points, y downwards.
    view
        How the map lies on it. Nothing is drawn outside.
    ink
        The colours.
    prefix
        What the ids of its drawings begin with, where a page has several maps.
    fine
        Of lines and dots, to those of a large map. A small map has no dots of those unknown.
    """

    def __init__(
        self, axes: Axes, view: View, ink: Scale, prefix: str = "", *, fine: float = 1.0
    ) -> None:
        self.axes = axes
        self.prefix = prefix
        self.ink = ink
        self.fine = fine
        self.unit, self.place, box = view.unit, view.place, view.box
        width, height = box.right - box.left, box.bottom - box.top
        self.box = Rectangle((box.left, box.top), width, height, facecolor=ink.sea, linewidth=0)
        self.box.set_zorder(LAYERS["sea"])
        self.box.set_gid(f"{prefix}sea")
        axes.add_artist(self.box)

    def draw(
        self,
        world: World,
        readings: Mapping[str, Reading],
        focus: str,
        *,
        regions: Sequence[Region] = (),
        selected: Collection[str] = (),
    ) -> None:
        """Draw sea, states, regions, borders, frontiers, dots, and a line around some states.

        Parameters
        ----------
        world
            The states and frontiers of the era.
        readings
            What is shown of each state that has a fill of its own.
        focus
            Code of the state that the study is about.
        regions
            The regions of groups.
        selected
            Codes of the states to draw the line around, without the frontiers between them.
        """
        in_region = {code: region for region in regions for code in region.states}
        edges: dict[str, list[Path]] = {}
        firm: dict[str, list[Path]] = {}
        regional: dict[str, list[Area]] = {}
        plain: list[Path] = []
        for area in world.areas:
            region, reading = in_region.get(area.code), readings.get(area.code)
            known = reading is not None or region is not None or area.code == focus
            small = not self.large([area])
            if region is not None and not small:
                regional.setdefault(region.group, []).append(area)
                continue
            fill = self._fill(area, reading, region, known=known, focus=focus)
            gid = f"{self.prefix}state-{area.code}"
            if small:
                if self.fine == 1 or known:
                    self._dot(area, fill, known=known, gid=gid)
                continue
            assert area.path is not None  # noqa: S101 (without a path it would be small)
            if self.fine < 1 and not known and area.status == "independent":
                plain.append(area.path)
            else:
                self._path(area.path, fill, "state", gid=gid)
            faint = area.status == "dependent" and not known
            gone = reading is not None and reading.became == "gone"
            edge = "faint" if faint else "gone" if gone else area.status
            edges.setdefault(edge, []).append(area.path)
            if reading is not None and reading.is_firm and area.status == "independent":
                firm.setdefault(self.ink.firm_rim(reading), []).append(area.path)
        self._plain(plain)
        self._edges(edges, world.frontiers)
        for colour, paths in firm.items():
            line = self._line(paths, colour, FIRM, "solid", LAYERS["firm"])
            line.set_gid(f"{self.prefix}firm-{colour.removeprefix('#')}")
        for region in regions:
            if region.group in regional:
                self._region(region, world.outline(regional[region.group]))
        self._outline(world, [area for area in world.areas if area.code in selected], readings)

    def _fill(
        self,
        area: Area,
        reading: Reading | None,
        region: Region | None,
        *,
        known: bool,
        focus: str,
    ) -> Fill:
        if region is not None:
            return fill_of_group(region.reading, self.ink)
        if area.code == focus:
            return Fill(self.ink.focus)
        if known:
            return fill_of(reading, self.ink)
        if area.status == "dependent":
            return Fill(self.ink.no_data_line, alpha=0.45)
        if area.is_small(SMALL / self.unit):
            return Fill(self.ink.no_data_line)
        return fill_of(None, self.ink)

    def _region(self, region: Region, rings: list[Points]) -> None:
        """Fill a region, and draw its rim, dashed."""
        fill = fill_of_group(region.reading, self.ink)
        self._path(path_of(rings), fill, "state", gid=f"{self.prefix}region-{region.group}")
        _, rim = self.ink.of_group(region.reading)
        large = [ring for ring in rings if abs(area_of(ring)) * self.unit**2 >= RIMLESS]
        if large:
            dashes = GONE_DASHES if region.reading.score is None else RIM_DASHES
            self._line([path_of(large)], rim, RIM, dashes, LAYERS["rim"])

    def large(self, areas: Iterable[Area]) -> list[Area]:
        """Return the areas that are not drawn as a dot."""
        return [area for area in areas if not area.is_small(SMALL / self.unit)]

    def dots(self, areas: Iterable[Area]) -> list[tuple[float, float]]:
        """Return where the dots of areas are."""
        return [self._centre(area) for area in areas]

    def place_rings(self, rings: Iterable[Points]) -> list[Points]:
        """Return rings of the map on the page."""
        return [self.place.transform(ring) for ring in rings]

    def _place_path(self, path: Path) -> Path:
        """Return a path on the page, rounded to hundredths of a point, which saves bytes."""
        return Path(self.place.transform(path.vertices).round(2), path.codes)

    def _path(self, path: Path, fill: Fill, layer: str, gid: str) -> None:
        patch = paint(self.axes, self._place_path(path), fill, zorder=LAYERS[layer], gid=gid)
        patch.set_clip_path(self.box)  # before it is on the page it would be cut at the page's edge

    def _plain(self, paths: list[Path]) -> None:
        """Fill land without data as one path: many take Matplotlib long."""
        if paths:
            whole = Path.make_compound_path(*paths)
            self._path(whole, fill_of(None, self.ink), "state", gid=f"{self.prefix}plain")

    def _edges(self, edges: dict[str, list[Path]], frontiers: list[Path]) -> None:
        solid = edges.get("independent", []) + edges.get("dependent", [])
        disputed = edges.get("disputed", [])
        border, quiet = self.ink.border, self.ink.quiet
        for paths, colour, width, dashes in (
            (edges.get("faint", []), border, FAINT_BORDER, None),
            (solid, border, BORDER, None),
            (disputed, border, DISPUTED + 0.3, None),  # covers the solid line
            (disputed, quiet, DISPUTED, DASHES),
            (edges.get("gone", []), quiet, RIM, GONE_DASHES),
            (frontiers, self.ink.frontier, FRONTIER, FRONTIER_DASHES),
        ):
            if paths:
                layer = LAYERS["rim" if paths is frontiers else "border"]
                self._line(paths, colour, width, dashes or "solid", layer)

    def _line(
        self, paths: list[Path], colour: str, width: float, dashes: Any, zorder: float
    ) -> PathPatch:
        line = PathPatch(
            Path.make_compound_path(*(self._place_path(path) for path in paths)),
            facecolor="none",
            edgecolor=colour,
            linewidth=width * self.fine,
            linestyle=dashes,
            capstyle="round" if dashes == GONE_DASHES else "butt",
            joinstyle="round",
            zorder=zorder,
        )
        self.axes.add_artist(line)
        line.set_clip_path(self.box)
        return line

    def _dot(self, area: Area, fill: Fill, *, known: bool, gid: str) -> None:
        centre = self._centre(area)
        disc = Circle(
            centre,
            DOT[known] * self.fine,
            facecolor=fill.colour,
            edgecolor=self.ink.quiet if known else "none",
            linewidth=0.5 * self.fine if known else 0,
            alpha=fill.alpha if fill.alpha < 1 else None,
            zorder=LAYERS["dot"] + (0.5 if known else 0),
        )
        disc.set_gid(gid)
        self.axes.add_artist(disc)
        disc.set_clip_path(self.box)

    def _centre(self, area: Area) -> tuple[float, float]:
        x, y = self.place.transform(area.dot or (0.0, 0.0))
        return float(x), float(y)

    def _outline(self, world: World, areas: list[Area], readings: Mapping[str, Reading]) -> None:
        """Draw a line around states, without the frontiers between them."""
        text, layer = self.ink.text, LAYERS["selected"]
        large = self.large(areas)
        for area in areas:
            if area not in large:
                radius = DOT[area.code in readings] + 1.5
                around = Circle(
                    self._centre(area), radius, facecolor="none", edgecolor=text, zorder=layer
                )
                self.axes.add_artist(around)
        if large:
            line = self._line([path_of(world.outline(large))], text, 1.0, "solid", layer)
            line.set_gid(f"{self.prefix}selected")
