"""What the map is given: scores, events, words and borders as one payload."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from perufr_map import borders
from perufr_map.resources import messages, package_text, spoken

if TYPE_CHECKING:
    import pandas as pd

    from perufr_map.scoring.scored import Scored
    from perufr_map.study.tables import StudyTables

FORMAT = "perufr-map/1"
_NUMBERS = ("score", "low", "high", "net", "cooperation", "conflict")


def payload(scored: Scored) -> dict[str, Any]:
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
        "scale": json.loads(package_text("shown/scale.json")),
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
                **{key: row[key] for key in ("title", "author", "publisher", "locator", "licence")},
                "year": int(row["year"]),
            }
            for row in _rows(study.sources)
        },
        "sections": study.settings.get("sections", {}),
        "topology": topology(study),
    }


def topology(study: StudyTables) -> dict[str, Any]:
    """Return the borders of all the study's eras as one TopoJSON object."""
    return borders.topology([day.date() for day in study.eras["reference_date"]])


def _words(language: str) -> dict[str, str]:
    """Return the map's words in a language, without those that only others say."""
    others = ("page.", "problem.", "site.")
    return {
        key: text for key, text in messages(spoken(language)).items() if not key.startswith(others)
    }


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


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


def _eras(scored: Scored) -> list[dict[str, Any]]:
    study = scored.study
    number = {event: index for index, event in enumerate(study.events["id"])}
    shares: dict[tuple[str, str], list[list[Any]]] = {}
    for row in _rows(scored.contributions):
        via = row["via"] if isinstance(row["via"], str) else None
        key = (row["era"], row["counterpart"])
        shares.setdefault(key, []).append([number[row["event"]], via])
    found, before = [], None
    for era in _rows(study.eras):
        reference = era["reference_date"].date()
        found.append(
            {
                "id": era["id"],
                "name": study.text(era, "name"),
                "leader": era["leader"],
                "summary": study.text(era, "summary"),
                "start": era["start"].date().isoformat(),
                "end": era["end"].date().isoformat(),
                "reference_date": reference.isoformat(),
                "changes": borders.changes(before, reference) if before else None,
                "scores": {
                    code: {
                        **{name: getattr(score, name) for name in _NUMBERS},
                        "events": sorted(shares[era["id"], code], key=_order),
                    }
                    for code, score in scored.in_era(era["id"]).items()
                },
            }
        )
        before = reference
    return found


def _order(share: list[Any]) -> tuple[bool, int]:
    """Sort a counterpart's own events before the inherited ones."""
    return share[1] is not None, share[0]


def _events(study: StudyTables, weight: pd.Series[float]) -> list[dict[str, Any]]:
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
