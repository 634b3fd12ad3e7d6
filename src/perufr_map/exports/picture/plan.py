"""Plan a picture: which part stands where on a sheet of its size."""

from __future__ import annotations

from dataclasses import dataclass

from perufr_map.exports.picture.drawing import Drawing
from perufr_map.exports.picture.ground import Box
from perufr_map.exports.picture.heading import Heading, set_heading
from perufr_map.exports.picture.legend import Legend
from perufr_map.exports.picture.notes import Notes, list_notes, set_notes
from perufr_map.exports.picture.print_head import MAP_TOP
from perufr_map.exports.picture.sheet import Source
from perufr_map.exports.picture.shelf import GAP, Shelf, fill_shelf
from perufr_map.exports.picture.strip import list_eras
from perufr_map.exports.picture.text import break_lines, width_of
from perufr_map.exports.picture.view import View, coasts, find_view, fit_view
from perufr_map.shown.colophon import ending_of

PAD = 11.0  # from the legend to the edges of the map
BAND = 5.0  # of sea above and below the shelf
LEADING = 1.35  # from line to line, in sizes of type
ROWS = 5  # of notes in a column, at most
BESIDE = 16.0  # between the map and a ranking
TITLE = 52.0  # room of the title left of a shelf


@dataclass(frozen=True)
class Placed:
    """Where map and legend stand.

    Attributes
    ----------
    view
        How the map lies on the sheet.
    legend, legend_at
        The legend, and its upper left corner.
    obstacles
        The legend, if it stands on the map.
    ground
        The sea that the legend stands on.
    beside
        Room for notes beside the legend, if there is.
    """

    view: View
    legend: Legend
    legend_at: tuple[float, float]
    obstacles: list[Box]
    ground: Box
    beside: Box | None


@dataclass(frozen=True)
class Plan:
    """Where each part of a picture stands.

    Attributes
    ----------
    heading
        The words over the map or beside it; None for the head of a printed page.
    map
        Map and legend.
    shelf, shelf_box, band
        The shelf, where its items stand, and the band of sea under them.
    inset
        From the edge of the map to what stands on it.
    notes, notes_box
        The notes on fills and rims.
    told_at, told
        Lines over the source, and where they begin.
    source
        Source and licence.
    ranking, strip
        Where the ranking and the small maps of all eras stand, on the sheets that have them.
    """

    heading: Heading | None
    map: Placed
    shelf: Shelf
    shelf_box: Box
    band: Box
    inset: float
    notes: Notes
    notes_box: Box
    told_at: tuple[float, float]
    told: list[str]
    source: Source
    ranking: Box | None = None
    strip: Box | None = None


def lay_out(drawing: Drawing) -> Plan:
    """Plan the picture of an era."""
    return _beside(drawing) if drawing.layout.column else _stacked(drawing)


def _stacked(drawing: Drawing) -> Plan:
    """Put words above the map; shelf, notes and source below it."""
    layout, shown, noted = drawing.layout, drawing.shown, list_notes([drawing])
    width = room_of_words(drawing)
    heading = None if shown.request.size == "a4" else set_heading(drawing, width)
    top = MAP_TOP if heading is None else layout.margin + heading.height + layout.dek
    source = Source(
        shown,
        layout.width,
        margin=layout.margin,
        size=layout.small,
        eras=_list_mapped(drawing),
    )
    told = _tell(drawing, width)
    notes = set_notes(noted, width, size=layout.normal, most=1 if heading is None else 2)
    lines = len(told) * layout.normal * LEADING
    foot = layout.height - source.height - layout.normal * 0.6 - lines
    strip = None
    if layout.strip and len(drawing.study.eras) > 1:
        end = layout.height - source.height - layout.normal
        strip = Box(layout.margin, end - layout.strip, layout.width - layout.margin, end)
        foot = strip.top - layout.normal * 0.4 - lines
    notes_box = Box(layout.margin, foot - notes.height, layout.width - layout.margin, foot)
    left, right = layout.map_margin, layout.width - layout.map_margin
    side = right
    if layout.ranking:
        right -= layout.ranking + BESIDE
    inset = PAD if layout.map_margin else layout.margin
    bottom = notes_box.top - layout.normal
    start = left + inset + _room_of_title(drawing)
    shelf = fill_shelf(drawing, right - PAD - start, height=layout.diamond, most=layout.shelves)
    rows = len(shelf.rows)
    used = rows * (shelf.height + GAP) - GAP if rows else 0.0
    if heading is None:  # as high in all eras
        used = max(used, layout.diamond)
    band = Box(left, bottom - used - (2 * BAND if used else 0.0), right, bottom)
    shelf_box = Box(start, band.top + BAND, right - PAD, bottom - BAND)
    stage = Box(left, top, right, band.top)
    return Plan(
        heading,
        _place_map(drawing, stage, inset),
        shelf,
        shelf_box,
        band,
        inset,
        notes,
        notes_box,
        (layout.margin, notes_box.bottom + layout.normal),
        told,
        source,
        Box(side - layout.ranking, top, side, bottom) if layout.ranking else None,
        strip,
    )


def _list_mapped(drawing: Drawing) -> list[str]:
    """Return the eras whose borders the source names: of small maps those not of their own."""
    small = list_eras(drawing) if drawing.layout.strip else []
    others = (era for era in small if ending_of(drawing.study, era) == ".earliest")
    return list(dict.fromkeys([drawing.request.era, *others]))


def _beside(drawing: Drawing) -> Plan:
    """Put words, shelf, notes and source into a column, the map beside it."""
    layout, shown, noted = drawing.layout, drawing.shown, list_notes([drawing])
    left, width = layout.margin, room_of_words(drawing)
    heading = set_heading(drawing, width)
    source = Source(shown, width, margin=0.0, size=layout.small, eras=[drawing.request.era])
    foot = layout.height - layout.margin - source.block - layout.normal * 0.6
    told = _tell(drawing, width)
    stage = Box(layout.column, 0.0, layout.width, layout.height)
    placed = _place_map(drawing, stage, PAD, whole=True)
    foot -= len(told) * layout.normal * LEADING
    foot_box = Box(left, foot, left + width, foot)
    if placed.beside is None:
        notes = set_notes(noted, width, size=layout.normal, most=ROWS)
        notes_box = foot_box = Box(left, foot - notes.height, left + width, foot)
    else:
        sea = placed.beside
        notes = set_notes(noted, sea.right - sea.left, size=layout.normal, most=ROWS)
        notes_box = Box(sea.left, sea.bottom - notes.height, sea.right, sea.bottom)
        placed.obstacles.append(notes_box)
    top = layout.margin + heading.height + layout.normal * 2.6
    room = foot_box.top - layout.normal * 0.8 - top
    pitch = layout.diamond + GAP
    most = max(0, int((room + GAP) / pitch))
    shelf = fill_shelf(drawing, width, height=layout.diamond, most=most)
    if shelf.left_out and most:
        shelf = fill_shelf(drawing, width, height=layout.diamond, most=most - 1)
    box = Box(left, top, left + width, foot_box.top)
    return Plan(
        heading,
        placed,
        shelf,
        box,
        box,
        PAD,
        notes,
        notes_box,
        (left, foot_box.bottom + layout.normal),
        told,
        source,
    )


def _place_map(drawing: Drawing, stage: Box, inset: float, *, whole: bool = False) -> Placed:
    """Place the legend on the sea of the map, or where there is none below it.

    With `whole`, all of the lower edge should be sea, if it can be: the notes have room there.
    """
    layout, frame = drawing.layout, drawing.shown.frame
    land = coasts(drawing.world, set(drawing.scored.scores["counterpart"]))
    legend = Legend(drawing, layout.legend, size=layout.normal + 0.6, small=layout.small)
    wide, high = inset + legend.width + PAD, legend.height + 2 * PAD
    found = find_view(stage, frame, land, (stage.right - stage.left, high)) if whole else None
    beside = None
    if found is not None:
        left = stage.left + wide + PAD
        beside = Box(left, stage.bottom - high + PAD, stage.right - PAD, stage.bottom - PAD)
    else:
        found = find_view(stage, frame, land, (wide, high))
    if found is not None:
        view, free = found
        at = (free.left + inset, free.bottom - PAD - legend.height)
        taken = Box(at[0], at[1] + legend.spare, at[0] + legend.width, at[1] + legend.height)
        return Placed(view, legend, at, [taken], free, beside)
    below = Box(stage.left, stage.bottom - high, stage.right, stage.bottom)
    view = fit_view(Box(stage.left, stage.top, stage.right, below.top), frame)
    return Placed(view, legend, (stage.left + inset, below.top + PAD), [], below, None)


def room_of_words(drawing: Drawing) -> float:
    """Return the width of the words above and below a map, or beside it."""
    layout = drawing.layout
    return (layout.column - 10 if layout.column else layout.width - layout.margin) - layout.margin


def _tell(drawing: Drawing, width: float) -> list[str]:
    """Return the lines that stand over the source."""
    size = drawing.layout.normal
    return [
        line
        for text in (drawing.told, drawing.below)
        if text
        for line in break_lines(text, size, width)
    ]


def _room_of_title(drawing: Drawing) -> float:
    """Return the width of the title of the shelf, with the space after it."""
    size, text = drawing.layout.normal, drawing.shelf_title
    lines = break_lines(text, size, TITLE, bold=True)
    return max(width_of(line, size, bold=True) for line in lines) + 9
