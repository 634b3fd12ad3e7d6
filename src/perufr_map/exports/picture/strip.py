"""Draw small maps of all eras in a row, in the frame of the large one."""

from __future__ import annotations

from dataclasses import replace

from matplotlib.patches import Rectangle

from perufr_map.exports.picture.drawing import Drawing
from perufr_map.exports.picture.ground import Box
from perufr_map.exports.picture.painter import MapPainter
from perufr_map.exports.picture.text import width_of, write
from perufr_map.exports.picture.view import fit_view
from perufr_map.shown.coarse import simplify
from perufr_map.shown.rings import points_of_arcs
from perufr_map.shown.shapes import world

GAP = 11.0  # between two maps
WIDE = 1.7  # width of a map to its height, at most
MOST = 8  # maps in a row: of more eras those around the one shown
DETAIL = 0.5  # how far (in 100 km) a line may stray
FINE = 0.55  # of lines, to those of a large map
SHOWN, COMPARED = 1.4, 0.8  # lines around the era shown, and the one that it is compared with


def list_eras(drawing: Drawing) -> list[str]:
    """Return the eras that have a small map, by their ids: of many those around the one shown."""
    eras = list(drawing.study.eras["id"])
    first = max(0, min(drawing.number - MOST // 2, len(eras) - MOST))
    return eras[first : first + MOST]


def draw_strip(drawing: Drawing, box: Box) -> None:
    """Draw a map of each era into a box, with its name and year over it."""
    chosen, title = list_eras(drawing), drawing.layout.small * 1.5
    high = box.bottom - box.top - title
    share = (box.right - box.left + GAP) / len(chosen) - GAP
    width = min(share, high * WIDE)
    request = replace(drawing.request, before=None, selected=None)
    shown = replace(drawing.shown, request=request)
    lines = simplify(points_of_arcs(shown.topology), DETAIL)
    for place, era in enumerate(chosen):
        left = box.left + place * (width + GAP)
        panel = Box(left, box.top + title, left + width, box.bottom)
        small = Drawing(shown, era, drawing)
        _write_title(small, (left, panel.top - 3.4), width, bold=era == drawing.request.era)
        view = fit_view(panel, drawing.shown.frame)
        painter = MapPainter(drawing.axes, view, drawing.ink, f"small-{era}-", fine=FINE)
        painter.draw(
            world(shown.topology, small.number, lines),
            small.readings,
            small.focus,
            regions=small.regions,
        )
        line = {drawing.request.era: SHOWN, drawing.request.before: COMPARED}.get(era, 0.0)
        if line:
            _frame(drawing, panel, line)


def _write_title(drawing: Drawing, at: tuple[float, float], room: float, *, bold: bool) -> None:
    words, era, size, ink = drawing.words, drawing.era, drawing.layout.small, drawing.ink
    name, year = words.short(era), words.began(era["start"], era["end"])
    wide = width_of(f"{name}  ", size, bold=bold)
    if wide + width_of(year, size) <= room:
        write(drawing.axes, (at[0] + wide, at[1]), year, size=size, colour=ink.quiet)
    elif wide > room:
        name = year
    write(drawing.axes, at, name, size=size, colour=ink.text, bold=bold)


def _frame(drawing: Drawing, box: Box, line: float) -> None:
    """Draw a line around a small map."""
    size = box.right - box.left, box.bottom - box.top
    around = Rectangle((box.left, box.top), *size, facecolor="none", edgecolor=drawing.ink.text)
    around.set_linewidth(line)
    around.set_zorder(6)
    drawing.axes.add_artist(around)
