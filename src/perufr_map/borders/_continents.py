"""Look up the continent of a code."""

from __future__ import annotations

import csv
from functools import lru_cache
from typing import Literal, TypeAlias, get_args

from perufr_map.resources import geo_dir

Continent: TypeAlias = Literal["africa", "americas", "asia", "europe", "oceania"]
CONTINENTS: tuple[Continent, ...] = get_args(Continent)


def continent(code: str) -> Continent | None:
    """Return the continent of a state, by its code; None for a code that the ledger lacks.

    The continents are the regions of the United Nations' standard M49, as Unicode CLDR has
    them: Russia and the Soviet Union lie in Europe, Turkey in Asia.

    Parameters
    ----------
    code
        Alpha-3 code of a state, of today or of the past.

    Returns
    -------
    str

    Examples
    --------
    >>> continent("PER")
    'americas'
    """
    return _continents().get(code)


@lru_cache(maxsize=1)
def _continents() -> dict[str, Continent]:
    with (geo_dir() / "continents.csv").open(encoding="utf-8", newline="") as file:
        found = {row["code"]: row["continent"] for row in csv.DictReader(file)}
    return {code: name for code, name in found.items() if name in CONTINENTS}
