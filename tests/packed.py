"""Read what a file holds in fewer words, as the map does."""

from __future__ import annotations

from typing import Any


def records(columns: dict[str, Any]) -> list[dict[str, Any]]:
    """Return records that a file holds by columns; what is null in a column is left out."""
    turned = {
        name: records(column) if isinstance(column, dict) else column
        for name, column in columns.items()
    }
    rows = zip(*turned.values(), strict=True)
    return [
        {name: value for name, value in zip(turned, row, strict=True) if value is not None}
        for row in rows
    ]
