"""Score event files of any size, and say what became of every row."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

import narwhals as nw
import pandas as pd
import pyarrow as pa

from perufr_map.problems import ChoiceError
from perufr_map.scoring.bulk import crosswalks
from perufr_map.scoring.bulk.engines import Engine, EngineName, start
from perufr_map.scoring.bulk.events import LEFT_OUT, OTHERS, REJECTED, Reading, events
from perufr_map.scoring.bulk.files import EventFileError, Files, columns, find
from perufr_map.scoring.bulk.layouts import LAYOUTS, Source
from perufr_map.scoring.bulk.rejects import write as write_rejects
from perufr_map.scoring.method import Method
from perufr_map.scoring.scores import contributions, contributions_of_days, scores
from perufr_map.study.tables import StudyTables

# What an open start and an open end of a membership stand for.
_LONG_AGO, _FAR_OFF = pd.Timestamp("0001-01-01"), pd.Timestamp("9999-12-31")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What became of the rows of event files; the counts add up to `rows`.

    Attributes
    ----------
    rows
        All rows.
    scored
        Those that count in a score.
    outside
        Outside all eras.
    others
        Between others than the focus and one more.
    no_state
        With a side that is no state: a region, or nobody named.
    left_out
        Of a category that does not count.
    rejected
        That could not be read or scored; written to `files`.
    files
        The files of rejects written, with the number of rows in each.
    """

    rows: int
    scored: int
    outside: int
    others: int
    no_state: int
    left_out: int
    rejected: int
    files: dict[Path, int] = field(default_factory=dict)

    def __str__(self) -> str:
        """Say it in a line."""
        said = [f"{self.rows:,} rows: {self.scored:,} scored"]
        words = {
            "outside": "outside the eras",
            "others": "between others",
            "no_state": "with no state on the other side",
            "left_out": "left out",
            "rejected": "rejected",
        }
        counts = asdict(self)
        said += [f"{counts[name]:,} {word}" for name, word in words.items() if counts[name]]
        return ", ".join(said)


@dataclass(frozen=True)
class ScoredEvents:
    """Scores of event files.

    Attributes
    ----------
    scores
        The columns of `perufr_map.scoring.scores.scores`, sorted by era and counterpart.
    tally
        What became of every row.
    """

    scores: pd.DataFrame
    tally: Tally


class Choices(TypedDict, total=False):
    """What one may choose when event files are scored.

    Attributes
    ----------
    engine
        What reads and computes: ``duckdb`` (out of core; the default), ``pandas`` (in memory)
        or ``spark``.
    crosswalk
        Whether weights come from ``data/crosswalks/`` and not from the files' own column.
    memory
        Most memory the engine may use. Default: ``4GB``.
    master
        Where Spark runs. Default: ``local[*]``.
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
        The study: its focus, eras, groups and codebook count, its events do not.
    files
        A file, a pattern, a folder or a list of them: CSV, TSV, Parquet.
    source
        Whose layout they have; see `perufr_map.scoring.bulk.layouts`.
    method
        How events become scores.
    engine, crosswalk, memory, master, rejects, progress
        See `Choices`.

    Raises
    ------
    EventFileError
        If there is no such file, or it is not laid out as its source says.
    ChoiceError
        If a choice does not exist, or does not go with the source.
    OSError
        If rejects cannot be written.
    """
    paths = find(files)
    how = _reading(tables, paths, source, method, crosswalk=crosswalk)
    eras = [
        (str(era["id"]), era["start"].date(), era["end"].date())
        for era in tables.eras.to_dict("records")
    ]
    with start(engine, memory=memory, master=master, progress=progress) as chosen:
        rows = nw.from_native(chosen.read(paths, how))
        lifted = (
            None if table is None else nw.from_native(chosen.lift(table))
            for table in (how.countries, how.codes)
        )
        found = events(rows, how, *lifted)
        # Sides of machine-coded events are states: no group, and so no second pass for them.
        groups = _stays(tables.members[: 0 if how.layout.is_dyadic else None])
        lasting = "last" in found.collect_schema().names()
        scored, counts = (_lasting if lasting else _of_days)(chosen, found, eras, groups, method)
        written = write_rejects(
            chosen.rejects(paths, how, found=bool(counts["rejected"])), folder=rejects
        )
    # What cannot be read at all is in no table, only among the rejects.
    counts["rejected"] = max(counts["rejected"], sum(written.values()))
    # Engines count in types of their own.
    scored = scored.astype({"events": int, "inherited": int})
    tally = Tally(rows=sum(counts.values()), **counts, files=written)
    _log.info("%s", tally)
    return ScoredEvents(scored, tally)


def _reading(
    tables: StudyTables, paths: list[Path], source: Source, method: Method, *, crosswalk: bool
) -> Reading:
    """Settle how the files are read."""
    if source not in LAYOUTS:
        raise ChoiceError(f"no source “{source}”; choose {', '.join(LAYOUTS)}")
    layout, weights = LAYOUTS[source], {}
    by_type = method.weigh(tables.event_types)  # also says what of the method does not exist
    if layout.codes is not None:
        if method.own_weights:
            raise ChoiceError(f"{source} has codes of its own, which weights by type do not fit")
        if crosswalk or method.without:
            weights = {
                code: None if category in method.without else weight
                for code, (category, weight) in crosswalks.codes(layout.codes).items()
            }
        own_weight = not crosswalk
    else:
        # A plain file has weights, or else types for which the study's codebook has them.
        own_weight = all("weight" in columns(path, layout) for path in paths)
        if not own_weight:
            weights = {code: by_type.get(code) for code in tables.event_types["code"]}
        elif method.own_weights or method.without:
            raise ChoiceError(
                "the files have weights of their own; weights and categories by type need "
                "files with a column event_type and no weight"
            )
    return Reading(layout=layout, focus=tables.focus, weights=weights, own_weight=own_weight)


def _of_days(
    chosen: Engine,
    found: Any,
    eras: Sequence[tuple[str, date, date]],
    groups: pd.DataFrame,
    method: Method,
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Score events of one day each, and count all rows, in one pass."""
    members = None if groups.empty else chosen.lift(_table(groups))
    each = contributions_of_days(
        found.to_native(),
        [(start, end) for _, start, end in eras],
        members,
        group_share=method.group_share,
    )
    table = chosen.collect(scores(each, aggregation=method.aggregation))
    table["era"] = table["era"].map(dict(enumerate(name for name, _, _ in eras)))
    own = table["events"] - table["inherited"]
    is_mark = table["counterpart"].isin([OTHERS, REJECTED, LEFT_OUT])
    is_real = ~is_mark & table["counterpart"].notna()
    in_era = table["era"].notna()
    return table[is_real & in_era], {
        "scored": int(own[is_real & in_era].sum()),
        "outside": int(own[is_real & ~in_era].sum()),
        "no_state": int(own[table["counterpart"].isna()].sum()),
        **_marked(own.groupby(table["counterpart"]).sum()),
    }


def _lasting(
    chosen: Engine,
    found: Any,
    eras: Sequence[tuple[str, date, date]],
    groups: pd.DataFrame,
    method: Method,
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Score events that last, each in every era it touches; this joins them with the eras."""
    if "event" not in found.collect_schema().names():
        raise EventFileError("a file with a column “end” needs a column “event” too")
    periods = pa.table(
        {
            "era": [name for name, _, _ in eras],
            "era_start": [start for _, start, _ in eras],
            "era_end": [end for _, _, end in eras],
        }
    )
    span = nw.from_native(chosen.lift(periods)).select(
        opens=nw.col("era_start").min(), closes=nw.col("era_end").max()
    )
    inside = (nw.col("first") < nw.col("closes")) & (nw.col("last") >= nw.col("opens"))
    placed = found.join(span, how="cross").with_columns(
        inside=nw.when(inside).then(nw.lit(1)).otherwise(nw.lit(0))
    )
    mark = nw.when(nw.col("counterpart").is_in([REJECTED, LEFT_OUT])).then("counterpart")
    counts = chosen.collect(
        placed.with_columns(mark=mark).group_by("mark", "inside").agg(rows=nw.len()).to_native()
    )
    real = counts["mark"].isna()
    usable = found.filter(~nw.col("counterpart").is_in([REJECTED, LEFT_OUT]))
    each = contributions(
        usable.to_native(),
        chosen.lift(periods),
        chosen.lift(_table(groups)),
        group_share=method.group_share,
    )
    return chosen.collect(scores(each, aggregation=method.aggregation)), {
        "scored": int(counts["rows"][real & (counts["inside"] == 1)].sum()),
        "outside": int(counts["rows"][real & (counts["inside"] == 0)].sum()),
        "no_state": 0,
        **_marked(counts.groupby("mark")["rows"].sum()),
    }


def _marked(by_counterpart: pd.Series[int]) -> dict[str, int]:
    marks = {"others": OTHERS, "left_out": LEFT_OUT, "rejected": REJECTED}
    return {name: int(by_counterpart.get(mark, 0)) for name, mark in marks.items()}


def _stays(members: pd.DataFrame) -> pd.DataFrame:
    """Join stays in a group that overlap or touch, so that nobody is twice a member on a day."""
    keys = ["group", "state"]
    ordered = (
        members[[*keys, "start", "end"]]
        .fillna({"start": _LONG_AGO, "end": _FAR_OFF})
        .rename(columns={"start": "member_start", "end": "member_end"})
        .sort_values([*keys, "member_start"], ignore_index=True)
    )
    so_far = ordered.groupby(keys)["member_end"].cummax()
    before = so_far.groupby([ordered[key] for key in keys]).shift()
    begins = before.isna() | (ordered["member_start"] > before)
    return (
        ordered.assign(stay=begins.cumsum())
        .groupby([*keys, "stay"], as_index=False)
        .agg({"member_start": "min", "member_end": "max"})
        .drop(columns="stay")
    )


def _table(members: pd.DataFrame) -> pa.Table:
    days = {name: pa.date32() for name in ("member_start", "member_end")}
    schema = pa.schema({"group": pa.string(), "state": pa.string(), **days})
    return pa.Table.from_pandas(members, schema=schema, preserve_index=False)
