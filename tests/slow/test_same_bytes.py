"""The same study gives the same bytes in every format, whatever surrounds the process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from exporting import name_file
from perufr_map.exports import FORMATS

ONE_ERA = ("--era", "garcia")
TWO_ERAS = (
    *("--era", "garcia", "--before", "velasco", "--lang", "es", "--select", "USA"),
    *("--weights", "cameo", "--members"),
)

# What may differ from machine to machine and from run to run.
AROUND = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "COLUMNS": "40"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/Lima", "LC_ALL": "C.UTF-8", "LANG": "es_PE.UTF-8"},
)


def export(folder: Path, number: int, command: tuple[str, ...]) -> dict[str, bytes]:
    """Run a command in a folder of its own; return what it wrote there."""
    place = folder / f"{number} ñ"
    place.mkdir()
    subprocess.run(
        [sys.executable, "-m", "perufr_map", *command],
        cwd=place,
        env=os.environ | AROUND[number],
        umask=(0o022, 0o077)[number],
        check=True,
        capture_output=True,
        timeout=300,
    )
    files = (path for path in place.rglob("*") if path.is_file())
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_is_the_same_bytes_in_another_process(ending: str, tmp_path: Path) -> None:
    view = TWO_ERAS if FORMATS[ending].compares else ONE_ERA
    command = ("export", name_file(ending), *view, "--record")
    one, other = (export(tmp_path, number, command) for number in (0, 1))
    assert name_file(ending) in one
    assert one == other


def test_an_embedded_page_is_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    command = ("export", "peru.html", "--embed", "--lang", "es")
    one, other = (export(tmp_path, number, command) for number in (0, 1))
    assert one == other


def test_a_site_is_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    one, other = (export(tmp_path, number, ("site", "peru")) for number in (0, 1))
    assert len(one) > 100
    assert one == other


def test_a_site_is_made_again_the_same(tmp_path: Path) -> None:
    place = tmp_path / "peru"
    base = "https://example.org/peru/"
    for command in (("site", str(place), "--base-url", base), ("verify", str(place))):
        subprocess.run(
            [sys.executable, "-m", "perufr_map", *command],
            check=True,
            capture_output=True,
            timeout=300,
        )
    assert f"base_url={quote(base, safe='')}" in (place / "made.txt").read_text("utf-8")
