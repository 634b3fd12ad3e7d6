"""Draw the maps of all eras on one sheet, in the same frame."""

from __future__ import annotations

from collections.abc import Iterable

from matplotlib.figure import Figure

from perufr_map.exports.picture.drawing import Drawing
from perufr_map.exports.picture.ground import Box
from perufr_map.exports.picture.keys import Keys
from perufr_map.exports.picture.labels import draw_labels
from perufr_map.exports.picture.notes import draw_notes, list_notes, set_notes
from perufr_map.exports.picture.painter import MapPainter
from perufr_map.exports.picture.sheet import MARGIN, NORMAL, Sheet, Source
from perufr_map.exports.picture.shelf import GAP, draw_shelf, fill_shelf
from perufr_map.exports.picture.text import width_of, write
from perufr_map.exports.picture.unlabelled import write_unlabelled_on_map
from perufr_map.exports.picture.unmapped import say_unmapped
from perufr_map.exports.picture.view import fit_view
from perufr_map.exports.scripts import tell_missing_scripts
from perufr_map.shown.request import Shown
from perufr_map.shown.scale import Scale

WIDTH = 1190.55  # A3 across, in points
COLUMNS, GUTTER = 3, 14.0
TOP = 84.0  # of the first row
HEAD, BETWEEN = 38.0, 22.0  # over a map, and below its shelf
SHAPE = 0.66  # height of a map to its width
DIAMOND, SHELVES, INSET = 24.0, 4, 5.0  # of a shelf: height and most rows, and what is around it


@tell_missing_scripts()
def draw_multiples(shown: Shown, eras: Iterable[str]) -> Figure:
    """Draw the maps of eras side by side, three to a row, each with its shelf.

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
    source, ink = Source(shown, WIDTH, eras=each), Scale.of(shown.request.theme, shown.study.edges)
    width = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GUTTER) / COLUMNS
    sheet, top = Sheet((WIDTH, TOP), ink), TOP
    drawings = [Drawing(shown, era, sheet) for era in each]
    notes = set_notes(list_notes(drawings), WIDTH - 2 * MARGIN, size=NORMAL, most=1)
    _draw_title(sheet, shown)
    for start in range(0, len(each), COLUMNS):
        panels = [
            _Panel(drawing, (MARGIN + across * (width + GUTTER), top), width)
            for across, drawing in enumerate(drawings[start : start + COLUMNS])
        ]
        high = max(panel.shelf_height for panel in panels)
        for panel in panels:
            panel.draw(high)
        top += HEAD + width * SHAPE + high + BETWEEN
    height = top + 18 + notes.height + source.height
    sheet.grow(height)
    keys = Keys(sheet, shown.words, (MARGIN, top + 2))
    keys.classes(ink.score_ramp, low="legend.conflict", high="legend.cooperation")
    draw_notes(sheet, notes, Box(MARGIN, top + 12, WIDTH - MARGIN, top + 12 + notes.height))
    source.write(sheet)
    return sheet.figure


def _draw_title(sheet: Sheet, shown: Shown) -> None:
    words, ink, before = shown.words, sheet.ink, shown.request.before
    write(sheet.axes, (MARGIN, 44), words.title, size=20, colour=ink.text, bold=True)
    said = [words.say("page.multiples.dek")]
    if before is not None:
        said.append(f"{words.say('compare.label')}: {words.era(before)}.")
    write(sheet.axes, (MARGIN, 62), " ".join(said), size=9, colour=ink.quiet)


class _Panel:
    """The map of one era: a heading over it, and below it the shelf."""

    def __init__(self, drawing: Drawing, at: tuple[float, float], width: float) -> None:
        self.drawing, self.at, self.width = drawing, at, width
        self.shelf = fill_shelf(drawing, width - 2 * INSET, height=DIAMOND, most=SHELVES)

    @property
    def shelf_height(self) -> float:
        """Of the band of sea that the shelf stands on."""
        return max(1, len(self.shelf.rows)) * (self.shelf.height + GAP) - GAP + 2 * INSET

    def draw(self, shelf_height: float) -> None:
        """Draw it, with the shelf on a band of some height."""
        drawing, (left, top) = self.drawing, self.at
        self._draw_heading()
        start = top + HEAD
        box = Box(left, start, left + self.width, start + self.width * SHAPE)
        era, frame = drawing.request.era, drawing.shown.frame
        painter = MapPainter(drawing.axes, fit_view(box, frame), drawing.ink, f"{era}-")
        painter.draw(
            drawing.world,
            drawing.readings,
            drawing.focus,
            regions=drawing.regions,
            selected=drawing.selected_states,
        )
        if not drawing.is_mapped:
            say_unmapped(drawing.axes, painter, drawing.words, NORMAL)
        write_unlabelled_on_map(drawing, draw_labels(drawing, painter, NORMAL))
        drawing.rectangle((left, box.bottom), (self.width, shelf_height), drawing.ink.sea)
        drawing.rectangle((left, box.bottom), (self.width, 0.6), drawing.ink.rule)
        at = (left + INSET, box.bottom + INSET)
        draw_shelf(drawing, self.shelf, Box(*at, box.right, box.bottom + shelf_height))

    def _draw_heading(self) -> None:
        drawing, words, (left, top) = self.drawing, self.drawing.words, self.at
        axes, ink, era = drawing.axes, drawing.ink, drawing.request.era
        drawing.rectangle((left, top), (self.width, 1.2), ink.text)
        statements = len(drawing.scored.events_of_era(era))
        years = words.years(drawing.era["start"], drawing.era["end"])
        right = f"{years}, {words.count('statements', statements)}"
        at = (left + self.width, top + 13)
        write(axes, at, right, size=NORMAL, colour=ink.quiet, align="right")
        told = drawing.before is None and not drawing.scored.departures
        headline = words.headline(era) if told else ""
        name = words.short(drawing.era) if headline else words.era(era)
        room = self.width - width_of(right, NORMAL) - 12
        size = min(9.0, 9.0 * room / width_of(name, 9.0, bold=True))
        write(axes, (left, top + 13), name, size=size, colour=ink.text, bold=True)
        size = next(
            (s for s in (9.5, 9.0, 8.5) if width_of(headline, s, bold=True) <= self.width), 8.0
        )
        write(axes, (left, top + 28), headline, size=size, colour=ink.text, bold=True)
