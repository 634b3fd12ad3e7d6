"""What several tests of exports need: a study that would harm its readers, and its site."""

from __future__ import annotations

from pathlib import Path

import pytest

import perufr_map as pm
from exporting import CAMEO, Exports, trim
from hostile import write_hostile_study


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> pm.Study:
    """A study whose texts are scripts and formulas."""
    return pm.load(write_hostile_study(tmp_path_factory.mktemp("hostile") / "study"))


@pytest.fixture(scope="session")
def hostile_site(hostile: pm.Study, exports: Exports) -> Path:
    """A site of a part of it, scored by another method than the study's own."""
    part = trim(
        hostile, eras=("velasco", "garcia", "autogolpe"), counterparts=("CHL", "USA", "VEN")
    )
    return exports.once("hostile", lambda folder: part.site(folder, method=CAMEO))
