"""List what changed on the map between two days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from perufr_map.borders import _words
from perufr_map.borders._drawing import areas
from perufr_map.borders._ledger import State, Text, as_day, state_on, states

# The most changes in a note, the largest first.
MOST = 3
# A note leaves out changes of less land than this, in square kilometres.
LEAST = 1_000
# A change of name only counts as a change of this share of the land.
NAME_ONLY = 0.05
# The most names in a list.
MOST_NAMES = 3

_TERM = re.compile(r"([+-]?)([A-Z]{3})(?:/([a-z_]+))?")


@dataclass(frozen=True, slots=True)
class Change:
    """The changes of one day.

    Attributes
    ----------
    day
        The first day after the change.
    ended, begun
        Ids of the ledger's rows that ended and began; the codes are their first three
        letters.
    text
        What happened, in one sentence for each language.
    """

    day: date
    ended: tuple[str, ...]
    begun: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class _Event:
    """One thing that happened: its text, and how much land changed (km²)."""

    size: int
    text: Text


def between(start: date | str, end: date | str) -> list[Change]:
    """Return what changed after one day, up to and including another.

    Parameters
    ----------
    start, end
        Dates, or their ISO 8601 text.

    Returns
    -------
    list of Change
        In order, one for each day on which anything changed.

    Raises
    ------
    BordersError
        If a day is no date or lies before 1945-09-02.

    Examples
    --------
    >>> [change.text["en"] for change in between("1990-03-01", "1990-06-01")]
    ['Namibia became independent', 'South Yemen and North Yemen united as Yemen']
    """
    first, last = as_day(start), as_day(end)
    days = sorted({s.start for s in states() if s.start and first < s.start <= last})
    by_day = []
    for day in days:
        before, after = _compare(day - timedelta(days=1), day)
        text = _sentence(_events(before, after), most=len(before) + len(after))
        if text:
            ended, begun = (tuple(s.id for s in side) for side in (before, after))
            by_day.append(Change(day, ended, begun, text))
    return by_day


def changes(before: date | str, after: date | str) -> Text | None:
    """Return a short note of what changed from one day to another.

    Parameters
    ----------
    before, after
        Dates, or their ISO 8601 text.

    Returns
    -------
    dict or None
        One sentence for each language, at most three changes, the largest first; None
        when nothing changed.

    Raises
    ------
    BordersError
        If a day is no date or lies before 1945-09-02.

    Examples
    --------
    >>> changes("1991-06-01", "1992-08-18")["en"]
    'The Soviet Union dissolved into 15 states; 4 states separated from Yugoslavia'
    """
    events = _events(*_compare(as_day(before), as_day(after)))
    large = [event for event in events if event.size >= LEAST]
    return _sentence(large or events, most=MOST)


def _compare(one: date, other: date) -> tuple[list[State], list[State]]:
    """Return the rows of the ledger for the first day only, and for the second only."""
    rows = [(s, s.stands_on(one), s.stands_on(other)) for s in states()]
    return [s for s, a, b in rows if a > b], [s for s, a, b in rows if b > a]


def _sentence(events: Iterable[_Event], *, most: int) -> Text | None:
    largest = sorted(events, key=lambda event: -event.size)[:most]
    if not largest:
        return None
    texts = {lang: "; ".join(e.text[lang] for e in largest) for lang in _words.LANGUAGES}
    return {lang: text[:1].upper() + text[1:] for lang, text in texts.items()}


def _events(before: Sequence[State], after: Sequence[State]) -> list[_Event]:
    """Return what happened between the rows that ended and the rows that began."""
    events: list[_Event] = []
    independent: list[State] = []
    for old, new in _group_by_land(before, after):
        free = [s for s in new if s.status == "independent" and not _was_free(s, old)]
        independent += free
        if len(old) == len(new) == 1:
            events += [] if free else _tell_transfer(old[0], new[0])
        elif len(new) == 1:
            events += _tell_merger(old, new[0])
        else:
            events += _tell_split(old, new, free)
    if independent:
        text = _join(
            independent, en=("became independent",) * 2, es=("se independizó", "se independizaron")
        )
        events.append(_Event(sum(map(_size, independent)), text))
    return events


def _group_by_land(
    before: Sequence[State], after: Sequence[State]
) -> list[tuple[list[State], list[State]]]:
    """Group the rows that ended with the rows that took over their land."""
    groups: list[tuple[frozenset[str], list[State]]] = []
    for row in (*before, *after):
        land, rows = _land(row.composition), [row]
        others = []
        for group in groups:
            if group[0] & land:
                land, rows = group[0] | land, group[1] + rows
            else:
                others.append(group)
        groups = [*others, (land, rows)]
    pairs = [
        ([s for s in rows if s in before], [s for s in rows if s in after]) for _, rows in groups
    ]
    return [(old, new) for old, new in pairs if old and new]


@lru_cache(maxsize=1024)
def _land(composition: str) -> frozenset[str]:
    """Return the units and parts of units that a territory consists of."""
    pieces: set[str] = set()
    for sign, unit, part in _TERM.findall(composition):
        named_pieces = (
            {f"{unit}/{part}"} if part else {f"{unit}/{p}" for p in _parts().get(unit, {""})}
        )
        pieces = pieces - named_pieces if sign == "-" else pieces | named_pieces
    return frozenset(pieces or {composition})


@lru_cache(maxsize=1)
def _parts() -> dict[str, set[str]]:
    """Return the parts of each unit that compositions name; “” is the rest of the unit."""
    parts: dict[str, set[str]] = {}
    for _, unit, part in (term for state in states() for term in _TERM.findall(state.composition)):
        if part:
            parts.setdefault(unit, {""}).add(part)
    return parts


def _was_free(state: State, old: Sequence[State]) -> bool:
    """Say whether any of a state's land belonged to an independent state before."""
    land = _land(state.composition)
    return any(row.status == "independent" and _land(row.composition) & land for row in old)


def _size(state: State) -> int:
    return areas()[state.id]


def _tell_transfer(old: State, new: State) -> list[_Event]:
    """Tell what happened if one state took over all the land of another."""
    if new.status == "disputed" and old.status != "disputed":
        return [_tell_dispute(new)]
    if new.status != "independent" and old.owner != new.owner and new.start:
        owner = state_on(new.owner[0], new.start) if new.owner else None
        return [_tell_handover(new, owner) if owner else _tell_settlement(new)]
    if old.name == new.name:
        return []
    same = old.code == new.code
    en = f"{'was renamed' if same else 'gave way to'} {_words.running_name(new, 'en')}"
    es = f"{'pasó a llamarse' if same else 'dio paso a'} {_words.running_name(new, 'es')}"
    text = _join([old], en=(en, en), es=(es, es))
    return [_Event(round(_size(new) * NAME_ONLY), text)]


def _tell_merger(old: Sequence[State], new: State) -> list[_Event]:
    """Tell what happened if one state took over the land of several."""
    united = all(s.status == "independent" for s in old) and new.name not in [s.name for s in old]
    if not united:
        return [_tell_handover(state, new) for state in old if state.code != new.code]
    en, es = (_words.running_name(new, language) for language in _words.LANGUAGES)
    text = _join(old, en=(f"united as {en}",) * 2, es=(f"se unieron como {es}",) * 2)
    return [_Event(_size(new), text)]


def _tell_split(old: Sequence[State], new: Sequence[State], free: Sequence[State]) -> list[_Event]:
    """Tell what happened if several states took over the land of one or more."""
    codes = {state.code for state in old}
    fresh = [state for state in new if state.code not in codes and state not in free]
    events = [_tell_dispute(state) for state in fresh if state.status == "disputed"]
    fresh = [state for state in fresh if state.status != "disputed"]
    if not fresh:
        return events
    whole = max(old, key=_size)
    size = sum(map(_size, fresh))
    if whole.code in {state.code for state in new}:
        away, de = f"separated from {_words.running_name(whole, 'en')}", _words.after_de(whole)
        text = _join(
            fresh,
            en=(away, away),
            es=(f"se separó {de}", f"se separaron {de}"),
            nouns=("states", "Estados"),
        )
    else:
        noun = ("states", "Estados") if whole.status == "independent" else ("parts", "partes")
        en, es = (f"into {len(fresh)} {noun[0]}", f"en {len(fresh)} {noun[1]}")
        text = _join(
            [whole], en=(f"dissolved {en}",) * 2, es=(f"se disolvió {es}", f"se disolvieron {es}")
        )
    return [_Event(size, text), *events]


def _tell_dispute(state: State) -> _Event:
    es = ("pasó a estar en disputa", "pasaron a estar en disputa")
    return _Event(_size(state), _join([state], en=("became disputed",) * 2, es=es))


def _tell_settlement(state: State) -> _Event:
    es = ("dejó de estar en disputa", "dejaron de estar en disputa")
    return _Event(_size(state), _join([state], en=("ceased to be disputed",) * 2, es=es))


def _tell_handover(state: State, owner: State) -> _Event:
    en, es = _words.running_name(owner, "en"), _words.after_a(owner)
    text = _join([state], en=(f"passed to {en}",) * 2, es=(f"pasó {es}", f"pasaron {es}"))
    return _Event(_size(state), text)


def _join(
    subjects: Sequence[State],
    *,
    en: tuple[str, str],
    es: tuple[str, str],
    nouns: tuple[str, str] | None = None,
) -> Text:
    """Make a sentence of the largest states and a verb, singular or plural.

    A long list ends with “and 5 more”; with `nouns`, it becomes “7 states”.
    """
    ordered = sorted(subjects, key=_size, reverse=True)
    texts = {}
    for at, (language, verbs, more) in enumerate((("en", en, "more"), ("es", es, "más"))):
        names = [_words.running_name(state, language) for state in ordered[:MOST_NAMES]]
        rest = len(ordered) - MOST_NAMES
        if rest > 0 and nouns:
            names = [f"{len(ordered)} {nouns[at]}"]
        elif rest > 0:
            names = [*names[:-1], f"{rest + 1} {more}"]
        plural = len(ordered) > 1 or ordered[0].article["es"] in {"los", "las"}
        texts[language] = f"{_words.join_names(names, language)} {verbs[plural]}"
    return texts
