"""Tell which languages a study's texts are in, and whether they are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from perufr_map.locales import is_known
from perufr_map.problems import Problem
from perufr_map.study import spreadsheets
from perufr_map.study.layout import DESCRIPTOR, LANGUAGE, SHIPPED, columns, language_of


def languages_of(descriptor: Mapping[str, Any], columns: Iterable[str | None]) -> tuple[str, ...]:
    """Return the languages of a study, the default first.

    Parameters
    ----------
    descriptor
        Its ``datapackage.json``, which may name them under ``languages``.
    columns
        The languages of the columns of ``eras.csv``, which count if it does not.
    """
    listed = descriptor.get("languages", [])
    if _are_codes(listed):
        return tuple(listed)
    titled = (key.removeprefix("title_") for key in descriptor.get("study", {}) if "title_" in key)
    codes = dict.fromkeys(filter(None, columns))
    codes |= dict.fromkeys(code for code in titled if re.fullmatch(LANGUAGE, code))
    return tuple(codes) or SHIPPED


def languages_in(descriptor: Mapping[str, Any], eras: bytes | None) -> tuple[str, ...]:
    """Return the languages of a study by its files, as `languages_of` does.

    Parameters
    ----------
    descriptor
        Its ``datapackage.json``; empty where it cannot be read.
    eras
        Its table of eras; None where there is none.
    """
    try:
        header = spreadsheets.read(eras or b"", columns=columns("eras")).header
    except spreadsheets.SheetError:
        header = []  # `check` tells it
    return languages_of(descriptor, (language_of("eras", name) for name in header))


def check_languages(listed: object, found: Iterable[str] = ()) -> Iterator[Problem]:
    """List what is wrong with the languages of a study: no codes, or of no known language.

    Parameters
    ----------
    listed
        What its descriptor has as ``languages``; None where it has nothing.
    found
        The languages that it has texts in.
    """
    if listed is not None and not _are_codes(listed):
        yield _problem("languages_wrong")
    for language in found:
        if language not in SHIPPED and not is_known(language):
            yield _problem("language_unknown", language=language)


def _are_codes(value: object) -> bool:
    """Say whether this is a list of tags of languages, each once."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(code, str) and re.fullmatch(LANGUAGE, code) for code in value)
        and len(set(value)) == len(value)
    )


def _problem(code: str, **values: object) -> Problem:
    return Problem(DESCRIPTOR, None, None, code, values)
