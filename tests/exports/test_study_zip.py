"""The study itself can be taken away: what comes out of the zip is the study, and nothing else."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import yaml
from frictionless import Package

import perufr_map as pm
from exporting import CAMEO, Exports
from perufr_map.dashboard import bundle
from perufr_map.exports import to_bytes
from perufr_map.resources import study_dir
from perufr_map.shown.request import Request


def unpack(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_zip_of_a_study_is_the_study(exports: Exports, tmp_path: Path) -> None:
    path = exports.file(".zip")
    files = unpack(path.read_bytes())
    folder = study_dir()
    for name in bundle.FILES:
        assert files[name] == (folder / name).read_bytes()
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "mine")
    assert pm.check(tmp_path / "mine") == []
    assert bundle.read_zip(path.read_bytes()).study.languages == ("en", "es")


@pytest.mark.filterwarnings("ignore:.*was read:perufr_map.problems.StudyWarning")
def test_the_zip_of_a_study_is_a_data_package_however_its_tables_were_written(
    folder: Path, tmp_path: Path
) -> None:
    rows = list(csv.reader((folder / "events.csv").read_text("utf-8-sig").splitlines()))
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(rows)
    (folder / "events.csv").write_bytes(out.getvalue().encode("cp1252"))
    eras = pd.read_csv(folder / "eras.csv", dtype=str).drop(columns=["said_en", "said_es"])
    eras.to_csv(folder / "eras.csv", index=False)
    mine = tmp_path / "mine"
    (path,) = pm.load(folder).export(tmp_path / "mine.zip")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(mine)
    report = Package(str(mine / "datapackage.json")).validate()
    assert report.valid, report.flatten(["note", "message"])
    assert pm.load(mine).scores().equals(pm.load(folder).scores())


def test_the_zip_of_a_study_has_its_licence_and_its_citation(exports: Exports) -> None:
    files = unpack(exports.file(".zip").read_bytes())
    licence = files["LICENCE.txt"].decode()
    assert "CC-BY-4.0" in licence
    assert "https://creativecommons.org/licenses/by/4.0/" in licence
    assert "Peru: A Country Study" in licence
    assert yaml.safe_load(files["CITATION.cff"])["version"] == "2.0.0"


def test_the_zip_is_of_the_study_whatever_is_shown_of_it(study: pm.Study, exports: Exports) -> None:
    plain = exports.file(".zip").read_bytes()
    for request in (
        Request(era="garcia", language="en", method=CAMEO),
        Request(era="velasco", language="en", method=study.method, before="garcia"),
    ):
        assert to_bytes(study.show(request), ".zip") == plain


def test_nothing_else_of_a_folder_gets_into_the_zip(folder: Path, tmp_path: Path) -> None:
    (folder / "letters.txt").write_text("private", "utf-8")
    (folder / ".env").write_text("KEY=private", "utf-8")
    (path,) = pm.load(folder).export(tmp_path / "mine.zip")
    assert set(unpack(path.read_bytes())) <= {*bundle.FILES, "LICENCE.txt", "CITATION.cff"}


def test_a_study_without_its_files_is_refused_in_a_sentence(
    study: pm.Study, folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(pm.ChoiceError, match="not read from files"):
        replace(study, origin=None).export(tmp_path / "peru.zip")
    read = pm.load(folder)
    (folder / "datapackage.json").unlink()
    with pytest.raises(FileNotFoundError, match=r"datapackage\.json"):
        read.export(tmp_path / "peru.zip")
    assert list(tmp_path.glob("*.zip")) == []


@pytest.mark.slow
def test_all_eras_of_a_drawing_come_as_one_zip(study: pm.Study) -> None:
    shown = study.show(Request(era="garcia", language="en", method=study.method))
    files = unpack(to_bytes(shown, ".svg", all_eras=True))
    assert [name.removeprefix("peru-foreign-relations-1968-1992-") for name in files] == [
        f"{era}.svg" for era in study.eras["id"]
    ]
