"""Lay two studies beside each other: what each says of the state that the other is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from perufr_map.problems import ChoiceError
from perufr_map.scoring.notebook import table_html
from perufr_map.scoring.scored import Score, Scored
from perufr_map.study.tables import StudyTables


@dataclass(frozen=True, eq=False)
class Side:
    """What one of two studies says of the state that the other is about.

    Attributes
    ----------
    scored
        The study, scored.
    counterparts
        The code of that state in each era of the study, by the era's id: a state that succeeds
        another has one of its own.
    """

    scored: Scored
    counterparts: Mapping[str, str]

    @property
    def study(self) -> StudyTables:
        """The study."""
        return self.scored.study

    @property
    def scores(self) -> list[Score | None]:
        """The score of each era, in the order of time; None where there is none."""
        return [self.scored.score(*each) for each in self.counterparts.items()]

    @property
    def contributions(self) -> pd.DataFrame:
        """What the scores are made of: the rows of `Scored.contributions` for that state."""
        rows = self.scored.contributions
        found: pd.DataFrame = rows[rows["counterpart"] == rows["era"].map(self.counterparts)]
        return found

    @property
    def events(self) -> pd.DataFrame:
        """The events of all eras, each once, in the order of time."""
        counted = set(self.contributions["event"])
        codes = dict.fromkeys(self.counterparts.values())
        found = pd.concat([self.scored.events_of(code) for code in codes], ignore_index=True)
        found = found[found["event"].isin(counted)].drop_duplicates("event")
        return found.sort_values(["first", "last"], kind="stable")


@dataclass(frozen=True, eq=False)
class Pair:
    """Two studies, each scored, of states that have relations with each other.

    Attributes
    ----------
    sides
        What the first says of the other's state, then what the other says of the first one's.
    """

    sides: tuple[Side, Side]

    def __repr__(self) -> str:
        """Return of which states it is."""
        return f"<Pair of {' and '.join(side.study.focus for side in self.sides)}>"

    def _repr_html_(self) -> str:
        """Return the scores as a notebook shows a table."""
        return table_html(self.scores)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """The scores in both directions: one row per study and era.

        ``focus`` and ``counterpart`` (the other's state: its code in that era), then ``era``,
        ``start`` (its first day), ``end`` (the first day after it) and the columns of
        `perufr_map.Study.scores`, null where the study has no score of the other in that era.
        """
        types = {"events": "Int64", "inherited": "Int64", "settled": "boolean"}
        return self._stack(_scores).astype(types)

    @cached_property
    def statements(self) -> pd.DataFrame:
        """What the scores are made of: one row per study, era and event.

        ``focus``, ``counterpart`` and ``era``, then the columns of `perufr_map.Study.explain`
        without ``first`` and ``last``.
        """
        return self._stack(_statements)

    def _stack(self, rows: Callable[[Side], pd.DataFrame]) -> pd.DataFrame:
        frames = []
        for side in self.sides:
            frame = rows(side)
            frame.insert(0, "focus", side.study.focus)
            frame.insert(1, "counterpart", frame["era"].map(side.counterparts))
            frames.append(frame)
        # A column without a value in one study must not change the type of the other's.
        stacked = pd.concat([frame.astype(object) for frame in frames], ignore_index=True)
        return stacked.where(stacked.notna(), None).infer_objects()


def pair(one: Scored, other: Scored) -> Pair:
    """Return two studies as a pair.

    Raises
    ------
    ChoiceError
        If both are about the same state, or one does not have the other's among its counterparts.
    """
    if one.study.focus == other.study.focus:
        raise ChoiceError(f"both studies are about {one.study.focus}; give two of different states")
    return Pair((_side(one, other), _side(other, one)))


def _side(scored: Scored, other: Scored) -> Side:
    known = set(scored.study.counterparts["id"])
    codes = [each for each in other.study.foci if each in known]
    if not codes:
        missing = " or ".join(other.study.foci)
        raise ChoiceError(
            f"the study of {scored.study.focus} has no counterpart {missing}; "
            "each of a pair has the other's state in its counterparts.csv"
        )
    days = scored.study.eras.set_index("id")["reference_date"].dt.date
    then = {era: other.study.focus_on(day) for era, day in days.items()}
    return Side(scored, {era: _code_in(scored, era, codes, then[era]) for era in then})


def _code_in(scored: Scored, era: str, codes: list[str], then: str) -> str:
    """Return the code of a state in an era: that of its day, else one that a statement names."""
    latest = codes[::-1]
    if then in codes:
        of_era = {code: scored.score(era, code) for code in (then, *latest)}
        return next((x for x, score in of_era.items() if score and score.basis == "named"), then)
    return next((code for code in latest if scored.score(era, code)), latest[0])


def _scores(side: Side) -> pd.DataFrame:
    eras = side.study.eras[["id", "start", "end"]].rename(columns={"id": "era"})
    days = {name: eras[name].dt.strftime("%Y-%m-%d") for name in ("start", "end")}
    scores = side.scored.scores
    own = scores[scores["counterpart"] == scores["era"].map(side.counterparts)]
    own = own.drop(columns="counterpart")
    return eras.assign(**days).merge(own, on="era", how="left")


def _statements(side: Side) -> pd.DataFrame:
    frames = []
    for era, code in side.counterparts.items():
        events = side.scored.events(era, code).drop(columns=["first", "last"])
        events.insert(0, "era", era)
        events.insert(2, "basis", ["group" if each else "named" for each in events["via"].notna()])
        frames.append(events)
    return pd.concat(frames, ignore_index=True)
