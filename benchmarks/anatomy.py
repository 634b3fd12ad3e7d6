"""What the exported file consists of, and what each part weighs."""

from __future__ import annotations

import gzip
import json
import re
from html.parser import HTMLParser
from typing import TypedDict

import perufr_map as pm
from perufr_map.exports.html import leaflet

PARTS = {
    "topology": "states: their outlines, status and eras",
    "texts": "texts of the study, in every language",
    "events": "events",
    "eras": "eras and scores",
    "messages": "the interface’s words, in every language",
}
"""What the payload's members hold; the topology's arcs and texts are told apart."""

WHOLE = "the whole page"


class Row(TypedDict):
    """A part of the page, and its bytes."""

    part: str
    bytes: int
    gzip: int


def measure() -> list[Row]:
    """Weigh the parts of the shipped study's page, the heaviest first."""
    html = pm.load().map().to_html()
    page = _Page()
    page.feed(html)
    whole = leaflet("leaflet.js").strip()
    scripts = "".join(page.scripts)
    assert whole in scripts  # noqa: S101 (Leaflet stays whole)
    rest = html
    for text in (*page.scripts, *page.styles, page.data):
        rest = rest.replace(text, "")
    drawn = re.compile(r"<svg.*?</svg>", re.DOTALL)
    picture = "".join(drawn.findall(rest))
    own_styles = "".join(text for text in page.styles if not _is_leaflets(text))
    payload = json.loads(page.data)
    topology = payload["topology"]
    parts = {
        "Leaflet’s script, whole": whole,
        "Leaflet’s styles": "".join(text for text in page.styles if _is_leaflets(text)),
        "our scripts": scripts.replace(whole, ""),
        "typeface": "".join(faces := re.findall(r"@font-face\{.*?\}", own_styles)),
        "our styles": own_styles.replace("".join(faces), ""),
        "picture for readers without scripts": picture,
        "outlines of all states of the eras, 1:50m, simplified": _json(topology.pop("arcs")),
        "names and notes of the states, in every language": _json(topology.pop("texts")),
        **{name: _json(payload.pop(key)) for key, name in PARTS.items()},
        "codebook, counterparts, sources, colours": _json(payload),
        "the rest: markup and what starts the map": drawn.sub("", rest),
    }
    weighed: list[Row] = [_weigh(name, text) for name, text in parts.items()]
    return sorted([*weighed, _weigh(WHOLE, html)], key=lambda part: -part["bytes"])


class _Page(HTMLParser):
    """The scripts, styles and data of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.data = ""
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the text that follows is."""
        data = tag == "script" and dict(attrs).get("type") == "application/json"
        self._within = "data" if data else tag

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 (HTMLParser's)
        """Note that what follows is none of what we weigh."""
        self._within = ""

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        if self._within == "data":
            self.data += data
        elif self._within == "script":
            self.scripts.append(data)
        elif self._within == "style":
            self.styles.append(data)


def _is_leaflets(style: str) -> bool:
    return ".leaflet-pane" in style and ".pfr-" not in style


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _weigh(name: str, text: str) -> Row:
    return {"part": name, "bytes": len(text.encode()), "gzip": len(gzip.compress(text.encode()))}
