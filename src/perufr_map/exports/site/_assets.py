"""Make the files that several pages share: styles, the map's code, geometry and texts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from perufr_map.exports.html import leaflet, leaflet_style
from perufr_map.resources import spoken, typeface, web_text
from perufr_map.shown.compact import compact
from perufr_map.shown.scale import Edges, class_rules, theme_rules
from perufr_map.shown.wire import Payload


def name_by_hash(name: str, data: bytes) -> str:
    """Return the path of a shared file; a new content has a new path, so browsers may keep it."""
    stem, _, ending = name.rpartition(".")
    return f"assets/{stem}.{hashlib.sha256(data).hexdigest()[:10]}.{ending}"


def site_style(face: str, edges: Edges = None) -> str:
    """Return the pages' style sheet: the typeface, the colours, and our own rules.

    Parameters
    ----------
    face
        Where the typeface lies, seen from the style sheet.
    edges
        The edges of the classes, if the study sets its own.
    """
    return f"{typeface(face)}{theme_rules()}{class_rules(edges)}{web_text('site.css')}"


def map_style() -> str:
    """Return the map's style sheet, Leaflet's and our own."""
    return f"{leaflet_style()}\n{web_text('map.css')}"


def map_code() -> str:
    """Return Leaflet, the map, and the code that starts it, as one script."""
    return "\n".join([leaflet("leaflet.js"), web_text("map.js"), web_text("site.js")])


def map_data(payload: Payload) -> tuple[str, dict[str, str]]:
    """Return the map's geometry, and the other data in each language, as scripts.

    They are scripts since a page opened from disk can load scripts, but no other files.
    """
    data = compact(payload)
    world = _script("perufrWorld", data.pop("topology"))
    return world, {
        language: _script("perufrStudy", _only(data, language, payload))
        for language in payload["languages"]
    }


def _script(name: str, value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f"{name}={text}\n"


def _only(data: Mapping[str, Any], language: str, payload: Payload) -> dict[str, Any]:
    """Return a payload as a file holds it, with the texts of one language."""
    interface = spoken(language)  # of the page that the map stands in
    order = [language, interface, *payload["languages"], *data["texts"]]
    columns = [data["texts"][each] for each in order if each in data["texts"]]
    texts = [next(filter(None, row), None) for row in zip(*columns, strict=True)]
    said = {each: payload["messages"][each] for each in (interface, language)}
    return {
        **data,
        **({"spoken": [interface]} if interface != language else {}),
        "languages": [language],
        "messages": said,
        "texts": {language: texts},
    }
