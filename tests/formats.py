"""What every format keeps: the quick ones in the gate, those drawn for long in tests/slow."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
from click.testing import CliRunner

import perufr_map as pm
from exporting import CAMEO, GARCIA, SINCE_VELASCO, Exports, name_file
from perufr_map.cli import main
from perufr_map.exports import FORMATS, to_bytes
from perufr_map.shown.request import Request

# Drawn for seconds each, by what draws and writes a quick format as well.
LONG = (".gif", "overview.png", "multiples.png", "multiples.svg", "multiples.pdf")
QUICK = tuple(ending for ending in FORMATS if ending not in LONG)

# The study itself has no method but its own.
NAMES_ITS_METHOD = tuple(ending for ending in FORMATS if ending not in (".gif", ".zip"))


def expect_the_command_to_write_what_python_wrote(
    ending: str, exports: Exports, folder: Path
) -> None:
    """Expect the same bytes of a second making, by the command."""
    path = folder / name_file(ending)
    words = ("--era", "garcia", "--before", "velasco", "--lang", "es")
    result = CliRunner().invoke(main, ["export", str(path), *words])
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{path}: {path.stat().st_size / 1000:.0f} KB\n"
    assert list(folder.iterdir()) == [path]
    assert path.read_bytes() == exports.file(ending, **SINCE_VELASCO).read_bytes()


def expect_to_name_the_method(ending: str, before: str | None, study: pm.Study) -> None:
    """Expect a file to name the weights; a PDF's metadata may be UTF-16."""
    request = Request(era="autogolpe", before=before, language="en", method=CAMEO)
    written = to_bytes(study.show(request), ending).lower()
    assert any("cameo".encode(code) in written for code in ("ascii", "utf-16-be"))


def expect_to_show_what_is_compared(ending: str, exports: Exports) -> None:
    """Expect a comparison to differ from the era alone where the format compares."""
    alone, compared = (
        exports.file(ending, **view).read_bytes() for view in (GARCIA, SINCE_VELASCO)
    )
    assert (alone == compared) != FORMATS[ending].compares


def expect_to_compare_eras_without_data(ending: str, study: pm.Study, folder: Path) -> None:
    """Expect a file of two eras of which nothing counts."""
    nothing = pm.Method(without=frozenset(study.event_types["category"]))
    path = folder / name_file(ending)
    study.export(path, era="garcia", before="velasco", method=nothing)
    assert path.stat().st_size > 0
    if ending == ".csv":
        assert pd.read_csv(path).empty
    if ending == ".geojson":
        assert gpd.read_file(path)["change_status"].isna().all()
