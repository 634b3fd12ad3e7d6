"""Write records by columns, as a file holds them: a list for each field, or a shorter text.

``web/src/columns.js`` reads them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from perufr_map.shown.digits import MOST, write_number


def turn(records: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """Return records by columns; what is itself a record is columns again.

    Where a record lacks a field, its column has null. A column is an object where that is shorter:
    ``values``, each once, and which of them stand in the ``rows``; or, for whole numbers, the
    ``steps`` from one row to the next. Both are numbers as text, in which 0 is null; 1 is the
    first value, or a step of 0, and what is negative a step down.
    """
    names = dict.fromkeys(name for record in records for name in record)
    return {name: _pack([record.get(name) for record in records]) for name in names}


def _pack(column: Sequence[object]) -> object:
    records = [each for each in column if isinstance(each, Mapping)]
    if len(records) == len(column):
        return turn(records)
    forms: list[object] = [column, *_find_rows(column), *_find_steps(column)]
    return min(forms, key=lambda form: len(json.dumps(form, separators=(",", ":"))))


def _find_rows(column: Sequence[object]) -> list[dict[str, object]]:
    """Return a column as values and rows, the most frequent value first."""
    names = [None if each is None else json.dumps(each) for each in column]
    ranked = [name for name, _ in Counter(names).most_common() if name is not None]
    if len(ranked) > MOST:
        return []
    places = {None: 0} | {name: place for place, name in enumerate(ranked, start=1)}
    rows = "".join(write_number(places[name]) for name in names)
    return [{"values": [json.loads(name) for name in ranked], "rows": rows}]


def _find_steps(column: Sequence[object]) -> list[dict[str, object]]:
    """Return a column as steps; nothing if it has anything but whole numbers."""
    steps, here = [], 0
    for each in column:
        if each is None:
            steps.append(0)
        elif type(each) is int and abs(each - here) < MOST:
            step, here = each - here, each
            steps.append(step + 1 if step >= 0 else step)
        else:
            return []
    return [{"steps": "".join(map(write_number, steps))}]
