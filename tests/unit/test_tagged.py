"""A page of HTML marks each text that is in another language than its own, in one place."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import perufr_map as pm
from perufr_map.characters import BEGIN, END, SAYS
from perufr_map.exports.pair import article
from perufr_map.exports.picture.text import _face
from perufr_map.resources import languages, page_language, page_text, study_dir
from perufr_map.shown.tagged import TaggedWords, mark_up, tag
from perufr_map.shown.words import Words
from speaking import speak

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", '<p><span lang="en">A <span lang="de">Land</span> here</span></p>'),
        (
            "ar",
            '<p><span lang="en" dir="ltr">A <span lang="ar" dir="rtl">Land</span> here</span></p>',
        ),
        ("en", "<p>A Land here</p>"),
    ],
)
def test_a_text_says_its_language_and_one_within_it_its_own(language: str, expected: str) -> None:
    land = tag("Land", language, "en")
    html = f"<p>{tag(f'A {land} here', 'en', language)}</p>"
    assert mark_up(html, language) == expected


def test_where_no_element_may_stand_there_is_the_text_alone() -> None:
    said = tag("A & B", "en", "de").replace("&", "&amp;")
    html = f'<title>{said}</title><img alt="{said}"><script>{said}</script><b>{said}</b>'
    plain = "A &amp; B"
    assert mark_up(html, "de") == (
        f'<title>{plain}</title><img alt="{plain}"><script>{plain}</script>'
        f'<b><span lang="en">{plain}</span></b>'
    )


def test_a_number_or_a_date_without_letters_is_of_no_language() -> None:
    assert tag("2000–2009", "en", "ar") == "2000–2009"


def test_beside_arabic_a_number_keeps_its_sign_and_a_sentence_its_direction(tmp_path: Path) -> None:
    study = pm.load(speak(tmp_path / "study", ("ar",)))
    words = TaggedWords(study, "ar")
    assert words.signed(-2) == "\u200e−2.0"
    assert words.tick(10) == "\u200e+10"
    assert Words(study, "ar").run_on("مصر and the world") == "\u200eمصر and the world"
    assert Words(study, "ar").run_on("Egypt and مصر") == "Egypt and مصر"


def test_a_sentence_around_a_name_says_both_languages_and_one_without_words_none(
    tmp_path: Path,
) -> None:
    words = TaggedWords(pm.load(speak(tmp_path / "study", ("de",))), "de")
    said = words.say("legend.title", focus="Preußen")
    assert mark_up(said, "de") == (
        '<span lang="en">Relation with <span lang="de">Preußen</span></span>'
    )
    cited = words.say("card.citation", source="Werk", place="S. 3")
    assert mark_up(cited, "de") == "Werk, S. 3"


def test_a_page_without_scripts_and_a_pair_mark_the_words_that_are_english(tmp_path: Path) -> None:
    study = pm.load(speak(tmp_path / "study", ("ar",)))
    (path,) = study.export(tmp_path / "map.html")
    page = path.read_text("utf-8")
    assert '<th><span lang="en" dir="ltr">Counterpart</span>' in page
    ecuador = pm.load(study_dir() / "examples" / "ecuador")
    both = article(study.pair(ecuador), "ar")
    assert both.startswith('<section class="pair" lang="ar" dir="rtl">')
    assert '<th scope="col"><span lang="en" dir="ltr">Score</span></th>' in both
    assert not {BEGIN, SAYS, END} & set(page + both)


def test_every_catalogue_has_its_page_on_the_method_which_a_wheel_holds() -> None:
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    files = packed["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    for language in languages():
        ending = "" if language == "en" else f".{language}"
        assert page_language("methodology", language) == language
        assert f"docs/methodology{ending}.md" in files
    assert page_language("methodology", "de") == "en"
    assert page_text("methodology", "de") == page_text("methodology", "en")


def test_arabic_in_italics_is_drawn_upright_for_no_typeface_has_it_slanted() -> None:
    assert _face("Les Andes", 9, italic=True).get_style() == "italic"
    assert _face("دول", 9, italic=True).get_style() == "normal"
