"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from perufr_map.cli._talk import ask
from perufr_map.similar import nearest
from perufr_map.study.layout import DESCRIPTOR
from perufr_map.study.workbooks import is_workbook

if TYPE_CHECKING:
    from perufr_map.api import Study
    from perufr_map.scoring.bulk import Source
    from perufr_map.scoring.method import Method


class Choice(click.Choice[str]):
    """A choice that says which of its words is most like one that it does not have."""

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:
        """Return Click's message, and the word that was meant."""
        message = super().get_invalid_choice_message(value, ctx)
        near = nearest(str(value), self.choices)
        return f"{message} Did you mean {near}?" if near else message


class StudyPath(click.Path):
    """The folder of a study, or the file of a workbook that holds one."""

    def __init__(self) -> None:
        super().__init__(exists=True, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, if it is one or the other."""
        path = Path(str(super().convert(value, param, ctx)))
        if not path.is_dir() and not is_workbook(path):
            wrong = f"“{path}” is neither a folder nor a workbook (.xlsx, .ods)"
            self.fail(wrong + _advise_on(path), param, ctx)
        return path


def _advise_on(path: Path) -> str:
    """Return what would be right where a file of a study was given."""
    ending = path.suffix.lower()
    if ending == ".zip":
        return ". Unpack it, and give the folder"
    is_of_study = ending == ".csv" or path.name == DESCRIPTOR
    return f". Give the folder that it stands in: {path.parent}" if is_of_study else ""


def study_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--study",
        "folder",
        type=StudyPath(),
        help="Folder of the study, or a workbook. Default: the shipped one, Peru 1968-1992.",
    )(command)


def method_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of `perufr_map.Method` to a command; `method_of` reads them."""
    options = [
        click.option("--aggregation", help="saturating, mean, sum or worst."),
        click.option("--weights", help="Weight set, a column weight_* of the codebook: cameo."),
        click.option("--share", help="What a group's event counts for a member, 0 to 1."),
        click.option("--own", help="Weights of your own: aid_suspended:-8,relations_broken:-9."),
        click.option("--without", help="Categories that do not count: trade,debt."),
        click.option("--category", help="The only category that counts: aid."),
        click.option("--min-confidence", help="Least confidence that counts: high, medium or low."),
        click.option("--constant", help="The net that scores 5 in the saturating sum: 10."),
        click.option(
            "--days",
            flag_value="1",
            default=None,
            help="Count an event by the share of the era's days that it covers.",
        ),
        click.option("--no-days", "days", flag_value="0", help="Count each event in full."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def format_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--format",
        "form",
        type=Choice(["table", "csv", "json"]),
        default="table",
        show_default=True,
    )(command)


def events_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of reading event files to a command."""
    options = [
        click.option("--events", "files", help="Event file, pattern or folder: CSV, TSV, Parquet."),
        click.option(
            "--source",
            type=Choice(["plain", "gdelt", "icews", "polecat"]),
            default="plain",
            show_default=True,
            help="The data set whose layout the files have.",
        ),
        click.option(
            "--engine",
            type=Choice(["duckdb", "pandas", "spark"]),
            default="duckdb",
            show_default=True,
            help="The engine that reads and computes.",
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


def method_of(study: Study, words: dict[str, str | None], source: Source | None = None) -> Method:
    """Return the method of a command's options; where one is missing, the study's own choice.

    With a source it is the method for event files of that source.
    """
    from perufr_map.scoring.method import Method  # noqa: PLC0415

    choices = {key: word for key, word in words.items() if word is not None}
    default = study.method if source is None else study.method_for(source)
    return ask(lambda: Method.read(choices, default))
