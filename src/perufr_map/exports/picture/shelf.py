"""Draw the shelf: whoever has a reading and no place on the map, as diamonds pulled wide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.path import Path

from perufr_map.exports.picture.painter import RIM_DASHES, Fill, fill_of, fill_of_group, paint
from perufr_map.exports.picture.text import break_lines, width_of, write, write_lines
from perufr_map.shown.reading import Reading
from perufr_map.shown.scale import ink_on

if TYPE_CHECKING:
    from perufr_map.exports.picture.drawing import Drawing
    from perufr_map.exports.picture.ground import Box

TIP = 0.3  # of its height: length of a diamond's end
NAME, SCORE = 0.275, 0.36  # of its height: sizes of type
FLAT = 20.0  # a lower diamond has name and number in one line
LINE = 0.52  # of a flat one: size of type
GAP = 3.0  # between two
SHRUNK = (1.0, 0.92, 0.84)  # of its height
RIM = 1.1
SELECTED = 1.6


@dataclass(frozen=True)
class _Actor:
    code: str
    name: str
    value: str
    reading: Reading


@dataclass(frozen=True)
class Shelf:
    """Who stands on a shelf of some width, row by row; `left_out` is how many have no room."""

    rows: list[list[tuple[_Actor, float]]]
    left_out: int
    height: float


def list_actors(drawing: Drawing) -> list[_Actor]:
    """Return who has a reading and no territory, the strongest first."""
    words, era = drawing.words, drawing.request.era
    found = [
        _Actor(code, words.brief(code, era), words.reading(reading), reading)
        for code, reading in drawing.readings.items()
        if (drawing.kinds.get(code, "state") != "state" or not drawing.is_mapped)
        and code not in drawing.places
        and all(code != region.group for region in drawing.regions)
    ]
    return sorted(found, key=lambda each: (-abs(each.reading.value or 0), each.name))


def fill_shelf(drawing: Drawing, width: float, *, height: float, most: int) -> Shelf:
    """Put counterparts onto a shelf with `most` rows at most, and count those without room.

    They are a little less high where all then stand in one row.
    """
    actors = list_actors(drawing)
    if height >= FLAT:
        for share in SHRUNK:
            shelf = _fill(drawing, actors, width, height * share, most=1)
            if not shelf.left_out:
                return shelf
    return _fill(drawing, actors, width, height, most=most)


def _fill(
    drawing: Drawing, actors: list[_Actor], width: float, height: float, *, most: int
) -> Shelf:
    rows: list[list[tuple[_Actor, float]]] = []
    for number, actor in enumerate(actors):
        wide = width if height < FLAT else _width_of(actor, height)
        left = len(actors) - number - 1
        used = sum(each + GAP for _, each in rows[-1]) if rows else 0.0
        more = _say_more(drawing, left, height) if left and len(rows) == most else 0.0
        if rows and used + wide + more <= width:
            rows[-1].append((actor, wide))
        elif len(rows) < most:
            rows.append([(actor, wide)])
        else:
            return Shelf(rows, left + 1, height)
    return Shelf(rows, 0, height)


def draw_shelf(drawing: Drawing, shelf: Shelf, box: Box) -> None:
    """Draw a shelf in a box, from its top."""
    height = shelf.height
    pitch, y = height + GAP, box.top
    for row in shelf.rows:
        x = box.left
        for actor, wide in row:
            _draw(drawing, actor, (x, y), (wide, height))
            x += wide + GAP
        y += pitch
    if shelf.left_out:
        more = drawing.words.say("shelf.more", n=shelf.left_out)
        size = _size_of_more(height)
        ink = drawing.ink.text
        last = sum(wide + GAP for _, wide in shelf.rows[-1]) if shelf.rows else 0.0
        if height < FLAT:
            write(drawing.axes, (box.left, y + size), more, size=size, colour=ink)
        else:
            base = y - pitch + height / 2 + size * 0.36
            write(drawing.axes, (box.left + last + 3, base), more, size=size, colour=ink)


def write_title(drawing: Drawing, at: tuple[float, float], *, size: float, width: float) -> None:
    """Write what a shelf is, in lines around a middle."""
    text, (x, y) = drawing.shelf_title, at
    lines = break_lines(text, size, width, bold=True)
    base = y - (len(lines) - 1) * size * 0.6 + size * 0.36
    quiet = drawing.ink.quiet
    write_lines(drawing.axes, (x, base), lines, size=size, colour=quiet, leading=1.2, bold=True)


def _width_of(actor: _Actor, height: float) -> float:
    name = width_of(actor.name, height * NAME, bold=True)
    value = width_of(actor.value, height * SCORE, bold=True)
    return max(name, value) + 2 * height * TIP


def _size_of_more(height: float) -> float:
    return height * (LINE if height < FLAT else NAME)


def _say_more(drawing: Drawing, count: int, height: float) -> float:
    more = drawing.words.say("shelf.more", n=count)
    return width_of(more, _size_of_more(height)) + GAP + 3


def _draw(
    drawing: Drawing, actor: _Actor, at: tuple[float, float], size: tuple[float, float]
) -> None:
    (x, y), (wide, height), ink = at, size, drawing.ink
    reading, is_group = actor.reading, actor.code in drawing.groups
    fill = fill_of_group(reading, ink) if is_group else fill_of(reading, ink)
    tip, middle = height * TIP, y + height / 2
    corners = [(x, middle), (x + tip, y), (x + wide - tip, y)]
    corners += [(x + wide, middle), (x + wide - tip, y + height), (x + tip, y + height)]
    outline = Path([*corners, corners[0]], closed=True)
    if actor.code == drawing.request.selected:
        around = paint(drawing.axes, outline, Fill("none"), zorder=1.9)
        around.set_edgecolor(ink.text)
        around.set_linewidth(2 * SELECTED)
    paint(drawing.axes, outline, fill, zorder=2, gid=f"{drawing.prefix}actor-{actor.code}")
    rim = ink.of_group(reading)[1] if is_group else ink.firm_rim(reading)
    if is_group or reading.is_firm:
        edge = paint(drawing.axes, outline, Fill("none"), zorder=2.1)
        edge.set_edgecolor(rim)
        edge.set_linewidth(RIM)
        edge.set_linestyle(RIM_DASHES if is_group else "solid")
    style: dict[str, Any] = {"colour": ink_on(fill.colour), "zorder": 4.0, "bold": True}
    style["halo"] = fill.colour if fill.hatch else None
    axes = drawing.axes
    if height < FLAT:
        type_size = height * LINE
        value = width_of(actor.value, type_size, bold=True)
        room = wide - 2 * tip - value - 4
        name = type_size * min(1.0, room / width_of(actor.name, type_size, bold=True))
        base = middle + type_size * 0.36
        write(axes, (x + tip, base), actor.name, size=name, **style)
        right = (x + wide - tip, base)
        write(axes, right, actor.value, size=type_size, align="right", **style)
        return
    first, second = height * NAME, height * SCORE
    centre = x + wide / 2
    lines = ((actor.name, first, 0.4), (actor.value, second, 0.79))
    for text, type_size, down in lines:
        foot = (centre, y + height * down)
        write(axes, foot, text, size=type_size, align="center", **style)
