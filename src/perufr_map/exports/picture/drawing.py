"""Hold the drawing of one era: its contents, words and colours."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from perufr_map.exports.picture.layouts import LAYOUTS
from perufr_map.exports.picture.sheet import Sheet
from perufr_map.shown.changes import list_changes, say_changes
from perufr_map.shown.kinds import kinds_of
from perufr_map.shown.reading import readings
from perufr_map.shown.regions import groups_told_of, homes, list_regions, members_on
from perufr_map.shown.request import Shown
from perufr_map.shown.scale import Scale
from perufr_map.shown.shapes import World, world


class Drawing(Sheet):
    """The drawing of an era, at first empty.

    `told` is a sentence on a selected state that no statement names, `below` a line on those who
    find no room on the map; `prefix` is what the ids of
    its parts begin with, where a sheet has several drawings.

    Parameters
    ----------
    shown
        A request and its scores.
    era
        Id of the era. Default: the request's.
    within
        A sheet to draw on. Default: a new one of the request's size.
    """

    def __init__(self, shown: Shown, era: str | None = None, within: Sheet | None = None) -> None:
        ink = Scale.of(shown.request.theme, shown.study.edges)
        self.layout = layout = LAYOUTS[shown.request.size]
        super().__init__((layout.width, layout.height), ink, within)
        self.shown, self.study = shown, shown.study
        self.request = request = shown.request if era is None else replace(shown.request, era=era)
        self.prefix = "" if within is None else f"{request.era}-"
        self.scored = shown.scored
        self.words = shown.words
        self.kinds = kinds_of(shown.study)
        self.strongest = max(map(abs, shown.scored.scores["score"]), default=0.0)
        self.number = shown.place(request.era)
        self.before = None if request.before is None else shown.place(request.before)
        self.era = shown.study.era(request.era)
        before, scored = request.before, shown.scored
        self.every = every = readings(scored, era=request.era, before=before)
        placed = {} if request.members else homes(scored, era=request.era, before=before)
        self.regions = list_regions(every, placed)
        self.readings = {code: each for code, each in every.items() if code not in placed}
        selected = request.selected or ""
        self.selected_reading = every.get(selected)
        told = groups_told_of(scored, request.era, selected) if selected in placed else {}
        self.told = (
            self.words.unnamed(selected, told, request.era, method=scored.method) if told else ""
        )

        self.below = ""

    @cached_property
    def world(self) -> World:
        """The states and frontiers of the era."""
        return world(self.shown.topology, self.number)

    @property
    def changed(self) -> str:
        """A sentence on what changed since the era that this one is compared with, if any."""
        request, before = self.request, self.request.before
        if before is None:
            return ""
        changes = list_changes(self.scored, era=request.era, before=before, members=request.members)
        return f"{say_changes(self.words, changes, era=request.era, before=before)}."

    @property
    def focus(self) -> str:
        """Code of the state that the era is about."""
        return self.study.focus_in(self.request.era)

    @property
    def is_mapped(self) -> bool:
        """Whether there are borders to draw the era on."""
        return self.study.border_days[self.request.era] is not None

    @property
    def places(self) -> set[str]:
        """Ids of the study's own places that stand on the map."""
        return set(self.study.places_in(self.request.era)["id"])

    @property
    def shelf_title(self) -> str:
        """What the shelf is: without a map, everybody stands on it."""
        return self.words.say("shelf.label" if self.is_mapped else "shelf.all")

    @property
    def groups(self) -> set[str]:
        """The groups that are drawn as groups: whose members are not filled as those named."""
        if self.request.members:
            return set()
        return {code for code, kind in self.kinds.items() if kind == "group"}

    @property
    def selected_states(self) -> set[str]:
        """The selected state, or the members of the selected group."""
        selected = self.request.selected
        groups = members_on(self.study, self.era["reference_date"])
        return groups.get(selected or "", set() if selected is None else {selected})
