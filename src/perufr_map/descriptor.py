"""Read a study's ``datapackage.json`` and list what is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from perufr_map import borders
from perufr_map._resources import study_dir
from perufr_map.problems import Problem

DESCRIPTOR = "datapackage.json"
TABLES = ("eras", "counterparts", "members", "event_types", "events", "sources")

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
        remedy = f"A study is a folder with {DESCRIPTOR} and {len(TABLES)} tables"
        return [_problem(f"no such file in {folder.name}", remedy)]
    try:
        descriptor = read_descriptor(folder)
    except (ValueError, RecursionError) as error:
        return [_problem(f"not JSON: {error}", "Mend the syntax")]
    problems = [
        Problem(f"{table}.csv", None, None, "no such file", f"Add the table {table}.csv")
        for table in TABLES
        if not (folder / f"{table}.csv").is_file()
    ]
    study = descriptor.get("study") if isinstance(descriptor, dict) else None
    if not isinstance(study, dict) or not study.get("focus"):
        remedy = 'Add "study": {"focus": "PER", "title_en": …, "title_es": …}'
        return [*problems, _problem("says no focus", remedy)]
    return [*problems, *_check_package(descriptor), *_check_study(study)]


def _check_package(descriptor: dict[str, Any]) -> Iterator[Problem]:
    """Ask for a name, which files are called by, and a licence, which the map shows."""
    name = descriptor.get("name")
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", name):
        remedy = 'Write "name" in lower-case letters, digits and hyphens: chile-1990-2010'
        yield _problem("the name is missing, or no file could be called by it", remedy)
    licences = descriptor.get("licenses")
    first = licences[0] if isinstance(licences, list) and licences else None
    if not isinstance(first, dict) or not _is_text(first.get("name")):
        remedy = 'Add "licenses": [{"name": "CC-BY-4.0"}], or another licence'
        yield _problem("says no licence", remedy)


def _check_study(study: dict[str, Any]) -> Iterator[Problem]:
    """Ask for a state as the focus, a title in every language, and settings within bounds."""
    focus = study["focus"]
    if focus not in {state.code for state in borders.states()}:
        remedy = "Use the state's alpha-3 code, as in geo/states.csv"
        yield _problem(f"the focus “{focus}” is no state's code", remedy)
    titles = [name.replace("name_", "title_") for name in columns("eras") if "name_" in name]
    for title in titles:
        if not _is_text(study.get(title)):
            yield _problem(f"{title} is missing", f'Add "{title}" under "study"')
    share = study.get("group_share", 0.5)
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
        yield _problem(f"group_share is {share}", "Give a number from 0 to 1, such as 0.5")
    if study.get("weights", "weis") not in _WEIGHT_SETS:
        remedy = f"Choose {' or '.join(_WEIGHT_SETS)}"
        yield _problem(f"there are no weights “{study['weights']}”", remedy)
    sections = study.get("sections", {})
    languages = [title.removeprefix("title_") for title in titles]
    if not isinstance(sections, dict) or not all(
        isinstance(texts, dict) and all(_is_text(texts.get(language)) for language in languages)
        for texts in sections.values()
    ):
        remedy = 'Write each like "overview": {"en": "Overview", "es": "Panorama"}'
        yield _problem("the sections are not titles in every language", remedy)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _problem(message: str, remedy: str) -> Problem:
    return Problem(DESCRIPTOR, None, None, message, remedy)
