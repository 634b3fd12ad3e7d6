"""Tell what each counterpart is: a place of the study's own is shown as what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perufr_map.study.layout import KINDS

if TYPE_CHECKING:
    from perufr_map.study.tables import StudyTables

PLACE = "place"
"""Kind of whoever has a point of its own and is neither a state nor a group of states."""

SHOWN = (KINDS[0], PLACE, *KINDS[1:])
"""All kinds, in the order of lists."""

WITH_TERRITORY = frozenset({"state", PLACE})
"""Kinds of who stands on the map: their mark is a circle, their name that of the time."""


def kinds_of(study: StudyTables) -> dict[str, str]:
    """Return the kind of each counterpart, by its id: the study's, or `PLACE`."""
    own = set(study.places["id"])
    pairs = study.counterparts[["id", "kind"]].to_numpy().tolist()
    return {
        name: PLACE if name in own and kind not in {"state", "group"} else kind
        for name, kind in pairs
    }
