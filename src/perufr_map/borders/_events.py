"""Tell what happened to each territory between two days."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal, cast

from perufr_map.borders import _words
from perufr_map.borders._ledger import State, Text, state_on
from perufr_map.borders._pieces import area_of, land, pieces
from perufr_map.resources import geo_dir

# A change of name only counts as a change of this share of the land.
NAME_ONLY = 0.05

Act = Literal[
    "annexed",
    "ceded",
    "colony_begun",
    "colony_ended",
    "department",
    "mandate_ended",
    "merged",
    "occupied",
    "passed",
    "returned",
    "separated",
    "territory_begun",
    "united",
]

# The acts told of the state that gets the land; the others are told of the land.
_OF_STATE = ("annexed", "occupied")

# The acts that change what a territory is to its holder, who stays: a law changes many at once.
_OF_KIND = ("colony_begun", "colony_ended", "department", "mandate_ended", "territory_begun")
# The most names in a list of such territories; the others are counted.
MOST_OF_KIND = 5


@dataclass(frozen=True, slots=True)
class _Land:
    """What a sentence is about: a name, its article, and its area (km²)."""

    name: Text
    article: Text
    size: int


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, and how much land changed (km²).

    Attributes
    ----------
    size
        How much land changed.
    key
        Its sentence in the catalogues.
    lands
        Whom the sentence is about.
    most
        The most names in a list.
    owners
        The states that got the land, or the one that lost it.
    nouns
        What a long list is counted in: states, or parts.
    parts
        What the land came apart into.
    """

    size: int
    key: str
    lands: Sequence[_Land]
    most: int
    owners: Sequence[_words.Named] = ()
    nouns: str = ""
    parts: Sequence[_Land] = ()

    def say(self, language: str) -> str:
        """Return its sentence in a language, its verb singular or plural."""
        shown = self.owners if self.key in _OF_STATE and self.owners else self.lands
        owners = [_words.running_name(owner, language) for owner in self.owners]
        return _words.say(
            f"{self.key}.{'other' if _is_plural(shown) else 'one'}",
            language,
            names=self._list(self.lands, language, "" if self.parts else self.nouns),
            parts=self._list(self.parts, language, self.nouns) if self.parts else "",
            owner=_words.join_names(owners, language) if owners else "",
        )

    def _list(self, lands: Sequence[_Land], language: str, nouns: str) -> str:
        """Return the largest lands, and the number of the others: “a, b and 5 more”.

        With nouns a long list is only counted: “7 states”.
        """
        if nouns and len(lands) > self.most:
            return _words.say(nouns, language, n=len(lands))
        ordered = sorted(lands, key=lambda one: -one.size)
        names = [_words.running_name(one, language) for one in ordered[: self.most]]
        rest = len(ordered) - self.most
        if rest > 0:
            names = [*names[:-1], _words.say("more", language, n=rest + 1)]
        return _words.join_names(names, language)


@dataclass(frozen=True, slots=True)
class _Transfer:
    """Land that passed to states, or stands otherwise under them, or what happened instead."""

    land: _Land
    act: Act
    owners: tuple[State, ...]
    instead: tuple[str, tuple[State, ...]] = "", ()


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
            events += [] if free else _tell_same_land(old[0], new[0], days)
        elif _is_union(old, new):
            events.append(_tell_union(old, new[0], most))
            continue
        else:
            events += _tell_split(old, new, [*free, *_told_apart(new, days)], most)
        transfers += [*_transfers(old, new, free, days), *_new_kinds(old, new, days[1])]
    if independent:
        events.append(_tell("independent", list(map(_whole, independent)), most))
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


def _tell_same_land(old: State, new: State, days: tuple[date, date]) -> Iterator[Event]:
    """Tell what happened if one state took over all the land of another, but for transfers."""
    size = round(_whole(new).size * NAME_ONLY)
    if old.kind == "occupied" and new.kind == "state":
        yield Event(size, "occupation_ended", [_whole(old)], most=1, owners=[old])
    act, other = _act_with_another(new, days)
    if act == "separated" and other:
        yield _tell(act, [_whole(new)], 1, owners=[other])
    elif act == "merged" and other:
        yield _tell(act, [_whole(old), _whole(other)], 2, owners=[new])
    elif old.name != new.name and not _has_new_holder(old, new):
        key = "renamed" if old.code == new.code else "gave_way"
        yield Event(size, key, [_whole(old)], most=1, owners=[new])


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
    return Event(_whole(new).size, "merged", list(map(_whole, old)), most, owners=[new])


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
        yield _tell("separated", lands, most, owners=[whole], nouns="states")
        return
    nouns = "states" if whole.status == "independent" else "parts"
    size = sum(one.size for one in lands)
    yield Event(size, "dissolved", [_whole(whole)], most, nouns=nouns, parts=lands)


def _transfers(
    old: Sequence[State], new: Sequence[State], free: Sequence[State], days: tuple[date, date]
) -> Iterator[_Transfer]:
    """Yield the land that another state held before, or that nobody holds any more."""
    codes = {state.code for state in old}
    for one in old:
        for other in new:
            shared = land(one.composition) & land(other.composition)
            told = bool(_told_apart([other], days))
            taken = other.code not in codes and (told or _is_taken(old, other))
            moved = other.code != one.code and other.code in codes
            changed = other.code == one.code and _has_new_holder(one, other)
            if not shared or (other in free and not moved) or not (taken or moved or changed):
                continue
            free_now = other.status == "independent"
            owners = (other,) if free_now else _administrators(other, days[1])
            instead = ("", ()) if owners else _left_alone(one, other, days[0])
            for key, part in _name_land(one, other, shared):
                yield _Transfer(part, _act(key, one, other, days), owners, instead)


def _new_kinds(old: Sequence[State], new: Sequence[State], day: date) -> Iterator[_Transfer]:
    """Yield the territories whose holder stayed, but not what they are to it."""
    for one in old:
        for other in new:
            if one.code != other.code or one.administrator != other.administrator:
                continue
            act = _new_kind(one.kind, other.kind)
            if act:
                size = round(_whole(other).size * NAME_ONLY)
                owners = _administrators(other, day)
                yield _Transfer(replace(_whole(other), size=size), act, owners)


def _new_kind(before: str, after: str) -> Act | None:
    """Return the word for a change of kind under the same holder; None if there is none to tell."""
    if before == after:
        return None
    words: dict[str, Act] = {
        "department": "department",
        "colony": "colony_begun",
        "territory": "colony_ended" if before == "colony" else "territory_begun",
    }
    return "mandate_ended" if before == "mandate" else words.get(after)


def _administrators(state: State, day: date) -> tuple[State, ...]:
    """Return the states that administer a territory on a day."""
    found = (state_on(code, day) for code in state.administrator)
    return tuple(one for one in found if one)


def _left_alone(one: State, other: State, day: date) -> tuple[str, tuple[State, ...]]:
    """Return what happened to land without an administrator, and who had it before."""
    before = _administrators(one, day)
    if other.kind == "international" or not before:
        return "united_nations", ()
    return "let_go", before


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
    for day, act, _ in _acts().get(key, []):
        if days[0] <= day <= days[1]:
            return act
    return "occupied" if _is_taken([one], other) else "passed"


def _told_apart(new: Sequence[State], days: tuple[date, date]) -> list[State]:
    """Return the rows that began on a day for which there is a word of their own."""
    return [
        state
        for state in new
        for day, _, other in _acts().get(state.code, [])
        if day == state.start and days[0] <= day <= days[1] and not other
    ]


def _act_with_another(new: State, days: tuple[date, date]) -> tuple[Act | None, State | None]:
    """Return how a state united with another that it is drawn apart from, or left it."""
    for day, act, other in _acts().get(new.code, []):
        if other and day == new.start and days[0] <= day <= days[1]:
            return act, state_on(other, day)
    return None, None


@lru_cache(maxsize=1)
def _acts() -> dict[str, list[tuple[date, Act, str]]]:
    """Return each land's acts: the day, the word, and the code of another state or nothing."""
    acts: dict[str, list[tuple[date, Act, str]]] = {}
    with (geo_dir() / "acts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            entry = date.fromisoformat(row["day"]), cast("Act", row["act"]), row["with"]
            acts.setdefault(row["land"], []).append(entry)
    return acts


def _tell_transfers(transfers: Sequence[_Transfer], most: int) -> list[Event]:
    """Tell what passed to whom, one sentence for each state and word."""
    grouped: dict[object, list[_Transfer]] = {}
    for one in transfers:
        key, states = (one.act, one.owners) if one.owners else one.instead
        grouped.setdefault((key, *(state.id for state in states)), []).append(one)
    groups = grouped.values()
    return [_tell_transfer([one.land for one in group], group[0], most) for group in groups]


def _tell_transfer(lands: Sequence[_Land], one: _Transfer, most: int) -> Event:
    key, owners = (one.act, one.owners) if one.owners else one.instead
    return _tell(key, lands, min(most, MOST_OF_KIND) if key in _OF_KIND else most, owners=owners)


def _tell(
    key: str, lands: Sequence[_Land], most: int, *, owners: Sequence[State] = (), nouns: str = ""
) -> Event:
    """Return what happened to some lands, as large as all of them."""
    return Event(sum(one.size for one in lands), key, lands, most, owners, nouns)


def _is_plural(lands: Sequence[_words.Named]) -> bool:
    return len(lands) > 1 or lands[0].article["es"] in {"los", "las"}
