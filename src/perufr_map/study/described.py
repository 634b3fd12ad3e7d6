"""Let a descriptor list the tables and columns that a study has, for programs that go by it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from perufr_map.resources import study_dir
from perufr_map.study import spreadsheets
from perufr_map.study.descriptor import parse_descriptor
from perufr_map.study.languages import languages_of
from perufr_map.study.layout import (
    CODING,
    DESCRIPTOR,
    OPTIONAL,
    SETS,
    TABLES,
    Layout,
    columns,
    language_of,
    layout,
    weight_sets,
)

_TABLES = {f"{table}.csv": table for table in (*TABLES, *OPTIONAL, *CODING)}


def describe(files: Mapping[str, bytes]) -> bytes | None:
    """Return a study's descriptor with the tables and columns that the study has.

    A table with a column that the format has not, or has twice, stays as it is described.

    Parameters
    ----------
    files
        The study's files by their path.

    Returns
    -------
    bytes or None
        None if there is nothing to change, or the descriptor cannot be read or lists no tables.
    """
    descriptor, problems = parse_descriptor(files.get(DESCRIPTOR))
    resources = descriptor.get("resources")
    if problems or not isinstance(resources, list):
        return None
    headers = dict(_headers(files))
    languages = languages_of(
        descriptor, (language_of("eras", name) for name in headers.get("eras", []))
    )
    sets = weight_sets(headers.get("event_types", [])) or SETS
    shipped = json.loads((study_dir() / DESCRIPTOR).read_text("utf-8-sig"))["resources"]
    listed = {_table_of(resource) for resource in resources}
    new = [each for each in shipped if _table_of(each) in headers.keys() - listed]
    now = []
    for resource in (*resources, *new):
        table = _table_of(resource)
        if table in headers:
            form = layout(table, languages, sets)
            now.append(_with_columns(resource, headers[table], form))
        elif not table or f"{table}.csv" in files:
            now.append(resource)
    if now == resources:
        return None
    text = json.dumps({**descriptor, "resources": now}, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def _headers(files: Mapping[str, bytes]) -> Iterator[tuple[str, list[str]]]:
    """Yield each table that can be read, with the names of its columns."""
    for file, table in _TABLES.items():
        if file in files:
            try:
                yield table, spreadsheets.read(files[file], columns=columns(table)).header
            except spreadsheets.SheetError:
                continue  # `check` tells it


def _table_of(resource: object) -> str:
    """Return which of a study's tables a resource is; empty if it is none."""
    path = resource.get("path") if isinstance(resource, dict) else None
    return _TABLES.get(path, "") if isinstance(path, str) else ""


def _with_columns(resource: dict[str, Any], header: list[str], form: Layout) -> dict[str, Any]:
    """Return a resource with the columns of a header, in its order."""
    known, schema = {field["name"]: field for field in form.fields}, resource.get("schema")
    if not isinstance(schema, dict) or len(set(header) & known.keys()) < len(header):
        return resource
    listed = schema.get("fields")
    entries = listed if isinstance(listed, list) else []
    own: dict[Any, Any] = {each.get("name"): each for each in entries if isinstance(each, dict)}
    fields = [own.get(name) or known[name] for name in header]
    return {**resource, "schema": {**schema, "fields": fields}}
