"""Know languages by their tags (BCP 47): their names, their direction, what they fall back on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from babel import Locale

_ENGLISH = "en"


def broader(language: str) -> Iterator[str]:
    """Yield a language and what it is a kind of: zh-Hant-TW, zh-Hant, zh.

    Parameters
    ----------
    language
        Its tag.
    """
    while language:
        yield language
        language = language.rpartition("-")[0]


def base_language(language: str) -> str:
    """Return the language of a tag, without script and country: zh of zh-Hant-TW."""
    return language.partition("-")[0]


@lru_cache
def find_locale(language: str) -> Locale | None:
    """Return what Unicode's CLDR knows of a language, or of the one that it is a kind of.

    Parameters
    ----------
    language
        Its tag, such as ``ast``, ``sr-Latn`` or ``pt-BR``.

    Returns
    -------
    Locale or None
        None where CLDR knows at most its name.
    """
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 (the map need not load it)

    for tag in broader(language):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


def is_known(language: str) -> bool:
    """Say whether there is a language of a tag, as far as CLDR knows."""
    return name_in_english(language) != language


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Return where a language's lines run to: from left to right, or from right to left."""
    locale = find_locale(language)
    return "rtl" if locale and locale.text_direction == "rtl" else "ltr"


def own_name(language: str) -> str:
    """Return a language's name in that language; in English where only that is known."""
    locale = find_locale(language)
    own = locale.get_display_name() if locale else None
    return str(own or name_in_english(language))


def name_in_english(language: str) -> str:
    """Return a language's name in English; its tag where nobody knows it."""
    english, locale = find_locale(_ENGLISH), find_locale(language)
    known = english.languages if english else {}
    if locale and (name := locale.get_display_name(_ENGLISH)):
        return str(name)
    return next((str(known[tag]) for tag in broader(language) if tag in known), language)
