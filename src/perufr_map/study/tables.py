"""A study: the tables of one country's coded foreign relations."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from errno import ENOENT
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
import pandas as pd

from perufr_map import borders
from perufr_map.arguments import check_calls, level_outside
from perufr_map.problems import ChoiceError, Problem, StudyError, StudyWarning
from perufr_map.resources import study_dir
from perufr_map.similar import advise, suggest
from perufr_map.study import checks, coding
from perufr_map.study.archive import files_of
from perufr_map.study.content import hash_content
from perufr_map.study.descriptor import EARLIEST, Descriptor, Mark, Settings
from perufr_map.study.doubts import SCAFFOLD
from perufr_map.study.draft import Draft, keep_valid
from perufr_map.study.focus import focus_on, terms_of
from perufr_map.study.layout import (
    DESCRIPTOR,
    OPTIONAL,
    SETS,
    TABLES,
    language_of,
    layout,
    weight_sets,
)

_EPOCH = date(1970, 1, 1).toordinal()
_DAY = pd.Timedelta(days=1)

# Of long texts, those of the sheet itself: Arrow's would be copies, as large again.
_TEXT = pd.StringDtype("python", na_value=np.nan)


@check_calls
@dataclass(frozen=True, kw_only=True, eq=False)
class StudyTables:
    """The tables of a study, read and checked.

    Attributes
    ----------
    focus
        Alpha-3 code of the state the study is about; of several in turn, the last one: see
        `focus_in`.
    descriptor
        The study's ``datapackage.json``.
    languages
        Codes of the languages its texts are in, the default first.
    eras
        One row per era, in order: ``id``, ``name_*``, ``short_*``, ``said_*``, ``start``,
        ``end``, ``reference_date`` (timestamps, half-open), ``leader``, ``headline_*``,
        ``summary_*``.
    counterparts
        One row per counterpart: ``id``, ``kind``, ``name_*``, ``short_*``, ``said_*``, ``gw_code``,
        ``lon``, ``lat``, ``label_lon``, ``label_lat``, ``note_*``.
    members
        Membership of states in groups: ``group``, ``state``, ``start``, ``end``
        (timestamps, half-open, NaT where open).
    event_types
        The codebook: ``code``, ``label_*``, ``category``, ``definition_*``, for each set of
        weights ``weight_SET`` and the ``SET_code`` that it stands for, ``weight_note_*``.
    categories
        One row per category of event types, in order: ``id``, ``name_*``, ``said_*``.
    events
        One row per event; beside the columns of ``events.csv``, ``first`` and ``last``:
        the first and last day it can mean.
    sources
        One row per source.
    steps
        One row per step of the story, in order: ``id``, ``era``, ``before``, ``selected``,
        ``events``, ``frame``, ``title_*``, ``text_*``; none where the study tells no story.
    citations
        Further places in the sources that bear out an event: ``event``, ``source``, ``section``,
        ``locator``; none where each event has but the one of ``events``.
    places
        Places of the study's own: ``id``, ``kind``, ``name_*``, ``lon``, ``lat`` (degrees),
        ``start``, ``end`` (timestamps, half-open, NaT where open).
    coding
        What two coders made of the text, unit by unit; None where the study has not both passes.
    origin
        Where it was read from: its folder, or its files by their path; None if it was not read.
    draft
        What it lacks, if it holds only the rows of its files that can be used; else None.
    placeholders
        Texts of the scaffold that still ask to be overwritten, as `perufr_map.check` tells them.
    """

    focus: str
    descriptor: Descriptor
    languages: tuple[str, ...]
    eras: pd.DataFrame
    counterparts: pd.DataFrame
    members: pd.DataFrame
    event_types: pd.DataFrame
    events: pd.DataFrame
    sources: pd.DataFrame
    categories: pd.DataFrame
    steps: pd.DataFrame
    citations: pd.DataFrame
    places: pd.DataFrame
    coding: coding.Coding | None = None
    origin: Path | Mapping[str, bytes] | None = None
    draft: Draft | None = None
    placeholders: tuple[Problem, ...] = ()

    @classmethod
    def read(cls, folder: Path | str | None = None, *, draft: bool = False) -> Self:
        """Read and check a study.

        Parameters
        ----------
        folder
            Folder with a ``datapackage.json`` and the tables, or a workbook (.xlsx, .ods) with
            a sheet for each. Default: the shipped study.
        draft
            Whether to read what can be used of a study with errors; see `from_files`.

        Raises
        ------
        StudyError
            If anything is wrong with it; carries every problem.

        Warns
        -----
        StudyWarning
            If something had to be assumed to read a table: its encoding, its separator.
        """
        origin = study_dir() if folder is None else Path(folder)
        files = checks.take(origin)
        for problem in files.assumed:
            warnings.warn(str(problem), StudyWarning, stacklevel=level_outside())
        return cls.from_files(files, origin=origin, draft=draft)

    @classmethod
    def from_files(
        cls,
        files: checks.CheckedFiles,
        *,
        origin: Path | Mapping[str, bytes] | None = None,
        draft: bool = False,
    ) -> Self:
        """Return the study in files that have been read and checked.

        Parameters
        ----------
        files
            What they hold.
        origin
            Where they are: their folder, or the files by their path. Default: not kept.
        draft
            Whether to leave out the rows with errors, instead of refusing the study; it is then
            marked as a draft. See `perufr_map.study.draft.keep_valid`.

        Raises
        ------
        StudyError
            If anything is wrong with it, or nothing can be drawn of a draft; carries every error.
        """
        lacks: Draft | None = None
        placeholders = tuple(each for each in files.problems if each.code in SCAFFOLD)
        if files.errors and draft:
            files, lacks = keep_valid(files)
        if files.errors:
            raise StudyError(files.errors)
        tables = {table: _frame(files, table) for table in (*TABLES, *OPTIONAL)}
        _parse_days(tables["eras"], "start", "end", "reference_date")
        for table in ("members", "places"):
            _parse_days(tables[table], "start", "end")
        for column in ("lon", "lat"):
            tables["places"][column] = tables["places"][column].astype(float)
        for column in ("first", "last"):
            days = np.fromiter((getattr(s, column).toordinal() for s in files.spans), np.int64)
            tables["events"][column] = (days - _EPOCH).astype("datetime64[D]")
        for name in weight_sets(map(str, tables["event_types"])):
            column = f"weight_{name}"
            tables["event_types"][column] = tables["event_types"][column].astype(float)
        return cls(
            focus=terms_of(files.descriptor["study"]["focus"])[-1]["code"],
            descriptor=files.descriptor,
            languages=files.languages,
            coding=_coding(files),
            origin=origin,
            draft=lacks,
            placeholders=placeholders,
            **tables,
        )

    def __repr__(self) -> str:
        """Return what the study is about and how much it holds, in a line."""
        first, end = self.eras["start"].iloc[0], self.eras["end"].iloc[-1]
        return (
            f"<{type(self).__name__} of {self.focus}, {first.year}-{(end - _DAY).year}: "
            f"{len(self.eras)} eras, {len(self.counterparts)} counterparts, "
            f"{len(self.events)} events in {', '.join(self.languages)}>"
        )

    def files(self) -> Mapping[str, bytes]:
        """Return the files it was read from, by their path; none if it was not read.

        Returns
        -------
        dict
            The bytes of each file.

        Raises
        ------
        OSError
            If they can no longer be read.
        """
        if not isinstance(self.origin, Path):
            return self.origin or {}
        files = files_of(self.origin)
        if DESCRIPTOR not in files:
            raise FileNotFoundError(ENOENT, os.strerror(ENOENT), str(self.origin / DESCRIPTOR))
        return files

    @cached_property
    def sha256(self) -> str:
        """The hash of what it holds, however its files write it."""
        return hash_content(self)

    @property
    def settings(self) -> Settings:
        """The study's own choices: ``focus``, ``title_*``, ``group_share``, ``weights``."""
        return self.descriptor["study"]

    @property
    def weight_sets(self) -> tuple[str, ...]:
        """Names of the codebook's sets of weights, in the order of its columns."""
        return weight_sets(map(str, self.event_types))

    @property
    def edges(self) -> tuple[float, ...] | None:
        """The edges of the classes of scores, where the study sets its own."""
        classes = self.settings.get("classes")
        return None if classes is None else tuple(classes)

    @property
    def marks(self) -> list[Mark]:
        """The days that the study marks on the line of time, in order."""
        return sorted(self.settings.get("marks", []), key=lambda mark: mark["day"])

    @property
    def foci(self) -> tuple[str, ...]:
        """The states that the study is about, one after the other; often there is one."""
        if isinstance(self.settings["focus"], str):
            return (self.focus,)
        return tuple(dict.fromkeys(term["code"] for term in terms_of(self.settings["focus"])))

    def focus_on(self, day: date) -> str:
        """Return the state that the study is about on a day; before the first one, the last.

        Parameters
        ----------
        day
            The day.

        Returns
        -------
        str
            Its code.
        """
        if len(self.foci) == 1:
            return self.focus
        return focus_on(terms_of(self.settings["focus"]), day) or self.focus

    def focus_in(self, era: str) -> str:
        """Return the state that an era is about: that of its reference date.

        Parameters
        ----------
        era
            Id of the era.

        Returns
        -------
        str
            Its code.

        Raises
        ------
        ChoiceError
            If there is no such era.
        """
        return self.focus_on(self.era(era)["reference_date"].date())

    @cached_property
    def border_days(self) -> Mapping[str, date | None]:
        """The day whose borders each era is drawn on, by its id.

        It is the era's reference date. Where that lies before the ledger of borders, it is the
        ledger's first day if the study asks for it, else None: the era has no map.
        """
        earliest = borders.HORIZON if self.settings.get("borders") == EARLIEST else None
        days = zip(self.eras["id"], self.eras["reference_date"].dt.date, strict=True)
        return {era: day if day >= borders.HORIZON else earliest for era, day in days}

    def places_in(self, era: str) -> pd.DataFrame:
        """Return the places of its own that stand on the map of an era; none without a map.

        Parameters
        ----------
        era
            Id of the era.

        Returns
        -------
        DataFrame
            Those rows of `places` whose time holds the era's reference date.

        Raises
        ------
        ChoiceError
            If there is no such era.
        """
        places, day = self.places, self.era(era)["reference_date"]
        stand = ~(places["start"] > day) & ~(places["end"] <= day)
        found: pd.DataFrame = places[stand & (self.border_days[era] is not None)]
        return found

    def title(self, language: str) -> str:
        """Return the study's title in one of its languages.

        Parameters
        ----------
        language
            Code of the language.

        Returns
        -------
        str
            Empty if the study has no title in it.
        """
        return str(self.settings.get(f"title_{language}", ""))

    def era(self, name: str) -> pd.Series[Any]:
        """Return the row of an era.

        Parameters
        ----------
        name
            Id of the era.

        Returns
        -------
        Series
            The row of `eras`.

        Raises
        ------
        ChoiceError
            If there is no such era; says which there are.
        """
        if name not in self._eras:
            raise self._no_era(name)
        return self._eras[name].copy(deep=False)

    @cached_property
    def _eras(self) -> Mapping[str, pd.Series[Any]]:
        """The rows of `eras`, by their id."""
        return {row["id"]: row for _, row in self.eras.iterrows()}

    def language(self, language: str | None) -> str:
        """Return one of the study's languages: this one, or where none is given the first.

        Parameters
        ----------
        language
            Code of the language. None: the study's first.

        Returns
        -------
        str

        Raises
        ------
        ChoiceError
            If the study has no texts in it; says in which it has.
        """
        if language is None:
            return self.languages[0]
        if language not in self.languages:
            message = f"no language “{language}”; there are {', '.join(self.languages)}"
            raise ChoiceError(advise(message, language, self.languages))
        return language

    def no_counterpart(self, text: str) -> ChoiceError:
        """Return the error of a counterpart that does not exist; names those like it.

        Parameters
        ----------
        text
            What was given as the id of a counterpart.

        Returns
        -------
        ChoiceError
            To be raised by the caller.
        """
        hint = self._suggest(text, self.counterparts)
        return ChoiceError(f"no counterpart “{text}”" + (f"; did you mean {hint}?" if hint else ""))

    def _no_era(self, text: str) -> ChoiceError:
        """Return the error of an era that does not exist; names those there are, and like it."""
        message = f"no era “{text}”; there are {', '.join(self.eras['id'])}"
        hint = self._suggest(text, self.eras)
        return ChoiceError(message + (f"; did you mean {hint}?" if hint else ""))

    def _suggest(self, text: str, table: pd.DataFrame) -> str:
        """Return the rows of a table whose id, or name in a language, is like a text."""
        columns = [f"name_{language}" for language in self.languages]
        rows = table[["id", *columns]].to_numpy()
        names = ((code, name) for code, *each in rows for name in each)
        shown = {code: name for code, name, *_ in rows}
        return suggest(text, names, shown, called_too=borders.CALLED_TOO)

    def text(self, row: Any, stem: str) -> dict[str, str] | None:
        """Return a row's text in every language, or None where it is empty.

        Parameters
        ----------
        row
            A row of one of the tables.
        stem
            What its columns begin with: ``name``.

        Returns
        -------
        dict or None
            The texts by language.
        """
        texts = {language: row[f"{stem}_{language}"] for language in self.languages}
        return texts if any(texts.values()) else None


def _coding(files: checks.CheckedFiles) -> coding.Coding | None:
    """Return the passes of two coders, if both have begun."""
    sheets = files.sheets
    if any(name not in sheets or not sheets[name].rows for name in (coding.FIRST, coding.SECOND)):
        return None
    return coding.Coding(
        units=_frame(files, coding.UNITS),
        first=coding.read_pass(sheets[coding.FIRST]),
        second=coding.read_pass(sheets[coding.SECOND]),
        rulings=_frame(files, coding.RULINGS),
    )


def _frame(files: checks.CheckedFiles, table: str) -> pd.DataFrame:
    """Return a table of texts with the format's columns, in order; empty cells are ''."""
    if table not in files.sheets:
        return pd.DataFrame(columns=layout(table, files.languages).columns, dtype="str")
    sheet = files.sheets[table]
    names = layout(table, files.languages, weight_sets(sheet.header) or SETS).columns
    return pd.DataFrame(
        {
            name: pd.Series(sheet.column(name), dtype=_TEXT if language_of(table, name) else "str")
            for name in names
        }
    )


def _parse_days(table: pd.DataFrame, *columns: str) -> None:
    for column in columns:
        table[column] = pd.to_datetime(table[column], format="%Y-%m-%d").dt.as_unit("us")
