"""Hold the drawing of the whole ledger."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, cast

from perufr_map.resources import geo_dir


@lru_cache(maxsize=1)
def drawing() -> dict[str, Any]:
    """Return the drawing as the build wrote it; nobody may change it."""
    text = (geo_dir() / "states.topojson").read_text("utf-8")
    return cast("dict[str, Any]", json.loads(text))


def shapes(name: str) -> list[dict[str, Any]]:
    """Return the drawn geometries of ``states`` or of ``lines``."""
    return cast("list[dict[str, Any]]", drawing()["objects"][name]["geometries"])


@lru_cache(maxsize=1)
def areas() -> dict[str, int]:
    """Return the area of each row of the ledger in square kilometres, by id."""
    return {shape["properties"]["id"]: shape["properties"]["area"] for shape in shapes("states")}
