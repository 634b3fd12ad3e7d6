"""A study may be about a state that ends and about those that succeed it."""

from __future__ import annotations

from pathlib import Path

import pytest

import perufr_map as pm
from made_up import ERAS_OF_SUCCESSORS, SUCCESSORS, write_made_up
from perufr_map.exports import to_bytes
from perufr_map.shown.request import Request
from perufr_map.shown.words import Words

EVENTS = [("HRV", "war", "1995"), ("HRV", "visit_made", "2004"), ("HRV", "treaty_signed", "2010")]


def make(
    folder: Path, *, focus: object = SUCCESSORS, events: list[tuple[str, str, str]] = EVENTS
) -> Path:
    return write_made_up(
        folder / "successors",
        eras=ERAS_OF_SUCCESSORS,
        counterparts={code: "state" for code, _, _ in events},
        events=events,
        settings={"focus": focus},
    )


def test_each_era_has_its_own_focus(tmp_path: Path) -> None:
    study = pm.load(make(tmp_path))
    assert study.focus == "SRB"
    assert [study.focus_in(era) for era in ERAS_OF_SUCCESSORS] == ["YUG", "SCG", "SRB"]
    payload = study.payload()
    assert payload["focus"] == "SRB"
    assert [era.get("focus") for era in payload["eras"]] == ["YUG", "SCG", None]
    assert len(study.scores()) == 3


def test_each_era_draws_its_own_focus_and_names_it(tmp_path: Path) -> None:
    study = pm.load(make(tmp_path))
    words = Words(study, "en")
    names = ["Yugoslavia", "Serbia and Montenegro", "Serbia"]
    assert [words.focus(era) for era in ERAS_OF_SUCCESSORS] == names
    assert words.focus() == " – ".join(names)
    for era, name in zip(ERAS_OF_SUCCESSORS, names, strict=True):
        shown = study.show(Request(era=era, language="en", method=study.method))
        assert f"Relation with {name}<" in to_bytes(shown, ".svg").decode()


def test_a_successor_may_have_been_a_counterpart_before(tmp_path: Path) -> None:
    focus = [{"code": "DDR", "end": "2003-02-04"}, {"code": "DEU", "start": "2003-02-04"}]
    folder = make(tmp_path, focus=focus, events=[("DEU", "visit_made", "1995")])
    assert not [each for each in pm.check(folder) if each.severity == "error"]
    folder = make(tmp_path, focus=focus, events=[("DEU", "visit_made", "2010")])
    (error,) = (each for each in pm.check(folder) if each.severity == "error")
    assert (error.file, error.row, error.column) == ("events.csv", 2, "counterpart")


@pytest.mark.parametrize(
    ("focus", "row", "said"),
    [
        (
            SUCCESSORS[1:],
            2,
            "1996-01-01 lies before the focus, which begins with SCG",
        ),
        (SUCCESSORS[:2], 4, "2009-01-01 lies after the focus, which ends with SCG"),
    ],
)
def test_an_era_without_a_focus_is_told(focus: object, row: int, said: str, tmp_path: Path) -> None:
    (error,) = (e for e in pm.check(make(tmp_path, focus=focus)) if e.severity == "error")
    assert (error.file, error.row, error.column) == ("eras.csv", row, "reference_date")
    assert said in error.message


def test_a_gap_between_two_is_told(tmp_path: Path) -> None:
    focus = [SUCCESSORS[0], {"code": "SRB", "start": "2006-06-05"}]
    assert "focus_terms_wrong" in {each.code for each in pm.check(make(tmp_path, focus=focus))}
