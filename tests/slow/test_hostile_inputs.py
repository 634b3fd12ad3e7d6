"""Whatever a study's texts hold, and however many rows it has, no file of it does harm."""

from __future__ import annotations

import csv
import io
import os
import resource
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest
import yaml
from hypothesis import given

import perufr_map as pm
from exporting import Exports
from hostile import studies
from hostile.texts import MARKED, SHOWN
from perufr_map.formulas import disarm_text
from perufr_map.problems import StudyError
from perufr_map.study.checks import examine

FILES = (
    *("peru.html", "peru.svg", "peru.pdf", "scores.csv", "events.csv", "peru.gpkg"),
    *("peru.geojson", "peru.bib", "peru.cff", "overview.svg"),
)


def read_page(text: str) -> Iterator[ET.Element]:
    """Yield the elements of a page, as a browser makes them."""
    yield from html5lib.parse(text, namespaceHTMLElements=False).iter()


def skeleton(text: str) -> Counter[tuple[str, ...]]:
    """Count the elements of a page by name and attributes, whatever their texts."""
    return Counter((str(node.tag), *sorted(node.attrib)) for node in read_page(text))


def hold_page(text: str, where: str) -> None:
    """Hold that a page has no script of its study's texts, and asks nobody for anything."""
    for node in read_page(text):
        assert not [name for name in node.attrib if name.startswith("on")], where
        for name in ("src", "href", "data", "action", "srcset", "style"):
            address = node.get(name, "")
            assert MARKED not in address, (where, address)
            assert not address.lower().startswith("javascript:"), (where, address)


def hold_xml(text: str, where: str) -> None:
    """Hold that an XML text is well-formed and has no script and no address elsewhere."""
    for node in ET.fromstring(text).iter():  # noqa: S314 (we wrote it)
        name = str(node.tag).rpartition("}")[2]
        assert name not in {"script", "foreignObject", "iframe"}, where
        hrefs = [value for key, value in node.attrib.items() if key.endswith("href")]
        assert all(value.startswith(("#", "data:")) for value in hrefs), (where, hrefs)


def hold_file(path: Path) -> None:
    """Hold that a file is one of its format, and does no harm."""
    match path.suffix:
        case ".html":
            hold_page(path.read_text("utf-8"), path.name)
        case ".svg":
            hold_xml(path.read_text("utf-8"), path.name)
        case ".csv":
            rows = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
            assert [cell for row in rows for cell in row if disarm_text(cell) != cell] == []
        case ".gpkg":
            with sqlite3.connect(path) as database:
                styles = database.execute("SELECT styleQML FROM layer_styles").fetchall()
            database.close()
            assert styles
            for (style,) in styles:
                hold_xml(style, path.name)
        case ".bib":
            text = path.read_text("utf-8").replace("\\{", "").replace("\\}", "")
            assert text.count("{") == text.count("}")
        case ".cff":
            assert yaml.safe_load(path.read_text("utf-8"))["cff-version"]


@pytest.mark.filterwarnings("ignore:no typeface of this machine has")
@pytest.mark.parametrize("name", SHOWN)
def test_a_text_of_a_study_is_shown_as_it_stands_in_every_file(
    name: str, tmp_path: Path, exports: Exports
) -> None:
    folder = studies.copy_study(tmp_path / "study")
    studies.fill_texts(folder, SHOWN[name])
    assert [problem for problem in pm.check(folder) if problem.severity == "error"] == []
    study = pm.load(folder)
    for file in FILES:
        study.export(tmp_path / file, era="garcia", language="es")
        hold_file(tmp_path / file)
    shipped = exports.file(".html", era="garcia", language="es").read_text("utf-8")
    assert skeleton((tmp_path / "peru.html").read_text("utf-8")).keys() <= skeleton(shipped).keys()


@pytest.mark.filterwarnings("ignore:no typeface of this machine has")
@pytest.mark.parametrize("name", ["markup", "attribute", "end of an element", "address"])
def test_a_text_of_a_study_is_shown_as_it_stands_on_every_page_of_a_site(
    name: str, tmp_path: Path
) -> None:
    folder = studies.copy_study(tmp_path / "study")
    studies.fill_texts(folder, SHOWN[name])
    for path in pm.load(folder).site(tmp_path / "site"):
        hold_file(path)


@given(files=studies.mutated_files())
def test_a_study_with_any_change_is_shown_or_refused_in_sentences(files: dict[str, bytes]) -> None:
    checked = examine(files)
    for problem in checked.problems:
        for language in ("en", "es"):
            line = str(problem.translate(language))
            assert line.replace("\t", "").replace("\n", "").isprintable() or not line.isascii()
    try:
        study = pm.Study.from_files(checked, origin=files)
    except StudyError:
        assert checked.errors
        return
    assert study.payload()


MEASURE = """
import resource, sys
from pathlib import Path
from click.testing import CliRunner
from perufr_map.cli import main
folder, out = sys.argv[1:]
for words in (["check", folder], ["export", "--study", folder, f"{out}/peru.html"],
              ["export", "--study", folder, f"{out}/peru.gpkg"]):
    result = CliRunner().invoke(main, words)
    assert result.exit_code in (0, 1), result.output
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""

LARGE: dict[str, Callable[[Path], None]] = {
    "as shipped": lambda _: None,
    "5,000 events": lambda folder: studies.repeat_events(folder, 5_000),
    "60 eras": lambda folder: studies.add_eras(folder, 60),
    "a table of line ends": lambda folder: _append(folder / "events.csv", b"\n" * 17_000_000),
    "a table of letters": lambda folder: _append(folder / "sources.csv", b"a\n" * 6_000_000),
    "one endless row": lambda folder: _append(folder / "eras.csv", b"a," * 6_000_000),
}


def _append(path: Path, data: bytes) -> None:
    path.write_bytes(path.read_bytes() + data)


def measure(folder: Path, change: Callable[[Path], None]) -> int:
    """Return the megabytes that it takes to check and export a changed study."""
    folder.mkdir()
    change(studies.copy_study(folder / "study"))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", MEASURE, folder / "study", folder],
        env=os.environ | {"MALLOC_ARENA_MAX": "2"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.skipif(not hasattr(resource, "RUSAGE_SELF"), reason="no measure of memory")
def test_no_study_takes_much_more_memory_than_the_shipped_one(tmp_path: Path) -> None:
    taken = {
        name: measure(tmp_path / str(place), change)
        for place, (name, change) in enumerate(LARGE.items())
    }
    assert all(size <= taken["as shipped"] + 200 for size in taken.values()), taken
