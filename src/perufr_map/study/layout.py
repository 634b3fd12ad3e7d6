"""The format of a study's tables: their columns, for the languages that a study has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypedDict

from perufr_map.resources import study_dir

DESCRIPTOR = "datapackage.json"
TABLES = ("eras", "counterparts", "members", "event_types", "events", "sources")

STEPS = "steps"
"""The table that a study may have of the steps of its story."""

CITATIONS = "citations"
"""The table that a study may have of further places in its sources that bear out an event."""

OPTIONAL = (STEPS, CITATIONS)
"""The tables that a study may be without."""

CODING = ("coding/units", "coding/first", "coding/second", "coding/rulings")
"""The tables that a study may have of two coders' passes, by their path."""

NEEDED = ("eras", "event_types", "events")
"""The tables that need at least one row; without it there is nothing to draw."""

KINDS = ("state", "organisation", "group", "non-state")
"""The kinds of counterparts."""

SHIPPED = ("en", "es")
"""The languages of the shipped study, whose schema is the format."""

LANGUAGE = r"[a-z]{2}"
"""The code of a language (ISO 639-1), with which names of columns end."""


class Constraints(TypedDict, total=False):
    """The rules for a cell."""

    required: bool
    unique: bool
    enum: list[str]
    pattern: str
    maxLength: int
    minimum: float
    maximum: float


class FieldSchema(TypedDict, total=False):
    """A column, as a Table Schema has it."""

    name: str
    title: str
    description: str
    type: Literal["string", "date", "integer", "number"]
    constraints: Constraints
    optional: bool
    """Whether a study may be without the column: its cells are empty then."""


class Reference(TypedDict):
    """A column of another table, in which a cell must occur."""

    resource: str
    fields: str


class ForeignKey(TypedDict):
    """A column whose cells must occur in another table."""

    fields: str
    reference: Reference


class Schema(TypedDict, total=False):
    """A table, as a Table Schema has it."""

    fields: list[FieldSchema]
    primaryKey: str | list[str]
    missingValues: list[str]
    foreignKeys: list[ForeignKey]


@dataclass(frozen=True)
class Layout:
    """A table's columns in certain languages.

    Attributes
    ----------
    fields
        Its columns, in order.
    key
        The columns that identify a row.
    references
        The columns whose cells must occur in another table: that table, and its column.
    """

    fields: tuple[FieldSchema, ...]
    key: tuple[str, ...]
    references: dict[str, tuple[str, str]]

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return [field["name"] for field in self.fields]

    @property
    def needed(self) -> list[str]:
        """Names of the columns that no study may be without, in order."""
        return [field["name"] for field in self.fields if not field.get("optional")]

    @property
    def numbers(self) -> list[str]:
        """Names of the columns that hold numbers with decimals."""
        return [field["name"] for field in self.fields if field["type"] == "number"]


@lru_cache(maxsize=1)
def schemas() -> dict[str, Schema]:
    """Return the format: the Table Schema of each table of the shipped study, by its path."""
    shipped = json.loads((study_dir() / DESCRIPTOR).read_text("utf-8-sig"))
    return {_table(resource["path"]): resource["schema"] for resource in shipped["resources"]}


@lru_cache(maxsize=128)
def layout(table: str, languages: tuple[str, ...] = SHIPPED) -> Layout:
    """Return the columns of a table in certain languages."""
    schema = schemas()[table]
    key = schema["primaryKey"]
    return Layout(
        fields=tuple(_in_languages(schema["fields"], languages)),
        key=(key,) if isinstance(key, str) else tuple(key),
        references={
            each["fields"]: (_named(each["reference"]["resource"]), each["reference"]["fields"])
            for each in schema.get("foreignKeys", [])
        },
    )


def columns(table: str, languages: tuple[str, ...] = SHIPPED) -> list[str]:
    """Return the names of a table's columns in certain languages, in order."""
    return layout(table, languages).columns


@lru_cache(maxsize=16)
def stems(table: str) -> tuple[str, ...]:
    """Return the names of a table's texts, without the language: ``name``, ``summary``."""
    ending = f"_{SHIPPED[0]}"
    names = (field["name"] for field in schemas()[table]["fields"])
    return tuple(name.removesuffix(ending) for name in names if name.endswith(ending))


def language_of(table: str, column: str) -> str | None:
    """Return the language of a column of texts; None of any other column."""
    stem, _, language = column.rpartition("_")
    return language if stem in stems(table) and re.fullmatch(LANGUAGE, language) else None


def _table(path: str) -> str:
    return path.removesuffix(".csv")


def _named(resource: str) -> str:
    """Return the table of a resource: a name may hold no slash."""
    return resource.replace("coding_", "coding/")


def _in_languages(fields: list[FieldSchema], languages: tuple[str, ...]) -> Iterator[FieldSchema]:
    """Yield columns, those of texts once for each language."""
    for field in fields:
        stem, _, language = field["name"].rpartition("_")
        if language == SHIPPED[0]:
            for each in languages:
                yield {**field, "name": f"{stem}_{each}"}
        elif language not in SHIPPED:
            yield field
