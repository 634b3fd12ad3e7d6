"""Imports run one way, from the data to the page, and a package's underscore is its own."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import perufr_map

ROOT = Path(perufr_map.__file__).parent
ROOMS = [
    {"resources", "problems", "files", "moved"},
    {"borders"},
    {"study"},
    {"scoring"},
    {"shown"},
    {"exports"},
    {"api"},
    {"dashboard"},
    {"cli"},
    {"__main__", "__init__"},
]
RANK = {room: rank for rank, rooms in enumerate(ROOMS) for room in rooms}


def _module(path: Path) -> tuple[str, ...]:
    return path.relative_to(ROOT).with_suffix("").parts


def _name(path: Path) -> str:
    return ".".join(_module(path))


def _imports(path: Path) -> set[tuple[str, ...]]:
    """Return what of ours a file imports, each as the parts of its name below the package."""
    found: set[tuple[str, ...]] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("perufr_map"):
            module = tuple((node.module or "").split(".")[1:])
            found |= {(*module, alias.name) for alias in node.names}
    return found - {("__version__",)}


FILES = sorted(ROOT.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_no_import_points_backwards(path: Path) -> None:
    room = _module(path)[0]
    later = {name for name in _imports(path) if RANK[name[0]] > RANK[room]}
    assert not later, f"{room} imports {later}, which come after it"


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_no_import_reaches_under_another_packages_underscore(path: Path) -> None:
    own = _module(path)[:-1]
    for name in _imports(path):
        hidden = next((at for at, part in enumerate(name) if part.startswith("_")), None)
        assert hidden is None or name[:hidden] == own, f"{'.'.join(name)} is private"
