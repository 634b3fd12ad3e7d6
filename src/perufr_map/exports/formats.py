"""Write a view of a study to a file, in the format of the ending of its name."""

from __future__ import annotations

import html
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import quote

from perufr_map.exports.made import OF_ERAS, OF_STUDY, Made
from perufr_map.problems import ChoiceError
from perufr_map.resources import package_text
from perufr_map.shown.sizes import SIZES
from perufr_map.similar import advise

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from perufr_map.shown.request import Shown

# Each writer imports what it needs: drawing, tables and folium are all slow to import.

FRAME_HEIGHT = 780
"""Height of an embedded page, in pixels, until it has told its own."""

Writer: TypeAlias = Callable[["Shown", Iterable[str], Path], None]
Track: TypeAlias = Callable[[Sequence[str]], Iterable[str]]


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format of files.

    Attributes
    ----------
    about
        The content, in a few words.
    label
        Key of its name in ``messages/*.json``.
    mime
        Its media type.
    holds
        The eras in a file: only ``one``, the ``chosen`` ones, always ``all``, or ``none``.
    compares
        Whether it shows what a request compares.
    sized
        Whether it comes in several sizes.
    write
        Function that writes a request with its scores, for certain eras, to a file.
    """

    about: str
    label: str
    mime: str
    holds: Literal["one", "chosen", "all", "none"]
    write: Writer
    compares: bool = True
    sized: bool = False


def _write_html(shown: Shown, _eras: Iterable[str], path: Path) -> None:
    from perufr_map.exports.html import RelationsMap  # noqa: PLC0415
    from perufr_map.exports.still import still  # noqa: PLC0415
    from perufr_map.exports.styles import cite_views  # noqa: PLC0415

    request = shown.request
    RelationsMap(
        shown.payload,
        era=request.era,
        before=request.before,
        selected=request.selected,
        language=request.language,
        chrome="embed" if request.embed else "full",
        members=request.members,
        frame=request.frame,
        still=still(shown),
        made=str(Made.of(shown)),
        credit=shown.credit,
        cites=cite_views(shown),
    ).save(path)


def _write_picture(form: str, shown: Shown, eras: Iterable[str], path: Path) -> None:
    from perufr_map.exports import picture  # noqa: PLC0415

    (era,) = eras
    told = shown.describe(era)
    dots = picture.LAYOUTS[shown.request.size].dots
    figure = picture.draw(shown, era)
    made = str(Made.of(shown, era=era))
    title = shown.heading(era)
    _save(figure, form, title, shown, path, told=told, dots=dots, made=made, eras=[era])


def _write_overview(form: str, shown: Shown, _eras: Iterable[str], path: Path) -> None:
    from perufr_map.exports import picture  # noqa: PLC0415

    made = str(Made.of(shown, choices=OF_ERAS))
    title = picture.overview_title(shown)
    _save(picture.draw_overview(shown), form, title, shown, path, made=made)


def _write_multiples(form: str, shown: Shown, eras: Iterable[str], path: Path) -> None:
    from perufr_map.exports import picture  # noqa: PLC0415

    heading = shown.words.say("page.multiples.title")
    eras = list(eras)
    told = " ".join(shown.describe(era) for era in eras)
    figure = picture.draw_multiples(shown, eras)
    _save(figure, form, heading, shown, path, told=told, eras=eras)


def _save(
    figure: Figure,
    form: str,
    heading: str,
    shown: Shown,
    path: Path,
    *,
    told: str = "",
    dots: int = 300,
    made: str | None = None,
    eras: Iterable[str] = (),
) -> None:
    from perufr_map.exports import picture  # noqa: PLC0415

    words, language = shown.about_of(list(eras)), shown.request.language
    title = f"{heading.rstrip('.')}. {words['title']}"
    rights = " ".join(words[key] for key in ("colophon", "method") if key in words)
    about = picture.About(
        title=title,
        rights=rights,
        language=language,
        credit=shown.credit,
        told=told,
        made=made or str(Made.of(shown)),
    )
    picture.save(figure, path, form=form, about=about, dots=dots)


def _write_gif(shown: Shown, eras: Iterable[str], path: Path) -> None:
    from perufr_map.exports import picture  # noqa: PLC0415

    picture.animate(shown, eras, path)


def _write_scores(shown: Shown, eras: Iterable[str], path: Path) -> None:
    from perufr_map.exports import tables  # noqa: PLC0415

    compares = shown.request.before is not None
    tables.write_csv((tables.change_table if compares else tables.score_table)(shown, eras), path)


def _write_events(shown: Shown, eras: Iterable[str], path: Path) -> None:
    from perufr_map.exports import tables  # noqa: PLC0415

    both = filter(None, [*eras, shown.request.before])
    tables.write_csv(tables.event_table(shown, both), path)


def _write_geojson(shown: Shown, eras: Iterable[str], path: Path) -> None:
    from perufr_map.exports import geodata  # noqa: PLC0415

    (era,) = eras
    geodata.write_geojson(shown, era, path)


def _write_geopackage(shown: Shown, eras: Iterable[str], path: Path) -> None:
    from perufr_map.exports import geodata  # noqa: PLC0415

    geodata.write_geopackage(shown, eras, path)


def _write_parquet(shown: Shown, eras: Iterable[str], path: Path) -> None:
    from perufr_map.exports import geodata  # noqa: PLC0415

    geodata.write_parquet(shown, eras, path)


def _write_bibtex(shown: Shown, _eras: Iterable[str], path: Path) -> None:
    from perufr_map.exports import citation  # noqa: PLC0415

    made = Made.of(shown, choices=OF_STUDY)
    path.write_text(f"{citation.bibtex(shown)}\n% {made}\n", "utf-8")


def _write_cff(shown: Shown, _eras: Iterable[str], path: Path) -> None:
    from perufr_map.exports import citation  # noqa: PLC0415

    made = Made.of(shown, choices=OF_STUDY)
    path.write_text(f"{citation.cff(shown)}# {made}\n", "utf-8")


def _write_study(shown: Shown, _eras: Iterable[str], path: Path) -> None:
    from perufr_map.exports import package  # noqa: PLC0415

    package.write_study(shown, path)


def _of_study(about: str, label: str, mime: str, write: Writer) -> Format:
    """Return a format that says something of the study as a whole, whatever is compared."""
    return Format(about=about, label=label, mime=mime, holds="none", write=write, compares=False)


FORMATS: dict[str, Format] = {
    ".html": Format(
        about="interactive map, one page that works offline",
        label="page.export.html",
        mime="text/html",
        holds="all",
        write=_write_html,
    ),
    ".png": Format(
        about="picture: A4, 16:9, 1:1 or 4:5",
        label="page.export.png",
        mime="image/png",
        holds="one",
        sized=True,
        write=partial(_write_picture, "png"),
    ),
    ".svg": Format(
        about="drawing to edit",
        label="page.export.svg",
        mime="image/svg+xml",
        holds="one",
        sized=True,
        write=partial(_write_picture, "svg"),
    ),
    ".pdf": Format(
        about="page to print",
        label="page.export.pdf",
        mime="application/pdf",
        holds="one",
        sized=True,
        write=partial(_write_picture, "pdf"),
    ),
    "overview.png": Format(
        about="picture of all eras: who turned, and when",
        label="page.export.overview_png",
        mime="image/png",
        holds="all",
        write=partial(_write_overview, "png"),
        compares=False,
    ),
    "overview.svg": Format(
        about="the same as a drawing to edit",
        label="page.export.overview_svg",
        mime="image/svg+xml",
        holds="all",
        write=partial(_write_overview, "svg"),
        compares=False,
    ),
    "multiples.png": Format(
        about="maps of all eras on one sheet",
        label="page.export.multiples_png",
        mime="image/png",
        holds="all",
        write=partial(_write_multiples, "png"),
    ),
    "multiples.svg": Format(
        about="the same as a drawing to edit",
        label="page.export.multiples_svg",
        mime="image/svg+xml",
        holds="all",
        write=partial(_write_multiples, "svg"),
    ),
    "multiples.pdf": Format(
        about="the same as a page to print",
        label="page.export.multiples_pdf",
        mime="application/pdf",
        holds="all",
        write=partial(_write_multiples, "pdf"),
    ),
    ".gif": Format(
        about="animation of the eras",
        label="page.export.gif",
        mime="image/gif",
        holds="all",
        write=_write_gif,
    ),
    ".csv": Format(
        about="scores",
        label="page.export.scores",
        mime="text/csv",
        holds="chosen",
        write=_write_scores,
    ),
    "events.csv": Format(
        about="events behind the scores",
        label="page.export.events",
        mime="text/csv",
        holds="chosen",
        write=_write_events,
    ),
    ".geojson": Format(
        about="states of an era with scores",
        label="page.export.geojson",
        mime="application/geo+json",
        holds="one",
        write=_write_geojson,
    ),
    ".gpkg": Format(
        about="a layer per era, styled for QGIS",
        label="page.export.gpkg",
        mime="application/geopackage+sqlite3",
        holds="all",
        write=_write_geopackage,
    ),
    ".parquet": Format(
        about="states with scores, GeoParquet",
        label="page.export.parquet",
        mime="application/vnd.apache.parquet",
        holds="chosen",
        write=_write_parquet,
    ),
    ".zip": _of_study(
        "the study itself: tables, licence, citation",
        "page.export.study",
        "application/zip",
        _write_study,
    ),
    ".bib": _of_study("citation, BibTeX", "page.export.bib", "application/x-bibtex", _write_bibtex),
    ".cff": _of_study(
        "citation, Citation File Format", "page.export.cff", "application/yaml", _write_cff
    ),
}
"""The formats by ending; if several endings fit, the longest one counts."""


def format_of(path: Path | str) -> Format:
    """Return the format of the ending of a file's name.

    Raises
    ------
    ChoiceError
        If there is no such format; lists the endings.
    """
    name = Path(path).name.lower()
    endings = [ending for ending in FORMATS if name.endswith(ending)]
    if not endings:
        message = f"“{Path(path).name}” does not end in {', '.join(FORMATS)}"
        raise ChoiceError(advise(message, Path(name).suffix, FORMATS))
    return FORMATS[max(endings, key=len)]


def export(
    shown: Shown, path: Path | str, *, all_eras: bool = False, track: Track | None = None
) -> list[Path]:
    """Write a view of a study to a file, entirely or not at all.

    Parameters
    ----------
    shown
        The request, with its scores.
    path
        File to write; the ending of its name is the format (`FORMATS`).
    all_eras
        Whether to write all eras. For a format with one era in a file, there is a file for each,
        with the era's id in its name: ``peru-velasco.png``. If the request compares eras, each
        other era is compared with the same one: ``peru-garcia-vs-velasco.png``.
    track
        Called with the ids of the eras; returns an iterable of them. It can show progress.

    Returns
    -------
    list of Path
        The files that were written.

    Raises
    ------
    ChoiceError
        If the ending stands for no format, or for one that has no sizes while one is asked for.
    OSError
        If a file cannot be written.
    """
    from perufr_map.files import whole  # noqa: PLC0415

    path, form = Path(path), format_of(path)
    if shown.request.size != SIZES[0] and not form.sized:
        sized = ", ".join(ending for ending, each in FORMATS.items() if each.sized)
        raise ChoiceError(f"“{path.name}” has no size; {sized} have one")
    every, before, track = list(shown.study.eras["id"]), shown.request.before, track or list
    eras = [era for era in every if era != before] if all_eras else [shown.request.era]
    if form.holds in {"all", "none"}:
        eras = every
    if form.holds != "one":
        with whole(path) as unfinished:
            form.write(shown, track(eras), unfinished)
        return [path]
    paths, versus = [], "" if before is None else f"-vs-{before}"
    for era in track(eras):
        file = path.with_stem(f"{path.stem}-{era}{versus}") if all_eras else path
        with whole(file) as unfinished:
            form.write(shown, [era], unfinished)
        paths.append(file)
    return paths


def iframe(name: str, title: str, *, fragment: str = "", width: str = "100%") -> str:
    """Return the HTML that shows an exported page inside another page, as high as it is.

    Parameters
    ----------
    name
        Name of the page's file.
    title
        What a screen reader calls the frame.
    fragment
        What it opens at: ``#era=garcia``. Default: what the file was made with.
    width
        Width of the frame, as HTML has it.
    """
    source = quote(os.fsencode(name), safe="")
    return (
        f'<iframe src="{source}{html.escape(fragment)}" title="{html.escape(title)}" '
        f'width="{width}" height="{FRAME_HEIGHT}" style="border: 0" loading="lazy"></iframe>\n'
        f"{package_text('exports/fit.html').strip()}"
    )


def to_bytes(
    shown: Shown, ending: str, *, all_eras: bool = False, track: Track | None = None
) -> bytes:
    """Return the bytes that `export` writes to a file with an ending; of several files, a zip.

    Raises
    ------
    ChoiceError
        If the ending is of no format.
    """
    from perufr_map.study.archive import pack  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        name = f"{shown.study.descriptor['name']}{'' if ending.startswith('.') else '-'}{ending}"
        paths = export(shown, Path(folder) / name, all_eras=all_eras, track=track)
        if all_eras and FORMATS[ending].holds == "one":
            return pack({path.name: path.read_bytes() for path in paths})
        return paths[0].read_bytes()
