"""Know the column layouts of event files: our own plain one and those of public data sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

Source: TypeAlias = Literal["plain", "gdelt", "icews", "polecat"]
SOURCES: tuple[Source, ...] = get_args(Source)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where an event file keeps what a score needs.

    Attributes
    ----------
    source
        Name of the layout.
    roles
        Column of the file for each thing we read: ``first`` (day), ``weight``, ``code``; for
        one state's relations ``counterpart``, ``last`` and ``event``; for dyads ``actor`` and
        ``recipient``.
    optional
        Roles that a file may lack.
    columns
        All columns, in order, of files without a header; empty where files have one.
    trailing
        Of these, how many at the end may be missing.
    delimiter
        Between columns; None where the file's ending tells.
    quoted
        Whether a column may stand in quotation marks.
    date_format
        Of days, as ``strftime`` writes it.
    missing
        Texts that stand for no value.
    countries, codes
        Names of the crosswalk tables of countries and event codes; None where the file has
        our own ids.
    """

    source: Source
    roles: Mapping[str, str]
    optional: frozenset[str] = frozenset()
    columns: tuple[str, ...] = ()
    trailing: int = 0
    delimiter: str | None = "\t"
    quoted: bool = False
    date_format: str = "%Y-%m-%d"
    missing: tuple[str, ...] = ("",)
    countries: str | None = None
    codes: str | None = None

    @property
    def is_dyadic(self) -> bool:
        """Whether a row names two sides, of which the focus may be either or neither."""
        return "actor" in self.roles


def _actor(number: int) -> tuple[str, ...]:
    parts = (
        "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code "
        "Type1Code Type2Code Type3Code"
    )
    return tuple(f"Actor{number}{part}" for part in parts.split())


def _place(of: str) -> tuple[str, ...]:
    parts = "Type FullName CountryCode ADM1Code Lat Long FeatureID"
    return tuple(f"{of}Geo_{part}" for part in parts.split())


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
``event_type`` (of the study's codebook); where events last, ``event`` (an id) and ``end``."""

GDELT = Layout(
    source="gdelt",
    roles=MappingProxyType(
        {
            "first": "SQLDATE",
            "actor": "Actor1CountryCode",
            "recipient": "Actor2CountryCode",
            "code": "EventCode",
            "weight": "GoldsteinScale",
        }
    ),
    columns=(
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
        *_place("Actor1"),
        *_place("Actor2"),
        *_place("Action"),
        "DATEADDED",
        "SOURCEURL",
    ),
    trailing=1,
    date_format="%Y%m%d",
    countries="cameo_countries",
    codes="cameo_events",
)
"""GDELT 1.0 events: 57 tab-separated columns in the historical backfile (1979 to March 2013),
58 in the daily files since. *GDELT Data Format Codebook*, version 1.03, 25 August 2013."""

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
    missing=("", "NULL"),
    countries="icews_countries",
    codes="cameo_events",
)
"""ICEWS Coded Event Data: tab-separated with a header, countries by name. Boschee, E. et al.
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
    countries="iso",
    codes="plover_events",
)
"""POLECAT, in the PLOVER scheme: tab-separated with a header, countries by ISO alpha-3 code.
Halterman, A., Bagozzi, B. E., Beger, A., Schrodt, P. A., & Scarborough, G. (2023), *PLOVER and
POLECAT: A New Political Event Ontology and Dataset*; Harvard Dataverse, doi:10.7910/DVN/AJGVIT."""

LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {layout.source: layout for layout in (PLAIN, GDELT, ICEWS, POLECAT)}
)
