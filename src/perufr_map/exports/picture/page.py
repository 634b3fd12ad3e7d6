"""Draw the A4 page: title, timeline, map, legend, counterparts without territory, source."""

from __future__ import annotations

from matplotlib.figure import Figure

from perufr_map.exports.picture.drawing import (
    MAP_BOX,
    RIGHT,
    TIMELINE,
    WIDTH,
    Drawing,
)
from perufr_map.exports.picture.labels import draw_labels
from perufr_map.exports.picture.legend import draw_legend
from perufr_map.exports.picture.painter import MapPainter
from perufr_map.exports.picture.sheet import MARGIN, SMALL
from perufr_map.exports.picture.strip import draw_strip
from perufr_map.exports.picture.text import break_lines, width_of, write, write_lines
from perufr_map.shown.reading import count_named
from perufr_map.shown.regions import regions
from perufr_map.shown.request import Shown

LINES = 6  # most lines of the summary in a size of type
YEAR = 24.0  # width of a year under the timeline
SUMMARY = 0.6 * WIDTH  # where the summary starts
ROOM = SUMMARY - MARGIN - 24  # of the title
LABEL = 8.6  # size of the names on the map
SIZES = (9.0, 8.5, 8.0, 7.5)  # of type below the title
VERSUS = 13.0  # height of the line with the name of the other era


def draw(shown: Shown, era: str | None = None) -> Figure:
    """Draw an era, or its changes since another era, on an A4 page in landscape.

    Parameters
    ----------
    shown
        A request and its scores.
    era
        Id of the era. Default: the request's.

    Returns
    -------
    Figure
        842 by 595.25 points, not registered with pyplot.
    """
    drawing = Drawing(shown, era)
    _draw_title(drawing)
    _draw_summary(drawing)
    _draw_timeline(drawing)
    painter = MapPainter(drawing.axes, MAP_BOX, shown.frame, drawing.ink)
    painter.draw(
        drawing.world,
        drawing.readings,
        drawing.study.focus,
        regions=drawing.regions,
        selected=drawing.selected_states,
    )
    labelled = draw_labels(drawing, painter, LABEL)
    bottom = drawing.source.write(drawing)
    draw_legend(drawing, bottom=bottom)
    draw_strip(drawing, labelled, bottom=bottom)
    return drawing.figure


def _draw_title(drawing: Drawing) -> None:
    words, ink, axes = drawing.words, drawing.ink, drawing.axes
    name, subtitle = _say_title(drawing)
    size = next((s for s in (24, 22, 20, 18) if width_of(name, s, bold=True) <= ROOM), 15)
    lines = break_lines(name, size, ROOM, bold=True)
    rise = VERSUS if drawing.before is not None and len(lines) > 1 else 0.0
    write(axes, (MARGIN, 37 - rise), words.title, size=8.5, colour=ink.quiet)
    at = (MARGIN, 65 - rise)
    write_lines(axes, at, lines, size=size, colour=ink.text, bold=True, leading=1.15)
    small = next((s for s in SIZES if width_of(subtitle, s) <= ROOM), 7.0)
    y = 99.0 if len(lines) > 1 else 85.0 if drawing.before is None else 80.5
    write(axes, (MARGIN, y - rise), subtitle, size=small, colour=ink.quiet)
    if drawing.request.before is None:
        return
    other = drawing.study.era(drawing.request.before)
    name, dates = words.of(other, "name"), words.span(other["start"], other["end"])
    label = words.say("compare.label")
    versus = f"{label}: {words.say('era.announce', name=name, dates=dates)}"
    fits = next((s for s in SIZES if width_of(versus, s) <= ROOM), None)
    if fits is None:  # the timeline shows its years
        versus, fits = f"{label}: {name}", 8.0
    write(axes, (MARGIN, 80.5 + VERSUS), versus, size=fits, colour=ink.text)


def _say_title(drawing: Drawing) -> tuple[str, str]:
    """Return the title, and the line below it.

    The title is the headline of the era, which is written for its scores by the study's own
    method; for a comparison or another method it is the era's name.
    """
    words, era = drawing.words, drawing.request.era
    name = words.era(era)
    headline = words.headline(era)
    if not headline or drawing.before is not None or drawing.scored.departures:
        dates = words.span(drawing.era["start"], drawing.era["end"])
        return name, " · ".join(filter(None, [dates, drawing.era["leader"]]))
    named, grouped = count_named(drawing.scored, era), bool(regions(drawing.scored, era))
    return headline, f"{name}, {words.dek(era, named=named, grouped=grouped)}"


def _draw_summary(drawing: Drawing) -> None:
    """Write the era's summary, or of a comparison what changed."""
    room, summary = RIGHT - SUMMARY, drawing.changed or drawing.words.of(drawing.era, "summary")
    fitting = (s for s in (8.0, 7.5, 7.0, 6.5) if len(break_lines(summary, s, room)) <= LINES)
    size = next(fitting, 6.0)
    lines = break_lines(summary, size, room)
    colour = drawing.ink.text
    write_lines(drawing.axes, (SUMMARY, 36), lines, size=size, colour=colour, leading=1.42)


def _draw_timeline(drawing: Drawing) -> None:
    """Draw a line of all eras; this era is thick, the era that it is compared with is hollow."""
    eras, ink = drawing.study.eras.to_dict("records"), drawing.ink
    first, last = eras[0]["start"].toordinal(), eras[-1]["end"].toordinal()
    last_label = -1e9
    for number, era in enumerate(eras):
        left, right = (
            MARGIN + (RIGHT - MARGIN) * (day.toordinal() - first) / (last - first)
            for day in (era["start"], era["end"])
        )
        now, versus = number == drawing.number, number == drawing.before
        thick, colour = (3.0, ink.text) if now or versus else (1.6, ink.rule)
        at, size = (left, TIMELINE - thick / 2), (right - left - 1.5, thick)
        drawing.rectangle(at, size, colour)
        if versus:
            at, size = (left + 0.8, at[1] + 0.8), (size[0] - 1.6, thick - 1.6)
            drawing.rectangle(at, size, ink.paper)
        highlight = now or versus
        if highlight or left - last_label > YEAR:
            colour = ink.text if highlight else ink.quiet
            year = f"{era['start'].year:04}"
            place = (left, TIMELINE + 10)
            write(drawing.axes, place, year, size=SMALL, colour=colour, bold=highlight)
            last_label = left
