"""Write whole numbers as text: one character for a small one, two to four for a large one.

A page's outlines are some 27,000 steps, most of them small. With one character for each small
number they are shorter than as encoded polylines, and gzip packs them better.
``web/src/digits.js`` reads them.
"""

from __future__ import annotations

DIGITS = "".join(chr(code) for code in range(ord("#"), ord("~") + 1) if chr(code) not in "&<>\\")
"""Printable characters that neither JSON nor a page must escape, the blank left out."""

BASE = len(DIGITS)
SMALL = BASE - 3
"""Numbers below it are one character; the last three say how many digits follow."""

MOST = BASE ** (BASE - SMALL) // 2 - 1
"""The largest number that can be written."""


def write_number(value: int) -> str:
    """Return a whole number as text; its sign is in the lowest bit: 0, -1, 1, -2, 2.

    Raises
    ------
    ValueError
        If it takes more than three digits.
    """
    rest = 2 * value if value >= 0 else -2 * value - 1
    if rest < SMALL:
        return DIGITS[rest]
    digits = ""
    while rest:
        rest, digit = divmod(rest, BASE)
        digits = DIGITS[digit] + digits
    if len(digits) > BASE - SMALL:
        raise ValueError(f"{value}: a step of an outline has at most {BASE - SMALL} digits")
    return DIGITS[SMALL + len(digits) - 1] + digits
