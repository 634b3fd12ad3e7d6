"""Read what a file holds in fewer words, as the map does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from perufr_map.shown.digits import BASE, DIGITS, SMALL


def read_numbers(text: str) -> Iterator[int]:
    """Read back what `write_number` wrote, as the map does."""
    digits = iter(map(DIGITS.index, text))
    for digit in digits:
        number = digit
        if digit >= SMALL:
            number = 0
            for _ in range(digit - SMALL + 1):
                number = number * BASE + next(digits)
        yield -(number + 1) // 2 if number % 2 else number // 2


def column(packed: Any) -> list[Any]:
    """Return the values of a column, None where a record lacks the field."""
    match packed:
        case list():
            return packed
        case {"values": list() as values, "rows": str() as rows}:
            return [[None, *values][place] for place in read_numbers(rows)]
        case {"steps": str() as steps}:
            here, found = 0, []
            for step in read_numbers(steps):
                here += step - 1 if step > 0 else step
                found.append(here if step else None)
            return found
    return records(packed)


def records(columns: dict[str, Any]) -> list[dict[str, Any]]:
    """Return records that a file holds by columns; what is null in a column is left out."""
    rows = zip(*map(column, columns.values()), strict=True)
    return [
        {name: value for name, value in zip(columns, row, strict=True) if value is not None}
        for row in rows
    ]


def shared(columns: dict[str, Any]) -> dict[str, Any]:
    """Return values by code that a file holds by columns, each once beside its codes."""
    return {
        code: {name: part for name, part in value.items() if name != "codes"}
        for value in records(columns)
        for code in value["codes"].split(" ")
    }
