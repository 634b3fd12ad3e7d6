"""Draw the states of an era on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from perufr_map.shown.reading import Reading
from perufr_map.shown.scale import Scale, hatch_on
from perufr_map.shown.shapes import Area, World, sea

# Lengths are in points on an A4 page; those of the map on screen are similar, in pixels.
SILENT, UNSETTLED = "////////", "\\\\\\\\\\\\\\\\"
"""Hatches of no data and of a sign that is not settled, in opposite directions."""
NEW, GONE = "....", "----"
"""Dots for data that the other era did not have, level lines for data that only it had."""
HATCH_WIDTH = 0.55
SMALL = 4.6  # smaller states are drawn as a dot
DOT = {True: 2.1, False: 0.9}  # radius with and without a score
BORDER, FAINT_BORDER, DISPUTED, FRONTIER = 0.35, 0.18, 0.55, 1.0
DASHES, FRONTIER_DASHES = (0, (2.6, 2.6)), (0, (2.0, 1.1))
LAYERS = {"sea": 1, "state": 2, "border": 3, "dot": 4, "selected": 5}


@dataclass(frozen=True)
class Fill:
    """The fill of an area or a box: a colour, and a hatch of another colour over it.

    `dot` is the colour of a dot, which has no room for a hatch, if it is not `colour`.
    """

    colour: str
    hatch: str | None = None
    hatch_colour: str = "none"
    alpha: float = 1.0
    dot: str | None = None


def fill_of(reading: Reading | None, ink: Scale) -> Fill:
    """Return the fill of a reading; None is no data."""
    if reading is None:
        return Fill(ink.no_data, SILENT, ink.no_data_line)
    colour = ink.of_reading(reading)
    if reading.became == "new":
        return Fill(colour, NEW, ink.new_line, dot=ink.new_line)
    if reading.became == "gone":
        return Fill(colour, GONE, ink.gone_line, dot=ink.gone_line)
    return Fill(colour, UNSETTLED, hatch_on(colour)) if reading.unsettled else Fill(colour)


def paint(axes: Axes, path: Path, fill: Fill, **more: Any) -> None:
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


class MapPainter:
    """Draws one era's states into a box of the page.

    Parameters
    ----------
    axes
        The page, in points, y downwards.
    box
        Left, top and width of the map on it.
    ink
        The colours.
    """

    def __init__(self, axes: Axes, box: tuple[float, float, float], ink: Scale) -> None:
        self.axes = axes
        self.ink = ink
        self.globe = sea()
        left, top, width = box
        bounds = self.globe.get_extents()
        self.unit = width / bounds.width  # points to a unit of the topology
        self.height = bounds.height * self.unit
        self.place = (
            Affine2D().translate(-bounds.x0, -bounds.y1).scale(self.unit, -self.unit)
        ).translate(left, top)

    def draw(
        self, world: World, readings: Mapping[str, Reading], focus: str, selected: str | None
    ) -> None:
        """Draw sea, states, borders, frontiers, dots, and a line around the selected state."""
        self._path(self.globe, Fill(self.ink.sea), "sea", gid="sea")
        edges: dict[str, list[Path]] = {}
        for area in world.areas:
            reading = readings.get(area.code)
            known = reading is not None or area.code == focus
            fill = self._fill(area, reading, known=known, focus=focus)
            gid = f"state-{area.code}"
            if area.is_small(SMALL / self.unit):
                self._dot(area, fill, known=known, gid=gid)
                continue
            assert area.path is not None  # noqa: S101 (without a path it would be small)
            self._path(area.path, fill, "state", gid=gid)
            faint = area.status == "dependent" and not known
            edges.setdefault("faint" if faint else area.status, []).append(area.path)
        self._edges(edges, world.frontiers)
        if selected is not None:
            self._outline([area for area in world.areas if area.code == selected], readings)

    def _fill(self, area: Area, reading: Reading | None, *, known: bool, focus: str) -> Fill:
        if area.code == focus:
            return Fill(self.ink.focus)
        if known:
            return fill_of(reading, self.ink)
        if area.status == "dependent":
            return Fill(self.ink.no_data_line, alpha=0.45)
        if area.is_small(SMALL / self.unit):
            return Fill(self.ink.no_data_line)
        return fill_of(None, self.ink)

    def _place_path(self, path: Path) -> Path:
        """Return a path on the page, rounded to hundredths of a point, which saves bytes."""
        return Path(self.place.transform(path.vertices).round(2), path.codes)

    def _path(self, path: Path, fill: Fill, layer: str, gid: str) -> None:
        paint(
            self.axes,
            self._place_path(path),
            fill,
            zorder=LAYERS[layer],
            gid=gid,
        )

    def _edges(self, edges: dict[str, list[Path]], frontiers: list[Path]) -> None:
        solid = edges.get("independent", []) + edges.get("dependent", [])
        disputed = edges.get("disputed", [])
        border, quiet = self.ink.border, self.ink.quiet
        for paths, colour, width, dashes in (
            (edges.get("faint", []), border, FAINT_BORDER, None),
            (solid, border, BORDER, None),
            (disputed, border, DISPUTED + 0.3, None),  # covers the solid line
            (disputed, quiet, DISPUTED, DASHES),
            (frontiers, self.ink.frontier, FRONTIER, FRONTIER_DASHES),
        ):
            if paths:
                self._line(paths, colour, width, dashes or "solid", LAYERS["border"])

    def _line(self, paths: list[Path], colour: str, width: float, dashes: Any, zorder: int) -> None:
        self.axes.add_artist(
            PathPatch(
                Path.make_compound_path(*(self._place_path(path) for path in paths)),
                facecolor="none",
                edgecolor=colour,
                linewidth=width,
                linestyle=dashes,
                capstyle="butt",
                joinstyle="round",
                zorder=zorder,
            )
        )

    def _dot(self, area: Area, fill: Fill, *, known: bool, gid: str) -> None:
        centre = self._centre(area)
        disc = Circle(
            centre,
            DOT[known],
            facecolor=fill.dot or fill.colour,
            edgecolor=self.ink.quiet if known else "none",
            linewidth=0.5 if known else 0,
            alpha=fill.alpha if fill.alpha < 1 else None,
            zorder=LAYERS["dot"] + (0.5 if known else 0),
        )
        disc.set_gid(gid)
        self.axes.add_artist(disc)

    def _centre(self, area: Area) -> tuple[float, float]:
        x, y = self.place.transform(area.dot or (0.0, 0.0))
        return float(x), float(y)

    def _outline(self, areas: list[Area], readings: Mapping[str, Reading]) -> None:
        text, layer = self.ink.text, LAYERS["selected"]
        for area in areas:
            if area.is_small(SMALL / self.unit):
                radius = DOT[area.code in readings] + 1.5
                around = Circle(
                    self._centre(area), radius, facecolor="none", edgecolor=text, zorder=layer
                )
                self.axes.add_artist(around)
            elif area.path is not None:
                self._line([area.path], text, 1.0, "solid", layer)
