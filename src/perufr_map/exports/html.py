"""The interactive map: a folium map that carries everything it needs in one file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import Any, Literal, TypeAlias

import folium
import polyline
from branca.element import Element, Figure
from folium.template import Template

from perufr_map.files import whole
from perufr_map.resources import package_text, web_text
from perufr_map.shown.wire import EventData, Payload, Share

Usual: TypeAlias = Mapping[str, object]
Chrome: TypeAlias = Literal["full", "embed"]
"""What is shown around the map: a whole page, or what fits a small frame in another page."""

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
)


def leaflet(name: str) -> str:
    """Return the text of one of Leaflet's files: ``leaflet.js`` or ``leaflet.css``."""
    text = (files("xstatic.pkg.leaflet") / "data" / name).read_text("utf-8")
    # A browser with its developer tools open would ask for the map of the source.
    return text.partition("//# sourceMappingURL=")[0]


class _Page(Figure):
    """A whole HTML page: folium's figure with a language, a title and no outside links."""

    _template = Template(package_text("exports/page.html"))

    def __init__(self, *, title: str, language: str) -> None:
        super().__init__(title=title, height="720px")
        self.language = language


class _Verbatim(Element):
    """A text that stands in the page as it is; branca would run it as a template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **_kwargs: Any) -> str:
        return self.text


class RelationsMap(folium.Map):
    """A folium map with the era slider, the legend, the cards and the payload inside.

    Shows itself in a notebook; `to_html` and `save` give one page that works offline.

    Parameters
    ----------
    payload
        As `perufr_map.shown.payload.payload` returns it.
    era
        Id of the era to show first. Default: the last one.
    selected
        Id of the counterpart whose card is open. Default: none.
    language
        Language to show first. Default: the study's first.
    before
        Id of the era to compare with. Default: none.
    chrome
        ``full`` for a whole page; ``embed`` for a small frame in another page.
    """

    _template = Template(package_text("exports/map.html"))

    def __init__(
        self,
        payload: Payload,
        *,
        era: str | None = None,
        selected: str | None = None,
        language: str | None = None,
        before: str | None = None,
        chrome: Chrome = "full",
    ) -> None:
        super().__init__(tiles=None, crs="Simple", zoom_control=False)
        self._id = "relations"  # folium's is random; two exports are the same bytes
        self.default_js = []
        self.default_css = []
        language = language or payload["languages"][0]
        self.policy = CONTENT_SECURITY_POLICY
        self.styles = [leaflet("leaflet.css"), web_text("map.css")]
        self.scripts = [leaflet("leaflet.js"), web_text("map.js")]
        self.payload = _json_for_html(compact(payload))
        self.view = _json_for_html(
            {
                "era": era or payload["eras"][-1]["id"],
                "selected": selected,
                "language": language,
                "compare": {"before": before},
                "chrome": chrome,
                "permalink": True,
            }
        )
        title = (payload["title"] or {})[language]
        _Page(title=title, language=language).add_child(self)

    def render(self, **kwargs: Any) -> str:
        """Put the map's parts into the page."""
        page = self.get_root()
        for part in ("header", "html", "script"):
            text = getattr(self._template.module, part)(self, kwargs)
            getattr(page, part).add_child(_Verbatim(text), name=self.get_name())
        for child in self._children.values():
            child.render(**kwargs)
        return ""  # branca adds the returned text to the page, where the map's parts already are

    def to_html(self) -> str:
        """Return the whole page as HTML; it asks the network for nothing."""
        html: str = self.get_root().render()
        return html

    def save(self, path: Path | str) -> None:  # type: ignore[override]
        """Write the whole page to a file, entirely or not at all.

        Raises
        ------
        OSError
            If the file cannot be written.
        """
        with whole(Path(path)) as unfinished:
            unfinished.write_text(self.to_html(), "utf-8")


def compact(payload: Payload) -> dict[str, Any]:
    """Return a payload without default values; the map reads both forms.

    Left out are nulls, what ``docs/payload.md`` names as usual, and what the map never asks
    for. The topology's arcs become encoded polylines, less than half as long.
    """
    topology, sources, events = payload["topology"], list(payload["sources"]), payload["events"]
    rest = {key: part for key, part in payload.items() if key != "topology"}
    usual = {
        "status": "independent",
        "eras": list(range(len(payload["eras"]))),
        "confidence": "high",
        "source": sources[0] if len(sources) == 1 else None,
    }
    eras = [
        {
            **era,
            "scores": {
                code: {**score, "events": [_share(share, events) for share in score["events"]]}
                for code, score in era["scores"].items()
            },
        }
        for era in payload["eras"]
    ]
    return {
        **_lean_parts(rest, usual),
        "eras": _lean(eras, usual, frozenset({"net"})),
        "events": _lean(events, usual, frozenset({"id", "start", "end"})),
        "topology": {
            **topology,
            "objects": _lean(topology["objects"], usual, frozenset({"id"})),
            "arcs": [_polyline(arc) for arc in topology["arcs"]],
        },
    }


def _share(share: Share, events: Sequence[EventData]) -> Sequence[object]:
    """Return a share without what its event says: no group, and a contribution of its weight."""
    index, via, contribution = share
    return [index] if via is None and contribution == events[index]["weight"] else share


def _polyline(steps: Iterable[Sequence[int]]) -> str:
    """Return an arc's points, given as steps, in Google's Encoded Polyline Algorithm Format."""
    points = accumulate(steps, lambda here, step: (here[0] + step[0], here[1] + step[1]))
    return polyline.encode(list(points), precision=0)


def _lean(value: object, usual: Usual, unasked: frozenset[str] = frozenset()) -> object:
    """Return a value without what is missing, usual or not asked for, at any depth."""
    if isinstance(value, list):
        return [_lean(part, usual, unasked) for part in value]
    return _lean_parts(value, usual, unasked) if isinstance(value, dict) else value


def _lean_parts(
    value: Mapping[str, object], usual: Usual, unasked: frozenset[str] = frozenset()
) -> dict[str, object]:
    return {
        key: _lean(part, usual, unasked)
        for key, part in value.items()
        if part is not None and key not in unasked and usual.get(key, ...) != part
    }


def _json_for_html(value: object) -> str:
    """Return JSON that cannot end or open an element where it stands in a page."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
