"""Find the states that a group's statements are drawn on: its members that no statement names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perufr_map import borders

if TYPE_CHECKING:
    from perufr_map.scoring.scored import Scored


def regions(scored: Scored, era: str) -> dict[str, list[str]]:
    """Return the region of each group that has a score in an era, as codes of states.

    A region has the members of the era's reference date that have a territory then, are not the
    focus, and that no event of the era names. A state is in one region only: that of the smallest
    of its groups, by their members on that date; of two alike, the first one in the study.

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
    scores = scored.in_era(era)
    members = study.members
    is_member = ~(members["start"] > reference) & ~(members["end"] <= reference)
    of_group = {
        str(group): set(rows["state"])
        for group, rows in members[is_member].groupby("group", sort=False)
        if group in scores
    }
    named = {code for code, score in scores.items() if score.basis == "named"}
    taken = {study.focus, *named}
    drawn = {state.code for state in borders.states() if state.stands_on(reference.date())}
    found = {}
    order = list(study.counterparts["id"])
    for group in sorted(of_group, key=lambda each: (len(of_group[each]), order.index(each))):
        found[group] = sorted((of_group[group] & drawn) - taken)
        taken |= of_group[group]
    return {group: found[group] for group in order if found.get(group)}
