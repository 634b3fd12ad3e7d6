"""Make what a page shows where no script runs: an era's picture, its scores, and their source.

Mail programs, archives and frames that may run nothing show it; the map takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from perufr_map.exports.outline import Outline
from perufr_map.exports.paints import Paints
from perufr_map.shown.colophon import say_borders
from perufr_map.shown.frame import Frame
from perufr_map.shown.ranked import Ranked, rank
from perufr_map.shown.reading import Reading, readings
from perufr_map.shown.regions import Region, homes, list_regions
from perufr_map.shown.tagged import TaggedWords

if TYPE_CHECKING:
    from perufr_map.shown.request import Shown
    from perufr_map.shown.words import Words

WITHIN = ".pfr-without "
"""Selector of all that is shown where no script runs, with a blank at its end."""


@dataclass(frozen=True)
class Key:
    """A key of the legend: the classes of its swatch, or of each half, and what they mean."""

    looks: list[str]
    label: str


@dataclass(frozen=True)
class Row:
    """A row of the table, in words, and the classes of its swatch.

    `inside` names the states that count through a group alone, and `count` says how many.
    """

    name: str
    look: str
    score: str
    statements: str
    count: str
    inside: str


@dataclass(frozen=True)
class Still:
    """An era in words and a picture, in one language.

    Attributes
    ----------
    era, dates
        The era's name and years.
    described
        What the picture is of, for who cannot see it; the table tells the rest.
    picture
        What stands in its ``svg``.
    size
        Width and height of that.
    style
        The colours of all.
    columns
        The heads of the table.
    direction
        Where its lines run to: ``ltr`` or ``rtl``.
    method
        Where the scores are not made by the study's own method: a sentence.
    borders
        Of which year the borders are.
    unmapped
        Where there are none to draw the era on: a sentence; then there is no picture.
    """

    era: str
    dates: str
    described: str
    picture: Markup
    size: tuple[int, int]
    style: str
    keys: list[Key]
    columns: tuple[str, str, str]
    rows: list[Row]
    method: str
    borders: str
    direction: str
    unmapped: str


def still(shown: Shown) -> Still:
    """Return the era of a request as it is without scripts; of a comparison, the later era."""
    request, scored = shown.request, shown.scored
    words = TaggedWords(shown.study, shown.words.language, shown.words.readers)
    study, era = shown.study, shown.study.era(request.era)
    every = readings(scored, era=request.era)
    placed = {} if request.members else homes(scored, era=request.era)
    regions = list_regions(every, placed)
    kinds = dict(study.counterparts[["id", "kind"]].to_numpy())
    groups = {code for code in every if kinds[code] == "group"}
    named = {code: each for code, each in every.items() if code not in {*placed, *groups}}
    paints = Paints.of(
        named.values(), [every[code] for code in groups], edges=study.edges, within=WITHIN
    )
    mapped = study.border_days[request.era] is not None
    bounds = shown.payload["frames"].get(request.frame or "study")
    outline = Outline(
        topology=shown.topology,
        era=shown.place(request.era),
        frame=Frame(*bounds) if bounds else shown.frame,
        readings=named,
        regions=regions,
        focus=study.focus_in(request.era),
        paints=paints,
    )
    looks = {code: _look(paints, each, is_group=code in groups) for code, each in every.items()}
    return Still(
        era=words.era(request.era),
        dates=words.years(era["start"], era["end"]),
        described=words.say(
            "described.map",
            focus=words.about(request.era),
            era=words.era(request.era),
            years=words.years(era["start"], era["end"]),
        ),
        picture=Markup(outline.draw() if mapped else ""),  # noqa: S704 (of numbers and our own names)
        size=outline.size,
        style=paints.style(),
        keys=_keys(shown, words, named, regions, paints),
        columns=(words.say("table.name"), words.say("table.score"), words.say("table.events")),
        rows=[
            _row(words, request.era, row, looks[row.code])
            for row in rank(scored, words, era=request.era)
        ],
        method=words.method(scored.departures),
        borders=say_borders(study, request.language, [request.era]),
        direction=words.direction,
        unmapped="" if mapped else words.say("map.none"),
    )


def _look(paints: Paints, reading: Reading, *, is_group: bool) -> str:
    """Return the classes of a counterpart's swatch, which is painted as it is on the map."""
    value = reading.value or 0.0
    if is_group:
        return f"{'t' if reading.unsettled else 'g'}{paints.ramp.tint_of(value)}"
    tone = paints.ramp.class_of(value)
    firm = f" i{tone}" if reading.is_firm else ""
    return f"{'s' if reading.unsettled else 'c'}{tone}{firm}"


def _row(words: Words, era: str, row: Ranked, look: str) -> Row:
    return Row(
        name=words.name(row.code, era),
        look=look,
        score=words.signed(row.score.score),
        statements=words.unsigned(row.score.events),
        count=words.count("states", len(row.inside)),
        inside=", ".join(words.name(code, era) for code in row.inside),
    )


def _keys(
    shown: Shown, words: Words, named: dict[str, Reading], regions: list[Region], paints: Paints
) -> list[Key]:
    """Return the keys of what is on the map besides the classes, which the table tells."""
    say = words.say
    keys = [
        Key(["f"], words.focus(shown.request.era)),
        Key(["n"], say("legend.no_data")),
    ]
    groups = [region.reading for region in regions]
    tones, tints = _ends(named.values(), paints.ramp.class_of), _ends(groups, paints.ramp.tint_of)
    if any(not each.is_firm for each in named.values()):
        keys.append(Key([f"c{tone}" for tone in tones], say("legend.one")))
    if any(each.is_firm for each in named.values()):
        keys.append(Key([f"c{tone} i{tone}" for tone in tones], say("legend.firm")))
    if regions:
        keys.append(Key([f"g{tint} r{tint} o" for tint in tints], say("legend.group")))
    hatched = [f"s{tone}" for tone in paints.hatched_tones]
    hatched += [f"t{tint}" for tint in paints.hatched_tints]
    if hatched:
        keys.append(Key(hatched[:: len(hatched) - 1 or 1][:2], say("legend.unsettled")))
    return keys


def _ends(found: Iterable[Reading], class_of: Callable[[float], int]) -> list[int]:
    """Return a class of conflict and one of cooperation that occur, or what there is."""
    classes = sorted({class_of(each.value or 0.0) for each in found})
    return sorted({classes[0], classes[-1]}) if classes else []
