"""Draw the picture that is shown with a shared link: 1200 by 630 pixels."""

from __future__ import annotations

import io
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from perufr_map.characters import isolate
from perufr_map.exports.picture.animation import recolour
from perufr_map.exports.picture.ground import Box
from perufr_map.exports.picture.painter import MapPainter
from perufr_map.exports.picture.save import settings
from perufr_map.exports.picture.text import break_lines, width_of, write
from perufr_map.exports.picture.unmapped import say_unmapped
from perufr_map.exports.picture.view import fit_view
from perufr_map.exports.scripts import tell_missing_scripts
from perufr_map.shown.colophon import note_borders
from perufr_map.shown.reading import readings
from perufr_map.shown.regions import homes, list_regions
from perufr_map.shown.request import Shown
from perufr_map.shown.scale import Scale, channels
from perufr_map.shown.shapes import World
from perufr_map.shown.words import Row, Words

SIZE = (1200, 630)  # pixels; the usual size for Open Graph
_POINTS, _SCALE = 72, 2  # to the inch; pixels to a point
_WIDTH, _HEIGHT = SIZE[0] / _SCALE, SIZE[1] / _SCALE
_MARGIN = 24.0
_COLOURS = 28
_ABOVE = 9  # all layers of the map
_MAP = Box(0.0, 66.0, _WIDTH, _HEIGHT)


@tell_missing_scripts()
def preview(shown: Shown, areas: World, era: str, words: Words) -> bytes:
    """Return the picture of one era as PNG.

    Parameters
    ----------
    shown
        The study, with its scores.
    areas
        The states and frontiers of the era.
    era
        Id of the era.
    words
        The words of the study in the picture's language.
    """
    ink, row = Scale.of("light", shown.study.edges), shown.study.era(era)
    figure = Figure(
        figsize=(_WIDTH / _POINTS, _HEIGHT / _POINTS), facecolor=ink.sea, dpi=_POINTS * _SCALE
    )
    axes: Axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, _WIDTH)
    axes.set_ylim(_HEIGHT, 0)
    every, placed = readings(shown.scored, era=era), homes(shown.scored, era=era)
    named = {code: reading for code, reading in every.items() if code not in placed}
    painter = MapPainter(axes, fit_view(_MAP, shown.frame), ink)
    painter.draw(areas, named, shown.study.focus_in(era), regions=list_regions(every, placed))
    if shown.study.border_days[era] is None:
        say_unmapped(axes, painter, words, 13)
    elif note := note_borders(shown.study, era):
        said = words.say("era.changes", text=words.text(note))
        at = (_WIDTH - _MARGIN, _HEIGHT - 10)
        write(axes, at, said, size=7, colour=ink.quiet, align="right", zorder=_ABOVE)
    _head(axes, words, ink, row)
    _legend(axes, words, ink, era)
    return _png(figure, ink)


def _head(axes: Axes, words: Words, ink: Scale, era: Row) -> None:
    room = _WIDTH - 2 * _MARGIN
    title = " · ".join(filter(None, [isolate(words.title), words.span(era["start"], era["end"])]))
    size = next((s for s in (10.5, 9.5, 8.5) if width_of(title, s) <= room), 7.5)
    write(axes, (_MARGIN, 27), _shorten(title, size, room), size=size, colour=ink.quiet)
    name = words.of(era, "name")
    size = next((s for s in (26, 23, 20, 17) if width_of(name, s, bold=True) <= room), 14)
    line = _shorten(name, size, room, bold=True)
    write(axes, (_MARGIN, 55), line, size=size, colour=ink.text, bold=True)


def _shorten(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Cut a text that is too long for its line."""
    first, *rest = break_lines(text, size, room, bold=bold) or [""]
    return f"{first} …" if rest else first


def _legend(axes: Axes, words: Words, ink: Scale, era: str) -> None:
    low, high = ink.score_ramp.ends
    left, width, top = _MARGIN, 150.0, _HEIGHT - 44

    def at(value: float) -> float:
        share: float = (value - low) / (high - low)
        return left + width * share

    title = words.say("legend.title", focus=words.about(era))
    write(axes, (left, top), title, size=9, colour=ink.text, bold=True)
    classes = zip(pairwise(ink.score_ramp.edges), ink.score_ramp.colours, strict=True)
    for (lower, upper), colour in classes:
        box = (at(lower), top + 6), at(upper) - at(lower), 9
        axes.add_artist(Rectangle(*box, color=colour, linewidth=0, zorder=_ABOVE))
    for align, key in {"left": "legend.conflict", "right": "legend.cooperation"}.items():
        x = left if align == "left" else left + width
        write(axes, (x, top + 26), words.say(key), size=8, colour=ink.quiet, align=align)


def _png(figure: Figure, ink: Scale) -> bytes:
    """Return a figure as a PNG with few colours; those with a meaning are exact."""
    canvas = FigureCanvasAgg(figure)
    with settings():
        canvas.draw()  # type: ignore[no-untyped-call]
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    image = Image.fromarray(pixels).convert("RGB")
    exact = [
        channels(colour)
        for colour in dict.fromkeys(
            [*ink.score_ramp.colours, *ink.score_ramp.tints, *_surface_colours(ink)]
        )
    ]
    rest = image.quantize(_COLOURS - len(exact), method=Image.Quantize.MEDIANCUT).getpalette()
    values = iter(rest or [])
    file = io.BytesIO()
    palette = [*exact, *zip(values, values, values, strict=True)]
    recolour(image, palette).save(file, "PNG", optimize=True)
    return file.getvalue()


def _surface_colours(ink: Scale) -> list[str]:
    return [ink.text, ink.sea, ink.border, ink.focus, ink.no_data, ink.quiet]
