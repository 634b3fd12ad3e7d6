"""What README shows is what the commands print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

import perufr_map as pm
from perufr_map.cli import main
from perufr_map.shown.words import Words

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("block", re.findall(r"```console\n\$ (.*?)```", README, re.DOTALL))
def test_a_command_prints_what_readme_shows(
    block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command, _, shown = block.partition("\n")
    result = CliRunner().invoke(main, shlex.split(command)[1:])
    assert [line.rstrip() for line in result.stdout.splitlines()] == shown.splitlines()


def test_readme_says_of_whom_the_source_says_most(study: pm.Study) -> None:
    assert Words(study, "en").emphasis in " ".join(README.split())
    concern = study.events["counterpart"].value_counts()
    lenders = int(concern[["IMF", "IFI", "CREDITORS", "PRIVATE_CREDITORS"]].sum())
    told = f"of {len(study.events)} events {concern['USA']} concern the United States and {lenders}"
    assert told in (ROOT / "docs" / "coding.md").read_text("utf-8")


def test_the_python_snippet_prints_what_readme_shows(study: pm.Study) -> None:
    shown = re.search(r"```pycon\n>>> (.*?)\n(.*?)\n```", README, re.DOTALL)
    assert shown is not None
    printed = eval(shown[1], {"study": study, "pd": pd})  # noqa: S307 (our own README)
    assert repr(printed) == shown[2]


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/design.md"])
def test_every_file_that_a_page_links_to_exists(page: str) -> None:
    path = ROOT / page
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), f"{page} links to {target}"


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_stands_in_readme_or_docs(name: str) -> None:
    texts = [README, *(page.read_text("utf-8") for page in (ROOT / "docs").glob("*.md"))]
    assert any(f"perufr-map {name}" in text for text in texts)
