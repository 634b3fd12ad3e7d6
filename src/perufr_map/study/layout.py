"""The format of a study's tables: their columns, for the languages that a study has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal, TypedDict

from perufr_map.resources import study_dir

DESCRIPTOR = "datapackage.json"
TABLES = ("eras", "counterparts", "members", "event_types", "events", "sources")

CATEGORIES = "categories"
"""The table of the categories of event types; a study of version 0.1 has none."""

STEPS = "steps"
"""The table that a study may have of the steps of its story."""

CITATIONS = "citations"
"""The table that a study may have of further places in its sources that bear out an event."""

PLACES = "places"
"""The table that a study may have of places that the ledger of borders lacks."""

OPTIONAL = (CATEGORIES, STEPS, CITATIONS, PLACES)
"""The tables that a study may be without."""

CODING = ("coding/units", "coding/first", "coding/second", "coding/rulings")
"""The tables that a study may have of two coders' passes, by their path."""

NEEDED = ("eras", "event_types", "events")
"""The tables that need at least one row; without it there is nothing to draw."""

KINDS = ("state", "organisation", "group", "non-state")
"""The kinds of counterparts."""

SHIPPED = ("en", "es")
"""The languages of the shipped study, whose schema is the format."""

SETS = ("weis", "cameo")
"""The sets of weights of the shipped study's codebook, and of a new one."""

GROUP_SHARE = 0.5
"""What a group's event counts for a member where the study does not say."""

CONSTANT = 10.0
"""The constant of the saturating sum where the study does not say."""

LANGUAGE = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?"
"""The tag of a language (BCP 47), with which names of columns end: fr, ast, sr-Latn, pt-BR."""

_UNREAD = ("lon", "lat")  # nothing reads them but of places, which need them

_WEIGHT = re.compile(r"weight_([a-z][a-z0-9]*)")
_SLIP = 0.75  # how alike two names are, from 0 to 1, that one is a slip for the other


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
        return [field["name"] for field in self.fields if not _may_lack(field)]

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
def layout(
    table: str, languages: tuple[str, ...] = SHIPPED, sets: tuple[str, ...] = SETS
) -> Layout:
    """Return the columns of a table in certain languages; the codebook's for sets of weights."""
    schema = schemas()[table]
    key, fields = schema["primaryKey"], schema["fields"]
    return Layout(
        fields=tuple(_in_languages(list(_in_sets(fields, sets)), languages)),
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


def weight_sets(header: Iterable[str]) -> tuple[str, ...]:
    """Return the sets of weights of a codebook, by the names of its columns ``weight_*``.

    A name that is nearly one of the format's which the codebook lacks is a slip for that one.
    """
    found = [name[1] for each in header if (name := _WEIGHT.fullmatch(each)) and name[1] != "note"]
    lacking = [name for name in SETS if name not in found]
    near = ((get_close_matches(name, lacking, n=1, cutoff=_SLIP), name) for name in found)
    return tuple(dict.fromkeys(meant[0] if meant else name for meant, name in near))


def holds_numbers(table: str, column: str) -> bool:
    """Say whether a column of a table holds numbers with decimals, whatever set it belongs to."""
    is_weight = table == "event_types" and _WEIGHT.fullmatch(column) is not None
    return is_weight or column in layout(table).numbers


def _may_lack(field: FieldSchema) -> bool:
    """Say whether a study may be without a column."""
    is_needed = field.get("constraints", {}).get("required")
    return bool(field.get("optional") or (field["name"] in _UNREAD and not is_needed))


def _table(path: str) -> str:
    return path.removesuffix(".csv")


def _named(resource: str) -> str:
    """Return the table of a resource: a name may hold no slash."""
    return resource.replace("coding_", "coding/")


def _in_sets(fields: list[FieldSchema], sets: tuple[str, ...]) -> Iterator[FieldSchema]:
    """Yield columns, those of weights and of their codes once for each set."""
    ours = {field["name"]: field for field in fields}
    columns = {f"weight_{name}" for name in SETS}
    codes = {f"{name}_code" for name in SETS}
    first = f"{SETS[0]}_code"
    for field in fields:
        if field["name"] == first:
            for name in sets:
                code, weight = f"{name}_code", f"weight_{name}"
                yield ours.get(code) or {"name": code, "type": "string", "optional": True}
                yield ours.get(weight) or {**ours[f"weight_{SETS[0]}"], "name": weight}
        elif field["name"] not in columns | codes:
            yield field


def _in_languages(fields: list[FieldSchema], languages: tuple[str, ...]) -> Iterator[FieldSchema]:
    """Yield columns, those of texts once for each language."""
    for field in fields:
        stem, _, language = field["name"].rpartition("_")
        if language == SHIPPED[0]:
            for each in languages:
                yield {**field, "name": f"{stem}_{each}"}
        elif language not in SHIPPED:
            yield field
