"""Read a study's ``datapackage.json`` and list what is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import islice, pairwise
from math import inf
from pathlib import Path
from typing import TypedDict, TypeGuard

from perufr_map import borders
from perufr_map.characters import has_odd
from perufr_map.problems import Problem
from perufr_map.similar import nearest
from perufr_map.study.bounds import MOST, check_bounds
from perufr_map.study.entries import LISTS, check_entries
from perufr_map.study.focus import Term, check_focus
from perufr_map.study.languages import check_languages
from perufr_map.study.layout import CONSTANT, DESCRIPTOR, GROUP_SHARE, LANGUAGE, SETS, TABLES
from perufr_map.study.syntax import say_syntax

MAX_SIZE = 1_000_000
"""Most bytes of a descriptor that are read; a long one has a hundredth of it."""

_ADDRESS = re.compile(r"https?://[^\s{}<>\"\\]+")  # without what ends a field of BibTeX
_ORCID = re.compile(r"https?://orcid\.org/([^/?#]*)")
EDGES = (-3.8, -2.1, -0.5, 0.5, 2.1, 3.8)
"""The edges of the classes of scores where a study sets none."""

EARLIEST = "earliest"
"""What a study says under ``borders`` to draw earlier eras on the first borders there are."""

LONGEST_TITLE = 200
"""Most characters of a study's title."""

LONGEST_MARK = 40
"""Most characters of the name of a day that is marked."""

_CONFIDENCES = ("high", "medium", "low")


class Licence(TypedDict, total=False):
    """A licence of the study."""

    name: str
    title: str
    path: str


class Entry(TypedDict, total=False):
    """A contributor, or a source; a contributor's name may also stand in ``title_*``."""

    title: str
    role: str
    roles: list[str]
    email: str
    path: str
    organization: str
    givenName: str
    familyName: str


class Emphasis(TypedDict):
    """Counterparts of whom the source says so much that a reader has to know it."""

    counterparts: list[str]
    name: dict[str, str]


class Mark(TypedDict):
    """A day that is marked on the line of time, and what it is called there."""

    day: str
    name: dict[str, str]


class Settings(TypedDict, total=False):
    """The study's own choices; its title stands in ``title_*``, by language."""

    focus: str | list[Term]
    group_share: float
    weights: str
    min_confidence: str
    constant: float
    days: bool
    sections: dict[str, dict[str, str]]
    home_view: str | list[float]
    classes: list[float]
    emphasis: list[Emphasis]
    marks: list[Mark]
    borders: str


class Descriptor(TypedDict, total=False):
    """A study's ``datapackage.json``, as it is once it has been checked."""

    name: str
    id: str
    title: str
    description: str
    version: str
    created: str
    homepage: str
    keywords: list[str]
    languages: list[str]
    licenses: list[Licence]
    contributors: list[Entry]
    sources: list[Entry]
    study: Settings


_SETTINGS = sorted(Settings.__optional_keys__)
_BOUNDED = sorted(Descriptor.__optional_keys__ - {"study"})


def read_descriptor(folder: Path) -> Descriptor:
    """Return a study's ``datapackage.json``, unchecked, as 0.1.0 offered it."""
    descriptor: Descriptor = json.loads((folder / DESCRIPTOR).read_text("utf-8-sig"))
    return descriptor


def parse_descriptor(data: bytes | None, folder: str = "") -> tuple[Descriptor, list[Problem]]:
    """Return a study's ``datapackage.json``, and why it cannot be read.

    Parameters
    ----------
    data
        The file; None where there is none.
    folder
        Name of the study's folder, for the problem.
    """
    if data is None:
        values = {"folder": folder, "file": DESCRIPTOR, "n": len(TABLES)}
        return {}, [_problem("descriptor_missing", **values)]
    if len(data) > MAX_SIZE:
        return {}, [_problem("descriptor_large", mb=MAX_SIZE // 1_000_000)]
    try:
        descriptor = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        return {}, [say_syntax(error)]
    except (ValueError, RecursionError):
        return {}, [_problem("json_unreadable")]
    study = descriptor.get("study") if isinstance(descriptor, dict) else None
    if not isinstance(study, dict) or not study.get("focus"):
        return {}, [_problem("focus_missing")]
    return descriptor, []


def check_descriptor(
    descriptor: Descriptor,
    languages: tuple[str, ...],
    sets: tuple[str, ...] = SETS,
    *,
    places: Collection[str] = (),
) -> Iterator[Problem]:
    """List what is wrong with a descriptor: what is missing, and what no export could use.

    The focus may be one of the study's own `places`.
    """
    yield from _check_package(descriptor)
    yield from check_bounds({name: descriptor.get(name) for name in _BOUNDED})
    yield from check_bounds({f"study.{name}": descriptor["study"].get(name) for name in _SETTINGS})
    yield from check_languages(descriptor.get("languages"), languages)
    yield from check_focus(descriptor["study"]["focus"], places)
    yield from _check_study(descriptor["study"], languages, sets)


def _check_package(descriptor: Mapping[str, object]) -> Iterator[Problem]:
    """Check the name, which names the files, the licence, and the types of all that is shown.

    Optional fields are checked too, since exports use them as they are.
    """
    name = descriptor.get("name")
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,99}", name):
        yield _problem("name_missing")
    if not isinstance(descriptor.get("licenses"), list) or not descriptor["licenses"]:
        yield _problem("licence_missing")
    for field in ("id", "title", "description", "version", "homepage"):
        if not isinstance(descriptor.get(field, ""), str):
            yield _problem("field_not_text", field=field)
    yield from _check_addresses(descriptor)
    for field in LISTS:
        if field != "licenses" or descriptor.get(field):  # that there are none is told above
            yield from check_entries(field, descriptor.get(field, []))
    yield from _check_orcids(descriptor.get("contributors"))
    for field in _wrong_parts("keywords", descriptor.get("keywords", []), _is_text):
        yield _problem("keywords_wrong", field=field)
    if not _is_day(descriptor.get("created", "2000-01-01")):
        yield _problem("created_wrong")
    for text in _odd_texts(descriptor):
        yield _problem("text_odd", text=text[:60])


def _check_addresses(descriptor: Mapping[str, object]) -> Iterator[Problem]:
    """Check that what becomes a link is an address of the web, not a script or a local file."""
    addresses = {"homepage": descriptor.get("homepage")}
    for field in LISTS:
        entries = descriptor.get(field)
        for place, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict):
                addresses[f"{field}[{place}].path"] = entry.get("path")
    for field, address in addresses.items():
        if address and isinstance(address, str) and not _ADDRESS.fullmatch(address):
            yield _problem("address_wrong", field=field)


def _check_orcids(contributors: object) -> Iterator[Problem]:
    """Check the last figure of each ORCID, which tells of a slip in the others."""
    for entry in contributors if isinstance(contributors, list) else ():
        path = entry.get("path") if isinstance(entry, dict) else None
        found = _ORCID.match(path) if isinstance(path, str) else None
        if found and not _is_orcid(found[1]):
            yield _problem("orcid_wrong", orcid=found[1][:40])


def _is_orcid(text: str) -> bool:
    """Say whether this is an ORCID: 16 figures, the last one by ISO/IEC 7064 (mod 11-2)."""
    if not re.fullmatch(r"([0-9]{4}-){3}[0-9]{3}[0-9X]", text):
        return False
    figures = text.replace("-", "")
    total = 0
    for figure in figures[:-1]:
        total = (total + int(figure)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == figures[-1]


def _check_study(
    study: Mapping[str, object], languages: tuple[str, ...], sets: tuple[str, ...]
) -> Iterator[Problem]:
    """Check that titles are in every language, settings within bounds."""
    for title in (f"title_{language}" for language in languages):
        text = study.get(title)
        if not _is_text(text):
            yield _problem("title_missing", title=title)
        elif len(str(text)) > LONGEST_TITLE:
            yield _problem("title_long", title=title, n=LONGEST_TITLE)
    yield from _check_names(study)
    yield from _check_method(study, sets)
    yield from _check_map(study)
    for field in _wrong_sections(study.get("sections", {}), languages):
        yield _problem("sections_wrong", field=field)
    emphasis, marks = study.get("emphasis", []), study.get("marks", [])
    for field in _wrong_parts("emphasis", emphasis, partial(_is_emphasis, languages=languages)):
        yield _problem("emphasis_wrong", field=field)
    for field in _wrong_parts("marks", marks, partial(_is_mark, languages=languages)):
        yield _problem("marks_wrong", field=field, most=LONGEST_MARK)


def _wrong_parts(field: str, value: object, is_right: Callable[[object], bool]) -> Iterator[str]:
    """Yield the places in a list whose entries are wrong: “marks[2]”; the list if it is none."""
    if not isinstance(value, list):
        yield field
        return
    for place, entry in enumerate(value[:MOST]):
        if not is_right(entry):
            yield f"{field}[{place}]"


def _wrong_sections(value: object, languages: tuple[str, ...]) -> Iterator[str]:
    """Yield the sections that have no title in some language; the settings if they are none."""
    if not isinstance(value, dict):
        yield "sections"
        return
    for name, titles in islice(value.items(), MOST):
        if not _are_texts(titles, languages):
            yield f"sections.{name[:LONGEST_MARK]}"


def _is_emphasis(value: object, languages: tuple[str, ...]) -> bool:
    """Say whether these are counterparts and their name in every language."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("counterparts"), list)
        and all(map(_is_text, value["counterparts"]))
        and _are_texts(value.get("name"), languages)
    )


def _check_map(study: Mapping[str, object]) -> Iterator[Problem]:
    """Check the classes of the map, the borders that it asks for, and what it opens on."""
    if "classes" in study and not _are_edges(study["classes"]):
        yield _problem("classes_wrong")
    if study.get("borders", EARLIEST) != EARLIEST:
        yield _problem("borders_wrong", borders=study["borders"], known=EARLIEST)
    if "home_view" in study and not _is_view(study["home_view"]):
        known = ("world", *borders.CONTINENTS)
        meant = nearest(str(study["home_view"]), known)
        yield _problem("home_view_wrong", known=", ".join(known), meant=meant)


def _check_names(study: Mapping[str, object]) -> Iterator[Problem]:
    """Warn of a setting that there is not: it would be passed over in silence."""
    known = Settings.__optional_keys__
    for name in study:
        if name in known or re.fullmatch(f"title_{LANGUAGE}", name):
            continue
        near = nearest(name, known)
        values = {"name": name[:LONGEST_MARK], "known": near or ", ".join(sorted(known))}
        yield replace(_problem("setting_unknown", **values), severity="warning")


def _is_mark(value: object, languages: tuple[str, ...]) -> bool:
    """Say whether this is a day with a short name in every language."""
    return (
        isinstance(value, dict)
        and _is_day(value.get("day"), alone=True)
        and _are_texts(value.get("name"), languages)
        and all(len(value["name"][each]) <= LONGEST_MARK for each in languages)
    )


def _are_texts(value: object, languages: tuple[str, ...]) -> bool:
    """Say whether this is a text in every language."""
    return isinstance(value, dict) and all(_is_text(value.get(each)) for each in languages)


def _check_method(study: Mapping[str, object], sets: tuple[str, ...]) -> Iterator[Problem]:
    """Check how the study's events become scores: each choice is one that there is."""
    share, constant = study.get("group_share", GROUP_SHARE), study.get("constant", CONSTANT)
    if not _is_number(share) or not 0 <= share <= 1:
        yield _problem("share_wrong", share=share)
    if not _is_number(constant) or not 0 < constant < inf:
        yield _problem("constant_wrong", constant=constant)
    if not isinstance(study.get("days", False), bool):
        yield _problem("days_wrong", days=study["days"])
    if study.get("min_confidence", "low") not in _CONFIDENCES:
        word = study["min_confidence"]
        names = {"confidence": word, "known": ", ".join(_CONFIDENCES)}
        names["meant"] = nearest(str(word), _CONFIDENCES)
        yield _problem("confidence_unknown", **names)
    if study.get("weights", sets[0]) not in sets:
        weights = study["weights"]
        names = {"known": ", ".join(sets), "meant": nearest(str(weights), sets)}
        yield _problem("weights_unknown", weights=weights, **names)


def _is_view(value: object) -> bool:
    """Say whether this is a continent, the world, or west, south, east and north in degrees."""
    if isinstance(value, str):
        return value in {"world", *borders.CONTINENTS}
    if not isinstance(value, list) or len(value) != 4:  # noqa: PLR2004
        return False
    if not all(map(_is_number, value)):
        return False
    west, south, east, north = value
    return bool(-180 <= west < east <= 180 and -90 <= south < north <= 90)  # noqa: PLR2004


def _are_edges(value: object) -> bool:
    """Say whether these are the edges of seven classes: three below zero, three above, rising."""
    if not isinstance(value, list) or len(value) != 6 or not all(map(_is_number, value)):  # noqa: PLR2004
        return False
    around_zero = value[2] < 0 < value[3]
    return around_zero and all(a < b for a, b in pairwise([-10, *value, 10]))


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def name_entry(entry: Entry, language: str) -> str:
    """Return the name of a contributor, in a language if it has one there."""
    person = f"{entry.get('givenName', '')} {entry.get('familyName', '')}"
    return str(entry.get(f"title_{language}") or entry.get("title") or person)


def roles_of(entry: Entry) -> tuple[str, ...]:
    """Return what a contributor did, in small letters; version 1 of the format has one role."""
    roles = entry.get("roles") or filter(None, [entry.get("role", "")])
    return tuple(role.strip().lower() for role in roles)


def _is_day(value: object, *, alone: bool = False) -> bool:
    """Say whether this is a day; or, if it need not stand alone, a day and a time."""
    try:
        datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        return False
    match = re.fullmatch if alone else re.match
    return bool(match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)))


def _odd_texts(value: object) -> Iterator[str]:
    """Yield the texts, at any depth, with characters that no file format can show."""
    remaining = [value]
    while remaining:
        match remaining.pop():
            case str() as text:
                if has_odd(text):
                    yield text
            case dict() as entries:
                remaining += [*entries, *entries.values()]
            case list() as entries:
                remaining += entries


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _problem(code: str, **values: object) -> Problem:
    return Problem(DESCRIPTOR, None, None, code, values)
