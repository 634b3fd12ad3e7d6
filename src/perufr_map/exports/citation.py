"""Write the citation of a study as BibTeX and as CITATION.cff."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from perufr_map import __version__
from perufr_map.exports.people import Maker, read_makers
from perufr_map.shown.cites import address
from perufr_map.shown.credit import Author, Credit, find_doi
from perufr_map.shown.request import Shown
from perufr_map.study.licences import identify_licence

if TYPE_CHECKING:
    from perufr_map.shown.words import Row

SOFTWARE = "perufr-map"
AUTHORS = "The perufr-map contributors"
LICENCE = "MIT"
_SPECIAL = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_{}"} | {"\\": "\\textbackslash{}"}
)


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
    version = [f"Version {study.version}"] if study.version else []
    licences = ", ".join(each["name"] for each in study.credit.licences)
    notes = [part, *version, licences, *_list_orcids(study.credit), *study.method]
    entries = [
        _write_entry(
            "misc",
            study.key,
            author=" and ".join(map(_turn, study.credit.authors)) or f"{{{_escape(study.title)}}}",
            title=f"{{{_escape(study.title)}}}",
            year=study.credit.year,
            howpublished="Data set",
            doi=study.credit.doi,
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
            doi=find_doi(source["url"]),
            url=address(source),
            note=_escape(". ".join(filter(None, (source["locator"], source["licence"])))),
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
        "date-released": study.credit.day,
        "doi": study.credit.doi,
        "url": study.url,
        "authors": [*map(_introduce, study.credit.authors)] or [{"name": study.title}],
        **_license(study.credit),
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
    return _write_yaml(fields)


# libyaml is twenty times as fast, but writes these characters as numbers.
_LIBYAML = getattr(yaml, "CSafeDumper", None)
_NUMBERED = re.compile("[\x85\U00010000-\U0010ffff]")


def _write_yaml(value: object) -> str:
    """Return a value as YAML, the same bytes with libyaml and without it."""
    plain = _LIBYAML and not _NUMBERED.search(json.dumps(value, ensure_ascii=False))
    dumper = _LIBYAML if plain else yaml.SafeDumper
    text: str = yaml.dump(value, Dumper=dumper, sort_keys=False, allow_unicode=True, width=1000)
    return text


def _refer(source: Row) -> dict[str, object]:
    """Return a source as a reference; a year that is no number stands among the notes."""
    year, url = source["year"], address(source)
    is_number = re.fullmatch(r"[0-9]{4}", year) is not None
    notes = [*([] if is_number else [year]), source["locator"], source["licence"]]
    read = read_makers(source["author"])
    makers = [_name(maker) for maker in read.makers]
    return {
        "type": "book",
        "title": source["title"],
        "authors": makers or [{"name": source["publisher"] or source["title"]}],
        **({"editors": makers} if read.are_editors else {}),
        **({"publisher": {"name": source["publisher"]}} if source["publisher"] else {}),
        **({"year": int(year)} if is_number else {}),
        **({"url": url} if url else {}),
        "notes": ". ".join(filter(None, notes)),
    }


@dataclass(frozen=True, kw_only=True)
class _Study:
    """What a citation names of a study; `method` is a sentence if it is not the study's own."""

    key: str
    title: str
    description: str
    version: str
    url: str
    credit: Credit
    keywords: list[str]
    method: list[str]


def _study(shown: Shown) -> _Study:
    descriptor = shown.study.descriptor
    title = shown.words.title or descriptor["title"]
    method = [f"Method other than the study’s own: {shown.departures}"] if shown.departures else []
    return _Study(
        key=descriptor["name"],
        title=title,
        description=descriptor.get("description", ""),
        version=descriptor.get("version", ""),
        url=descriptor.get("homepage", ""),
        credit=Credit(descriptor, shown.request.language),
        keywords=descriptor.get("keywords", []),
        method=method,
    )


def _turn(author: Author | Maker) -> str:
    """Return an author as BibTeX takes one: a person family name first, a group in braces."""
    if author.is_person:
        return f"{_escape(author.family)}, {_escape(author.given)}"
    return f"{{{_escape(author.name)}}}"


def _list_orcids(credit: Credit) -> list[str]:
    """Return the ORCID of each author who has one, with the name; BibTeX has no field for it."""
    return [f"{each.name}: {each.orcid}" for each in credit.authors if each.orcid]


def _name(maker: Maker) -> dict[str, str]:
    if maker.is_person:
        return {"family-names": maker.family, "given-names": maker.given}
    return {"name": maker.name}


def _introduce(author: Author) -> dict[str, str]:
    """Return an author as a person or an entity."""
    if not author.is_person:
        fields = {"name": author.name, "orcid": author.orcid, "website": author.address}
    else:
        fields = {
            "family-names": author.family,
            "given-names": author.given,
            "orcid": author.orcid,
            "website": author.address,
            "affiliation": author.organization,
        }
    return {name: text for name, text in fields.items() if text}


def _license(credit: Credit) -> dict[str, object]:
    """Return the licences: by SPDX identifiers, else by the address of the first one's text."""
    known = [identify_licence(each["name"]) for each in credit.licences]
    if all(known):
        return {"license": known if len(known) > 1 else known[0]}
    return {"license-url": credit.deed}


def _people(names: str) -> dict[str, str]:
    """Return the authors of a book, or its editors."""
    read = read_makers(names)
    said = " and ".join(map(_turn, read.makers))
    return {"editor" if read.are_editors else "author": said}


def _write_entry(entry_type: str, key: str, **fields: str) -> str:
    lines = (f"  {name:<12} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{entry_type}{{{key},\n{''.join(lines)}}}\n"


def _escape(text: str) -> str:
    return text.translate(_SPECIAL)
