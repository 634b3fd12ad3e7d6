"""The state that a study is about: one, or several of which each succeeds the one before."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import TypedDict

from perufr_map import borders
from perufr_map.problems import Problem
from perufr_map.similar import nearest
from perufr_map.study.codes import suggest_state
from perufr_map.study.layout import DESCRIPTOR

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Term(TypedDict, total=False):
    """A state that a study is about, from a day on, and until the day after its last."""

    code: str
    start: str
    end: str


def terms_of(focus: str | list[Term]) -> tuple[Term, ...]:
    """Return the states of a focus, one after the other; often there is one."""
    return ({"code": focus},) if isinstance(focus, str) else tuple(focus)


def focus_on(terms: Iterable[Term], day: date) -> str | None:
    """Return the code of the state that a study is about on a day; None if there is none."""
    text = day.isoformat()
    found = (
        term["code"]
        for term in terms
        if term.get("start", text) <= text and ("end" not in term or text < term["end"])
    )
    return next(found, None)


def check_focus(focus: object, places: Collection[str] = ()) -> Iterator[Problem]:
    """Check that a focus is a state or a place of the study's own, or several in turn."""
    if isinstance(focus, list) and not _are_terms(focus):
        yield Problem(DESCRIPTOR, None, None, "focus_terms_wrong")
        return
    codes = [term["code"] for term in focus] if isinstance(focus, list) else [focus]
    known = {state.code for state in borders.states()} | set(places)
    for code in codes:
        if not isinstance(code, str) or code not in known:
            meant = nearest(str(code), sorted(places)) or suggest_state(str(code))
            values = {"focus": code, "meant": meant}
            yield Problem(DESCRIPTOR, None, None, "focus_unknown", values)


def _are_terms(value: list[object]) -> bool:
    """Say whether these are codes, each from the day on which the one before it ends."""
    terms = [each for each in value if isinstance(each, dict)]
    if not terms or len(terms) < len(value):
        return False
    days = [each[name] for each in terms for name in ("start", "end") if name in each]
    if not all(map(_is_day, days)) or any("code" not in each for each in terms):
        return False
    rise = (each["start"] < each["end"] for each in terms if {"start", "end"} <= each.keys())
    touch = ("end" in one and one["end"] == two.get("start") for one, two in pairwise(terms))
    return all(rise) and all(touch)


def _is_day(value: object) -> bool:
    try:
        date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        return False
    return bool(_DAY.fullmatch(str(value)))
