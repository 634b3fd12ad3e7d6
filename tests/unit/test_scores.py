"""The score keeps its promises, on pandas and on DuckDB alike."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perufr_map.scoring.rounding import round_score
from perufr_map.scoring.scores import AGGREGATIONS, Aggregation, contributions, scores

ERAS = pd.DataFrame(
    {
        "era": ["first", "second"],
        "era_start": pd.to_datetime(["1970-01-01", "1980-01-01"]),
        "era_end": pd.to_datetime(["1980-01-01", "1990-01-01"]),
    }
)
MEMBERS = pd.DataFrame(
    {
        "group": ["GROUP", "GROUP", "GROUP"],
        "state": ["AAA", "BBB", "BBB"],
        "member_start": pd.to_datetime(["1900-01-01", "1985-01-01", "1988-01-01"]),
        "member_end": pd.to_datetime(["2100-01-01", "1987-01-01", "2100-01-01"]),
    }
)
NUMBERS = ["score", "low", "high", "net", "cooperation", "conflict"]

WEIGHTS = st.integers(-100, 100).map(lambda tenths: tenths / 10)
DAYS = st.dates(date(1965, 1, 1), date(1995, 12, 31))


@st.composite
def event_lists(draw: st.DrawFn) -> pd.DataFrame:
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["AAA", "BBB", "GROUP"]),
                WEIGHTS,
                DAYS,
                st.integers(0, 9000),
            ),
            min_size=1,
            max_size=12,
        )
    )
    return pd.DataFrame(
        {
            "event": [f"e{i}" for i in range(len(rows))],
            "counterpart": [row[0] for row in rows],
            "weight": [float(row[1]) for row in rows],
            "first": pd.to_datetime([row[2] for row in rows]),
            "last": pd.to_datetime([row[2] + timedelta(days=row[3]) for row in rows]),
        }
    )


def scored(events: pd.DataFrame, aggregation: Aggregation = "saturating") -> pd.DataFrame:
    return (
        scores(contributions(events, ERAS, MEMBERS), aggregation=aggregation)
        .rename_axis(columns=None)
        .sort_values(["era", "counterpart"], ignore_index=True)
    )


@given(event_lists(), st.sampled_from(AGGREGATIONS))
def test_a_score_stays_on_the_scale_and_inside_its_range(
    events: pd.DataFrame, aggregation: Aggregation
) -> None:
    result = scored(events, aggregation)
    assert result["score"].between(-10, 10).all()
    several = result[result["events"] > 1]
    assert (several["low"] <= several["score"] + 1e-9).all()
    assert (several["high"] >= several["score"] - 1e-9).all()
    alone = result[result["events"] == 1]
    assert alone[["low", "high"]].isna().all(axis=None)


@given(event_lists())
def test_the_sums_add_up_to_net_and_net_gives_the_sign(events: pd.DataFrame) -> None:
    result = scored(events)
    assert (result["cooperation"] + result["conflict"]).to_numpy() == pytest.approx(result["net"])
    assert (result["score"] * result["net"] >= 0).all()


@given(event_lists(), st.randoms())
def test_the_order_of_events_does_not_matter(events: pd.DataFrame, random: object) -> None:
    shuffled = events.sample(frac=1, random_state=random.randrange(2**32), ignore_index=True)  # type: ignore[attr-defined]
    pd.testing.assert_frame_equal(scored(events), scored(shuffled))


def score_by_hand(weights: list[float], aggregation: Aggregation) -> float:
    """Score in plain Python what the library scores with an expression."""
    net = sum(weights)
    return {
        "saturating": 10 * net / (10 + abs(net)),
        "mean": net / len(weights),
        "sum": max(-10.0, min(10.0, net)),
        "worst": min(weights),
    }[aggregation]


@given(event_lists(), st.sampled_from(AGGREGATIONS))
def test_score_and_range_are_what_leaving_out_each_event_gives(
    events: pd.DataFrame, aggregation: Aggregation
) -> None:
    each = contributions(events, ERAS, MEMBERS)
    result = scores(each, aggregation=aggregation).set_index(["era", "counterpart"])
    rows = result.to_dict("index")
    for key, group in each.groupby(["era", "counterpart"]):
        weights, row = group["contribution"].tolist(), rows[key]
        assert row["score"] == pytest.approx(score_by_hand(weights, aggregation), abs=1e-9)
        if len(weights) > 1:
            others = [weights[:i] + weights[i + 1 :] for i in range(len(weights))]
            found = [score_by_hand(other, aggregation) for other in [weights, *others]]
            assert row["low"] == pytest.approx(min(found), abs=1e-9)
            assert row["high"] == pytest.approx(max(found), abs=1e-9)


@settings(max_examples=25)
@given(event_lists(), st.sampled_from(AGGREGATIONS))
def test_duckdb_gives_the_same_scores_as_pandas(
    events: pd.DataFrame, aggregation: Aggregation
) -> None:
    tables = [duckdb.from_df(frame) for frame in (events, ERAS, MEMBERS)]
    relation = scores(contributions(*tables), aggregation=aggregation)
    other = relation.df().sort_values(["era", "counterpart"], ignore_index=True)
    pd.testing.assert_frame_equal(
        scored(events, aggregation), other, check_dtype=False, rtol=0, atol=1e-9
    )


def _one(counterpart: str, first: str, last: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "event": ["e"],
            "counterpart": [counterpart],
            "weight": [-5.6],
            "first": pd.to_datetime([first]),
            "last": pd.to_datetime([last]),
        }
    )


@pytest.mark.parametrize(
    ("first", "last", "eras"),
    [
        ("1979-12-31", "1979-12-31", ["first"]),
        ("1980-01-01", "1980-01-01", ["second"]),
        ("1979-12-31", "1980-01-01", ["first", "second"]),
        ("1990-01-01", "1990-01-01", []),
    ],
)
def test_an_event_counts_in_every_era_that_its_days_touch(
    first: str, last: str, eras: list[str]
) -> None:
    assert list(scored(_one("AAA", first, last))["era"]) == eras


def test_one_event_scores_as_the_formula_says() -> None:
    row = scored(_one("AAA", "1975-01-01", "1975-01-01")).iloc[0]
    assert row["score"] == pytest.approx(10 * -5.6 / (10 + 5.6))


def test_a_group_colours_only_who_was_a_member_then() -> None:
    result = scored(_one("GROUP", "1984-12-31", "1984-12-31"))
    assert dict(zip(result["counterpart"], result["net"], strict=True)) == {
        "AAA": pytest.approx(-2.8),
        "GROUP": pytest.approx(-5.6),
    }


def test_a_member_inherits_only_in_the_eras_of_its_membership() -> None:
    result = scored(_one("GROUP", "1975-01-01", "1986-01-01"))
    assert set(zip(result["era"], result["counterpart"], strict=True)) == {
        ("first", "AAA"),
        ("first", "GROUP"),
        ("second", "AAA"),
        ("second", "BBB"),
        ("second", "GROUP"),
    }


def test_who_left_a_group_and_came_back_inherits_an_event_once() -> None:
    result = scored(_one("GROUP", "1985-01-01", "1989-01-01")).set_index("counterpart")
    assert result.loc["BBB", "events"] == 1


@pytest.mark.parametrize("noise", [-2e-13, 0, 2e-13])
def test_the_order_of_a_sum_does_not_decide_how_its_half_is_rounded(noise: float) -> None:
    assert round_score(-6.09375 + noise) == -6.0938
