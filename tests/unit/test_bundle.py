"""What `make web` bundles is what stands in the package."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from bundles import BUNDLES, WEB

ROOT = Path(__file__).parents[2]


@pytest.mark.needs("npm")
def test_bundling_again_changes_nothing(tmp_path: Path) -> None:
    if not (WEB / "node_modules" / "tools").exists():
        pytest.skip("needs the tools that make web installs")
    command = ["node", "build.js", str(tmp_path)]
    subprocess.run(command, cwd=WEB, check=True, capture_output=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == BUNDLES
    for name in BUNDLES:
        assert (tmp_path / name).read_bytes() == (WEB / name).read_bytes(), f"{name}: make web"


def test_the_lock_file_of_the_tools_has_hashes_and_no_addresses() -> None:
    text = (WEB / "package-lock.json").read_text("utf-8")
    packages = json.loads(text)["packages"]
    assert all("integrity" in package for path, package in packages.items() if path)
    assert "http" not in text


@pytest.mark.parametrize("name", BUNDLES)
def test_the_bundle_holds_our_own_code_only(name: str) -> None:
    assert "_leaflet_id" not in (WEB / name).read_text("utf-8")


@pytest.mark.parametrize("name", BUNDLES)
def test_the_page_of_licences_names_each_bundle(name: str) -> None:
    assert f"`{name}`" in (ROOT / "docs" / "licences.md").read_text("utf-8")
