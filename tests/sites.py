"""Read the pages of a site, as the standard says, and ask of all of them what every site keeps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import html5lib

from exporting import BASE

HTML = "{http://www.w3.org/1999/xhtml}"


def html_of(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def tree(path: Path) -> ET.Element:
    """Return a page, read as the standard says and with no error."""
    parser = html5lib.HTMLParser(strict=True, tree=html5lib.getTreeBuilder("etree"))
    parsed: ET.Element = parser.parse(path.read_text("utf-8"))
    return parsed


def content(root: ET.Element, **wanted: str) -> list[str]:
    """Return the content of the meta elements with an attribute."""
    ((name, value),) = wanted.items()
    found = root.iter(f"{HTML}meta")
    return [meta.attrib["content"] for meta in found if meta.get(name) == value]


def links(path: Path) -> Iterator[str]:
    """Yield what a page links, but for the text of its licence, which no browser loads."""
    for node in tree(path).iter():
        if node.get("rel") == "license":
            continue
        for name in ("href", "src"):
            if name in node.attrib:
                yield node.attrib[name]
        if node.get("property") == "og:image":
            yield node.attrib["content"]


def target(folder: Path, page: Path, link: str) -> Path:
    """Return the file that a link leads to."""
    if link.startswith("/"):
        assert page.name == "404.html"
        link = f"{BASE.removesuffix('/peru/')}{link}"
    path = urlsplit(link).path
    if link.startswith(BASE):
        place = folder / unquote(link.removeprefix(BASE).partition("#")[0])
    else:
        assert not urlsplit(link).scheme, f"{page.name} leads out: {link}"
        place = page.parent / unquote(path) if path else page
    return place / "index.html" if link.startswith(BASE) and place.is_dir() else place


def expect_every_link_to_lead_somewhere(folder: Path) -> None:
    """Expect each link of each page to lead to a file, and to an id in it where it names one."""
    ids: dict[Path, set[str]] = {
        page: {node.attrib["id"] for node in tree(page).iter() if "id" in node.attrib}
        for page in html_of(folder)
    }
    for page in html_of(folder):
        for link in links(page):
            found = target(folder, page, link).resolve()
            assert found.is_file(), f"{page.relative_to(folder)} leads to {link}"
            anchor = urlsplit(link).fragment
            if anchor and "=" not in anchor:
                assert anchor in ids[found], f"{page.relative_to(folder)} leads to {link}"


def expect_the_same_files(one: Path, other: Path) -> None:
    """Expect two folders to hold the same files, byte by byte."""
    files = {path.relative_to(one) for path in one.rglob("*") if path.is_file()}
    assert files == {path.relative_to(other) for path in other.rglob("*") if path.is_file()}
    assert [
        path for path in files if (one / path).read_bytes() != (other / path).read_bytes()
    ] == []
