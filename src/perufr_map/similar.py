"""Suggest what a reader meant, from what was typed: a code, a name, a word of a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from unicodedata import combining, normalize

_MOST = 3
# A word that was meant is looked for among so many, and for so many texts: each takes some ms.
_MOST_KNOWN, _MOST_MEANT = 1_000, 50


def fold(text: str) -> str:
    """Return a text without accents and capitals, to be compared."""
    apart = normalize("NFKD", text.strip().casefold().replace("’", "'"))
    return "".join(sign for sign in apart if not combining(sign))


def initials(name: str) -> str:
    """Return the first letters of the words of a name that begin with a capital, folded."""
    return fold("".join(word[0] for word in name.split() if word[0].isupper()))


def nearest(text: str, known: Iterable[str]) -> str:
    """Return the word of a list that is most like a text; empty if none is."""
    words = {fold(word): word for word in known}
    near = get_close_matches(fold(text), words, n=1)
    return words[near[0]] if near else ""


class Guesses:
    """Say what each of several texts was meant to be: of as many, and as long lists, as are read.

    Parameters
    ----------
    known
        The list of what may be meant.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = tuple(dict.fromkeys(known))
        self._meant: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """Return the word of the list that is most like a text; empty if none is."""
        if len(self._known) > _MOST_KNOWN:
            return ""
        if text not in self._meant and len(self._meant) < _MOST_MEANT:
            self._meant[text] = nearest(text, self._known)
        return self._meant.get(text, "")


def advise(message: str, text: str, known: Iterable[str]) -> str:
    """Add to a message which word of a list is most like a text, if one is."""
    near = nearest(text, known)
    return f"{message}; did you mean {near}?" if near else message


def suggest(
    text: str,
    names: Iterable[tuple[str, str]],
    shown: Mapping[str, str],
    *,
    called_too: Mapping[str, Iterable[str]] = MappingProxyType({}),
) -> str:
    """Return the codes that are, or are named, like a text: “CHL (Chile) or CHN (China)”.

    Accents and capitals count for nothing; the first letters of a name stand for it, too.

    Parameters
    ----------
    text
        What was typed.
    names
        Each code with a name, once for each of its names.
    shown
        The name of each code in the answer.
    called_too
        What else goes by a name.

    Returns
    -------
    str
        At most three codes, the most similar first; empty if none is similar.
    """
    typed = fold(text)
    codes: dict[str, str] = {}  # codes by code and by name
    shortened: dict[str, str] = {}
    called: dict[str, str] = {}
    for code, name in names:
        codes |= {fold(code): code, fold(name): code}
        called |= {fold(each): code for each in called_too.get(name, ())}
        shortened[initials(name)] = code
    codes = called | codes
    if typed in codes:
        found = [codes[typed]]
    else:
        near = get_close_matches(typed, codes, n=8, cutoff=0.6)
        first = [shortened[typed]] if typed in shortened else []
        found = list(dict.fromkeys([*first, *(codes[name] for name in near)]))[:_MOST]
    return " or ".join(f"{code} ({shown[code]})" for code in found)
