"""Score event files of any size, and count the outcome of every row."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

import pandas as pd

from perufr_map import borders
from perufr_map.problems import ChoiceError
from perufr_map.scoring.bulk import crosswalks
from perufr_map.scoring.bulk.copies import prepare
from perufr_map.scoring.bulk.engines import EngineName, start
from perufr_map.scoring.bulk.files import EventFile, Files, agree, columns, find, keeps_zeros
from perufr_map.scoring.bulk.job import Job
from perufr_map.scoring.bulk.layouts import LAYOUTS, Layout, Source
from perufr_map.scoring.bulk.names import resolve
from perufr_map.scoring.bulk.problems import EventFileError
from perufr_map.scoring.bulk.rejects import Reject
from perufr_map.scoring.bulk.rejects import write as write_rejects
from perufr_map.scoring.bulk.row_rules import RowRules
from perufr_map.scoring.bulk.tally import Tally
from perufr_map.scoring.method import Method
from perufr_map.scoring.notebook import table_html
from perufr_map.similar import advise
from perufr_map.study.dates import Span
from perufr_map.study.focus import terms_of
from perufr_map.study.tables import StudyTables

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ScoredEvents:
    """Scores of event files.

    Attributes
    ----------
    scores
        The columns of `perufr_map.scoring.scores.scores`, sorted by era and counterpart.
    tally
        The number of rows of each outcome.
    """

    scores: pd.DataFrame
    tally: Tally

    def __repr__(self) -> str:
        """Return how many scores there are, and what became of the rows."""
        return f"<ScoredEvents: {len(self.scores)} scores of {self.tally}>"

    def _repr_html_(self) -> str:
        """Return the scores as a notebook shows a table."""
        return table_html(self.scores)


class Choices(TypedDict, total=False):
    """Options for scoring event files.

    Attributes
    ----------
    engine
        ``duckdb`` (for files larger than the memory; the default), ``pandas`` (all in memory)
        or ``spark``.
    crosswalk
        Whether weights come from ``data/crosswalks/`` and not from the files' own column.
    memory
        Most memory the engine may use. Default: ``4GB``.
    master
        Where Spark runs: this machine or the address of a cluster. Default: ``local[*]``.
    rejects
        Folder for files of rejected rows. Default: beside each event file.
    progress
        Whether to draw progress on the terminal. Default: no.
    """

    engine: EngineName
    crosswalk: bool
    memory: str
    master: str
    rejects: Path | None
    progress: bool


def score_events(
    tables: StudyTables,
    files: Files,
    *,
    source: Source,
    method: Method,
    engine: EngineName = "duckdb",
    crosswalk: bool = False,
    memory: str = "4GB",
    master: str = "local[*]",
    rejects: Path | None = None,
    progress: bool = False,
) -> ScoredEvents:
    """Score the events of files of any size in a study's eras.

    Parameters
    ----------
    tables
        The study; its own events are not used.
    files
        A file, a pattern, a folder or a list of them: CSV, TSV, Parquet.
    source
        The data set whose layout they have; see `perufr_map.scoring.bulk.layouts`.
    method
        How events become scores.
    engine, crosswalk, memory, master, rejects, progress
        See `Choices`.

    Returns
    -------
    ScoredEvents
        The scores, and how many rows had which outcome.

    Raises
    ------
    EventFileError
        If there is no such file, or it is not laid out as its source says.
    ChoiceError
        If a choice does not exist, or does not go with the source.
    OSError
        If rejects cannot be written.
    """
    if source not in LAYOUTS:
        message = f"no source “{source}”; choose {', '.join(LAYOUTS)}"
        raise ChoiceError(advise(message, source, LAYOUTS))
    layout = LAYOUTS[source]
    with TemporaryDirectory(prefix="perufr-map-") as scratch:
        eras = _days_of_eras(tables)
        event_files = [prepare(path, layout, Path(scratch), eras) for path in find(files)]
        rules = _row_rules(tables, event_files, layout, method, crosswalk=crosswalk)
        event_files = _mark_numbers(agree(event_files, rules.roles, layout.optional), rules)
        with start(engine, memory=memory, master=master, progress=progress) as session:
            job = Job(session, session.read(event_files, rules), tables, method, _ids(tables))
            result = job.score(rules)
            unknown = result.unknown
            aliases = resolve(
                unknown,
                _known_names(tables, rules),
                between=layout.between,
                missing=layout.missing,
            )
            if aliases:
                rules = replace(rules, aliases=aliases)
                result = job.score(rules)
            counts = dict(result.counts)
            edges: Counter[Path] = Counter()
            found = session.rejects(event_files, rules, unscored=bool(counts["rejected"]))
            reject_files = write_rejects(_leave_out_edges(found, edges), folder=rejects)
    # Rows that the engine cannot read are counted among the rejects only.
    counts["rejected"] = max(counts["rejected"] - edges.total(), sum(reject_files.values()))
    counts["repeated"] = sum(file.repeated for file in event_files)
    tally = Tally(
        rows=sum(counts.values()),
        **counts,
        files=reject_files,
        names={name: rows for name, rows in unknown.items() if name not in aliases},
        read_as={cell: " and ".join(names) for cell, names in aliases.items() if names},
        assumed=tuple(
            problem
            for file in event_files
            for problem in replace(
                file.assumed, trimmed=file.assumed.trimmed or file.path in edges
            ).list_for(file.path.name)
        ),
    )
    _log.info("%s", tally)
    # The engines return different integer types.
    return ScoredEvents(result.scores.astype({"events": int, "inherited": int}), tally)


def _days_of_eras(tables: StudyTables) -> dict[str, Span]:
    """Return the first and the last day of each era, by its id."""
    days = zip(tables.eras["start"].dt.date, tables.eras["end"].dt.date, strict=True)
    spans = (Span(start, end - timedelta(days=1)) for start, end in days)
    return dict(zip(tables.eras["id"], spans, strict=True))


def _leave_out_edges(rejects: Iterable[Reject], edges: Counter[Path]) -> Iterator[Reject]:
    """Yield all rejects but the empty rows at the end of a file, which are counted."""
    for reject in rejects:
        if reject.is_edge:
            edges[reject.path] += 1
        else:
            yield reject


def _row_rules(
    tables: StudyTables,
    files: list[EventFile],
    layout: Layout,
    method: Method,
    *,
    crosswalk: bool,
) -> RowRules:
    """Return the rules for reading the files."""
    if method.days or method.min_confidence != Method.min_confidence:
        raise ChoiceError(
            "event files say nothing of confidence, and most of their events last a day; "
            "min_confidence and days are choices for a study’s own events"
        )
    weights: dict[str, float | None] = {}
    # This raises an error if the method names a type that does not exist.
    by_type = method.weigh(tables.event_types)
    if layout.codes is not None:
        if method.own_weights:
            raise ChoiceError(
                f"{layout.source} has codes of its own, which weights by type do not fit"
            )
        if crosswalk or method.without or method.category:
            weights = {
                code: weight if method.counts(category) else None
                for code, (category, weight) in crosswalks.codes(layout.codes).items()
            }
        own_weight = not crosswalk
    else:
        # A plain file has weights, or event types whose weights are in the codebook.
        for file in files:
            if not {"weight", "code"} & set(file.roles):
                raise EventFileError(
                    f"{file.path.name} has neither a column “weight” nor one “event_type”; its "
                    f"columns are {', '.join(columns(file.readable, file.shape))[:200]}"
                )
        own_weight = all("weight" in file.roles for file in files)
        if not own_weight:
            weights = {code: by_type.get(code) for code in tables.event_types["code"]}
        elif method.own_weights or method.without or method.category:
            raise ChoiceError(
                "the files have weights of their own; weights and categories by type need "
                "files with a column event_type and no weight"
            )
    terms = terms_of(tables.settings["focus"])
    return RowRules(layout=layout, terms=terms, weights=weights, own_weight=own_weight)


def _mark_numbers(files: list[EventFile], rules: RowRules) -> list[EventFile]:
    """Mark the files whose event codes are numbers without leading zeros."""
    # Where there is a root for every code, `restore_zeros` adds the lost zeros.
    if "code" not in rules.roles or not rules.needs_zeros or "root" in files[0].roles:
        return files
    return [replace(file, numbered=file.numbered or not keeps_zeros(file)) for file in files]


def _ids(tables: StudyTables) -> set[str]:
    """Return the ids of all counterparts that an event of a plain file may have."""
    members = {*tables.members["group"], *tables.members["state"]}
    return {*tables.counterparts["id"], *members, *(state.code for state in borders.states())}


def _known_names(tables: StudyTables, rules: RowRules) -> list[tuple[str, str]]:
    """Return the names of countries that files may have, each with its meaning."""
    if rules.countries is not None:
        return [(name, name) for name in rules.countries["country"].to_pylist()]
    ours = tables.counterparts
    names = [
        (name, id_)
        for language in tables.languages
        for name, id_ in zip(ours[f"name_{language}"], ours["id"], strict=True)
        if isinstance(name, str)
    ]
    return [*((id_, id_) for id_ in _ids(tables)), *names]
