"""Write the name, number and statements of a group on its region, where they fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from matplotlib.patches import Rectangle

from perufr_map.exports.picture.drawing import Drawing
from perufr_map.exports.picture.painter import LAYERS, MapPainter
from perufr_map.exports.picture.sheet import NORMAL, SMALL
from perufr_map.exports.picture.text import width_of, write
from perufr_map.shown.scale import ink_on

if TYPE_CHECKING:
    from perufr_map.shown.regions import Region
    from perufr_map.shown.rings import Points

LINE = 8.6  # from line to line, and about the height of one
ROWS = 40  # heights at which room is looked for
FILLED = 0.92  # share of the room that a label may fill
BLANK = 2.4  # between name and number

Spans = list[tuple[float, float]]


def draw_labels(drawing: Drawing, painter: MapPainter) -> set[str]:
    """Write a label on each region: in two lines, else in one, else none; return the labelled."""
    labelled = set()
    for region in drawing.regions:
        areas = [area for area in drawing.world.areas if area.code in region.states]
        rings = painter.place_rings(drawing.world.outline(painter.large(areas)))
        if rings and _label(drawing, region, rings, painter.box):
            labelled.add(region.group)
    return labelled


def draw_changes(drawing: Drawing, painter: MapPainter) -> None:
    """Write on each state that has a colour or had one what became of it: “▼ 3.9”, “new −4.1”."""
    if drawing.before is None:
        return
    for area in painter.large(drawing.world.areas):
        reading = drawing.readings.get(area.code)
        if reading is None or area.code == drawing.study.focus:
            continue
        rings = painter.place_rings(drawing.world.outline([area]))
        room = find_room(rings, LINE, painter.box) or find_room(rings, 1.0, painter.box)
        if room is None:
            continue
        said, (x, y, _) = drawing.words.reading(reading), room
        width = width_of(said, SMALL, bold=True)
        fits = room[2] * FILLED > width
        colour = drawing.ink.of_reading(reading) if fits else drawing.ink.paper
        if reading.unsettled or not fits:  # a number has a ground of its own
            place = (x - width / 2 - 1.5, y - LINE / 2), width + 3, LINE
            ground = Rectangle(*place, color=colour, linewidth=0, zorder=LAYERS["label"])
            drawing.axes.add_artist(ground)
        write(
            drawing.axes,
            (x, y + SMALL / 3),
            said,
            size=SMALL,
            colour=ink_on(colour),
            bold=True,
            align="center",
            zorder=LAYERS["label"] + 0.1,
        )


def _label(drawing: Drawing, region: Region, rings: list[Points], box: Rectangle) -> bool:
    words, (tint, _) = drawing.words, drawing.ink.of_group(region.reading)
    name, number = words.name(region.group), words.reading(region.reading)
    below = words.region(region)
    size = NORMAL
    first = width_of(name, size) + BLANK + width_of(number, size, bold=True)
    for width, lines in ((max(first, width_of(below, SMALL)), 2), (first, 1)):
        room = find_room(rings, lines * LINE, box)
        if room is None or room[2] * FILLED < width:
            continue
        x, y, _ = room
        top = y - lines * LINE / 2
        above = LAYERS["label"] + 0.1
        if region.reading.unsettled:  # a number on a hatch has a ground of its own
            place = (x - width / 2 - 2, top - 0.5), width + 4, lines * LINE + 1
            ground = Rectangle(*place, color=tint, linewidth=0, zorder=LAYERS["label"])
            drawing.axes.add_artist(ground)
        left, colour = x - first / 2, ink_on(tint)
        at = (left, top + 6.6)
        write(drawing.axes, at, name, size=size, colour=colour, style="italic", zorder=above)
        at = (left + first, top + 6.6)
        write(
            drawing.axes,
            at,
            number,
            size=size,
            colour=colour,
            bold=True,
            align="right",
            zorder=above,
        )
        if lines > 1:
            at = (x, top + 6.6 + LINE)
            write(drawing.axes, at, below, size=SMALL, colour=colour, align="center", zorder=above)
        return True
    return False


def find_room(
    rings: list[Points], height: float, within: Rectangle
) -> tuple[float, float, float] | None:
    """Return the middle and the width of the widest room for a box of a height inside rings.

    What lies outside `within` is not looked at.

    The map's own is in ``web/src/room.js``.
    """
    starts = np.concatenate([ring[:-1] for ring in rings])
    ends = np.concatenate([ring[1:] for ring in rings])
    left, bottom, right, top = within.get_bbox().extents
    low, high = max(starts[:, 1].min(), bottom), min(starts[:, 1].max(), top)
    if low >= high:
        return None
    best: tuple[float, float, float] | None = None
    for y in np.linspace(low, high, ROWS + 1)[1:-1]:
        spans = _spans(starts, ends, y)
        spans = _common(spans, [(left, right)])
        for edge in (y - height / 2, y + height / 2):
            spans = _common(spans, _spans(starts, ends, edge))
        for start, end in spans:
            if best is None or end - start > best[2]:
                best = (start + end) / 2, float(y), end - start
    return best


def _spans(starts: npt.NDArray[np.float64], ends: npt.NDArray[np.float64], y: float) -> Spans:
    """Return where a level line is inside of rings, given by the lines that they are made of."""
    crosses = (starts[:, 1] > y) != (ends[:, 1] > y)
    (x0, y0), (x1, y1) = starts[crosses].T, ends[crosses].T
    found = np.sort(x0 + (x1 - x0) * (y - y0) / (y1 - y0)).tolist()
    return list(zip(found[::2], found[1::2], strict=True))


def _common(some: Spans, others: Spans) -> Spans:
    """Return what lies in both of two lists of spans."""
    pairs = ((max(a, c), min(b, d)) for a, b in some for c, d in others)
    return [(left, right) for left, right in pairs if left < right]
