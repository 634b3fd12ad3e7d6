"""Read the ledger and build each row's territory from its composition."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

POINT = re.compile(r"@(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)")
TERM = re.compile(r"([+-]?)([A-Z]{3})(?:/([a-z_]+))?")

Pieces = Mapping[tuple[str, str], BaseGeometry]


def read_ledger(path: Path) -> list[dict[str, str]]:
    """Return the rows of the ledger as texts."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parse(composition: str, pieces: Pieces) -> set[tuple[str, str]]:
    """Return the pieces that a composition names.

    Parameters
    ----------
    composition
        Units (``DEU``) and parts (``DEU/east``) joined by ``+`` and ``-``, read from the
        left; a unit stands for all its pieces.
    pieces
        What `units.cut_units` returns.

    Raises
    ------
    ValueError
        If the composition cannot be parsed, or names an unknown unit or part.
    """
    terms = list(TERM.finditer(composition))
    if "".join(term[0] for term in terms) != composition or not terms:
        raise ValueError(f"composition “{composition}” is not a sum of units and parts")
    keys: set[tuple[str, str]] = set()
    for sign, unit, part in (term.groups() for term in terms):
        term_keys = {key for key in pieces if key[0] == unit and (part is None or key[1] == part)}
        if not term_keys:
            raise ValueError(
                f"composition “{composition}” names {unit}/{part or ''}, which is not there"
            )
        keys = keys - term_keys if sign == "-" else keys | term_keys
    return keys


def territory(composition: str, pieces: Pieces) -> BaseGeometry:
    """Return the polygon of a composition, or for ``@lon,lat`` the point.

    The composition's pieces come from one coverage, so their union is exact.
    """
    point = POINT.fullmatch(composition)
    if point:
        return shapely.Point(float(point[1]), float(point[2]))
    keys = sorted(parse(composition, pieces))
    return shapely.normalize(shapely.union_all([pieces[key] for key in keys]))
