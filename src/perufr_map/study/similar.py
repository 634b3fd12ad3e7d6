"""Suggest the code that a reader meant, from what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

_MOST = 3


def suggest(text: str, names: Iterable[tuple[str, str]], shown: Mapping[str, str]) -> str:
    """Return the codes that are, or are named, like a text: “CHL (Chile) or CHN (China)”.

    Parameters
    ----------
    text
        What was typed.
    names
        Each code with a name, once for each of its names.
    shown
        The name of each code in the answer.

    Returns
    -------
    str
        At most three codes, the most similar first; empty if none is similar.
    """
    typed = text.strip().casefold()
    codes: dict[str, str] = {}  # codes by code and by name
    for code, name in names:
        codes |= {code.casefold(): code, name.casefold(): code}
    near = [typed] if typed in codes else get_close_matches(typed, codes, n=8, cutoff=0.6)
    found = list(dict.fromkeys(codes[name] for name in near))[:_MOST]
    return " or ".join(f"{code} ({shown[code]})" for code in found)
