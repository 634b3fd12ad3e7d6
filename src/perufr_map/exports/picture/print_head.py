"""Write the head of a printed page: title, summary, and the line of time."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from perufr_map.exports.picture.drawing import Drawing
from perufr_map.exports.picture.heading import say_title, say_versus
from perufr_map.exports.picture.layouts import LAYOUTS
from perufr_map.exports.picture.sheet import MARGIN
from perufr_map.exports.picture.text import break_lines, width_of, write, write_lines
from perufr_map.shown.density import density

SMALL = LAYOUTS["a4"].small
TIMELINE, MAP_TOP = 122.0, 140.0
DAYS = 101.0  # baseline of the names of days
BARS = 15.0  # height of the highest bar over the line of time
LEADING, HIGHEST = 1.42, 54.0  # of the summary: from line to line, and from its first to its last
SUMMARY = 505.0  # where the summary starts
ROOM = SUMMARY - MARGIN - 24  # of the title
SIZES = (9.0, 8.5, 8.0, 7.5)  # of type below the title
VERSUS = 13.0  # height of the line with the name of the other era


def draw_print_head(drawing: Drawing) -> None:
    """Write it at the top of the sheet."""
    _draw_title(drawing)
    _draw_summary(drawing)
    _draw_timeline(drawing)


def _draw_title(drawing: Drawing) -> None:
    words, ink, axes = drawing.words, drawing.ink, drawing.axes
    name, subtitle = say_title(drawing)
    size = next((s for s in (24, 22, 20, 18) if width_of(name, s, bold=True) <= ROOM), 15)
    lines = break_lines(name, size, ROOM, bold=True)
    rise = VERSUS if drawing.before is not None and len(lines) > 1 else 0.0
    write(axes, (MARGIN, 37 - rise), words.title, size=8.5, colour=ink.quiet)
    at = (MARGIN, 62 - rise)
    write_lines(axes, at, lines, size=size, colour=ink.text, bold=True, leading=1.15)
    small = next((s for s in SIZES if width_of(subtitle, s) <= ROOM), 7.0)
    y = 94.0 if len(lines) > 1 else 79.0 if drawing.before is None else 76.0
    write(axes, (MARGIN, y - rise), subtitle, size=small, colour=ink.quiet)
    versus = say_versus(drawing)
    if not versus:
        return
    fits = next((s for s in SIZES if width_of(versus, s) <= ROOM), None)
    if fits is None:  # the timeline shows its years
        versus, fits = say_versus(drawing, dated=False), 8.0
    write(axes, (MARGIN, 76.0 + VERSUS), versus, size=fits, colour=ink.text)


def _draw_summary(drawing: Drawing) -> None:
    """Write the era's summary, or of a comparison what changed."""
    room = drawing.width - MARGIN - SUMMARY
    summary = drawing.changed or drawing.words.of(drawing.era, "summary")
    for size in (8.5, 8.0, 7.5, 7.0):
        lines = break_lines(summary, size, room)
        if (len(lines) - 1) * size * LEADING <= HIGHEST:
            break
    else:
        lines = _cut(lines, int(HIGHEST / (size * LEADING)) + 1)
    colour = drawing.ink.text
    write_lines(drawing.axes, (SUMMARY, 36), lines, size=size, colour=colour, leading=LEADING)


def _cut(lines: list[str], most: int) -> list[str]:
    """Return the lines that have room, up to the end of a sentence where there is one."""
    for place in reversed(range(most)):
        if whole := re.match(r".*[.!?\u3002\u061f](?=\s|$)", lines[place]):
            return [*lines[:place], f"{whole[0]} …"]
    return [*lines[: most - 1], f"{lines[most - 1]} …"]


def _draw_timeline(drawing: Drawing) -> None:
    """Draw a line of all eras; this era is thick, the era that it is compared with is hollow."""
    eras, ink = drawing.study.eras.to_dict("records"), drawing.ink
    first, last = eras[0]["start"].toordinal(), eras[-1]["end"].toordinal()
    right = drawing.width - MARGIN

    long = (right - MARGIN) / (last - first)  # points to a day
    starts = [MARGIN + long * (era["start"].toordinal() - first) for era in eras]
    ends = [*starts[1:], right]
    _draw_bars(drawing, starts[drawing.number], ends[drawing.number])
    for number, (left, end) in enumerate(zip(starts, ends, strict=True)):
        thick = number in {drawing.number, drawing.before}
        height, colour = (3.0, ink.text) if thick else (1.6, ink.rule)
        place, size = (left, TIMELINE - height / 2), (end - left - 1.5, height)
        drawing.rectangle(place, size, colour)
        if number == drawing.before:
            place, size = (left + 0.8, place[1] + 0.8), (size[0] - 1.6, height - 1.6)
            drawing.rectangle(place, size, ink.paper)
    _write_names(drawing, starts, ends)
    _mark_days(drawing, lambda day: MARGIN + long * (day.toordinal() - first))


def _mark_days(drawing: Drawing, place: Callable[[date], float]) -> None:
    """Draw a tick on each day that the study marks, with its name where it has room."""
    ink, right, end = drawing.ink, drawing.width - MARGIN, 0.0
    for mark in drawing.study.marks:
        x, said = place(date.fromisoformat(mark["day"])), drawing.words.mark(mark)
        wide = width_of(said, SMALL) + 3
        left = x - wide if x - wide >= max(end, MARGIN) else x + 3
        drawing.axes.plot([x, x], [DAYS - SMALL, TIMELINE], color=ink.text, linewidth=0.8)
        if left < end or left + wide > right:
            continue
        write(drawing.axes, (left, DAYS), said, size=SMALL, colour=ink.text)
        end = left + wide + 3


def _write_names(drawing: Drawing, starts: list[float], ends: list[float]) -> None:
    """Write name and year of each era where it has room; that of the era shown always."""
    eras, right = drawing.study.eras.to_dict("records"), drawing.width - MARGIN
    taken: list[tuple[float, float]] = []
    bold = [each for each in (drawing.number, drawing.before) if each is not None]
    for number in [*bold, *(each for each in range(len(eras)) if each not in bold)]:
        era, left, end = eras[number], starts[number], ends[number]
        year, thick = drawing.words.began(era["start"], era["end"]), number in bold
        for name in (f"{drawing.words.short(era)}  ", ""):
            named = width_of(name, SMALL, bold=thick) if name else 0.0
            wide = named + width_of(year, SMALL, bold=thick)
            x = min(left, right - wide) if thick else left
            fits = not any(x < last + 4 and x + wide + 4 > first for first, last in taken)
            if fits and (thick or x + wide <= (end if name else right)):
                break
        else:
            continue
        taken.append((x, x + wide))
        base, colour = TIMELINE + 10, drawing.ink.text if thick else drawing.ink.quiet
        if name:
            write(drawing.axes, (x, base), name.rstrip(), size=SMALL, colour=colour, bold=thick)
        write(drawing.axes, (x + named, base), year, size=SMALL, colour=colour, bold=thick)


def _draw_bars(drawing: Drawing, left: float, right: float) -> None:
    """Draw how much is told of each quarter, over the line of time."""
    told, ink = density(drawing.study), drawing.ink
    most = max(told, default=0)
    if not most:
        return
    wide = (drawing.width - 2 * MARGIN) / len(told)
    for number, share in enumerate(told):
        x, high = MARGIN + number * wide, BARS * share / most
        colour = ink.quiet if left - 0.5 <= x + wide / 2 < right else ink.rule
        drawing.rectangle((x, TIMELINE - 3 - high), (wide - 0.7, high), colour)
