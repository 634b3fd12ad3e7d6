"""Compare a machine-coded source with a hand-coded study."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from perufr_map.scoring.bulk.scoring import ScoredEvents
from perufr_map.scoring.bulk.tally import Tally

FEWEST = 3
"""Fewest pairs for which a rank correlation is computed."""


@dataclass(frozen=True)
class SourceComparison:
    """A study's scores beside a source's.

    Attributes
    ----------
    table
        One row per era and counterpart of the study: ``era``, ``counterpart``, ``hand`` (the
        study's score), ``machine`` (the source's), ``events`` (the source's, 0 if it has
        none), ``rank_gap``: how much higher the source ranks the counterpart than the study
        does, from -1 to +1, among the pairs of the era that count; null for the others.
    correlation
        One row per era: ``era``, ``pairs`` that count, ``spearman`` (null below three pairs).
    tally
        The number of the source's rows of each outcome.

    Notes
    -----
    Do not subtract the scores from each other: a study's score is a sum of the events in one
    text, a source's is the mean weight of thousands of reports, near the middle of the scale.
    Ranks within an era can be compared: they order the counterparts by their relations.

    References
    ----------
    Spearman, C. (1904). The proof and measurement of association between two things.
    *American Journal of Psychology*, 15(1), 72-101.
    """

    table: pd.DataFrame
    correlation: pd.DataFrame
    tally: Tally

    def __repr__(self) -> str:
        """Return how many scores are compared, and what became of the source's rows."""
        return f"<SourceComparison of {len(self.table)} scores with {self.tally}>"

    def disagreements(self, most: int = 10) -> pd.DataFrame:
        """Return the rows of the table with the largest gaps between ranks.

        Parameters
        ----------
        most
            How many rows at most.

        Returns
        -------
        DataFrame
            The columns of `table`, the largest gap first.
        """
        pairs = self.table.dropna(subset="rank_gap")
        largest = pairs["rank_gap"].abs().sort_values(ascending=False, kind="stable").index
        return pairs.loc[largest[:most]].reset_index(drop=True)


def compare(by_hand: pd.DataFrame, scored: ScoredEvents, *, minimum: int) -> SourceComparison:
    """Compare a study's scores with a source's.

    Parameters
    ----------
    by_hand
        Scores of the study, as `perufr_map.scoring.scores.scores` returns them.
    scored
        The source's scores.
    minimum
        Fewest events of the source for a pair to count.

    Returns
    -------
    SourceComparison
    """
    keys = ["era", "counterpart"]
    hand = by_hand[[*keys, "score"]].rename(columns={"score": "hand"})
    machine = scored.scores[[*keys, "score", "events"]].rename(columns={"score": "machine"})
    table = hand.merge(machine, on=keys, how="left", validate="1:1")
    table["events"] = table["events"].fillna(0).astype(int)
    counts = table["machine"].notna() & (table["events"] >= minimum)
    ranks = table[counts].groupby("era")[["hand", "machine"]].rank()
    of_era = table[counts].groupby("era")["hand"].transform("size")
    # With n pairs two ranks differ by n - 1 at most.
    table["rank_gap"] = (ranks["machine"] - ranks["hand"]) / (of_era - 1).where(of_era > 1)
    rows = []
    for era in dict.fromkeys(table["era"]):
        of_one = ranks[table.loc[ranks.index, "era"] == era]
        # Spearman's coefficient is Pearson's of the ranks; equal ranks have none.
        varies = len(of_one) >= FEWEST and (of_one.std() > 0).all()
        rho = of_one["hand"].corr(of_one["machine"]) if varies else float("nan")
        rows.append((era, len(of_one), rho))
    correlation = pd.DataFrame(rows, columns=["era", "pairs", "spearman"])
    return SourceComparison(table, correlation, scored.tally)
