"""What a docstring says of parameters is true, also where only we call."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

import perufr_map as pm

PACKAGE = Path(pm.__file__).parent
FILES = sorted(
    path for path in PACKAGE.rglob("*.py") if "node_modules" not in path.relative_to(PACKAGE).parts
)

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


def documented(text: str) -> list[str] | None:
    """Return the names under “Parameters”; None if there is no such section."""
    _, found, rest = text.partition("Parameters\n----------\n")
    if not found:
        return None
    section = re.split(r"\n\w[\w ]*\n---", rest)[0]
    lines = re.findall(r"^\S.*$", section, re.MULTILINE)
    return [name.strip().lstrip("*") for line in lines for name in line.split(":")[0].split(",")]


def taken(node: Function | ast.ClassDef) -> list[str]:
    """Return the arguments of a function, or those that make an object of a class."""
    if isinstance(node, ast.ClassDef):
        makers = (each for each in node.body if isinstance(each, ast.FunctionDef))
        maker = next((each for each in makers if each.name == "__init__"), None)
        if maker is None:  # a dataclass
            fields = (each.target for each in node.body if isinstance(each, ast.AnnAssign))
            return [field.id for field in fields if isinstance(field, ast.Name)]
        node = maker
    of = node.args
    every = [*of.posonlyargs, *of.args, of.vararg, *of.kwonlyargs, of.kwarg]
    return [each.arg for each in every if each and each.arg not in {"self", "cls"}]


def lies(path: Path) -> Iterator[str]:
    """Yield where parameters that are documented are not those that are taken, in their order."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, Function | ast.ClassDef):
            names = documented(ast.get_docstring(node) or "")
            if names is not None and names != taken(node):
                yield f"{path.name}:{node.lineno} {node.name}: {names}, but takes {taken(node)}"


def test_every_documented_parameter_is_one_that_is_taken() -> None:
    assert not [lie for path in FILES for lie in lies(path)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Do.", None),
        ("Do.\n\nParameters\n----------\na, b\n    Two.\n*c\n    More.", ["a", "b", "c"]),
        ("Do.\n\nParameters\n----------\na : int\n    One.\n\nReturns\n-------\nint", ["a"]),
    ],
)
def test_names_are_found_as_they_are_written(text: str, names: list[str] | None) -> None:
    assert documented(text) == names
