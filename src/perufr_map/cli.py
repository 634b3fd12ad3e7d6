"""The command line: the same verbs as in Python."""

from __future__ import annotations

import gc
import html
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from perufr_map import __version__
from perufr_map.exports import FORMATS, format_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pandas as pd

    from perufr_map.api import Study
    from perufr_map.bulk import EngineName, Source, Tally
    from perufr_map.method import Method
    from perufr_map.problems import Problem
    from perufr_map.view import Theme

T = TypeVar("T")

# Each command imports what it needs itself: `--help` then answers at once.


def _study_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--study",
        "folder",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Folder of the study. Default: the shipped one, Peru 1968-1992.",
    )(command)


def _method_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the choices of `perufr_map.Method`; `_method` reads them."""
    options = [
        click.option("--aggregation", help="saturating, mean, sum or worst."),
        click.option("--weights", help="Weight set: weis or cameo."),
        click.option("--share", help="What a group's event counts for a member, 0 to 1."),
        click.option("--own", help="Weights of your own: aid_suspended:-8,relations_broken:-9."),
        click.option("--without", help="Categories that do not count: trade,debt."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def _format_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "csv", "json"]),
        default="table",
        show_default=True,
    )(command)


def _events_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the choices of how event files are read; `_choices` takes them up."""
    options = [
        click.option("--events", "files", help="Event file, pattern or folder: CSV, TSV, Parquet."),
        click.option(
            "--source",
            type=click.Choice(["plain", "gdelt", "icews", "polecat"]),
            default="plain",
            show_default=True,
            help="Whose layout the files have.",
        ),
        click.option(
            "--engine",
            type=click.Choice(["duckdb", "pandas", "spark"]),
            default="duckdb",
            show_default=True,
            help="What reads and computes.",
        ),
        click.option("--memory", default="4GB", show_default=True, help="Most memory to use."),
        click.option("--master", default="local[*]", show_default=True, help="Where Spark runs."),
        click.option(
            "--rejects",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            help="Folder for rejected rows. Default: beside each file, as FILE.rejects.csv.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def _say(tally: Tally) -> None:
    """Say what became of the rows of event files."""
    click.echo(str(tally), err=True)
    for path, rows in tally.files.items():
        click.echo(f"{path}: {rows:,} rejected row(s), with line and reason", err=True)


def _method(study: Study, words: dict[str, str | None]) -> Method:
    """Return the method that a command was given; where it says nothing, the study's own."""
    from perufr_map.method import Method  # noqa: PLC0415

    said = {key: word for key, word in words.items() if word is not None}
    return _asked(lambda: Method.read(said, study.method))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="perufr-map")
def main() -> None:
    """See a country's foreign relations through time."""


@main.command()
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
def check(folder: Path | None) -> None:
    """List every problem of the study in FOLDER (default: the shipped one)."""
    from perufr_map.checks import check as list_problems  # noqa: PLC0415

    problems = list_problems(folder)
    _print_problems(problems)
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    click.echo(f"{errors} error(s), {warnings} warning(s)")
    sys.exit(1 if errors else 0)


@main.command()
@_study_option
@click.option("--era", help="Only this era, by its id.")
@_method_options
@_format_option
@_events_options
def scores(
    *,
    folder: Path | None,
    era: str | None,
    form: str,
    files: str | None,
    source: Source,
    engine: EngineName,
    memory: str,
    master: str,
    rejects: Path | None,
    **method: str | None,
) -> None:
    """Print the relation scores: the study's, or with --events those of event files.

    Machine-coded files are scored by their own weights, with --weights cameo by those of our
    crosswalk, and by the mean unless --aggregation says otherwise.
    """
    study = _load(folder)
    if files is None:
        chosen = _method(study, method)
        _print_frame(_asked(lambda: study.scores(era=era, method=chosen)), form)
        return
    coded = source != "plain"
    if coded and method["weights"] not in (None, "cameo"):
        raise click.UsageError(f"{source} has weights of its own; --weights cameo takes ours")
    if coded and method["aggregation"] is None:
        method["aggregation"] = "mean"
    chosen = _method(study, method)
    found = _asked(
        lambda: study.score_events(
            files,
            source=source,
            method=chosen,
            engine=engine,
            crosswalk=coded and method["weights"] == "cameo",
            memory=memory,
            master=master,
            rejects=rejects,
            progress=sys.stderr.isatty(),
        )
    )
    scored = found.scores
    if era is not None:
        name = _asked(lambda: study.era(era))["id"]
        scored = scored[scored["era"] == name]
    _say(found.tally)
    _print_frame(scored, form)


@main.command("compare-source")
@_study_option
@_events_options
@click.option(
    "--minimum",
    default=5,
    show_default=True,
    help="Fewest machine-coded events for a counterpart to count in the correlation.",
)
@_format_option
def compare_source(
    *,
    folder: Path | None,
    form: str,
    files: str | None,
    source: Source,
    engine: EngineName,
    memory: str,
    master: str,
    rejects: Path | None,
    minimum: int,
) -> None:
    """Print a machine-coded source beside the study, per era and counterpart.

    With rank correlations by era and the largest disagreements.
    """
    if files is None:
        raise click.UsageError("name the files: --events FILE")
    study = _load(folder)
    found = _asked(
        lambda: study.compare_source(
            files,
            source=source,
            minimum=minimum,
            engine=engine,
            memory=memory,
            master=master,
            rejects=rejects,
            progress=sys.stderr.isatty(),
        )
    )
    _say(found.tally)
    if form != "table":
        _print_frame(found.table, form)
        return
    for title, frame in {
        "Scores by hand and by machine": found.table,
        "Rank correlation (Spearman)": found.correlation,
        "Largest disagreements": found.disagreements(),
    }.items():
        click.secho(title, bold=True)
        _print_frame(frame, form)
        click.echo()


@main.command()
@_study_option
@click.argument("before")
@click.argument("after")
@_method_options
@_format_option
def compare(folder: Path | None, before: str, after: str, form: str, **method: str | None) -> None:
    """Print how each score moved from the era BEFORE to the era AFTER."""
    study = _load(folder)
    chosen = _method(study, method)
    _print_frame(_asked(lambda: study.compare(before, after, method=chosen)), form)


@main.command()
@_study_option
@_method_options
@_format_option
def robustness(folder: Path | None, form: str, **method: str | None) -> None:
    """Print how often each sign survives another method, and a lost event."""
    study = _load(folder)
    chosen = _method(study, method)
    _print_frame(_asked(lambda: study.robustness(method=chosen)), form)


@main.command()
@_study_option
@click.argument("era")
@click.argument("counterpart")
@_method_options
@click.option("--lang", help="Language of the headlines. Default: the study's first.")
def explain(
    folder: Path | None, era: str, counterpart: str, lang: str | None, **method: str | None
) -> None:
    """Print the events, weights and citations behind one score."""
    study = _load(folder)
    language = _language(study, lang)
    chosen = _method(study, method)
    events = _asked(lambda: study.explain(era=era, counterpart=counterpart, method=chosen))
    if events.empty:
        click.echo(
            f"Nothing is coded of {counterpart} in the era {era}: no data, which is not zero."
        )
        return
    _print_frame(
        events.assign(citation=events["section"] + " ¶ " + events["paragraph"].astype(str))[
            ["contribution", "via", f"date_text_{language}", f"headline_{language}", "citation"]
        ],
        "table",
    )
    scored = study.scores(era=era, method=chosen).set_index("counterpart").loc[counterpart]
    click.echo(f"net {scored['net']:+.2f}, score {scored['score']:+.2f}")


_ENDINGS = "\n".join(f"  {ending:<11} {form.about}" for ending, form in FORMATS.items())


@main.command(
    help=(
        "Write what is on screen to FILE, in the format that the ending of its name says.\n\n"
        f"\b\n{_ENDINGS}"
    )
)
@_study_option
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--era", help="The era, by its id. Default: the last.")
@click.option("--all-eras", is_flag=True, help="All eras: one table, or a picture for each.")
@click.option("--select", "selected", help="Counterpart to pick out, by its id.")
@click.option("--lang", help="Language of names and words. Default: the study's first.")
@click.option(
    "--theme",
    type=click.Choice(["light", "dark"]),
    default="light",
    show_default=True,
    help="Colours of a picture.",
)
@click.option("--embed", is_flag=True, help="A page (.html) to put inside another one.")
@_method_options
def export(  # noqa: D103, PLR0917 (its help stands above; click calls it)
    folder: Path | None,
    file: Path,
    era: str | None,
    selected: str | None,
    lang: str | None,
    theme: Theme,
    *,
    all_eras: bool,
    embed: bool,
    **method: str | None,
) -> None:
    form = _asked(lambda: format_of(file))
    if embed and form is not FORMATS[".html"]:
        raise click.UsageError("--embed is for .html")
    if all_eras and era is not None and form.holds != "all":
        raise click.UsageError("give --era or --all-eras, not both")
    study = _load(folder)
    chosen = _method(study, method)
    files: list[Path] = []
    _written(
        lambda: files.extend(
            _asked(
                lambda: study.export(
                    file,
                    era=era,
                    selected=selected,
                    language=lang,
                    theme=theme,
                    method=chosen,
                    all_eras=all_eras,
                    embed=embed,
                    track=_tracked,
                )
            )
        ),
        file,
    )
    for written in files:
        click.echo(f"{written}: {written.stat().st_size / 1000:.0f} KB")
    if embed:
        title = html.escape(study.settings[f"title_{lang or study.languages[0]}"])
        click.echo(
            f'<iframe src="{html.escape(file.name)}" title="{title}" width="100%" height="560" '
            'style="border: 0" loading="lazy"></iframe>'
        )


def _tracked(steps: Sequence[str]) -> Iterable[str]:
    """Show on a terminal how many steps are done."""
    if not sys.stderr.isatty():
        return steps
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import track  # noqa: PLC0415

    return track(steps, "", console=Console(stderr=True), transient=True)


@main.command()
@_study_option
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--base-url", help="Where it will stand: https://example.org/peru/")
@_method_options
def site(folder: Path | None, out: Path, base_url: str | None, **method: str | None) -> None:
    """Write the study to the folder OUT as a web site that any file host serves."""
    study = _load(folder)
    chosen = _method(study, method)
    files: list[Path] = []
    _written(
        lambda: files.extend(
            _asked(lambda: study.site(out, base_url=base_url, method=chosen, track=_tracked))
        ),
        out,
    )
    size = sum(file.stat().st_size for file in files) / 1e6
    pages = sum(file.suffix == ".html" for file in files)
    click.echo(f"{out}: {pages} pages, {size:.1f} MB")


@main.command()
@click.argument("day")
@click.option(
    "--out",
    "file",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write: .gpkg, .geojson or .parquet.",
)
def borders(day: str, file: Path) -> None:
    """Write the world as it stood on DAY (1980-07-28) to a file."""
    from perufr_map import tables  # noqa: PLC0415
    from perufr_map.borders import on  # noqa: PLC0415

    world = _asked(lambda: on(day))
    _written(lambda: _asked(lambda: tables.write_features(world, file)), file)
    click.echo(f"{file}: {len(world)} states, EPSG:4326")


@main.command()
@_study_option
@click.option("--port", default=8501, show_default=True, help="Port of the page.")
@click.option("--address", default="localhost", show_default=True, help="Address to listen on.")
@click.option("--browser/--no-browser", default=True, help="Open the page in a browser.")
def serve(folder: Path | None, *, port: int, address: str, browser: bool) -> None:
    """Start the dashboard."""
    from perufr_map.dashboard.server import serve as run  # noqa: PLC0415

    _load(folder)  # a broken study is better told here than in the page
    run(folder, port=port, address=address, browser=browser)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--focus", required=True, help="State the study is about: its code, such as CHL.")
@click.option("--title", help="Title of the study. Default: one that names the state.")
def new(folder: Path, *, focus: str, title: str | None) -> None:
    """Write a fresh study to FOLDER, with a few example rows to overwrite."""
    from perufr_map.scaffold import new as write  # noqa: PLC0415

    _written(lambda: _asked(lambda: write(folder, focus=focus, title=title)), folder)
    click.echo(f"{folder}: seven files with a few made-up rows. Next:")
    click.echo("1. Overwrite the rows, in a spreadsheet or an editor; see docs/your-own-study.md")
    click.echo(f"2. perufr-map check {folder}")
    click.echo(f"3. perufr-map serve --study {folder}")


def _load(folder: Path | None) -> Study:
    """Load a study, or say everything that is wrong with it and end."""
    from perufr_map.api import load  # noqa: PLC0415
    from perufr_map.problems import StudyError  # noqa: PLC0415

    gc.freeze()  # what was imported stays: the collector need not walk it again and again
    try:
        return load(folder)
    except StudyError as error:
        _print_problems(error.problems)
        raise click.ClickException(f"{len(error.problems)} error(s) in the study") from error


def _asked(answer: Callable[[], T]) -> T:
    """Return an answer, or say which of the user's words it has no answer for."""
    try:
        return answer()
    except (KeyError, ValueError) as error:
        raise click.UsageError(str(error.args[0])) from error


def _written(write: Callable[[], object], file: Path) -> None:
    """Write a file, or say why it cannot be written."""
    try:
        write()
    except OSError as error:
        raise click.ClickException(f"cannot write {file}: {error.strerror or error}") from error


def _language(study: Study, language: str | None) -> str:
    if language is None:
        return study.languages[0]
    if language not in study.languages:
        raise click.UsageError(f"no language “{language}”; there are {', '.join(study.languages)}")
    return language


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)


def _print_frame(frame: pd.DataFrame, form: str) -> None:
    if form == "csv":
        click.echo(frame.to_csv(index=False), nl=False)
    elif form == "json":
        click.echo(frame.to_json(orient="records", force_ascii=False))
    else:
        _print_table(frame)


def _print_table(frame: pd.DataFrame) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="bold")
    numbers = set(frame.select_dtypes("number"))
    for column in frame:
        table.add_column(str(column), justify="right" if column in numbers else "left")
    for row in frame.itertuples(index=False):
        table.add_row(*map(_cell, row))
    console = Console()
    if not console.is_terminal:
        console.width = 200  # a file or a pipe has no edge to cut at
    console.print(table)


def _cell(value: object) -> str:
    if value is None or value != value:  # noqa: PLR0124 (NaN)
        return "–"
    return f"{value:.2f}" if isinstance(value, float) else str(value)
