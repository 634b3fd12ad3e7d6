"""Name states in any language: as the ledger does, a catalogue, or Unicode's CLDR."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from perufr_map.borders._called import CALLED_TOO
from perufr_map.borders._ledger import Text, states
from perufr_map.locales import broader, find_locale
from perufr_map.resources import languages, messages

_WRITTEN = "en"


def name_in(name: Text, language: str) -> str:
    """Return a name of the ledger, or a note of it, in a language.

    Where the ledger does not have it, it is the catalogue's (``borders.names``, for states of
    the past) or CLDR's, by way of the state's ISO code; and English where nobody has it. What a
    state was once called has no name in CLDR: the former name stands in English rather than a
    later one in another language.

    Parameters
    ----------
    name
        The name as the ledger has it, by language.
    language
        Code of any language.

    Returns
    -------
    str

    References
    ----------
    Unicode Common Locale Data Repository, territory names, as Babel has them.
    """
    return find_name(name, language) or name[_WRITTEN]


def find_name(name: Text, language: str) -> str | None:
    """Return a name of the ledger in a language, as `name_in` does; None where nobody has it.

    Parameters
    ----------
    name
        The name as the ledger has it, by language.
    language
        Code of any language.

    Returns
    -------
    str or None
    """
    english = name[_WRITTEN]
    for code in broader(language):
        found = name.get(code) or _of_catalogue(code).get(english) or _of_cldr(code).get(english)
        if found:
            return found
    return None


def names_in(name: Text, codes: Iterable[str]) -> Text:
    """Return a name of the ledger in each of some languages.

    Parameters
    ----------
    name
        The name as the ledger has it, by language.
    codes
        Codes of languages.

    Returns
    -------
    dict
        The name by language.
    """
    return {code: name_in(name, code) for code in codes}


@lru_cache
def _of_catalogue(language: str) -> Mapping[str, str]:
    """Return the names that a catalogue has, by the English one."""
    if language not in languages():
        return {}
    pairs = (pair.partition("=") for pair in messages(language)["borders.names"].split("|"))
    return {english: name for english, _, name in pairs}


@lru_cache
def _of_cldr(language: str) -> Mapping[str, str]:
    """Return CLDR's names of the states of today, by the English name in the ledger."""
    from babel.core import get_global  # noqa: PLC0415 (the map need not load it)

    locale = find_locale(language)
    if locale is None:
        return {}
    territories = locale.territories
    shorter = get_global("territory_aliases")
    latest = {state.code: state for state in states()}
    found = {
        state.name[_WRITTEN]: territories.get(shorter[code][0], "")
        for code, state in latest.items()
        if state.end is None and len(shorter.get(code, ())) == 1
    }
    return {english: name for english, name in found.items() if name}


@lru_cache
def names_everywhere() -> Mapping[str, tuple[str, ...]]:
    """Return the names of the states of today in all of CLDR's languages, by the English one.

    Of some, today's or past, there are abbreviations and former names, too.
    """
    from babel.localedata import locale_identifiers  # noqa: PLC0415

    found: dict[str, dict[str, None]] = {}
    for language in locale_identifiers():
        if "_" not in language:  # no country's own way with a language
            for english, name in _of_cldr.__wrapped__(language).items():
                found.setdefault(english, {})[name] = None
    for english, names in CALLED_TOO.items():
        found.setdefault(english, {}).update(dict.fromkeys(names))
    return {english: tuple(names) for english, names in found.items()}
