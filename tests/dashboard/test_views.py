"""Every view can be reached by a link, and says what it promises."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import perufr_map as pm
from perufr_map.dashboard import address, shared
from perufr_map.dashboard.server import PAIR, STUDY
from perufr_map.dashboard.state import VIEWS
from perufr_map.resources import languages, messages, study_dir
from perufr_map.scoring.method import Method
from perufr_map.scoring.scored import Scored
from perufr_map.scoring.scores import contributions
from perufr_map.study.layout import TABLES, schemas
from views import page_at


def opened(**address: str) -> AppTest:
    """Open the page at an address."""
    return page_at(**address).run()


def texts(elements: Any) -> str:
    return "\n".join(element.value for element in elements).replace("\\", "")


def bodies(part: Any) -> list[str]:
    """Return the HTML that the page, or a part of it, shows."""
    return [element.proto.body for element in part.get("html")]


def tables(app: AppTest) -> list[list[str]]:
    """Return the lines of the tables that the page shows, as texts."""
    return [
        ["".join(cell.itertext()) for cell in line]
        for body in bodies(app)
        if "<table>" in body
        for line in ET.fromstring(body).iter("tr")  # noqa: S314 (our own)
    ]


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[+-]?[0-9.]+", text) is not None


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_link_opens_every_view_in_every_language(view: str, language: str) -> None:
    app = opened(view=view, lang=language, era="garcia", c="USA", vs="morales")
    assert not app.exception
    params = dict(app.query_params.items())
    assert params["lang"] == language
    assert params["era"] == "garcia"
    assert params["c"] == "USA"
    assert params.get("view", "map") == view


def test_a_second_study_shows_both_sides_by_the_method_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "Both sides" not in opened(view="pair").segmented_control(key="view-widget").options
    monkeypatch.setenv(PAIR, str(study_dir() / "examples" / "ecuador"))
    app = opened(view="pair", lang="es")
    assert not app.exception
    (shown,) = (body for body in bodies(app) if '<section class="pair"' in body)
    assert "El Perú y Ecuador, desde ambos lados" in shown
    assert "Ecuador quiere que se revise el Protocolo de Río con el Perú" in shown
    (other,) = (
        body
        for body in bodies(opened(view="pair", lang="es", weights="cameo"))
        if '<section class="pair"' in body
    )
    assert other.count("CAMEO") == 2
    # Weights of one's own for a type that the second study does not have leave it as it is.
    monkeypatch.setenv(STUDY, str(study_dir() / "examples" / "ecuador"))
    monkeypatch.setenv(PAIR, str(study_dir()))
    app = opened(view="pair", lang="en", own="vessels_seized:-9")
    assert not app.exception
    assert "Ecuador and Peru, from both sides" in "".join(bodies(app))


def test_a_study_without_steps_has_no_story(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Story" in opened().segmented_control(key="view-widget").options
    (folder / "steps.csv").unlink()
    monkeypatch.setenv(STUDY, str(folder))
    app = opened(view="story")
    assert not app.exception
    assert "Story" not in app.segmented_control(key="view-widget").options


def test_what_a_link_says_wrong_is_passed_over() -> None:
    app = opened(view="nowhere", era="leguia", lang="qu", aggregation="median", vs="never")
    assert not app.exception
    params = dict(app.query_params.items())
    assert params == {"era": "autogolpe", "lang": "en"}


def category_chips(app: AppTest) -> Any:
    return app.pills(key="category-en")


def test_one_category_is_chosen_by_a_chip_and_says_what_it_rests_on(study: pm.Study) -> None:
    app = opened(era="garcia")
    assert category_chips(app).options[:3] == ["All statements", "Aid", "Borders"]
    category_chips(app).select("border").run()
    assert not app.exception
    assert app.query_params["category"] == "border"
    types = study.event_types.set_index("code")["category"]
    of_border = study.events["event_type"].map(types).eq("border").sum()
    (said,) = (one.value for one in app.caption if one.value.startswith("Borders alone"))
    assert f"{of_border} statements of 1 type" in said
    category_chips(app).select("").run()
    assert "category" not in app.query_params
    assert not [one for one in app.caption if "alone" in one.value]


def test_views_with_categories_of_their_own_have_chips_only_to_undo_a_choice() -> None:
    for view in ("events", "method", "about"):
        assert not opened(view=view).pills
    assert category_chips(opened(view="events", category="aid")).value == "aid"


def test_the_table_of_a_counterpart_says_why_the_number_is_what_it_is(study: pm.Study) -> None:
    app = opened(view="country", c="CHL", era="garcia")
    row = study.scores(era="garcia").set_index("counterpart").loc["CHL"]
    header, *rows, total = tables(app)
    column = {name: [row[header.index(name)] for row in rows] for name in header}
    added = [float(cell) for cell in column["Adds"]]
    assert (
        sum(added)
        == pytest.approx(row["net"], abs=0.005)
        == pytest.approx(float(total[header.index("Adds")]))
    )
    for weight, share, adds in zip(column["Weight"], column["Share"], added, strict=True):
        assert float(weight) * float(share) == pytest.approx(adds, abs=0.005)
    assert all(re.search(r"Foreign Relations.* ¶\s\d", cell) for cell in column["Source"])


def sent(app: AppTest, view: str) -> dict[str, Any]:
    """Return what the component that draws a view is given."""
    (data,) = (
        json.loads(element.proto.json)
        for element in app.get("bidi_component")
        if element.proto.component_name == f"perufr-map.{view}"
    )
    found: dict[str, Any] = data
    return found


@pytest.mark.parametrize(("view", "component"), [("country", "country"), ("events", "statements")])
def test_a_view_of_its_own_has_the_choices_of_the_map_and_one_file_for_all_eras(
    view: str, component: str
) -> None:
    garcia = sent(opened(view=view, c="IMF", era="garcia"), component)
    velasco = sent(opened(view=view, c="USA", era="velasco"), component)
    assert garcia["answer"]["choices"]["era"] == "garcia"
    assert garcia["answer"]["choices"]["selected"] == "IMF"
    assert garcia["name"] == "International Monetary Fund"
    assert garcia["told"] == velasco["told"]
    other = sent(opened(view=view, c="IMF", era="garcia", share="0.25"), component)
    assert other["told"] != garcia["told"]
    spanish = sent(opened(view=view, c="IMF", era="garcia", lang="es"), component)
    assert spanish["name"] == "Fondo Monetario Internacional"


@pytest.mark.parametrize("code", ["PER", "FJI"])
def test_the_focus_and_a_state_never_mentioned_have_names(code: str) -> None:
    app = opened(view="country", c=code)
    assert not app.exception
    assert sent(app, "country")["name"] not in {"", code}


def test_an_era_is_compared_with_the_one_before_it_unless_a_reader_chooses() -> None:
    app = opened(view="compare", era="garcia")
    assert app.query_params["vs"] == "belaunde"
    app = opened(view="compare", era="garcia", vs="fujimori")
    assert app.query_params["vs"] == "fujimori"
    first = opened(view="compare", era="velasco")
    assert first.query_params["vs"] == "morales"


def test_going_back_in_the_browser_undoes_a_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(era="garcia", c="USA")
    app.session_state["era"] = "fujimori"
    app.run()
    assert app.query_params["era"] == "fujimori"
    app.query_params["era"] = "garcia"
    monkeypatch.setattr(address, "went_back", lambda: True)
    app.run()
    assert app.session_state["era"] == "garcia"
    assert app.query_params["c"] == "USA"


def test_an_address_that_is_late_undoes_no_choice() -> None:
    app = opened(era="garcia")
    app.session_state["era"] = "fujimori"
    app.run()
    app.query_params["era"] = "garcia"  # the browser has not heard of the last one yet
    app.run()
    assert app.session_state["era"] == "fujimori"


def test_what_an_address_asks_in_vain_is_said_and_the_rest_holds() -> None:
    app = opened(own="zzz:-8", share="0.3", c="XXX")
    assert app.query_params["share"] == "0.3"
    assert "c" not in app.query_params
    assert "own=zzz:-8" in app.toast[0].value.replace("\\", "")


def test_a_grid_to_save_and_copy_holds_no_formula(
    folder: Path, edit: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for counterpart in ("VEN", "USA"):
        edit("events.csv", {"counterpart": counterpart}, headline_en="=1+1")
        edit("counterparts.csv", {"id": counterpart}, name_en="@SUM(1+1)")
    edit("event_types.csv", {}, label_en="+cmd")
    monkeypatch.setenv(STUDY, str(folder))
    event = next(row for _, row in pm.load(folder).events.iterrows() if row["counterpart"] == "VEN")
    era = pm.load(folder).contributions().set_index("event")["era"][event["id"]]
    shown = opened(view="country", c="VEN", era=era)
    assert not shown.exception
    cells = [str(cell) for grid in shown.dataframe for cell in grid.value.to_numpy().ravel()]
    cells += [cell for line in tables(shown) for cell in line if not _is_number(cell)]
    assert [cell for cell in cells if cell.startswith("'")]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]


# What a study may hold, and the keys of the words that say it; a sure event needs none.
_SAID = {
    ("counterparts", "kind"): ("kind",),
    ("event_types", "mark"): (),  # the name of a sign on the map
    ("event_types", "reference"): (),  # whether the legend marks it
    ("events", "direction"): ("direction",),
    ("events", "confidence"): ("confidence", "help.confidence"),
}


@pytest.mark.parametrize("language", languages())
def test_every_value_that_a_study_may_hold_has_words(language: str) -> None:
    listed = {
        (table, field["name"]): field["constraints"]["enum"]
        for table, schema in schemas().items()
        if table in TABLES  # what coders write apart is counted, not said
        for field in schema["fields"]
        if "enum" in field.get("constraints", {})
    }
    assert listed.keys() == _SAID.keys()
    needed = {
        f"{key}.{value}"
        for column, values in listed.items()
        for key in _SAID[column]
        for value in values
        if value != "high"
    }
    assert needed <= messages(language).keys()


@pytest.mark.parametrize("view", VIEWS)
def test_a_rerun_of_a_view_joins_events_with_eras_at_most_once(
    view: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[object] = []
    own: list[object] = []
    joined: Callable[[Scored], pd.DataFrame] = vars(Scored)["contributions"].func

    def count(*args: Any, **choices: Any) -> pd.DataFrame:
        calls.append(args)
        found: pd.DataFrame = contributions(*args, **choices)
        return found

    def count_own(scored: Scored) -> pd.DataFrame:
        own.append(scored.method)
        return joined(scored)

    monkeypatch.setattr("perufr_map.scoring.scored.contributions", count)
    counted = cached_property(count_own)
    counted.__set_name__(Scored, "contributions")
    monkeypatch.setattr(Scored, "contributions", counted)
    shared._read.clear()
    app = opened(view=view, era="garcia", vs="velasco", c="USA", share="0.31")
    assert not app.exception
    assert len(calls) <= 1
    assert own.count(Method(group_share=0.31)) <= 1
    app.query_params["c"] = "BRA"
    app.run()
    assert own.count(Method(group_share=0.31)) <= 1


def test_members_of_groups_are_filled_one_by_one_where_the_address_says_so() -> None:
    app = opened(members="1", era="garcia")
    assert not app.exception
    assert app.query_params["members"] == "1"
    assert not app.toast
    assert "members" not in opened(era="garcia").query_params
    (refused,) = opened(members="yes").toast
    assert "members=yes" in refused.value.replace("\\", "")
