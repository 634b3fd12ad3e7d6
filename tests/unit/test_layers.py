"""Imports run one way, from the data to the page, and a package's underscore is its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import perufr_map

ROOT = Path(perufr_map.__file__).parent
ROOMS = [
    {
        *("arguments", "characters", "files", "formulas"),
        *("locales", "moved", "problems", "resources", "similar"),
    },
    {"borders"},
    {"study"},
    {"scoring"},
    {"shown"},
    {"exports"},
    {"api"},
    {"dashboard"},
    {"cli"},
    {"__main__", "__init__"},
    {"web"},  # a script of those who build the map
]
RANK = {room: rank for rank, rooms in enumerate(ROOMS) for room in rooms}


def _module(path: Path) -> tuple[str, ...]:
    return path.relative_to(ROOT).with_suffix("").parts


def _name(path: Path) -> str:
    return ".".join(_module(path))


def _bound(node: ast.Import | ast.ImportFrom, own: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Return the names that an import binds, each with the whole name of what it stands for."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield alias.asname or alias.name, alias.name
        return
    base = ["perufr_map", *own[: len(own) - node.level + 1]] if node.level else []
    for alias in node.names:
        yield alias.asname or alias.name, ".".join(filter(None, [*base, node.module, alias.name]))


def _imports(tree: ast.AST, own: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Return what of ours a module imports, or reads from what it imports, below the package."""
    homes = {
        name: home
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name, home in _bound(node, own)
    }
    found = {tuple(home.split(".")) for home in homes.values()}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            name, _, rest = ast.unparse(node).partition(".")
            found.add((*homes.get(name, name).split("."), *rest.split(".")))
    ours = {place[1:] for place in found if place[0] == "perufr_map"}
    return {place for place in ours if place and place[0] in RANK}


def test_every_way_to_reach_under_an_underscore_is_seen() -> None:
    for line in (
        "from perufr_map.exports.site import _pages",
        "import perufr_map.exports.site._pages",
        "import perufr_map.exports.site as site; site._pages",
        "from perufr_map.exports import site; site._pages.home",
        "from ..exports.site import _pages",
        "from perufr_map import exports; exports.site._pages",
    ):
        found = _imports(ast.parse(line), ("scoring",))
        assert ("exports", "site", "_pages") in {place[:3] for place in found}, line


FILES = sorted(path for path in ROOT.rglob("*.py") if "node_modules" not in path.parts)


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_no_import_points_backwards(path: Path) -> None:
    room = _module(path)[0]
    tree = ast.parse(path.read_text("utf-8"))
    later = {name for name in _imports(tree, _module(path)[:-1]) if RANK[name[0]] > RANK[room]}
    assert not later, f"{room} imports {later}, which come after it"


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_no_import_reaches_under_another_packages_underscore(path: Path) -> None:
    own = _module(path)[:-1]
    for name in _imports(ast.parse(path.read_text("utf-8")), own):
        hidden = next((at for at, part in enumerate(name) if re.match("_(?!_)", part)), None)
        assert hidden is None or name[:hidden] == own, f"{'.'.join(name)} is private"


def _needs(path: Path, modules: set[str]) -> set[str]:
    """Return the modules that are imported when a module is: not those for types or for later."""
    found = {
        home.removeprefix("perufr_map.")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for _, home in _bound(node, _module(path)[:-1])
    }
    needs = set()
    for home in found:
        base = home.rpartition(".")[0]
        ways = (home, f"{home}.__init__", base, f"{base}.__init__")
        needs.update([name for name in ways if name in modules][:1])
    return needs


def test_modules_need_one_another_in_no_circle() -> None:
    graph = {_name(path): _needs(path, set(map(_name, FILES))) for path in FILES}
    assert {"problems", "borders.__init__"} <= graph["study.rules"] | graph["study.descriptor"]
    tuple(TopologicalSorter(graph).static_order())
    with pytest.raises(CycleError):
        TopologicalSorter(graph | {"problems": {"study.rules"}}).prepare()
