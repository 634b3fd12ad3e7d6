"""What the map is given: scores, events, words and borders as one payload.

These types are the shape of it on the wire, which ``docs/payload.md`` explains; nothing else
in Python reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypedDict

from perufr_map import borders
from perufr_map.borders import Text, Topology
from perufr_map.resources import messages, spoken
from perufr_map.scoring.rounding import round_score
from perufr_map.shown.scale import ScaleData, scale_data

if TYPE_CHECKING:
    import pandas as pd

    from perufr_map.scoring.scored import Scored
    from perufr_map.shown.words import Row
    from perufr_map.study.tables import StudyTables

FORMAT = "perufr-map/1"

Share: TypeAlias = tuple[int, str | None, float]
"""Index of an event; the group it is inherited through; what it adds to the score."""


class ScoreData(TypedDict):
    """A counterpart's score in an era."""

    score: float
    low: float | None
    high: float | None
    net: float
    cooperation: float
    conflict: float
    events: list[Share]


class EraData(TypedDict):
    """An era: half-open, its days in ISO 8601, with the scores of all that have data."""

    id: str
    name: Text | None
    leader: str
    summary: Text | None
    start: str
    end: str
    reference_date: str
    changes: Text | None
    scores: dict[str, ScoreData]


class EventData(TypedDict):
    """An event; `start` and `end` are the first and the last day it can mean."""

    id: str
    counterpart: str
    type: str
    date: Text | None
    start: str
    end: str
    weight: float
    direction: str
    headline: Text | None
    narrative: Text | None
    source: str
    section: str
    locator: str
    confidence: str
    note: Text | None


class TypeData(TypedDict):
    """An event type of the codebook."""

    label: Text | None
    category: str
    definition: Text | None


class CounterpartData(TypedDict):
    """Whoever the focus has relations with."""

    kind: str
    name: Text | None
    note: Text | None


class SourceData(TypedDict):
    """A source of events."""

    title: str
    author: str
    publisher: str
    year: int
    locator: str
    licence: str


class Payload(TypedDict):
    """All that the map is given."""

    format: str
    focus: str
    languages: list[str]
    title: Text | None
    colophon: Text
    group_share: float
    method: dict[str, str]
    messages: dict[str, Text]
    scale: ScaleData
    eras: list[EraData]
    events: list[EventData]
    types: dict[str, TypeData]
    counterparts: dict[str, CounterpartData]
    sources: dict[str, SourceData]
    sections: dict[str, Text]
    topology: Topology


def payload(scored: Scored) -> Payload:
    """Return everything the map draws, as ``docs/payload.md`` lays it down.

    Where the method is not the study's own, the map says so.
    """
    study, method = scored.study, scored.method
    words = {code: _words(code) for code in study.languages}
    return {
        "format": FORMAT,
        "focus": study.focus,
        "languages": list(study.languages),
        "title": study.text(study.settings, "title"),
        "colophon": _colophon(study, words),
        "group_share": method.group_share,
        "method": scored.departures,
        "messages": words,
        "scale": scale_data(),
        "eras": _eras(scored),
        "events": _events(study, method.weigh(study.event_types)),
        "types": {
            row["code"]: {
                "label": study.text(row, "label"),
                "category": row["category"],
                "definition": study.text(row, "definition"),
            }
            for row in _rows(study.event_types)
        },
        "counterparts": {
            row["id"]: {
                "kind": row["kind"],
                "name": study.text(row, "name"),
                "note": study.text(row, "note"),
            }
            for row in _rows(study.counterparts)
        },
        "sources": {
            row["id"]: {
                "title": row["title"],
                "author": row["author"],
                "publisher": row["publisher"],
                "year": int(row["year"]),
                "locator": row["locator"],
                "licence": row["licence"],
            }
            for row in _rows(study.sources)
        },
        "sections": study.settings.get("sections", {}),
        "topology": topology(study),
    }


def topology(study: StudyTables) -> Topology:
    """Return the borders of all the study's eras as one TopoJSON object."""
    return borders.topology([day.date() for day in study.eras["reference_date"]])


def _words(language: str) -> dict[str, str]:
    """Return the map's words in a language, without those that only others say."""
    others = ("page.", "problem.", "site.")
    return {
        key: text for key, text in messages(spoken(language)).items() if not key.startswith(others)
    }


def _rows(table: pd.DataFrame) -> list[Row]:
    return list(table.to_dict("records"))


def _colophon(study: StudyTables, words: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return one line that names sources and licences, in every language."""
    sources = "; ".join(
        f"{row['title']} ({row['publisher']}, {row['year']})" for row in _rows(study.sources)
    )
    licence = study.descriptor["licenses"][0]["name"]
    return {
        language: said["colophon"].format(sources=sources, licence=licence)
        for language, said in words.items()
    }


def _eras(scored: Scored) -> list[EraData]:
    study = scored.study
    shares = _shares(scored)
    found: list[EraData] = []
    before = None
    for era in _rows(study.eras):
        name, reference = era["id"], era["reference_date"].date()
        found.append(
            {
                "id": name,
                "name": study.text(era, "name"),
                "leader": era["leader"],
                "summary": study.text(era, "summary"),
                "start": era["start"].date().isoformat(),
                "end": era["end"].date().isoformat(),
                "reference_date": reference.isoformat(),
                "changes": borders.changes(before, reference) if before else None,
                "scores": {
                    code: {
                        "score": score.score,
                        "low": score.low,
                        "high": score.high,
                        "net": score.net,
                        "cooperation": score.cooperation,
                        "conflict": score.conflict,
                        "events": shares[name, code],
                    }
                    for code, score in scored.in_era(name).items()
                },
            }
        )
        before = reference
    return found


def _shares(scored: Scored) -> dict[tuple[str, str], list[Share]]:
    """Return what each event adds, by era and counterpart, own events before inherited ones."""
    place = {event: index for index, event in enumerate(scored.study.events["id"])}
    found: dict[tuple[str, str], list[Share]] = {}
    for row in _rows(scored.contributions):
        via = row["via"] if isinstance(row["via"], str) else None
        share = place[row["event"]], via, round_score(row["contribution"])
        found.setdefault((row["era"], row["counterpart"]), []).append(share)
    return {key: sorted(shares, key=_order) for key, shares in found.items()}


def _order(share: Share) -> tuple[bool, int]:
    index, via, _ = share
    return via is not None, index


def _events(study: StudyTables, weight: pd.Series[float]) -> list[EventData]:
    """Return all events; one of a type that does not count weighs nothing."""
    return [
        {
            "id": row["id"],
            "counterpart": row["counterpart"],
            "type": row["event_type"],
            "date": study.text(row, "date_text"),
            "start": row["first"].date().isoformat(),
            "end": row["last"].date().isoformat(),
            "weight": float(weight.get(row["event_type"], 0.0)),
            "direction": row["direction"],
            "headline": study.text(row, "headline"),
            "narrative": study.text(row, "narrative"),
            "source": row["source"],
            "section": row["section"],
            "locator": row["locator"],
            "confidence": row["confidence"],
            "note": study.text(row, "confidence_note"),
        }
        for row in _rows(study.events)
    ]
