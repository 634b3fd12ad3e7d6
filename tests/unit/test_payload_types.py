"""The map's scripts know the payload's types as Python has them, and both hold of the payload."""

from __future__ import annotations

import types
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    TypeAlias,
    TypedDict,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

import pytest

import perufr_map as pm
from packed import records
from perufr_map.shown import told, wire
from perufr_map.shown.compact import compact
from perufr_map.web import payload_types

MAY_BE_MISSING = wire.Usual, wire.UsualHere, wire.Unused


class Odd(TypedDict):
    """A record with a field that JSON has no word for."""

    odd: set[str]


def faults(value: object, kind: object, *, in_file: bool, at: str = "") -> list[str]:
    """Return where a value is not of a type; a file may lack and pack what the type says."""
    if in_file and _is_noted(kind, wire.Columns):
        value = records(value)  # type: ignore[arg-type]
    if in_file and _is_noted(kind, wire.Shared):
        value = {each.pop("codes"): each for each in records(value)}  # type: ignore[arg-type]
    if in_file and _is_noted(kind, wire.ByKey):
        rows = {each.pop("codes"): each for each in records(value)}  # type: ignore[arg-type]
        languages = {language for row in rows.values() for language in row}
        value = {each: {key: row[each] for key, row in rows.items()} for each in languages}
    kind = _open(kind, in_file=in_file)
    if get_origin(kind) in {Union, types.UnionType}:
        found = [faults(value, part, in_file=in_file, at=at) for part in get_args(kind)]
        return min(found, key=len)
    if get_origin(kind) is Literal:
        return [] if value in get_args(kind) else [f"{at} is {value!r}"]
    inside = _inside(value, kind, in_file=in_file)
    if inside is None:
        return [f"{at} is {value!r}, not {kind}"]
    return [
        fault
        for step, part, inner in inside
        for fault in faults(part, inner, in_file=in_file, at=f"{at}.{step}")
    ]


def _is_noted(kind: object, note: type) -> bool:
    return any(isinstance(each, note) for each in get_args(kind))


def _open(kind: Any, *, in_file: bool) -> object:
    if get_origin(kind) is NotRequired:
        return _open(get_args(kind)[0], in_file=in_file)
    if get_origin(kind) is Annotated:
        plain, note = get_args(kind)
        return note.holds if in_file and isinstance(note, wire.Packed) else plain
    return kind


Inside: TypeAlias = list[tuple[object, object, object]]


def _inside(value: Any, kind: Any, *, in_file: bool) -> Inside | None:
    """Return the parts of a value, each with its place and its type; None if it is of another."""
    origin, parts = get_origin(kind) or kind, get_args(kind)
    if is_typeddict(kind):
        hints = get_type_hints(kind, include_extras=True)
        needed = {name for name, hint in hints.items() if not _may_be_missing(hint, in_file)}
        fits = isinstance(value, dict) and needed <= value.keys() <= hints.keys()
        return [(name, part, hints[name]) for name, part in value.items()] if fits else None
    if origin is tuple:
        least = sum(not _may_be_missing(part, in_file) for part in parts)
        fits = isinstance(value, list | tuple) and least <= len(value) <= len(parts)
        return [(at, *pair) for at, pair in enumerate(zip(value, parts))] if fits else None  # noqa: B905
    allowed: Any = (int, float) if origin is float else origin
    if not isinstance(value, allowed):
        return None
    if len(parts) == 2:
        return [(key, part, parts[1]) for key, part in value.items()]
    return [(at, part, parts[0]) for at, part in enumerate(value if parts else [])]


def _may_be_missing(hint: Any, in_file: bool) -> bool:  # noqa: FBT001
    if get_origin(hint) is NotRequired or not in_file:
        return get_origin(hint) is NotRequired
    parts = get_args(hint)
    return type(None) in parts or any(isinstance(part, MAY_BE_MISSING) for part in parts)


def test_making_the_types_again_changes_nothing() -> None:
    assert payload_types.FILE.read_text("utf-8") == payload_types.declare()
    assert payload_types.TOLD.read_text("utf-8") == payload_types.declare_told()


def test_every_field_of_the_payload_is_declared_with_its_text() -> None:
    declared = payload_types.declare()
    assert "export interface Payload {" in declared
    assert "  /** Code of the state that the study is about. */\n  focus: string;\n" in declared
    assert '  status?: "independent" | "dependent" | "disputed";' in declared
    assert "  dot?: Point;" in declared


def test_a_type_without_a_word_for_it_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        payload_types.declare(Odd)


def test_the_payload_is_what_its_types_say(study: pm.Study) -> None:
    assert faults(study.payload(), wire.Payload, in_file=False) == []


def test_what_is_told_is_what_its_types_say(study: pm.Study) -> None:
    for language in study.languages:
        assert faults(told.told(study.scored(), language), told.Told, in_file=False) == []


def test_in_a_file_the_payload_lacks_only_what_its_types_say(study: pm.Study) -> None:
    lean = compact(study.payload())
    assert faults(lean, wire.Payload, in_file=True) == []
    assert faults(lean, wire.Payload, in_file=False), "nothing is left out"
