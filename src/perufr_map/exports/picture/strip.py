"""List the counterparts that have a reading but no territory on the map."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from perufr_map.exports.picture.drawing import FOOT, RIGHT, STRIP, Drawing
from perufr_map.exports.picture.painter import RIM_DASHES, fill_of, fill_of_group
from perufr_map.exports.picture.sheet import NORMAL, SMALL
from perufr_map.exports.picture.text import break_lines, width_of, write, write_lines
from perufr_map.shown.scale import ink_on
from perufr_map.study.layout import KINDS

KIND = 80.0  # width of the headings
LEFT = STRIP + KIND
TOP = FOOT - 8
LAST = 20.0  # from the top of the last row to the rule below
LEADING, GAP = 1.3, 5.0  # of a sentence below the list, and what is left below it
CHIP = (25.0, 10.0)  # the box of a number, wider for a longer word


@dataclass(frozen=True)
class Setting:
    """The sizes of the list: of type, of the step from row to row, of the gap between kinds."""

    size: float
    row: float
    kind_gap: float


SETTINGS = (Setting(NORMAL, 13, 17), Setting(7.0, 11.4, 13.4))
"""The second is used if the first leaves no room for some counterparts."""


def draw_strip(drawing: Drawing, on_map: Collection[str], *, bottom: float) -> None:
    """List counterparts by kind; show the number of those without room above `bottom`."""
    for setting in SETTINGS:
        headings, positions, left_out = _plan(drawing, on_map, setting, bottom - LAST)
        if not left_out:
            break
    size, quiet = setting.size, drawing.ink.quiet
    for y, lines in headings:
        write_lines(drawing.axes, (STRIP, y + 7.8), lines, size=size, colour=quiet, leading=1.2)
    for at, code in positions:
        _draw_actor(drawing, at, code, size)
    if drawing.told:
        y = max((y for (_, y), _ in positions), default=TOP) + setting.kind_gap + 7.8
        lines = break_lines(drawing.told, NORMAL, RIGHT - STRIP)
        if y + (len(lines) - 1) * NORMAL * LEADING < bottom - GAP:
            colour = drawing.ink.text
            write_lines(
                drawing.axes, (STRIP, y), lines, size=NORMAL, colour=colour, leading=LEADING
            )
    if left_out:
        at, more = (RIGHT, bottom - 4), f"+ {left_out}"
        write(drawing.axes, at, more, size=NORMAL, colour=quiet, align="right")


def _plan(
    drawing: Drawing, on_map: Collection[str], setting: Setting, lowest: float
) -> tuple[list[tuple[float, list[str]]], list[tuple[tuple[float, float], str]], int]:
    """Return the positions of headings and counterparts, and how many have no room."""
    headings, positions, left_out, y = [], [], 0, TOP
    for kind in (*KINDS[1:], KINDS[0]):  # states, of which most are on the map, come last
        codes = [
            code
            for code, own_kind in drawing.study.counterparts.set_index("id")["kind"].items()
            if code in drawing.readings and own_kind == kind and code not in on_map
        ]
        if not codes or y > lowest:
            left_out += len(codes)
            continue
        lines = break_lines(drawing.words.say(f"kinds.{kind}"), setting.size, KIND - 8)
        headings.append((y, lines))
        x, top = LEFT, y
        for code in codes:
            needed = (
                _chip(drawing, code) + 5 + width_of(drawing.words.name(code), setting.size) + 12
            )
            if x > LEFT and x + needed > RIGHT:
                x, y = LEFT, y + setting.row
            if y > lowest:
                left_out += 1
                continue
            positions.append(((x, y), code))
            x += needed
        y = max(y, top + (len(lines) - 1) * setting.size * 1.2) + setting.kind_gap
    return headings, positions, left_out


def _chip(drawing: Drawing, code: str) -> float:
    """Return the width of the box for a counterpart's number or word."""
    return max(
        CHIP[0], width_of(drawing.words.reading(drawing.readings[code]), SMALL, bold=True) + 7
    )


def _draw_actor(drawing: Drawing, at: tuple[float, float], code: str, size: float) -> None:
    (x, y), reading, ink = at, drawing.readings[code], drawing.ink
    chip, value = _chip(drawing, code), drawing.words.reading(reading)
    is_group = code in drawing.groups
    fill = fill_of_group(reading, ink) if is_group else fill_of(reading, ink)
    drawing.box(at, (chip, CHIP[1]), fill, edge=not is_group, gid=f"actor-{code}")
    if is_group:
        rim = ink.of_group(reading)[1]
        drawing.outline(at, (chip, CHIP[1]), colour=rim, dashes=RIM_DASHES)
    elif reading.is_firm:
        drawing.outline(at, (chip, CHIP[1]), colour=ink.firm_rim(reading))
    if fill.hatch is not None:  # a number on a pattern has a ground of its own
        wide = width_of(value, SMALL, bold=True) + 3
        place, size_of = (x + (chip - wide) / 2, y + 1), (wide, CHIP[1] - 2)
        drawing.rectangle(place, size_of, fill.colour, zorder=2.5)
    middle, colour = (x + chip / 2, y + 7.6), ink_on(fill.colour)
    write(drawing.axes, middle, value, size=SMALL, colour=colour, bold=True, align="center")
    name, is_selected = drawing.words.name(code), code == drawing.request.selected
    write(drawing.axes, (x + chip + 5, y + 7.8), name, size=size, colour=ink.text, bold=is_selected)
