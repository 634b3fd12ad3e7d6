"""Describe a page and the study for search engines and catalogues: JSON-LD of schema.org."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import TypeAlias

from perufr_map.exports.people import read_makers
from perufr_map.shown.cites import address
from perufr_map.shown.credit import Author, Credit
from perufr_map.shown.words import Words

Node: TypeAlias = dict[str, object]


def describe_page(
    words: Words, *, title: str, description: str, url: str, files: Mapping[str, str] | None
) -> str:
    """Return the JSON-LD of a page, safe inside HTML: the page, which is about the data set.

    Parameters
    ----------
    words
        The study, in the page's language.
    title, description
        Those of the page.
    url
        Its address; empty where the site does not know its own.
    files
        The media type of each file of data in this language, by its address. None where the page
        only names the data set.
    """
    credit = Credit(words.study.descriptor, words.language)
    makers = [_describe_author(author) for author in credit.authors]
    shared: Node = {"author": makers, "license": credit.deed or credit.licence}
    shared |= {"datePublished": credit.day, "inLanguage": words.language}
    page: Node = {"@type": "WebPage", "name": title, "description": description, "url": url}
    about: Node = {"@type": "Dataset", "name": words.title}
    if files is not None:
        about |= _describe_study(words, credit, files) | shared
    return _write({"@context": "https://schema.org"} | page | shared | {"about": about})


def _describe_study(words: Words, credit: Credit, files: Mapping[str, str]) -> Node:
    descriptor, eras = words.study.descriptor, words.study.eras
    first, last = eras["start"].min(), eras["end"].max() - timedelta(days=1)
    return {
        "description": descriptor.get("description", ""),
        "version": descriptor.get("version", ""),
        "identifier": f"https://doi.org/{credit.doi}" if credit.doi else descriptor.get("id", ""),
        "url": descriptor.get("homepage", ""),
        "keywords": descriptor.get("keywords", []),
        "temporalCoverage": f"{first:%Y-%m-%d}/{last:%Y-%m-%d}",
        "isBasedOn": [
            {
                "@type": "CreativeWork",
                "name": source["title"],
                **_describe_makers(source["author"]),
                "publisher": source["publisher"],
                "url": address(source),
            }
            for source in words.study.sources.to_dict("records")
        ],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": mime, "contentUrl": url}
            for url, mime in files.items()
        ],
    }


def _describe_makers(cell: str) -> Node:
    read = read_makers(cell)
    makers: list[Node] = [
        {"@type": "Person" if each.is_person else "Organization", "name": each.name}
        for each in read.makers
    ]
    return {"editor" if read.are_editors else "author": makers}


def _describe_author(author: Author) -> Node:
    node: Node = {"@type": "Person" if author.is_person else "Organization", "name": author.name}
    if author.is_person:
        node |= {"givenName": author.given, "familyName": author.family}
        if author.organization:
            node["affiliation"] = {"@type": "Organization", "name": author.organization}
    return node | {"@id": author.orcid, "url": author.address}


def _write(node: Node) -> str:
    """Return JSON without what is empty, in which no character opens or closes an element."""
    text = json.dumps(_drop_empty(node), ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _drop_empty(value: object) -> object:
    if isinstance(value, dict):
        return {key: _drop_empty(part) for key, part in value.items() if part}
    return [_drop_empty(part) for part in value] if isinstance(value, list) else value
