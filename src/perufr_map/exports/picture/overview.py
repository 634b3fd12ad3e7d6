"""Draw all eras at once: counterpart by era, each column as wide as its era is long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from matplotlib.figure import Figure
from matplotlib.patches import Circle, Polygon

from perufr_map.exports.picture.keys import Keys
from perufr_map.exports.picture.notes import explain_looks
from perufr_map.exports.picture.painter import fill_of, fill_of_group
from perufr_map.exports.picture.sheet import MARGIN, NORMAL, SMALL, Sheet, Source
from perufr_map.exports.picture.text import break_lines, width_of, write, write_lines
from perufr_map.exports.scripts import tell_missing_scripts
from perufr_map.scoring.scored import Score
from perufr_map.shown.kinds import WITH_TERRITORY, kinds_of
from perufr_map.shown.overview import Row, overview
from perufr_map.shown.reading import Reading
from perufr_map.shown.request import Shown
from perufr_map.shown.scale import Scale

if TYPE_CHECKING:
    from perufr_map.study.descriptor import Mark

A4 = 842.0
NAMES, SWING, LEAST = 142.0, 34.0, 45.0  # widths of names, swing, and the shortest era
TITLE, DEK, KEYS = 58.0, 74.0, 93.0  # baselines
HEAD = 106.0  # top of the heads of the columns
TICK = 10.0  # height of the row of a day that is marked
ROW, SECTION, GAP, CELL = 11.2, 17.0, 1.5, 10.0
TURN = (7.0, 6.4)
GLYPH = 2.5


@tell_missing_scripts()
def draw_overview(shown: Shown) -> Figure:
    """Draw the scores of all counterparts that a statement names, era by era.

    Parameters
    ----------
    shown
        A request and its scores. What it compares, and its era, make no difference.

    Returns
    -------
    Figure
        As wide as A4 across, or wider for many eras, and as high as its rows need.
    """
    return _Overview(shown).draw()


@dataclass(frozen=True)
class _Column:
    left: float
    width: float


class _Overview:
    """The sheet, and what stands on it."""

    def __init__(self, shown: Shown) -> None:
        self.shown, self.words = shown, shown.words
        self.eras = shown.study.eras.to_dict("records")
        self.kinds = kinds_of(shown.study)
        self.sections = {name: rows for name, rows in overview(shown.scored).items() if rows}
        width = max(A4, 2 * MARGIN + NAMES + len(self.eras) * (LEAST + GAP) + SWING)
        self.columns = _columns([(era["end"] - era["start"]).days for era in self.eras], width)
        self.heads = [
            break_lines(self.words.short(era), NORMAL, column.width - 4, bold=True)
            for era, column in zip(self.eras, self.columns, strict=True)
        ]
        self.ticks = shown.study.marks
        head = max(len(lines) for lines in self.heads) * NORMAL * 1.15 + len(self.ticks) * TICK
        self.top = HEAD + head + 20
        rows = sum(len(rows) for rows in self.sections.values())
        self.source = Source(shown, width)
        height = self.top + rows * ROW + len(self.sections) * SECTION + 12 + self.source.height
        self.ink = Scale.of(shown.request.theme, shown.study.edges)
        self.sheet = Sheet((width, height), self.ink)
        self.axes = self.sheet.axes

    def draw(self) -> Figure:
        self._draw_title()
        self._draw_keys()
        self._draw_heads()
        y = self.top
        for section, rows in self.sections.items():
            self._draw_section(section, len(rows), y + SECTION - 5)
            y += SECTION
            for row in rows:
                self._draw_row(row, y)
                y += ROW
        self.source.write(self.sheet)
        return self.sheet.figure

    def _draw_title(self) -> None:
        words, ink = self.words, self.ink
        title, focus = overview_title(self.shown), words.about()
        write(self.axes, (MARGIN, 37), words.title, size=8.5, colour=ink.quiet)
        write(self.axes, (MARGIN, TITLE), title, size=18, colour=ink.text, bold=True)
        dek = words.say("overview.dek", focus=focus)
        write(self.axes, (MARGIN, DEK), dek, size=8.5, colour=ink.quiet)

    def _draw_keys(self) -> None:
        """Say what colours, rims, hatches and triangles mean, in one row."""
        keys, ramp = Keys(self.sheet, self.words, (MARGIN, KEYS)), self.ink.score_ramp
        keys.classes(ramp, low="legend.conflict", high="legend.cooperation")
        scores = [
            (row, score)
            for rows in self.sections.values()
            for row in rows
            for score in row.scores.values()
        ]
        found = {"group"} if any(self._is_group(*each) for each in scores) else set()
        found |= {"unsettled" for _, score in scores if not score.settled}
        keys.notes(explain_looks(self.words, self.ink, found))
        for up in (True, False):
            self._triangle((keys.x + 3.5, KEYS - 3), up=up, firm=True)
            keys.x += 9
        keys.x += 1
        keys.say("overview.turn")
        self._triangle((keys.x + 3.5, KEYS - 3), up=True, firm=False)
        keys.x += 10
        keys.say("overview.loose_turn")

    def _draw_heads(self) -> None:
        ink, base = self.ink, self.top - 14
        for era, column, lines in zip(self.eras, self.columns, self.heads, strict=True):
            y = base - (len(lines) - 1) * NORMAL * 1.15
            at = (column.left + 1, y)
            write_lines(self.axes, at, lines, size=NORMAL, colour=ink.text, bold=True, leading=1.15)
            year = self.words.began(era["start"], era["end"])
            write(self.axes, (column.left + 1, base + 9), year, size=SMALL, colour=ink.quiet)
            self.sheet.rectangle((column.left, self.top - 2), (column.width, 2.4), ink.text)
        for row, mark in enumerate(self.ticks):
            self._draw_tick(mark, HEAD + row * TICK)
        at, swing = (self.sheet.width - MARGIN, base + 9), self.words.say("overview.swing")
        write(self.axes, at, swing, size=SMALL, colour=ink.quiet, align="right")

    def _draw_tick(self, mark: Mark, y: float) -> None:
        """Mark a day: a line in the column of its era, and its name on the side that has room."""
        day = date.fromisoformat(mark["day"])
        place = max(n for n, era in enumerate(self.eras) if era["start"].date() <= day)
        column, era = self.columns[place], self.eras[place]
        start, end = era["start"].date(), era["end"].date()
        x = column.left + column.width * min(1.0, (day - start) / (end - start))
        name = self.words.mark(mark)
        self.sheet.rectangle((x - 1.2, y), (0.9, self.top - y + 0.4), self.ink.text)
        before = x > self.sheet.width / 2
        at, align = (x - 4 if before else x + 3, y + TICK - 3), "right" if before else "left"
        write(self.axes, at, name, size=SMALL, colour=self.ink.text, bold=True, align=align)

    def _draw_section(self, section: str, rows: int, y: float) -> None:
        title, ink = self.words.say(f"overview.{section}"), self.ink
        write(self.axes, (MARGIN, y), title, size=NORMAL, colour=ink.text, bold=True)
        x = MARGIN + width_of(title, NORMAL, bold=True) + 4
        write(self.axes, (x, y), str(rows), size=NORMAL, colour=ink.quiet)
        across = (self.sheet.width - 2 * MARGIN, 0.5)
        self.sheet.rectangle((MARGIN, y + 3), across, ink.rule)

    def _draw_row(self, row: Row, y: float) -> None:
        words, ink, code = self.words, self.ink, row.counterpart
        base = y + 7.6
        kind = self.kinds[code]
        self._glyph((MARGIN + 3, y + CELL / 2), kind)
        name, room = self._name(row, kind), NAMES - 14
        size = NORMAL * min(1, room / width_of(name, NORMAL))
        bold = code == self.shown.request.selected
        at = (MARGIN + 11, base)
        write(self.axes, at, name, size=size, colour=ink.text, bold=bold, italic=kind == "group")
        for place, column in enumerate(self.columns):
            score = row.scores.get(place)
            if score is None:
                at = (column.left, y + CELL / 2)
                self.sheet.rectangle(at, (column.width, 0.4), ink.rule)
            else:
                self._draw_cell(row, place, score, y)
        for place, firm in row.turns.items():
            middle = (self.columns[place].left - GAP / 2, y + CELL / 2)
            self._triangle(middle, up=row.scores[place].score > 0, firm=firm)
        if row.section != "once":
            at, swing = (self.sheet.width - MARGIN, base), words.signed(row.swing).lstrip("+")
            write(self.axes, at, swing, size=SMALL, colour=ink.quiet, align="right")

    def _name(self, row: Row, kind: str) -> str:
        """Return what a row is called: a state as it was last, anybody else by the short name."""
        if kind in WITH_TERRITORY:
            return self.words.name(row.counterpart, self.eras[max(row.scores)]["id"])
        return self.words.short(self.shown.study.counterparts.set_index("id").loc[row.counterpart])

    def _draw_cell(self, row: Row, place: int, score: Score, y: float) -> None:
        column, code = self.columns[place], row.counterpart
        is_group = self._is_group(row, score)
        reading = Reading("score", score.score, score)
        fill = (fill_of_group if is_group else fill_of)(reading, self.ink)
        self.sheet.number_box(
            (column.left, y),
            (column.width, CELL),
            fill,
            self.words.signed(score.score),
            rim=self.ink.of_group(reading)[1] if is_group else None,
            gid=f"cell-{code}-{self.eras[place]['id']}",
        )

    def _is_group(self, row: Row, score: Score) -> bool:
        """Say whether a score is drawn as a group's."""
        through = score.basis == "group" and not self.shown.request.members
        return through or self.kinds[row.counterpart] == "group"

    def _triangle(self, middle: tuple[float, float], *, up: bool, firm: bool) -> None:
        """Draw a turned sign: upwards where it is now cooperation, hollow where it is not firm."""
        (x, y), (wide, high), ink = middle, TURN, self.ink
        tip, foot = (-1, 1) if up else (1, -1)
        corners = [(x - wide / 2, y + foot * high / 2), (x + wide / 2, y + foot * high / 2)]
        shape = Polygon(
            [*corners, (x, y + tip * high / 2)],
            facecolor=ink.text if firm else ink.paper,
            edgecolor=ink.paper if firm else ink.text,
            linewidth=0.5 if firm else 0.8,
            zorder=5,
        )
        self.axes.add_artist(shape)

    def _glyph(self, middle: tuple[float, float], kind: str) -> None:
        """Draw a circle for who has a territory, a dashed square for a group, else a diamond."""
        (x, y), ink, r = middle, self.ink, GLYPH
        if kind == "group":
            dashes = (0, (2.6, 2.2))
            at, size = (x - r, y - r), (2 * r, 2 * r)
            self.sheet.outline(at, size, colour=ink.quiet, dashes=dashes)
        elif kind in WITH_TERRITORY:
            self.axes.add_artist(Circle(middle, r, color=ink.quiet, linewidth=0))
        else:
            corners = [(x - r - 0.4, y), (x, y - r - 0.4), (x + r + 0.4, y), (x, y + r + 0.4)]
            self.axes.add_artist(Polygon(corners, color=ink.quiet, linewidth=0))


def overview_title(shown: Shown) -> str:
    """Return the heading over all eras."""
    eras = shown.study.eras
    years = shown.words.years(eras["start"].iloc[0], eras["end"].iloc[-1])
    return shown.words.say("overview.title", years=years)


def _columns(days: list[int], width: float) -> list[_Column]:
    """Share the room of a sheet among eras by their days, but no less than `LEAST` to each."""
    room = width - 2 * MARGIN - NAMES - SWING - len(days) * GAP
    narrow: set[int] = set()
    while True:
        wide = [place for place in range(len(days)) if place not in narrow]
        unit = (room - LEAST * len(narrow)) / max(1, sum(days[place] for place in wide))
        more = {place for place in wide if days[place] * unit < LEAST}
        if not more:
            break
        narrow |= more
    columns, left = [], MARGIN + NAMES
    for place, length in enumerate(days):
        wide_as = LEAST if place in narrow else length * unit
        columns.append(_Column(left, wide_as))
        left += wide_as + GAP
    return columns
