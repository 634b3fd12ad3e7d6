"""Render the pages: their templates, the links between them, their metadata."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from perufr_map import locales
from perufr_map.characters import begin_large
from perufr_map.exports.site._content import Content
from perufr_map.exports.site._linked import describe_page
from perufr_map.resources import package_text
from perufr_map.shown.credit import Credit
from perufr_map.shown.tagged import direct, mark_up, untag

# Nothing from other sites, and no scripts; only the map's page has any. No page has a style in it.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'"
)
MAP_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'"
)
_LONGEST = 150  # characters of a description; search engines cut longer ones


@dataclass(frozen=True, kw_only=True)
class Assets:
    """Paths of the files that pages share, from the root of the site."""

    style: str
    map_style: str
    map_code: str
    world: str
    studies: dict[str, str]
    pictures: tuple[str, ...]
    previews: dict[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page to render.

    Attributes
    ----------
    path
        From the root of the site.
    template
        Name of its template.
    title, description
        Title and description for search engines.
    heading
        Title for shared links.
    preview, preview_alt
        The picture for shared links, and its alternative text.
    versions
        The page in each language: code and path.
    section
        The entry of the menu to mark as current.
    more
        Other values for its template.
    """

    path: str
    template: str
    title: str
    heading: str
    description: str
    preview: str
    preview_alt: str
    versions: tuple[tuple[str, str], ...]
    section: str = ""
    og_type: str = "article"
    policy: str = POLICY
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Links:
    """Addresses of pages in one language, from one page."""

    content: Content
    path: str

    def to(self, path: str) -> str:
        """Return the relative address of a path of the site."""
        return quote(posixpath.relpath(path, posixpath.dirname(self.path) or "."))

    def home(self, anchor: str = "") -> str:
        """Return the relative address of the page with the map."""
        return self.to(home(self.content.language)) + anchor

    def era(self, number: int) -> str:
        """Return the relative address of an era's page."""
        return self.to(era(self.content.language, self.content.eras[number]["id"]))

    def counterpart(self, code: str) -> str:
        """Return the relative address of a counterpart's page."""
        return self.to(counterpart(self.content.language, code))

    def method(self) -> str:
        """Return the relative address of the page on the method."""
        return self.to(other_page(self.content.language, "method"))

    def data(self) -> str:
        """Return the relative address of the page with the downloads."""
        return self.to(other_page(self.content.language, "data"))

    def map(self, number: int, code: str | None = None) -> str:
        """Return the relative address of the map in an era, with a counterpart's card if given."""
        selected = f"&c={quote(code)}" if code else ""
        return self.home(f"#era={quote(self.content.eras[number]['id'])}{selected}")


def home(language: str) -> str:
    """Return the path of the page with the map."""
    return f"{language}/index.html"


def era(language: str, name: str) -> str:
    """Return the path of an era's page."""
    return f"{language}/era/{name}/index.html"


def counterpart(language: str, code: str) -> str:
    """Return the path of a counterpart's page."""
    return f"{language}/counterpart/{code.lower()}/index.html"


def other_page(language: str, name: str) -> str:
    """Return the path of one of the other pages."""
    return f"{language}/{name}/index.html"


def own_name(language: str) -> str:
    """Return a language's name in that language."""
    return begin_large(locales.own_name(language))


def direction(content: Content) -> Markup:
    """Return the attribute of a page whose lines run from right to left; nothing for others."""
    return Markup(' dir="rtl"' if content.words.direction == "rtl" else "")  # noqa: S704 (our own)


def shorten(text: str) -> str:
    """Return a text as a description: on one line, cut between words if it is too long."""
    line = " ".join(untag(text).split())
    if len(line) <= _LONGEST:
        return line
    return line[:_LONGEST].rpartition(" ")[0].rstrip(",;:.–") + "…"


class Renderer:
    """Turns pages into HTML.

    Parameters
    ----------
    contents
        The study in each language.
    assets
        The files that pages share.
    base_url
        The site's address, with a slash at its end; None if it is not known.
    names
        Other values for all templates.
    """

    def __init__(
        self,
        contents: list[Content],
        assets: Assets,
        base_url: str | None,
        **names: Any,
    ) -> None:
        self.assets = assets
        self.base_url = base_url
        self.environment = Environment(
            loader=FunctionLoader(_template),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
        )
        ramp = contents[0].ramp
        self.environment.globals.update(
            names,
            contents=contents,
            direction=direction,
            direct=direct,
            own_name=own_name,
            base_url=base_url,
            absolute=self.absolute,
            from_root=self.from_root,
            tones=range(len(ramp.colours)),
            lowest=contents[0].words.tick(ramp.ends[0]),
            highest=contents[0].words.tick(ramp.ends[1]),
        )

    def absolute(self, path: str) -> str:
        """Return the full address of a path; for a folder's index, that of the folder."""
        return (self.base_url or "") + quote(re.sub(r"(^|/)index\.html$", r"\1", path))

    def from_root(self, path: str) -> str:
        """Return the address of a path from the root of the host.

        The page 404 needs it, since a host shows it at any depth.
        """
        return urlsplit(self.base_url or "").path + quote(path)

    def linked(self, content: Content, page: Page) -> str:
        """Return the JSON-LD of a page, with the whole data set where it is to be found.

        The pages of counterparts have none: they are many, and their text is their description.
        """
        if page.section == "counterparts":
            return ""
        media = {"scores.csv": "text/csv", "events.csv": "text/csv"}
        media["datapackage.json"] = "application/json"
        link = self.absolute if self.base_url else Links(content, page.path).to
        files = {link(f"{content.language}/data/{name}"): medium for name, medium in media.items()}
        return describe_page(
            content.words,
            title=page.title,
            description=page.description,
            url=self.absolute(page.path) if self.base_url else "",
            files=files if page.section in {"map", "data"} else None,
        )

    def render(self, content: Content, page: Page) -> str:
        """Return a page as HTML."""
        href = Links(content, page.path)
        menu = {
            "map": href.home(),
            "eras": href.home("#eras"),
            "counterparts": href.home("#counterparts"),
            "method": href.method(),
            "data": href.data(),
        }
        assets = {**vars(self.assets), "study": self.assets.studies[content.language]}
        html = self.environment.get_template(page.template).render(
            content=content,
            say=content.say,
            page=page,
            policy=Markup(page.policy),  # noqa: S704 (our own; its quotes need no escape)
            href=href,
            to=href.to,
            link=self.absolute if self.base_url else href.to,
            menu=list(menu.items()),
            assets=assets,
            method=content.words.method(content.scored.departures),
            colophon=content.words.colophon,
            credit=Credit(content.words.study.descriptor, content.language),
            linked=Markup(self.linked(content, page)),  # noqa: S704 (its signs are escaped)
            picture_alt=content.describe,
            **_arrows(content.words.direction),
            **page.more,
        )
        return mark_up(html, content.language)


def _arrows(direction: str) -> dict[str, str]:
    """Return the arrows that point where one turns back, and on, in a page."""
    back, on = "←→" if direction == "ltr" else "→←"
    return {"backward": back, "forward": on}


def _template(name: str) -> str:
    """Return a template without indents and empty lines, which only authors need."""
    text = package_text(f"exports/site/templates/{name}")
    return re.sub(r"^\s+", "", text, flags=re.MULTILINE)
