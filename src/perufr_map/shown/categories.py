"""Name the categories of a study's event types, as the interface asks for its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perufr_map.study.tables import StudyTables


def name_categories(study: StudyTables, language: str) -> dict[str, str]:
    """Return the names of categories in a language, alone and in the middle of a sentence.

    They go beside a catalogue's words: ``page.category.aid``, ``method.category.aid``.
    """
    named: dict[str, str] = {}
    for row in study.categories.to_dict("records"):
        name = _pick(study, study.text(row, "name"), language)
        named[f"page.category.{row['id']}"] = name
        named[f"method.category.{row['id']}"] = (
            _pick(study, study.text(row, "said"), language) or name
        )
    return named


def _pick(study: StudyTables, texts: Mapping[str, str] | None, language: str) -> str:
    """Return a text in a language, else in the study's first."""
    texts = texts or {}
    return texts.get(language) or texts.get(study.languages[0], "")
