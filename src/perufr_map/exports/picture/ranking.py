"""Draw the ranking beside the map of a printed page: each counterpart's score as a bar."""

from __future__ import annotations

import math
from dataclasses import dataclass

from matplotlib.path import Path

from perufr_map.exports.picture.drawing import Drawing
from perufr_map.exports.picture.glyphs import draw_glyph
from perufr_map.exports.picture.ground import Box
from perufr_map.exports.picture.painter import RIM_DASHES, Fill, fill_of, fill_of_group, paint
from perufr_map.exports.picture.text import width_of, write
from perufr_map.shown.kinds import WITH_TERRITORY
from perufr_map.shown.ranked import sorting
from perufr_map.shown.reading import Reading
from perufr_map.shown.regions import listed_under

TITLE = 10.5  # size of type
LEAST, MOST = 9.8, 15.0  # from row to row; who has no room is counted
TYPE = 0.72  # of that: size of type, but no more than that of the page's words
NAMES, BARS = 13.0, 0.3  # where names begin; share of the width that bars have
NUMBERS = 25.0  # room of the numbers, on the right
TICK = 5  # of the axis, if its bars reach so far
BAR, GLYPH, RIM, RANGE = 0.44, 0.26, 0.8, 0.6  # shares of a row; widths of lines
END = 1.3  # half the height of a whisker's ends


@dataclass(frozen=True)
class _Row:
    code: str
    name: str
    reading: Reading


def draw_ranking(drawing: Drawing, box: Box) -> None:
    """Draw it from the top of a box: the best relation first, who has no score any more last."""
    rows, left_out = _list(drawing, int((box.bottom - _start(drawing, box)) / LEAST))
    pitch = (box.bottom - _start(drawing, box)) / max(1, len(rows) + (1 if left_out else 0))
    ranking = _Ranking(drawing, box, max(LEAST, min(MOST, pitch)))
    y = _start(drawing, box)
    ranking.draw_head(y + len(rows) * ranking.pitch)
    for row in rows:
        ranking.draw_row(row, y)
        y += ranking.pitch
    ranking.draw_whiskers()
    if left_out:
        more = drawing.words.say("shelf.more", n=left_out)
        ranking.write((box.left + NAMES, y), more, colour=drawing.ink.quiet)


def _start(drawing: Drawing, box: Box) -> float:
    """Return the top of the first row: below the title, the keys and the axis."""
    return box.top + TITLE + 3.4 * drawing.layout.small


def _list(drawing: Drawing, most: int) -> tuple[list[_Row], int]:
    """Return the rows, and how many have no room: the weakest."""
    request, words = drawing.request, drawing.words
    inside: dict[str, str] = {}
    if not request.members:
        inside = listed_under(drawing.scored, era=request.era, before=request.before)
    # A state is called what it was called then, whoever is no state by the shorter name.
    rows = [
        _Row(
            code,
            (words.name if drawing.kinds.get(code, "state") in WITH_TERRITORY else words.brief)(
                code, request.era
            ),
            reading,
        )
        for code, reading in drawing.every.items()
        if code not in inside and code != drawing.focus
    ]
    rows.sort(key=lambda row: (-_value(row, -math.inf), sorting(row.name)))
    if len(rows) <= most:
        return rows, 0
    strongest = sorted(rows, key=lambda row: -abs(_value(row, 0.0)))[: most - 1]
    kept = {row.code for row in strongest}
    return [row for row in rows if row.code in kept], len(rows) - len(kept)


def _value(row: _Row, missing: float) -> float:
    return missing if row.reading.score is None else row.reading.score


class _Ranking:
    """The rows of a ranking, and the axis that they share."""

    def __init__(self, drawing: Drawing, box: Box, pitch: float) -> None:
        self.drawing, self.box, self.pitch = drawing, box, pitch
        self.size = min(drawing.layout.normal, pitch * TYPE)
        each = [
            score
            for era in drawing.study.eras["id"]
            for score in drawing.scored.in_era(era).values()
        ]
        ends = [
            abs(end)
            for score in each
            for end in (score.score, score.low, score.high)
            if end is not None
        ]
        self._whiskers: list[Path] = []
        self.span = max(ends, default=1.0) or 1.0
        self.right = box.right - NUMBERS
        self.half = (box.right - box.left) * BARS / 2
        self.zero = self.right - self.half

    def at(self, value: float) -> float:
        """Return where a value stands across."""
        return self.zero + self.half * value / self.span

    def write(self, at: tuple[float, float], text: str, *, colour: str) -> None:
        """Write a text in the middle of a row that begins at a height."""
        x, y = at
        base = y + self.pitch / 2 + self.size * 0.36
        write(self.drawing.axes, (x, base), text, size=self.size, colour=colour)

    def draw_head(self, foot: float) -> None:
        """Write title, keys and the numbers of the axis, with their lines down to a foot."""
        drawing, box = self.drawing, self.box
        axes, ink, words, small = drawing.axes, drawing.ink, drawing.words, drawing.layout.small
        base = box.top + TITLE * 0.8
        write(
            axes,
            (box.left, base),
            words.say("ranking.title"),
            size=TITLE,
            colour=ink.text,
            bold=True,
        )
        base += TITLE * 0.3 + small * 1.2
        x = box.left + 3
        for kind in ("state", "group", "other"):
            draw_glyph(
                drawing, kind, (x, base - small * 0.33), 2.6, fill=Fill(ink.rule), rim=ink.quiet
            )
            said = words.say(f"ranking.{kind}")
            write(axes, (x + 5.5, base), said, size=small, colour=ink.quiet)
            x += 5.5 + width_of(said, small) + 9
        base += small * 1.4
        tick = TICK if self.span >= TICK else round(self.span, 1)
        for value in (-tick, 0, tick):
            write(
                axes,
                (self.at(value), base),
                words.tick(value),
                size=small,
                colour=ink.quiet,
                align="center",
            )
            line = ink.text if value == 0 else ink.rule
            drawing.rectangle(
                (self.at(value) - 0.25, base + 2.5), (0.5, foot - base - 2.5), line, zorder=2
            )
        said = words.say("ranking.range")
        first = self.at(-tick) - width_of(words.tick(-tick), small) / 2
        if box.left + 14 + width_of(said, small) < first - 2:
            self._whisker(box.left, box.left + 11, base - small * 0.33)
            write(axes, (box.left + 14, base), said, size=small, colour=ink.quiet)

    def draw_row(self, row: _Row, y: float) -> None:
        """Draw a counterpart: its mark, name, bar, range and number."""
        drawing, box, reading = self.drawing, self.box, row.reading
        ink, words, kind = drawing.ink, drawing.words, drawing.kinds.get(row.code, "state")
        is_group = row.code in drawing.groups
        fill = (fill_of_group if is_group else fill_of)(reading, ink)
        rim = ink.of_group(reading)[1] if is_group else ink.firm_rim(reading)
        middle, base = y + self.pitch / 2, y + self.pitch / 2 + self.size * 0.36
        draw_glyph(drawing, kind, (box.left + 4, middle), self.pitch * GLYPH, fill=fill, rim=rim)
        room = self.at(-self.span) - box.left - NAMES - 3
        bold = row.code == drawing.request.selected
        size = self.size * min(
            1.0, room / width_of(row.name, self.size, bold=bold, italic=is_group)
        )
        at = (box.left + NAMES, base)
        write(drawing.axes, at, row.name, size=size, colour=ink.text, bold=bold, italic=is_group)
        score = reading.now
        said = "–" if score is None else words.signed(score.score)
        write(
            drawing.axes,
            (box.right, base),
            said,
            size=self.size,
            colour=ink.text,
            align="right",
            bold=True,
        )
        if score is None:
            return
        left, right = sorted((self.zero, self.at(score.score)))
        top, foot = middle - self.pitch * BAR / 2, middle + self.pitch * BAR / 2
        corners = [(left, top), (right, top), (right, foot), (left, foot), (left, top)]
        paint(drawing.axes, Path(corners, closed=True), fill, zorder=3, gid=f"bar-{row.code}")
        if is_group or reading.is_firm:
            edge = paint(drawing.axes, Path(corners, closed=True), Fill("none"), zorder=3.1)
            edge.set_edgecolor(rim)
            edge.set_linewidth(RIM)
            edge.set_linestyle(RIM_DASHES if is_group else "solid")
        if score.low is not None and score.high is not None and score.low < score.high:
            self._whisker(self.at(score.low), self.at(score.high), foot + self.pitch * 0.13)

    def _whisker(self, left: float, right: float, y: float) -> None:
        """Draw a line with an end on each side."""
        points = [(left, y), (right, y)]
        points += [(x, y + side * END) for x in (left, right) for side in (-1, 1)]
        self._whiskers.append(Path(points, [Path.MOVETO, Path.LINETO] * 3))

    def draw_whiskers(self) -> None:
        """Draw all whiskers, as one path: many lines take Matplotlib long."""
        if not self._whiskers:
            return
        line = paint(
            self.drawing.axes, Path.make_compound_path(*self._whiskers), Fill("none"), zorder=3.2
        )
        line.set_edgecolor(self.drawing.ink.quiet)
        line.set_linewidth(RANGE)
