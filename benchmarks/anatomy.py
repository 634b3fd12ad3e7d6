"""What the exported file consists of, and what each part weighs."""

from __future__ import annotations

import gzip
import json
from typing import Any

import perufr_map as pm
from perufr_map.exports.html import RelationsMap, compact


def measure() -> list[dict[str, Any]]:
    """Weigh the parts of the shipped study's page, the heaviest first."""
    study = pm.load()
    page = RelationsMap(study.payload())
    payload = compact(study.payload())
    topology = payload.pop("topology")
    leaflet, *scripts = page.scripts
    leaflet_style, *styles = page.styles
    eras, events = payload.pop("eras"), payload.pop("events")
    parts = {
        "Leaflet, whole": leaflet + leaflet_style,
        "outlines of all states of the eras, 1:50m, simplified": _json(topology["arcs"]),
        "names and notes of the states, in every language": _json(topology["objects"]),
        "events with their narratives, in every language": _json(events),
        "our scripts": "".join(scripts),
        "eras and scores": _json(eras),
        "our styles": "".join(styles),
        "the interface’s words, in every language": _json(payload.pop("messages")),
        "codebook, counterparts, sources, colours": _json(payload),
        "the whole page": page.to_html(),
    }
    weighed = [
        {"part": name, "bytes": len(text.encode()), "gzip": len(gzip.compress(text.encode(), 9))}
        for name, text in parts.items()
    ]
    return sorted(weighed, key=lambda part: -int(part["bytes"]))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
