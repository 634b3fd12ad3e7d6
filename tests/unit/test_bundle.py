"""What `make web` bundles is what stands in the package."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

import perufr_map

WEB = Path(perufr_map.__file__).parent / "web"
STYLES = ("map.css", "embed.css", "site.css", "country.css", "statements.css", "without.css")
MODULES = ("streamlit.js", "choices.js", "copies.js", "country.js", "statements.js", "kit.js")
BUNDLE = (*STYLES, "map.js", "site.js", "begin.js", *MODULES)


@pytest.mark.needs("npm")
def test_bundling_again_changes_nothing(tmp_path: Path) -> None:
    if not (WEB / "node_modules" / "tools").exists():
        pytest.skip("needs the tools that make web installs")
    command = ["node", "build.js", str(tmp_path)]
    subprocess.run(command, cwd=WEB, check=True, capture_output=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(BUNDLE)
    for name in BUNDLE:
        assert (tmp_path / name).read_bytes() == (WEB / name).read_bytes(), f"{name}: make web"


def test_the_lock_file_of_the_tools_has_hashes_and_no_addresses() -> None:
    text = (WEB / "package-lock.json").read_text("utf-8")
    packages = json.loads(text)["packages"]
    assert all("integrity" in package for path, package in packages.items() if path)
    assert "http" not in text


@pytest.mark.parametrize("name", BUNDLE)
def test_the_bundle_holds_our_own_code_only(name: str) -> None:
    assert "_leaflet_id" not in (WEB / name).read_text("utf-8")
