"""Draw the picture of an era: words, map, legend, counterparts without territory, source."""

from __future__ import annotations

from matplotlib.figure import Figure

from perufr_map.exports.picture.drawing import Drawing
from perufr_map.exports.picture.labels import draw_labels
from perufr_map.exports.picture.notes import draw_notes
from perufr_map.exports.picture.painter import MapPainter
from perufr_map.exports.picture.plan import Plan, lay_out
from perufr_map.exports.picture.print_head import draw_print_head
from perufr_map.exports.picture.ranking import draw_ranking
from perufr_map.exports.picture.shelf import draw_shelf, write_title
from perufr_map.exports.picture.strip import draw_strip
from perufr_map.exports.picture.text import write_lines
from perufr_map.exports.picture.unlabelled import write_unlabelled
from perufr_map.exports.picture.unmapped import say_unmapped
from perufr_map.exports.scripts import tell_missing_scripts
from perufr_map.shown.request import Shown

PASSES = 4  # a line below the map takes room from it, so that others may find none


@tell_missing_scripts()
def draw(shown: Shown, era: str | None = None) -> Figure:
    """Draw an era, or its changes since another era, in the size of the request.

    Parameters
    ----------
    shown
        A request and its scores.
    era
        Id of the era. Default: the request's.

    Returns
    -------
    Figure
        As large as its layout says, not registered with pyplot.
    """
    drawing, below = Drawing(shown, era), ""
    for _ in range(PASSES):
        below = _draw(drawing)
        if below == drawing.below:
            break
        drawing = Drawing(shown, era)
        drawing.below = below
    return drawing.figure


def _draw(drawing: Drawing) -> str:
    """Draw it; return the line for which there is no room on the map: it should stand below."""
    plan = lay_out(drawing)
    if plan.heading is None:
        draw_print_head(drawing)
    else:
        plan.heading.draw(drawing, drawing.layout.margin, drawing.layout.margin)
    painter = MapPainter(drawing.axes, plan.map.view, drawing.ink)
    painter.draw(
        drawing.world,
        drawing.readings,
        drawing.focus,
        regions=drawing.regions,
        selected=drawing.selected_states,
    )
    if not drawing.is_mapped:
        say_unmapped(drawing.axes, painter, drawing.words, drawing.layout.normal * 1.2)
    labels = draw_labels(drawing, painter, drawing.layout.label, plan.map.obstacles)
    below = write_unlabelled(drawing, labels, plan.map.obstacles)
    _draw_legend(drawing, plan)
    _draw_shelf(drawing, plan)
    _draw_foot(drawing, plan)
    if plan.ranking is not None:
        draw_ranking(drawing, plan.ranking)
    if plan.strip is not None:
        draw_strip(drawing, plan.strip)
    return below


def _draw_legend(drawing: Drawing, plan: Plan) -> None:
    if not plan.map.obstacles:  # it stands below the map, on the same ground
        box = plan.map.ground
        size = (box.right - box.left, box.bottom - box.top)
        drawing.rectangle((box.left, box.top), size, drawing.ink.sea)
    plan.map.legend.draw(*plan.map.legend_at)


def _draw_shelf(drawing: Drawing, plan: Plan) -> None:
    if not plan.shelf.rows and not plan.shelf.left_out:
        return
    layout, box = drawing.layout, plan.shelf_box
    if layout.column:
        at = (box.left, box.top - layout.normal * 0.9)
        write_title(drawing, at, size=layout.normal, width=box.right - box.left)
    else:
        band = plan.band
        size = (band.right - band.left, band.bottom - band.top)
        drawing.rectangle((band.left, band.top), size, drawing.ink.sea)
        drawing.rectangle((band.left, band.top), (size[0], 0.6), drawing.ink.rule)
        at = (band.left + plan.inset, box.top + plan.shelf.height / 2)
        write_title(drawing, at, size=layout.normal, width=box.left - at[0] - 4)
    draw_shelf(drawing, plan.shelf, box)


def _draw_foot(drawing: Drawing, plan: Plan) -> None:
    layout = drawing.layout
    draw_notes(drawing, plan.notes, plan.notes_box)
    size, colour = layout.normal, drawing.ink.text
    write_lines(drawing.axes, plan.told_at, plan.told, size=size, colour=colour)
    if layout.column:
        base = layout.height - layout.margin - plan.source.block + layout.small * 1.2
        plan.source.write_at(drawing, (layout.margin, base))
    else:
        plan.source.write(drawing)
