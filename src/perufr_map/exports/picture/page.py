"""Lay out the sheet: title, time, map, legend, counterparts without territory, source."""

from __future__ import annotations

from matplotlib.figure import Figure

from perufr_map.exports.picture.legend import draw_legend
from perufr_map.exports.picture.painter import MapPainter
from perufr_map.exports.picture.sheet import (
    HEIGHT,
    MAP,
    MARGIN,
    RIGHT,
    SMALL,
    TIMELINE,
    WIDTH,
    Sheet,
)
from perufr_map.exports.picture.strip import draw_strip
from perufr_map.exports.picture.text import broken, width_of, write, write_lines
from perufr_map.shown.request import Shown

LINES = 6  # of the summary, before it is set smaller
YEAR = 24.0  # room for one under the timeline
SUMMARY = 0.6 * WIDTH  # where the summary starts
ROOM = SUMMARY - MARGIN - 24  # of the title
VERSUS = 13.0  # height of the line that names the other era
LEADING = SMALL * 1.4


def draw(shown: Shown, era: str | None = None) -> Figure:
    """Draw an era, or what changed in it since another one, as a sheet of A4, across.

    Parameters
    ----------
    shown
        A request and the numbers that answer it.
    era
        Id of the era. Default: the request's.

    Returns
    -------
    Figure
        842 by 595.25 points; nothing of it lives in pyplot.
    """
    sheet = Sheet(shown, era)
    _draw_title(sheet)
    _draw_summary(sheet)
    _draw_timeline(sheet)
    painter = MapPainter(sheet.axes, (MARGIN, MAP, WIDTH - 2 * MARGIN), sheet.ink)
    painter.draw(sheet.world, sheet.readings, sheet.study.focus, sheet.request.selected)
    bottom = _draw_source(sheet)
    draw_legend(sheet, bottom=bottom)
    draw_strip(sheet, {area.code for area in sheet.world.areas}, bottom=bottom)
    return sheet.figure


def _draw_title(sheet: Sheet) -> None:
    words, ink, axes = sheet.words, sheet.ink, sheet.axes
    name = words.era(sheet.request.era)
    size = next((s for s in (24, 22, 20, 18) if width_of(name, s, bold=True) <= ROOM), 15)
    lines = broken(name, size, ROOM, bold=True)
    raised = VERSUS if sheet.before is not None and len(lines) > 1 else 0.0
    write(axes, (MARGIN, 37 - raised), words.title, size=8.5, colour=ink.quiet)
    at = (MARGIN, 65 - raised)
    write_lines(axes, at, lines, size=size, colour=ink.text, bold=True, leading=1.15)
    dates = words.span(sheet.era["start"], sheet.era["end"])
    said = " · ".join(filter(None, [dates, sheet.era["leader"]]))
    y = 99.0 if len(lines) > 1 else 85.0 if sheet.before is None else 80.5
    write(axes, (MARGIN, y - raised), said, size=9, colour=ink.quiet)
    if sheet.request.before is None:
        return
    other = sheet.study.era(sheet.request.before)
    name, dates = words.of(other, "name"), words.span(other["start"], other["end"])
    label = words.say("compare.label")
    versus = f"{label}: {words.say('era.announce', name=name, dates=dates)}"
    fitting = (s for s in (9.0, 8.5, 8.0, 7.5) if width_of(versus, s) <= ROOM)
    small = next(fitting, None)
    if small is None:  # the line of time has its years
        versus, small = f"{label}: {name}", 8.0
    write(axes, (MARGIN, 80.5 + VERSUS), versus, size=small, colour=ink.text)


def _draw_summary(sheet: Sheet) -> None:
    room, summary = RIGHT - SUMMARY, sheet.words.of(sheet.era, "summary")
    fitting = (s for s in (8.0, 7.5, 7.0, 6.5) if len(broken(summary, s, room)) <= LINES)
    size = next(fitting, 6.0)
    lines = broken(summary, size, room)
    colour = sheet.ink.text
    write_lines(sheet.axes, (SUMMARY, 36), lines, size=size, colour=colour, leading=1.42)


def _draw_timeline(sheet: Sheet) -> None:
    """Draw a line of all eras, this one thick, so that a picture alone tells its place.

    The era that it is compared with is hollow.
    """
    eras, ink = sheet.study.eras.to_dict("records"), sheet.ink
    first, last = eras[0]["start"].toordinal(), eras[-1]["end"].toordinal()
    labelled = -1e9
    for number, era in enumerate(eras):
        left, right = (
            MARGIN + (RIGHT - MARGIN) * (day.toordinal() - first) / (last - first)
            for day in (era["start"], era["end"])
        )
        now, versus = number == sheet.number, number == sheet.before
        thick, colour = (3.0, ink.text) if now or versus else (1.6, ink.rule)
        at, size = (left, TIMELINE - thick / 2), (right - left - 1.5, thick)
        sheet.rectangle(at, size, colour)
        if versus:
            at, size = (left + 0.8, at[1] + 0.8), (size[0] - 1.6, thick - 1.6)
            sheet.rectangle(at, size, ink.paper)
        marked = now or versus
        if marked or left - labelled > YEAR:
            colour = ink.text if marked else ink.quiet
            year = f"{era['start'].year:04}"
            place = (left, TIMELINE + 10)
            write(sheet.axes, place, year, size=SMALL, colour=colour, bold=marked)
            labelled = left


def _draw_source(sheet: Sheet) -> float:
    """Say on whose word the picture stands, under which licence, by which method.

    Returns where the rule above it is.
    """
    words, ink = sheet.words, sheet.ink
    method = words.method(sheet.departures)
    source = broken(words.colophon, SMALL, RIGHT - MARGIN)
    scored = broken(method, SMALL, RIGHT - MARGIN, bold=True) if method else []
    top = HEIGHT - 18 - (len(source) + len(scored) - 1) * LEADING
    rule = top - 13
    sheet.rectangle((MARGIN, rule), (RIGHT - MARGIN, 0.6), ink.rule)
    at = (MARGIN, top)
    y = write_lines(sheet.axes, at, source, size=SMALL, colour=ink.quiet, leading=1.4)
    at = (MARGIN, y)
    write_lines(sheet.axes, at, scored, size=SMALL, colour=ink.text, leading=1.4, bold=True)
    return rule
