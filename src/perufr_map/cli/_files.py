"""Commands that write files: a view, a web site, the borders of a day."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import click

from perufr_map.cli._lean import prepare_page
from perufr_map.cli._main import main
from perufr_map.cli._options import Choice, method_of, method_options, study_option
from perufr_map.cli._talk import ask, load_study, print_exactly, track, write
from perufr_map.exports import FORMATS, format_of, iframe
from perufr_map.shown.sizes import SIZES

if TYPE_CHECKING:
    from perufr_map.shown.scale import Theme
    from perufr_map.shown.sizes import Size

_ENDINGS = "\n".join(f"  {ending:<11} {form.about}" for ending, form in FORMATS.items())


@main.command(
    help=(f"Write a view of the study to FILE, in the format of its ending.\n\n\b\n{_ENDINGS}")
)
@study_option
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--era", help="The era, by its id. Default: the last that is not --before.")
@click.option("--before", help="Era to compare with, by its id: the file shows the change since.")
@click.option("--all-eras", is_flag=True, help="All eras: one table, or a picture for each.")
@click.option("--select", "selected", help="Counterpart to highlight, by its id.")
@click.option("--lang", help="Language of names and words. Default: the study's first.")
@click.option(
    "--theme",
    type=Choice(["light", "dark"]),
    default="light",
    show_default=True,
    help="Colours of a picture.",
)
@click.option("--embed", is_flag=True, help="A page (.html) to put inside another one.")
@click.option("--frame", help="Part of the world: study, world, or a continent. Default: study.")
@click.option(
    "--size",
    type=Choice(SIZES),
    default="a4",
    show_default=True,
    help="Shape of a picture (.png, .svg, .pdf).",
)
@click.option("--members", is_flag=True, help="Fill members of groups that nothing names, too.")
@click.option("--record", is_flag=True, help="Write beside a .csv how it was made, for verify.")
@click.option(
    "--draft",
    is_flag=True,
    help="Write a study with errors from its other rows, marked as a draft; the exit code is 1.",
)
@method_options
def export(  # noqa: PLR0917 (its help stands above; click calls it)
    folder: Path | None,
    file: Path,
    era: str | None,
    before: str | None,
    selected: str | None,
    lang: str | None,
    theme: Theme,
    *,
    all_eras: bool,
    embed: bool,
    members: bool,
    frame: str | None,
    size: Size,
    record: bool,
    draft: bool,
    **options: str | None,
) -> None:
    form = ask(lambda: format_of(file))
    if embed and form is not FORMATS[".html"]:
        raise click.UsageError("--embed is for .html")
    if all_eras and era is not None and form.holds in {"one", "chosen"}:
        raise click.UsageError("give --era or --all-eras, not both")
    if form is FORMATS[".html"]:
        prepare_page()
    study = load_study(folder, draft=draft, published=True)
    method = method_of(study, options)
    files: list[Path] = []
    write(
        lambda: files.extend(
            ask(
                lambda: study.export(
                    file,
                    era=era,
                    before=before,
                    selected=selected,
                    language=lang,
                    theme=theme,
                    method=method,
                    all_eras=all_eras,
                    embed=embed,
                    members=members,
                    frame=frame,
                    size=size,
                    record=record,
                    track=track,
                )
            )
        ),
        file,
    )
    for path in files:
        click.echo(f"{path}: {path.stat().st_size / 1000:.0f} KB")
    if embed:
        code = iframe(file.name, study.title(lang or study.languages[0]))
        encoding = sys.stdout.encoding
        click.echo(code.encode(encoding, "xmlcharrefreplace").decode(encoding))
    if study.draft:
        raise click.exceptions.Exit(1)


@main.command()
@study_option
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--lang", default="en", show_default=True, help="Language of the answer.")
def verify(folder: Path | None, file: Path, lang: str) -> None:
    """Say whether FILE, which may be a site's folder, can be made again from the study.

    The exit code is 0 if it can be made again, the same bytes; 1 if not, and why is said; 2 if its
    settings are not known.
    """
    study = load_study(folder)
    verdict = ask(lambda: study.verify(file, language=lang))
    click.echo(verdict.sentence)
    if verdict.outcome != "same":
        raise click.exceptions.Exit(2 if verdict.outcome == "unknown" else 1)


@main.command()
@study_option
@click.option(
    "--style",
    type=Choice(["sentence", "chicago", "apa", "bibtex", "cff"]),
    default="sentence",
    show_default=True,
    help="The style of the citation.",
)
@click.option("--era", help="The era whose map is cited, by its id. Default: the study is cited.")
@click.option("--before", help="Era that the map is compared with, by its id.")
@click.option("--lang", help="Language of the citation. Default: the study's first.")
@method_options
def cite(
    folder: Path | None,
    style: str,
    era: str | None,
    before: str | None,
    lang: str | None,
    **options: str | None,
) -> None:
    """Print a citation of the study, or of one of its maps, to paste."""
    study = load_study(folder)
    method = method_of(study, options)
    text = ask(lambda: study.cite(style, era=era, before=before, language=lang, method=method))
    print_exactly(text.rstrip("\n") + "\n")


@main.command()
@study_option
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--base-url", help="Where it will stand: https://example.org/peru/")
@method_options
def site(folder: Path | None, out: Path, base_url: str | None, **options: str | None) -> None:
    """Write the study to the folder OUT as a web site that any file host serves."""
    study = load_study(folder, published=True)
    method = method_of(study, options)
    files: list[Path] = []
    write(
        lambda: files.extend(
            ask(lambda: study.site(out, base_url=base_url, method=method, track=track))
        ),
        out,
    )
    size = sum(file.stat().st_size for file in files) / 1e6
    pages = sum(file.suffix == ".html" for file in files)
    click.echo(f"{out}: {pages} pages, {size:.1f} MB")


@main.command()
@study_option
@click.option("--lang", help="Language of the page. Default: the study's first.")
@click.option(
    "-o",
    "--out",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write. Default: print it.",
)
def codebook(folder: Path | None, lang: str | None, file: Path | None) -> None:
    """Write the codebook as a page of Markdown: each type, when to use it, its weights."""
    from perufr_map.files import whole  # noqa: PLC0415

    study = load_study(folder)
    page = ask(lambda: study.codebook(language=lang))
    if file is None:
        print_exactly(page)
        return

    def save() -> None:
        with whole(file) as unfinished:
            unfinished.write_text(page, "utf-8", newline="\n")

    write(save, file)
    click.echo(f"{file}: {len(study.event_types)} types")


@main.command()
@click.argument("day", required=False)
@click.option(
    "--out",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write for DAY: .gpkg, .geojson or .parquet.",
)
@click.option(
    "--all",
    "everything",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="Write all days, lines, changes, codes and names: a .gpkg, or a new folder.",
)
@click.option(
    "--form",
    type=Choice(["parquet", "csv"]),
    help="What a folder of --all has; by default GeoParquet.",
)
def borders(day: str | None, file: Path | None, everything: Path | None, form: str | None) -> None:
    """Write the world as it stood on DAY (1980-07-28), or of all days since 1945, to a file."""
    from perufr_map.borders import LaterWarning, on, write_all  # noqa: PLC0415
    from perufr_map.exports import features  # noqa: PLC0415

    if everything is not None:
        if day or file:
            raise click.UsageError("--all writes every day: leave out DAY and --out")
        rows: dict[str, int] = {}
        write(lambda: rows.update(ask(lambda: write_all(everything, form=form))), everything)
        told = ", ".join(f"{count} {name}" for name, count in rows.items())
        click.echo(f"{everything}: {told}")
        return
    if form:
        raise click.UsageError("--form is of --all: the ending of --out says the form of a day")
    if not day or file is None:
        raise click.UsageError("give DAY and --out FILE, or --all OUT")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", LaterWarning)
        world = ask(lambda: on(day))
    for one in caught:
        click.echo(str(one.message), err=True)
    write(lambda: ask(lambda: features.write_features(features.with_days(world), file)), file)
    click.echo(f"{file}: {len(world)} states, EPSG:4326")
