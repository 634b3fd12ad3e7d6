"""Say where the syntax of a descriptor breaks, and by what: a quotation mark, a comma."""

from __future__ import annotations

import json

from perufr_map.problems import Problem
from perufr_map.study.layout import DESCRIPTOR

# What word processors and people write where JSON wants a straight quote.
_TYPESET = "“”„‟«»‘’'`"  # noqa: RUF001 (signs that look alike are what it is about)


def say_syntax(error: json.JSONDecodeError) -> Problem:
    """Say what is wrong with a descriptor that is not JSON, and where."""
    line = error.doc.splitlines()[error.lineno - 1] if error.doc else ""
    at = error.colno - 1
    if error.msg.startswith("Invalid control character"):  # the text runs to the line's end
        at = max(map(line.rfind, _TYPESET))
    if line[at : at + 1] and line[at] in _TYPESET:
        place = {"line": error.lineno, "character": at + 1}
        return _problem("json_quote", sign=line[at], **place)
    return _say_comma(error) or _problem("json_syntax", line=error.lineno, character=error.colno)


def _say_comma(error: json.JSONDecodeError) -> Problem | None:
    """Say which comma is missing or too many, if one is."""
    here = error.doc[error.pos : error.pos + 1]
    before = len(error.doc[: error.pos].rstrip()) - 1
    last = error.doc[before : before + 1] if before >= 0 else ""
    if error.msg.startswith("Expecting ',' delimiter"):
        is_next = here in ('"', "{", "[") or "\n" in error.doc[before + 1 : error.pos]
        if here and here not in "}]" and is_next:
            return _problem("json_comma_missing", **_place(error.doc, before))
        return None
    if here == "," and (last in (",", "{", "[") or error.msg.startswith("Illegal trailing comma")):
        return _problem("json_comma_extra", **_place(error.doc, error.pos))
    if here in ("}", "]") and last == ",":
        return _problem("json_comma_extra", **_place(error.doc, before))
    return None


def _place(text: str, at: int) -> dict[str, int]:
    """Return the line and the character of a place in a text, both counted from one."""
    return {"line": text.count("\n", 0, at) + 1, "character": at - text.rfind("\n", 0, at)}


def _problem(code: str, **values: object) -> Problem:
    return Problem(DESCRIPTOR, None, None, code, values)
