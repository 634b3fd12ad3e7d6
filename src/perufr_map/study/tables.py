"""A study: the tables of one country's coded foreign relations."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pandas as pd

from perufr_map.problems import ChoiceError, StudyError
from perufr_map.resources import study_dir
from perufr_map.study import checks, dates


@dataclass(frozen=True, kw_only=True)
class StudyTables:
    """The tables of a study, read and checked.

    Attributes
    ----------
    focus
        Alpha-3 code of the state the study is about.
    descriptor
        The study's ``datapackage.json``.
    languages
        Codes of the languages its texts are in, the default first.
    eras
        One row per era, in order: ``id``, ``name_*``, ``start``, ``end``,
        ``reference_date`` (timestamps, half-open), ``leader``, ``summary_*``.
    counterparts
        One row per counterpart: ``id``, ``kind``, ``name_*``, ``gw_code``, ``lon``, ``lat``,
        ``note_*``.
    members
        Membership of states in groups: ``group``, ``state``, ``start``, ``end``
        (timestamps, half-open, NaT where open).
    event_types
        The codebook: ``code``, ``label_*``, ``category``, ``definition_*``, ``weis_code``,
        ``weight_weis``, ``cameo_code``, ``weight_cameo``, ``weight_note_*``.
    events
        One row per event; beside the columns of ``events.csv``, ``first`` and ``last``:
        the first and last day it can mean.
    sources
        One row per source.
    """

    focus: str
    descriptor: dict[str, Any]
    languages: tuple[str, ...]
    eras: pd.DataFrame
    counterparts: pd.DataFrame
    members: pd.DataFrame
    event_types: pd.DataFrame
    events: pd.DataFrame
    sources: pd.DataFrame

    @classmethod
    def read(cls, folder: Path | str | None = None) -> Self:
        """Read and check a study.

        Parameters
        ----------
        folder
            Folder with a ``datapackage.json`` and the six tables. Default: the shipped study.

        Raises
        ------
        StudyError
            If anything is wrong with it; carries every problem.
        """
        folder = study_dir() if folder is None else Path(folder)
        errors = [p for p in checks.check(folder) if p.severity == "error"]
        if errors:
            raise StudyError(errors)
        descriptor = checks.read_descriptor(folder)
        tables = {table: _read_table(folder, table) for table in checks.TABLES}
        _parse_days(tables["eras"], "start", "end", "reference_date")
        _parse_days(tables["members"], "start", "end")
        _add_spans(tables["events"])
        for column in ("weight_weis", "weight_cameo"):
            tables["event_types"][column] = tables["event_types"][column].astype(float)
        tables["events"]["paragraph"] = tables["events"]["paragraph"].astype(int)
        return cls(
            focus=descriptor["study"]["focus"],
            descriptor=descriptor,
            languages=tuple(
                name.removeprefix("name_")
                for name in map(str, tables["eras"])
                if name.startswith("name_")
            ),
            **tables,
        )

    @property
    def settings(self) -> dict[str, Any]:
        """The study's own choices: ``focus``, ``title_*``, ``group_share``, ``weights``."""
        settings: dict[str, Any] = self.descriptor["study"]
        return settings

    def era(self, name: str) -> pd.Series[Any]:
        """Return the row of an era.

        Raises
        ------
        ChoiceError
            If there is no such era; says which there are.
        """
        found = self.eras[self.eras["id"] == name]
        if found.empty:
            raise ChoiceError(f"no era “{name}”; there are {', '.join(self.eras['id'])}")
        return found.iloc[0]

    def text(self, row: Any, stem: str) -> dict[str, str] | None:
        """Return a row's text in every language, or None where it is empty."""
        texts = {language: row[f"{stem}_{language}"] for language in self.languages}
        return texts if any(texts.values()) else None


def _read_table(folder: Path, table: str) -> pd.DataFrame:
    """Read a table as text, empty cells as empty strings."""
    return pd.read_csv(folder / f"{table}.csv", dtype=str, keep_default_na=False)


def _parse_days(table: pd.DataFrame, *columns: str) -> None:
    for column in columns:
        table[column] = pd.to_datetime(table[column], format="%Y-%m-%d").dt.as_unit("us")


def _add_spans(events: pd.DataFrame) -> None:
    """Add the first and last day that each event can mean."""
    spans = [dates.between(s, e) for s, e in zip(events["start"], events["end"], strict=True)]
    events["first"] = pd.to_datetime([span.first for span in spans])
    events["last"] = pd.to_datetime([span.last for span in spans])
