"""Write what fills, rims and hatches of a map mean: notes on what occurs on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from perufr_map.exports.picture.painter import (
    DASHES,
    FRONTIER,
    FRONTIER_DASHES,
    GONE_DASHES,
    RIM_DASHES,
    UNSETTLED,
    Fill,
    fill_of,
)
from perufr_map.exports.picture.text import width_of, write

if TYPE_CHECKING:
    from perufr_map.exports.picture.drawing import Drawing
    from perufr_map.exports.picture.ground import Box

SWATCH = (18.0, 8.0)
PITCH = 1.55  # from row to row, in sizes of type
APART, GAP = 11.0, 4.0  # between two notes, and between a swatch and its words
SHRUNK = (1.0, 0.93, 0.86)  # sizes of type to try, for fewer rows

Line = Literal["plain", "frontier", "quiet", "gone", "group", "firm"]


@dataclass(frozen=True)
class Note:
    """A fill, or one for each half, its meaning, and the line around it or on it."""

    fills: tuple[Fill, ...]
    label: str
    line: Line = "plain"


@dataclass(frozen=True)
class Notes:
    """Notes in rows, and the size of their type."""

    rows: list[list[Note]]
    size: float

    @property
    def height(self) -> float:
        """Of all rows."""
        return len(self.rows) * self.size * PITCH


def set_notes(drawing: Drawing, width: float, *, size: float, most: int) -> Notes:
    """Put the notes of a map into rows of some width; smaller, if there would be too many rows."""
    notes = list(_notes(drawing))
    for share in SHRUNK:
        found = Notes(_rows(notes, size * share, width), size * share)
        if len(found.rows) <= most:
            break
    return found


def draw_notes(drawing: Drawing, notes: Notes, box: Box) -> None:
    """Draw notes from the top of a box."""
    y = box.top
    for row in notes.rows:
        x = box.left
        for note in row:
            _draw_note(drawing, note, (x, y), notes.size)
            x += _length(note, notes.size)
        y += notes.size * PITCH


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


def _rows(notes: list[Note], size: float, width: float) -> list[list[Note]]:
    """Put each note into the first row that has room for it."""
    rows: list[list[Note]] = []
    for note in notes:
        length = _length(note, size)
        for row in rows:
            if sum(_length(other, size) for other in row) + length <= width + APART:
                row.append(note)
                break
        else:
            rows.append([note])
    return rows


def _length(note: Note, size: float) -> float:
    return (SWATCH[0] + GAP if note.fills else 0) + width_of(note.label, size) + APART


def _draw_note(drawing: Drawing, note: Note, at: tuple[float, float], size: float) -> None:
    (x, y), ink, (width, height) = at, drawing.ink, SWATCH
    base = y + height / 2 + size * 0.36
    if not note.fills:
        write(drawing.axes, (x, base), note.label, size=size, colour=ink.text)
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
    write(drawing.axes, (x + width + GAP, base), note.label, size=size, colour=ink.text)
