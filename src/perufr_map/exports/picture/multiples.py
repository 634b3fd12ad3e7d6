"""Draw the maps of all eras on one sheet, in the same frame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from perufr_map.exports.picture.drawing import Drawing
from perufr_map.exports.picture.ground import Box
from perufr_map.exports.picture.keys import Keys
from perufr_map.exports.picture.labels import draw_labels
from perufr_map.exports.picture.painter import (
    GONE_DASHES,
    Fill,
    MapPainter,
    fill_of,
    fill_of_group,
)
from perufr_map.exports.picture.sheet import MARGIN, NORMAL, SMALL, Sheet, Source
from perufr_map.exports.picture.text import break_lines, width_of, write, write_lines
from perufr_map.exports.picture.view import fit_view
from perufr_map.shown.reading import Reading, readings
from perufr_map.shown.regions import homes
from perufr_map.shown.request import Shown
from perufr_map.shown.scale import Scale

WIDTH = 1190.55  # A3 across, in points
COLUMNS, GUTTER = 3, 14.0
TOP = 84.0  # of the first row
HEAD, BETWEEN = 38.0, 20.0  # over a map, and below its list
SHAPE = 0.66  # height of a map to its width
CHIP, STEP = (25.0, 10.0), 13.0  # a number's box, and the step from line to line of a list
LINES = (2, 9)  # fewest and most lines of a list


def draw_multiples(shown: Shown, eras: Iterable[str]) -> Figure:
    """Draw the maps of eras side by side, three to a row, each with a list of what it says.

    Parameters
    ----------
    shown
        A request and its scores. If it compares eras, each is compared with the same one, which
        has no map.
    eras
        Ids of the eras, in order.

    Returns
    -------
    Figure
        As wide as A3 across, and as high as its rows need.
    """
    each = [era for era in eras if era != shown.request.before]
    source, ink = Source(shown, WIDTH), Scale.of(shown.request.theme, shown.study.edges)
    width = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GUTTER) / COLUMNS
    rows = [each[start : start + COLUMNS] for start in range(0, len(each), COLUMNS)]
    lines = [max(_count_lines(shown, era, width) for era in row) for row in rows]
    fixed = HEAD + width * SHAPE + 8 + BETWEEN
    height = TOP + sum(fixed + count * STEP for count in lines) + 14 + source.height
    sheet, top = Sheet((WIDTH, height), ink), TOP
    _draw_title(sheet, shown)
    for row, count in zip(rows, lines, strict=True):
        for across, era in enumerate(row):
            at = (MARGIN + across * (width + GUTTER), top)
            _Panel(Drawing(shown, era, sheet), shown, at, width, count).draw()
        top += fixed + count * STEP
    keys = Keys(sheet, shown.words, (MARGIN, height - source.height - 12))
    _draw_notes(keys, ink, shown)
    keys.swatches([Fill(ink.focus)])
    keys.write(shown.words.name(shown.study.focus))
    source.write(sheet)
    return sheet.figure


def _draw_title(sheet: Sheet, shown: Shown) -> None:
    words, ink, before = shown.words, sheet.ink, shown.request.before
    write(sheet.axes, (MARGIN, 44), words.title, size=20, colour=ink.text, bold=True)
    said = [words.say("page.multiples.dek")]
    if before is not None:
        said.append(f"{words.say('compare.label')}: {words.era(before)}.")
    write(sheet.axes, (MARGIN, 62), " ".join(said), size=9, colour=ink.quiet)


def _draw_notes(keys: Keys, ink: Scale, shown: Shown) -> None:
    ramp, before = ink.score_ramp, shown.request.before
    keys.classes(ramp, low="legend.conflict", high="legend.cooperation")
    if before is not None:
        keys.write(shown.words.rose_or_fell(before))
        keys.outlines(ink.quiet, "legend.gone", dashes=GONE_DASHES)
    pair = (ramp.colours[1], ramp.colours[-2])
    keys.rims(pair, (ramp.firm[1], ramp.firm[-2]), "legend.firm")
    keys.notes(ramp)
    keys.swatches([Fill(ink.no_data)])
    keys.say("legend.no_data")


@dataclass(frozen=True)
class _Panel:
    """The map of one era: a heading over it, and below it what has no label on it."""

    drawing: Drawing
    shown: Shown
    at: tuple[float, float]
    width: float
    lines: int

    def draw(self) -> None:
        drawing, (left, top) = self.drawing, self.at
        self._draw_heading()
        era = drawing.request.era
        view = fit_view(
            Box(left, top + HEAD, left + self.width, top + HEAD + self.width * SHAPE),
            self.shown.frame,
        )
        painter = MapPainter(drawing.axes, view, drawing.ink, f"{era}-")
        painter.draw(
            drawing.world,
            drawing.readings,
            drawing.study.focus,
            regions=drawing.regions,
            selected=drawing.selected_states,
        )
        labels = draw_labels(drawing, painter, NORMAL)
        self._draw_list(labels.codes, self._find_outside(painter))

    def _draw_heading(self) -> None:
        drawing, words, (left, top) = self.drawing, self.drawing.words, self.at
        axes, ink, era = drawing.axes, drawing.ink, drawing.request.era
        drawing.rectangle((left, top), (self.width, 1.2), ink.text)
        statements = len(self.shown.scored.events_of_era(era))
        years = words.years(drawing.era["start"], drawing.era["end"])
        right = f"{years}, {words.count('statements', statements)}"
        at = (left + self.width, top + 13)
        write(axes, at, right, size=NORMAL, colour=ink.quiet, align="right")
        told = drawing.before is None and not self.shown.scored.departures
        headline = words.headline(era) if told else ""
        name = words.short(drawing.era) if headline else words.era(era)
        room = self.width - width_of(right, NORMAL) - 12
        size = min(9.0, 9.0 * room / width_of(name, 9.0, bold=True))
        write(axes, (left, top + 13), name, size=size, colour=ink.text, bold=True)
        size = next(
            (s for s in (9.5, 9.0, 8.5) if width_of(headline, s, bold=True) <= self.width), 8.0
        )
        write(axes, (left, top + 28), headline, size=size, colour=ink.text, bold=True)

    def _find_outside(self, painter: MapPainter) -> list[str]:
        """Return the states with a number that have no land on the map."""
        x, y = painter.box.get_xy()
        right, bottom = x + painter.box.get_width(), y + painter.box.get_height()
        found = []
        for area in self.drawing.world.areas:
            dot = np.array([area.dot or (0.0, 0.0)])
            points = dot if area.path is None else np.asarray(area.path.vertices)
            (ring,) = painter.place_rings([points])
            inside = (x < ring[:, 0]) & (ring[:, 0] < right)
            inside &= (y < ring[:, 1]) & (ring[:, 1] < bottom)
            if area.code in self.drawing.readings and not inside.any():
                found.append(area.code)
        return found

    def _draw_list(self, labelled: set[str], outside: list[str]) -> None:
        """List what has no label on the map, the largest number first, then what lies outside."""
        drawing, words = self.drawing, self.drawing.words
        left, y = self.at[0], self.at[1] + HEAD + self.width * SHAPE + 8
        right, lowest = left + self.width, y + (self.lines - 1) * STEP
        x, left_out = left, 0
        if outside:
            lowest -= STEP
        for code, reading in sorted(drawing.readings.items(), key=_weight):
            if code in labelled or code in outside:
                continue
            value, name = words.reading(reading), words.brief(code, drawing.request.era)
            chip = max(CHIP[0], width_of(value, SMALL) + 7)
            needed = _room(value, name)
            if x > left and x + needed > right:
                x, y = left, y + STEP
            if y > lowest:
                left_out += 1
                continue
            self._chip((x, y), (chip, CHIP[1]), code, reading)
            write(drawing.axes, (x + chip + 4, y + 7.8), name, size=NORMAL, colour=drawing.ink.text)
            x += needed
        foot = self.at[1] + HEAD + self.width * SHAPE + 8 + (self.lines - 1) * STEP + 7.8
        if outside:
            said = ", ".join(
                f"{words.brief(code, drawing.request.era)} {words.reading(drawing.readings[code])}"
                for code in outside
            )
            text = words.say("page.multiples.outside", states=said)
            (first, *_) = break_lines(text, NORMAL, self.width - 30)
            write_lines(drawing.axes, (left, foot), [first], size=NORMAL, colour=drawing.ink.quiet)
        if left_out:
            more, quiet = f"+ {left_out}", drawing.ink.quiet
            write(drawing.axes, (right, foot), more, size=NORMAL, colour=quiet, align="right")

    def _chip(
        self, at: tuple[float, float], size: tuple[float, float], code: str, reading: Reading
    ) -> None:
        drawing, era = self.drawing, self.drawing.request.era
        is_group = code in drawing.groups
        drawing.number_box(
            at,
            size,
            (fill_of_group if is_group else fill_of)(reading, drawing.ink),
            drawing.words.reading(reading),
            rim=drawing.ink.of_group(reading)[1] if is_group else None,
            gid=f"{era}-actor-{code}",
        )


def _room(value: str, name: str) -> float:
    """Return the width that a counterpart takes in a list."""
    return max(CHIP[0], width_of(value, SMALL) + 7) + 4 + width_of(name, NORMAL) + 10


def _count_lines(shown: Shown, era: str, width: float) -> int:
    """Return how many lines a list may need: with all names, and one for what lies outside."""
    before, words = shown.request.before, shown.words
    every = readings(shown.scored, era=era, before=before)
    inside = {} if shown.request.members else homes(shown.scored, era=era, before=before)
    count, x = 2, 0.0
    for code, reading in sorted(every.items(), key=_weight):
        if code in inside:
            continue
        needed = _room(words.reading(reading), words.brief(code, era))
        if x and x + needed > width:
            count, x = count + 1, 0.0
        x += needed
    fewest, most = LINES
    return min(max(count, fewest), most)


def _weight(item: tuple[str, Reading]) -> tuple[float, str]:
    code, reading = item
    return -abs(reading.value or 0), code
