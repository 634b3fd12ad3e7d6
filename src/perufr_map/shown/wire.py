"""The payload's types: what the map is given, field by field.

``web/payload_types.py`` writes them down for the map's own language, and `compact` reads from
them what a file may leave out. ``docs/payload.md`` explains the ideas.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, NotRequired, TypeAlias, TypedDict

from perufr_map import borders
from perufr_map.shown.scale import ScaleData


@dataclass(frozen=True)
class Usual:
    """Says of a field that a file leaves it out where it has this value."""

    value: str | float


@dataclass(frozen=True)
class UsualHere:
    """Says of a field that a file leaves it out where it has a value that is usual in its study."""

    said: Literal["all eras", "the only source", "none", "the event's weight"]


@dataclass(frozen=True)
class Unused:
    """Says of a field that a file leaves it out: the map does not use it."""


@dataclass(frozen=True)
class Shared:
    """Says that a file holds the values by columns, each once, its keys under ``codes``."""


@dataclass(frozen=True)
class Counted:
    """Says that in a file 0 is the next arc that no shape had before, and n the arc n - 1."""


@dataclass(frozen=True)
class Columns:
    """Says that a file holds records by columns: a list for each field, null where one lacks it."""


@dataclass(frozen=True)
class ByKey:
    """Says that a file holds words by columns: under ``codes`` their keys, then each language."""


@dataclass(frozen=True)
class Packed:
    """Says what a file holds in place of a value, and how it is written."""

    holds: type
    how: Literal["text", "arcs", "polygons"]


Text: TypeAlias = Annotated[borders.Text, Packed(int, "text")]
"""A text by language; in a file its place in ``texts``."""

Arcs: TypeAlias = Annotated[list[list[list[int]]], Packed(str, "arcs")]
"""Each arc as steps from point to point, the first one from zero.

In a file they are one text: the numbers of each arc, as ``shown/digits.py`` writes them, from
where the arc before it ended, and a blank between arcs.
"""

Ring: TypeAlias = Annotated[list[int], Counted()]
"""Arcs end to end, by their number; ``~number`` is an arc in reverse.

In a file 0 is the next arc that no shape had before, and n is the arc n - 1.
"""

Polygon: TypeAlias = Annotated[list[Ring], Packed(str, "polygons")]
"""The outer ring, then its holes; in a file the numbers of each, a blank between rings."""

Polygons: TypeAlias = Annotated[list[list[Ring]], Packed(str, "polygons")]
"""Several; in a file a ``!`` stands between two."""

Point: TypeAlias = tuple[float, float]
"""x to the east and y to the north, in units of 100 km."""

BoundsData: TypeAlias = tuple[float, float, float, float]
"""West, south, east, north, in units of 100 km."""

Texts: TypeAlias = dict[str, list[str | None]]

Share: TypeAlias = tuple[
    int, Annotated[str | None, UsualHere("none")], Annotated[float, UsualHere("the event's weight")]
]
"""Index of an event; the group it is inherited through; what it adds to the score.

A file leaves out the last two where the event is the counterpart's own and adds its weight.
"""


class ScoreData(TypedDict):
    """A counterpart's score in an era; ``docs/methodology.md`` says how it is made."""

    score: float
    """From -10 (conflict) to +10 (cooperation)."""
    low: float | None
    """The lowest score, with all events or without any one; null where there is only one."""
    high: float | None
    """The highest such score."""
    net: Annotated[float, Unused()]
    """Sum of what the events add."""
    cooperation: Annotated[float, Usual(0)]
    """Sum of what adds to the score."""
    conflict: Annotated[float, Usual(0)]
    """Sum of what takes away from it."""
    basis: Annotated[Literal["named", "group"], Usual("named")]
    """Whether an event names the counterpart, or a group alone carries the score."""
    sign_probability: float
    """How probable it is that the score's sign holds, from 0 to 1; settled from 0.8 on."""
    coders_differ: NotRequired[int]
    """How many statements on it two coders see differently; left out where it is none."""
    events: list[Share]
    """The events behind the score, the counterpart's own before inherited ones."""


class EraData(TypedDict):
    """An era: half-open, its days in ISO 8601."""

    id: str
    name: Text | None
    short: Text | None
    """The name where there is little room; null where the study has no shorter one."""
    said: Text | None
    """The name in the middle of a sentence; null where it is the short name."""
    headline: Text | None
    """What the map of the era shows, by the study's own method."""
    leader: str
    summary: Text | None
    start: str
    """Its first day."""
    end: str
    """The first day after it."""
    reference_date: str
    """The day whose borders are drawn."""
    focus: NotRequired[str]
    """Code of the state that the era is about, where it is not the study's last one."""
    about: NotRequired[Text]
    """Its name in the middle of a sentence, where that has an article."""
    borders: NotRequired[Literal["earliest", "none"]]
    """Where that lies before the borders begin: whether the era is drawn on the first, or not."""
    changes: Text | None
    """What changed on the map since the era before, or is to be known of borders not its own."""
    scores: Annotated[dict[str, ScoreData], Shared()]
    """By code; who is absent has no data."""
    regions: dict[str, list[str]]
    """By group with a score: codes of the states that it is drawn on. They are its members on the
    reference date that no event of the era names, each in its smallest group alone."""


class CitationData(TypedDict):
    """A further place in a source that bears out an event."""

    source: Annotated[str, UsualHere("the only source")]
    section: str
    locator: str


class EventData(TypedDict):
    """A dated and cited act or condition."""

    id: Annotated[str, Unused()]
    counterpart: str
    type: str
    date: Text | None
    """The date as the source gives it."""
    start: Annotated[str, Unused()]
    """The first day it can mean."""
    end: Annotated[str, Unused()]
    """The last day it can mean."""
    weight: float
    """What its type weighs; zero where that does not count."""
    direction: str
    headline: Text | None
    narrative: Text | None
    source: Annotated[str, UsualHere("the only source")]
    section: str
    locator: str
    """Its place in the source: ``¶ 2``, ``pp. 123-125``."""
    further: NotRequired[list[CitationData]]
    """Further places that bear it out, if there are any."""
    confidence: Annotated[str, Usual("high")]
    note: Text | None
    """Why confidence is not high."""


class TypeData(TypedDict):
    """An event type of the codebook."""

    label: Text | None
    category: str
    definition: Text | None
    verb: Text | None
    """The act in two or three words, whoever does it: “aid suspended”."""
    mark: str | None
    """The name of its sign on the map, where its acts have one."""
    reference: NotRequired[float]
    """What one such statement scores by itself, where the legend marks it."""


class MemberData(TypedDict):
    """A state's membership in a group."""

    state: str
    start: str | None
    """The first day; null where it is open."""
    end: str | None
    """The first day after it; null where it is open."""
    reason: Text | None
    """Why it counts in these years."""


class CounterpartData(TypedDict):
    """Whoever the focus has relations with."""

    kind: Annotated[str, Usual("state")]
    """The study's, or ``place`` of what ``places.csv`` draws and is neither state nor group."""
    name: Text | None
    short: Text | None
    """The name where there is little room; null where the study has no shorter one."""
    said: Text | None
    """The name in the middle of a sentence, with its article; null where it is the name."""
    label: NotRequired[Point]
    """Where its name stands on the map, if the study says so."""
    note: Text | None


class SourceData(TypedDict):
    """A source of events."""

    title: str
    author: str
    publisher: str
    year: str
    """As a reader cites it: ``1949``, ``c. 1950``, ``n.d.``."""
    locator: str
    licence: str
    short: NotRequired[str]
    """Its title where there is little room, if the study has a shorter one."""
    url: NotRequired[str]
    """Its address on the web, if it has one."""


class StepData(TypedDict):
    """A step of the study's story; the last one leaves the map to the reader."""

    id: str
    era: str
    before: str | None
    """The earlier era that it compares with."""
    selected: list[str]
    """Codes of the counterparts that it speaks of, the foremost first."""
    events: list[int]
    """Places of the events that bear it out."""
    days: list[str | None]
    """The day of each on the line of time; null where the text does not date it."""
    frame: str | None
    """The part of the world that it shows; null for the study's own."""
    title: Text
    text: Text


class MarkData(TypedDict):
    """A day that the study marks on the line of time."""

    day: str
    name: Text


class StateData(TypedDict):
    """What is said of a state's outline: of a period of unchanged territory."""

    id: Annotated[str, Unused()]
    """Code and first year: ``SUN-1945``."""
    code: str
    """Joins counterparts and scores."""
    name: Text
    """The name of that time."""
    status: Annotated[Literal["independent", "dependent", "disputed"], Usual("independent")]
    note: Text | None
    """“dependent territory of Portugal”, “see Soviet Union until 1991”."""
    eras: Annotated[list[int], UsualHere("all eras")]
    """Places of the eras that draw it."""
    dot: NotRequired[Point]
    """Where a state stands that is too small to be seen."""


class LineData(TypedDict):
    """What is said of a frontier that is marked."""

    name: Text
    note: Text | None
    eras: Annotated[list[int], UsualHere("all eras")]
    """Places of the eras that mark it."""


class PolygonData(TypedDict):
    """A state in one piece: the outer ring, then its holes."""

    type: Annotated[Literal["Polygon"], Unused()]
    properties: StateData
    arcs: Polygon


class MultiPolygonData(TypedDict):
    """A state in several pieces, or in none that is drawn."""

    type: Annotated[Literal["MultiPolygon"], Unused()]
    properties: StateData
    arcs: Polygons


class LineStringData(TypedDict):
    """A frontier in one piece."""

    type: Literal["LineString"]
    properties: LineData
    arcs: Ring


class MultiLineStringData(TypedDict):
    """A frontier in several pieces."""

    type: Literal["MultiLineString"]
    properties: LineData
    arcs: list[Ring]


class StatesData(TypedDict):
    """The states of all eras."""

    type: Literal["GeometryCollection"]
    geometries: Annotated[list[PolygonData | MultiPolygonData], Columns()]


class LinesData(TypedDict):
    """The frontiers to be marked."""

    type: Literal["GeometryCollection"]
    geometries: list[LineStringData | MultiLineStringData]


class ObjectsData(TypedDict):
    """What a topology draws."""

    states: StatesData
    lines: NotRequired[LinesData]


class TransformData(TypedDict):
    """How whole numbers become coordinates: times `scale`, plus `translate`."""

    scale: Point
    translate: Point


class TopologyData(TypedDict):
    """Quantised TopoJSON in Equal Earth (EPSG:8857)."""

    type: Literal["Topology"]
    transform: TransformData
    objects: ObjectsData
    arcs: Arcs
    texts: NotRequired[Texts]
    """Its texts by language, null where one has none; only in a file."""


class Payload(TypedDict):
    """All that the map is given."""

    format: str
    focus: str
    """Code of the state that the study is about."""
    names: NotRequired[dict[str, Text]]
    """Latest names of what the study is about, by code, where the borders may not have them."""
    languages: list[str]
    """The first is the default."""
    spoken: NotRequired[list[str]]
    """The interface's languages, where they are not the study's: one of these has no catalogue.
    The reader's comes first in its place, then English."""
    title: Text | None
    colophon: Text
    """Sources, coders and licence in one line; ``{borders}`` stands for the name of the borders."""
    group_share: float
    """What a group's event counts for a member."""
    method: Mapping[str, str]
    """Where the method departs from the study's own."""
    aggregation: Annotated[str, Usual("saturating")]
    """How what events add becomes a score; see `perufr_map.scoring.scores.scores`."""
    constant: Annotated[float, Usual(10)]
    """The constant of the saturating sum."""
    leaves_out: bool
    """Whether some of the study's statements do not count."""
    alone: dict[str, list[dict[str, float]]]
    """The categories that can be shown alone, each with the probability that the sign of a score
    holds, for each era by code; that of a state known through one group alone is the group's."""
    messages: Annotated[dict[str, Mapping[str, str]], ByKey()]
    """The interface's words, by language and key; in one without a catalogue the study's alone.
    In a file they are by columns: ``codes`` has their keys, the others a language each."""
    scale: ScaleData
    eras: list[EraData]
    """In order; known by their place elsewhere in the payload."""
    events: Annotated[list[EventData], Columns()]
    """Known by their place elsewhere in the payload."""
    types: Annotated[dict[str, TypeData], Shared()]
    """By code."""
    counterparts: Annotated[dict[str, CounterpartData], Shared()]
    """By code."""
    groups: dict[str, Annotated[list[MemberData], Columns()]]
    """The members of each group that has any, by its code."""
    frames: dict[str, BoundsData]
    """The parts of the world that a reader can choose, by name: ``study``, a continent, ``world``.

    The map opens on the first, which is the same in every era.
    """
    sources: dict[str, SourceData]
    cites: NotRequired[dict[str, Text]]
    """How to cite a view, by the name of a style: U+E001 stands for its headline, U+E002 for its
    name, U+E003 for how it was scored. Only where a page is to be cited without Python."""
    steps: Annotated[list[StepData], Columns()]
    """The study's story, in order; none where it tells none."""
    sections: dict[str, Text]
    """Titles of the sources' sections."""
    marks: list[MarkData]
    """Days that the study marks on the line of time; none where it marks none."""
    density: list[int]
    """How many statements speak of each quarter of a year, in hundredths of one, each spread
    evenly over its days; from the quarter in which the first era begins to the end of the last."""
    topology: TopologyData
    texts: NotRequired[Texts]
    """All texts but the topology's, by language, null where one has none; only in a file."""
