"""Read the crosswalks of public event data: to our codes of countries, to weights of events."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date

import pyarrow as pa

from perufr_map import borders
from perufr_map.resources import study_dir


def countries(name: str) -> pa.Table:
    """Return a crosswalk of countries.

    Parameters
    ----------
    name
        A table in ``data/crosswalks/``, or ``iso`` for codes that are ours already.

    Returns
    -------
    Table
        ``country`` (the file's code or name), ``id`` (ours; null for a region, and for what our
        borders do not have as a state), ``since``, ``until`` (half-open, null where open). The
        periods of a country cover all time without overlap.
    """
    rows: list[tuple[str, str | None, date | None, date | None]]
    if name == "iso":
        rows = [(code, code, None, None) for code in sorted({s.code for s in borders.states()})]
    else:
        rows = [
            (
                row["code"],
                row["id"] or None,
                date.fromisoformat(row["start"]) if row["start"] else None,
                date.fromisoformat(row["end"]) if row["end"] else None,
            )
            for row in _rows(name)
        ]
    fields = zip(*rows, strict=True)
    names = {"country": pa.string(), "id": pa.string(), "since": pa.date32(), "until": pa.date32()}
    return pa.table(dict(zip(names, map(list, fields), strict=True)), schema=pa.schema(names))


def codes(name: str) -> dict[str, tuple[str, float]]:
    """Return a crosswalk of event codes: the category of our codebook and the weight of each."""
    return {row["code"]: (row["category"], float(row["weight"])) for row in _rows(name)}


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = study_dir() / "crosswalks" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
