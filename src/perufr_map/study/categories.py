"""The categories of event types: a study's own table, else those that version 0.1 had."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Mapping, Sequence
from functools import partial

from perufr_map.resources import study_dir
from perufr_map.study import spreadsheets
from perufr_map.study.descriptor import parse_descriptor
from perufr_map.study.languages import languages_of
from perufr_map.study.layout import CATEGORIES, DESCRIPTOR, SHIPPED, columns, language_of
from perufr_map.study.rules import Rule, texts_are_no_formulas, texts_in_every_language

FILE = f"{CATEGORIES}.csv"
_TYPES = "event_types"

RULES: tuple[Rule, ...] = (
    partial(texts_in_every_language, CATEGORIES),
    partial(texts_are_no_formulas, CATEGORIES),
)
"""The rules of the table."""


def make_default(languages: Sequence[str]) -> spreadsheets.Sheet:
    """Return the table of a study that has none: the shipped study's categories.

    In a language in which they have no names, the names are English.
    """
    shipped = spreadsheets.read((study_dir() / FILE).read_bytes(), columns=columns(CATEGORIES))
    names = columns(CATEGORIES, tuple(languages))
    return spreadsheets.Sheet(
        header=names,
        columns=[shipped.column(_find(name, shipped.header)) for name in names],
        rows=shipped.rows,
        blank=[],
        ragged={},
        encoding=shipped.encoding,
        separator=shipped.separator,
        directive=False,
        trimmed=False,
        sample="",
    )


def add(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what a study without the table needs: the table, and a descriptor that has it.

    The table holds the categories of the study's event types.

    Raises
    ------
    SheetError
        If the table of eras or that of event types cannot be read.
    """
    descriptor, _ = parse_descriptor(files.get(DESCRIPTOR), "")
    eras = spreadsheets.read(files.get("eras.csv", b""), columns=columns("eras"))
    types = spreadsheets.read(files.get(f"{_TYPES}.csv", b""), columns=columns(_TYPES))
    languages = languages_of(descriptor, (language_of("eras", name) for name in eras.header))
    written = {FILE: _write(make_default(languages), set(types.column("category")))}
    if DESCRIPTOR in files and descriptor:
        written[DESCRIPTOR] = _describe(files[DESCRIPTOR])
    return written


def _write(sheet: spreadsheets.Sheet, used: Collection[str]) -> bytes:
    """Return the rows of the categories that are used, as a file that spreadsheets read."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(sheet.header)
    cells = zip(*sheet.columns, strict=True)
    rows = zip(sheet.column("id"), cells, strict=True)
    writer.writerows(row for name, row in rows if name in used)
    return table.getvalue().encode("utf-8-sig")


def _describe(data: bytes) -> bytes:
    """Return a descriptor with today's schemas of the categories and of what refers to them."""
    descriptor = json.loads(data.decode("utf-8-sig"))
    shipped = json.loads((study_dir() / DESCRIPTOR).read_text("utf-8-sig"))["resources"]
    today = {each["name"]: each for each in shipped}
    resources = descriptor.get("resources")
    if not isinstance(resources, list):
        return data  # `check` says what is wrong with it
    for place, resource in enumerate(resources):
        if isinstance(resource, dict) and resource.get("name") == _TYPES:
            resources[place : place + 1] = [today[CATEGORIES], today[_TYPES]]
            break
    return (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()


def _find(column: str, header: Sequence[str]) -> str:
    """Return a column's name in the shipped table: its own, else the English one of the text."""
    return column if column in header else f"{column.rpartition('_')[0]}_{SHIPPED[0]}"
