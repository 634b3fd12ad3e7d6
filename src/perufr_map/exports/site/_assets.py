"""Make the files that many pages share: styles, the map's code, its geometry and its texts."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from perufr_map.exports.html import compact, leaflet
from perufr_map.resources import web_text
from perufr_map.shown.scale import THEMES, Scale, class_rules
from perufr_map.shown.wire import Payload

# Leaflet's pictures belong to controls that the map does not have.
_WITH_PICTURE = re.compile(r"[^{}]*\{[^{}]*url\([^{}]*\}")


def name_by_hash(name: str, data: bytes) -> str:
    """Return the path of a shared file: it changes when its content does, so it may be kept."""
    stem, _, ending = name.rpartition(".")
    return f"assets/{stem}.{hashlib.sha256(data).hexdigest()[:10]}.{ending}"


def site_style() -> str:
    """Return the pages' style sheet: the colours of ``shown/scale.json``, and our own rules."""
    light, dark = (f"{Scale.of(theme).variables()}color-scheme:{theme};" for theme in THEMES)
    screen = f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return f":root{{{light}}}{screen}{class_rules()}{web_text('site.css')}"


def map_style() -> str:
    """Return the map's style sheet, Leaflet's and our own."""
    plain = _WITH_PICTURE.sub("", re.sub(r"/\*.*?\*/", "", leaflet("leaflet.css"), flags=re.DOTALL))
    return f"{plain}\n{web_text('map.css')}"


def map_code() -> str:
    """Return Leaflet, the map, and what mounts it, as one script."""
    return "\n".join([leaflet("leaflet.js"), web_text("map.js"), web_text("site.js")])


def map_data(payload: Payload) -> tuple[str, dict[str, str]]:
    """Return the map's geometry, and the rest in each language, as scripts.

    A page read from disk may load a script but not ask for a file, so data come as scripts.
    """
    lean = compact(payload)
    world = _script("perufrWorld", lean.pop("topology"))
    languages = payload["languages"]
    return world, {
        language: _script("perufrStudy", _only(lean, language, frozenset(languages)))
        for language in languages
    }


def _script(name: str, value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f"{name}={text}\n"


def _only(value: Any, language: str, languages: frozenset[str]) -> Any:
    """Return a payload with the texts of one language, at any depth."""
    if isinstance(value, list):
        return [_only(part, language, languages) for part in value]
    if not isinstance(value, dict):
        return value
    said = {key: part for key, part in value.items() if key not in languages}
    if not said and all(isinstance(part, str) for part in value.values()):
        return {key: part for key, part in value.items() if key == language} or value
    kept = {
        key: [language] if key == "languages" else _only(part, language, languages)
        for key, part in value.items()
        if key != "messages"
    }
    if "messages" in value:
        kept["messages"] = {language: value["messages"][language]}
    return kept
