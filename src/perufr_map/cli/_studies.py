"""Commands that check, migrate and begin a study, and start the dashboard."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from perufr_map.cli._main import main
from perufr_map.cli._options import Choice, StudyPath, format_option, study_option
from perufr_map.cli._talk import ask, load_study, print_frame, print_problems, write
from perufr_map.problems import LANGUAGE, StudyError
from perufr_map.resources import languages, messages
from perufr_map.study.encodings import ENCODINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from perufr_map.study.migrate import Step


@main.command()
@click.argument("folder", required=False, type=StudyPath())
@click.option(
    "--lang",
    "language",
    type=Choice(languages()),
    default=LANGUAGE,
    show_default=True,
    help="Language of the problems.",
)
@click.option("--fix", is_flag=True, help="Write the tables of FOLDER as they can be read, first.")
@click.option(
    "--encoding",
    type=Choice(list(ENCODINGS)),
    help="With --fix: what the tables that are not UTF-8 are in. Default: the most likely.",
)
def check(folder: Path | None, *, language: str, fix: bool, encoding: str | None) -> None:
    """List every problem of the study in FOLDER or a workbook (default: the shipped one).

    With --fix the tables become UTF-8 with commas, without empty rows and edges; decimal commas
    become points, and 28/7/1985 becomes 1985-07-28 where it is sure which number is the day. The
    descriptor lists the tables and columns that there are, as other programs want it. What
    was done is told, and what a table not in UTF-8 was read as.
    """
    from perufr_map.study.checks import check as list_problems  # noqa: PLC0415

    if encoding and not fix:
        raise click.UsageError("--encoding is for --fix")
    if fix:
        if folder is None:
            raise click.UsageError("--fix needs the FOLDER of a study")
        if not folder.is_dir():
            raise click.UsageError("--fix is for a folder of tables; mend a workbook itself")
        from perufr_map.study.repair import repair  # noqa: PLC0415

        _print_steps(folder, lambda: repair(folder, encoding=encoding))
    problems = list_problems(folder, language=language)
    print_problems(problems)
    errors = sum(problem.severity == "error" for problem in problems)
    counts = {"errors": errors, "warnings": len(problems) - errors}
    click.echo(messages(language)["problem.summary"].format_map(counts))
    sys.exit(1 if errors else 0)


@main.command()
@study_option
@click.argument("word", required=False, default="")
@click.option("--lang", help="Language of the names. Default: the study's first.")
@format_option
def codes(folder: Path | None, word: str, lang: str | None, form: str) -> None:
    """List the codes of states and territories, with dates, and of the study's places and groups.

    WORD is a code, a part of a name in any language, or a number of Gleditsch and Ward or of the
    Correlates of War. A row holds from its start to the day before its end.
    """
    import pandas as pd  # noqa: PLC0415 (slow to import)

    from perufr_map.study.codes import Code, find_codes  # noqa: PLC0415

    study = load_study(folder)
    language = lang or study.languages[0]
    found = ask(lambda: find_codes(word, study=study, language=language))
    names = [each.name for each in fields(Code)]
    table = pd.DataFrame(found, columns=names, dtype="object")  # whole numbers, where there are any
    for column in ("start", "end"):
        table[column] = [day.isoformat() if day else None for day in table[column]]
    print_frame(table, form)


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def migrate(folder: Path) -> None:
    """Update the study in FOLDER, of an earlier version, to today's format."""
    from perufr_map.study.migrate import migrate as migrate_study  # noqa: PLC0415

    if not _print_steps(folder, lambda: migrate_study(folder)):
        click.echo(f"{folder}: nothing to do, the study has today's format")


def _print_steps(folder: Path, work: Callable[[], list[Step]]) -> list[Step]:
    """Change a study's files, all or none, and print what was done."""
    try:
        steps = work()
    except StudyError as error:
        print_problems(error.problems)
        raise click.ClickException("nothing was changed") from error
    except OSError as error:
        cause = error.strerror or error
        raise click.ClickException(
            f"cannot write {folder}: {cause}; nothing was changed"
        ) from error
    for step in steps:
        click.echo(f"{step.file}: {step.done}")
    return steps


def _tell_untranslated(languages: tuple[str, ...]) -> None:
    """Say which languages of a new study its texts are not in yet."""
    from perufr_map.study.translate import say_untranslated  # noqa: PLC0415

    if told := say_untranslated(languages):
        click.echo(f"note: {told}.", err=True)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--focus", required=True, help="State the study is about: its code, such as CHL.")
@click.option("--title", help="Title of the study. Default: one that names the state.")
@click.option(
    "--lang",
    "languages",
    multiple=True,
    help="Language of its texts: fr. Give it again for each other one. Default: en and es.",
)
def new(folder: Path, *, focus: str, title: str | None, languages: tuple[str, ...]) -> None:
    """Write a new study to FOLDER, with a few example rows to overwrite."""
    from perufr_map.study.layout import SHIPPED  # noqa: PLC0415
    from perufr_map.study.scaffold import new as write_study  # noqa: PLC0415

    chosen = languages or SHIPPED

    def make() -> None:
        write_study(folder, focus=focus, title=title, languages=chosen)

    write(lambda: ask(make), folder)
    click.echo(f"{folder}: eleven files with a codebook and a few made-up rows. Next:")
    _tell_untranslated(chosen)
    click.echo("1. Overwrite the rows, in a spreadsheet or an editor; see docs/your-own-study.md")
    click.echo(f"2. perufr-map check {folder}")
    click.echo(f"3. perufr-map serve --study {folder}")


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--focus", help="State the study is about: CHL. Default: that of the shipped study.")
@click.option("--title", help="Title of the study. Default: one that names the state.")
@click.option(
    "--lang",
    "languages",
    multiple=True,
    help="Language of its texts: fr. Give it again for each other one. Default: en and es.",
)
@click.option(
    "--study",
    "folder",
    type=StudyPath(),
    help="Write this study instead of a new one, to work on in a spreadsheet program.",
)
def template(
    file: Path,
    *,
    focus: str | None,
    title: str | None,
    languages: tuple[str, ...],
    folder: Path | None,
) -> None:
    """Write a new study to FILE, a workbook (.xlsx, .ods) with a sheet for each table.

    check, export, serve and all others take it as a study. Its cells are texts: what is typed
    there, a date or a code, stays as it is typed.
    """
    from perufr_map.study.archive import files_of  # noqa: PLC0415
    from perufr_map.study.layout import SHIPPED  # noqa: PLC0415
    from perufr_map.study.scaffold import fresh  # noqa: PLC0415
    from perufr_map.study.workbooks import write_workbook  # noqa: PLC0415

    if folder is not None:
        if focus or title or languages:
            raise click.UsageError("--study takes the study as it is; leave out the other options")
        load_study(folder)  # one with errors is not written
        files = files_of(folder)
    else:
        state = focus or load_study(None).focus
        made = ask(lambda: fresh(focus=state, title=title, languages=languages or SHIPPED))
        files = {name: text.encode() for name, text in made.items()}
    write(lambda: ask(lambda: write_workbook(files, file)), file)
    click.echo(f"{file}: {len(files)} sheets. Next:")
    _tell_untranslated(languages)
    click.echo("1. Overwrite the rows, in a spreadsheet program; see docs/your-own-study.md")
    click.echo(f"2. perufr-map check {file}")
    click.echo(f"3. perufr-map serve --study {file}")


@main.command()
@study_option
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8501,
    show_default=True,
    help="Port of the page.",
)
@click.option("--address", default="localhost", show_default=True, help="Address to listen on.")
@click.option("--browser/--no-browser", default=True, help="Open the page in a browser.")
@click.option(
    "--pair",
    "other",
    type=StudyPath(),
    help="Folder of a second study, to see both states from both sides.",
)
def serve(
    folder: Path | None, *, port: int, address: str, browser: bool, other: Path | None
) -> None:
    """Start the dashboard.

    It follows the files of the study: what is saved is shown. Rows with errors are listed beside
    the map, which is drawn from all others.
    """
    from perufr_map.dashboard.server import serve as start_server  # noqa: PLC0415

    # A study of which nothing can be drawn is reported here, not in the page.
    study = load_study(folder, draft=True)
    if other is not None:
        second = load_study(other, draft=True)
        ask(lambda: study.pair(second))
    try:
        start_server(folder, port=port, address=address, browser=browser, pair=other)
    except OSError as error:
        raise click.ClickException(
            f"cannot listen on {address}, port {port}: {error.strerror or error}. "
            "Choose others with --port and --address"
        ) from error
