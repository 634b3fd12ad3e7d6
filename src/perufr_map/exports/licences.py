"""Say in a page what it carries and under which licences."""

from __future__ import annotations

from perufr_map.resources import page_text


def licences() -> str:
    """Return the page of licences, as ``docs/licences.md`` has it."""
    return page_text("licences", "en")


def notice() -> str:
    """Return the part of it that stands in every exported page: the first block of plain text."""
    return licences().partition("```text\n")[2].partition("```")[0].strip()
