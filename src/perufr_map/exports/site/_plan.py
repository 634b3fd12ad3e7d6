"""List the pages of a site: path, metadata and contents of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from perufr_map.exports.site import _pages
from perufr_map.exports.site._content import Content
from perufr_map.exports.site._pages import Assets, Page
from perufr_map.resources import page_language, page_text

Versions: TypeAlias = tuple[tuple[str, str], ...]
PathIn: TypeAlias = Callable[[str], str]


class Plan:
    """The pages of a site.

    Parameters
    ----------
    contents
        The study in each language.
    assets
        The files that pages share.
    downloads
        The contents of the page of downloads, by language.
    """

    def __init__(
        self, contents: list[Content], assets: Assets, downloads: dict[str, dict[str, Any]]
    ) -> None:
        self.contents = contents
        self.assets = assets
        self.downloads = downloads
        self.last = len(contents[0].eras) - 1

    def pages(self) -> Iterator[tuple[Content, Page]]:
        """Yield all pages in each language."""
        for content in self.contents:
            yield content, self._home(content)
            for number in range(self.last + 1):
                yield content, self._era(content, number)
            for code in content.counterparts():
                yield content, self._counterpart(content, code)
            yield content, self._method(content)
            yield content, self._data(content)

    def root_pages(self) -> Iterator[tuple[Content, Page]]:
        """Yield the pages without contents of their own: the start page, and 404."""
        content = self.contents[0]
        titles = " / ".join(dict.fromkeys(each.title for each in self.contents))
        not_found = " / ".join(each.say("site.lost") for each in self.contents)
        for name, title in (("index", titles), ("404", f"{not_found} · {content.title}")):
            page = self._page(
                content,
                self.last,
                path=f"{name}.html",
                template=f"{name}.html",
                title=title,
                heading=content.title,
                description=_pages.shorten(f"{title}."),
                versions=self._versions(_pages.home),
            )
            yield content, page

    def _versions(self, path: PathIn) -> Versions:
        return tuple((each.language, path(each.language)) for each in self.contents)

    def _page(self, content: Content, number: int, **fields: Any) -> Page:
        """Return a page whose preview is the picture of an era."""
        preview = self.assets.previews[content.language][number]
        return Page(preview=preview, preview_alt=content.describe(number), **fields)

    def _home(self, content: Content) -> Page:
        return self._page(
            content,
            self.last,
            path=_pages.home(content.language),
            template="home.html",
            title=f"{content.title}: {content.say('site.home')}",
            heading=content.title,
            description=_description_of_home(content),
            versions=self._versions(_pages.home),
            section="map",
            og_type="website",
            policy=_pages.MAP_POLICY,
            more={"scored": len(content.counterparts())},
        )

    def _era(self, content: Content, number: int) -> Page:
        era, name = content.eras[number], content.era_name(number)
        summary = content.summary(number)
        return self._page(
            content,
            number,
            path=_pages.era(content.language, era["id"]),
            template="era.html",
            title=f"{name}, {content.years(number)} · {content.title}",
            heading=f"{name}, {content.years(number)}",
            description=_pages.shorten(f"{name}, {content.years(number)}: {summary}"),
            versions=self._versions(lambda language: _pages.era(language, era["id"])),
            section="eras",
            more={"number": number, "era": era},
        )

    def _counterpart(self, content: Content, code: str) -> Page:
        name, last = content.name(code), content.last_era_with_score(code)
        scores = (
            f"{content.years(number)} {content.score(code, number).value}"
            for number, era in enumerate(content.eras)
            if content.scored.score(era["id"], code)
        )
        return self._page(
            content,
            last,
            path=_pages.counterpart(content.language, code),
            template="counterpart.html",
            title=f"{name} · {content.title}",
            heading=f"{name} · {content.title}",
            description=_pages.shorten(
                content.say(
                    "site.counterpart",
                    name=name,
                    title=content.title,
                    events=content.words.count("events", len(content.events_of(code))),
                    scores="; ".join(scores),
                )
            ),
            versions=self._versions(lambda language: _pages.counterpart(language, code)),
            section="counterparts",
            more={
                "code": code,
                "last": last,
                "note": content.note(code),
                "members": content.members_of(code),
                "groups": content.groups_of(code),
            },
        )

    def _method(self, content: Content) -> Page:
        spoken = content.words.interface
        heading, text = _prose(page_text("methodology", spoken))
        return self._page(
            content,
            self.last,
            path=_pages.other_page(content.language, "method"),
            template="method.html",
            title=f"{heading} · {content.title}",
            heading=heading,
            description=_pages.shorten(content.say("site.method_about", title=content.title)),
            versions=self._versions(lambda language: _pages.other_page(language, "method")),
            section="method",
            more={
                "text": text,
                "written_in": page_language("methodology", spoken),
                "scored": content.words.method(_usual(content.scored.method.write())),
            },
        )

    def _data(self, content: Content) -> Page:
        return self._page(
            content,
            self.last,
            path=_pages.other_page(content.language, "data"),
            template="data.html",
            title=f"{content.say('site.data')} · {content.title}",
            heading=f"{content.say('site.data')} · {content.title}",
            description=_pages.shorten(content.say("site.data_about", title=content.title)),
            versions=self._versions(lambda language: _pages.other_page(language, "data")),
            section="data",
            more=self.downloads[content.language],
        )


def _description_of_home(content: Content) -> str:
    return _pages.shorten(
        content.say(
            "site.home_about",
            title=content.title,
            eras=len(content.eras),
            counterparts=len(content.counterparts()),
            events=len(content.study.events),
        )
    )


def _usual(method: dict[str, str]) -> dict[str, str]:
    """Return the choices of a method that every study makes."""
    return {name: method[name] for name in ("aggregation", "weights", "share", "constant", "days")}


def _prose(text: str) -> tuple[str, Markup]:
    """Return the heading and the HTML of a page of the documentation."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(text)
    heading = next((t.content for t in tokens if t.type == "inline"), "")
    for token in tokens:
        if token.children:
            token.children = list(_drop_other_links(token.children))
    rendered = markdown.renderer.render(tokens, markdown.options, {})
    return heading, Markup(rendered)  # noqa: S704 (its text is escaped by the renderer)


def _drop_other_links(tokens: list[Token]) -> Iterator[Token]:
    """Leave out links to other files of the documentation, which the site does not have."""
    drop = False
    for token in tokens:
        if token.type == "link_open":
            drop = not str(token.attrs.get("href", "")).startswith(("https://", "http://", "#"))
        if not (drop and token.type in {"link_open", "link_close"}):
            yield token
        if token.type == "link_close":
            drop = False
