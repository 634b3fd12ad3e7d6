"""Write a citation in the styles that readers paste: a sentence, Chicago, APA, BibTeX, CFF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from perufr_map.characters import begin_large
from perufr_map.exports.citation import bibtex, cff
from perufr_map.problems import ChoiceError
from perufr_map.scoring.method import Method
from perufr_map.scoring.scored import Scored
from perufr_map.shown.cites import imprint
from perufr_map.shown.colophon import in_sentence, name_licence
from perufr_map.shown.credit import Author, Credit
from perufr_map.shown.request import Shown
from perufr_map.similar import advise

_MOST_IN_APA, _MOST_IN_CHICAGO, _FIRST_IN_CHICAGO = 20, 10, 7


@dataclass(frozen=True, kw_only=True)
class Cited:
    """A study, or one view of it, to be cited.

    Attributes
    ----------
    shown
        The request, with its scores.
    view
        Whether the view is cited: its era, and the one it is compared with. Else the study.
    italics
        Marks a title. Default: titles are plain.
    """

    shown: Shown
    view: bool
    italics: Callable[[str], str] = str

    def say(self, key: str, **values: str) -> str:
        """Return a word of the catalogue."""
        return self.shown.words.say(f"page.cite.{key}", **values)

    @property
    def title(self) -> str:
        """Title of the study."""
        return self.italics(self.shown.words.title or self.shown.study.descriptor["title"])

    @property
    def year(self) -> str:
        """Year of the study, or that it has none."""
        return self.shown.study.descriptor.get("created", "")[:4] or self.say("no_date")

    @property
    def version(self) -> str:
        """Version of the study: “version 2.0.0”; nothing where it has none."""
        number = self.shown.study.descriptor.get("version", "")
        return self.say("version", version=number) if number else ""

    @property
    def url(self) -> str:
        """Address of the study, of its DOI if it has one; nothing where it has neither."""
        descriptor = self.shown.study.descriptor
        doi = Credit(descriptor, self.language).doi
        return f"https://doi.org/{doi}" if doi else descriptor.get("homepage", "")

    @property
    def licence(self) -> str:
        """Licence of the study, as readers know it."""
        return name_licence(self.shown.study)

    @property
    def part(self) -> str:
        """What the view is called: era, and the one compared with; nothing for the study."""
        return self.shown.heading(self.shown.request.era) if self.view else ""

    @property
    def headline(self) -> str:
        """What the view says: as on the map, the headline is of the study's own method alone."""
        request = self.shown.request
        own = self.view and request.before is None and not self.shown.departures
        return (self.shown.words.headline(request.era) if own else "") or self.part

    @property
    def method(self) -> str:
        """How the scores were made, in a sentence; nothing by the study's own method."""
        return self.shown.words.method(self.shown.scored.departures)

    @property
    def sources(self) -> str:
        """The sources, as they stand inside a sentence."""
        return "; ".join(
            f"{self.italics(row['title'])} ({imprint(row)})"
            for row in self.shown.study.sources.to_dict("records")
        )

    @property
    def language(self) -> str:
        """Language of the citation."""
        return self.shown.request.language

    @cached_property
    def authors(self) -> Sequence[Author]:
        """Who made the study."""
        return Credit(self.shown.study.descriptor, self.language).authors

    @property
    def of_map(self) -> str:
        """What the view is called, where its headline does not say it; nothing for the study."""
        return self.say("map", part=self.part) if self.part != self.headline else ""

    def quote(self, text: str) -> str:
        """Return a title of a part in quotation marks, with the full stop that ends it."""
        return self.say("quoted" if text[-1] not in ".?!…" else "quoted_ended", text=text)


def _write_sentence(cited: Cited) -> str:
    names = [in_sentence(each.name, cited.language) for each in cited.authors]
    coders = cited.say("coders", names=_join(names, cited.say("and"))) if names else ""
    edition = ", ".join(filter(None, [cited.version, cited.year, cited.of_map]))
    key = "sentence" if cited.view else "sentence_of_all"
    said = cited.say(
        key,
        part=cited.quote(cited.headline) if cited.view else "",
        title=cited.title,
        edition=edition,
        coded=coders or cited.say("coded"),
        sources=cited.sources,
        licence=cited.licence,
    )
    return _put_together([said, cited.method, cited.url])


def _write_chicago(cited: Cited) -> str:
    """Write an entry of a bibliography.

    References
    ----------
    The Chicago Manual of Style, 17th edition: up to ten authors are named, of more the first seven;
    the first of them stands family name first; a part of a work stands in quotation marks.
    """
    names = [
        _turn(author) if place == 0 else author.name for place, author in enumerate(cited.authors)
    ]
    if len(names) > _MOST_IN_CHICAGO:
        author = ", ".join([*names[:_FIRST_IN_CHICAGO], "et al."])
    else:
        author = _join(names, cited.say("and"), comma=bool(cited.say("comma")))
    part = cited.quote(cited.headline) if cited.view else ""
    title = cited.say("in", title=cited.title) if cited.view else cited.title
    edition = ", ".join(filter(None, [cited.version, cited.of_map]))
    medium = f"{cited.say('kind')}, {cited.year}"
    return _put_together(
        [author, part, title, begin_large(edition), medium, cited.licence, cited.method, cited.url]
    )


def _write_apa(cited: Cited) -> str:
    """Write an entry of a list of references.

    References
    ----------
    Publication Manual of the American Psychological Association, 7th edition, 10.9 (data sets) and
    9.8 (up to twenty authors; of more the first nineteen and the last): a group's name is written
    in full, a version stands in round brackets, and no full stop after an address.
    """
    names = [_shorten(author) for author in cited.authors]
    if len(names) > _MOST_IN_APA:
        author = ", ".join([*names[: _MOST_IN_APA - 1], "… "]).rstrip() + f" {names[-1]}"
    else:
        author = _join(names, cited.say("ampersand"), comma=True)
    shown = cited.say("map", part=cited.part) if cited.view else ""
    details = ", ".join(filter(None, [begin_large(cited.version), shown]))
    work = f"{cited.title} ({details})" if details else cited.title
    work = f"{work} [{cited.say('kind')}]"
    dated = f"({cited.year})"
    # Where nobody is named the title stands in the place of the author.
    first = [author, dated, work] if author else [work, dated]
    return _put_together([*first, cited.licence, cited.method, cited.url])


def _write_bibtex(cited: Cited) -> str:
    return bibtex(cited.shown, part=cited.part)


def _write_cff(cited: Cited) -> str:
    return cff(cited.shown)


STYLES: dict[str, Callable[[Cited], str]] = {
    "sentence": _write_sentence,
    "chicago": _write_chicago,
    "apa": _write_apa,
    "bibtex": _write_bibtex,
    "cff": _write_cff,
}
"""The styles, by name; the first is the default."""


def cite(
    shown: Shown,
    style: str = "sentence",
    *,
    view: bool = False,
    italics: Callable[[str], str] = str,
) -> str:
    """Return the citation of a study, or of what is shown of it, in the request's language.

    Parameters
    ----------
    shown
        The request, with its scores.
    style
        One of `STYLES`.
    view
        Whether to cite what is shown: the era, and the one it is compared with.
    italics
        Marks a title that stands in italics. Default: titles are plain.

    Raises
    ------
    ChoiceError
        If there is no such style; says which there are.
    """
    if style not in STYLES:
        message = f"no style “{style}”; there are {', '.join(STYLES)}"
        raise ChoiceError(advise(message, style, STYLES))
    return STYLES[style](Cited(shown=shown, view=view, italics=italics))


HEADLINE, PART, METHOD = "\ue001", "\ue002", "\ue003"
"""What stands in a citation for what the reader of a page chooses: a view's headline and name, and
how it was scored."""

_ON_PAGES = {"Chicago": "chicago", "APA": "apa", "BibTeX": "bibtex", "CFF": "cff"}


class _AnyView(Cited):
    """The citation of a view that the reader of a page has yet to choose."""

    part = PART
    headline = HEADLINE
    method = METHOD


def cite_views(shown: Shown) -> dict[str, dict[str, str]]:
    """Return the citations of any view of a study, by a style's name in print and language.

    What the reader chooses is filled in by ``web/src/cited.js``.
    """
    study = shown.study
    method = Method.of(study.settings, study.weight_sets)  # the reader chooses what departs from it
    own = replace(shown, scored=Scored(study, method))
    languages = {
        language: replace(own, request=replace(own.request, language=language, before=None))
        for language in study.languages
    }
    return {
        name: {
            language: STYLES[style](_AnyView(shown=each, view=True))
            for language, each in languages.items()
        }
        for name, style in _ON_PAGES.items()
    }


def _turn(author: Author) -> str:
    """Return a person's name with the family name first; a group's as it is."""
    return f"{author.family}, {author.given}" if author.is_person else author.name


def _shorten(author: Author) -> str:
    """Return a person's family name and initials; a group's name as it is."""
    if not author.is_person:
        return author.name
    parts = (
        "-".join(f"{half[0]}." for half in each.split("-") if half) for each in author.given.split()
    )
    return f"{author.family}, {' '.join(parts)}"


def _join(names: Sequence[str], last: str, *, comma: bool = False) -> str:
    """Return names with a word before the last one, and perhaps a comma before that word."""
    if len(names) < 2:  # noqa: PLR2004
        return "".join(names)
    return f"{', '.join(names[:-1])}{',' if comma else ''} {last} {names[-1]}"


def _put_together(parts: Iterable[str]) -> str:
    """Return parts as sentences: each ends with a full stop, but an address."""
    ended = (
        part if part.startswith("http") or part[-1] in ".?!…”»" else f"{part}."
        for part in filter(None, parts)
    )
    return " ".join(ended)
