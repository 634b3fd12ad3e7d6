"""What somebody sends is read as they meant it, checked as ever, and trusted in nothing."""

from __future__ import annotations

import contextlib
import csv
import html
import io
import re
import tempfile
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

import perufr_map as pm
from hostile.studies import make_dense
from perufr_map.dashboard import bundle
from perufr_map.resources import study_dir
from perufr_map.study import spreadsheets
from perufr_map.study.layout import columns, schemas
from perufr_map.study.schema import _PATTERNS
from perufr_map.study.valid import count_valid
from perufr_map.study.workbooks import ENDINGS, pack_sheets, pack_workbook, read_workbook
from views import bodies

EVENTS = (study_dir() / "events.csv").read_bytes()
FILES = bundle.files_of(study_dir())
CHILE = bundle.template(focus="CHL")


@pytest.fixture(autouse=True)
def _nothing_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let temporary folders be made where a test can look for what is left of them."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def rewritten(data: bytes, *, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """Return a table as another program would have saved it."""
    written = io.StringIO(newline="")
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    csv.writer(written, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return written.getvalue().encode(encoding)


def with_cell(data: bytes, line: int, column: str, value: str) -> bytes:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    rows[line - 1][rows[0].index(column)] = value
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def zipped(files: dict[str, bytes], *, folder: str = "") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(f"{folder}{name}", data)
    return packed.getvalue()


def problems(read: Callable[[], bundle.Bundle]) -> list[pm.Problem]:
    with pytest.raises(pm.StudyError) as raised:
        read()
    return [problem for problem in raised.value.problems if problem.severity == "error"]


# --- a table of events ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("separator", "encoding", "taken_for"),
    [
        (",", "utf-8-sig", None),
        (";", "utf-8-sig", ("UTF-8", ";")),
        ("\t", "utf-16", ("UTF-16", "\t")),
        (";", "cp1252", ("Windows-1252", ";")),
        (",", "cp1252", ("Windows-1252", ",")),
        (",", "mac_roman", ("Mac Roman", ",")),
    ],
)
def test_what_spreadsheets_save_is_read_and_what_was_assumed_is_told(
    study: pm.Study, separator: str, encoding: str, taken_for: tuple[str, str] | None
) -> None:
    found = bundle.read_events(rewritten(EVENTS, separator=separator, encoding=encoding))
    assert found.study.events.equals(study.events)
    assert found.study.events["narrative_es"].equals(study.events["narrative_es"])
    told = [
        problem.values.get("encoding", problem.values.get("separator")) for problem in found.assumed
    ]
    plain, comma = ("UTF-8", ",")
    expected = [said for said in taken_for or () if said not in (plain, comma)]
    assert told == ["⇥" if said == "\t" else said for said in expected]


def test_decimal_commas_are_read_where_commas_do_not_separate(study: pm.Study) -> None:
    rows = list(csv.reader(io.StringIO(FILES["event_types.csv"].decode(), newline="")))
    at = [rows[0].index(name) for name in ("weight_weis", "weight_cameo")]
    for row in rows[1:]:
        for place in at:
            row[place] = row[place].replace(".", ",")
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";").writerows(rows)
    found = bundle.read_zip(zipped(FILES | {"event_types.csv": written.getvalue().encode()}))
    assert found.study.event_types.equals(study.event_types)


def test_the_events_lie_on_the_study_that_is_shown(study: pm.Study) -> None:
    chile = bundle.read_zip(CHILE)
    again = bundle.read_events(chile.files["events.csv"], onto=chile.files)
    assert again.study.focus == "CHL"
    assert again.study.events.equals(chile.study.events)
    some = b"\n".join(EVENTS.splitlines()[:5])
    assert list(bundle.read_events(some).study.events["id"]) == list(study.events["id"][:4])


def test_other_events_are_not_told_by_the_headlines_and_the_story_of_the_study() -> None:
    found = bundle.read_events(b"\n".join(EVENTS.splitlines()[:5]))
    assert set(found.study.eras["headline_en"]) == {""}
    assert found.study.steps.empty
    assert bundle.read_zip(bundle.pack(found.files)).study.eras.equals(found.study.eras)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line", [2, 57, 108])
def test_a_problem_is_told_by_the_row_of_the_spreadsheet(line: int, separator: str) -> None:
    broken = with_cell(EVENTS, line, "direction", "sideways")
    broken = with_cell(broken, 2, "narrative_en", "Two lines\nin one cell.")
    sent = rewritten(broken, separator=separator) + b"\r\n" + separator.encode() * 17 + b"\r\n"
    (problem,) = problems(lambda: bundle.read_events(sent))
    assert (problem.file, problem.row, problem.column) == ("events.csv", line, "direction")


def test_the_problems_are_those_that_check_lists(folder: Path) -> None:
    broken = with_cell(EVENTS, 9, "start", "05/04/1992")
    broken = with_cell(broken, 12, "counterpart", "NARNIA")
    (folder / "events.csv").write_bytes(broken)
    assert problems(lambda: bundle.read_events(broken)) == pm.check(folder) != []
    assert problems(lambda: bundle.read_zip(bundle.pack(folder))) == pm.check(folder)


def test_a_warning_does_not_keep_a_study_away(study: pm.Study) -> None:
    line = 2 + list(study.events["id"]).index("ven-relations-broken-1992")
    vague = with_cell(with_cell(EVENTS, line, "start", "1992-04"), line, "end", "")
    (warning,) = bundle.read_events(vague).warnings
    assert (warning.row, warning.column, warning.severity) == (line, "start", "warning")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (CHILE, "is not a text file"),
        (b"\x00" * 100, "is not a text file"),
        (b"a;b;c\n1;2;3\n", "none of the columns’ names"),
        (EVENTS.splitlines()[0], "has no rows"),
        (b"x" * (bundle.MAX_FILE + 1), "larger than 5 MB"),
        (EVENTS.splitlines()[0] + b"\nx" * 6000, "more than 5000 rows"),
    ],
)
def test_what_is_no_table_of_events_is_told_in_one_line(data: bytes, says: str) -> None:
    (problem,) = problems(lambda: bundle.read_events(data))
    assert says in problem.message


@given(data=st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
@example(data=b"\x01\x0b;")  # a vertical tab ends no line of a table
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        sheet = spreadsheets.read(data, columns=columns("events"))
    except spreadsheets.SheetError:
        return
    assert len(sheet.columns) == len(sheet.header)
    assert {len(column) for column in sheet.columns} <= {len(sheet.rows)}
    assert sheet.rows == sorted(set(sheet.rows))


def test_every_pattern_of_the_format_is_explained_in_words() -> None:
    patterns = {
        field["constraints"]["pattern"]
        for schema in schemas().values()
        for field in schema["fields"]
        if "pattern" in field.get("constraints", {})
    }
    assert patterns == set(_PATTERNS)


# --- a zip ---------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["", "study/", "a/b/study/", "study\\", "a\\b\\"])
def test_a_zip_is_read_with_its_folder_or_without(study: pm.Study, folder: str) -> None:
    extra = {"README.md": b"hello", "__MACOSX/._events.csv": b"\x00\x05", "inner.zip": CHILE}
    files = {f"{folder}{name}": data for name, data in FILES.items()}
    assert bundle.read_zip(zipped(files | extra)).study.events.equals(study.events)


def test_the_shipped_study_can_be_zipped_and_sent(study: pm.Study) -> None:
    folder = study_dir()
    files = {
        str(path.relative_to(folder.parent)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert sum(name.endswith("datapackage.json") for name in files) > 1
    assert bundle.read_zip(zipped(files)).study.events.equals(study.events)


@pytest.mark.parametrize("separator", [b",", b";", b"\t"])
def test_a_study_of_very_many_cells_is_refused_before_they_are_read(separator: bytes) -> None:
    wide = EVENTS + (separator * 440 + b"x\n") * 2_000
    (problem,) = problems(lambda: bundle.read_zip(zipped(FILES | {"events.csv": wide})))
    assert (problem.file, problem.code) == ("events.csv", "cells_many")


@pytest.mark.parametrize(("eras", "events"), [(60, 600), (6, 5_000)])
def test_a_study_whose_events_count_too_often_is_refused_before_they_are_scored(
    eras: int, events: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_dense(folder, eras=eras, events=events)
    sent = zipped(bundle.files_of(folder))
    monkeypatch.delattr("perufr_map.scoring.scored.contributions")
    (problem,) = problems(lambda: bundle.read_zip(sent))
    assert (problem.file, problem.code) == ("events.csv", "reach_large")
    assert f"more than the {bundle.MAX_REACH}" in problem.message


def test_a_group_with_very_many_stays_is_refused_before_they_are_joined(folder: Path) -> None:
    make_dense(folder, eras=100, events=20)
    days = [f"{date(1900, 1, 1) + timedelta(days=2 * n)}" for n in range(901)]
    stays = "".join(f"LATAM,CHL,{day},{after},,\n" for day, after in pairwise(days))
    with (folder / "members.csv").open("a", encoding="utf-8") as file:
        file.write(stays)
    codes = {p.code for p in problems(lambda: bundle.read_zip(zipped(bundle.files_of(folder))))}
    assert codes == {"reach_large"}


def test_as_many_as_may_count_are_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_dense(folder, eras=6, events=10)
    sent = zipped(bundle.files_of(folder))
    count = 10 * 6 * (1 + 18)
    monkeypatch.setattr(bundle, "MAX_REACH", count)
    assert len(bundle.read_zip(sent).study.scored().reach) == count
    monkeypatch.setattr(bundle, "MAX_REACH", count - 1)
    assert [problem.code for problem in problems(lambda: bundle.read_zip(sent))] == ["reach_large"]


def test_a_zip_that_is_too_large_or_too_full_is_refused() -> None:
    (large,) = problems(lambda: bundle.read_zip(b"PK" + b"x" * bundle.MAX_FILE))
    assert "larger than 5 MB" in large.message
    full = zipped(FILES | {f"{number}.txt": b"" for number in range(50)})
    (crowded,) = problems(lambda: bundle.read_zip(full))
    assert crowded.message == "more than 50 files"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not a zip that can be read"),
        (EVENTS, "not a zip that can be read"),
        (CHILE[: len(CHILE) // 2], "not a zip that can be read"),
        (zipped({}), "holds no datapackage.json"),
        (zipped({"study.zip": CHILE}), "holds no datapackage.json"),
        (zipped({"Package.JSON": b"{}", "Events.csv": EVENTS}), "holds no datapackage.json"),
        (
            zipped({"old/datapackage.json": b"{}", "new/datapackage.json": b"{}"}),
            "holds 2 files datapackage.json",
        ),
    ],
)
def test_what_is_no_zip_of_a_study_is_told_in_one_line(data: bytes, says: str) -> None:
    (problem,) = problems(lambda: bundle.read_zip(data, name="mine.zip"))
    assert (problem.file, problem.message) == ("mine.zip", says)
    assert problem.remedy


def test_missing_and_renamed_files_are_named() -> None:
    files = {name: data for name, data in FILES.items() if name != "members.csv"}
    (problem,) = problems(lambda: bundle.read_zip(zipped(files)))
    assert (problem.file, problem.message) == ("members.csv", "no such file")
    (problem,) = problems(lambda: bundle.read_zip(zipped(files | {"Members.csv": b""})))
    assert (problem.file, problem.message) == (
        "members.csv",
        "no such file, but there is Members.csv",
    )
    (problem,) = problems(lambda: bundle.read_zip(zipped({"DataPackage.JSON": b"{}"})))
    assert (problem.file, problem.message) == (
        "datapackage.json",
        "no such file, but there is DataPackage.JSON",
    )


@pytest.mark.parametrize("descriptor", [b"\xff\xfe\x00", b"{", b"[" * 100_000, b"[]", b"null"])
def test_a_broken_descriptor_is_told(descriptor: bytes) -> None:
    (problem,) = problems(lambda: bundle.read_zip(zipped(FILES | {"datapackage.json": descriptor})))
    assert problem.file == "datapackage.json"


@given(cut=st.data())
def test_a_damaged_zip_is_read_or_refused(cut: st.DataObject) -> None:
    damaged = bytearray(CHILE)
    for _ in range(cut.draw(st.integers(1, 4))):
        # The list of members at the end is where a change does most.
        at = cut.draw(st.integers(0, len(damaged) - 1) | st.integers(-600, -1))
        damaged[at] = cut.draw(st.integers(0, 255))
    with contextlib.suppress(pm.StudyError):
        assert bundle.read_zip(bytes(damaged)).study.focus


def test_nothing_is_left_on_the_disk(tmp_path: Path) -> None:
    bundle.read_zip(CHILE)
    problems(lambda: bundle.read_events(with_cell(EVENTS, 2, "start", "soon")))
    bundle.template(focus="PER")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "read", [lambda: bundle.read_events(EVENTS), lambda: bundle.read_zip(CHILE)]
)
def test_while_others_studies_are_read_the_server_says_that_it_is_busy(
    read: Callable[[], bundle.Bundle], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "WAIT", 0.05)
    with ThreadPoolExecutor() as others, bundle.turn("other.zip"):
        (problem,) = others.submit(problems, read).result()
    assert problem.code == "server_busy"
    assert "busy" in problem.message
    assert "ocupado" in problem.translate("es").message
    assert read().study


# --- workbooks ---


each_workbook = pytest.mark.parametrize("ending", ENDINGS)


@each_workbook
def test_a_workbook_of_a_whole_study_is_read_as_its_zip_is(ending: str) -> None:
    of_zip = bundle.read_zip(CHILE)
    sent = bundle.template(focus="CHL", ending=ending)
    of_book = bundle.read_book(sent, name=f"chile{ending}")
    assert of_book.study.scores().equals(of_zip.study.scores())
    assert of_book.warnings == of_zip.warnings


@each_workbook
def test_a_workbook_of_events_alone_lies_on_the_study_that_is_shown(
    ending: str, study: pm.Study
) -> None:
    files = bundle.files_of(study_dir())
    book = read_workbook(pack_workbook(files, ending))
    sheet = pack_sheets({"events": [*csv.reader(io.StringIO(book["events.csv"].decode()))]}, ending)
    assert bundle.read_book(sheet).study.scores().equals(study.scores())


def test_a_workbook_with_too_many_rows_is_refused_before_it_is_checked() -> None:
    rows = [["id"], *([f"e{n}"] for n in range(bundle.MAX_ROWS + 2))]
    (problem,) = problems(lambda: bundle.read_book(pack_sheets({"events": rows}, ".xlsx")))
    assert problem.code == "workbook_large"


# --- the page's part -----------------------------------------------------------------


def _page() -> None:
    import streamlit as st  # noqa: PLC0415 (AppTest runs the text of this function alone)

    from perufr_map.dashboard import state, upload  # noqa: PLC0415

    st.title("the page's own" if state.is_shared() else state.study().focus)
    upload.above()
    upload.beside()
    upload.instead()


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(_page, default_timeout=60).run()


def send(app: AppTest, name: str, data: bytes) -> AppTest:
    app.file_uploader[0].set_value((name, data, "application/octet-stream"))
    app.run()
    assert not app.exception
    return app


def told(app: AppTest) -> list[list[str]]:
    """Return the rows of the list of problems, as texts."""
    return [
        [
            html.unescape(re.sub("<[^>]+>", "", cell))
            for cell in re.findall("<t[hd].*?</t[hd]>", row)
        ]
        for row in re.findall('<tr><th scope="row">.*?</tr>', bodies(app))
    ]


def headline(app: AppTest) -> str:
    return html.unescape(bodies(app).partition("<h2>")[2].partition("</h2>")[0])


def test_with_nothing_sent_the_page_says_what_to_do(app: AppTest) -> None:
    assert not app.exception
    assert "Start from the fresh study below" in bodies(app)
    assert app.title[0].value == "the page's own"


def test_a_broken_table_is_told_by_row_and_column_and_changes_nothing(app: AppTest) -> None:
    send(app, "mine.csv", with_cell(EVENTS, 9, "direction", "*sideways*"))
    rows = EVENTS.count(b"\n") - 1
    assert headline(app) == f"{rows - 1} of {rows} rows read; one wants a look"
    ((place, said),) = told(app)
    assert place == "Row 9"
    assert said.startswith("direction: “*sideways*” is none of by_focus")
    assert said.endswith("Choose one of them.")
    assert app.title[0].value == "the page's own"


def test_what_could_be_read_is_counted_by_era_and_counterpart(
    app: AppTest, study: pm.Study
) -> None:
    line = 2 + list(study.events["counterpart"]).index("VEN")
    send(app, "mine.csv", with_cell(EVENTS, line, "confidence", "sure"))
    files = app.session_state["upload-outcome"].checked
    valid = count_valid(files)
    assert (valid.rows, valid.valid, valid.wrong) == (len(study.events), len(study.events) - 1, 1)
    assert valid.by_counterpart["VEN"][1] == 1
    good = study.events.drop(study.events.index[line - 2])
    for _, era in study.eras.iterrows():
        counted = (good["first"] < era["end"]) & (good["last"] >= era["start"])
        assert valid.by_era[era["id"]] == counted.sum()
    assert f"What could be read: {len(good)} statements" in bodies(app)
    assert "and one row not read" in bodies(app)


def test_a_table_that_was_read_wrongly_is_read_as_its_sender_says(app: AppTest) -> None:
    sent = rewritten(EVENTS, separator=";", encoding="cp1252")
    send(app, "mine.csv", sent)
    assert [box.value for box in app.selectbox[:2]] == ["Windows-1252", ";"]
    app.selectbox[0].select("Mac Roman").run()
    assert not app.exception
    assert app.session_state["upload-outcome"].written.encoding == "Mac Roman"
    assert [box.value for box in app.selectbox[:2]] == ["Mac Roman", ";"]
    app.selectbox[1].select(",").run()
    assert not app.exception
    assert app.session_state["upload-outcome"].problems
    app.selectbox[1].select(";").run()
    app.selectbox[0].select("UTF-8").run()
    assert not app.exception
    assert "cannot be read as UTF-8" in bodies(app)
    app.selectbox[0].select("Windows-1252").run()
    assert not app.session_state["upload-outcome"].problems


def test_a_good_study_is_shown_and_the_way_back_leads_back(app: AppTest) -> None:
    app.session_state["era"] = "velasco"
    app.session_state["selected"] = "VEN"
    send(app, "chile.zip", CHILE)
    assert app.title[0].value == "CHL"
    assert "The page now shows “Chile" in html.unescape(bodies(app))
    assert "era" not in app.session_state  # another study's eras
    assert all("is a text of the scaffold" in told_of for _, told_of in told(app))
    app.button[-1].click().run()
    assert app.title[0].value == "the page's own"
    assert "Start from the fresh study below" in bodies(app)


def test_a_workbook_is_told_by_sheet_row_and_column_and_then_shown(app: AppTest) -> None:
    files = dict(bundle.read_zip(CHILE).files)
    wrong = files | {"events.csv": with_cell(files["events.csv"], 2, "direction", "sideways")}
    send(app, "chile.ods", pack_workbook(wrong, ".ods"))
    assert "chile.ods, events" in bodies(app)
    assert ("Row 2", "direction: “sideways”") in [
        (place, said.partition(" is none of")[0]) for place, said in told(app)
    ]
    send(app, "chile.ods", pack_workbook(files, ".ods"))
    assert app.title[0].value == "CHL"


def test_events_sent_after_a_study_lie_on_it(app: AppTest) -> None:
    send(app, "chile.zip", CHILE)
    events = bundle.read_zip(CHILE).files["events.csv"]
    send(app, "events.csv", rewritten(events, separator=";", encoding="cp1252"))
    assert app.title[0].value == "CHL"
    assert app.selectbox[0].value == "Windows-1252"


def test_a_failure_after_a_success_keeps_what_was_shown(app: AppTest) -> None:
    send(app, "chile.zip", CHILE)
    send(app, "broken.zip", CHILE[:100])
    assert app.title[0].value == "CHL"
    assert headline(app) == "One thing wants a look"
    assert told(app)


def test_the_uploader_lets_go_of_the_file(app: AppTest) -> None:
    send(app, "chile.zip", CHILE)
    assert app.file_uploader[0].value is None


def test_a_long_list_is_cut_and_offered_whole(app: AppTest) -> None:
    rows = list(csv.reader(io.StringIO(EVENTS.decode(), newline="")))
    for row in rows[1:]:
        row[rows[0].index("direction")] = row[rows[0].index("confidence")] = "?"
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    send(app, "mine.csv", written.getvalue().encode())
    assert len(told(app)) == 100
    assert any("first 100" in caption.value for caption in app.caption)


def test_the_problems_are_told_in_spanish(app: AppTest) -> None:
    app.session_state["language"] = "es"
    send(app, "mine.csv", with_cell(EVENTS, 9, "direction", "sideways"))
    assert headline(app).endswith("filas; hay que mirar una")
    ((place, said),) = told(app)
    assert place == "Fila 9"
    assert said.startswith("direction: «sideways» no es ninguno de estos")
    assert said.endswith("Elija uno de ellos.")


def test_what_is_wrong_with_a_whole_file_has_no_row(app: AppTest) -> None:
    app.session_state["language"] = "es"
    send(app, "mine.zip", b"no zip")
    assert told(app) == [
        ["Archivo", "no es un zip que pueda leerse. Comprima la carpeta de nuevo."]
    ]
