"""The documentation is built as a site that works from disk, and a broken link stops the build."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import html5lib
import pytest
from playwright.sync_api import Browser

pytest.importorskip("sphinx", reason="Sphinx is not installed: make .venv/dev installs it")

ROOT = Path(__file__).parents[2]


def build(source: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """Build a site as `make docs` does, with warnings as errors."""
    command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going"]
    places = ["--conf-dir", str(ROOT / "docs"), "--doctree-dir", str(out / "trees")]
    return subprocess.run(
        [*command, *places, str(source), str(out / "site")],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("docs")
    done = build(ROOT, out)
    assert done.returncode == 0, done.stderr
    return out / "site"


def addresses(page: Path) -> list[tuple[str, str, str]]:
    """Return what a page leads to or loads: the element, the attribute, the address."""
    tree = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)
    return [
        (each.tag, name, each.get(name))
        for each in tree.iter()
        if isinstance(each.tag, str)
        for name in ("href", "src")
        if each.get(name)
    ]


def test_every_link_of_the_site_leads_to_a_page_and_its_place(site: Path) -> None:
    pages = {page: page.read_text("utf-8") for page in site.rglob("*.html")}
    assert len(pages) > 25
    for page in pages:
        for _, _, address in addresses(page):
            if address.startswith(("http", "data:", "mailto:")):
                continue
            path, _, anchor = unquote(address).partition("#")
            path = path.partition("?")[0]  # a style's version
            there = (page.parent / path).resolve() if path else page
            assert there.exists(), f"{page.name}: {address}"
            if anchor and there in pages:
                assert f'id="{anchor}"' in pages[there], f"{page.name}: {address}"


def test_no_page_of_the_site_loads_anything_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        for tag, name, address in addresses(page):
            if tag != "a":
                assert not address.startswith(("http:", "https:", "//")), (page.name, tag, name)
    for sheet in site.rglob("*.css"):
        text = sheet.read_text("utf-8")
        assert "url(http" not in text, sheet.name
        assert "@import" not in text.replace("@import url('../basic.css')", ""), sheet.name


def test_the_site_is_read_from_disk(site: Path, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto((site / "docs" / "index.html").as_uri())
    page.get_by_role("link", name="Your own study").first.click()
    page.get_by_role("heading", name="An afternoon").wait_for()
    assert all(url.startswith(("file:", "data:")) for url in asked)
    page.close()


def test_the_methods_of_a_study_are_in_the_reference(site: Path) -> None:
    text = (site / "docs" / "reference" / "study.html").read_text("utf-8")
    for name in ("scores", "explain", "map", "export"):
        assert f'id="perufr_map.Study.{name}"' in text


def test_a_broken_link_stops_the_build(tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "docs").mkdir(parents=True)
    (source / "docs" / "index.md").write_text("# Here\n\n[nowhere](nowhere.md)\n", "utf-8")
    done = build(source, tmp_path / "out")
    assert done.returncode != 0
    assert "nowhere.md" in done.stderr
    shutil.rmtree(tmp_path / "out")
