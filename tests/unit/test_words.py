"""Numbers, dates, names and citations are said alike wherever they stand."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from babel.localedata import locale_identifiers

import perufr_map as pm
import said
from conftest import edit_row
from made_up import write_made_up
from perufr_map.exports.tables import state_table
from perufr_map.locales import direction
from perufr_map.resources import package_text
from perufr_map.shown.colophon import LONGEST, say_days
from perufr_map.shown.request import Request
from perufr_map.shown.scale import THEMES, Scale
from perufr_map.shown.words import Words
from perufr_map.study.descriptor import Entry
from perufr_map.study.layout import LANGUAGE

DAY = date(1992, 4, 5)


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [
        (0.0, "0.0", "0,0"),
        (-0.0, "0.0", "0,0"),
        (0.004, "0.0", "0,0"),
        (-0.004, "0.0", "0,0"),
        (0.03, "+0.03", "+0,03"),
        (-0.03, "−0.03", "−0,03"),
        (0.05, "+0.1", "+0,1"),
        (2.25, "+2.3", "+2,3"),
        (-2.25, "−2.3", "−2,3"),
        (-0.9999999999999998, "−1.0", "−1,0"),
    ],
)
def test_a_number_keeps_its_sign_and_never_becomes_a_zero_that_it_is_not(
    study: pm.Study, value: float, english: str, spanish: str
) -> None:
    assert Words(study, "en").signed(value) == english
    assert Words(study, "es").signed(value) == spanish


@pytest.mark.parametrize(
    ("end", "english", "spanish"),
    [
        (date(1993, 1, 2), "5 April 1992 – 1 January 1993", "5 de abril de 1992 – 1 de enero"),
        (date(1993, 1, 1), "5 April – 31 December 1992", "5 de abril – 31 de diciembre de 1992"),
        (date(1992, 4, 10), "5–9 April 1992", "5–9 de abril de 1992"),
        (date(1992, 4, 6), "5 April 1992", "5 de abril de 1992"),
    ],
)
def test_two_days_say_once_what_they_share(
    study: pm.Study, end: date, english: str, spanish: str
) -> None:
    assert Words(study, "en").span(DAY, end) == english
    assert Words(study, "es").span(DAY, end).startswith(spanish)


def test_two_days_are_said_in_every_language_that_a_study_may_have(study: pm.Study) -> None:
    for language in (each for each in locale_identifiers() if len(each) == 2):
        words = Words(study, language)
        for end in (date(1992, 4, 10), date(1992, 7, 10), date(1993, 7, 10)):
            assert words.span(DAY, end), language


def test_a_blank_s_value_is_not_read_for_blanks(study: pm.Study) -> None:
    said = Words(study, "en").say("card.share", share="{group}", group="x")
    assert said == "counted {group}, through x"


def test_a_state_is_named_as_the_era_named_it_and_a_counterpart_as_the_study_does(
    study: pm.Study,
) -> None:
    words = Words(study, "en")
    assert words.name("USA") == "United States"
    assert "MMR" not in set(study.counterparts["id"])
    assert words.name("MMR", "velasco") == "Burma"
    assert words.name("XYZ") == "XYZ"


def test_what_the_map_s_tests_are_given_is_what_python_writes(study: pm.Study) -> None:
    """If this fails, look at what changed and run ``python tests/said.py``."""
    assert said.FILE.read_text("utf-8") == said.text(study)
    assert said.PAYLOAD.read_text("utf-8") == said.payload_text(study)
    assert said.TOLD.read_text("utf-8") == said.told_text(study)


def test_the_line_under_every_map_names_work_coder_licence_and_borders(study: pm.Study) -> None:
    lines = study.payload()["colophon"]
    for language, coder in (("en", "perufr-map contributors"), ("es", "colaboradores")):
        for line in (Words(study, language).colophon, lines[language]):
            for name in ("Peru: A Country Study", "1993", coder, "CC BY 4.0", "Natural Earth"):
                assert name in line
        assert "{borders}" in lines[language], "their year follows the era"
        assert "{" not in Words(study, language).colophon


def test_the_map_s_payload_waits_for_no_names_of_months() -> None:
    code = (
        "import sys, perufr_map; perufr_map.load().payload();"
        "sys.exit(any(name.startswith('babel') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_charts_wear_the_page_s_own_colour_of_text() -> None:
    config = tomllib.loads((said.FILE.parents[1] / ".streamlit" / "config.toml").read_text("utf-8"))
    for theme in THEMES:
        assert Scale.of(theme).charts["text"] == config["theme"][theme]["textColor"]


def test_a_state_has_the_name_of_its_era(study: pm.Study) -> None:
    english, spanish = Words(study, "en"), Words(study, "es")
    assert english.name("DEU", "velasco") == "West Germany"
    assert spanish.name("DEU", "velasco") == "Alemania Occidental"
    assert english.name("DEU", "autogolpe") == english.name("DEU") == "Germany"
    assert english.name("IMF", "velasco") == "International Monetary Fund"


def test_the_map_calls_a_state_as_the_study_does_where_that_is_not_its_name_of_today(
    folder: Path, edit: Callable[..., int]
) -> None:
    edit("counterparts.csv", {"id": "BRA"}, name_en="Empire of the Brazils")
    edit("counterparts.csv", {"id": "DEU"}, name_en="Bonn Republic")
    study = pm.load(folder)
    shapes = study.payload()["topology"]["objects"]["states"]["geometries"]
    names = {lang: {shape["properties"]["name"][lang] for shape in shapes} for lang in ("en", "es")}
    assert {"Empire of the Brazils", "Bonn Republic"} <= names["en"]
    assert "West Germany" not in names["en"]
    assert {"Alemania", "Alemania Occidental"} <= names["es"], "it chose no name in Spanish"
    told = Words(study, "en"), Words(study, "es")
    assert [each.name("DEU", "velasco") for each in told] == [
        "Bonn Republic",
        "Alemania Occidental",
    ]
    request = Request(era="velasco", language="en", method=study.method)
    table = state_table(study.show(request), "velasco").set_index("code")["name"]
    assert (table["DEU"], table["MMR"]) == ("Bonn Republic", "Burma")


@pytest.mark.parametrize("name", ["Bundesrepublik Deutschland", "Deutschland"])
def test_a_study_s_name_stands_where_nobody_knows_the_former_one(name: str, tmp_path: Path) -> None:
    folder = write_made_up(
        tmp_path,
        languages=("de",),
        eras={"first": ("1950-01-01", "1955-01-01", "1952-01-01")},
        counterparts={"DEU": "state"},
        events=[("DEU", "criticism", "1951")],
        settings={"focus": "EGY", "title_de": "Erfunden"},
    )
    edit_row(folder, "counterparts.csv", {"id": "DEU"}, name_de=name)
    study = pm.load(folder)
    shapes = study.payload()["topology"]["objects"]["states"]["geometries"]
    drawn = {each["properties"]["code"]: each["properties"]["name"]["de"] for each in shapes}
    assert Words(study, "de").name("DEU", "first") == drawn["DEU"] == name


UNION = {
    "union": ("1952-01-01", "1971-09-02", "1961-10-16"),
    "after": ("1971-09-02", "1981-10-06", "1976-09-19"),
}


def about_egypt(folder: Path, *languages: str) -> pm.Study:
    return pm.load(
        write_made_up(
            folder,
            languages=languages,
            eras=UNION,
            counterparts={"FRA": "state"},
            events=[("FRA", "criticism", "1961")],
            settings={"focus": "EGY"} | {f"title_{each}": "Erfunden" for each in languages},
        )
    )


def test_what_a_study_is_about_has_one_name_where_its_language_knows_no_former_one(
    tmp_path: Path,
) -> None:
    study = about_egypt(tmp_path, "ar")
    words, payload = Words(study, "ar"), study.payload()
    shapes = payload["topology"]["objects"]["states"]["geometries"]
    names = {x["properties"]["name"]["ar"] for x in shapes if x["properties"]["code"] == "EGY"}
    told = {words.focus(), *map(words.focus, UNION), *map(words.about, UNION), *names}
    assert told == {"مصر"}


def test_a_whole_study_is_about_its_state_as_the_last_era_calls_it(tmp_path: Path) -> None:
    study = about_egypt(tmp_path, "en", "es")
    words = Words(study, "en")
    assert list(map(words.about, UNION)) == ["the United Arab Republic", "Egypt"]
    assert (words.focus(), words.about(), Words(study, "es").focus()) == (
        "Egypt",
        "Egypt",
        "Egipto",
    )
    former = study.eras[study.eras["id"] == "union"]
    words = Words(replace(study, eras=former), "en")
    assert (words.focus(), words.about()) == ("United Arab Republic", "the United Arab Republic")


def test_a_line_names_as_many_sources_and_coders_as_have_room(study: pm.Study) -> None:
    sources = pd.concat([study.sources.assign(title=f"Book {n}") for n in range(900)])
    people: list[Entry] = [{"title": f"Coder {n}"} for n in range(400)]
    many = replace(study, sources=sources, descriptor={**study.descriptor, "contributors": people})
    for line in (Words(many, "en").colophon, many.payload()["colophon"]["en"]):
        assert len(line) < 2 * LONGEST + 200
        assert "Book 1 (" in line
        assert re.search(r"\); …", line)
        assert re.search(r"Coder \d+, …", line)
        assert "CC BY 4.0" in line
    endless = replace(study, sources=study.sources.assign(title="x" * 5_000))
    assert len(Words(endless, "en").colophon) < LONGEST + 300


def test_the_days_of_the_borders_read_rightwards_after_names_that_run_leftwards(
    folder: Path, edit: Callable[..., int]
) -> None:
    name = "سنوات"
    edit("eras.csv", {"id": "velasco"}, name_en=name, short_en=name)
    said = say_days(Words(pm.load(folder), "en"))
    assert f"\u2068{name}\u2069, " in said
    assert re.search(r"\u2069, \d+ \w+ 19\d\d; ", said)


def test_both_sides_have_one_list_of_the_languages_that_run_leftwards() -> None:
    leftwards = re.compile(json.loads(package_text("shown/leftwards.json")))
    tags = {code.replace("_", "-") for code in locale_identifiers()}
    known = {tag for tag in tags if re.fullmatch(LANGUAGE, tag)}
    assert {"ar-DZ", "ckb", "uz-Arab", "ks-Deva", "arn"} <= known
    found = {tag for tag in known if leftwards.search(tag)}
    assert found == {tag for tag in known if direction(tag) == "rtl"}


def test_a_name_that_runs_leftwards_leaves_what_a_sentence_says_around_it_in_place(
    folder: Path, edit: Callable[..., int]
) -> None:
    era, source = "שנים", "كتاب 4"
    edit("eras.csv", {"id": "garcia"}, name_en=era)
    edit("sources.csv", {"id": "lc-peru-1993"}, title=source)
    words = Words(pm.load(folder), "en")
    assert f"\u2068{era}\u2069" in words.say("legend.change", before=words.era("garcia"))
    assert f"\u2068{source}\u2069 (" in words.colophon
    assert words.say("era.announce", name=era, dates="1985") == f"{era}, 1985", "as in tables"
