"""Hold what a reader has chosen to see, and compute it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn

from perufr_map import borders
from perufr_map.moved import look_up, warn_renamed
from perufr_map.problems import ChoiceError
from perufr_map.scoring.method import Method
from perufr_map.scoring.scored import Scored
from perufr_map.shown.credit import Credit, metadata
from perufr_map.shown.frame import FRAMES, Frame, frame_of, list_outside
from perufr_map.shown.payload import payload, topology
from perufr_map.shown.scale import THEMES, Theme
from perufr_map.shown.sizes import SIZES, Size
from perufr_map.shown.states import states_with_scores
from perufr_map.shown.wire import Payload
from perufr_map.similar import advise
from perufr_map.study.tables import StudyTables

if TYPE_CHECKING:
    import geopandas as gpd

    from perufr_map.shown.words import Words


@dataclass(frozen=True, kw_only=True)
class Request:
    """The choices of what to show.

    Attributes
    ----------
    era
        Id of the era.
    language
        Code of the language.
    method
        How events become scores.
    selected
        Id of the selected counterpart, if any.
    theme
        ``light`` or ``dark``.
    embed
        Whether the page is for use inside another page: the map with nothing around it.
    before
        Id of the era that `era` is compared with, if any: files then show the change.
    members
        Whether states that only a group's statements reach are filled as those that are named.
        Else the group is drawn as a region of them; see `perufr_map.shown.regions`.
    frame
        The part of the world to show: ``world``, a continent, or None for the study's own; see
        `perufr_map.shown.frame`.
    size
        The shape of a picture of one era: one of `SIZES`.
    """

    era: str
    language: str
    method: Method
    selected: str | None = None
    theme: Theme = "light"
    embed: bool = False
    before: str | None = None
    members: bool = False
    frame: str | None = None
    size: Size = "a4"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A request and its scores: all that an export needs.

    Attributes
    ----------
    request
        The choices of what to show.
    scored
        The study, scored by the request's method.

    Raises
    ------
    ChoiceError
        If there is no such era, counterpart, language, theme, frame or size, or if the era is
        compared with itself.
    """

    request: Request
    scored: Scored

    def __post_init__(self) -> None:
        """Check the choices."""
        request, study = self.request, self.study
        for era in filter(None, (request.era, request.before)):
            study.era(era)
        if request.before == request.era:
            raise ChoiceError(
                f"the era “{request.era}” is compared with itself; choose another one"
            )
        study.language(request.language)
        if request.theme not in THEMES:
            _refuse("theme", request.theme, THEMES)
        if request.frame is not None and request.frame not in FRAMES:
            _refuse("frame", request.frame, FRAMES)
        if request.size not in SIZES:
            _refuse("size", request.size, SIZES)
        if request.selected is not None and request.selected not in {
            *study.counterparts["id"],
            *study.places["id"],
            *(state.code for state in borders.states()),
        }:
            raise study.no_counterpart(request.selected)

    @property
    def view(self) -> Request:
        """The request, by its name in 0.1.0."""
        warn_renamed("Shown.view", "Shown.request")
        return self.request

    @property
    def study(self) -> StudyTables:
        """The study."""
        return self.scored.study

    @cached_property
    def words(self) -> Words:
        """Numbers, dates, names and citations in the request's language."""
        from perufr_map.shown.words import Words  # noqa: PLC0415 (Babel is slow to import)

        return Words(self.study, self.request.language)

    @cached_property
    def topology(self) -> borders.Topology:
        """The borders of all eras."""
        return topology(self.study)

    @cached_property
    def frame(self) -> Frame:
        """The part of the world that a picture shows."""
        return frame_of(self.request.frame, self.scored, self.topology)

    def describe(self, era: str | None = None) -> str:
        """Return what the picture of an era shows, for who cannot see it.

        Parameters
        ----------
        era
            Id of the era. Default: the request's.

        Returns
        -------
        str
        """
        from perufr_map.shown.described import describe  # noqa: PLC0415 (as `words`)

        era = era or self.request.era
        before = self.request.before if self.request.before != era else None
        named = [code for code, score in self.scored.in_era(era).items() if score.basis == "named"]
        outside = list_outside(self.frame, self.topology, named)
        return describe(self.scored, self.words, era=era, before=before, outside=outside)

    @cached_property
    def payload(self) -> Payload:
        """All data of the map; see ``docs/payload.md``."""
        return payload(self.scored, shapes=self.topology)

    @property
    def departures(self) -> str:
        """The choices that differ from the study's own method: ``weights=cameo share=0.3``."""
        return " ".join(f"{key}={word}" for key, word in self.scored.departures.items())

    @property
    def about(self) -> dict[str, str]:
        """Metadata of a file: title, sources, the method if not the study's own; and its credit.

        That is ``author``, ``date`` and ``license``, as far as the study says them.
        """
        return self.about_of()

    def about_of(self, eras: Collection[str] = ()) -> dict[str, str]:
        """Return the metadata of a file that has the maps of some eras; see `about`.

        Its ``colophon`` says where the borders of one are not those of the era, or there are none.

        Parameters
        ----------
        eras
            Ids of the eras. Default: none in particular.

        Returns
        -------
        dict
        """
        from perufr_map.shown.colophon import colophon, ending_of  # noqa: PLC0415 (as `words`)

        line = self.words.colophon
        if any(ending_of(self.study, era) for era in eras):
            line = colophon(self.study, self.request.language, eras)
        about = {"title": self.words.title, "colophon": line}
        about |= {"method": self.departures} if self.departures else {}
        return about | metadata(self.credit)

    @property
    def credit(self) -> Credit:
        """Who made the study, when, and who may use it."""
        return Credit(self.study.descriptor, self.request.language)

    def heading(self, era: str) -> str:
        """Return an era's name, and that of the era it is compared with, if any.

        Parameters
        ----------
        era
            Id of the era.

        Returns
        -------
        str
        """
        name, before = self.words.era(era), self.request.before
        if before is None:
            return name
        return self.words.say("card.versus", era=name, before=self.words.era(before))

    def place(self, era: str) -> int:
        """Return the position of an era in the study, from 0.

        Parameters
        ----------
        era
            Id of the era.

        Returns
        -------
        int
        """
        return list(self.study.eras["id"]).index(era)

    def states(self, era: str) -> gpd.GeoDataFrame:
        """Return the states of an era; see `perufr_map.shown.states.states_with_scores`.

        Parameters
        ----------
        era
            Id of the era.

        Returns
        -------
        GeoDataFrame
            One row per state, in EPSG:4326.
        """
        return states_with_scores(self.scored, era=era)


def __getattr__(name: str) -> object:
    """Find what this module held under another name."""
    return look_up("shown.request", name)


def _refuse(what: str, word: str, known: Collection[str]) -> NoReturn:
    """Refuse a word that is not of a list; name the list, and the word of it that is most like."""
    message = f"no {what} “{word}”; there are {', '.join(known)}"
    raise ChoiceError(advise(message, word, known))
