"""Guess the encoding of a table that is not UTF-8, and say whether the guess is sure."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from perufr_map.locales import broader

ENCODINGS = {
    "UTF-8": "utf-8-sig",
    "UTF-16": "utf-16",
    "Windows-1250": "cp1250",
    "Windows-1251": "cp1251",
    "Windows-1252": "cp1252",
    "Windows-1253": "cp1253",
    "Windows-1254": "cp1254",
    "Windows-1255": "cp1255",
    "Windows-1256": "cp1256",
    "Windows-1257": "cp1257",
    "Windows-1258": "cp1258",
    "Windows-874": "cp874",
    "Windows-932": "cp932",
    "Windows-936": "gbk",
    "Windows-949": "cp949",
    "Windows-950": "cp950",
    "Mac Roman": "mac_roman",
}
"""The encodings that are read, each with the name of its codec."""

UNICODE = ("UTF-8", "UTF-16")
"""Those that hold any text, and that need no guess."""

_WESTERN, _MAC = "Windows-1252", "Mac Roman"

# What Excel's plain “CSV” is in where Windows speaks the language; in others it is Windows-1252.
_PAGES = {
    "Windows-1250": "bs cs hr hu pl ro sk sl sq sr sr-Latn",
    "Windows-1251": "be bg kk ky mk mn ru sr sr-Cyrl tg tt uk",
    "Windows-1253": "el",
    "Windows-1254": "az tr uz",
    "Windows-1255": "he yi",
    "Windows-1256": "ar fa ps ug ur",
    "Windows-1257": "et lt lv",
    "Windows-1258": "vi",
    "Windows-874": "th",
    "Windows-932": "ja",
    "Windows-936": "zh zh-Hans",
    "Windows-949": "ko",
    "Windows-950": "zh zh-Hant zh-TW zh-HK",
}
_PLAIN = "en"  # whose letters are in all of them

_ACCENTED = re.compile(r"""[^\s,;|"]*[^\x00-\x7f][^\s,;|"]*""")  # of one cell
_LATIN, _ODD = "LATIN", "?"
_APART = (_LATIN, "CYRILLIC", "GREEK", "ARABIC", "HEBREW")  # no word has letters of two of them
_OPENING = "“„‘‚«»‹›¿¡©§¶£€–—"  # noqa: RUF001 (signs before a Latin word)
_CLOSING = "”“’‘»«›‹…–—®™²³¹ºª"  # noqa: RUF001 (after one)
_BETWEEN = "’–—·"  # in the midst of one
_SHOWN = 2
_RUN = 4  # accents in a row

_HEAD = 20_000  # bytes that are read to guess
_BETTER = 1.5  # how much surer it has to be of one encoding than of another
_FITS = 0.1  # share of words that may look odd
_EVIDENCE = 3  # words that have to look odd in Windows' own encoding, before it is the Mac's


@dataclass(frozen=True, slots=True)
class Guess:
    """The most likely encoding of a table.

    Attributes
    ----------
    encoding
        One of `ENCODINGS`.
    doubts
        A word as it reads in this encoding, and in others that are about as likely, by their name;
        none if the guess is sure, and the text looks like one in the study's languages.
    """

    encoding: str
    doubts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Bytes as text in an encoding, and how many of its words look odd."""

    encoding: str
    text: str
    odd: int
    words: int

    @property
    def fits(self) -> bool:
        return self.odd <= _FITS * self.words


def guess(data: bytes, languages: Sequence[str] = ()) -> Guess:
    """Guess in which encoding a spreadsheet program wrote a text.

    Parameters
    ----------
    data
        The file, which is not UTF-8.
    languages
        Codes of the study's languages. Default: nothing is known of them.
    """
    not_ascii = set(data) - set(range(0x80))
    if not_ascii <= set(range(0x91, 0x98)):  # only the quotes and dashes of Windows
        return Guess(_pages(languages)[0])
    lines = b"\n".join(_whole(line for line in data.splitlines() if not line.isascii()))
    own = _pages(languages)
    first = _read(lines, dict.fromkeys((*own, _WESTERN, _MAC)))
    found = first
    if not any(each.fits for each in first):
        found = first + _read(lines, [name for name in ENCODINGS if name not in (*own, *UNICODE)])
    if not found:
        return Guess(own[0])
    likely = _ask_chardet(lines, [each.encoding for each in found])

    def rank(reading: _Reading) -> tuple[float, ...]:
        name = reading.encoding
        return reading.odd, name not in own, -likely.get(name, 0)

    best = min(found, key=rank)
    rivals = [each for each in found if _vies(each, best, own, likely)]
    is_sure = best.fits and best in first and not rivals
    return Guess(best.encoding, {} if is_sure else dict(_samples(best, rivals)))


def _samples(best: _Reading, rivals: Sequence[_Reading]) -> Iterator[tuple[str, str]]:
    """Yield encodings, each with a word that shows how it differs from the others."""
    words = [_ACCENTED.findall(each.text) for each in (best, *rivals[:_SHOWN])]
    together = zip(*words, strict=False)
    shown = next((each for each in together if len(set(each)) > 1), [each[0] for each in words])
    for reading, word in zip((best, *rivals), shown, strict=False):
        yield reading.encoding, word[:30]


def _vies(other: _Reading, best: _Reading, own: Sequence[str], likely: Mapping[str, float]) -> bool:
    """Say whether another reading is about as likely as the best one."""
    least = _EVIDENCE if best.encoding == _MAC and other.encoding in own else 1
    if other.text == best.text or other.odd - best.odd >= least:
        return False
    mine, its = likely.get(best.encoding, 0), likely.get(other.encoding, 0)
    if best.encoding in own and other.encoding not in (*own, _MAC):
        return its > _BETTER * mine
    return its * _BETTER > mine


def _pages(languages: Iterable[str]) -> tuple[str, ...]:
    """Return the encodings of Windows in which some languages are written."""
    pages: list[str] = []
    for language in languages:
        tags = list(broader(language))
        if tags[-1] != _PLAIN:
            found = (_pages_of(tag) for tag in tags)
            pages += next(filter(None, found), [_WESTERN])
    return tuple(dict.fromkeys(pages)) or (_WESTERN,)


def _pages_of(language: str) -> list[str]:
    """Return those encodings of Windows that are named beside a language."""
    return [page for page, known in _PAGES.items() if language in known.split()]


def _whole(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the first lines, none of them cut in a character of two bytes."""
    size = 0
    for line in lines:
        size += len(line)
        yield line
        if size > _HEAD:
            return


def _read(data: bytes, encodings: Iterable[str]) -> list[_Reading]:
    """Return the text in those encodings in which it can be read."""
    readings = []
    for name in encodings:
        try:
            text = data.decode(ENCODINGS[name])
        except UnicodeDecodeError:
            continue
        words = _ACCENTED.findall(text)
        readings.append(_Reading(name, text, sum(map(_is_odd, words)), len(words)))
    return readings


def _ask_chardet(data: bytes, encodings: Sequence[str]) -> dict[str, float]:
    """Return how likely chardet takes encodings to be, by the letters that stand together."""
    from chardet import detect_all  # noqa: PLC0415 (mostly not needed)

    names = {codecs.lookup(ENCODINGS[name]).name: name for name in encodings}
    found = detect_all(
        data, ignore_threshold=True, compat_names=False, include_encodings=list(names)
    )
    return {
        names[codec]: each["confidence"]
        for each in found
        # of what it takes for no text it names none
        if each["encoding"] and (codec := codecs.lookup(each["encoding"]).name) in names
    }


def _is_odd(word: str) -> bool:
    """Say whether a word looks as if it was read in a wrong encoding."""
    kinds = [_script(sign) for sign in word]
    runs = "".join(
        sign if kind is not None else " " for sign, kind in zip(word, kinds, strict=True)
    )
    if any(map(_is_odd_run, runs.split())):
        return True
    around = [None, *kinds, None]
    return any(
        _is_odd_sign(sign, after=around[at] == _LATIN, before=around[at + 2] == _LATIN)
        for at, sign in enumerate(word)
        if kinds[at] is None and not sign.isascii()
    )


def _is_odd_run(letters: str) -> bool:
    """Say whether letters in a row are no word: of two scripts, of accents alone, or like AbÇd."""
    scripts = {_script(letter) for letter in letters} - {""}
    if _ODD in scripts or (len(scripts) > 1 and not scripts.isdisjoint(_APART)):
        return True
    if any(a.islower() and b.isupper() and not b.isascii() for a, b in pairwise(letters)):
        return True
    if scripts != {_LATIN}:
        return False
    longest = max(map(len, re.findall(r"[^\x00-\x7f]+", letters)), default=0)
    return longest >= _RUN or 1 < len(letters) == longest


def _is_odd_sign(sign: str, *, after: bool, before: bool) -> bool:
    """Say whether a sign is none that stands after, or before, a Latin letter; or none at all."""
    if after and before:
        return sign not in _BETWEEN
    if after or before:
        return sign not in (_CLOSING if after else _OPENING)
    return unicodedata.category(sign) in {"Co", "Cc"}


@lru_cache(maxsize=4096)
def _script(sign: str) -> str | None:
    """Return the script of a letter, by its name; empty of an accent; None of any other sign."""
    category, name = unicodedata.category(sign), unicodedata.name(sign, "")
    if category.startswith("M"):
        return ""
    if not category.startswith("L") or name.startswith("MODIFIER") or name.endswith("INDICATOR"):
        return None
    return _ODD if sign in "ƒﬁﬂ" or name.startswith("HALFWIDTH") else name.partition(" ")[0]
