"""What is installed with the package is what it uses."""

from __future__ import annotations

import ast
import importlib.util
import re
import tomllib
from importlib.metadata import PackageNotFoundError, packages_distributions
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


spec = importlib.util.spec_from_file_location("dependencies", ROOT / "docs" / "dependencies.py")
assert spec
assert spec.loader
licences = importlib.util.module_from_spec(spec)
spec.loader.exec_module(licences)


def test_each_library_may_be_used_beside_our_licence_and_is_listed() -> None:
    listed_there = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    for name in licences.libraries():
        try:
            licence = licences.licence(name)
        except PackageNotFoundError:  # another system's
            continue
        assert licences.compatible(licence), name
        assert f"| {name} | {licence} |" in listed_there, name


@pytest.mark.parametrize("expression", ["AGPL-3.0", "MIT AND GPL-3.0", "Proprietary", ""])
def test_a_licence_that_binds_our_code_is_found(expression: str) -> None:
    assert not licences.compatible(expression)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_each_pinned_library_has_its_hash(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert all("--hash=sha256:" in each for each in re.split(r"\n(?=[\w.-]+==)", text))
