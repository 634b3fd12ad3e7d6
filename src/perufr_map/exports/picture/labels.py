"""Write name and number of each state and region on the map, where the rule finds a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from matplotlib.patches import Circle, FancyBboxPatch

from perufr_map.exports.picture.drawing import Drawing
from perufr_map.exports.picture.ground import CELL, COLOURED, PLAIN, Box, Ground
from perufr_map.exports.picture.painter import LAYERS, MapPainter, fill_of, fill_of_group
from perufr_map.exports.picture.places import Form, Item, Placed, place_labels
from perufr_map.exports.picture.signs import draw_signs
from perufr_map.exports.picture.text import width_of, write
from perufr_map.shown.reading import Reading
from perufr_map.shown.regions import Region
from perufr_map.shown.rings import Points, area_of
from perufr_map.shown.scale import ink_on

LINE = 1.16  # from line to line, and the height of one, in sizes of type
RISE = 0.36  # from the middle of a line down to its baseline, in sizes of type
LARGE = 1.3  # size of a number below a name
SMALL = 0.86  # size of what stands below a region's name
BLANK = 0.28  # between name and number
SEEN = 1 / 3  # of its land: if less is seen, a chip at the edge names it
SPECK = 2.5  # radius of a state without an outline
CHIP = (0.55, 1.65)  # its padding at each side, and its height, in sizes of type
BEAD = 0.32  # radius of a chip's dot, in sizes of type
DOT = 1.5  # radius at the start of a leader
ROOMY = 5.7  # width around a sign, in sizes of type
OWN = 0.8  # the share of it that must be its own land


@dataclass(frozen=True)
class _Subject:
    """Somebody with a label: its texts, its reading and its land."""

    code: str
    name: str
    short: str
    number: str
    below: str
    reading: Reading | None
    region: bool
    rings: list[Points]
    dots: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Labels:
    """The labels of a map, and whose land is where on it."""

    placed: list[Placed]
    ground: Ground

    @property
    def codes(self) -> set[str]:
        """The states and groups that have one."""
        return {label.item.code for label in self.placed}


def draw_labels(
    drawing: Drawing, painter: MapPainter, size: float, obstacles: Iterable[Box] = ()
) -> Labels:
    """Write the labels of a map.

    Parameters
    ----------
    drawing
        What is drawn.
    painter
        What has drawn its map.
    size
        Of the names, in points.
    obstacles
        What they must not cover.

    Returns
    -------
    Labels
        Where they stand. What found no place is in no label.
    """
    subjects, focus = _subjects(drawing, painter), _focus(drawing, painter)
    if any(each.dots for each in focus):  # a point: its name has no land to stand beside
        subjects, focus = [*focus, *subjects], []
    everybody = subjects, focus
    ground = _survey(drawing, painter, [*everybody[0], *everybody[1]])
    taken = [*obstacles, *_draw_signs(drawing, everybody[0], ground, size)]
    placed = _place(ground, *everybody, size=size, obstacles=taken)
    known = {subject.code: subject for subjects in everybody for subject in subjects}
    for label in placed:
        write_one = _write if label.item.away is None else _write_chip
        write_one(drawing, known[label.item.code], label, size)
    return Labels(placed, ground)


def _draw_signs(
    drawing: Drawing, subjects: list[_Subject], ground: Ground, size: float
) -> Iterator[Box]:
    """Draw signs of acts; yield those that have room for a label beside them."""
    for number, subject in enumerate(subjects):
        owner = COLOURED + 1 + number
        land = ground.land(owner)
        if not subject.rings or land is None:
            continue
        box = draw_signs(drawing, subject.code, land.deepest, size)
        if box is None:
            continue
        x, half = land.deepest[0], ROOMY * size / 2
        around = Box(x - half, box.top, x + half, box.bottom)
        if ground.shares(around, owner)[0] >= OWN:
            yield box


def _place(
    ground: Ground,
    subjects: list[_Subject],
    focus: list[_Subject],
    *,
    size: float,
    obstacles: Iterable[Box],
) -> list[Placed]:
    items = [
        _item(subject, COLOURED + 1 + number, size, _away(ground, subject, COLOURED + 1 + number))
        for number, subject in enumerate(subjects)
    ]
    owner = COLOURED + 1 + len(subjects)
    beside = next((_item(each, owner, size) for each in focus), None)
    return place_labels(ground, items, focus=beside, obstacles=obstacles)


def _subjects(drawing: Drawing, painter: MapPainter) -> list[_Subject]:
    """Return whom the map should name, the strongest first."""
    found = [*_regions(drawing, painter), *_states(drawing, painter)]
    return sorted(found, key=lambda each: (-abs(_value(each)), each.name))


def _value(subject: _Subject) -> float:
    reading = subject.reading
    return 0.0 if reading is None or reading.value is None else reading.value


def _states(drawing: Drawing, painter: MapPainter) -> Iterator[_Subject]:
    words, era = drawing.words, drawing.request.era
    large = {area.code for area in painter.large(drawing.world.areas)}
    for area in drawing.world.areas:
        reading = drawing.readings.get(area.code)
        if reading is None or area.code == drawing.focus:
            continue
        rings = painter.place_rings(drawing.world.outline([area])) if area.code in large else []
        dots = () if rings else tuple(painter.dots([area]))
        name, short = words.name(area.code, era), words.brief(area.code, era)
        number = words.reading(reading)
        yield _Subject(
            area.code, name, short, number, "", reading, region=False, rings=rings, dots=dots
        )


def _regions(drawing: Drawing, painter: MapPainter) -> Iterator[_Subject]:
    words = drawing.words
    for region in drawing.regions:
        areas = [area for area in drawing.world.areas if area.code in region.states]
        rings = painter.place_rings(drawing.world.outline(painter.large(areas)))
        if rings:
            yield _region(drawing, region, words.region(region), rings)


def _region(drawing: Drawing, region: Region, below: str, rings: list[Points]) -> _Subject:
    words, code = drawing.words, region.group
    number, short = words.reading(region.reading), words.brief(code, drawing.request.era)
    return _Subject(code, short, short, number, below, region.reading, region=True, rings=rings)


def _focus(drawing: Drawing, painter: MapPainter) -> list[_Subject]:
    code, words = drawing.focus, drawing.words
    areas = [area for area in drawing.world.areas if area.code == code]
    rings = painter.place_rings(drawing.world.outline(painter.large(areas)))
    dots = () if rings else tuple(painter.dots(areas))
    name = words.name(code, drawing.request.era)
    focus = _Subject(code, name, name, "", "", None, region=False, rings=rings, dots=dots)
    return [focus] if rings or dots else []


def _survey(drawing: Drawing, painter: MapPainter, subjects: list[_Subject]) -> Ground:
    """Say whose land is where on the map."""
    (left, bottom), (right, top) = painter.box.get_bbox().get_points()
    ground = Ground(Box(left, min(top, bottom), right, max(top, bottom)))
    for area in painter.large(drawing.world.areas):
        ground.paint(painter.place_rings(drawing.world.outline([area])), PLAIN)
    for number, subject in enumerate(subjects):
        ground.paint(subject.rings, COLOURED + 1 + number)
    for number, subject in enumerate(subjects):  # on top of all land
        for at in subject.dots:
            ground.dot(at, SPECK, COLOURED + 1 + number)
    return ground


def _away(ground: Ground, subject: _Subject, owner: int) -> tuple[float, float] | None:
    """Return the middle of somebody's mainland, if too little of their land is seen."""
    seen = float((ground.cells == owner).sum())
    whole = abs(sum(area_of(ring) for ring in subject.rings)) / CELL**2
    if seen >= SEEN * whole and seen:
        return None
    if subject.dots:
        return subject.dots[0]
    mainland = max(subject.rings, key=lambda ring: abs(area_of(ring)))
    x, y = (mainland.min(axis=0) + mainland.max(axis=0)) / 2
    return float(x), float(y)


def _item(
    subject: _Subject, owner: int, size: float, away: tuple[float, float] | None = None
) -> Item:
    line, blank = size * LINE, size * BLANK
    number = width_of(subject.number, size, bold=True) + blank if subject.number else 0.0
    whole = Form("name", _name_width(subject, subject.name, size) + number, line)
    brief = Form("short", _name_width(subject, subject.short, size) + number, line)
    if away is not None:
        padding, high = (share * size for share in CHIP)
        wide = brief.width + 2 * padding + (2 * BEAD + BLANK) * size
        chip = [Form("chip", wide, high)]
        return Item(subject.code, owner, chip, chip, away=away, region=subject.region)
    if subject.region:
        below = width_of(subject.below, size * SMALL)
        both = Form("below", max(whole.width, below), line + size * SMALL * LINE)
        return Item(subject.code, owner, [both, whole], [both, whole], region=True)
    large = width_of(subject.number, size * LARGE, bold=True)
    name = _name_width(subject, subject.name, size)
    stack = Form("stack", max(name, large), line + size * LARGE * LINE)
    outside = [whole] if subject.name == subject.short else [whole, brief]
    return Item(subject.code, owner, [stack, brief], outside)


def _name_width(subject: _Subject, name: str, size: float) -> float:
    return width_of(name, size, italic=subject.region)


def _write(drawing: Drawing, subject: _Subject, label: Placed, size: float) -> None:
    """Write a label where it has its place, with its leader."""
    ink, reading, form = drawing.ink, subject.reading, label.form
    layer = LAYERS["label"]
    style: dict[str, Any] = {"colour": ink.text, "halo": ink.sea, "zorder": layer + 0.1}
    on_land = label.leader is None and reading is not None
    if on_land and reading is not None:
        fill = (fill_of_group if subject.region else fill_of)(reading, ink)
        lined = subject.region or fill.hatch is not None  # what is drawn there may cross letters
        style |= {"colour": ink_on(fill.colour), "halo": fill.colour if lined else None}
    if label.leader is not None:
        (x0, y0), (x1, y1) = label.leader[0], label.leader[-1]
        drawing.axes.plot([x0, x1], [y0, y1], color=ink.text, linewidth=0.7, zorder=layer)
        if subject.code not in drawing.places:  # its disc shows its colour
            dot = Circle((x0, y0), DOT, facecolor=ink.text, edgecolor=ink.sea, linewidth=0.7)
            dot.set_zorder(layer + 0.05)
            drawing.axes.add_artist(dot)
    top = label.y - form.height / 2
    base = top + size * (LINE / 2 + RISE)
    name = subject.short if form.lines == "short" else subject.name
    if form.lines == "stack":
        middle: dict[str, Any] = {"align": "center", **style}
        write(drawing.axes, (label.x, base), name, size=size, **middle)
        lower = top + size * LINE + size * LARGE * (LINE / 2 + RISE)
        at = (label.x, lower)
        write(drawing.axes, at, subject.number, size=size * LARGE, bold=True, **middle)
        return
    wide = _name_width(subject, name, size)
    number = width_of(subject.number, size, bold=True) + size * BLANK if subject.number else 0.0
    left = label.x - (wide + number) / 2
    bold = reading is None  # the focus
    write(drawing.axes, (left, base), name, size=size, italic=subject.region, bold=bold, **style)
    if subject.number:
        at = (left + wide + size * BLANK, base)
        write(drawing.axes, at, subject.number, size=size, bold=True, **style)
    if form.lines == "below":
        small = size * SMALL
        at = (label.x, top + size * LINE + small * (LINE / 2 + RISE))
        write(drawing.axes, at, subject.below, size=small, align="center", **style)


def _write_chip(drawing: Drawing, subject: _Subject, label: Placed, size: float) -> None:
    """Write a label at the edge of the map, on a ground of its own."""
    ink, reading, box, layer = drawing.ink, subject.reading, label.box, LAYERS["label"]
    around = FancyBboxPatch(
        (box.left, box.top),
        box.right - box.left,
        box.bottom - box.top,
        boxstyle=f"round,pad=0,rounding_size={size * 0.45}",
        facecolor=ink.paper,
        edgecolor=ink.rule,
        linewidth=0.7,
        zorder=layer,
    )
    drawing.axes.add_artist(around)
    x = box.left + CHIP[0] * size
    if reading is not None:
        fill = (fill_of_group if subject.region else fill_of)(reading, ink)
        at = (x + BEAD * size, label.y)
        bead = Circle(at, BEAD * size, facecolor=fill.colour, linewidth=0, zorder=layer + 0.1)
        drawing.axes.add_artist(bead)
    x += (2 * BEAD + BLANK) * size
    style: dict[str, Any] = {"size": size, "colour": ink.text, "zorder": layer + 0.1}
    base = label.y + size * RISE
    write(drawing.axes, (x, base), subject.short, italic=subject.region, **style)
    x += _name_width(subject, subject.short, size) + size * BLANK
    write(drawing.axes, (x, base), subject.number, bold=True, **style)
