"""Print tables, progress and problems, and report errors as the command line does."""

from __future__ import annotations

import gc
import shlex
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from perufr_map.problems import LANGUAGE, ChoiceError, StudyError, StudyWarning, UnusableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pandas as pd

    from perufr_map.api import Study
    from perufr_map.problems import Problem

T = TypeVar("T")

SELDOM = 200_000
"""After how many new objects garbage is looked for in a command, which ends soon."""


_SHOWN = 3  # texts of the scaffold


def load_study(folder: Path | None, *, draft: bool = False, published: bool = False) -> Study:
    """Load a study, or print all its problems and end the command.

    With `draft` its problems are printed, and what can be used of it is returned; where it is to be
    `published`, its texts of the scaffold are.
    """
    gc.set_threshold(SELDOM)  # looking for garbage while much is imported costs a tenth
    from perufr_map.api import load  # noqa: PLC0415

    gc.freeze()  # garbage collection then skips imported modules, which saves time
    try:
        with warnings.catch_warnings(record=True, category=StudyWarning) as assumptions:
            warnings.simplefilter("always", StudyWarning)
            study = load(folder, draft=draft)
    except StudyError as error:
        print_problems(error.problems)
        raise click.ClickException(f"{len(error.problems)} error(s) in the study") from error
    for warning in assumptions:
        click.echo(warning.message, err=True)
    if study.draft:
        from perufr_map.shown.colophon import say_draft  # noqa: PLC0415 (mostly not needed)

        print_problems(study.draft.problems)
        click.echo(say_draft(study, LANGUAGE).strip(), err=True)
    elif published:
        _warn_of_placeholders(study, folder)
    return study


def _warn_of_placeholders(study: Study, folder: Path | None) -> None:
    """Print the first texts of the scaffold, and how many more there are."""
    found = study.placeholders
    print_problems(found[:_SHOWN])
    if more := len(found[_SHOWN:]):
        command = f"perufr-map check {shlex.quote(str(folder))}"
        click.echo(f"warning: {more} more such text(s): {command} lists them", err=True)


def ask(answer: Callable[[], T]) -> T:
    """Return an answer; report a choice that cannot be met as a usage error.

    A file or a study that cannot be used is no fault of the command's words.
    """
    try:
        return answer()
    except UnusableError as error:
        raise click.ClickException(str(error)) from error
    except ChoiceError as error:
        raise click.UsageError(str(error)) from error


def write(work: Callable[[], object], file: Path) -> None:
    """Run what writes a file; report an error if the file cannot be written."""
    try:
        work()
    except OSError as error:
        raise click.ClickException(f"cannot write {file}: {error.strerror or error}") from error


def print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)


def print_frame(frame: pd.DataFrame, form: str) -> None:
    if form == "csv":
        from perufr_map.formulas import disarm  # noqa: PLC0415

        print_exactly(disarm(frame).to_csv(index=False))
    elif form == "json":
        print_exactly(frame.to_json(orient="records", force_ascii=False) + "\n")
    else:
        print_table(frame, numbers=map(str, frame.select_dtypes("number")))


def print_exactly(text: str) -> None:
    """Print a text that is data, or report that the output's encoding lacks a character of it."""
    encoding = sys.stdout.encoding
    try:
        text.encode(encoding)
    except UnicodeEncodeError as error:
        raise click.ClickException(
            f"the output is in {encoding}, which has no U+{ord(text[error.start]):04X}; "
            "set PYTHONIOENCODING=utf-8"
        ) from error
    click.echo(text, nl=False)


def print_table(frame: pd.DataFrame, *, numbers: Iterable[str]) -> None:
    """Print a frame as a table, its columns of numbers aligned to the right."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="bold")
    numbers = set(numbers)
    for column in frame:
        table.add_column(str(column), justify="right" if column in numbers else "left")
    for row in frame.itertuples(index=False):
        table.add_row(*map(_cell, row))
    console = Console(markup=False, emoji=False)
    if not console.is_terminal:
        console.width = 200  # no terminal: do not cut columns
    console.print(table)


def _cell(value: object) -> str:
    if value is None or value != value:  # noqa: PLR0124 (NaN)
        return "–"
    return f"{value:z.2f}" if isinstance(value, float) else str(value)


def track(steps: Sequence[str]) -> Iterable[str]:
    """Show on a terminal how many steps are done."""
    if not sys.stderr.isatty():
        return steps
    from rich import progress  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415

    return progress.track(steps, "", console=Console(stderr=True), transient=True)
