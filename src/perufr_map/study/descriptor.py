"""Read a study's ``datapackage.json`` and list what is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from perufr_map import borders
from perufr_map.problems import Problem
from perufr_map.resources import study_dir

DESCRIPTOR = "datapackage.json"
TABLES = ("eras", "counterparts", "members", "event_types", "events", "sources")

ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
"""Characters that are no text: controls, half characters, marks of an encoding."""

_ENTRIES = {"contributors": ("role", "email", "path", "organization"), "sources": ("path", "email")}
"""Lists of entries with a title, and what else may stand in an entry, as text."""

_WEIGHT_SETS = ("weis", "cameo")  # the codebook's columns weight_*


def read_descriptor(folder: Path) -> dict[str, Any]:
    """Return the study's ``datapackage.json`` as a dictionary."""
    descriptor: dict[str, Any] = json.loads((folder / DESCRIPTOR).read_text("utf-8-sig"))
    return descriptor


@lru_cache(maxsize=1)
def schemas() -> dict[str, dict[str, Any]]:
    """Return the format: the Table Schema of each table of the shipped study."""
    resources = read_descriptor(study_dir())["resources"]
    return {resource["name"]: resource["schema"] for resource in resources}


def columns(table: str) -> list[str]:
    """Return the names of a table's columns, in order."""
    return [field["name"] for field in schemas()[table]["fields"]]


def check_descriptor(folder: Path) -> list[Problem]:
    """List what keeps a study's tables from being read, or its map from being drawn."""
    if not (folder / DESCRIPTOR).is_file():
        values = {"folder": folder.name, "file": DESCRIPTOR, "n": len(TABLES)}
        return [_problem("descriptor_missing", **values)]
    try:
        descriptor = read_descriptor(folder)
    except json.JSONDecodeError as error:
        return [_problem("json_syntax", line=error.lineno, character=error.colno)]
    except (ValueError, RecursionError):
        return [_problem("json_unreadable")]
    problems = [
        Problem(f"{table}.csv", None, None, "table_missing", {"file": f"{table}.csv"})
        for table in TABLES
        if not (folder / f"{table}.csv").is_file()
    ]
    study = descriptor.get("study") if isinstance(descriptor, dict) else None
    if not isinstance(study, dict) or not study.get("focus"):
        return [*problems, _problem("focus_missing")]
    return [*problems, *_check_package(descriptor), *_check_study(study)]


def _check_package(descriptor: dict[str, Any]) -> Iterator[Problem]:
    """Ask for a name, which files are called by, a licence, and the shape of all that is shown.

    What may be left out is right when it is there: an output uses it as it stands.
    """
    name = descriptor.get("name")
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,99}", name):
        yield _problem("name_missing")
    licences = descriptor.get("licenses")
    if not licences or not _are_entries(licences, "name", ("title", "path")):
        yield _problem("licence_missing")
    for field in ("title", "description", "version", "homepage"):
        if not isinstance(descriptor.get(field, ""), str):
            yield _problem("field_not_text", field=field)
    for field, texts in _ENTRIES.items():
        if not _are_entries(descriptor.get(field, []), "title", texts):
            yield _problem("entries_wrong", field=field)
    keywords = descriptor.get("keywords", [])
    if not isinstance(keywords, list) or not all(map(_is_text, keywords)):
        yield _problem("keywords_wrong")
    if not _is_day(descriptor.get("created", "2000-01-01")):
        yield _problem("created_wrong")
    for text in _odd_texts(descriptor):
        yield _problem("text_odd", text="".join(c if c.isprintable() else "�" for c in text[:60]))


def _check_study(study: dict[str, Any]) -> Iterator[Problem]:
    """Ask for a state as the focus, a title in every language, and settings within bounds."""
    focus = study["focus"]
    if not isinstance(focus, str) or focus not in {state.code for state in borders.states()}:
        yield _problem("focus_unknown", focus=focus)
    titles = [name.replace("name_", "title_") for name in columns("eras") if "name_" in name]
    for title in titles:
        if not _is_text(study.get(title)):
            yield _problem("title_missing", title=title)
    share = study.get("group_share", 0.5)
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
        yield _problem("share_wrong", share=share)
    if study.get("weights", "weis") not in _WEIGHT_SETS:
        yield _problem("weights_unknown", weights=study["weights"], known=", ".join(_WEIGHT_SETS))
    sections = study.get("sections", {})
    languages = [title.removeprefix("title_") for title in titles]
    if not isinstance(sections, dict) or not all(
        isinstance(texts, dict) and all(_is_text(texts.get(language)) for language in languages)
        for texts in sections.values()
    ):
        yield _problem("sections_wrong")


def _are_entries(value: object, needed: str, others: Iterable[str]) -> bool:
    """Say whether this is a list of entries that have a certain text, and only texts in others."""
    return isinstance(value, list) and all(
        isinstance(entry, dict)
        and _is_text(entry.get(needed))
        and all(isinstance(entry.get(name, ""), str) for name in others)
        for entry in value
    )


def _is_day(value: object) -> bool:
    """Say whether this is a day, or a day and a time."""
    try:
        datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        return False
    return bool(re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)))


def _odd_texts(value: object) -> Iterator[str]:
    """Yield the texts, however deep they lie, that hold what no file format can show."""
    left = [value]
    while left:
        match left.pop():
            case str() as text:
                if ODD.search(text):
                    yield text
            case dict() as entries:
                left += [*entries, *entries.values()]
            case list() as entries:
                left += entries


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _problem(kind: str, **values: object) -> Problem:
    return Problem(DESCRIPTOR, None, None, kind, values)
