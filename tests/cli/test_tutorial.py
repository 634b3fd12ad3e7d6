"""The tutorial leads from an empty folder to a map to send: each step is done as it says."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import perufr_map as pm
from perufr_map.cli import main

PAGE = Path(__file__).parents[2] / "docs" / "your-own-study.md"
BLOCKS = re.findall(
    r"^ *```(\w+) ?(\S*)\n(.*?)^ *```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE
)
MISTAKE = "1 error(s)"
"""What a command prints of which the page says that it fails."""


def put(old: dict[str, Any], new: Mapping[str, Any]) -> None:
    """Replace what a page says to replace, and leave the rest."""
    for key, value in new.items():
        if isinstance(value, dict) and value:
            put(old[key], value)
        else:
            old[key] = value


def run(line: str, shown: str) -> None:
    """Run a command; where the page shows what it prints, hold that it prints this."""
    result = CliRunner().invoke(main, shlex.split(line, comments=True)[1:])
    assert result.exit_code == (1 if MISTAKE in shown else 0), f"{line}\n{result.output}"
    if shown:
        printed = [each.rstrip() for each in result.output.splitlines()]
        assert printed == shown.splitlines(), line


def follow(language: str, name: str, text: str) -> None:
    """Do what a block says: write a table, change lines of a descriptor, run commands."""
    if name.endswith(".csv"):
        assert Path(name).is_file(), f"the page replaces {name}, which is not there"
        Path(name).write_text(text, "utf-8")
    elif name:
        descriptor = json.loads(Path(name).read_text("utf-8"))
        put(descriptor, json.loads(text))
        Path(name).write_text(json.dumps(descriptor), "utf-8")
    elif language == "console":
        command, _, shown = text.removeprefix("$ ").partition("\n")
        run(command, shown)
    elif language == "sh":
        for line in text.splitlines():
            if " serve " not in line:  # it goes on for ever; tests/browser starts it
                run(line, "")


def test_the_tutorial_leads_to_a_map_that_can_be_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for block in BLOCKS:
        follow(*block)
    study = pm.load("iceland")
    assert study.languages == ("en", "es")
    assert study.weight_sets == ("weis", "sea")
    assert list(study.categories["id"]) == ["diplomacy", "fishing", "force"]
    made = {path.name for path in tmp_path.iterdir()}
    assert made == {"iceland", "iceland.html", "islandia.png", "iceland.zip"}
    page = Path("iceland.html").read_text("utf-8")
    assert "Islandia rompe con Gran Bretaña" in page
    assert "EXAMPLE" not in page
