"""Write the citation of a study as BibTeX and as CITATION.cff."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from perufr_map import __version__
from perufr_map.shown.cites import address
from perufr_map.shown.colophon import name_coder
from perufr_map.shown.request import Shown

if TYPE_CHECKING:
    from perufr_map.shown.words import Row

SOFTWARE = "perufr-map"
AUTHORS = "The perufr-map contributors"
LICENCE = "MIT"
_SPECIAL = {character: f"\\{character}" for character in "&%$#_{}"} | {"\\": "\\textbackslash{}"}


def bibtex(shown: Shown, *, part: str = "") -> str:
    """Return BibTeX entries for the study, its sources, and the software.

    Parameters
    ----------
    shown
        The request, with its scores.
    part
        What of the study is cited, for the note. Default: all.
    """
    study = _study(shown)
    notes = [part, f"Version {study.version}", study.licence, *study.method]
    entries = [
        _write_entry(
            "misc",
            study.key,
            author=f"{{{_escape(study.author)}}}",
            title=f"{{{_escape(study.title)}}}",
            year=study.date[:4],
            howpublished="Data set",
            url=study.url,
            note=_escape(". ".join(filter(None, notes))),
        )
    ]
    entries += [
        _write_entry(
            "book",
            source["id"],
            **_people(source["author"]),
            title=f"{{{_escape(source['title'])}}}",
            publisher=_escape(source["publisher"]),
            year=_escape(source["year"]),
            url=address(source),
            note=_escape(f"{source['locator']}. {source['licence']}"),
        )
        for source in shown.study.sources.to_dict("records")
    ]
    entries.append(
        _write_entry(
            "misc",
            SOFTWARE,
            author=f"{{{_escape(AUTHORS)}}}",
            title=f"{{{SOFTWARE}}}",
            howpublished="Computer software",
            note=_escape(f"Version {__version__}. {LICENCE}"),
        )
    )
    return "\n".join(entries)


def cff(shown: Shown) -> str:
    """Return the study's citation as a Citation File Format 1.2.0 file.

    References
    ----------
    Druskat, S., et al. (2021). Citation File Format, version 1.2.0.
    https://doi.org/10.5281/zenodo.5171937
    """
    study = _study(shown)
    message = ["If you use this study, please cite it as below.", *study.method]
    fields = {
        "cff-version": "1.2.0",
        "message": " ".join(message),
        "type": "dataset",
        "title": study.title,
        "abstract": study.description,
        "version": study.version,
        "date-released": study.date[:10],
        "url": study.url,
        "authors": [{"name": study.author}],
        "license": study.licence,
        "keywords": study.keywords,
        "references": [
            *(_refer(source) for source in shown.study.sources.to_dict("records")),
            {
                "type": "software",
                "title": SOFTWARE,
                "authors": [{"name": AUTHORS}],
                "version": __version__,
                "license": LICENCE,
            },
        ],
    }
    fields = {key: value for key, value in fields.items() if value}
    text: str = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=1000)
    return text


def _refer(source: Row) -> dict[str, object]:
    """Return a source as a reference; a year that is no number stands among the notes."""
    year, url = source["year"], address(source)
    is_number = re.fullmatch(r"[0-9]{4}", year) is not None
    notes = [*([] if is_number else [year]), source["locator"], source["licence"]]
    return {
        "type": "book",
        "title": source["title"],
        "authors": [{"name": source["author"]}],
        "publisher": {"name": source["publisher"]},
        **({"year": int(year)} if is_number else {}),
        **({"url": url} if url else {}),
        "notes": ". ".join(notes),
    }


@dataclass(frozen=True, kw_only=True)
class _Study:
    """What a citation names of a study; `method` is a sentence if it is not the study's own."""

    key: str
    title: str
    description: str
    version: str
    date: str
    url: str
    author: str
    licence: str
    keywords: list[str]
    method: list[str]


def _study(shown: Shown) -> _Study:
    descriptor = shown.study.descriptor
    title = shown.words.title or descriptor["title"]
    method = [f"Method other than the study’s own: {shown.departures}"] if shown.departures else []
    language = shown.request.language
    authors = [name_coder(person, language) for person in descriptor.get("contributors", [])]
    return _Study(
        key=descriptor["name"],
        title=title,
        description=descriptor.get("description", ""),
        version=descriptor.get("version", ""),
        date=descriptor.get("created", ""),
        url=descriptor.get("homepage", ""),
        author=", ".join(authors) or title,
        licence=descriptor["licenses"][0]["name"],
        keywords=descriptor.get("keywords", []),
        method=method,
    )


def _people(names: str) -> dict[str, str]:
    """Return the author of a book, or its editor."""
    people = names.removesuffix("(ed.)").removesuffix("(eds.)").rstrip()
    return {"author" if people == names else "editor": _escape(people)}


def _write_entry(entry_type: str, key: str, **fields: str) -> str:
    lines = (f"  {name:<12} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{entry_type}{{{key},\n{''.join(lines)}}}\n"


def _escape(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in text)
