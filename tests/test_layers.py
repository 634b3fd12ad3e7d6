"""Imports run one way, from the data to the page."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import perufr_map

ROOT = Path(perufr_map.__file__).parent
LAYERS = [
    ["_resources", "problems", "dates"],
    ["borders"],
    ["descriptor", "sheets"],
    ["schema"],
    ["checks"],
    ["scaffold"],
    ["study"],
    ["scores"],
    ["method"],
    ["comparison", "bulk"],
    ["atlas", "qgis"],
    ["view"],
    ["tables", "citation", "figure"],
    ["webmap"],
    ["exports"],
    ["site"],
    ["api"],
    ["bundle"],
    ["dashboard"],
    ["cli"],
    ["__main__"],
]
RANK = {module: rank for rank, layer in enumerate(LAYERS) for module in layer}


def _module(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    """Return our own modules that a file imports, type hints apart."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("perufr_map"):
            parts = (node.module or "").split(".")[1:]
            found |= {parts[0]} if parts else {alias.name for alias in node.names}
    return found - {"__version__"}


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=_module)
def test_no_import_points_backwards(path: Path) -> None:
    module = _module(path)
    if module == "__init__":
        return
    later = {name for name in _imports(path) if RANK[name] > RANK[module]}
    assert not later, f"{module} imports {later}, which come after it"
