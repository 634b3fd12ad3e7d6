"""Score a study by a method, once, for everything that shows or exports scores."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal, Self, TypeAlias, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from perufr_map.scoring.comparison import movers
from perufr_map.scoring.days import days_covered, days_of_eras
from perufr_map.scoring.method import Method
from perufr_map.scoring.notebook import table_html
from perufr_map.scoring.robustness import robustness
from perufr_map.scoring.rounding import round_frame
from perufr_map.scoring.scores import contributions, scores
from perufr_map.scoring.settled import SETTLED, sign_probabilities
from perufr_map.study.tables import StudyTables

# Used for a membership without a start, and for one without an end.
_LONG_AGO, _FAR_OFF = pd.Timestamp("0001-01-01"), pd.Timestamp("9999-12-31")


Basis: TypeAlias = Literal["named", "group"]
"""Whether an event names a counterpart, or a group alone carries its score."""


@dataclass(frozen=True, slots=True)
class Score:
    """One counterpart's relation score in one era, rounded.

    Attributes
    ----------
    score
        From -10 (conflict) to +10 (cooperation).
    low, high
        Lowest and highest score when any one event, or none, is left out; None if there is
        only one event.
    net, cooperation, conflict
        Sum of the contributions, of the positive and of the negative ones.
    events
        How many events count.
    inherited
        How many of these events come through a group.
    basis
        ``named`` if an event names the counterpart, ``group`` if all come through groups.
    sign_probability
        How probable it is that the score's sign holds; see `perufr_map.scoring.settled`.
    settled
        Whether that is at least `perufr_map.scoring.settled.SETTLED`.
    """

    score: float
    low: float | None
    high: float | None
    net: float
    cooperation: float
    conflict: float
    events: int
    inherited: int
    basis: Basis
    sign_probability: float
    settled: bool

    def __repr__(self) -> str:
        """Return the score and what it rests on."""
        firm = "settled" if self.settled else "not settled"
        return f"<Score {self.score:+.2f}: {self.basis}, {self.events} event(s), {firm}>"


@dataclass(frozen=True, eq=False)
class Scored:
    """A study scored by a method.

    Attributes
    ----------
    study
        The study.
    method
        How its events become scores.

    Raises
    ------
    ChoiceError
        When scores are first computed, if the method names an event type or category that
        the codebook does not have.
    """

    study: StudyTables
    method: Method

    def __repr__(self) -> str:
        """Return the study and the method."""
        return f"<{type(self).__name__} {self.study!r} by {self.method!r}>"

    def _repr_html_(self) -> str:
        """Return the scores as a table for a notebook: a row a counterpart, a column an era."""
        study = self.study
        table = self.scores.pivot_table(index="counterpart", columns="era", values="score")
        shown = table.map(lambda each: "" if pd.isna(each) else f"{each:+.2f}")
        shown = shown.reindex(columns=study.eras["id"], fill_value="")
        names = study.counterparts.set_index("id")[f"name_{study.languages[0]}"]
        shown.insert(0, "", names.reindex(shown.index))
        return table_html(shown.rename_axis(index=None, columns=None), index=True)

    def by(self, method: Method) -> Self:
        """Return the same study scored by another method.

        `reach` does not depend on the method, so it is not computed again.

        Parameters
        ----------
        method
            How events become scores.

        Returns
        -------
        Scored
        """
        other = replace(self, method=method)
        vars(other)["reach"] = self.reach  # where a cached property keeps what it found
        return other

    @cached_property
    def reach(self) -> pd.DataFrame:
        """Which event counts for whom in which era.

        One row per era, counterpart and event, sorted by era and counterpart: ``era``,
        ``counterpart``, ``event``, ``via`` (the group it is inherited through, else null).
        """
        return reach(self.study)

    @cached_property
    def contributions(self) -> pd.DataFrame:
        """What each event adds to each score.

        The rows of `reach` whose event counts, with ``weight``, ``share`` (what a group's event
        counts for a member, else 1), ``days_share`` (the share of the era's days that the event
        covers; 1 where the method does not ask for it) and their product, ``contribution``.
        """
        study, method = self.study, self.method
        events = study.events.set_index("id")
        weights = events["event_type"].map(method.weigh(study.event_types))
        # A type left out has no weight. With a share of 0 nothing is inherited.
        weights = weights[events["confidence"].map(method.is_sure)]
        rows = self.reach.assign(weight=self.reach["event"].map(weights))
        rows["share"] = np.where(rows["via"].isna(), 1.0, method.group_share)
        rows["days_share"] = 1.0
        if method.days:
            rows["days_share"] = days_covered(rows, study) / rows["era"].map(days_of_eras(study))
        rows["contribution"] = add_in_full(rows) * rows["days_share"]
        counts = rows["weight"].notna() & (rows["share"] > 0)
        return rows[counts].reset_index(drop=True)

    @cached_property
    def contributed_events(self) -> pd.DataFrame:
        """The rows of `contributions`, each with the columns of its event in ``events.csv``.

        ``counterpart`` is the one whose score the event counts in.
        """
        events = self.study.events.drop(columns="counterpart")
        return self.contributions.merge(
            events, left_on="event", right_on="id", how="left", validate="m:1"
        )

    @cached_property
    def scores(self) -> pd.DataFrame:
        """The scores, rounded.

        One row per era and counterpart with data, sorted: the columns of
        `perufr_map.scoring.scores.scores`, then ``basis``, ``sign_probability`` and
        ``settled``, as `Score` has them.
        """
        method = self.method
        frame = scores(self.contributions, aggregation=method.aggregation, constant=method.constant)
        rounded = round_frame(in_order(frame, self.study))
        named = rounded["events"] > rounded["inherited"]
        probability = self.sign_probabilities(rounded, self.contributions)
        return rounded.assign(
            basis=np.where(named, "named", "group"),
            sign_probability=probability,
            settled=[each >= SETTLED for each in probability],
        )

    def sign_probabilities(
        self,
        rounded: pd.DataFrame,
        contributed: pd.DataFrame,
        keys: Sequence[str] = ("era", "counterpart"),
    ) -> list[float]:
        """Return the probability that the sign of each of some scores holds.

        Parameters
        ----------
        rounded
            The scores, rounded: the `keys`, ``score``.
        contributed
            Rows of `contributions`, with the `keys`.
        keys
            Columns that identify a score.

        Returns
        -------
        list of float
            In the order of `rounded`.
        """
        codebook, method, study = self.study.event_types, self.method, self.study
        sets = {name: replace(method, weights=name).weigh(codebook) for name in study.weight_sets}
        days = contributed["days_share"] * contributed["era"].map(days_of_eras(study)).astype(float)
        return sign_probabilities(
            rounded,
            contributed.assign(days=days.round().astype(int)),
            events=study.events.set_index("id"),
            weights=pd.DataFrame(sets),
            lowest=method.aggregation == "worst",
            keys=keys,
        )

    def score(self, era: str, counterpart: str) -> Score | None:
        """Return one score; None where there are no data.

        Parameters
        ----------
        era
            Id of the era.
        counterpart
            Id of the counterpart.

        Returns
        -------
        Score or None
        """
        return self._scores.get(era, {}).get(counterpart)

    def in_era(self, era: str) -> dict[str, Score]:
        """Return the scores of an era by counterpart.

        Parameters
        ----------
        era
            Id of the era.

        Returns
        -------
        dict
            A `Score` for each counterpart with data.
        """
        return dict(self._scores.get(era, {}))

    def events(self, era: str, counterpart: str) -> pd.DataFrame:
        """Return the events behind one score.

        Parameters
        ----------
        era
            Id of the era.
        counterpart
            Id of the counterpart.

        Returns
        -------
        DataFrame
            One row per event: ``event``, ``via``, ``weight``, ``share``, ``days_share``,
            ``contribution`` and the columns of ``events.csv`` but ``counterpart``. The
            contributions add up to the score's ``net``.
        """
        rows = self._rows.get((era, counterpart), _NONE)
        return _without_keys(self.contributed_events.take(rows))

    def events_of_era(self, era: str) -> pd.DataFrame:
        """Return the events of an era, each once, for the counterpart that it names.

        The columns are those of `events`.

        Parameters
        ----------
        era
            Id of the era.

        Returns
        -------
        DataFrame
            One row per event.
        """
        each = self.contributed_events
        return _without_keys(each[(each["era"] == era) & each["via"].isna()])

    def events_of(self, counterpart: str) -> pd.DataFrame:
        """Return a counterpart's events of all eras, each once, in the order of time.

        The columns are those of `events`.

        Parameters
        ----------
        counterpart
            Id of the counterpart.

        Returns
        -------
        DataFrame
            One row per event.
        """
        each = self.contributed_events
        own = each[each["counterpart"] == counterpart].drop_duplicates("event")
        return _without_keys(own.sort_values(["first", "last"]))

    def compare(self, before: str, after: str) -> pd.DataFrame:
        """Return the change of each score.

        Parameters
        ----------
        before
            Id of the earlier era.
        after
            Id of the later era.

        Returns
        -------
        DataFrame
            As `perufr_map.scoring.comparison.movers` returns it, then ``basis`` (``named`` if an
            event of either era names the counterpart, else ``group``) and ``settled`` (whether the
            sign of each of its scores is).
        """
        moved = movers(self.scores, before=before, after=after)
        shown = self.scores[self.scores["era"].isin([before, after])].groupby("counterpart")
        named = moved["counterpart"].map(shown["basis"].agg(lambda each: "named" in set(each)))
        return moved.assign(
            basis=np.where(named.astype(bool), "named", "group"),
            settled=moved["counterpart"].map(shown["settled"].all()).astype(bool),
        )

    @cached_property
    def robustness(self) -> pd.DataFrame:
        """What each sign withstands; see `perufr_map.scoring.robustness.robustness`."""

        @lru_cache
        def contribute(weights: str, group_share: float) -> pd.DataFrame:
            method = replace(self.method, weights=weights, group_share=group_share)
            return (self if method == self.method else self.by(method)).contributions

        return robustness(
            self.scores,
            lambda method: contribute(method.weights, method.group_share),
            self.method,
            self.study.weight_sets,
        )

    @cached_property
    def inherited(self) -> pd.DataFrame:
        """For whom events of a group count: ``era``, ``via`` and ``counterpart``, each once."""
        rows = self.contributions[["era", "via", "counterpart"]]
        return rows[rows["via"].notna()].drop_duplicates()

    @cached_property
    def departures(self) -> dict[str, str]:
        """The choices that differ from the study's own, as texts that `Method.read` reads."""
        return self.method.departures(Method.of(self.study.settings, self.study.weight_sets))

    @cached_property
    def _scores(self) -> Mapping[str, Mapping[str, Score]]:
        numbers = self.scores.drop(columns=["era", "counterpart"])
        keys = zip(self.scores["era"], self.scores["counterpart"], strict=True)
        rows = numbers.astype(object).where(numbers.notna(), None).to_dict("records")
        found: dict[str, dict[str, Score]] = {}
        for (era, counterpart), row in zip(keys, rows, strict=True):
            found.setdefault(era, {})[counterpart] = _score(row)
        return found

    @cached_property
    def _rows(self) -> Mapping[Hashable, npt.NDArray[np.intp]]:
        """The positions in `contributions` of the rows of each era and counterpart."""
        grouped = self.contributions.groupby(["era", "counterpart"], sort=False).indices
        return cast("Mapping[Hashable, npt.NDArray[np.intp]]", grouped)


_NONE = np.empty(0, dtype=np.intp)


def _without_keys(events: pd.DataFrame) -> pd.DataFrame:
    return events.drop(columns=["era", "counterpart"]).reset_index(drop=True)


def _score(row: Mapping[Hashable, float | None]) -> Score:
    counts = {name: int(row[name] or 0) for name in ("events", "inherited")}
    return Score(**{str(key): value for key, value in row.items()} | counts)  # type: ignore[arg-type]


def add_in_full(rows: pd.DataFrame) -> pd.Series[float]:
    """Return what each event adds to a score if it covers all days of the era.

    Parameters
    ----------
    rows
        Rows of `Scored.contributions`, or of `Scored.events` and its kin.
    """
    return rows["weight"] * rows["share"]


def reach(study: StudyTables) -> pd.DataFrame:
    """Return which event counts for whom in which era; see `Scored.reach`."""
    events = pd.DataFrame(
        {
            "event": study.events["id"],
            "counterpart": study.events["counterpart"],
            "weight": 1.0,
            "first": study.events["first"],
            "last": study.events["last"],
        }
    )
    eras = study.eras[["id", "start", "end"]].set_axis(["era", "era_start", "era_end"], axis=1)
    members = pd.DataFrame(
        {
            "group": study.members["group"],
            "state": study.members["state"],
            "member_start": study.members["start"].fillna(_LONG_AGO),
            "member_end": study.members["end"].fillna(_FAR_OFF),
        }
    )
    rows = contributions(events, eras, members, group_share=1.0)
    return in_order(rows.drop(columns=["weight", "contribution"]), study)


def in_order(frame: pd.DataFrame, study: StudyTables) -> pd.DataFrame:
    """Sort rows by era, in the order of time, and counterpart."""
    rank = {name: index for index, name in enumerate(study.eras["id"])}
    return frame.rename_axis(columns=None).sort_values(
        ["era", "counterpart"],
        key=lambda column: column.map(rank) if column.name == "era" else column,
        kind="stable",
        ignore_index=True,
    )
