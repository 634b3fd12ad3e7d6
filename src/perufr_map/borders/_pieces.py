"""Know the pieces of which territories consist: their areas, and names for some."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from perufr_map.borders._ledger import LANGUAGES, Text
from perufr_map.resources import geo_dir

_TERM = re.compile(r"([+-]?)([A-Z]{3})(?:/([a-z_]+))?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A unit or a part of one: its area (km²), and its name if no row of the ledger has one."""

    area: int
    name: Text
    article: Text


@lru_cache(maxsize=1)
def pieces() -> dict[str, Piece]:
    """Return the pieces by unit and part: ``PSE/west_bank``, and ``PSE/`` for the rest of it."""
    with (geo_dir() / "pieces.csv").open(encoding="utf-8", newline="") as file:
        return {
            f"{row['unit']}/{row['part']}": Piece(
                int(row["area_km2"]),
                {language: row[f"name_{language}"] for language in LANGUAGES},
                {language: row[f"article_{language}"] for language in LANGUAGES},
            )
            for row in csv.DictReader(file)
        }


def area_of(names: Iterable[str]) -> int:
    """Return the area of some pieces in square kilometres; a point has none."""
    return sum(pieces()[name].area for name in names if name in pieces())


@lru_cache(maxsize=1024)
def land(composition: str) -> frozenset[str]:
    """Return the pieces that a territory consists of."""
    found: set[str] = set()
    for sign, unit, part in _TERM.findall(composition):
        named = {f"{unit}/{part}"} if part else _of_unit()[unit]
        found = found - named if sign == "-" else found | named
    return frozenset(found or {composition})


@lru_cache(maxsize=1)
def _of_unit() -> dict[str, set[str]]:
    units: dict[str, set[str]] = {}
    for name in pieces():
        units.setdefault(name.partition("/")[0], set()).add(name)
    return units
