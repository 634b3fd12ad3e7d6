"""Make the interactive map: a folium map with everything it needs in one file."""

from __future__ import annotations

import base64
import json
import re
import warnings
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink
from folium.template import Template
from jinja2 import Environment

from perufr_map.exports import added
from perufr_map.exports.licences import notice
from perufr_map.exports.policy import (
    ANY,
    CONTENT_SECURITY_POLICY,
    SCRIPTS,
    STYLES,
    allow,
    handlers_in,
    scripts_in,
)
from perufr_map.files import whole
from perufr_map.resources import messages, package_text, spoken, typeface, web_text
from perufr_map.shown.coarse import coarsen
from perufr_map.shown.compact import compact
from perufr_map.shown.credit import metadata
from perufr_map.shown.tagged import mark_up, tag
from perufr_map.shown.wire import Payload, Text

if TYPE_CHECKING:
    import geopandas as gpd

    from perufr_map.exports.still import Still
    from perufr_map.shown.credit import Credit

Chrome: TypeAlias = Literal["full", "embed"]
"""What stands around the map: all of a page, or less, for a small frame in another page."""

_LEAFLET = files("xstatic.pkg.leaflet") / "data"


@cache
def leaflet(name: str) -> str:
    """Return the text of one of Leaflet's files: ``leaflet.js`` or ``leaflet.css``.

    The style sheet has no comments and no blanks that mean nothing: it is not minified as the
    script is.
    """
    text = _LEAFLET.joinpath(name).read_text("utf-8")
    if name.endswith(".css"):
        text = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
        text = re.sub(r" ?([{};,]) ?|(:) ", r"\1\2", text).replace(";}", "}").strip()
    # With its developer tools open, a browser would request the source map.
    return text.partition("//# sourceMappingURL=")[0]


# What Leaflet styles besides the map itself: what folium can add, and browsers long gone.
_ADDED = re.compile(
    r"url\(|lvml|\.leaflet-(?:attribution|bar|control|default|div-icon|image|left|marker|oldie|popup"
    r"|retina|right|bottom|top|safari|shadow|tile|tooltip|vml|crosshair)"
)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def leaflet_style() -> str:
    """Return the rules of Leaflet's style sheet that a map needs to which nothing was added."""
    plain = _RULE.sub(_leave_out_added, leaflet("leaflet.css"))
    return re.sub(r"@[^{}]+\{\}", "", plain)


def _leave_out_added(rule: re.Match[str]) -> str:
    selectors, declarations = rule.groups()
    kept = ",".join(each for each in selectors.split(",") if not _ADDED.search(each))
    return f"{kept}{{{declarations}}}" if kept else ""


def _picture(name: str) -> str:
    """Return one of Leaflet's pictures as an address that holds the picture itself."""
    data = base64.b64encode(_LEAFLET.joinpath("images", name).read_bytes())
    return f"data:image/png;base64,{data.decode('ascii')}"


class _Page(Figure):
    """A whole HTML page: folium's figure with a language, a title and no outside links.

    Only the template is ours: folium's own has no language and puts the script after the body.
    """

    _template = Template(package_text("exports/page.html"))

    def __init__(self, shown: RelationsMap, *, title: str, language: str) -> None:
        super().__init__(title=title, height="720px")
        self.language = language
        self.shown = shown
        added.take_out(self.header, "meta_http")  # the encoding, which comes before the policy
        self.add_child(shown)

    def policy(self, script: str) -> str | None:
        """Return the page's policy with its blanks filled in.

        The map's own scripts are allowed by their text, not by where they stand: one that came
        into the page with a study's words is not among them. What was added to the map or the
        page by folium brings scripts and styles of its own, which are its author's.

        Parameters
        ----------
        script
            The script at the end of the page, of all that is on the map.
        """
        shown = self.shown
        if shown.policy is None:
            return None
        scripts, styles = allow([*shown.scripts, script, *scripts_in(self.added)]), ANY
        if not (added.children(shown) or self.added):
            styles = allow(shown.styles)
        return shown.policy.replace(SCRIPTS, scripts).replace(STYLES, styles)

    @property
    def about(self) -> dict[str, str]:
        """Who made the study, when, and who may use it, by the names of the page's metadata."""
        if self.shown.credit is None:
            return {}
        told = metadata(self.shown.credit)
        if self.deed:
            told.pop("license")  # its address says it
        names = {"author": "author", "date": "dcterms.date", "license": "dcterms.license"}
        return {names[name]: text for name, text in told.items()}

    @property
    def deed(self) -> str:
        """Address of the licence's text; empty where the study gives none."""
        return self.shown.credit.deed if self.shown.credit else ""

    @property
    def added(self) -> str:
        """What was added to the page's head and body besides the map."""
        parts = [*added.children(self.header), *added.children(self.html)]
        return "".join(part.render() for part in parts if not isinstance(part, _Verbatim))


class _Verbatim(Element):
    """A text that is put into the page unchanged; branca would run it as a template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **_kwargs: Any) -> str:
        return self.text


class RelationsMap(folium.Map):
    """A folium map with the era slider, the legend, the cards and the payload inside.

    A notebook shows it; `to_html` and `save` make one page that works offline. Layers and controls
    of folium can be added: `point` and `geojson` convert places to this map's coordinates, and
    `allow_requests` lets the page load what some of them need.

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
        Id of the era to compare with: the page opens at the view of both. Default: none.
    chrome
        ``full`` for a whole page; ``embed`` for a small frame in another page.
    members
        Whether states that only a group's statements reach are filled one by one at first.
    frame
        Part of the world to show first, by its name in the payload. Default: the study's own.
    still
        What to show where no script runs. Default: the title and the source alone.
    made
        How the page was made, as `perufr_map.exports.made` has it. Default: not said.
    credit
        Who made the study, when, and who may use it, for the page's metadata. Default: not said.
    cites
        How to cite a view, as `perufr_map.exports.styles.cite_views` has it. Default: not said.
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
        members: bool = False,
        frame: str | None = None,
        still: Still | None = None,
        made: str | None = None,
        credit: Credit | None = None,
        cites: dict[str, Text] | None = None,
    ) -> None:
        super().__init__(tiles=None, crs="Simple", zoom_control=False)
        self._id = "relations"  # folium's id is random, and exports would have different bytes
        self.chrome = chrome
        self.default_js = []
        self.default_css = []
        language = language or payload["languages"][0]
        self.policy: str | None = CONTENT_SECURITY_POLICY
        self.notice = notice()
        self.scripts = [leaflet("leaflet.js"), web_text("begin.js"), web_text("map.js")]
        self.language = language
        self._shown = payload
        if cites is not None and chrome == "full":
            payload = {**payload, "cites": cites}
        self.payload = _json_for_html(compact(coarsen(payload)))
        self.view = _json_for_html(
            {
                "era": era or payload["eras"][-1]["id"],
                "selected": selected,
                "language": language,
                "compare": {"before": before},
                "view": None if before is None or chrome == "embed" else "compare",
                "chrome": chrome,
                "permalink": True,
                "members": members,
                "frame": frame,
            }
        )
        title = (payload["title"] or {})[language]
        self.still, self.made, self.credit = still, made, credit
        _Page(self, title=title, language=language)

    def __repr__(self) -> str:
        """Return whose map it is, and how to keep it."""
        title = (self._shown["title"] or {})[self.language]
        return f"<{type(self).__name__} “{title}”: save(path) writes it>"

    @property
    def styles(self) -> list[str]:
        """The style sheets of the page; Leaflet's is whole, with pictures, if layers are added."""
        sheet = leaflet_style()
        if self._children:
            sheet = re.sub(
                r"url\(images/([\w-]+\.png)\)",
                lambda m: f"url({_picture(m[1])})",
                leaflet("leaflet.css"),
            )
        own = ["map.css", *(["embed.css"] if self.chrome == "embed" else []), "without.css"]
        colours = [self.still.style] if self.still else []
        # The typeface is last: gzip finds what scripts and styles share, where they stand together.
        return [sheet, *map(web_text, own), *colours, typeface()]

    @property
    def without(self) -> str:
        """What stands in the page until the map does, which takes it away."""
        payload, interface = self._shown, spoken(self.language)
        words = messages(interface)
        title, source = (payload["title"] or {})[self.language], payload["colophon"][interface]
        borders = self.still.borders if self.still else words["colophon.borders"]
        lines = [
            tag(each, interface, self.language)
            for each in (words["page.no_script"], source.replace("{borders}", borders))
        ]
        environment = Environment(autoescape=True, trim_blocks=True)
        page = environment.from_string(package_text("exports/still.html"))
        html = page.render(name=self.get_name(), title=title, still=self.still, lines=lines)
        return mark_up(html, self.language)

    @property
    def marker(self) -> dict[str, str]:
        """The pictures of Leaflet's marker, as it takes them; none where nothing was added."""
        pictures = {"iconUrl": "icon", "iconRetinaUrl": "icon-2x", "shadowUrl": "shadow"}
        if not self._children:
            return {}
        return {option: _picture(f"marker-{name}.png") for option, name in pictures.items()}

    def render(self, **kwargs: Any) -> str:
        """Put the map's parts into the page, and then what was added to the map."""
        page = cast("_Page", self.get_root())
        for part in ("header", "html", "script"):
            text = getattr(self._template.module, part)(self, kwargs)
            place = 0 if part == "header" else None  # Leaflet comes before all that is added
            getattr(page, part).add_child(_Verbatim(text), name=self.get_name(), index=place)
        for link, links in ((JavascriptLink, self.default_js), (CssLink, self.default_css)):
            for name, url in links:
                page.header.add_child(link(url), name=name)
        for child in self._children.values():
            child.render(**kwargs)
        if self.policy == CONTENT_SECURITY_POLICY:
            refused = [f"load {needed}" for needed in dict.fromkeys(added.fetched(page))]
            if self._children or page.added:
                theirs = page.script.render() + page.added
                refused += [f"run what stands in {name}=" for name in handlers_in(theirs)]
            for what in refused:
                warnings.warn(
                    f"the page may not {what}; call allow_requests() on the map to let it",
                    stacklevel=2,
                )
        return ""  # branca adds the returned text to the page, where the map's parts already are

    def allow_requests(self) -> None:
        """Let the page load what is added from elsewhere; it is then no longer complete in itself.

        Lifts the Content-Security-Policy, and links the libraries that any folium map links, which
        folium's icons need. For a policy of your own, set `policy`; in it ``{scripts}`` stands for
        what allows the page's scripts, ``{styles}`` for what allows its styles.
        """
        self.policy = None
        usual = (folium.Map.default_js, folium.Map.default_css)
        for own, links in zip((self.default_js, self.default_css), usual, strict=True):
            ours = {"leaflet", "leaflet_css", *(name for name, _ in own)}
            own[:0] = [link for link in links if link[0] not in ours]

    @staticmethod
    def point(latitude: float, longitude: float) -> list[float]:
        """Return where a place lies on the map, as folium's markers and shapes take it.

        Parameters
        ----------
        latitude, longitude
            In degrees.

        Returns
        -------
        list of float
            North and east in the map's units: Equal Earth (EPSG:8857), 100 km to the unit.
        """
        return added.point(latitude, longitude)

    @staticmethod
    def geojson(frame: gpd.GeoDataFrame) -> dict[str, object]:
        """Return a frame in the map's units, as `folium.GeoJson` takes it.

        Parameters
        ----------
        frame
            In any coordinate reference system. What crosses the antimeridian must be cut there.

        Returns
        -------
        dict
            A GeoJSON feature collection, in Equal Earth (EPSG:8857), 100 km to the unit.
        """
        features: dict[str, object] = frame.set_geometry(
            added.in_map_units(frame.geometry)
        ).__geo_interface__
        return features

    def to_html(self) -> str:
        """Return the whole page as HTML.

        Returns
        -------
        str
            The page, complete in itself.
        """
        html: str = self.get_root().render()
        return html

    def save(self, path: Path | str) -> None:  # type: ignore[override]
        """Write the whole page to a file, entirely or not at all.

        Parameters
        ----------
        path
            File to write.

        Raises
        ------
        OSError
            If the file cannot be written.
        """
        with whole(Path(path)) as unfinished:
            unfinished.write_text(self.to_html(), "utf-8")


def _json_for_html(value: object) -> str:
    """Return JSON that is safe inside HTML: it cannot open or close an element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
