"""Draw the legend: the classes, and above them a mark for each counterpart with a score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from matplotlib.path import Path

from perufr_map.exports.picture.glyphs import draw_glyph, glyph
from perufr_map.exports.picture.painter import Fill, fill_of, fill_of_group, paint
from perufr_map.exports.picture.text import width_of, write
from perufr_map.shown.reading import Reading

if TYPE_CHECKING:
    from perufr_map.exports.picture.drawing import Drawing
    from perufr_map.scoring.scored import Score, Scored

HALF = 0.5  # points of score from one stack of marks to the next
RADIUS = 0.0175  # of a mark, to the width of the legend
PITCH, FOOT = 2.25, 1.5  # from mark to mark, and from the first one to the bar, in radii
ROWS = 5  # more marks on one another stand closer
BAR = 0.042  # height of the classes, to the width of the legend
POINT = 0.55  # length of an open end, to that height
NEAR = 24.0  # nearer than this two edges around zero have one number
TITLE, TICKS, ENDS = 1.5, 1.35, 1.4  # heights of lines, in sizes of type


@dataclass(frozen=True)
class Mark:
    """Where the mark of a counterpart stands: in which half point, and in which row from 0 up."""

    code: str
    bin: float
    row: int


def list_marks(scored: Scored, era: str) -> list[Mark]:
    """Return the marks of an era, the weakest scores below; see also ``web/src/bins.js``.

    A group stands for those that no statement names.
    """
    named = [
        (abs(score.score), code, score.score)
        for code, score in scored.in_era(era).items()
        if score.basis == "named"
    ]
    heights: Counter[float] = Counter()
    marks = []
    for size, code, score in sorted(named):
        half = int(size / HALF + 0.5) * HALF * (1 if score > 0 else -1) or 0.0
        marks.append(Mark(code, half, heights[half]))
        heights[half] += 1
    return marks


class Legend:
    """The legend of scores: as high in all eras, so that the map beside it stays where it is.

    Parameters
    ----------
    drawing
        What is drawn.
    width
        Of the legend.
    size, small
        Sizes of its title, and of numbers and ends.
    """

    def __init__(self, drawing: Drawing, width: float, *, size: float, small: float) -> None:
        self.drawing, self.width, self.size, self.small = drawing, width, size, small
        scored = drawing.scored
        eras = drawing.study.eras["id"]
        rows = {era: [mark.row for mark in list_marks(scored, era)] for era in eras}
        most = max((row for each in rows.values() for row in each), default=0) + 1
        own = max(rows[drawing.request.era], default=0) + 1
        self.radius = width * RADIUS
        self.pitch = self.radius * PITCH * min(1.0, ROWS / most)
        self.bins = self.radius * 2 * FOOT + (own - 1) * self.pitch
        self.spare = (most - own) * self.pitch
        self.bar = width * BAR
        self.ramp = drawing.ink.score_ramp.within_reach(drawing.strongest)

    @property
    def height(self) -> float:
        """From the top of its title to the foot of its last line, in the era of most marks."""
        return self.spare + self.size * TITLE + self.bins + self.bar + self.small * (TICKS + ENDS)

    def draw(self, left: float, top: float) -> None:
        """Draw it from its upper left corner, or lower where the era has fewer marks."""
        top += self.spare
        self._draw_title(left, top)
        bar = top + self.size * TITLE + self.bins
        self._draw_classes(left, bar)
        self._draw_marks(left, bar)
        self._write_numbers(left, bar + self.bar + self.small * TICKS)

    def _at(self, left: float) -> Callable[[float], float]:
        return lambda value: left + self.width * self.ramp.place_of(value)

    def _draw_title(self, left: float, top: float) -> None:
        drawing, words = self.drawing, self.drawing.words
        selected, era = drawing.request.selected, drawing.request.era
        hint = ""
        if drawing.selected_reading is not None and selected is not None:
            name, score = words.name(selected, era), words.reading(drawing.selected_reading)
            title = words.say("legend.score", name=name, score=score)
        else:
            title = words.say("legend.title", focus=words.about(era))
            hint = words.say("legend.each")
        size = min(self.size, self.size * self.width / width_of(title, self.size, bold=True))
        base = top + self.size
        write(drawing.axes, (left, base), title, size=size, colour=drawing.ink.text, bold=True)
        used = width_of(title, size, bold=True) + width_of(hint, self.small)
        if hint and used + 8 <= self.width:
            at, quiet = (left + self.width, base), drawing.ink.quiet
            write(drawing.axes, at, hint, size=self.small, colour=quiet, align="right")

    def _draw_classes(self, left: float, top: float) -> None:
        """Draw the classes; the ends are open, as arrows."""
        drawing, at, ramp = self.drawing, self._at(left), self.ramp
        middle, foot, point = top + self.bar / 2, top + self.bar, self.bar * POINT
        bounds = list(pairwise(map(at, ramp.edges)))
        for number, ((lower, upper), colour) in enumerate(zip(bounds, ramp.colours, strict=True)):
            corners = [(lower, top), (upper, top), (upper, foot), (lower, foot)]
            if number == 0:
                corners = [(lower + point, top), *corners[1:3], (lower + point, foot)]
                corners.append((lower, middle))
            elif number == len(bounds) - 1:
                corners[1:3] = [(upper - point, top), (upper, middle), (upper - point, foot)]
            paint(drawing.axes, Path([*corners, corners[0]], closed=True), Fill(colour), zorder=3)

    def _draw_marks(self, left: float, bar: float) -> None:
        drawing, ink, at = self.drawing, self.drawing.ink, self._at(left)
        scores = drawing.scored.in_era(drawing.request.era)
        for mark in list_marks(drawing.scored, drawing.request.era):
            score = scores[mark.code]
            reading = Reading("score", score.score, score)
            kind = drawing.kinds.get(mark.code, "state")
            is_group = mark.code in drawing.groups
            y = bar - FOOT * self.radius - mark.row * self.pitch
            middle = at(mark.bin), y
            fill = (fill_of_group if is_group else fill_of)(reading, ink)
            rim = ink.of_group(reading)[1] if is_group else ink.firm_rim(reading)
            name = f"{drawing.prefix}mark-{mark.code}"
            draw_glyph(drawing, kind, middle, self.radius, fill=fill, rim=rim, gid=name)
            if mark.code == drawing.request.selected:
                ring = paint(
                    drawing.axes, glyph("state", middle, self.radius * 1.7), Fill("none"), zorder=5
                )
                ring.set_edgecolor(ink.text)
                ring.set_linewidth(1.2)
                self._draw_range(score, at, bar)

    def _draw_range(self, score: Score, at: Callable[[float], float], bar: float) -> None:
        """Draw a score on the classes, and how far any one statement moves it."""
        axes, ink, middle = self.drawing.axes, self.drawing.ink, bar + self.bar / 2
        if score.low is not None and score.high is not None:
            ends = [at(score.low), at(score.high)]
            for colour, width in ((ink.paper, 3.0), (ink.text, 1.4)):
                axes.plot(ends, [middle] * 2, color=colour, linewidth=width, zorder=4)
        line = [bar - 0.6, bar + self.bar + 0.6]
        for colour, width in ((ink.paper, 3.0), (ink.text, 1.6)):
            axes.plot([at(score.score)] * 2, line, color=colour, linewidth=width, zorder=4.1)

    def _write_numbers(self, left: float, base: float) -> None:
        drawing, words, ramp, at = self.drawing, self.drawing.words, self.ramp, self._at(left)
        axes, quiet = drawing.axes, drawing.ink.quiet
        shown = [edge for edge in ramp.thresholds if edge != 0]
        near = 0.0 if 0 in ramp.thresholds else NEAR  # one number would stand for three edges
        for edge in shown:  # for zero there is no room
            place, tick = at(edge), words.tick(edge)
            if edge < 0 and -edge in shown and at(-edge) - at(edge) < near:
                place, tick = at(0), f"±{words.tick(-edge).lstrip('+')}"
            elif edge > 0 and -edge in shown and at(edge) - at(-edge) < near:
                continue  # said with the one on the other side of zero
            write(axes, (place, base), tick, size=self.small, colour=quiet, align="center")
        base += self.small * ENDS
        colours = ramp.colours
        for key, share, align in (
            ("conflict", 0.0, "left"),
            ("balance", 0.5, "center"),
            ("cooperation", 1.0, "right"),
        ):
            bold = key != "balance"
            colour = {0.0: colours[0], 1.0: colours[-1]}.get(share, quiet)
            end = (left + self.width * share, base)
            said = words.say(f"legend.{key}")
            write(axes, end, said, size=self.small, colour=colour, align=align, bold=bold)
