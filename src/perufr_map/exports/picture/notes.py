"""Write what fills, rims and hatches of a map mean: notes on what occurs on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
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
from perufr_map.exports.picture.signs import draw_sign, explain_signs
from perufr_map.exports.picture.text import width_of, write

if TYPE_CHECKING:
    from perufr_map.exports.picture.drawing import Drawing
    from perufr_map.exports.picture.ground import Box
    from perufr_map.exports.picture.sheet import Sheet
    from perufr_map.shown.scale import Scale
    from perufr_map.shown.words import Words

SWATCH = (18.0, 8.0)
DISC = 5.4  # radius of a sign
PITCH = 1.55  # from row to row, in sizes of type
APART, GAP = 11.0, 4.0  # between two notes, and between a swatch and its words
SHRUNK = (1.0, 0.93, 0.86)  # sizes of type to try, for fewer rows

Line = Literal["plain", "frontier", "quiet", "gone", "group", "firm"]


@dataclass(frozen=True)
class Note:
    """A fill, or one for each half, its meaning, and the line around it or on it; or a sign."""

    fills: tuple[Fill, ...]
    label: str
    line: Line = "plain"
    sign: str = ""


@dataclass(frozen=True)
class Notes:
    """Notes in rows, and the size of their type."""

    rows: list[list[Note]]
    size: float

    @property
    def height(self) -> float:
        """Of all rows."""
        return len(self.rows) * self.size * PITCH


def set_notes(notes: Sequence[Note], width: float, *, size: float, most: int) -> Notes:
    """Put notes into rows of some width; smaller, if there would be too many rows."""
    for share in SHRUNK:
        found = Notes(_rows(notes, size * share, width), size * share)
        if len(found.rows) <= most:
            break
    return found


def draw_notes(sheet: Sheet, notes: Notes, box: Box) -> None:
    """Draw notes from the top of a box."""
    y = box.top
    for row in notes.rows:
        x = box.left
        for note in row:
            draw_note(sheet, note, (x, y), notes.size)
            x += length_of(note, notes.size)
        y += notes.size * PITCH


def list_notes(drawings: Sequence[Drawing]) -> list[Note]:
    """Return notes on what occurs on any of some maps; see also ``web/src/notes.js``."""
    first = drawings[0]
    words, ink, before = first.words, first.ink, first.request.before
    found = {key for drawing in drawings for key in _occurring(drawing)}
    notes = [] if before is None else [Note((), words.rose_or_fell(before))]
    if "gone" in found:
        notes.append(Note((fill_of(None, ink),), words.say("legend.gone"), "gone"))
    notes.append(Note((fill_of(None, ink),), words.say("legend.no_data")))
    era = first.request.era if len(drawings) == 1 else None
    notes.append(Note((Fill(ink.focus),), words.focus(era)))
    if "quiet" in found:
        quiet = Fill(ink.no_data_line, alpha=0.45)
        notes.append(Note((quiet,), words.say("legend.quiet"), "quiet"))
    if "frontier" in found:
        notes.append(Note((Fill(ink.no_data),), words.say("legend.frontier"), "frontier"))
    signs = {sign: said for each in drawings for sign, said in explain_signs(each).items()}
    acts = [Note((), said, sign=sign) for sign, said in signs.items()]
    return notes + explain_looks(words, ink, found) + acts


def explain_looks(words: Words, ink: Scale, found: Collection[str]) -> list[Note]:
    """Return notes on the fills and rims of scores, of those found.

    Each is half conflict, half cooperation: no value could be read from both together.
    """
    ramp = ink.score_ramp
    both = tuple(Fill(ramp.colours[place]) for place in (1, -2))
    tints = tuple(Fill(ramp.tints[place]) for place in (1, -2))
    hatched = tuple(Fill(each.colour, UNSETTLED, ink.hatch_on(each.colour)) for each in both)
    looks: dict[str, tuple[tuple[Fill, ...], Line]] = {
        "one": (both, "plain"),
        "firm": (both, "firm"),
        "group": (tints, "group"),
        "unsettled": (hatched, "plain"),
    }
    return [
        Note(fills, words.say(f"legend.{key}"), line)
        for key, (fills, line) in looks.items()
        if key in found
    ]


def _occurring(drawing: Drawing) -> Iterator[str]:
    """Yield what is on a map and its shelf besides classes."""
    areas, groups = drawing.world.areas, drawing.groups
    if drawing.world.frontiers:
        yield "frontier"
    if any(area.status != "independent" for area in areas):
        yield "quiet"
    for code, reading in drawing.readings.items():
        if reading.became == "gone":
            yield "gone"
        elif code in groups:
            yield "group"
        else:
            yield "firm" if reading.is_firm else "one"
        if reading.unsettled:
            yield "unsettled"


def _rows(notes: Sequence[Note], size: float, width: float) -> list[list[Note]]:
    """Put each note into the first row that has room for it."""
    rows: list[list[Note]] = []
    for note in notes:
        length = length_of(note, size)
        for row in rows:
            if sum(length_of(other, size) for other in row) + length <= width + APART:
                row.append(note)
                break
        else:
            rows.append([note])
    return rows


def length_of(note: Note, size: float) -> float:
    """Return the length of a note, with the blank after it."""
    swatch = SWATCH[0] if note.fills else 2 * DISC if note.sign else 0.0
    return (swatch + GAP if swatch else 0.0) + width_of(note.label, size) + APART


def draw_note(sheet: Sheet, note: Note, at: tuple[float, float], size: float) -> None:
    """Draw a note from its upper left corner."""
    (x, y), ink, (width, height) = at, sheet.ink, SWATCH
    base = y + height / 2 + size * 0.36
    if note.sign:
        draw_sign(sheet, note.sign, (x + DISC, y + height / 2), DISC)
        x += 2 * DISC + GAP
    if not note.fills:
        write(sheet.axes, (x, base), note.label, size=size, colour=ink.text)
        return
    ramp = ink.score_ramp
    part = width / len(note.fills)
    for place, fill in enumerate(note.fills):
        sheet.box((x + place * part, y), (part, height), fill, edge=False)
    if note.line in ("group", "firm"):
        rims, dashes = (ramp.rims, RIM_DASHES) if note.line == "group" else (ramp.firm, "solid")
        for place, rim in enumerate((rims[1], rims[-2])):
            half = (x + place * part, y), (part, height)
            sheet.outline(*half, colour=rim, dashes=dashes)
    elif note.line == "quiet":
        sheet.outline(at, SWATCH, colour=ink.quiet, dashes=DASHES)
    elif note.line == "gone":
        sheet.outline(at, SWATCH, colour=ink.quiet, dashes=GONE_DASHES)
    else:
        sheet.outline(at, SWATCH)
    if note.line == "frontier":
        sheet.axes.plot(
            [x, x + width],
            [y + height / 2] * 2,
            color=ink.frontier,
            linewidth=FRONTIER,
            linestyle=FRONTIER_DASHES,
        )
    write(sheet.axes, (x + width + GAP, base), note.label, size=size, colour=ink.text)
