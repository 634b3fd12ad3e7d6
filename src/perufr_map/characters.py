"""Say which characters may not stand in a text, and write one without them, or with a capital."""

from __future__ import annotations

import re
import unicodedata

ODD = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters; a terminal obeys them
    "\u2028\u2029"  # line breaks that few programs take for such
    "\u202a-\u202e\u2066-\u2069"  # they turn the direction of all that follows
    "\ufdd0-\ufdef\ufeff\ufffe\uffff"  # no characters, and marks of byte order
    "\ud800-\udfff"  # halves of characters
    "]"
)
"""Characters that may not stand in a text of a study, nor in a message about one.

Signs that only concern their neighbours are allowed, since Arabic, Persian and Hebrew need them:
the marks of direction U+200E, U+200F and U+061C, and the joiners U+200C and U+200D.

References
----------
Unicode Technical Report 36, *Unicode Security Considerations*; Unicode Standard Annex 9.
"""


LEFT_TO_RIGHT = "\u200e"
"""A mark of direction: what follows runs rightwards."""

BEGIN, SAYS, END = "\ufdd0", "\ufdd1", "\ufdd2"
"""Around a text within a page in another language: begin, language, says, text, end.

No text of a study has them.
"""

_ISOLATE, _POP = "\u2068", "\u2069"
_TURNED = re.compile("[\u0590-\u08ff]")

_WORD = re.compile(r"[\u3040-\u9fff]{1,2}|[^\W_][^\s\u3040-\u9fff]*")

_FIRST = re.compile(f"((?:{BEGIN}[^{SAYS}]*{SAYS})*)(.)", re.DOTALL)


def has_odd(text: str) -> bool:
    """Say whether an odd character stands in a text; of the printable ones none is odd."""
    return not text.isprintable() and ODD.search(text) is not None


def replace_odd(text: str) -> str:
    """Return a text with � for each odd character."""
    return ODD.sub("�", text)


def begin_large(text: str) -> str:
    """Return a text with a capital letter first; all others stay as they are."""
    return _FIRST.sub(lambda found: found[1] + found[2].upper(), text, count=1)


def count_words(text: str) -> int:
    """Return how many words a text has; in Chinese and Japanese two letters are about one.

    ``web/src/texts.js`` does the same.
    """
    return len(_WORD.findall(text))


def isolate(text: str) -> str:
    """Return a text as a part of a longer one: where it runs leftwards, what is around it does not.

    ``web/src/texts.js`` does the same. What is tagged needs no more: its element does it.
    """
    turned = _TURNED.search(text) is not None and BEGIN not in text
    return f"{_ISOLATE}{text}{_POP}" if turned else text


def begins_leftwards(text: str) -> bool:
    """Say whether the first letter of a text is of a script that runs from right to left."""
    strong = (unicodedata.bidirectional(each) for each in text)
    return next((each for each in strong if each in {"L", "R", "AL"}), "L") != "L"
