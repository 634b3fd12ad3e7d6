"""The verbs of a study: score it, explain it, map it, export it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack, cast

import pandas as pd

from perufr_map.arguments import check_call, check_calls
from perufr_map.moved import warn_renamed
from perufr_map.problems import UnusableError
from perufr_map.scoring.method import Method
from perufr_map.scoring.scored import Scored, in_order
from perufr_map.study.layout import SETS
from perufr_map.study.tables import StudyTables

if TYPE_CHECKING:
    import geopandas as gpd

    from perufr_map.exports import Track
    from perufr_map.exports.html import RelationsMap
    from perufr_map.exports.record import Verdict
    from perufr_map.scoring.agreement import Agreement
    from perufr_map.scoring.bulk import Choices, Files, ScoredEvents, Source, SourceComparison
    from perufr_map.scoring.pair import Pair
    from perufr_map.shown.request import Request, Shown
    from perufr_map.shown.scale import Theme
    from perufr_map.shown.sizes import Size
    from perufr_map.shown.wire import Payload

KEPT = 32
"""For how many methods a study keeps its scores, at most."""

KEPT_ROWS = 1_000_000
"""How many rows of contributions it keeps of them in all: some 120 MB."""


@check_calls
class Study(StudyTables):
    """A study, and all that can be done with it.

    Examples
    --------
    >>> import perufr_map as pm
    >>> study = pm.load()
    >>> study.scores(era="autogolpe").head()  # doctest: +SKIP
    >>> study.map(era="garcia").save("peru.html")  # doctest: +SKIP
    """

    @cached_property
    def method(self) -> Method:
        """The study's own choices of how events become scores."""
        return Method.of(self.settings, self.weight_sets)

    @cached_property
    def _score(self) -> Callable[[Method], Scored]:
        scored = Scored(self, self.method)
        several = KEPT_ROWS // max(1, len(scored.reach))
        return lru_cache(min(KEPT, max(2, several)))(scored.by)

    def scored(self, method: Method | None = None) -> Scored:
        """Return the study scored by a method; the last `KEPT` are kept, of a large study fewer.

        Parameters
        ----------
        method
            How events become scores. Default: the study's own choices.

        Returns
        -------
        Scored
            Scores, contributions and events, each computed once.
        """
        if method and method.weights == SETS[0] not in self.weight_sets:
            method = replace(method, weights=self.method.weights)  # none was named
        return self._score(method or self.method)

    def __getstate__(self) -> dict[str, object]:
        """Return what a copy needs: the tables, without what was computed from them."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def _repr_html_(self) -> str:
        """Return what the study holds, for a notebook; `map` shows it drawn."""
        from perufr_map.exports.notebook import study_card  # noqa: PLC0415 (notebooks alone)

        return study_card(self.scored(), language=self.languages[0])

    def contributions(self, *, method: Method | None = None) -> pd.DataFrame:
        """List what each event adds to each score.

        Parameters
        ----------
        method
            How events become scores. Default: the study's own choices.

        Returns
        -------
        DataFrame
            One row per era, counterpart and event, sorted by era and counterpart: ``era``,
            ``counterpart``, ``event``, ``via`` (the group it is inherited through, else
            null), ``weight``, ``share`` (of a group's event for a member, else 1),
            ``days_share`` (of the era's days, where the method asks for it, else 1) and
            ``contribution``, their product.

        Raises
        ------
        ChoiceError
            If the method names an event type or category that the codebook does not have.
        """
        return self.scored(method).contributions.copy()

    def scores(
        self,
        *,
        era: str | None = None,
        category: str | None = None,
        method: Method | None = None,
    ) -> pd.DataFrame:
        """Score every counterpart in every era.

        Parameters
        ----------
        era
            Id of the only era to return. Default: all.
        category
            The only category of event types that counts: ``aid``. Default: the method's choice.
        method
            How events become scores. Default: the study's own choices.

        Returns
        -------
        DataFrame
            Tidy, one row per era and counterpart with data, sorted: the columns of
            `perufr_map.scoring.scores.scores`, then ``basis`` (``named`` or ``group``),
            ``sign_probability`` and ``settled``; see `perufr_map.scoring.scored.Score`.

        Raises
        ------
        ChoiceError
            If there is no such era.
            If the method names an event type or category that the codebook does not have.
        """
        if category is not None:
            method = replace(method or self.method, category=category)
        scores = self.scored(method).scores
        if era is None:
            return scores.copy()
        of_era: pd.DataFrame = scores[scores["era"] == self.era(era)["id"]]
        return of_era.reset_index(drop=True)

    def method_for(self, source: Source) -> Method:
        """Return the method for the event files of a source.

        It is the study's own, without its choice of confidence and of days, which files do not
        have; for machine-coded sources with the mean instead of the sum, which their thousands of
        reports would drive to -10 or +10.

        Parameters
        ----------
        source
            ``plain``, ``gdelt``, ``icews`` or ``polecat``.

        Returns
        -------
        Method
        """
        method = replace(self.method, min_confidence="low", days=False)
        return method if source == "plain" else replace(method, aggregation="mean")

    def score_events(
        self,
        files: Files,
        *,
        source: Source = "plain",
        method: Method | None = None,
        **choices: Unpack[Choices],
    ) -> ScoredEvents:
        """Score event files of any size in this study's eras; see `perufr_map.scoring.bulk`.

        Parameters
        ----------
        files
            A file, a pattern, a folder or a list of them: CSV, TSV, Parquet.
        source
            The data set whose layout they have: ``plain``, ``gdelt``, ``icews`` or ``polecat``.
        method
            How events become scores. Default: `method_for` the source.
        **choices
            See `perufr_map.scoring.bulk.Choices`.

        Returns
        -------
        ScoredEvents
            ``scores``, with the columns of `perufr_map.scoring.scores.scores` (files have no
            probability of a sign), and ``tally``: how many rows had which outcome.

        Raises
        ------
        EventFileError
            If there is no such file, or it is not laid out as its source says.
        ChoiceError
            If a choice does not exist, or does not go with the source.
        """
        from perufr_map.scoring import bulk  # noqa: PLC0415 (not needed for the study itself)

        method = method or self.method_for(source)
        result = bulk.score_events(self, files, source=source, method=method, **choices)
        return replace(result, scores=in_order(result.scores, self))

    def compare_source(
        self, files: Files, *, source: Source, minimum: int = 5, **choices: Unpack[Choices]
    ) -> SourceComparison:
        """Compare a machine-coded source with this study; see `perufr_map.scoring.bulk.compare`.

        Parameters
        ----------
        files, source
            As for `score_events`.
        minimum
            Fewest events of the source for a counterpart to count in an era's correlation.
        **choices
            As for `score_events`.

        Returns
        -------
        SourceComparison
            Both scores in one table, and the correlation of their ranks in each era.
        """
        from perufr_map.scoring import bulk  # noqa: PLC0415 (not needed for the study itself)

        scored = self.score_events(files, source=source, **choices)
        by_hand = self.scores()
        states = self.counterparts.loc[self.counterparts["kind"] == "state", "id"]
        of_states = by_hand[by_hand["counterpart"].isin(states)]
        return bulk.compare(of_states, scored, minimum=minimum)

    def explain(self, *, era: str, counterpart: str, method: Method | None = None) -> pd.DataFrame:
        """Return the events behind one score, with weight, share and citation.

        Parameters
        ----------
        era
            Id of the era.
        counterpart
            Id of the counterpart.
        method
            How events become scores. Default: the study's own choices.

        Returns
        -------
        DataFrame
            One row per event: ``event``, ``basis`` (``named`` if it names the counterpart,
            ``group`` if it counts through a group), ``via`` (that group), ``weight``, ``share``,
            ``days_share``, ``contribution`` and the columns of ``events.csv``. The contributions
            add up to the score's ``net``.

        Raises
        ------
        ChoiceError
            If there is no such era or counterpart.
        """
        if counterpart not in set(self.counterparts["id"]):
            raise self.no_counterpart(counterpart)
        events = self.scored(method).events(self.era(era)["id"], counterpart)
        events.insert(1, "basis", ["group" if each else "named" for each in events["via"].notna()])
        return events

    def compare(self, before: str, after: str, *, method: Method | None = None) -> pd.DataFrame:
        """Return the change of each score; see `perufr_map.scoring.scored.Scored.compare`.

        Parameters
        ----------
        before
            Id of the earlier era.
        after
            Id of the later era.
        method
            How events become scores. Default: the study's own choices.

        Returns
        -------
        DataFrame
            One row per counterpart with data in either era, the largest change first.

        Raises
        ------
        ChoiceError
            If there is no such era.
        """
        return self.scored(method).compare(self.era(before)["id"], self.era(after)["id"])

    def pair(self, other: Study, *, method: Method | None = None) -> Pair:
        """Lay another study beside this one: what each says of the other's state.

        Parameters
        ----------
        other
            A study of another state; each has the other's among its counterparts.
        method
            How events of both become scores. Default: each study's own choices.

        Returns
        -------
        Pair
            ``scores`` and ``statements``, in both directions; see `perufr_map.scoring.pair.Pair`.

        Raises
        ------
        ChoiceError
            If both are about the same state, or one does not have the other's among its
            counterparts.
        """
        from perufr_map.scoring.pair import pair  # noqa: PLC0415 (not needed for one study)

        return pair(self.scored(method), other.scored(method))

    def export_pair(
        self,
        other: Study,
        path: Path | str,
        *,
        language: str | None = None,
        method: Method | None = None,
    ) -> Path:
        """Write what `pair` returns to one page that needs nothing else; return the file.

        Parameters
        ----------
        other
            As for `pair`.
        path
            File to write, a page of HTML.
        language
            Language to show first. Default: this study's first.
        method
            As for `pair`.

        Returns
        -------
        Path
            The file that was written.

        Raises
        ------
        ChoiceError
            If the studies are no pair, or this one has no texts in that language.
        OSError
            If the file cannot be written.
        """
        from perufr_map.exports.pair import write  # noqa: PLC0415 (not needed for one study)

        return write(self.pair(other, method=method), path, language=language)

    def robustness(self, *, method: Method | None = None) -> pd.DataFrame:
        """Return what each sign withstands; see `perufr_map.scoring.robustness.robustness`.

        Parameters
        ----------
        method
            How events become scores. Default: the study's own choices.

        Returns
        -------
        DataFrame
            One row per era and counterpart.
        """
        return self.scored(method).robustness.copy()

    def agreement(self) -> Agreement:
        """Return how far two coders of the study agree; see `perufr_map.scoring.agreement`.

        Returns
        -------
        Agreement
            Figures over all eras and in each, and the differences.

        Raises
        ------
        ChoiceError
            If the study has not the passes of two coders; says which files they are.
        """
        if self._agreement is None:
            raise UnusableError(
                "the study has no passes of two coders; "
                "they stand in coding/units.csv, coding/first.csv and coding/second.csv"
            )
        return self._agreement

    @cached_property
    def _agreement(self) -> Agreement | None:
        from perufr_map.scoring.agreement import Agreement  # noqa: PLC0415 (not needed for scores)

        return Agreement(self.coding, tuple(self.eras["id"])) if self.coding else None

    def states(self, *, era: str, method: Method | None = None) -> gpd.GeoDataFrame:
        """Return the states of an era with their scores.

        See `perufr_map.shown.states.states_with_scores`.

        Parameters
        ----------
        era
            Id of the era.
        method
            How events become scores. Default: the study's own choices.

        Returns
        -------
        GeoDataFrame
            One row per state, in EPSG:4326.
        """
        from perufr_map.shown.states import states_with_scores  # noqa: PLC0415 (geopandas is slow to import)

        return states_with_scores(self.scored(method), era=era)

    def payload(self, *, method: Method | None = None) -> Payload:
        """Return all data of the map; see `perufr_map.shown.payload.payload`.

        Parameters
        ----------
        method
            How events become scores. Default: the study's own choices.

        Returns
        -------
        dict
            As `perufr_map.shown.wire.Payload` types it.
        """
        from perufr_map.shown.payload import payload  # noqa: PLC0415 (not needed for scores)

        return payload(self.scored(method))

    def map(
        self,
        *,
        era: str | None = None,
        before: str | None = None,
        selected: str | None = None,
        language: str | None = None,
        method: Method | None = None,
        members: bool = False,
        frame: str | None = None,
    ) -> RelationsMap:
        """Return the interactive map: a notebook shows it, ``save`` writes it to one file.

        Parameters
        ----------
        era
            Id of the era to show first. Default: the last one that is not `before`.
        before
            Id of the era to compare with first. Default: none.
        selected
            Id of the counterpart whose card is open. Default: none.
        language
            Language to show first. Default: the study's first.
        method
            How events become scores. Default: the study's own choices.
        members
            Whether to fill states that only a group's statements reach one by one. Default: the
            group is drawn as a region of them. A reader can change it.
        frame
            Part of the world to show: one of `perufr_map.shown.frame.FRAMES`. Default: the one that
            the study is about. A reader can change it.

        Returns
        -------
        RelationsMap
            A folium map.

        Raises
        ------
        ChoiceError
            If there is no such era or counterpart.
            If the study has no texts in that language, or the era is compared with itself.
        """
        from perufr_map.exports.html import RelationsMap  # noqa: PLC0415 (folium is slow to import)
        from perufr_map.exports.still import still  # noqa: PLC0415 (as above)
        from perufr_map.exports.styles import cite_views  # noqa: PLC0415 (as above)

        request = self._request(
            era=era,
            before=before,
            selected=selected,
            language=language,
            method=method,
            members=members,
            frame=frame,
        )
        shown = self.show(request)
        return RelationsMap(
            shown.payload,
            era=request.era,
            before=request.before,
            selected=request.selected,
            language=request.language,
            members=request.members,
            frame=request.frame,
            still=still(shown),
            credit=shown.credit,
            cites=cite_views(shown),
        )

    def show(self, request: Request) -> Shown:
        """Return a request with its scores, as an export needs it.

        Parameters
        ----------
        request
            The choices of what to show.

        Returns
        -------
        Shown
            The request, scored.

        Raises
        ------
        ChoiceError
            If the study does not have the era, counterpart or language of the request.
        """
        from perufr_map.shown.request import Shown  # noqa: PLC0415 (not needed for scores)

        return Shown(request=request, scored=self.scored(request.method))

    def shown(self, view: Request) -> Shown:
        """Answer a request: `show`, by its name in 0.1.0."""
        warn_renamed("Study.shown", "Study.show")
        return self.show(view)

    def export(
        self,
        path: Path | str,
        *,
        era: str | None = None,
        before: str | None = None,
        selected: str | None = None,
        language: str | None = None,
        theme: Theme = "light",
        method: Method | None = None,
        all_eras: bool = False,
        embed: bool = False,
        members: bool = False,
        frame: str | None = None,
        size: Size = "a4",
        record: bool = False,
        track: Track | None = None,
    ) -> list[Path]:
        """Write a view of the study to a file; the ending of its name is the format.

        Parameters
        ----------
        path
            File to write; its ending is one of `perufr_map.exports.FORMATS`.
        era
            Id of the era. Default: the last one that is not `before`.
        before
            Id of the era to compare with: the file shows what changed since. Default: none.
        selected
            Id of the selected counterpart. Default: none.
        language
            Language of names and words. Default: the study's first.
        theme
            Colours of a picture: ``light`` or ``dark``.
        method
            How events become scores. Default: the study's own choices.
        all_eras
            Whether to write all eras: tables in one file, pictures in one file each. With
            `before`, each other era is compared with that one.
        embed
            Whether the page is for use inside another page: the map with nothing around it.
        members
            Whether to fill states that only a group's statements reach one by one.
        frame
            Part of the world to show: one of `perufr_map.shown.frame.FRAMES`. Default: the one that
            the study is about.
        size
            Shape of a picture (``.png``, ``.svg``, ``.pdf``): ``a4``, ``16:9``, ``1:1`` or
            ``4:5``.
        record
            Whether to write beside a file without room for it (``.csv``) how it was made, as
            `verify` needs it. All others say it inside.
        track
            Called with the ids of the eras; returns an iterable of them. It can show progress.

        Returns
        -------
        list of Path
            The files that were written, records last.

        Raises
        ------
        ChoiceError
            If there is no such era or counterpart.
            If the ending is of no format, there is no such language, theme or size, the era is
            compared with itself, or what is no picture is to have a size.
        OSError
            If a file cannot be written.
        """
        from perufr_map import exports  # noqa: PLC0415 (not needed for scores)

        request = self._request(
            era=era,
            before=before,
            selected=selected,
            language=language,
            theme=theme,
            method=method,
            embed=embed,
            members=members,
            frame=frame,
            size=size,
        )
        shown = self.show(request)
        paths = exports.export(shown, path, all_eras=all_eras, track=track)
        from perufr_map.exports.record import write_records  # noqa: PLC0415 (as above)

        return paths + write_records(shown, paths, all_eras=all_eras, asked=record)

    def verify(self, path: Path | str, *, language: str = "en") -> Verdict:
        """Say whether an exported file can be made again from this study, by making it again.

        Parameters
        ----------
        path
            The file, or the folder of a site. A CSV needs its record beside it, as `export` writes
            it with `record`.
        language
            Language of the sentence.

        Returns
        -------
        Verdict
            See `perufr_map.exports.record.Verdict`.

        Raises
        ------
        OSError
            If the file cannot be read.
        """
        from perufr_map.exports import record  # noqa: PLC0415 (not needed for scores)

        path = Path(path)
        is_site = path.is_dir()

        def remake(again: Path, made: Mapping[str, str]) -> object:
            method = Method.read(made, self.method)
            if is_site:
                return self.site(again, base_url=made.get("base_url"), method=method)
            return self.export(
                again,
                era=made.get("era"),
                before=made.get("before"),
                selected=made.get("selected"),
                language=made.get("language"),
                theme=cast("Theme", made.get("theme", "light")),
                method=method,
                all_eras="all_eras" in made,
                embed="embed" in made,
                members="members" in made,
                frame=made.get("frame"),
                size=cast("Size", made.get("size", "a4")),
            )

        return record.verify(path, self, remake, language=language)

    def cite(
        self,
        style: str = "sentence",
        *,
        era: str | None = None,
        before: str | None = None,
        language: str | None = None,
        method: Method | None = None,
    ) -> str:
        """Return the citation of the study, or of one map of it.

        Parameters
        ----------
        style
            ``sentence``, ``chicago``, ``apa``, ``bibtex`` or ``cff``.
        era
            Id of the era whose map is cited. Default: the study is cited.
        before
            Id of the era that the map is compared with. Default: none.
        language
            Language of the citation. Default: the study's first.
        method
            How events become scores; the citation says where it is not the study's own. Default:
            the study's own choices.

        Returns
        -------
        str

        Raises
        ------
        ChoiceError
            If there is no such style or era.
            If the study has no texts in that language, or the era is compared with itself.
        """
        from perufr_map.exports.styles import cite  # noqa: PLC0415 (not needed for scores)

        request = self._request(era=era, before=before, language=language, method=method)
        view = era is not None or before is not None
        return cite(self.show(request), style, view=view)

    def codebook(self, *, language: str | None = None) -> str:
        """Return the codebook as a page of Markdown: each type, when to use it, its weights.

        Parameters
        ----------
        language
            Language of the page. Default: the study's first.

        Returns
        -------
        str

        Raises
        ------
        ChoiceError
            If the study has no texts in that language.
        """
        from perufr_map.exports.codebook import codebook  # noqa: PLC0415 (not needed for scores)

        return codebook(self, self.language(language))

    def site(
        self,
        folder: Path | str,
        *,
        base_url: str | None = None,
        method: Method | None = None,
        track: Track | None = None,
    ) -> list[Path]:
        """Write the study as a web site of plain files, in all its languages.

        Parameters
        ----------
        folder
            Folder to write: one that does not exist, is empty, or holds an earlier site and
            nothing else.
        base_url
            The site's address: ``https://example.org/peru/``. Default: not known.
        method
            How events become scores. Default: the study's own choices.
        track
            Called with the names of the steps; returns an iterable of them. It can show progress.

        Returns
        -------
        list of Path
            The files that were written.

        Raises
        ------
        ChoiceError
            If `base_url` is no address of the web.
        OSError
            If the folder holds anything but an earlier site, or cannot be written.
        """
        from perufr_map.exports import site  # noqa: PLC0415 (not needed for scores)

        request = self._request(method=method)
        return site.build(self.show(request), folder, base_url=base_url, track=track)

    def _request(
        self,
        *,
        era: str | None = None,
        before: str | None = None,
        language: str | None = None,
        method: Method | None = None,
        **choices: Any,
    ) -> Request:
        """Return a request; choices not given are the study's own."""
        from perufr_map.shown.request import Request  # noqa: PLC0415 (not needed for scores)

        eras = list(self.eras["id"])
        return Request(
            era=era or next((name for name in reversed(eras) if name != before), eras[-1]),
            before=before,
            language=language or self.languages[0],
            method=method or self.method,
            **choices,
        )


@check_call
def load(folder: Path | str | None = None, *, draft: bool = False) -> Study:
    """Read a study and check it.

    Parameters
    ----------
    folder
        Folder with a ``datapackage.json`` and the tables, or a workbook (.xlsx, .ods) with a
        sheet for each. Default: the shipped study.
    draft
        Whether to read a study with errors from those of its rows that have none. It is marked as
        a draft; `Study.draft` then says what it lacks.

    Returns
    -------
    Study

    Raises
    ------
    StudyError
        If anything is wrong with it; carries every problem with file, row, column and remedy.
    """
    return Study.read(folder, draft=draft)
