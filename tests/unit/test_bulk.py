"""Event files of any size are scored as the study's own events are."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from made_up_events import write_events

import perufr_map as pm
from made_up import ERAS_OF_SUCCESSORS, SUCCESSORS, write_made_up
from perufr_map.cli import main
from perufr_map.scoring.bulk import ENGINES, SOURCES, EngineName, EventFileError, ScoredEvents
from perufr_map.scoring.method import Method
from perufr_map.scoring.rounding import DECIMALS
from perufr_map.scoring.scores import AGGREGATIONS, Aggregation, contributions, scores

LOCAL = [name for name in ENGINES if name != "spark"]
START, END = date(1979, 1, 1), date(1994, 1, 1)
SUFFIX = {"plain": ".csv", "gdelt": ".csv", "icews": ".tab", "polecat": ".txt"}


ROUNDED = 10.0**-DECIMALS
"""How far a score may lie from one that the study has rounded."""


def same(one: pd.DataFrame, other: pd.DataFrame, *, within: float = 1e-9) -> None:
    """Hold that two tables of scores say the same."""
    order = ["era", "counterpart"]
    found, expected = (frame.sort_values(order, ignore_index=True) for frame in (one, other))
    pd.testing.assert_frame_equal(found, expected, check_dtype=False, rtol=0, atol=within)


def plain(study: pm.Study, path: Path, *, rows: int = 3000, seed: int = 7) -> pd.DataFrame:
    """Write a plain file with events of all counterparts, groups among them."""
    chance = np.random.default_rng(seed)
    days = np.datetime64("1968-01-01") + chance.integers(0, 9500, rows)
    events = pd.DataFrame(
        {
            "event": [f"e{i}" for i in range(rows)],
            "date": days.astype("datetime64[us]"),
            "counterpart": chance.choice(study.counterparts["id"].to_list(), rows),
            "weight": chance.integers(-100, 101, rows) / 10,
        }
    )
    if path.suffix == ".parquet":
        events.assign(date=events["date"].dt.date).to_parquet(path)
    else:
        events.to_csv(path, index=False, sep="," if path.suffix == ".csv" else "\t")
    return events


def by_cross_join(study: pm.Study, events: pd.DataFrame, method: Method) -> pd.DataFrame:
    """Score events on the way that the study's own take: joined with every era."""
    eras = study.eras[["id", "start", "end"]].set_axis(["era", "era_start", "era_end"], axis=1)
    members = pd.DataFrame(
        {
            "group": study.members["group"],
            "state": study.members["state"],
            "member_start": study.members["start"].fillna(pd.Timestamp("0001-01-01")),
            "member_end": study.members["end"].fillna(pd.Timestamp("9999-12-31")),
        }
    )
    said = events.rename(columns={"date": "first"}).assign(last=events["date"])
    each = contributions(said, eras, members, group_share=method.group_share)
    return scores(each, aggregation=method.aggregation).rename_axis(columns=None)


@pytest.mark.parametrize("engine", LOCAL)
@pytest.mark.parametrize("aggregation", AGGREGATIONS)
def test_the_fast_path_for_days_gives_what_the_join_with_eras_gives(
    study: pm.Study, tmp_path: Path, engine: Any, aggregation: Aggregation
) -> None:
    events = plain(study, tmp_path / "events.parquet")
    method = Method(aggregation=aggregation)
    found = study.score_events(tmp_path, engine=engine, method=method)
    same(found.scores, by_cross_join(study, events, method))


def test_files_have_no_confidence_and_no_days_to_count_by(study: pm.Study, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    plain(study, path, rows=50)
    for method in (Method(min_confidence="medium"), Method(days=True)):
        with pytest.raises(pm.ChoiceError, match="min_confidence and days"):
            study.score_events(path, method=method)
    settings = study.settings.copy()
    settings["min_confidence"], settings["days"], settings["constant"] = "high", True, 5
    descriptor = study.descriptor.copy()
    descriptor["study"] = settings
    own = replace(study, descriptor=descriptor)
    assert own.method.days
    found = own.score_events(path)
    expected = study.score_events(path, method=Method(constant=5.0))
    same(found.scores, expected.scores)


@pytest.mark.parametrize("engine", LOCAL)
def test_a_category_alone_counts_in_files_too(
    engine: EngineName, study: pm.Study, tmp_path: Path
) -> None:
    path = tmp_path / "events.csv"
    columns = {"id": "event", "first": "date", "counterpart": "counterpart"}
    rows = study.events.rename(columns=columns)[["event", "date", "counterpart", "event_type"]]
    rows.to_csv(path, index=False)
    alone = study.score_events(path, method=Method(category="aid"), engine=engine)
    others = frozenset(study.event_types["category"]) - {"aid"}
    left_out = study.score_events(path, method=Method(without=others), engine=engine)
    same(alone.scores, left_out.scores)
    assert len(alone.scores) > 0


def test_without_a_share_members_inherit_nothing(study: pm.Study, tmp_path: Path) -> None:
    events = plain(study, tmp_path / "events.csv", rows=300)
    method = Method(group_share=0)
    found = study.score_events(tmp_path / "events.csv", method=method)
    same(found.scores, by_cross_join(study, events, method))
    assert found.scores["inherited"].sum() == 0


@pytest.mark.parametrize("engine", LOCAL)
def test_the_studys_own_events_score_the_same_from_a_file(
    study: pm.Study, tmp_path: Path, engine: Any
) -> None:
    path = tmp_path / "events.csv"
    study.events.assign(
        date=study.events["first"], end=study.events["last"], event=lambda e: e["id"]
    )[["event", "counterpart", "event_type", "date", "end"]].to_csv(path, index=False)
    found = study.score_events(path, engine=engine)
    same(found.scores, study.scores()[list(found.scores)], within=ROUNDED)
    assert found.tally.scored == len(study.events)
    method = Method(without=frozenset({"aid", "debt"}), own_weights=(("relations_broken", -9.5),))
    found = study.score_events(path, engine=engine, method=method)
    same(found.scores, study.scores(method=method)[list(found.scores)], within=ROUNDED)
    assert found.tally.left_out == study.events["event_type"].isin(
        study.event_types.loc[study.event_types["category"].isin(method.without), "code"]
    ).sum()  # fmt: skip


def test_files_of_several_kinds_score_as_one(study: pm.Study, tmp_path: Path) -> None:
    parts = [
        plain(study, tmp_path / name, rows=400, seed=seed)
        for seed, name in enumerate(["a.csv", "b.tsv", "c.parquet"])
    ]
    (tmp_path / "a.csv.rejects.csv").write_text("line,reason,record\n", "utf-8")
    (tmp_path / "notes.md").write_text("not an event file", "utf-8")
    whole = by_cross_join(study, pd.concat(parts), study.method)
    same(study.score_events(tmp_path).scores, whole)
    same(study.score_events(str(tmp_path / "[abc].*[vt]")).scores, whole)


@pytest.mark.parametrize("source", SOURCES)
def test_every_row_of_every_layout_is_accounted_for(
    study: pm.Study, tmp_path: Path, source: Any
) -> None:
    path = tmp_path / f"events{SUFFIX[source]}"
    write_events(path, source, rows=2000, focus="PER", start=START, end=END)
    found = {engine: study.score_events(path, source=source, engine=engine) for engine in LOCAL}
    one, other = found.values()
    same(one.scores, other.scores)
    assert one.tally == other.tally
    assert one.tally.rows == 2000
    assert one.tally.rejected == 0
    assert one.tally.scored == one.scores["events"].sum() - one.scores["inherited"].sum() > 500


def gdelt(path: Path, *rows: dict[str, str], columns: int = 58) -> Path:
    """Write GDELT rows of the given columns, the others empty."""
    from perufr_map.scoring.bulk.layouts import GDELT  # noqa: PLC0415

    names = next(each for each in GDELT.columns if len(each) == columns)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerows([row.get(name, "") for name in names] for row in rows)
    return path


def event(day: str, one: str, other: str, code: str = "040", weight: str = "1.0") -> dict[str, str]:
    return {
        "SQLDATE": day,
        "Actor1CountryCode": one,
        "Actor2CountryCode": other,
        "EventCode": code,
        "GoldsteinScale": weight,
    }


def test_either_side_may_be_the_focus_and_regions_and_strangers_are_no_counterparts(
    study: pm.Study, tmp_path: Path
) -> None:
    rows = [
        event("19850101", "PER", "CHL"),
        event("19850101", "CHL", "PER", weight="-3.0"),
        event("19850101", "PER", "PER"),
        event("19850101", "CHL", "ECU"),
        event("19850101", "PER", "SAM"),
        event("19850101", "", "PER"),
        event("19600101", "PER", "CHL"),
    ]
    found = study.score_events(gdelt(tmp_path / "g.csv", *rows, columns=57), source="gdelt")
    row = found.scores.set_index("counterpart").loc["CHL"]
    assert (row["events"], row["net"], row["score"]) == (2, -2.0, -1.0)  # the mean
    tally = found.tally
    assert (tally.scored, tally.others, tally.no_state, tally.outside) == (2, 2, 2, 1)


def test_a_code_means_the_state_of_that_day(study: pm.Study, tmp_path: Path) -> None:
    rows = [event(day, "PER", code) for day, code in [
        ("19850101", "RUS"), ("19920101", "RUS"), ("19850101", "UKR"), ("19850101", "CZE"),
        ("19850101", "ROM"), ("19850101", "DEU"),
    ]]  # fmt: skip
    found = study.score_events(gdelt(tmp_path / "g.csv", *rows), source="gdelt").scores
    events = found.set_index(["era", "counterpart"])["events"].to_dict()
    assert events == {
        ("belaunde", "SUN"): 2,
        ("belaunde", "CSK"): 1,
        ("belaunde", "ROU"): 1,
        ("belaunde", "DEU"): 1,
        ("fujimori", "RUS"): 1,
    }


def test_the_crosswalk_can_weigh_in_place_of_the_file(study: pm.Study, tmp_path: Path) -> None:
    path = gdelt(
        tmp_path / "g.csv",
        event("19920410", "VEN", "PER", code="161", weight=""),
        event("19920410", "USA", "PER", code="1621", weight="9.9"),
    )
    found = study.score_events(path, source="gdelt", crosswalk=True).scores
    assert dict(zip(found["counterpart"], found["score"], strict=True)) == {
        "USA": -5.6,
        "VEN": -4.0,
    }
    kept = Method(aggregation="mean", without=frozenset({"aid"}))
    found_without = study.score_events(path, source="gdelt", crosswalk=True, method=kept)
    assert list(found_without.scores["counterpart"]) == ["VEN"]
    assert found_without.tally.left_out == 1


# --- what cannot be scored ------------------------------------------------------------


def rejected(found: ScoredEvents, folder: Path, name: str) -> dict[int, str]:
    path = folder / f"{name}.rejects.csv"
    assert list(found.tally.files) == [path]
    with path.open(encoding="utf-8", newline="") as file:
        return {int(row["line"]): row["reason"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("engine", LOCAL)
def test_rejected_rows_are_written_down_with_line_and_reason(
    study: pm.Study, tmp_path: Path, engine: Any
) -> None:
    path = gdelt(
        tmp_path / "g.csv",
        event("19850101", "PER", "CHL"),
        event("1985x101", "CHL", "ECU"),
        event("19850101", "PER", "CHL", weight=""),
        event("19850101", "PER", "CHL", weight="99"),
        event("19850101", "CHL", "ECU", weight="99"),  # none of our business
        event("19850101", "PER", "CHL", weight="much"),
        event("19850101", "PER", "CHL", code="", weight="2.0"),
    )
    with path.open("a", encoding="utf-8") as file:
        file.write("1\t2\t3\n")
    found = study.score_events(path, source="gdelt", engine=engine)
    reasons = rejected(found, tmp_path, "g.csv")
    assert sorted(reasons) == [2, 3, 4, 6, 8]
    assert "1985x101" in reasons[2]
    assert reasons[3] == "no weight"
    assert reasons[4] == "the weight 99 lies outside -10 to 10"
    assert "much" in reasons[6]
    assert (found.tally.rejected, found.tally.scored, found.tally.rows) == (5, 2, 8)


def test_parquet_rejects_have_the_number_of_their_row(study: pm.Study, tmp_path: Path) -> None:
    events = plain(study, tmp_path / "e.parquet", rows=50)
    events.loc[10, "weight"] = 11.0
    events.loc[20, "counterpart"] = None
    events.loc[30, "date"] = pd.NaT
    events.to_parquet(tmp_path / "e.parquet")
    found = study.score_events(tmp_path / "e.parquet")
    assert rejected(found, tmp_path, "e.parquet") == {
        11: "the weight 11.0 lies outside -10 to 10",
        21: "no counterpart",
        31: "no day",
    }


def test_rejects_can_go_to_another_folder(study: pm.Study, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    path = tmp_path / "in" / "e.csv"
    path.write_text("date,counterpart,event_type\n1985-01-01,CHL,war\n", "utf-8")
    found = study.score_events(path, rejects=tmp_path / "out")
    reasons = rejected(found, tmp_path / "out", "e.csv")
    assert reasons == {2: "no weight is known for the code “war”"}


@pytest.mark.parametrize(
    ("name", "text", "source", "said"),
    [
        ("e.csv", "date,who,weight\n", "plain", "no column “counterpart”"),
        ("e.csv", "1\t2\t3\n", "gdelt", "has 3 columns; gdelt has 57, 58 or 61"),
        ("e.csv", "1\n", "gdelt", "has 1 column; gdelt has 57, 58 or 61"),
        ("e.zip", "", "gdelt", "unpack or rename"),
    ],
)
def test_a_file_in_another_layout_is_refused_with_the_reason(
    study: pm.Study, tmp_path: Path, name: str, text: str, source: Any, said: str
) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(EventFileError, match=said):
        study.score_events(path, source=source)


def test_choices_that_do_not_fit_a_source_are_refused(study: pm.Study, tmp_path: Path) -> None:
    own = Method(own_weights=(("aid_suspended", -8.0),))
    path = gdelt(tmp_path / "g.csv", event("19850101", "PER", "CHL"))
    with pytest.raises(ValueError, match="codes of its own"):
        study.score_events(path, source="gdelt", method=own)
    plain(study, tmp_path / "e.csv", rows=3)
    with pytest.raises(ValueError, match="weights of their own"):
        study.score_events(tmp_path / "e.csv", method=own)


# --- beside the study -----------------------------------------------------------------


def test_a_source_that_ranks_as_the_study_does_correlates_fully(
    study: pm.Study, tmp_path: Path
) -> None:
    by_hand = study.scores(era="belaunde").set_index("counterpart")["score"]
    rows = [
        event("19830101", "PER", code, weight=f"{by_hand[code]:.4f}")
        for code in ["USA", "SUN", "COL", "CHL"]
        for _ in range(5)
    ]
    path = gdelt(tmp_path / "g.csv", *rows)
    found = study.compare_source(path, source="gdelt")
    line = found.correlation.set_index("era").loc["belaunde"]
    assert line["pairs"] == 4
    assert line["spearman"] == pytest.approx(1.0)
    assert (found.disagreements()["rank_gap"] == 0).all()
    assert study.compare_source(path, source="gdelt", minimum=6).correlation["pairs"].sum() == 0


def test_where_the_source_is_silent_the_study_still_stands(study: pm.Study, tmp_path: Path) -> None:
    path = gdelt(tmp_path / "g.csv", event("19830101", "PER", "CHL"))
    table = study.compare_source(path, source="gdelt").table
    assert (table["events"] > 0).sum() == 1
    assert table.loc[table["events"] == 0, "machine"].isna().all()


# --- on the command line --------------------------------------------------------------


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, words)


def test_the_command_prints_scores_and_says_what_became_of_the_rows(
    command: Callable[..., Any], tmp_path: Path
) -> None:
    sound, broken = event("19850101", "PER", "CHL"), event("19850101", "PER", "CHL", weight="x")
    gdelt(tmp_path / "g.csv", sound, broken)
    result = command("scores", "--events", "g.csv", "--source", "gdelt", "--format", "csv")
    assert result.stdout.splitlines()[1].startswith("belaunde,CHL,1.0,")
    assert "2 rows: 1 scored, 1 rejected" in result.stderr
    assert "g.csv.rejects.csv: 1 rejected row(s)" in result.stderr


def test_the_command_compares_a_source(command: Callable[..., Any], tmp_path: Path) -> None:
    gdelt(tmp_path / "g.csv", *[event("19830101", "PER", "CHL")] * 6)
    words = ("compare-source", "--events", "g.csv", "--source", "gdelt")
    printed = command(*words).stdout
    assert "Rank correlation (Spearman)" in printed
    assert "Largest disagreements" in printed
    assert command(*words, "--format", "csv").stdout.startswith("era,counterpart,hand,machine")


@pytest.mark.parametrize(
    ("words", "said", "status"),
    [
        (("scores", "--events", "none.csv"), "there is no file none.csv", 1),
        (("scores", "--events", "g.csv", "--source", "gdelt", "--weights", "weis"), "cameo", 2),
        (("compare-source", "--source", "gdelt"), "name the files", 2),
    ],
)
def test_the_command_says_what_it_cannot_do(
    command: Callable[..., Any], tmp_path: Path, words: tuple[str, ...], said: str, status: int
) -> None:
    gdelt(tmp_path / "g.csv", event("19850101", "PER", "CHL"))
    result = command(*words)
    assert result.exit_code == status
    assert said in result.stderr


def test_the_commands_choices_are_the_librarys() -> None:
    choices = {o.name: o.type for o in main.commands["scores"].params}
    assert tuple(choices["source"].choices) == SOURCES  # type: ignore[attr-defined]
    assert tuple(choices["engine"].choices) == ENGINES  # type: ignore[attr-defined]


def succeeded(folder: Path) -> pm.Study:
    """Return a study of Yugoslavia and of those that succeeded it."""
    return pm.load(
        write_made_up(
            folder / "study",
            eras=ERAS_OF_SUCCESSORS,
            counterparts={"HRV": "state"},
            events=[("HRV", "war", "1995")],
            settings={"focus": SUCCESSORS},
        )
    )


@pytest.mark.parametrize("engine", LOCAL)
def test_event_files_are_scored_for_the_state_of_each_day(engine: Any, tmp_path: Path) -> None:
    study = succeeded(tmp_path)
    path = tmp_path / "events.csv"
    path.write_text(
        "date,counterpart,weight\n"
        "1995-05-05,HRV,-10\n"
        "2004-05-05,HRV,2\n"
        "2010-05-05,HRV,6\n"
        "2003-02-03,YUG,1\n"  # itself, on its last day
        "2003-02-04,SCG,1\n"  # itself, on its first
        "2010-05-05,SRB,1\n"
        "1995-05-05,SRB,1\n"  # a part of Yugoslavia: another one than the focus
    )
    found = study.score_events(path, source="plain", engine=engine)
    nets = found.scores.set_index(["era", "counterpart"])["net"].to_dict()
    assert nets == {
        ("milosevic", "HRV"): -10,
        ("milosevic", "SRB"): 1,
        ("union", "HRV"): 2,
        ("alone", "HRV"): 6,
    }
    assert (found.tally.scored, found.tally.rejected) == (4, 3)
    (rejects,) = found.tally.files
    told = rejects.read_text("utf-8-sig")
    assert all(f"the counterpart is {code} itself" in told for code in ("YUG", "SCG", "SRB"))


@pytest.mark.parametrize("engine", LOCAL)
def test_a_machine_coded_source_is_scored_for_the_state_of_each_day(
    engine: Any, tmp_path: Path
) -> None:
    study = succeeded(tmp_path)
    path = tmp_path / "events.csv"
    rows = [
        event(day, one, other, code="010", weight="-2")
        for day, one, other in [
            ("19950505", "SRB", "HRV"),
            ("20040505", "HRV", "MNE"),  # to 2006 a part of Serbia and Montenegro
            ("20040505", "SRB", "MNE"),  # both sides are the focus
            ("20100505", "MNE", "SRB"),
            ("20100505", "HRV", "MNE"),  # not the focus any more
        ]
    ]
    found = study.score_events(gdelt(path, *rows), source="gdelt", engine=engine)
    events = found.scores.set_index(["era", "counterpart"])["events"].to_dict()
    assert events == {("milosevic", "HRV"): 1, ("union", "HRV"): 1, ("alone", "MNE"): 1}
    assert found.tally.others == 2
