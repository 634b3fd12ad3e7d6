"""Commands that print scores, comparisons and the events behind a score."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from perufr_map.cli._main import main
from perufr_map.cli._options import (
    Choice,
    StudyPath,
    events_options,
    format_option,
    method_of,
    method_options,
    study_option,
)
from perufr_map.cli._talk import ask, load_study, print_frame, print_table, write

if TYPE_CHECKING:
    from perufr_map.scoring.bulk import EngineName, Source, Tally
    from perufr_map.scoring.scored import Score
    from perufr_map.shown.words import Words

_FOLDER = StudyPath()
_FILE = click.Path(dir_okay=False, path_type=Path)


@main.command()
@study_option
@click.option("--era", help="Only this era, by its id.")
@method_options
@format_option
@events_options
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
    **options: str | None,
) -> None:
    """Print the relation scores: the study's, or with --events those of event files.

    Machine-coded files are scored by their own weights, or with --weights cameo by those of our
    crosswalk. Their score is the mean, unless --aggregation is given.
    """
    study = load_study(folder)
    if files is None:
        method = method_of(study, options)
        print_frame(ask(lambda: study.scores(era=era, method=method)), form)
        return
    coded = source != "plain"
    if coded and options["weights"] not in (None, "cameo"):
        raise click.UsageError(
            f"{source} has weights of its own; for those of our crosswalk give --weights cameo"
        )
    method = method_of(study, options, source)
    result = ask(
        lambda: study.score_events(
            files,
            source=source,
            method=method,
            engine=engine,
            crosswalk=coded and options["weights"] == "cameo",
            memory=memory,
            master=master,
            rejects=rejects,
            progress=sys.stderr.isatty(),
        )
    )
    scored = result.scores
    if era is not None:
        name = ask(lambda: study.era(era))["id"]
        scored = scored[scored["era"] == name]
    print_tally(result.tally)
    print_frame(scored, form)


@main.command("compare-source")
@study_option
@events_options
@click.option(
    "--minimum",
    default=5,
    show_default=True,
    help="Fewest machine-coded events for a counterpart to count in the correlation.",
)
@format_option
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
    """Compare a machine-coded source with the study, per era and counterpart.

    Prints the scores of both, rank correlations by era and the largest disagreements.
    """
    if files is None:
        raise click.UsageError("name the files: --events FILE")
    study = load_study(folder)
    result = ask(
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
    print_tally(result.tally)
    if form != "table":
        print_frame(result.table, form)
        return
    for title, frame in {
        "Scores by hand and by machine": result.table,
        "Rank correlation (Spearman)": result.correlation,
        "Largest disagreements": result.disagreements(),
    }.items():
        click.secho(title, bold=True)
        print_frame(frame, form)
        click.echo()


@main.command()
@study_option
@click.argument("before")
@click.argument("after")
@method_options
@format_option
def compare(folder: Path | None, before: str, after: str, form: str, **options: str | None) -> None:
    """Print how each score changed from the era BEFORE to the era AFTER."""
    study = load_study(folder)
    method = method_of(study, options)
    print_frame(ask(lambda: study.compare(before, after, method=method)), form)


@main.command()
@click.argument("one", type=_FOLDER)
@click.argument("other", type=_FOLDER, required=False)
@click.option("--statements", is_flag=True, help="The statements behind the scores.")
@click.option("--html", "file", type=_FILE, help="Page to write, instead of printing.")
@click.option("--lang", help="Language of headlines and page. Default: the first study's.")
@method_options
@format_option
def pair(
    one: Path,
    other: Path | None,
    file: Path | None,
    lang: str | None,
    form: str,
    *,
    statements: bool,
    **options: str | None,
) -> None:
    """Print what two studies say of each other's state, by era: the scores, the statements.

    ONE and OTHER are the studies' folders. Default of OTHER: the shipped one, Peru 1968-1992.
    """
    from perufr_map.scoring.pair import pair as lay_beside  # noqa: PLC0415

    studies = load_study(one), load_study(other)
    first, second = (each.scored(method_of(each, options)) for each in studies)
    found = ask(lambda: lay_beside(first, second))
    language = ask(lambda: studies[0].language(lang))
    if file is not None:
        from perufr_map.exports.pair import write as write_page  # noqa: PLC0415

        write(lambda: write_page(found, file, language=language), file)
        click.echo(f"{file}: {file.stat().st_size / 1000:.0f} KB")
        return
    if form != "table":
        print_frame(found.statements if statements else found.scores, form)
        return
    from perufr_map.shown.pair import show  # noqa: PLC0415 (dates and numbers are slow to import)

    for side in show(found, language).sides:
        click.secho(side.title, bold=True)
        frame = side.list_statements() if statements else side.list_steps()
        print_table(frame, numbers=["score", "weight"])
        click.echo()


@main.command()
@study_option
@method_options
@format_option
def robustness(folder: Path | None, form: str, **options: str | None) -> None:
    """Print how probable each sign is, what turns it, and its sensitivity to one statement."""
    study = load_study(folder)
    method = method_of(study, options)
    print_frame(ask(lambda: study.robustness(method=method)), form)


@main.command()
@study_option
@click.option("--by", type=Choice(["era"]), help="The figures of each era.")
@click.option("--differences", is_flag=True, help="What the coders say differently, ruled on.")
@click.option(
    "-o",
    "--out",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write as CSV, instead of printing.",
)
@format_option
def agreement(
    folder: Path | None, by: str | None, file: Path | None, form: str, *, differences: bool
) -> None:
    """Print how far two coders agree: percent, Krippendorff's alpha, Gwet's AC1.

    The interval holds alpha in 95 of 100 draws of the units.
    """
    from perufr_map.exports.tables import write_csv  # noqa: PLC0415
    from perufr_map.files import whole  # noqa: PLC0415

    if by and differences:
        raise click.UsageError("give --by or --differences, not both")
    study = load_study(folder)
    found = ask(study.agreement)
    frame = found.differences if differences else found.by_era if by else found.figures
    if file is not None:

        def save() -> None:
            with whole(file) as unfinished:
                write_csv(frame, unfinished)

        write(save, file)
        click.echo(f"{file}: {len(frame)} {'row' if len(frame) == 1 else 'rows'}")
        return
    print_frame(frame, form)
    if form == "table" and not differences:
        differing = found.differences[["unit", "counterpart"]].drop_duplicates()
        click.echo(f"{len(differing)} statements seen differently: --differences lists them")


@main.command()
@study_option
@click.argument("era")
@click.argument("counterpart")
@method_options
@click.option("--lang", help="Language of what is printed. Default: the study's first.")
def explain(
    folder: Path | None, era: str, counterpart: str, lang: str | None, **options: str | None
) -> None:
    """Print the events, weights and citations behind one score."""
    from perufr_map.shown.words import Words  # noqa: PLC0415 (dates and numbers are slow to import)

    study = load_study(folder)
    language = ask(lambda: study.language(lang))
    method = method_of(study, options)
    events = ask(lambda: study.explain(era=era, counterpart=counterpart, method=method))
    words = Words(study, language)
    score = study.scored(method).score(era, counterpart)
    if score is None:
        click.echo(words.say("explain.nothing", code=counterpart, era=era))
        return
    contributions = [words.signed(each, digits=2) for each in events["contribution"]]
    citations = [words.citation(event, searched=True) for event in events.to_dict("records")]
    columns = ["contribution", "via", f"date_text_{language}", f"headline_{language}", "citation"]
    table = events.assign(contribution=contributions, citation=citations)[columns]
    print_table(table, numbers=["contribution"])
    net, result = (words.signed(each, digits=2) for each in (score.net, score.score))
    click.echo(words.say("explain.sum", net=net, score=result))
    click.echo(_say_basis(words, counterpart, score))


def _say_basis(words: Words, counterpart: str, score: Score) -> str:
    """Say who carries a score, and whether its sign is settled."""
    named = score.events - score.inherited
    return words.say(
        "explain.basis",
        who=words.say("explain.named" if named else "explain.unnamed", n=named, code=counterpart),
        n=score.inherited,
        probability=words.probability(score.sign_probability),
        settled=words.say("page.settled" if score.settled else "page.unsettled"),
    )


def print_tally(tally: Tally) -> None:
    """Print the outcomes of the rows of event files."""
    for line in tally.say_assumptions():
        click.echo(line, err=True)
    click.echo(str(tally), err=True)
    for path, rows in tally.files.items():
        click.echo(f"{path}: {rows:,} rejected row(s), with line and reason", err=True)
    for line in tally.say_names():
        click.echo(line, err=True)
    if tally.is_useless:
        raise click.ClickException("no row of the event files could be scored")
