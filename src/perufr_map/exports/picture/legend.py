"""Draw the legend: the classes, the mark of the selected counterpart, and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from matplotlib.path import Path

from perufr_map.exports.picture.drawing import FOOT, STRIP, Drawing
from perufr_map.exports.picture.painter import (
    DASHES,
    FRONTIER,
    FRONTIER_DASHES,
    GONE_DASHES,
    RIM_DASHES,
    UNSETTLED,
    Fill,
    fill_of,
    paint,
)
from perufr_map.exports.picture.sheet import MARGIN, NORMAL, SMALL
from perufr_map.exports.picture.text import width_of, write
from perufr_map.scoring.scored import Score

WIDE, HIGH = 214.0, 9.0  # the bar of classes
BAR = FOOT + 18.5  # its top
POINT = 5.0  # length of an open end
NEAR = 24.0  # nearer than this two edges around zero have one number
ROOM = STRIP - MARGIN - 8
SWATCH = (18.0, 8.0)
NOTES = FOOT + 42  # top of their first row
ROW, APART = 11.5, 10.0  # from row to row, and between two in a row
GAP = 3.0  # left below them

Line = Literal["plain", "frontier", "quiet", "gone", "group", "firm"]


@dataclass(frozen=True)
class Note:
    """A fill, or one for each half, its meaning, and the line around it or on it."""

    fills: tuple[Fill, ...]
    label: str
    line: Line = "plain"


def draw_legend(drawing: Drawing, *, bottom: float) -> None:
    """Draw the legend of scores above `bottom`."""
    _draw_title(drawing)
    _draw_bar(drawing)
    _draw_notes(drawing, list(_notes(drawing)), bottom)


def _draw_title(drawing: Drawing) -> None:
    words, selected_reading = drawing.words, drawing.selected_reading
    if selected_reading is not None and drawing.request.selected is not None:
        name = words.name(drawing.request.selected, drawing.request.era)
        title = words.say("legend.score", name=name, score=words.reading(selected_reading))
    else:
        focus = words.name(drawing.study.focus, drawing.request.era)
        title = words.say("legend.title", focus=focus)
    sizes = (NORMAL + 0.6, NORMAL)
    size = next((s for s in sizes if width_of(title, s, bold=True) <= ROOM), SMALL)
    write(drawing.axes, (MARGIN, FOOT), title, size=size, colour=drawing.ink.text, bold=True)


def _draw_bar(drawing: Drawing) -> None:
    """Draw the classes with their edges; the ends are open."""
    words, ink = drawing.words, drawing.ink
    ramp = ink.score_ramp.within_reach(drawing.strongest)

    def at(value: float) -> float:
        return MARGIN + WIDE * ramp.place_of(value)

    ends = ("conflict", "cooperation")
    for key, x, align in zip(ends, (MARGIN, MARGIN + WIDE), ("left", "right"), strict=True):
        place, label = (x, FOOT + 12.5), words.say(f"legend.{key}")
        write(drawing.axes, place, label, size=NORMAL, colour=ink.quiet, align=align)
    for (lower, upper), colour in zip(pairwise(map(at, ramp.edges)), ramp.colours, strict=True):
        drawing.box((lower, BAR), (upper - lower, HIGH), Fill(colour), edge=False)
    for tip, inwards in ((MARGIN, 1), (MARGIN + WIDE, -1)):
        _cut(drawing, tip, inwards)
    shown = [edge for edge in ramp.thresholds if edge != 0]
    near = 0.0 if 0 in ramp.thresholds else NEAR  # one number would stand for three edges
    for edge in shown:  # for zero there is no room
        place, tick = (at(edge), FOOT + 36.5), words.tick(edge)
        if edge < 0 and -edge in shown and at(-edge) - at(edge) < near:
            place, tick = (at(0), FOOT + 36.5), f"±{words.tick(-edge).lstrip('+')}"
        elif edge > 0 and -edge in shown and at(edge) - at(-edge) < near:
            continue  # said with the one on the other side of zero
        write(drawing.axes, place, tick, size=SMALL, colour=ink.quiet, align="center")
    if drawing.selected_reading is not None and drawing.selected_reading.now is not None:
        _draw_mark(drawing, drawing.selected_reading.now, at)


def _cut(drawing: Drawing, tip: float, inwards: int) -> None:
    """Cut the corners off an end of the bar, so that it looks like an arrow."""
    middle, x = BAR + HIGH / 2, tip + inwards * POINT
    out = tip - inwards  # beyond the edge, or a thin line of colour would remain
    for corner in (BAR - 0.5, BAR + HIGH + 0.5):
        path = Path([(x, corner), (out, corner), (out, middle), (tip, middle), (x, corner)])
        paint(drawing.axes, path, Fill(drawing.ink.paper), zorder=2.5)


def _draw_mark(drawing: Drawing, now: Score, at: Callable[[float], float]) -> None:
    """Mark the selected counterpart's score, with its range, on the scale."""
    colour = drawing.ink.text
    if now.low is not None and now.high is not None:
        ends = [at(now.low), at(now.high)]
        drawing.axes.plot(ends, [BAR - 2] * 2, color=colour, linewidth=1.6)
    drawing.axes.plot([at(now.score)] * 2, [BAR - 3.5, BAR + 12.5], color=colour, linewidth=1.6)


def _notes(drawing: Drawing) -> Iterator[Note]:
    """Yield notes on what occurs on this map."""
    words, ink, shown = drawing.words, drawing.ink, drawing.shown_readings
    ramp, before = ink.score_ramp, drawing.request.before
    # Both halves together have no value that a class could be read from.
    both = ramp.colours[1], ramp.colours[-2]
    if before is not None:
        yield Note((), words.rose_or_fell(before))
    yield Note((fill_of(None, ink),), words.say("legend.no_data"))
    yield Note((Fill(ink.focus),), words.name(drawing.study.focus, drawing.request.era))
    if any(reading.became == "gone" for reading in shown):
        yield Note((fill_of(None, ink),), words.say("legend.gone"), "gone")
    if any(reading.is_firm for reading in drawing.readings.values()):
        yield Note((Fill(both[0]), Fill(both[1])), words.say("legend.firm"), "firm")
    if any(region.reading.now is not None for region in drawing.regions):
        tints = Fill(ramp.tints[1]), Fill(ramp.tints[-2])
        yield Note(tints, words.say("legend.group"), "group")
    if any(reading.unsettled for reading in shown):
        halves = tuple(Fill(colour, UNSETTLED, ink.hatch_on(colour)) for colour in both)
        yield Note(halves, words.say("legend.unsettled"))
    if drawing.world.frontiers:
        yield Note((Fill(ink.no_data),), words.say("legend.frontier"), "frontier")
    if any(area.status != "independent" for area in drawing.world.areas):
        quiet = Fill(ink.no_data_line, alpha=0.45)
        yield Note((quiet,), words.say("legend.quiet"), "quiet")


def _draw_notes(drawing: Drawing, notes: list[Note], bottom: float) -> None:
    """Write the notes in rows; if there is no room, smaller, then with less space."""
    room = bottom - GAP - SWATCH[1] - NOTES  # from the first row to the last
    for size in (NORMAL, 6.9, 6.4):
        rows = _rows(notes, size)
        if (len(rows) - 1) * ROW <= room:
            break
    pitch = min(ROW, room / max(1, len(rows) - 1))
    for number, row in enumerate(rows):
        x, y = MARGIN, NOTES + number * pitch
        for note in row:
            _draw_note(drawing, note, (x, y), size)
            x += _length(note, size)


def _rows(notes: list[Note], size: float) -> list[list[Note]]:
    """Put each note into the first row that has room for it."""
    rows: list[list[Note]] = []
    for note in notes:
        length = _length(note, size)
        for row in rows:
            if sum(_length(other, size) for other in row) + length <= ROOM + APART:
                row.append(note)
                break
        else:
            rows.append([note])
    return rows


def _length(note: Note, size: float) -> float:
    return (SWATCH[0] + 5 if note.fills else 0) + width_of(note.label, size) + APART


def _draw_note(drawing: Drawing, note: Note, at: tuple[float, float], size: float) -> None:
    (x, y), ink, (width, height) = at, drawing.ink, SWATCH
    if not note.fills:
        write(drawing.axes, (x, y + 6.8), note.label, size=size, colour=ink.text)
        return
    ramp = ink.score_ramp
    part = width / len(note.fills)
    for place, fill in enumerate(note.fills):
        drawing.box((x + place * part, y), (part, height), fill, edge=False)
    if note.line in ("group", "firm"):
        rims, dashes = (ramp.rims, RIM_DASHES) if note.line == "group" else (ramp.firm, "solid")
        for place, rim in enumerate((rims[1], rims[-2])):
            half = (x + place * part, y), (part, height)
            drawing.outline(*half, colour=rim, dashes=dashes)
    elif note.line == "quiet":
        drawing.outline(at, SWATCH, colour=ink.quiet, dashes=DASHES)
    elif note.line == "gone":
        drawing.outline(at, SWATCH, colour=ink.quiet, dashes=GONE_DASHES)
    else:
        drawing.outline(at, SWATCH)
    if note.line == "frontier":
        drawing.axes.plot(
            [x, x + width],
            [y + height / 2] * 2,
            color=ink.frontier,
            linewidth=FRONTIER,
            linestyle=FRONTIER_DASHES,
        )
    write(drawing.axes, (x + width + 5, y + 6.8), note.label, size=size, colour=ink.text)
