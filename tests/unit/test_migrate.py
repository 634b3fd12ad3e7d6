"""A study of an earlier version is told to migrate, migrates whole, and says the same after."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import perufr_map as pm
from perufr_map.cli import main
from perufr_map.dashboard import bundle
from perufr_map.resources import study_dir
from perufr_map.shown.words import Words
from perufr_map.study import migrate

PARAGRAPH = {
    "name": "paragraph",
    "title": "Paragraph",
    "description": "Number of the paragraph in the section, from 1.",
    "type": "integer",
    "constraints": {"required": True, "minimum": 1, "maximum": 9999},
}


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def make_old(folder: Path, *, encoding: str = "utf-8", separator: str = ",") -> dict[str, bytes]:
    """Write the study as version 0.1.0 had it; return its files."""
    events = folder / "events.csv"
    rows = list(csv.reader(io.StringIO(events.read_text("utf-8"), newline="")))
    at = rows[0].index("locator")
    rows[0][at] = "paragraph"
    for row in rows[1:]:
        row[at] = row[at].removeprefix("¶ ")
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator, lineterminator="\n").writerows(rows)
    events.write_bytes(written.getvalue().encode(encoding))
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    (fields,) = (r["schema"]["fields"] for r in descriptor["resources"] if r["name"] == "events")
    fields[[field["name"] for field in fields].index("locator")] = PARAGRAPH
    path.write_text(json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return bundle.files_of(folder)


def test_an_old_study_is_told_the_exact_command_and_nothing_else(folder: Path) -> None:
    make_old(folder)
    (problem,) = pm.check(folder)
    assert (problem.file, problem.code) == ("events.csv", "study_old")
    command = re.findall(r"“perufr-map (migrate .*)”", problem.remedy)
    assert run(*command[0].split()).exit_code == 0
    assert pm.check(folder) == []
    make_old(folder)
    with pytest.raises(pm.StudyError, match="paragraph"):
        pm.load(folder)


def test_a_migrated_study_is_the_shipped_one_again(folder: Path) -> None:
    make_old(folder)
    result = run("migrate", str(folder))
    said = f"“paragraph” is now “locator”: 3 became ¶ 3, in {len(pm.load().events)} row(s)"
    assert f"events.csv: {said}" in result.stdout
    for name in ("events.csv", "datapackage.json"):
        assert (folder / name).read_bytes() == (study_dir() / name).read_bytes(), name
    before = bundle.files_of(folder)
    again = run("migrate", str(folder))
    assert (again.exit_code, again.stdout) == (
        0,
        f"{folder}: nothing to do, the study has today's format\n",
    )
    assert bundle.files_of(folder) == before


def test_a_paragraph_without_a_number_is_named_as_it_stays(folder: Path) -> None:
    make_old(folder)
    path, count = folder / "events.csv", len(pm.load().events)
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
    at = rows[0].index("paragraph")
    rows[2][at], rows[4][at] = "x", ""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    said = f"in {count - 2} row(s); no number, and as before: row(s) 3 (“x”), 5 (“”)"
    assert said in run("migrate", str(folder)).stdout


@pytest.mark.parametrize("kept", [(), ("datapackage.json",)], ids=["nothing", "no events"])
def test_a_folder_without_events_is_not_called_a_study_of_today(
    kept: tuple[str, ...], folder: Path
) -> None:
    names = [path.name for path in folder.iterdir() if path.is_file()]
    for name in names:
        if name not in kept:
            (folder / name).unlink()
    result = run("migrate", str(folder))
    assert result.exit_code == 1
    assert "events.csv: no such file" in result.stderr
    assert [path.name for path in folder.iterdir() if path.is_file()] == list(kept)


@pytest.mark.parametrize(
    ("encoding", "separator"), [("utf-8-sig", ","), ("cp1252", ";"), ("utf-16", "\t")]
)
def test_a_table_of_another_program_migrates_with_all_its_texts(
    encoding: str, separator: str, folder: Path, study: pm.Study
) -> None:
    make_old(folder, encoding=encoding, separator=separator)
    assert run("migrate", str(folder)).exit_code == 0
    problems = pm.check(folder)
    assert {problem.code for problem in problems} <= {"separator_assumed"}
    assert bundle.read_zip(bundle.pack(folder)).study.events.equals(study.events)


def test_a_disk_that_fails_leaves_the_study_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = make_old(folder)
    replace = Path.replace
    done: list[str] = []

    def failing(path: Path, target: Path | str) -> Path:
        if len(done) == 1 and path.parent.name == "fresh":
            raise OSError(5, "Input/output error")
        done.append(path.name)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    result = run("migrate", str(folder))
    assert result.exit_code == 1
    assert "Input/output error; nothing was changed" in result.stderr
    assert bundle.files_of(folder) == before
    assert {path.name for path in folder.iterdir()} == {path.name for path in study_dir().iterdir()}


def test_an_upload_of_an_old_study_is_migrated_and_said(folder: Path, study: pm.Study) -> None:
    make_old(folder)
    found = bundle.read_zip(bundle.pack(folder))
    assert found.study.events.equals(study.events)
    assert [problem.code for problem in found.assumed] == ["study_renewed"]
    events = (folder / "events.csv").read_bytes()
    assert bundle.read_events(events).study.events.equals(study.events)


# --- how a place is cited --------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "locator", "said"),
    [
        ("garcia", "¶ 4", "Peru: A Country Study, Foreign Relations Under García ¶ 4"),
        ("", "¶ 4", "Peru: A Country Study, ¶ 4"),
        ("", "pp. 123-125", "Peru: A Country Study, pp. 123-125"),
        ("garcia", "fol. 12v", "Peru: A Country Study, Foreign Relations Under García, fol. 12v"),
        ("chapter-1", "doc. 176", "Peru: A Country Study, chapter-1, doc. 176"),
        ("", "xii", "Peru: A Country Study, xii"),
    ],
)
def test_a_place_is_cited_as_its_source_is(
    study: pm.Study, section: str, locator: str, said: str
) -> None:
    event = {"source": "lc-peru-1993", "section": section, "locator": locator}
    assert Words(study, "en").citation(event, searched=True) == said


def test_an_event_needs_no_section(folder: Path) -> None:
    path = folder / "events.csv"
    text = path.read_text("utf-8").replace(",lc-peru-1993,overview,¶ 1,", ",lc-peru-1993,,p. 7,")
    path.write_text(text, "utf-8")
    assert pm.check(folder) == []
    cited = pm.load(folder).payload()["events"][0]
    assert (cited["section"], cited["locator"]) == ("", "p. 7")


def test_a_descriptor_that_is_too_large_is_not_read_to_be_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_old(folder)
    files = bundle.files_of(folder)
    files["datapackage.json"] += b" " * 1_000_000
    monkeypatch.setattr(json, "loads", pytest.fail)
    new, _ = migrate.renew(files)
    assert new["datapackage.json"] == files["datapackage.json"]


def test_a_migration_that_was_killed_is_ended_by_the_next(folder: Path, study: pm.Study) -> None:
    before = make_old(folder)
    assert run("migrate", str(folder)).exit_code == 0
    after = bundle.files_of(folder)
    for name in ("events.csv", "datapackage.json"):
        (folder / name).write_bytes(before[name])  # as if that one had not been replaced yet
        assert run("migrate", str(folder)).exit_code == 0
        assert bundle.files_of(folder) == after
    assert pm.load(folder).events.equals(study.events)
