"""What others call is documented: arguments, what is returned, what is raised."""

from __future__ import annotations

import ast
import builtins
import importlib
import inspect
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import perufr_map as pm
from perufr_map import borders
from perufr_map.scoring import bulk

validate = pytest.importorskip(
    "numpydoc.validate", reason="numpydoc is not installed: make .venv/dev installs it"
).validate

ROOT = Path(__file__).parents[2]

WANTED = {
    "GL06",  # an unknown section
    "GL07",  # sections in another order
    "GL08",  # no docstring
    "PR01",  # an argument that is not documented
    "PR02",  # an argument that is not there
    "PR03",  # arguments in another order
    "RT01",  # nothing said of what is returned
    "SS01",  # no summary
    "SS03",  # a summary without a full stop
    "SS06",  # a summary of several lines
}
"""The faults of numpydoc's list that count."""

EARLIER = {"kind", "owner", "recipe", "render", "said", "shown", "view"}
"""Names of 0.1.0, each of which says by what it is replaced; and `render`, which is folium's."""


def public() -> Iterator[tuple[str, Any]]:
    """Yield what others call, each with its name: functions, and the methods of our classes.

    That is what our packages name as public, and what the reference shows.
    """
    names = [f"{each.__name__}.{name}" for each in (pm, borders, bulk) for name in each.__all__]
    for page in (ROOT / "docs" / "reference").glob("*.rst"):
        names += re.findall(
            r"^\.\. auto(?:class|function):: (perufr_map\..+)$", page.read_text(), re.MULTILINE
        )
    for name in names:
        module, _, last = name.rpartition(".")
        member = getattr(importlib.import_module(module), last)
        if inspect.isfunction(member):
            yield name, member
        elif inspect.isclass(member) and not issubclass(member, Exception):
            for own, method in inspect.getmembers(member, inspect.isroutine):
                ours = str(getattr(method, "__module__", "")).startswith("perufr_map")
                if ours and own[0] != "_" and own not in EARLIER:
                    yield f"{name}.{own}", method


CALLS = dict(public())


@pytest.mark.parametrize("name", CALLS)
def test_a_public_call_is_documented_as_it_is_called(name: str) -> None:
    member = CALLS[name]
    faults = [text for code, text in validate(name)["errors"] if code in WANTED]
    assert not faults
    documented = set(re.findall(r"^(\w+)$", _section(member, "Raises"), re.MULTILINE))
    for raised in raises(member):
        names = {each.__name__ for each in raised.__mro__}
        assert names & documented, f"{raised.__name__} is not under Raises"


def raises(member: Any) -> Iterator[type]:
    """Yield the errors that a function itself raises."""
    function = inspect.unwrap(getattr(member, "__func__", member))
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            name = ast.unparse(node.exc.func)
            found = function.__globals__.get(name, getattr(builtins, name, None))
            if isinstance(found, type):
                yield found


def _section(member: Any, title: str) -> str:
    """Return a section of a docstring; empty if it has none."""
    text = inspect.getdoc(member) or ""
    _, found, rest = text.partition(f"{title}\n{'-' * len(title)}\n")
    return re.split(r"\n\w+\n-+\n", rest)[0] if found else ""


NAMES = sorted(
    {
        name
        for path in Path(pm.__file__).parent.rglob("*.py")
        if "node_modules" not in path.parts
        for name in re.findall(r"`(perufr_map(?:\.\w+)+)`", path.read_text("utf-8"))
    }
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_a_docstring_refers_to_is_there(name: str) -> None:
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            found = getattr(found, part)
        return
    pytest.fail(f"there is no {name}")
