"""A reader may question the method, and the answer says what was changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import perufr_map as pm
from perufr_map.scoring.method import CONFIDENCES, WEIGHT_SETS
from perufr_map.scoring.scores import AGGREGATIONS

METHODS = st.builds(
    pm.Method,
    aggregation=st.sampled_from(AGGREGATIONS),
    weights=st.sampled_from(WEIGHT_SETS),
    group_share=st.sampled_from([0.0, 0.25, 0.5, 1.0]),
    own_weights=st.dictionaries(
        st.sampled_from(["aid_suspended", "relations_broken"]),
        st.integers(-100, 100).map(lambda tenths: tenths / 10),
    ).map(lambda weights: tuple(weights.items())),
    without=st.frozensets(st.sampled_from(["aid", "trade", "debt"])),
    category=st.sampled_from([None, "aid", "border"]),
    min_confidence=st.sampled_from(CONFIDENCES),
    constant=st.sampled_from([0.5, 5.0, 10.0, 40.0]),
    days=st.booleans(),
)


@given(METHODS)
def test_a_method_written_down_reads_the_same(method: pm.Method) -> None:
    assert pm.Method.read(method.write(), pm.Method()) == method
    assert pm.Method.read(method.departures(pm.Method()), pm.Method()) == method


def test_the_default_departs_in_nothing(study: pm.Study) -> None:
    assert study.method.departures(study.method) == {}
    assert study.payload()["method"] == {}


def test_a_weight_of_one_s_own_moves_the_score(study: pm.Study) -> None:
    method = pm.Method(own_weights=(("relations_broken", -10.0),))
    row = study.scores(era="autogolpe", method=method).set_index("counterpart").loc["VEN"]
    assert row["net"] == pytest.approx(-10)
    assert study.payload(method=method)["method"] == {"own": "relations_broken:-10"}


def test_the_constant_is_the_net_that_scores_five(study: pm.Study) -> None:
    usual = study.scored().score("autogolpe", "VEN")
    assert usual is not None
    method = pm.Method(constant=abs(usual.net))
    row = study.scores(era="autogolpe", method=method).set_index("counterpart").loc["VEN"]
    assert row["score"] == pytest.approx(-5)


def test_a_study_makes_its_own_choices(study: pm.Study) -> None:
    settings = {"constant": 5, "days": True, "min_confidence": "medium", "group_share": 0.25}
    own = pm.Method.of({**study.settings, **settings})
    assert own == pm.Method(constant=5.0, days=True, min_confidence="medium", group_share=0.25)
    assert pm.Method().departures(own) == {
        "share": "0.5",
        "constant": "10",
        "days": "0",
        "min_confidence": "low",
    }


def test_a_category_left_out_does_not_count(study: pm.Study) -> None:
    method = pm.Method(without=frozenset({"aid"}))
    after = study.scores(era="autogolpe", method=method).set_index("counterpart")
    assert "VEN" in after.index
    assert not {"DEU", "ESP"} & set(after.index)
    assert after.loc["USA", "net"] == pytest.approx(2.3)  # new importance, without the cut


def test_without_a_group_share_nothing_is_inherited(study: pm.Study) -> None:
    contributed = study.contributions(method=pm.Method(group_share=0))
    assert contributed["via"].isna().all()
    assert (contributed["contribution"] != 0).any()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"aggregation": "median"}, "saturating"),
        ({"weights": "mine"}, "weis or cameo"),
        ({"share": "2"}, "from 0 to 1"),
        ({"share": "half"}, "no number"),
        ({"own": "aid_suspended:-11"}, "from -10 to 10"),
        ({"own": "aid_suspended:nan"}, "from -10 to 10"),
        ({"own": "aid_suspended:much"}, "no number"),
        ({"own": "aid_suspended"}, "“aid_suspended” lacks a type or a weight; write TYPE:WEIGHT"),
        ({"own": "aid_suspended:-8,debt"}, "“debt” lacks a type or a weight"),
        ({"own": ":3"}, "“:3” lacks a type or a weight"),
        ({"own": "quarrel:-3"}, "no event type “quarrel”"),
        ({"without": "gossip"}, "no category “gossip”"),
        ({"category": "gossip"}, "no category “gossip”"),
        ({"min_confidence": "certain"}, "no confidence “certain”; choose high, medium, low"),
        ({"constant": "0"}, "above 0"),
        ({"constant": "inf"}, "above 0"),
        ({"constant": "nan"}, "above 0"),
        ({"constant": "ten"}, "no number"),
        ({"days": "yes"}, "give 1 for yes or 0 for no"),
    ],
)
def test_a_choice_that_does_not_exist_is_named(
    study: pm.Study, words: dict[str, str], says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        study.scores(method=pm.Method.read(words, study.method))


def test_an_era_that_does_not_exist_is_named(study: pm.Study) -> None:
    with pytest.raises(KeyError, match="velasco"):
        study.scores(era="leguia")


def test_a_method_that_names_no_weights_takes_the_study_s_own_where_it_lacks_the_usual_ones(
    folder: Path,
) -> None:
    table = folder / "event_types.csv"
    text = table.read_text("utf-8-sig")
    for old in ("weis_code", "weight_weis", "cameo_code", "weight_cameo"):
        text = text.replace(old, old.replace("weis", "ours").replace("cameo", "theirs"), 1)
    table.write_text(text, "utf-8")
    path = folder / "datapackage.json"
    path.write_text(path.read_text("utf-8").replace('"weights": "weis"', '"weights": "theirs"'))
    study = pm.load(folder)
    assert study.method.weights == "theirs"
    own = study.scores()
    assert study.scores(method=pm.Method(group_share=study.method.group_share)).equals(own)
    assert not study.scores(method=pm.Method(weights="ours")).equals(own)
