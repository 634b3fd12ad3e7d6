"""Every problem of a study is told in the reader's language."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

import perufr_map as pm
from coders import FIRST, RULINGS, add_coders
from perufr_map import borders
from perufr_map.borders import _ledger
from perufr_map.cli import main
from perufr_map.dashboard import apart, bundle, server
from perufr_map.dashboard import problems as listing
from perufr_map.problems import ProblemsError
from perufr_map.resources import app_path, geo_dir, languages, messages, package_text, study_dir
from perufr_map.study import rules
from perufr_map.study.spreadsheets import Written
from perufr_map.study.workbooks import pack_sheets

SOURCE = Path(pm.__file__).parent
FILES = bundle.files_of(study_dir())
EVENTS = FILES["events.csv"]
ENGLISH = re.compile(r"\b(the|is|are|of|with|and|or|to|it|write|give|add|than)\b", re.IGNORECASE)

Edit = Callable[..., int]


# --- the catalogues ------------------------------------------------------------------


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def codes(language: str, part: str = "wrong") -> set[str]:
    keys = (key.split(".") for key in messages(language))
    return {key[1] for key in keys if key[0] == "problem" and key[2:] == [part]}


def test_the_interface_speaks_english_spanish_and_french() -> None:
    assert languages() == ("en", "es", "fr")


def test_every_word_stands_in_english_and_in_spanish() -> None:
    english, spanish = (json.loads(package_text(f"messages/{code}.json")) for code in ("en", "es"))
    assert english.keys() == spanish.keys()


@pytest.mark.parametrize("language", languages())
def test_every_word_has_the_same_blanks_in_every_language(language: str) -> None:
    words, english = messages(language), messages("en")
    for key, text in words.items():
        # A form for one may say the number: in French it is the form for none, too.
        free = {"n"} if key.endswith((".zero", ".one", ".other")) else set()
        assert blanks(text) - free == blanks(english[key]) - free, key


@pytest.mark.parametrize("language", languages())
def test_every_problem_has_its_remedy(language: str) -> None:
    assert codes(language, "wrong") == codes(language, "right")


def test_the_map_does_not_carry_the_words_of_problems(study: pm.Study) -> None:
    for words in study.payload()["messages"].values():
        assert words
        assert not [
            key for key in words if key.startswith(("borders.", "page.", "problem.", "site."))
        ]


def find_codes(tree: ast.AST) -> Iterator[str]:
    """Yield the codes of problems that a module names where it makes one."""
    place = {
        "Problem": 3,
        "_make_error": 1,
        "_problem": 0,
        "DateError": 0,
        "SheetError": 0,
        "WorkbookError": 0,
        "Fault": 0,
    }
    for node in ast.walk(tree):
        said: list[ast.expr] = []
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            said = node.args[place[called] :][:1] if called in place else []
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in (
            *("code", "wrong", "_PATTERNS", "_NUMBERS", "_OF_SHEETS"),
        ):
            said = [node.value]
        for value in said:
            parts = value.values if isinstance(value, ast.Dict) else [value]
            if isinstance(value, ast.IfExp):
                parts = [value.body, value.orelse]
            yield from (
                p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str)
            )


def test_every_code_of_a_problem_has_words_and_every_one_with_words_is_used() -> None:
    named = {
        code
        for room in ("borders", "study", "dashboard")
        for path in (SOURCE / room).glob("*.py")
        for code in find_codes(ast.parse(path.read_text("utf-8")))
    }
    assert named == codes("en")


# --- each code of problem, made and told ----------------------------------------------

EVENT = {"id": "ven-relations-broken-1992"}
TYPE = {"code": "relations_broken"}
GARCIA = {"id": "garcia"}
STEP = {"id": "imf-door"}
NEIGHBOUR = {"group": "NEIGHBOURS", "state": "BOL"}

CELLS: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {
    "text_missing": ("events.csv", EVENT, {"headline_es": ""}),
    "formula": ("events.csv", EVENT, {"headline_en": "=1+1"}),
    "era_end": ("eras.csv", {"id": "autogolpe"}, {"end": "1992-04-05"}),
    "summary_long": ("eras.csv", GARCIA, {"summary_en": "word " * 120}),
    "era_gap": ("eras.csv", GARCIA, {"start": "1985-07-29"}),
    "era_overlap": ("eras.csv", GARCIA, {"start": "1985-07-27"}),
    "reference_early": (
        "eras.csv",
        {"id": "velasco"},
        {"start": "1930-01-01", "reference_date": "1940-01-01"},
    ),
    "reference_outside": ("eras.csv", GARCIA, {"reference_date": "1970-01-01"}),
    "focus_as_counterpart": ("counterparts.csv", {"id": "USA"}, {"id": "PER"}),
    "state_unknown": ("counterparts.csv", {"id": "USA"}, {"id": "XYZ"}),
    "state_code_taken": ("counterparts.csv", {"id": "IMF"}, {"id": "NAM"}),
    "member_kind": ("members.csv", NEIGHBOUR, {"group": "USA"}),
    "member_end": ("members.csv", NEIGHBOUR, {"start": "1990-01-01", "end": "1980-01-01"}),
    "date_unreadable": ("events.csv", EVENT, {"start": "soon"}),
    "date_rewritten": ("events.csv", EVENT, {"start": "5/4/92"}),
    "date_sure": ("eras.csv", GARCIA, {"reference_date": "15.05.1988"}),
    "date_unsure": ("events.csv", EVENT, {"start": "05/04/1992"}),
    "date_reversed": ("events.csv", EVENT, {"start": "1992/1990"}),
    "date_end_first": ("events.csv", EVENT, {"end": "1991"}),
    "date_long": ("events.csv", EVENT, {"start": "1" * 100}),
    "date_rare": ("events.csv", EVENT, {"start": "[1992..1993]"}),
    "date_season": ("events.csv", EVENT, {"start": "1985-24"}),
    "date_several": ("events.csv", EVENT, {"start": "{1985,1990}"}),
    "date_vague": ("events.csv", EVENT, {"start": "1992-04", "end": ""}),
    "event_outside": ("events.csv", EVENT, {"start": "1950", "end": ""}),
    "doubt_unexplained": (
        *("events.csv", EVENT),
        {"confidence": "low", "confidence_note_en": "", "confidence_note_es": ""},
    ),
    "cell_empty": ("sources.csv", {"id": "lc-peru-1993"}, {"title": ""}),
    "value_twice": ("events.csv", EVENT, {"id": "usa-aid-suspended-1992"}),
    "key_twice": ("members.csv", NEIGHBOUR, {"state": "BRA"}),
    "value_unlisted": ("events.csv", EVENT, {"direction": "sideways"}),
    "reference_unknown": ("events.csv", EVENT, {"counterpart": "NARNIA"}),
    "number_low": ("event_types.csv", TYPE, {"weight_weis": "-11"}),
    "number_high": ("event_types.csv", TYPE, {"weight_weis": "11"}),
    "number_wrong": ("event_types.csv", TYPE, {"weight_weis": "many"}),
    "integer_wrong": ("counterparts.csv", {"id": "USA"}, {"gw_code": "two"}),
    "day_wrong": ("eras.csv", GARCIA, {"start": "July 1985"}),
    "text_long": ("events.csv", EVENT, {"headline_en": "x" * 100}),
    "pattern_name": ("eras.csv", GARCIA, {"id": "García"}),
    "pattern_type": ("event_types.csv", TYPE, {"code": "Relations broken"}),
    "pattern_event": ("events.csv", EVENT, {"id": "break"}),
    "pattern_counterpart": ("counterparts.csv", {"id": "IMF"}, {"id": "imf"}),
    "pattern_weis": ("event_types.csv", TYPE, {"weis_code": "19"}),
    "step_long": ("steps.csv", STEP, {"text_en": "word " * 46}),
    "step_unknown": ("steps.csv", STEP, {"selected": "IMF NARNIA"}),
    "step_before": ("steps.csv", STEP, {"before": "autogolpe"}),
    "step_unproven": ("steps.csv", STEP, {"events": ""}),
    "step_outside": ("steps.csv", STEP, {"events": "usa-aid-suspended-1992"}),
    "placeholder": ("events.csv", EVENT, {"headline_en": "EXAMPLE: an agreement is signed"}),
    "section_untitled": ("events.csv", EVENT, {"section": "fujimory"}),
    "event_twin": (
        *("events.csv", EVENT),
        {
            "counterpart": "USA",
            "event_type": "aid_suspended",
            "headline_en": "US suspends all but humanitarian aid",
        },
    ),
    "counterpart_placed": ("counterparts.csv", {"id": "IMF"}, {"lon": "-77", "lat": "38.9"}),
    "name_twin": ("counterparts.csv", {"id": "CUB"}, {"name_en": "United States"}),
    "number_other": ("counterparts.csv", {"id": "USA"}, {"gw_code": "999"}),
    "number_none": ("counterparts.csv", {"id": "USA"}, {"id": "HKG", "gw_code": "2"}),
    "state_not_on_map": ("events.csv", EVENT, {"counterpart": "SUN"}),
    "pattern_cameo": ("event_types.csv", TYPE, {"cameo_code": "1"}),
    "pattern_address": ("sources.csv", {"id": "lc-peru-1993"}, {"url": "www.example.org"}),
}
SOURCES, MEMBERS, PLACES = (FILES[f"{name}.csv"] for name in ("sources", "members", "places"))
_FIRST = next(csv.DictReader(io.StringIO(EVENTS.decode("utf-8-sig"))))
TWICE = ",".join([_FIRST["id"], *(_FIRST[name] for name in ("source", "section", "locator"))])
LIMITS = {"cells_many": "MAX_CELLS", "reach_large": "MAX_REACH"}
BYTES: dict[str, tuple[str, bytes]] = {
    "encoding_assumed": ("events.csv", EVENTS.decode().encode("cp1252", "replace")),
    "encoding_doubtful": (
        "members.csv",
        MEMBERS.decode().replace("á", "ú").encode("mac_roman", "replace"),
    ),
    "separator_named": ("sources.csv", b"sep=,\n" + SOURCES),
    "separator_assumed": ("sources.csv", SOURCES.replace(b",", b";")),
    "edges_trimmed": ("members.csv", MEMBERS + b",,,\n"),
    "place_taken": ("places.csv", PLACES + b"DEU,city,Bonn,Bonn,7.1,50.7,,\n"),
    "place_unused": ("places.csv", PLACES + b"BONN,city,Bonn,Bonn,7.1,50.7,,\n"),
    "place_turned": ("places.csv", PLACES + b"LIMA,city,Lima,Lima,-12.05,-77.04,,\n"),
    "citation_twice": (
        "citations.csv",
        FILES["citations.csv"] + TWICE.encode(),
    ),
    "place_end": ("places.csv", PLACES + b"BONN,city,Bonn,Bonn,7.1,50.7,1990-10-03,1949-05-23\n"),
    "place_undrawn": ("places.csv", PLACES + b"IMF,city,IMF,FMI,-77,38.9,,1949-05-23\n"),
    "codebook_english": (
        "event_types.csv",
        re.sub(
            rb"(?m)^(?!code,)(\w+),([^,]+),[^,]+,",
            rb"\1,\2,Treaty signed,",
            FILES["event_types.csv"],
        ),
    ),
    "problems_many": ("members.csv", MEMBERS + b"x,y,,\n" * 600),
    "rows_many": ("members.csv", MEMBERS + b"\n" * 1_000_000),
    "file_empty": ("events.csv", b""),
    "table_unreadable": ("events.csv", EVENTS + b'"' + b"x" * 200_000),
    "columns_many": ("members.csv", MEMBERS.replace(b"\n", b",x" * 600 + b"\n", 1)),
    "quote_open": ("members.csv", MEMBERS + b'"EAST_EUROPE\n'),
    "rows_missing": ("events.csv", EVENTS.splitlines()[0]),
    "header_missing": ("sources.csv", SOURCES.split(b"\n", 1)[1]),
    "column_missing": ("sources.csv", SOURCES.replace(b",year", b"", 1)),
    "column_untranslated": ("members.csv", MEMBERS.replace(b",reason_es", b"", 1)),
    "column_blank": ("members.csv", MEMBERS.replace(b",end", b"", 1)),
    "column_nameless": ("sources.csv", SOURCES.replace(b",licence", b",,licence", 1)),
    "column_misspelt": ("sources.csv", SOURCES.replace(b",licence", b",license", 1)),
    "column_unknown": ("sources.csv", SOURCES.replace(b",licence", b",licence,mood", 1)),
    "column_language": (
        "event_types.csv",
        FILES["event_types.csv"].replace(b",label_es", b",label_es,label_fr", 1),
    ),
    "column_twice": ("sources.csv", SOURCES.replace(b",licence", b",licence,id", 1)),
    "row_empty": ("members.csv", MEMBERS.replace(b"\n", b"\n,,,\n", 1)),
    "cell_extra": ("members.csv", MEMBERS.rstrip() + b",more\n"),
    "cell_missing": ("members.csv", MEMBERS.rstrip().rsplit(b",", 2)[0] + b"\n"),
    "group_empty": ("members.csv", MEMBERS.split(b"\n", 1)[0] + b"\n"),
    "descriptor_large": ("datapackage.json", b" " * 2_000_000 + FILES["datapackage.json"]),
    "study_old": ("events.csv", EVENTS.replace(b",locator,", b",paragraph,", 1)),
    "json_quote": ("datapackage.json", "{“study”: {}}".encode()),
    "json_syntax": ("datapackage.json", b"{"),
    "json_comma_missing": ("datapackage.json", b'{"a": 1\n"b": 2}'),
    "json_comma_extra": ("datapackage.json", b'{"a": 1,\n}'),
    "json_unreadable": ("datapackage.json", b"[" * 100_000),
    "focus_missing": ("datapackage.json", b"{}"),
}
STUDY_SETTINGS: dict[str, dict[str, Any]] = {
    "focus_not_on_map": {"focus": "ERI"},
    "focus_unknown": {"focus": "PERU"},
    "title_missing": {"title_es": " "},
    "title_long": {"title_en": "Peru" * 100},
    "setting_unknown": {"group_shares": 0.3},
    "share_wrong": {"group_share": 2},
    "weights_unknown": {"weights": "own"},
    "home_view_wrong": {"home_view": [10, 0, -10, 5]},
    "confidence_unknown": {"min_confidence": "certain"},
    "constant_wrong": {"constant": 0},
    "classes_wrong": {"classes": [-3, -2, 0.5, 1, 2, 3]},
    "borders_wrong": {"borders": "1914"},
    "focus_terms_wrong": {"focus": [{"code": "PER", "end": "1990"}]},
    "focus_early": {"focus": [{"code": "PER", "start": "1985-07-28"}]},
    "focus_late": {"focus": [{"code": "PER", "end": "1985-07-28"}]},
    "focus_in_event": {
        "focus": [{"code": "USA", "end": "1985-07-28"}, {"code": "PER", "start": "1985-07-28"}]
    },
    "edge_near": {"classes": [-4.12, -2.1, -0.5, 0.5, 2.1, 3.8]},
    "days_wrong": {"days": "yes"},
    "sections_wrong": {"sections": {"overview": {"en": "Overview"}}},
    "emphasis_wrong": {"emphasis": [{"counterparts": ["USA"], "name": {"en": "the States"}}]},
    "marks_wrong": {"marks": [{"day": "1992", "name": {"en": "Self-coup", "es": "Autogolpe"}}]},
    "mark_outside": {"marks": [{"day": "1967-01-01", "name": {"en": "Strike", "es": "Paro"}}]},
    "emphasis_unknown": {
        "emphasis": [{"counterparts": ["USSR"], "name": {"en": "the Soviets", "es": "la URSS"}}]
    },
}


def zipped(
    files: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED, file_type: int = 0
) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in files.items():
            member = zipfile.ZipInfo(name)
            member.external_attr = file_type << 16
            archive.writestr(member, data, method)
    return packed.getvalue()


def locked() -> bytes:
    data = bytearray(zipped(FILES))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def twice() -> bytes:
    packed = io.BytesIO(zipped(FILES))
    with zipfile.ZipFile(packed, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("events.csv", EVENTS)
    return packed.getvalue()


def while_another_is_read() -> None:
    with pytest.MonkeyPatch.context() as patched, ThreadPoolExecutor() as others:
        patched.setattr(bundle, "WAIT", 0.05)
        with bundle.turn("other.zip"):
            others.submit(bundle.read_events, EVENTS).result()


def while_time_is_short() -> None:
    process = apart._Process()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(apart, "LONGEST", 0)
        patched.setattr(apart, "_process", process)
        try:
            apart.read("read_events", EVENTS, name="events.csv")
        finally:
            process._end()


SENT: dict[str, Callable[[], object]] = {
    "server_busy": while_another_is_read,
    "upload_unread": while_time_is_short,
    "file_large": lambda: bundle.read_events(b"x" * (bundle.MAX_FILE + 1)),
    "file_not_text": lambda: bundle.read_events(b"\0" * 10),
    "file_not_in": lambda: bundle.read_events(b"\xe1", written=Written("UTF-8")),
    "zip_large": lambda: bundle.read_zip(b"x" * (bundle.MAX_FILE + 1)),
    "workbook_large": lambda: bundle.read_book(
        pack_sheets({"events": [["x"]] * 5003}, ".ods"), name="study.ods"
    ),
    "zip_unpacked_large": lambda: bundle.read_zip(zipped({"a": b"0" * 20_000_001})),
    "zip_crowded": lambda: bundle.read_zip(zipped({f"{n}": b"" for n in range(51)})),
    "zip_unreadable": lambda: bundle.read_zip(b"no zip"),
    "zip_without_study": lambda: bundle.read_zip(zipped({})),
    "zip_of_studies": lambda: bundle.read_zip(
        zipped({"a/datapackage.json": b"", "b/datapackage.json": b""})
    ),
    "zip_file_twice": lambda: bundle.read_zip(twice()),
    "member_outside": lambda: bundle.read_zip(zipped({"../a": b""})),
    "member_link": lambda: bundle.read_zip(zipped(FILES, file_type=stat.S_IFLNK)),
    "member_locked": lambda: bundle.read_zip(locked()),
    "member_packed": lambda: bundle.read_zip(zipped(FILES, method=zipfile.ZIP_BZIP2)),
    "code_unknown": lambda: borders.convert("KAZ", source="iso", target="gw", day="1980-07-28"),
    "day_unreadable": lambda: borders.on("yesterday"),
    "day_early": lambda: borders.on("1900-01-01"),
    "days_turned": lambda: borders.changes("2015-01-01", "2013-01-01"),
    "years_outside": lambda: borders.panel(2020, 2010),
    "system_unknown": lambda: borders.convert("PER", source="iso3", target="gw", day="2000-01-01"),  # type: ignore[arg-type]
}
CODERS: dict[str, dict[str, str]] = {
    "coding_filled": {"first": FIRST.replace("-1-3b,-,", "-1-3b,-,condemnation")},
    "coding_eras": {"first": FIRST.replace("velasco morales", "morales velasco")},
    "coding_both": {"first": f"{FIRST}garcia-1-2,-,,,,\n"},
    "coding_missing": {"first": "".join(FIRST.splitlines(keepends=True)[:-1])},
    "ruling_missing": {"rulings": "".join(RULINGS.splitlines(keepends=True)[:-1])},
}
MISSING = {
    "table_missing": ("members.csv", "away"),
    "categories_old": ("categories.csv", "away"),
    "descriptor_missing": ("datapackage.json", "away"),
    "file_misnamed": ("eras.csv", "Eras.csv"),
    "file_unread": ("steps.csv", "step.csv"),
}
SHEETS = {"study": [["name", "value"], ["study/focus", "PER"]], "step": [["id"]], "era": [["id"]]}
BOOKS = {
    "workbook_unreadable": b"no zip",
    **dict.fromkeys(
        ("sheet_missing", "sheet_misnamed", "sheet_unread"),
        pack_sheets({**SHEETS, "counterparts": [["id"]]}, ".ods"),
    ),
}
PACKAGE: dict[str, tuple[str, Any]] = {
    "name_missing": ("name", None),
    "licence_missing": ("licenses", None),
    "field_not_text": ("description", {}),
    "field_long": ("licenses", [{"name": "MIT" * 100}]),
    "field_full": ("keywords", ["trade"] * 501),
    "address_wrong": ("homepage", "www.example.org"),
    "entries_wrong": ("contributors", "Jelena"),
    "entry_wrong": ("sources", ["Papers IV"]),
    "entry_unnamed": ("sources", [{"name": "Papers IV"}]),
    "person_unnamed": ("contributors", [{"name": "Jelena"}]),
    "person_half": ("contributors", [{"familyName": "Ilić"}]),
    "roles_wrong": ("contributors", [{"title": "Jelena", "roles": "author"}]),
    "field_empty": ("licenses", [{"name": " "}]),
    "licence_unknown": ("licenses", [{"name": "Ask the author"}]),
    "orcid_wrong": (
        "contributors",
        [{"title": "Jelena", "path": "https://orcid.org/0000-0002-1825-0098"}],
    ),
    "keywords_wrong": ("keywords", "Peru"),
    "created_wrong": ("created", "today"),
    "languages_wrong": ("languages", ["english"]),
    "language_unknown": ("languages", ["xx"]),
    "text_odd": ("title", "Per\0u"),
}


def refused(read: Callable[[], object]) -> list[pm.Problem]:
    with pytest.raises(ProblemsError) as raised:
        read()
    return list(raised.value.problems)


@pytest.fixture
def found(  # noqa: C901 (a way for each kind of file)
    code: str, folder: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> list[pm.Problem]:
    """The problems of a study that is broken in a certain way."""
    if code in SENT:
        return refused(SENT[code])
    if code == "study_renewed":
        old = EVENTS.replace(b",locator,", b",paragraph,", 1)
        return list(bundle.read_events(old).assumed)
    if code == "ledger_row":
        ledger = (geo_dir() / "states.csv").read_text("utf-8").splitlines()[0]
        (folder / "states.csv").write_text(f"{ledger}\nPER-1945\n", "utf-8")
        monkeypatch.setattr(_ledger, "geo_dir", lambda: folder)
        return refused(_ledger.states.__wrapped__)
    if code in BOOKS:
        (folder / "study.ods").write_bytes(BOOKS[code])
        return pm.check(folder / "study.ods")
    if code in LIMITS:
        monkeypatch.setattr(bundle, LIMITS[code], 10)
        return refused(lambda: bundle.read_events(EVENTS))
    if code == "eras_many":
        monkeypatch.setattr(rules, "MOST_ERAS", 3)
    if code == "date_rare":
        monkeypatch.setattr(rules, "_MOST_RARE", 0)
    if code in CELLS:
        file, where, cells = CELLS[code]
        edit(file, where, **cells)
    elif code in BYTES:
        file, data = BYTES[code]
        (folder / file).write_bytes(data)
    elif code in CODERS:
        add_coders(folder, **CODERS[code])
    elif code in MISSING:
        file, other = MISSING[code]
        (folder / file).rename(folder / other)
    else:
        path = folder / "datapackage.json"
        descriptor = json.loads(path.read_text("utf-8"))
        descriptor["study"] |= STUDY_SETTINGS.get(code, {})
        descriptor |= dict([PACKAGE[code]] if code in PACKAGE else [])
        path.write_text(json.dumps(descriptor), "utf-8")
    return pm.check(folder)


@pytest.mark.parametrize("code", sorted(codes("en")))
def test_every_problem_is_told_in_spanish(code: str, found: list[pm.Problem], folder: Path) -> None:
    assert code in {problem.code for problem in found}
    for problem in found:
        spanish = problem.translate("es")
        assert spanish == problem  # the same problem, told otherwise
        assert spanish.message != problem.message
        assert spanish.remedy != problem.remedy
        if code != "ledger_row":  # holds Python's own words, on a file that no reader writes
            told = str(spanish).replace(str(folder), "")
            assert not ENGLISH.search(re.sub("«[^»]*»", "", told)), "without what the table holds"


# --- where problems are told ----------------------------------------------------------


def test_python_tells_problems_in_the_language_asked_for(folder: Path, edit: Edit) -> None:
    line = edit("events.csv", EVENT, direction="sideways")
    (english,), (spanish,) = pm.check(folder), pm.check(folder, language="es")
    assert str(english) == (
        f"error: events.csv, row {line}, column direction: “sideways” is none of by_focus, "
        "towards_focus, mutual, none. Choose one of them."
    )
    assert str(spanish) == (
        f"error: events.csv, fila {line}, columna direction: «sideways» no es ninguno de estos: "
        "by_focus, towards_focus, mutual, none. Elija uno de ellos."
    )
    assert spanish.to_dict() == {
        "file": "events.csv",
        "row": line,
        "column": "direction",
        "message": "«sideways» no es ninguno de estos: by_focus, towards_focus, mutual, none",
        "remedy": "Elija uno de ellos",
        "severity": "error",
    }


@pytest.mark.parametrize(
    ("row", "column", "english", "spanish"),
    [
        (None, None, "eras.csv", "eras.csv"),
        (3, None, "eras.csv, row 3", "eras.csv, fila 3"),
        (None, "end", "eras.csv, column end", "eras.csv, columna end"),
        (3, "end", "eras.csv, row 3, column end", "eras.csv, fila 3, columna end"),
    ],
)
def test_a_place_is_told_in_words(
    row: int | None, column: str | None, english: str, spanish: str
) -> None:
    problem = pm.Problem("eras.csv", row, column, "cell_empty")
    assert (problem.place, problem.translate("es").place) == (english, spanish)


def test_a_language_that_nobody_wrote_is_refused(folder: Path) -> None:
    with pytest.raises(KeyError, match="there are en, es"):
        pm.check(folder, language="qu")
    assert CliRunner().invoke(main, ["check", "--lang", "qu"]).exit_code == 2


def test_the_command_line_tells_problems_in_spanish(folder: Path, edit: Edit) -> None:
    line = edit("events.csv", EVENT, start="1992-04", end="", headline_es="")
    result = CliRunner().invoke(main, ["check", str(folder), "--lang", "es"])
    assert result.stdout == "1 error(es), 1 advertencia(s)\n"
    error, warning = result.stderr.splitlines()
    assert error == (
        f"error: events.csv, fila {line}, columna headline_es: la celda está vacía. "
        "Escriba el texto en todos los idiomas."
    )
    assert warning.startswith(f"advertencia: events.csv, fila {line}, columna start: «1992-04»")


def test_the_list_to_download_is_in_the_language_of_the_page(folder: Path, edit: Edit) -> None:
    line = edit("events.csv", EVENT, direction="sideways")
    data = listing.as_csv(pm.check(folder), language="es").decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(data))) == [
        {
            "Archivo": "events.csv",
            "Fila": str(line),
            "Columna": "direction",
            "Qué está mal": (
                "«sideways» no es ninguno de estos: by_focus, towards_focus, mutual, none"
            ),
            "Qué sería correcto": "Elija uno de ellos",
        }
    ]


def test_the_list_to_download_holds_no_formula(folder: Path) -> None:
    path = folder / "events.csv"
    path.write_text(path.read_text("utf-8").replace("headline_en", "=1+1", 1), "utf-8")
    data = listing.as_csv(pm.check(folder), language="en").decode("utf-8-sig")
    assert "'=1+1" in {cell for row in csv.reader(io.StringIO(data)) for cell in row}
    assert not [cell for row in csv.reader(io.StringIO(data)) for cell in row if cell[:1] == "="]


def test_a_page_whose_study_is_broken_says_so_in_the_reader_s_language(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = folder / "events.csv"
    whole = table.read_text("utf-8-sig")
    table.write_text(whole.replace(",counterpart,", ",partner,", 1), "utf-8")
    monkeypatch.setenv(server.STUDY, str(folder))
    app = AppTest.from_file(app_path(), default_timeout=60)
    app.query_params["lang"] = "es"
    app.run()
    assert not app.exception
    assert app.title[0].value == "Este estudio no se puede mostrar"
    shown = "".join(element.proto.body for element in app.get("html"))
    assert "2 errores impiden dibujar su mapa" in shown
    assert "Fila 1" in shown
    assert "<b>partner</b>" in shown
    app.button_group[0].set_value("en").run()
    assert app.title[0].value == "This study cannot be shown"
    table.write_text(whole, "utf-8")
    assert app.run().title[0].value != "This study cannot be shown"  # mended, it is shown
