"""What is installed with the package is what it uses."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

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


def listed(requirements: list[str]) -> set[str]:
    """Return the names in a list of requirements."""
    return {re.split(r"[<>=\[]", each)[0].casefold() for each in requirements}


@pytest.fixture
def used() -> set[str]:
    """Return the names under which what the package uses is installed."""
    homes = packages_distributions()
    return {each.casefold().replace("_", "-") for name in named() for each in homes.get(name, [])}


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_every_library_that_is_installed_is_used(used: set[str]) -> None:
    wanted = listed(PROJECT["dependencies"])
    assert wanted <= used, wanted - used


def test_the_package_uses_nothing_that_only_its_tests_install(used: set[str]) -> None:
    others = listed(PROJECT["optional-dependencies"]["dev"]) - {"perufr-map"}
    assert not others & used
