"""Name a study's sources and licences in one line; the map need not load Babel for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perufr_map.resources import messages, spoken

if TYPE_CHECKING:
    from perufr_map.study.tables import StudyTables


def colophon(study: StudyTables, language: str) -> str:
    """Return the line in a language."""
    sources = "; ".join(
        f"{row['title']} ({row['publisher']}, {row['year']})"
        for row in study.sources.to_dict("records")
    )
    licence = study.descriptor["licenses"][0]["name"]
    return messages(spoken(language))["colophon"].format(sources=sources, licence=licence)
