"""Say once, and with what to install, that no typeface of this machine has a script."""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import RLock

_GLYPH = re.compile(r"Glyph (\d+) .*missing")  # as Matplotlib says it, letter by letter
_EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH")
_told: set[str] = set()
_gathered: ContextVar[dict[str, str] | None] = ContextVar("gathered", default=None)
_lock = RLock()  # Python has one set of filters for all threads


class TypefaceWarning(UserWarning):
    """No typeface has some letters of a picture, which shows boxes for them."""


@contextmanager
def gather_missing_scripts() -> Iterator[dict[str, str]]:
    """Gather what no typeface has of the pictures drawn meanwhile, also what was told before.

    Yields
    ------
    dict of str to str
        A missing letter of each script, by the package to install.
    """
    letters: dict[str, str] = {}
    before = _gathered.set(letters)
    try:
        yield letters
    finally:
        _gathered.reset(before)


@contextmanager
def tell_missing_scripts() -> Iterator[None]:
    """Gather what Matplotlib says of missing letters, and say it once for each package to install.

    Other warnings go on as they came. Both measuring and drawing a text make them.
    """
    with _lock, warnings.catch_warnings(record=True) as caught:
        warnings.filterwarnings("always", message="Glyph ")
        yield
    letters = ""
    for each in caught:
        found = _GLYPH.match(str(each.message))
        if found:
            letters += chr(int(found[1]))
        else:
            warnings.warn_explicit(each.message, each.category, each.filename, each.lineno)
    gathered = _gathered.get()
    for letter in letters:
        package = _package_of(letter)
        if gathered is not None:
            gathered.setdefault(package, letter)
        if package not in _told:
            _told.add(package)
            warnings.warn(
                f"no typeface of this machine has “{letter}” and others of its script, for which "
                f"pictures show boxes; install Debian’s package {package}",
                TypefaceWarning,
                stacklevel=4,
            )


def _package_of(letter: str) -> str:
    """Return the package of Debian with a typeface that has a letter."""
    name = unicodedata.name(letter, "")
    return "fonts-noto-cjk" if name.startswith(_EAST_ASIAN) else "fonts-noto-core"
