"""What a study says of its maps reaches the map: headlines, short names, verbs, the story."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import perufr_map as pm
from perufr_map.shown.described import describe
from perufr_map.shown.reading import count_named
from perufr_map.shown.regions import regions
from perufr_map.shown.words import Words

Edit = Callable[..., int]


def test_the_map_is_told_headlines_short_names_and_verbs(study: pm.Study) -> None:
    payload = study.payload()
    assert all(era["headline"] and era["short"] for era in payload["eras"])
    assert payload["counterparts"]["IMF"]["short"] == {"en": "IMF", "es": "FMI"}
    assert payload["counterparts"]["CHL"]["short"] is None
    assert payload["types"]["relations_broken"]["verb"] == {
        "en": "relations broken",
        "es": "relaciones rotas",
    }


def test_the_legend_marks_four_acts_that_score_as_far_apart_as_its_classes(study: pm.Study) -> None:
    types = study.payload()["types"]
    marked = {code for code, kind in types.items() if kind.get("reference")}
    assert marked == {"relations_broken", "disagreement", "ties_expanded", "arms_supply"}


def test_the_steps_name_events_by_their_place(study: pm.Study) -> None:
    payload = study.payload()
    step = next(step for step in payload["steps"] if step["id"] == "imf-door")
    assert (step["era"], step["before"], step["frame"]) == ("garcia", None, None)
    assert {payload["events"][place]["counterpart"] for place in step["events"]} == {"IMF"}


def test_a_study_may_say_where_a_label_stands(folder: Path, edit: Edit) -> None:
    edit("counterparts.csv", {"id": "WEST_EUROPE"}, label_lon="-30", label_lat="45")
    known = pm.load(folder).payload()["counterparts"]
    x, y = known["WEST_EUROPE"]["label"]
    assert (round(x), round(y)) == (-25, 55)
    assert "label" not in known["LATAM"]


def test_a_study_without_these_texts_is_told_by_names(folder: Path, edit: Edit) -> None:
    (folder / "steps.csv").unlink()
    texts = ("headline_en", "headline_es", "short_en", "short_es")
    edit("eras.csv", {"id": "garcia"}, **dict.fromkeys(texts, ""))
    study = pm.load(folder)
    words = Words(study, "en")
    assert study.payload()["steps"] == []
    assert words.headline("garcia") == ""
    assert words.short(study.era("garcia")) == words.era("garcia")
    assert words.short(study.era("belaunde")) == "Belaúnde"


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_line_below_the_headline_fits_and_counts_who_is_named(
    study: pm.Study, language: str
) -> None:
    words, scored = Words(study, language), study.scored()
    for era in study.eras["id"]:
        named, grouped = count_named(scored, era), bool(regions(scored, era))
        dek = words.dek(era, named=named, grouped=grouped)
        assert len(dek) <= 110
        assert str(named) in dek


def test_an_era_that_names_no_state_says_so_without_a_number(folder: Path) -> None:
    (folder / "steps.csv").unlink()
    events = pd.read_csv(folder / "events.csv", dtype=str, keep_default_na=False)
    era = pm.load(folder).era("belaunde")
    start, end = str(era["start"])[:10], str(era["end"])[:10]
    kept = events[(events["end"] <= start) | (events["start"] >= end)]
    kept.to_csv(folder / "events.csv", index=False)
    scored = pm.load(folder).scored()
    for language, dek, described in (
        ("en", "it names no state by itself", "No statement names a state."),
        ("es", "no nombra por sí solo a ningún Estado", "Ningún enunciado nombra a un Estado."),
    ):
        words = Words(scored.study, language)
        named = count_named(scored, "belaunde")
        assert dek in words.dek("belaunde", named=named, grouped=False)
        assert described in describe(scored, words, era="belaunde")
