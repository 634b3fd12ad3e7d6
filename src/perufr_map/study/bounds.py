"""Limit how long the texts and lists of a descriptor are, since most stand in every output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perufr_map.problems import Problem
from perufr_map.study.layout import DESCRIPTOR

LONGEST = 2_000
"""Most characters of a text."""

LONGEST_NAME = 200
"""Most characters of what a line of a map names: who made the study, its licence, a keyword."""

MOST = 500
"""Most entries of a list."""

_NAMED = {"contributors", "licenses", "keywords"}


def check_bounds(fields: Mapping[str, object]) -> Iterator[Problem]:
    """List the texts of a descriptor that are too long, and its lists with too many entries."""
    remaining = list(fields.items())
    while remaining:
        path, value = remaining.pop()
        if isinstance(value, str):
            is_name = path.partition("[")[0] in _NAMED and not path.endswith(".path")
            bound = LONGEST_NAME if is_name else LONGEST
            if len(value) > bound:
                yield _problem("field_long", field=path, n=bound)
        elif isinstance(value, list | dict) and len(value) > MOST:
            yield _problem("field_full", field=path, n=MOST)
        elif isinstance(value, list):
            remaining += [(f"{path}[{place}]", entry) for place, entry in enumerate(value)]
        elif isinstance(value, dict):
            remaining += [(f"{path}.{str(key)[:40]}", entry) for key, entry in value.items()]


def _problem(code: str, **values: object) -> Problem:
    return Problem(DESCRIPTOR, None, None, code, values)
