"""Colour the peers' maps as ours is coloured."""

from __future__ import annotations

import json
from bisect import bisect
from typing import Any

from perufr_map.resources import package_text

_SCALE = json.loads(package_text("shown/scale.json"))

THRESHOLDS: list[float] = _SCALE["thresholds"]
PALETTE: list[str] = _SCALE["ramps"]["light"]["colours"]
NO_DATA: str = _SCALE["surfaces"]["light"]["no_data"]


def colour(score: float | None) -> str:
    """Return the colour of a score; of no data where there is none."""
    if score is None or score != score:  # noqa: PLR0124 (NaN)
        return NO_DATA
    return PALETTE[bisect(THRESHOLDS, score)]


def style(feature: dict[str, Any]) -> dict[str, Any]:
    """Return how folium draws a state."""
    fill = colour(feature["properties"]["score"])
    return {"weight": 0.5, "color": "#ffffff", "fillOpacity": 1, "fillColor": fill}
