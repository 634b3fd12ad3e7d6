"""Tell what happened to each territory between two days."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, cast

from perufr_map.borders import _words
from perufr_map.borders._ledger import State, Text, state_on
from perufr_map.borders._pieces import area_of, land, pieces
from perufr_map.resources import geo_dir

# A change of name only counts as a change of this share of the land.
NAME_ONLY = 0.05

Act = Literal["annexed", "ceded", "occupied", "passed", "returned", "united"]

# The verbs of acts told of the land, singular and plural, before the state that gets it.
_OF_LAND: dict[Act, tuple[tuple[str, str], tuple[str, str]]] = {
    "ceded": (("was ceded to", "were ceded to"), ("pasó por cesión", "pasaron por cesión")),
    "passed": (("passed to",) * 2, ("pasó", "pasaron")),
    "returned": (("was returned to", "were returned to"), ("volvió", "volvieron")),
    "united": (("united with",) * 2, ("se unió", "se unieron")),
}
# The verbs of acts told of the state that gets the land.
_OF_STATE: dict[Act, tuple[str, tuple[str, str]]] = {
    "annexed": ("annexed", ("anexó", "anexaron")),
    "occupied": ("occupied", ("ocupó", "ocuparon")),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: its text, and how much land changed (km²)."""

    size: int
    text: Text


@dataclass(frozen=True, slots=True)
class _Land:
    """What a sentence is about: a name, its article, and its area (km²)."""

    name: Text
    article: Text
    size: int


@dataclass(frozen=True, slots=True)
class _Transfer:
    """Land that passed to a state, and how; to none: what happened instead."""

    land: _Land
    act: Act
    owner: State | None
    instead: tuple[str, tuple[str, str]] | None = None


def list_events(
    before: Sequence[State], after: Sequence[State], *, days: tuple[date, date], most: int
) -> list[Event]:
    """Return what happened between the rows that ended and the rows that began.

    Parameters
    ----------
    before, after
        Rows that stood on the first day only, and on the last day only.
    days
        The first and the last day on which anything changed.
    most
        The most names in a list.
    """
    events: list[Event] = []
    independent: list[State] = []
    transfers: list[_Transfer] = []
    for old, new in _group_by_land(before, after):
        free = [s for s in new if s.status == "independent" and not _was_free(s, old)]
        independent += free
        if len(old) == len(new) == 1:
            events += [] if free else _tell_same_land(old[0], new[0])
        elif _is_union(old, new):
            events.append(_tell_union(old, new[0], most))
            continue
        else:
            events += _tell_split(old, new, free, most)
        transfers += _transfers(old, new, free, days)
    if independent:
        en, es = ("became independent",) * 2, ("se independizó", "se independizaron")
        events.append(_say(list(map(_whole, independent)), en=en, es=es, most=most))
    return events + _tell_transfers(transfers, most)


def _group_by_land(
    before: Sequence[State], after: Sequence[State]
) -> list[tuple[list[State], list[State]]]:
    """Group the rows that ended with the rows that took over their land."""
    groups: list[tuple[frozenset[str], list[State]]] = []
    for row in (*before, *after):
        shared, rows = land(row.composition), [row]
        others = []
        for group in groups:
            if group[0] & shared:
                shared, rows = group[0] | shared, group[1] + rows
            else:
                others.append(group)
        groups = [*others, (shared, rows)]
    pairs = [
        ([s for s in rows if s in before], [s for s in rows if s in after]) for _, rows in groups
    ]
    return [(old, new) for old, new in pairs if old and new]


def _was_free(state: State, old: Sequence[State]) -> bool:
    """Say whether any of a state's land belonged to an independent state before."""
    mine = land(state.composition)
    return any(row.status == "independent" and land(row.composition) & mine for row in old)


def _whole(state: State) -> _Land:
    return _Land(state.name, state.article, area_of(land(state.composition)))


def _tell_same_land(old: State, new: State) -> Iterator[Event]:
    """Tell what happened if one state took over all the land of another, but for transfers."""
    size = round(_whole(new).size * NAME_ONLY)
    if old.kind == "occupied" and new.kind == "state":
        names = [_words.running_name(old, "en"), _words.after_de(old)]
        en, es = f"the occupation of {names[0]} ended", f"terminó la ocupación {names[1]}"
        yield Event(size, {"en": en, "es": es})
    if old.name != new.name and not _has_new_holder(old, new):
        same = old.code == new.code
        en = f"{'was renamed' if same else 'gave way to'} {_words.running_name(new, 'en')}"
        es = f"{'pasó a llamarse' if same else 'dio paso a'} {_words.running_name(new, 'es')}"
        yield Event(size, _say([_whole(old)], en=(en, en), es=(es, es), most=1).text)


def _has_new_holder(old: State, new: State) -> bool:
    """Say whether a territory that is no state of its own has another administrator."""
    return new.status != "independent" and old.administrator != new.administrator


def _is_taken(old: Sequence[State], new: State) -> bool:
    """Say whether the United Nations, or an occupier who did not hold the land, took it."""
    mine = land(new.composition)
    holders = {code for row in old if land(row.composition) & mine for code in row.administrator}
    by_occupier = new.kind == "occupied" and not holders.issuperset(new.administrator)
    return new.kind == "international" or by_occupier


def _is_union(old: Sequence[State], new: Sequence[State]) -> bool:
    free = all(state.status == "independent" for state in old)
    return free and len(new) == 1 and new[0].name not in [state.name for state in old]


def _tell_union(old: Sequence[State], new: State, most: int) -> Event:
    en, es = (_words.running_name(new, language) for language in _words.LANGUAGES)
    verbs = (f"united as {en}",) * 2, (f"se unieron como {es}",) * 2
    text = _say(list(map(_whole, old)), en=verbs[0], es=verbs[1], most=most).text
    return Event(_whole(new).size, text)


def _tell_split(
    old: Sequence[State], new: Sequence[State], free: Sequence[State], most: int
) -> Iterator[Event]:
    """Tell which states and territories came out of others."""
    codes = {state.code for state in old}
    fresh = [s for s in new if s.code not in codes and s not in free and not _is_taken(old, s)]
    if not fresh:
        return
    whole = max(old, key=lambda state: _whole(state).size)
    lands = list(map(_whole, fresh))
    if whole.code in {state.code for state in new}:
        away, de = f"separated from {_words.running_name(whole, 'en')}", _words.after_de(whole)
        es = f"se separó {de}", f"se separaron {de}"
        nouns = ("states", "Estados")
        yield _say(lands, en=(away, away), es=es, most=most, nouns=nouns)
        return
    noun = ("states", "Estados") if whole.status == "independent" else ("parts", "partes")
    into = [f"{len(fresh)} {one}" for one in noun]
    if len(fresh) <= most:
        into = [_list(lands, language, most) for language in _words.LANGUAGES]
    verb = f"dissolved into {into[0]}"
    verbs = f"se disolvió en {into[1]}", f"se disolvieron en {into[1]}"
    text = _say([_whole(whole)], en=(verb, verb), es=verbs, most=1).text
    yield Event(sum(one.size for one in lands), text)


def _transfers(
    old: Sequence[State], new: Sequence[State], free: Sequence[State], days: tuple[date, date]
) -> Iterator[_Transfer]:
    """Yield the land that another state held before, or that nobody holds any more."""
    codes = {state.code for state in old}
    for one in old:
        for other in new:
            shared = land(one.composition) & land(other.composition)
            taken = other.code not in codes and _is_taken(old, other)
            moved = other.code != one.code and other.code in codes
            changed = other.code == one.code and _has_new_holder(one, other)
            if not shared or (other in free and not moved) or not (taken or moved or changed):
                continue
            owner = other if other.status == "independent" else _administrator(other, days[1])
            instead = None if owner else _left_alone(one, other, days[0])
            for key, part in _name_land(one, other, shared):
                yield _Transfer(part, _act(key, one, other, days), owner, instead)


def _administrator(state: State, day: date) -> State | None:
    """Return the first state that administers a territory on a day; None if there is none."""
    return state_on(state.administrator[0], day) if state.administrator else None


def _left_alone(one: State, other: State, day: date) -> tuple[str, tuple[str, str]]:
    """Return what happened to land without an administrator: English; Spanish for one and more."""
    before = _administrator(one, day)
    if other.kind == "international" or before is None:
        es = "bajo administración de la ONU"
        return "came under United Nations administration", (f"quedó {es}", f"quedaron {es}")
    en, de = _words.running_name(before, "en"), _words.after_de(before)
    return f"ceased to depend on {en}", (f"dejó de depender {de}", f"dejaron de depender {de}")


def _name_land(one: State, other: State, shared: frozenset[str]) -> list[tuple[str, _Land]]:
    """Return the key and the name of the land that passed from one territory to another."""
    size = area_of(shared)
    if shared == land(one.composition) and one.status != "independent":
        return [(one.code, _Land(one.name, one.article, size))]
    if shared == land(other.composition) and other.status != "independent":
        return [(other.code, _Land(other.name, other.article, size))]
    named = [(name, pieces()[name]) for name in sorted(shared) if pieces()[name].name["en"]]
    if named:
        return [(name, _Land(one.name, one.article, one.area)) for name, one in named]
    return [(one.code, _Land(one.name, one.article, size))]


def _act(key: str, one: State, other: State, days: tuple[date, date]) -> Act:
    """Return the word for a transfer: that of `acts.csv`, or the one that is always true."""
    for day, act in _acts().get(key, []):
        if days[0] <= day <= days[1]:
            return act
    return "occupied" if _is_taken([one], other) else "passed"


@lru_cache(maxsize=1)
def _acts() -> dict[str, list[tuple[date, Act]]]:
    acts: dict[str, list[tuple[date, Act]]] = {}
    with (geo_dir() / "acts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            entry = date.fromisoformat(row["day"]), cast("Act", row["act"])
            acts.setdefault(row["land"], []).append(entry)
    return acts


def _tell_transfers(transfers: Sequence[_Transfer], most: int) -> list[Event]:
    """Tell what passed to whom, one sentence for each state and word."""
    grouped: dict[object, list[_Transfer]] = {}
    for one in transfers:
        grouped.setdefault((one.act, one.owner.id if one.owner else one.instead), []).append(one)
    groups = grouped.values()
    return [_tell_transfer([one.land for one in group], group[0], most) for group in groups]


def _tell_transfer(lands: Sequence[_Land], one: _Transfer, most: int) -> Event:
    size = sum(land.size for land in lands)
    if one.owner is None:
        english, spanish = one.instead or ("", ("", ""))
        return _say(lands, en=(english, english), es=spanish, most=most)
    if one.act in _OF_STATE:
        verb, verbs = _OF_STATE[one.act]
        en = f"{_words.running_name(one.owner, 'en')} {verb} {_list(lands, 'en', most)}"
        spanish_verb = verbs[_is_plural([one.owner])]
        es = f"{_words.running_name(one.owner, 'es')} {spanish_verb} {_list(lands, 'es', most)}"
        return Event(size, {"en": en, "es": es})
    name, to = _words.running_name(one.owner, "en"), _words.after_a(one.owner)
    english_verbs, spanish_verbs = _OF_LAND[one.act]
    en_both = f"{english_verbs[0]} {name}", f"{english_verbs[1]} {name}"
    es_both = f"{spanish_verbs[0]} {to}", f"{spanish_verbs[1]} {to}"
    return _say(lands, en=en_both, es=es_both, most=most)


def _is_plural(lands: Sequence[_words.Named]) -> bool:
    return len(lands) > 1 or lands[0].article["es"] in {"los", "las"}


def _say(
    lands: Sequence[_Land],
    *,
    en: tuple[str, str],
    es: tuple[str, str],
    most: int,
    nouns: tuple[str, str] | None = None,
) -> Event:
    """Make a sentence of the largest lands and a verb, singular or plural.

    A long list ends with “and 5 more”; with `nouns`, it becomes “7 states”.
    """
    texts = {}
    for at, (language, verbs) in enumerate((("en", en), ("es", es))):
        names = _list(lands, language, most)
        if nouns and len(lands) > most:
            names = f"{len(lands)} {nouns[at]}"
        texts[language] = f"{names} {verbs[_is_plural(lands)]}"
    return Event(sum(one.size for one in lands), texts)


def _list(lands: Sequence[_Land], language: str, most: int) -> str:
    """Return the largest lands, and the number of the others: “a, b and 5 more”."""
    ordered = sorted(lands, key=lambda one: -one.size)
    names = [_words.running_name(one, language) for one in ordered[:most]]
    rest = len(ordered) - most
    if rest > 0:
        more = {"en": "more", "es": "más"}[language]
        names = [*names[:-1], f"{rest + 1} {more}"]
    return _words.join_names(names, language)
