"""Find the states that a group's statements are drawn on: its members that no statement names.

The map's own is in ``web/src/groups.js``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from perufr_map import borders

if TYPE_CHECKING:
    from perufr_map.scoring.scored import Scored
    from perufr_map.shown.reading import Reading
    from perufr_map.study.tables import StudyTables


@dataclass(frozen=True)
class Region:
    """A group's statements on a map: what is shown of the group, and the states they are drawn on.

    Attributes
    ----------
    group
        Id of the group.
    reading
        What is shown of it.
    states
        Codes of the states.
    """

    group: str
    reading: Reading
    states: tuple[str, ...]

    @property
    def statements(self) -> int:
        """How many statements speak of the group."""
        score = self.reading.now or self.reading.before
        return 0 if score is None else score.events


def regions(scored: Scored, era: str) -> dict[str, list[str]]:
    """Return the region of each group that has a score in an era, as codes of states.

    A region has the members of the era's reference date for which the group's events count, that
    have a territory then, are not the focus, and that no event of the era names. A state is in one
    region only: that of the smallest of its groups, by their members on that date; of two alike,
    the first one in the study.

    Parameters
    ----------
    scored
        The study, scored.
    era
        Id of the era.

    Returns
    -------
    dict
        Groups without any such member are left out.

    Raises
    ------
    ChoiceError
        If the study has no such era.
    """
    study, reference = scored.study, scored.study.era(era)["reference_date"]
    of_group, reached = members_on(study, reference), _reached(scored, era)
    named = {code for code, score in scored.in_era(era).items() if score.basis == "named"}
    taken = {study.focus_in(era), *named}
    day = study.border_days[era]
    drawn = {state.code for state in borders.states() if day and state.stands_on(day)}
    found = {}
    order = list(study.counterparts["id"])
    for group in sorted(reached, key=lambda each: (len(of_group.get(each, ())), order.index(each))):
        told = of_group.get(group, set()) & reached[group]
        found[group] = sorted((told & drawn) - taken)
        taken |= told
    return {group: found[group] for group in order if found.get(group)}


def _reached(scored: Scored, era: str) -> dict[str, set[str]]:
    """Return the states for which events of each group count in an era."""
    rows = scored.inherited
    return _gather(rows.loc[rows["era"] == era, ["via", "counterpart"]])


def members_on(study: StudyTables, day: pd.Timestamp) -> dict[str, set[str]]:
    """Return the members of each group on a day."""
    members = study.members
    is_member = ~(members["start"] > day) & ~(members["end"] <= day)
    return _gather(members.loc[is_member, ["group", "state"]])


def _gather(pairs: pd.DataFrame) -> dict[str, set[str]]:
    """Return the states of each group, from pairs of a group and a state."""
    found: dict[str, set[str]] = {}
    for group, state in pairs.itertuples(index=False):
        found.setdefault(group, set()).add(state)
    return found


def list_regions(readings: Mapping[str, Reading], placed: Mapping[str, str | None]) -> list[Region]:
    """Return the regions to draw.

    Parameters
    ----------
    readings
        What is shown of each counterpart; see `perufr_map.shown.reading.readings`.
    placed
        Where each state is drawn that no statement names; see `homes`.
    """
    states: dict[str, list[str]] = {}
    for code, group in placed.items():
        if group is not None:
            states.setdefault(group, []).append(code)
    return [Region(group, readings[group], tuple(codes)) for group, codes in states.items()]


def homes(scored: Scored, *, era: str, before: str | None = None) -> dict[str, str | None]:
    """Return where each state is drawn that has a score but that no statement names.

    A comparison is drawn as the era shown; whoever has no score in that as the other era, unless
    the group has a score in both.

    Parameters
    ----------
    scored
        The study, scored.
    era
        Id of the era shown.
    before
        Id of the era that it is compared with. Default: none.

    Returns
    -------
    dict
        By the state: the group whose region holds it, or None where none does. A state that a
        statement names in the era in which it is drawn is left out.
    """
    now, then = scored.in_era(era), {} if before is None else scored.in_era(before)
    home_in = {each: _home_of(scored, each) for each in filter(None, (era, before))}
    found: dict[str, str | None] = {}
    for code in sorted(now.keys() | then.keys()):
        drawn_in, score = (era, now[code]) if code in now else (before or era, then[code])
        if score.basis == "named":
            continue
        home = home_in[drawn_in].get(code)
        found[code] = None if drawn_in != era and home in now else home
    return found


def _home_of(scored: Scored, era: str) -> dict[str, str]:
    """Return the group whose region holds each state of an era that lies in one."""
    return {state: group for group, states in regions(scored, era).items() for state in states}


def listed_under(scored: Scored, *, era: str, before: str | None = None) -> dict[str, str]:
    """Return the group under which a list names each state that no statement names.

    It is that of the state's region; without one, the group that its first statement is about. In
    a comparison a state stands for itself if a statement of either era names it, or if it was in
    another region before: no group's change is its own.

    Parameters
    ----------
    scored, era, before
        As for `homes`.
    """
    eras = [era] if before is None else [era, before]
    scores = [scored.in_era(each) for each in eras]
    home_in = [_home_of(scored, each) for each in eras]
    found: dict[str, str] = {}
    for code, home in homes(scored, era=era, before=before).items():
        if any(code in each and each[code].basis == "named" for each in scores):
            continue
        if len({each.get(code) for each in home_in}) > 1 and all(code in each for each in scores):
            continue
        told = (group for each in eras for group in groups_told_of(scored, each, code))
        found[code] = next(told) if home is None else home
    return found


def groups_told_of(scored: Scored, era: str, state: str) -> dict[str, int]:
    """Return how many statements of an era speak of each group that a state belongs to."""
    return dict(Counter(scored.events(era, state)["via"].dropna()))
