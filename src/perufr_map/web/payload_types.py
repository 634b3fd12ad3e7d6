"""Write the types of what scripts are given down for them: ``payload.d.ts``, ``told.d.ts``."""

from __future__ import annotations

import ast
import inspect
import itertools
import json
import textwrap
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import (
    Annotated,
    Literal,
    NotRequired,
    TypeGuard,
    Union,
    get_args,
    get_origin,
    is_typeddict,
)

from perufr_map.shown import scale, told, wire

_SRC = Path(__file__).parent / "src"
FILE = _SRC / "payload.d.ts"
TOLD = _SRC / "told.d.ts"
WIDTH = 100

_HEAD = """\
// What the map is given: made by web/payload_types.py of the types in shown/wire.py, which
// docs/payload.md explains. What has a question mark may be missing, above all in a file.

/** Records by columns: one for each field, columns again where it holds records. */
export type Columns<Row> = { [Name in keyof Row]?: Column<Row[Name]> | Columns<Row[Name]> };

/** A list with null where a record lacks the field, or a shorter text that says the same. */
export type Column<Value> =
  (Value | null)[] | { values: Value[]; rows: string } | { steps: string };
"""
_WORDS: Mapping[object, str] = {
    str: "string",
    bool: "boolean",
    int: "number",
    float: "number",
    type(None): "null",
}


_TOLD_HEAD = """\
// What the views of a counterpart and of all statements are given: made by web/payload_types.py of
// the types in shown/told.py.
"""


def declare(root: type = wire.Payload, *, head: str = _HEAD) -> str:
    """Return the declarations of a TypedDict and of all that it refers to, itself first."""
    declared: dict[str, object] = {root.__name__: root}
    written = [head]
    for name, python_type in (queue := list(declared.items())):
        text, others = _declare(name, python_type)
        written.append(text)
        queue += [pair for pair in others.items() if pair[0] not in declared]
        declared |= others
    return "\n".join(written)


def declare_told() -> str:
    """Return the declarations of what the dashboard's own views are given."""
    return declare(told.Told, head=_TOLD_HEAD)


def _declare(name: str, python_type: object) -> tuple[str, dict[str, object]]:
    """Return the declaration of a type, and the types by name that it refers to."""
    others: dict[str, object] = {}
    if not _is_record(python_type):
        comment = _comment((_said(wire) | _said(scale) | _said(told)).get(name, ""))
        return f"{comment}export type {name} = {_spell(python_type, others)};\n", others
    said = _said(python_type)
    lines = [f"{_comment(inspect.getdoc(python_type) or '')}export interface {name} {{\n"]
    for field, hint in typing.get_type_hints(python_type, include_extras=True).items():
        inner, may_be_missing, note = _open(hint)
        about = " ".join(filter(None, [said.get(field), note]))
        mark = "?" * may_be_missing
        lines.append(f"{_comment(about, '  ')}  {field}{mark}: {_name(inner, others)};\n")
    return "".join([*lines, "}\n"]), others


def _open(hint: object) -> tuple[object, bool, str]:
    """Return a field's type, whether it may be missing, and what its note says of a file."""
    parts = get_args(hint)
    if get_origin(hint) is NotRequired:
        return parts[0], True, ""
    if get_origin(hint) is not Annotated:
        return hint, type(None) in parts, ""
    match parts[1]:
        case wire.Unused():
            note = "Not in a file."
        case wire.Usual(value):
            note = f"Left out of a file: {json.dumps(value)}."
        case wire.UsualHere(said):
            note = f"Left out of a file: {said}."
        case wire.Columns():
            return hint, False, "In a file by columns."
        case wire.Shared():
            about = "In a file by columns, each value once: `codes` has its keys, blanks between."
            return hint, False, about
        case _:
            return hint, False, ""
    return parts[0], True, note


def _name(python_type: object, others: dict[str, object]) -> str:
    """Return what a type is called, and note it among those referred to if it has a name."""
    if word := _WORDS.get(python_type):
        return word
    name = python_type.__name__ if _is_record(python_type) else _aliases().get(repr(python_type))
    if name is None:
        return _spell(python_type, others)
    others[name] = python_type
    return name


def _spell(python_type: object, others: dict[str, object]) -> str:
    """Return a type that has no name of its own."""
    origin, parts = get_origin(python_type), get_args(python_type)
    if origin is Literal:
        return " | ".join(map(json.dumps, parts))
    if origin is Annotated:
        return _spell_noted(*parts, others=others)
    if origin is tuple:
        opened = [(_name(part, others), missing) for part, missing, _ in map(_open, parts)]
        return f"[{', '.join(_group(name) + '?' * missing for name, missing in opened)}]"
    inner = [_name(part, others) for part in parts]
    if origin is list:
        return f"{_group(inner[0])}[]"
    if origin in {dict, Mapping}:
        return f"Record<{', '.join(inner)}>"
    if origin not in {Union, types.UnionType}:
        raise TypeError(f"{python_type} has no word in TypeScript yet")
    return " | ".join(inner)


def _spell_noted(plain: object, *notes: object, others: dict[str, object]) -> str:
    """Return a type with what may stand for it in a file."""
    name = _name(plain, others)
    if any(isinstance(note, wire.Columns | wire.Shared) for note in notes):
        *keys, record = (_name(part, others) for part in get_args(plain))
        return f"{name} | Columns<{record}{' & { codes: string }' * len(keys)}>"
    if any(isinstance(note, wire.ByKey) for note in notes):
        return f"{name} | Columns<Record<string, string>>"
    packed = [_WORDS[note.holds] for note in notes if isinstance(note, wire.Packed)]
    return " | ".join([name, *packed])


def _group(text: str) -> str:
    return f"({text})" if "|" in text else text


def _is_record(python_type: object) -> TypeGuard[type]:
    return is_typeddict(python_type)


def _aliases() -> dict[str, str]:
    """Return the names of types that are no classes, by what they stand for."""
    named = {Annotated, Literal, tuple}
    return {
        repr(value): name
        for module in (wire, scale, told)
        for name, value in vars(module).items()
        if get_origin(value) in named
    }


def _said(holder: types.ModuleType | type) -> dict[str, str]:
    """Return the texts below the names in a module or a class."""
    body = ast.parse(inspect.getsource(holder)).body
    if isinstance(body[0], ast.ClassDef):
        body = body[0].body
    found = {}
    for line, below in itertools.pairwise(body):
        match line, below:
            case ast.AnnAssign(ast.Name(name)), ast.Expr(ast.Constant(str() as text)):
                found[name] = text
    return found


def _comment(text: str, indent: str = "") -> str:
    """Return a comment of one line, or of several."""
    plain = " ".join(text.replace("``", "`").split())
    if not plain:
        return ""
    if len(line := f"{indent}/** {plain} */") <= WIDTH:
        return f"{line}\n"
    start = f"{indent} * "
    body = textwrap.fill(plain, WIDTH, initial_indent=start, subsequent_indent=start)
    return f"{indent}/**\n{body}\n{indent} */\n"


if __name__ == "__main__":
    FILE.write_text(declare(), "utf-8")
    TOLD.write_text(declare_told(), "utf-8")
