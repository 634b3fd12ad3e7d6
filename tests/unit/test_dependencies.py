"""Nobody installs a library that the package does not use."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]


def named() -> set[str]:
    """Return the packages that ours imports, or names in dots as the home of a file."""
    found: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(node.module or "")
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(r"^\w+(?:\.\w+)+$", node.value))
    return {name.partition(".")[0] for name in found}


def test_every_library_that_is_installed_is_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.split(r"[<>=\[]", each)[0].casefold() for each in project["dependencies"]}
    homes = packages_distributions()
    used = {each.casefold().replace("_", "-") for name in named() for each in homes.get(name, [])}
    assert wanted <= used, wanted - used
