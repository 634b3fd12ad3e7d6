"""Two studies of each other's state stand beside each other, each in its own words and eras."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import perufr_map as pm
from made_up import ERAS_OF_SUCCESSORS, SUCCESSORS, write_made_up
from perufr_map.problems import ChoiceError
from perufr_map.resources import study_dir
from perufr_map.scoring.pair import Pair
from perufr_map.shown.pair import show

Edit = Callable[..., int]


@pytest.fixture(scope="module")
def ecuador() -> pm.Study:
    return pm.load(study_dir() / "examples" / "ecuador")


@pytest.fixture(scope="module")
def pair(study: pm.Study, ecuador: pm.Study) -> Pair:
    return ecuador.pair(study)


def test_a_pair_has_every_era_of_both_studies_in_both_directions(
    pair: Pair, study: pm.Study, ecuador: pm.Study
) -> None:
    rows = [
        (one.focus, other.focus, era)
        for one, other in ((ecuador, study), (study, ecuador))
        for era in one.eras["id"]
    ]
    columns = pair.scores[["focus", "counterpart", "era"]]
    assert list(columns.itertuples(index=False, name=None)) == rows
    # No statement of Ecuador after the self-coup: no score, which is not zero.
    silent = pair.scores.set_index("era").loc["autogolpe"]
    assert pd.isna(silent["score"])
    assert pd.isna(silent["events"])


def test_the_scores_of_a_pair_are_those_of_the_studies(
    pair: Pair, study: pm.Study, ecuador: pm.Study
) -> None:
    for one, code in ((ecuador, "PER"), (study, "ECU")):
        scores, told = one.scores(), pair.statements[pair.statements["focus"] == one.focus]
        own = scores[scores["counterpart"] == code].set_index("era")["score"].to_dict()
        rows = pair.scores[pair.scores["focus"] == one.focus].set_index("era")
        assert rows["score"].dropna().to_dict() == own
        for era, score in own.items():
            events = told[told["era"] == era]
            net = events["contribution"].sum()
            assert 10 * net / (10 + abs(net)) == pytest.approx(score, abs=1e-4)
            assert (events[["source", "section", "locator"]] != "").all(axis=None)


def test_a_method_holds_for_both(pair: Pair, study: pm.Study, ecuador: pm.Study) -> None:
    cameo = ecuador.pair(study, method=pm.Method(weights="cameo")).scores["score"]
    assert (cameo[pair.scores["focus"] == "ECU"] != pair.scores["score"][:5]).any()
    assert (cameo[pair.scores["focus"] == "PER"] != pair.scores["score"][5:]).any()


def test_both_lie_on_one_axis_of_time_in_proportion(pair: Pair) -> None:
    both = show(pair, "en")
    ecuador, peru = both.sides
    start, end = pd.Timestamp("1968-09-01"), pd.Timestamp("1992-10-01")
    for side, told in zip(pair.sides, both.sides, strict=True):
        for era, step in zip(side.study.eras.to_dict("records"), told.steps, strict=True):
            assert step.left == pytest.approx(
                100 * (era["start"] - start) / (end - start), abs=0.01
            )
            share = 100 * (era["end"] - era["start"]) / (end - start)
            assert step.width == pytest.approx(share, abs=0.02)
    ((left, width),) = ecuador.outside
    assert left + width == pytest.approx(100)
    assert left == pytest.approx(ecuador.steps[-1].left + ecuador.steps[-1].width, abs=0.02)
    assert peru.outside == [(0, peru.steps[0].left)]
    # Cooperation stands above the line, conflict below it.
    assert ecuador.steps[0].top < both.levels[1][0] < ecuador.steps[-1].top


def test_each_statement_stands_once_with_its_eras_and_its_place(pair: Pair) -> None:
    ecuador, peru = show(pair, "en").sides
    treaty = ecuador.statements[0]
    assert treaty.headline == "Ecuador wants the Rio Protocol with Peru revised"
    (cite,) = treaty.cites
    assert cite.text == "Ecuador: A Country Study, Foreign Relations, general part ¶\u00a01"
    assert treaty.eras == "Velasco Ibarra, Military rule, Roldós and Hurtado, Febres Cordero, Borja"
    assert [each.through for each in ecuador.statements[1:]] == [
        "",
        "counted × ½, through Amazon Pact countries",
    ]
    headlines = [each.headline for each in peru.statements]
    assert len(headlines) == len(set(headlines)) == 15


def test_a_score_through_a_group_alone_says_so(pair: Pair) -> None:
    step = show(pair, "es").sides[1].steps[0]
    assert (step.score, step.look) == ("+0,9", "g3")
    assert step.told.endswith("Solo como parte de un grupo")
    assert show(pair, "es").title == "Ecuador y el Perú, desde ambos lados"


def test_two_studies_that_are_no_pair_are_refused(study: pm.Study, folder: Path) -> None:
    with pytest.raises(ChoiceError, match="both studies are about PER"):
        study.pair(study)
    path = folder / "datapackage.json"
    path.write_text(path.read_text("utf-8").replace('"focus": "PER"', '"focus": "AUS"'), "utf-8")
    with pytest.raises(ChoiceError, match="the study of PER has no counterpart AUS"):
        study.pair(pm.load(folder))


def test_the_page_of_a_pair_needs_nothing_else_and_has_both_languages(
    study: pm.Study, ecuador: pm.Study, tmp_path: Path
) -> None:
    file = ecuador.export_pair(study, tmp_path / "pair.html", language="es")
    page = file.read_text("utf-8")
    assert page.startswith('<!doctype html>\n<html lang="es">')
    assert "default-src 'none'" in page
    assert not re.findall(r"(?:src|href)=\"(?!#)", page)
    assert "<script" not in page
    assert re.findall(r'<div id="(\w\w)" lang="\1">', page) == ["es", "en"]
    again = ecuador.export_pair(study, tmp_path / "again.html", language="es")
    assert again.read_bytes() == file.read_bytes()


def test_what_a_study_says_is_text_on_the_page(
    study: pm.Study, folder: Path, edit: Edit, tmp_path: Path
) -> None:
    for path in (study_dir() / "examples" / "ecuador").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    for name in ("coding/units", "coding/first", "coding/second", "coding/rulings"):
        (folder / f"{name}.csv").unlink()
    edit("events.csv", {"id": "per-protocol-revision-sought"}, headline_en="<img src=x> & more")
    page = pm.load(folder).export_pair(study, tmp_path / "pair.html").read_text("utf-8")
    assert "&lt;img src=x&gt; &amp; more" in page
    assert "<img" not in page


def test_where_no_language_is_shared_a_state_has_the_name_of_the_page_s_language(
    study: pm.Study, tmp_path: Path
) -> None:
    german = pm.load(
        write_made_up(
            tmp_path / "ecuador",
            languages=("de",),
            eras={"alone": ("1970-01-01", "1980-01-01", "1975-01-01")},
            counterparts={"PER": "state"},
            events=[("PER", "criticism", "1975")],
            settings={"focus": "ECU", "title_de": "Erfunden"},
        )
    )
    assert show(study.pair(german), "es").title == "Perú y Ecuador, desde ambos lados"
    assert show(german.pair(study), "de").title == "Ecuador and Made-up Per, from both sides"


AUSTRIAN_ERAS = {"before": ("1955-01-01", "1992-04-28", "1960-07-02")} | ERAS_OF_SUCCESSORS


def pair_of_successors(folder: Path, counterparts: list[str]) -> Pair:
    """Lay beside each other a study of Yugoslavia and Serbia, and Austria's of them."""
    serbian = write_made_up(
        folder / "serbia",
        eras=ERAS_OF_SUCCESSORS,
        counterparts={"AUT": "state"},
        events=[("AUT", "criticism", "1999")],
        settings={"focus": SUCCESSORS},
    )
    austrian = write_made_up(
        folder / "austria",
        eras=AUSTRIAN_ERAS,
        counterparts=dict.fromkeys(counterparts, "state"),
        events=[
            (code, "criticism", year)
            for code, year in (("YUG", "1960"), ("SRB", "2008"), ("FRA", "1970"))
            if code in counterparts
        ],
        settings={"focus": "AUT"},
    )
    return pm.load(serbian).pair(pm.load(austrian))


def test_a_state_that_succeeds_another_has_in_each_era_its_code_then(tmp_path: Path) -> None:
    both = pair_of_successors(tmp_path / "both", ["YUG", "SRB"])
    told = both.scores[both.scores["focus"] == "AUT"].set_index("era")
    assert told["counterpart"].to_dict() == {
        "before": "YUG",
        "milosevic": "YUG",
        "union": "SRB",  # the code of that time is no counterpart of this study
        "alone": "SRB",
    }
    assert list(told["score"].notna()) == [True, False, False, True]
    austrian = show(both, "en").sides[1]
    assert [each.headline for each in austrian.statements] == ["Statement 1", "Statement 2"]
    assert [each.eras for each in austrian.statements] == ["Era before", "Era alone"]
    statements = both.statements[both.statements["focus"] == "AUT"]
    assert list(statements["counterpart"]) == ["YUG", "SRB"]


@pytest.mark.parametrize("code", ["YUG", "SRB"])
def test_one_code_of_a_state_that_succeeds_another_is_enough(code: str, tmp_path: Path) -> None:
    told = pair_of_successors(tmp_path, [code]).scores
    of_austria = told[told["focus"] == "AUT"]
    assert set(of_austria["counterpart"]) == {code}
    assert of_austria["score"].notna().sum() == 1


def test_all_codes_of_a_state_that_a_study_lacks_are_named(tmp_path: Path) -> None:
    with pytest.raises(ChoiceError, match="the study of AUT has no counterpart YUG or SCG or SRB"):
        pair_of_successors(tmp_path, ["FRA"])
