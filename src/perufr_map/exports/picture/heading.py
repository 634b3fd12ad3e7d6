"""Write the words over a map: the headline or the era's name, what is measured, what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from perufr_map.characters import isolate
from perufr_map.exports.picture.drawing import Drawing
from perufr_map.exports.picture.text import balance_lines, break_lines, width_of, write
from perufr_map.shown.reading import count_named
from perufr_map.shown.regions import regions

KICKERS = (0.95, 0.85, 0.75)  # sizes of the study's title to try, to that of the dek
KICKER_LINES = 3  # of it, at most, if no word is too much
LEADING, DENSE = 1.32, 1.13  # from line to line, in sizes of type; of the headline
AIR = 0.75  # between two blocks, in sizes of the dek


@dataclass(frozen=True)
class Block:
    """Lines of one size."""

    lines: list[str]
    size: float
    leading: float
    bold: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class Heading:
    """The words over a map, block by block."""

    blocks: list[Block]
    air: float

    @property
    def height(self) -> float:
        """From the top of the first line to the foot of the last one."""
        lines = sum(len(block.lines) * block.size * block.leading for block in self.blocks)
        return lines + (len(self.blocks) - 1) * self.air

    def draw(self, drawing: Drawing, left: float, top: float) -> None:
        """Write it from its upper left corner."""
        ink, y = drawing.ink, top
        for block in self.blocks:
            colour = ink.quiet if block.quiet else ink.text
            for line in block.lines:
                base = (left, y + block.size * (block.leading / 2 + 0.36))
                write(drawing.axes, base, line, size=block.size, colour=colour, bold=block.bold)
                y += block.size * block.leading
            y += self.air


def say_title(drawing: Drawing) -> tuple[str, str]:
    """Return the title, and the line below it.

    The title is the headline of the era, which is written for its scores by the study's own
    method; for a comparison or another method it is the era's name.
    """
    words, era = drawing.words, drawing.request.era
    name = words.era(era)
    headline = words.headline(era)
    if not headline or drawing.before is not None or drawing.scored.departures:
        dates = words.span(drawing.era["start"], drawing.era["end"])
        alone = {key: word for key, word in drawing.scored.departures.items() if key == "category"}
        if alone and drawing.before is None:
            name = f"{isolate(name)}: {words.choices(alone)[0]}"
        return name, " · ".join(filter(None, [dates, isolate(drawing.era["leader"])]))
    named, grouped = count_named(drawing.scored, era), bool(regions(drawing.scored, era))
    dek = words.dek(era, named=named, grouped=grouped)
    return headline, words.run_on(f"{isolate(name)}, {dek}")


def say_versus(drawing: Drawing, *, dated: bool = True) -> str:
    """Say with which era a map is compared, if with any."""
    words, before = drawing.words, drawing.request.before
    if before is None:
        return ""
    other, label = drawing.study.era(before), words.say("compare.label")
    name, dates = words.of(other, "name"), words.span(other["start"], other["end"])
    return (
        f"{label}: {words.say('era.announce', name=isolate(name), dates=dates) if dated else name}"
    )


def set_heading(drawing: Drawing, width: float) -> Heading:
    """Break the words over a map into lines of some width."""
    return Heading(list(_blocks(drawing, width)), drawing.layout.dek * AIR)


def _blocks(drawing: Drawing, width: float) -> Iterator[Block]:
    layout, (title, dek) = drawing.layout, say_title(drawing)
    for share in KICKERS:
        kicker = layout.dek * share
        lines = balance_lines(drawing.words.title, kicker, width)
        if len(lines) <= KICKER_LINES:
            break
    yield Block(lines, kicker, LEADING, quiet=True)
    for size in layout.headings:
        lines = balance_lines(title, size, width, bold=True)
        if len(lines) <= layout.lines and all(width_of(e, size, bold=True) <= width for e in lines):
            break
    yield Block(lines, size, DENSE, bold=True)
    yield Block(balance_lines(dek, layout.dek, width), layout.dek, LEADING, quiet=True)
    versus = " ".join(filter(None, [say_versus(drawing), drawing.changed]))
    if versus:
        yield Block(break_lines(versus, layout.dek, width), layout.dek, LEADING)
