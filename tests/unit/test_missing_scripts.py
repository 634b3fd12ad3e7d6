"""A picture whose typefaces lack a script says so once, with what to install."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

import perufr_map as pm
from perufr_map.exports import scripts, to_bytes
from perufr_map.exports.scripts import (
    TypefaceWarning,
    gather_missing_scripts,
    tell_missing_scripts,
)
from perufr_map.shown.request import Request


def test_a_picture_warns_once_and_names_the_package(
    folder: Path, edit: Callable[..., int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scripts, "_told", set())
    edit("counterparts.csv", {"id": "CHL"}, name_en="\U00013000")  # is measured, then drawn
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    descriptor["study"]["title_en"] = "\U00013000\U00013001"  # hieroglyphs, of an ibis and others
    path.write_text(json.dumps(descriptor), "utf-8")
    study = pm.load(folder)
    with pytest.warns(TypefaceWarning, match="fonts-noto-core") as told:
        study.export(tmp_path / "map.svg")
    assert len(told) == 1
    study.export(tmp_path / "again.svg")  # any warning is an error in tests


@pytest.mark.parametrize(
    ("letter", "package"),
    [
        ("中", "fonts-noto-cjk"),
        ("。", "fonts-noto-cjk"),
        ("한", "fonts-noto-cjk"),
        ("ก", "fonts-noto-core"),
    ],
)
def test_each_script_has_its_package(
    letter: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scripts, "_told", set())
    with pytest.warns(TypefaceWarning, match=package), tell_missing_scripts():
        warnings.warn(f"Glyph {ord(letter)} (name) missing from font(s) X.", stacklevel=1)


def test_what_was_told_before_is_gathered_for_each_picture(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scripts, "_told", {"fonts-noto-core"})
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    descriptor["study"]["title_en"] = "\U00013000\U00013001"
    path.write_text(json.dumps(descriptor), "utf-8")
    study = pm.load(folder)
    shown = study.show(Request(era="garcia", language="en", method=study.method))
    for _ in range(2):
        with gather_missing_scripts() as missing:
            to_bytes(shown, ".png")
        assert missing == {"fonts-noto-core": "\U00013000"}
    with gather_missing_scripts() as missing:
        to_bytes(pm.load().show(shown.request), ".png")
    assert missing == {}


def test_other_warnings_go_on_as_they_came() -> None:
    with pytest.warns(UserWarning, match="something else"), tell_missing_scripts():
        warnings.warn("something else", stacklevel=1)


def test_the_command_line_says_it_in_one_plain_line(folder: Path, tmp_path: Path) -> None:
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    descriptor["study"]["title_en"] = "\U00013000\U00013001"
    path.write_text(json.dumps(descriptor), "utf-8")
    command = [sys.executable, "-m", "perufr_map", "export", "overview.svg", "--study", str(folder)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    (line,) = done.stderr.splitlines()
    assert line.startswith("warning: no typeface of this machine has")
