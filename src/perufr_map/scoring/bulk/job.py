"""Score all rows of event files on an engine, and count them by outcome."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import pandas as pd
import pyarrow as pa

from perufr_map.scoring.bulk.engines import Engine
from perufr_map.scoring.bulk.events import (
    LEFT_OUT,
    NO_STATE,
    OTHERS,
    REJECTED,
    SCORED,
    UNKNOWN,
    events,
    unknown_names,
)
from perufr_map.scoring.bulk.problems import EventFileError
from perufr_map.scoring.bulk.row_rules import RowRules
from perufr_map.scoring.method import Method
from perufr_map.scoring.scores import contributions, contributions_of_days, scores
from perufr_map.study.tables import StudyTables

# Used for a membership without a start, and for one without an end.
_LONG_AGO, _FAR_OFF = pd.Timestamp("0001-01-01"), pd.Timestamp("9999-12-31")


@dataclass(frozen=True)
class JobResult:
    """The result of scoring all rows.

    Attributes
    ----------
    scores
        The columns of `perufr_map.scoring.scores.scores`.
    counts
        The number of rows of each outcome, by its name in the tally.
    unknown
        The number of rows with each unknown name, the most frequent first.
    """

    scores: pd.DataFrame
    counts: dict[str, int]
    unknown: dict[str, int]


class Job:
    """Rows to score in a study's eras.

    Parameters
    ----------
    engine
        The engine that computes.
    rows
        A frame of this engine.
    tables
        The study.
    method
        How events become scores.
    ids
        Ids of the counterparts that events of a plain file may have.
    """

    def __init__(
        self, engine: Engine, rows: Any, tables: StudyTables, method: Method, ids: Collection[str]
    ) -> None:
        self._engine, self._rows, self._method = engine, nw.from_native(rows), method
        self._members, self._ids = tables.members, ids
        self._eras = [
            (str(era["id"]), era["start"].date(), era["end"].date())
            for era in tables.eras.to_dict("records")
        ]

    def score(self, rules: RowRules) -> JobResult:
        """Score all rows and count them by outcome."""
        is_dyadic = rules.layout.is_dyadic
        names, codes = (
            None if table is None else nw.from_native(self._engine.lift(table))
            for table in (rules.countries if is_dyadic else rules.other_names, rules.codes)
        )
        event_rows = events(self._rows, rules, names, codes)
        # Events of dyadic sources have no groups.
        groups = _merge_stays(self._members[: 0 if is_dyadic else None])
        lasting = "last" in event_rows.collect_schema().names()
        scored, row_counts = (self._score_spans if lasting else self._score_days)(
            event_rows, groups
        )
        unknown = pd.Series(dtype=int)
        if is_dyadic:
            # If there are aliases, the first call has counted the unknown names.
            if not rules.aliases and (row_counts["outcome"] == UNKNOWN).any():
                unknown = self._count_unknown(names)
        else:
            no_id = (row_counts["outcome"] == SCORED) & ~row_counts["counterpart"].isin(self._ids)
            row_counts.loc[no_id, "outcome"] = UNKNOWN
            scored = scored[scored["counterpart"].isin(self._ids)]
            unknown = row_counts[no_id].groupby("counterpart")["rows"].sum()
        ordered = sorted(unknown.items(), key=lambda each: (-each[1], str(each[0])))
        return JobResult(
            scored, _count_outcomes(row_counts), {str(name): int(rows) for name, rows in ordered}
        )

    def _score_days(
        self, event_rows: Any, groups: pd.DataFrame
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Score events of one day each, and count all rows, reading them once."""
        members = None if groups.empty else self._engine.lift(_to_arrow(groups))
        days = [(start, end) for _, start, end in self._eras]
        keys = ["era", "outcome", "counterpart"]
        aggregation, share = self._method.aggregation, self._method.group_share
        if aggregation == "worst":  # it joins by these columns, and null never matches
            event_rows = event_rows.with_columns(counterpart=nw.col("counterpart").fill_null(""))
        each = contributions_of_days(
            event_rows.to_native(), days, members, group_share=share, outcome="outcome"
        )
        table = self._engine.collect(
            scores(each, aggregation=aggregation, constant=self._method.constant, keys=keys)
        )
        row_counts = table[keys].assign(
            inside=table["era"] >= 0, rows=table["events"] - table["inherited"]
        )
        if "part" in event_rows.collect_schema().names():
            parts = contributions_of_days(
                event_rows.with_columns(weight=nw.col("part")).to_native(),
                days,
                None,
                outcome="outcome",
            )
            by_outcome = nw.from_native(parts).group_by("era", "outcome")
            row_counts = self._engine.collect(
                by_outcome.agg(rows=nw.col("contribution").sum()).to_native()
            )
            row_counts["inside"] = row_counts["era"] >= 0
        table = table[(table["outcome"] == SCORED) & (table["era"] >= 0)]
        eras = dict(enumerate(name for name, _, _ in self._eras))
        return table.drop(columns="outcome").assign(era=table["era"].map(eras)), row_counts

    def _score_spans(
        self, event_rows: Any, groups: pd.DataFrame
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Score events of several days, in every era that they overlap."""
        if "event" not in event_rows.collect_schema().names():
            raise EventFileError("a file with a column “end” needs a column “event” too")
        names, starts, ends = zip(*self._eras, strict=True)
        periods = pa.table({"era": names, "era_start": starts, "era_end": ends})
        span = nw.from_native(self._engine.lift(periods)).select(
            opens=nw.col("era_start").min(), closes=nw.col("era_end").max()
        )
        inside = (nw.col("first") < nw.col("closes")) & (nw.col("last") >= nw.col("opens"))
        in_span = event_rows.join(span, how="cross").with_columns(
            inside=nw.when(inside).then(nw.lit(1)).otherwise(nw.lit(0))
        )
        row_counts = self._engine.collect(
            in_span.group_by("outcome", "inside", "counterpart").agg(rows=nw.len()).to_native()
        )
        each = contributions(
            event_rows.filter(nw.col("outcome") == SCORED).to_native(),
            self._engine.lift(periods),
            self._engine.lift(_to_arrow(groups)),
            group_share=self._method.group_share,
        )
        table = self._engine.collect(
            scores(each, aggregation=self._method.aggregation, constant=self._method.constant)
        )
        return table, row_counts.assign(inside=row_counts["inside"] == 1)

    def _count_unknown(self, names: Any) -> pd.Series[int]:
        """Count the rows with each name that the source's countries do not list."""
        sides = [
            self._engine.collect(unknown_names(self._rows, side, names).to_native()).set_axis(
                ["name", "rows"], axis=1
            )
            for side in ("actor", "recipient")
        ]
        return pd.concat(sides).groupby("name")["rows"].sum()


def _count_outcomes(row_counts: pd.DataFrame) -> dict[str, int]:
    """Return the number of rows of each outcome."""
    is_scored = row_counts["outcome"] == SCORED
    masks = {
        "scored": is_scored & row_counts["inside"],
        "outside": is_scored & ~row_counts["inside"],
        "others": row_counts["outcome"] == OTHERS,
        "no_state": row_counts["outcome"] == NO_STATE,
        "unknown": row_counts["outcome"] == UNKNOWN,
        "left_out": row_counts["outcome"] == LEFT_OUT,
        "rejected": row_counts["outcome"] == REJECTED,
    }
    return {name: round(row_counts.loc[rows, "rows"].sum()) for name, rows in masks.items()}


def _merge_stays(members: pd.DataFrame) -> pd.DataFrame:
    """Merge memberships that overlap or touch, so that no state is a member twice on a day."""
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


def _to_arrow(members: pd.DataFrame) -> pa.Table:
    days = {name: pa.date32() for name in ("member_start", "member_end")}
    schema = pa.schema({"group": pa.string(), "state": pa.string(), **days})
    return pa.Table.from_pandas(members, schema=schema, preserve_index=False)
