"""Describe the column layouts of event files: our plain one and those of public data sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

Source: TypeAlias = Literal["plain", "gdelt", "icews", "polecat"]
SOURCES: tuple[Source, ...] = get_args(Source)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Which columns of an event file a score needs, and how they are written.

    Attributes
    ----------
    source
        Name of the layout.
    roles
        The file's column for each role: ``first`` (the first day), ``weight``, ``code`` and
        ``root`` (the first two digits of the code); for one state's relations ``counterpart``,
        ``last`` (the last day) and ``event``; for dyads ``actor`` and ``recipient``.
    optional
        Roles that a file may lack.
    columns
        For files without a header: all columns, in order, once for each possible number of
        columns. Empty if files have a header.
    delimiter
        The character between columns, unless the header has another one; None if it depends on
        the file's ending.
    quoted
        Whether values may stand in quotation marks; if not, they may still if the header does.
    date_formats
        The formats of days, as for ``strftime``; the usual one first.
    missing
        Texts that mean no value.
    between
        The separator of several countries in one cell; None if there is at most one.
    countries, codes
        Names of the crosswalks of countries and event codes; None if the file has our own ids.
    """

    source: Source
    roles: Mapping[str, str]
    optional: frozenset[str] = frozenset()
    columns: tuple[tuple[str, ...], ...] = ()
    delimiter: str | None = "\t"
    quoted: bool = False
    date_formats: tuple[str, ...] = ("%Y-%m-%d",)
    missing: tuple[str, ...] = ("",)
    between: str | None = None
    countries: str | None = None
    codes: str | None = None

    @property
    def date_format(self) -> str:
        """The usual format of days."""
        return self.date_formats[0]

    @property
    def is_dyadic(self) -> bool:
        """Whether a row names two sides; the focus may be either, both or neither."""
        return "actor" in self.roles


def _actor(number: int) -> tuple[str, ...]:
    parts = (
        "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code "
        "Type1Code Type2Code Type3Code"
    )
    return tuple(f"Actor{number}{part}" for part in parts.split())


def _place(of: str, version: int) -> tuple[str, ...]:
    adm2 = " ADM2Code" if version > 1 else ""
    parts = f"Type FullName CountryCode ADM1Code{adm2} Lat Long FeatureID"
    return tuple(f"{of}Geo_{part}" for part in parts.split())


def _gdelt(version: int) -> tuple[str, ...]:
    return (
        "GLOBALEVENTID",
        "SQLDATE",
        "MonthYear",
        "Year",
        "FractionDate",
        *_actor(1),
        *_actor(2),
        "IsRootEvent",
        "EventCode",
        "EventBaseCode",
        "EventRootCode",
        "QuadClass",
        "GoldsteinScale",
        "NumMentions",
        "NumSources",
        "NumArticles",
        "AvgTone",
        *_place("Actor1", version),
        *_place("Actor2", version),
        *_place("Action", version),
        "DATEADDED",
        "SOURCEURL",
    )


PLAIN = Layout(
    source="plain",
    roles=MappingProxyType(
        {
            "first": "date",
            "last": "end",
            "event": "event",
            "counterpart": "counterpart",
            "weight": "weight",
            "code": "event_type",
        }
    ),
    optional=frozenset({"last", "event"}),
    delimiter=None,
    quoted=True,
)
"""One row per event of the focus, with a header: ``counterpart``, ``date`` and ``weight`` or
``event_type`` (of the study's codebook); for events of several days, ``event`` (an id) and
``end``."""

STUDY = frozenset({"id", "counterpart", "event_type", "start", "end"})
"""Columns of the ``events.csv`` of a study: days in EDTF, types of its codebook."""

EXPORTED = frozenset({"event", "counterpart", "contribution", "via", "start", "end"})
"""Columns of an export of events, which lists an event for every era and member it counts for."""

SCORES = frozenset({"era", "counterpart", "score", "net"})
"""Columns of an export of scores, which cannot be used as an event file."""

GDELT = Layout(
    source="gdelt",
    roles=MappingProxyType(
        {
            "first": "SQLDATE",
            "actor": "Actor1CountryCode",
            "recipient": "Actor2CountryCode",
            "code": "EventCode",
            "root": "EventRootCode",
            "weight": "GoldsteinScale",
        }
    ),
    optional=frozenset({"root"}),
    columns=(_gdelt(1), _gdelt(1)[:-1], _gdelt(2)),
    date_formats=("%Y%m%d",),
    countries="cameo_countries",
    codes="cameo_events",
)
"""GDELT events: of 1.0, 57 tab-separated columns in the historical backfile (1979 to March 2013)
and 58 in the daily files since; of 2.0, 61. *GDELT Data Format Codebook*, version 1.03, 25 August
2013; *GDELT Event Database Data Format Codebook V2.0*, 19 February 2015."""

ICEWS = Layout(
    source="icews",
    roles=MappingProxyType(
        {
            "first": "Event Date",
            "actor": "Source Country",
            "recipient": "Target Country",
            "code": "CAMEO Code",
            "weight": "Intensity",
        }
    ),
    date_formats=("%Y-%m-%d", "%m/%d/%Y"),
    missing=("", "NULL"),
    countries="icews_countries",
    codes="cameo_events",
)
"""ICEWS Coded Event Data: tab-separated with a header, countries by name; the file of 2017 writes
days as 12/31/2017, and one edition of it has no column of codes. Boschee, E. et al.
(2015), Harvard Dataverse, doi:10.7910/DVN/28075 (yearly), doi:10.7910/DVN/QI2T9A (weekly)."""

POLECAT = Layout(
    source="polecat",
    roles=MappingProxyType(
        {
            "first": "Event Date",
            "actor": "Actor Country",
            "recipient": "Recipient Country",
            "code": "Event Type",
            "weight": "Intensity",
        }
    ),
    missing=("", "None"),
    between=";",
    countries="iso",
    codes="plover_events",
)
"""POLECAT, in the PLOVER scheme: tab-separated with a header, countries by ISO alpha-3 code.
Halterman, A., Bagozzi, B. E., Beger, A., Schrodt, P. A., & Scarborough, G. (2023), *PLOVER and
POLECAT: A New Political Event Ontology and Dataset*; Harvard Dataverse, doi:10.7910/DVN/AJGVIT."""

LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {layout.source: layout for layout in (PLAIN, GDELT, ICEWS, POLECAT)}
)
