"""Build the site: shared files, pages, data, and files for search engines and hosts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from perufr_map.exports import citation
from perufr_map.exports.licences import licences
from perufr_map.exports.made import SITE, Made
from perufr_map.exports.site import _assets, _data
from perufr_map.exports.site._content import Content
from perufr_map.exports.site._folder import whole_folder
from perufr_map.exports.site._pages import Assets, Renderer
from perufr_map.exports.site._picture import WIDTH, height, simplify, svg
from perufr_map.exports.site._plan import Plan
from perufr_map.exports.site._preview import preview
from perufr_map.exports.styles import cite_views
from perufr_map.problems import ChoiceError
from perufr_map.resources import TYPEFACE, package_text, typeface_file
from perufr_map.shown.colophon import say_borders
from perufr_map.shown.reading import readings
from perufr_map.shown.regions import homes, list_regions
from perufr_map.shown.shapes import world
from perufr_map.shown.words import Words

if TYPE_CHECKING:
    from perufr_map.exports import Track
    from perufr_map.shown.request import Shown

STATES = "data/states.geojson"


def build(
    shown: Shown, folder: Path | str, *, base_url: str | None = None, track: Track | None = None
) -> list[Path]:
    """Write a study as a web site of plain files.

    Parameters
    ----------
    shown
        The study, with its scores.
    folder
        Folder to write, entirely or not at all: one that does not exist, is empty, or holds an
        earlier site and nothing else.
    base_url
        The site's address: ``https://example.org/peru/``. With it, pages contain their own
        address, and there is a ``sitemap.xml``.
    track
        Called with the names of the steps; returns an iterable of them. It can show progress.

    Returns
    -------
    list of Path
        The files that were written, sorted.

    Raises
    ------
    ChoiceError
        If `base_url` is no address of the web.
    FileExistsError
        If the folder holds anything but an earlier site.
    OSError
        If something cannot be written.
    """
    folder, base = Path(folder), _base(base_url)
    with whole_folder(folder) as unfinished:
        _Site(shown, unfinished, base).write(track or list)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _base(url: str | None) -> str | None:
    if url is None:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise ChoiceError(
            f"“{url}” is no address of a site; give one like https://example.org/peru/"
        )
    return parts.geturl().rstrip("/") + "/"


class _Site:
    def __init__(self, shown: Shown, folder: Path, base_url: str | None) -> None:
        self.shown = shown
        self.folder = folder
        self.base_url = base_url
        languages = shown.study.languages
        self.contents = [Content(shown, code) for code in languages]
        self.coarse = simplify(shown.topology)
        self.pictures: list[str] = []
        self.previews: dict[str, list[str]] = {code: [] for code in languages}

    def write(self, track: Track) -> None:
        """Write everything."""
        tasks: dict[str, Callable[[], None]] = {
            f"era {era}": partial(self._draw, number, era)
            for number, era in enumerate(self.shown.study.eras["id"])
        }
        tasks["states"] = lambda: _data.write_states(self.shown, self._path(STATES))
        tasks["pages"] = self._pages
        for name in track(list(tasks)):
            tasks[name]()

    def _draw(self, number: int, era: str) -> None:
        """Draw an era: its map, and in each language the picture for shared links."""
        shown = self.shown
        every, placed = readings(shown.scored, era=era), homes(shown.scored, era=era)
        drawing = svg(
            world(self.coarse, number),
            {code: reading for code, reading in every.items() if code not in placed},
            shown.study.focus_in(era),
            regions=list_regions(every, placed),
            edges=shown.study.edges,
        )
        self.pictures.append(self._put_shared(f"{era}.svg", drawing))
        areas = world(shown.topology, number)
        for content in self.contents:
            picture = preview(shown, areas, era, Words(content.study, content.language))
            path = self._put_shared(f"{era}-{content.language}.png", picture)
            self.previews[content.language].append(path)

    def _pages(self) -> None:
        assets = self._assets()
        downloads = {each.language: self._downloads(each) for each in self.contents}
        plan = Plan(self.contents, assets, downloads)
        renderer = Renderer(self.contents, assets, self.base_url, picture=(WIDTH, height()))
        paths = []
        for content, page in plan.pages():
            self._put(page.path, renderer.render(content, page))
            paths.append(page.path)
        for content, page in plan.root_pages():
            self._put(page.path, renderer.render(content, page))
        robots = "User-agent: *\nAllow: /\n"
        if self.base_url:
            robots += f"Sitemap: {self.base_url}sitemap.xml\n"
            self._put("sitemap.xml", _sitemap(renderer.absolute(path) for path in paths))
        self._put("robots.txt", robots)
        made = Made.of(self.shown, all_eras=True, base_url=self.base_url)
        self._put(SITE, f"{made}\n")
        self._put("licences.txt", licences())
        self._put("favicon.svg", package_text("dashboard/icon.svg").encode())

    def _assets(self) -> Assets:
        """Write the files that pages share, each under a name with its hash."""
        world, studies = _assets.map_data({**self.shown.payload, "cites": cite_views(self.shown)})
        face = self._put_shared(TYPEFACE, typeface_file())
        return Assets(
            style=self._put_shared(
                "site.css", _assets.site_style(face.rpartition("/")[2], self.shown.study.edges)
            ),
            map_style=self._put_shared("map.css", _assets.map_style()),
            map_code=self._put_shared("map.js", _assets.map_code()),
            world=self._put_shared("world.js", world),
            studies={
                code: self._put_shared(f"study-{code}.js", text) for code, text in studies.items()
            },
            pictures=tuple(self.pictures),
            previews={code: tuple(paths) for code, paths in self.previews.items()},
        )

    def _downloads(self, content: Content) -> dict[str, Any]:
        """Write the data in one language; return what the page of downloads needs."""
        shown = replace(self.shown, request=replace(self.shown.request, language=content.language))
        folder = f"{content.language}/data"
        names = _data.write(shown, self._path(f"{folder}/x").parent)
        paths = [f"{folder}/{name}" for name in names]
        has_states = (self.folder / STATES).is_file()
        if has_states:
            paths.insert(2, STATES)
        eras = list(content.study.eras["id"])
        without = "" if has_states else say_borders(content.study, content.words.interface, eras)
        return {
            "files": [self._file(content, path) for path in paths],
            "without": without and content.words.tag(content.words.interface, f"{without}."),
            "citation": citation.bibtex(shown),
            "licence": ", ".join(each["name"] for each in self.shown.study.descriptor["licenses"]),
        }

    def _file(self, content: Content, path: str) -> dict[str, str]:
        name = path.rpartition("/")[2]
        size = (self.folder / path).stat().st_size / 1000
        return {
            "path": path,
            "name": name,
            "about": content.say(f"site.file.{name.rpartition('.')[0].lower()}"),
            "size": f"{content.words.unsigned(max(1, round(size)))} KB",
        }

    def _path(self, path: str) -> Path:
        """Return a file's path in the site's folder; create the folder that it lies in."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        return file

    def _put(self, path: str, data: bytes | str) -> None:
        self._path(path).write_bytes(data.encode() if isinstance(data, str) else data)

    def _put_shared(self, name: str, data: bytes | str) -> str:
        """Write a file under a name with its hash; return its path."""
        data = data.encode() if isinstance(data, str) else data
        path = _assets.name_by_hash(name, data)
        self._put(path, data)
        return path


def _sitemap(addresses: Iterable[str]) -> str:
    """Return the addresses in the sitemaps protocol 0.9."""
    urls = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{urls}</urlset>\n'
