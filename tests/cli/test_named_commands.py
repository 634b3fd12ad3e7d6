"""A command that a page names in passing exists, with the options that the page gives it."""

from __future__ import annotations

import re
import shlex
from itertools import chain
from pathlib import Path

import pytest

from perufr_map.cli import main

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *sorted((ROOT / "docs").glob("*.md")), ROOT / "geo" / "README.md"]


def commands(page: Path) -> list[str]:
    """Return what stands after the program's name wherever the page names a command of it."""
    return re.findall(r"`perufr-map ([^`]+)`", page.read_text("utf-8"))


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=lambda p: p.name)
def test_a_command_that_a_page_names_is_there(page: Path) -> None:
    for line in commands(page):
        name, *words = shlex.split(line)
        if name in {"--help", "--version"}:
            continue
        assert name in main.commands, line
        options = [(*each.opts, *each.secondary_opts) for each in main.commands[name].params]
        known = {"--help", *chain.from_iterable(options)}
        assert {word for word in words if word.startswith("-")} <= known, line
