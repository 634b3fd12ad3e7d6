"""What the page takes for granted of Streamlit, each held alone: the first to break says so."""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import fields
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import streamlit
from packaging.requirements import Requirement
from playwright.sync_api import Browser, Locator, Page, expect
from streamlit import error_util
from streamlit.elements import exception
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

import pages
from perufr_map.dashboard import _streamlit
from perufr_map.dashboard._streamlit import AT_REST, Part, fill
from perufr_map.resources import study_dir

DASHBOARD = Path(_streamlit.__file__).parent
PROJECT = Path(__file__).parents[2] / "pyproject.toml"
BUNDLE = Path(streamlit.__file__).parent / "static" / "static" / "js"
SELECTOR = re.compile(r"^\s*([^@/{}*]*:--[^{}]*?)\s*\{", re.MULTILINE)
STATE = re.compile(r"::after|:focus-visible")  # of a part that is there without it


def test_nothing_else_in_the_package_knows_of_streamlits_insides() -> None:
    inside = re.compile(r"data-test|streamlit\.(runtime|proto|elements|web)\b")
    sources = [
        path for path in DASHBOARD.parent.rglob("*") if path.suffix in {".py", ".js", ".css"}
    ]
    found = {path.name for path in sources if inside.search(path.read_text("utf-8"))}
    assert found == {"_streamlit.py"}


def sheet_selectors() -> set[str]:
    """Return the selectors of our style sheets that name a part of Streamlit."""
    sheets = [path.read_text("utf-8") for path in DASHBOARD.glob("*.css")]
    found = (each for sheet in sheets for each in SELECTOR.findall(sheet))
    return {STATE.sub("", each).strip() for each in found}


def _send_events(page: Page) -> None:
    """Send a table, so that the page asks how it is to be read: in columns within a column."""
    pages.send(page, "events.csv", (study_dir() / "events.csv").read_bytes())


WHERE: dict[str, tuple[str, Callable[[Page], None] | None]] = {
    ":--page": ("map", None),
    ":--page h1": ("map", None),
    ":--page > :--block": ("map", None),
    ".st-key-tools :has(> :--icon)": ("map", None),
    ".st-key-tools button:has(:--icon) p": ("map", None),
    ":is(:--app, :--page)": ("map", None),
    ":is(:--main, :--page h1)": ("map", None),
    ":--main": ("map", None),
    ":--page :is(button, summary, select, [aria-autocomplete])": ("map", None),
    ":--header": ("map", None),
    ":--drawer": ("country", None),
    ":--caption": ("country", None),
    ".st-key-stage :--row": ("map", None),
    ".st-key-stage :--column": ("map", None),
    ".st-key-stage :--column:first-child": ("map", None),
    ".st-key-stage :--column:last-child": ("method", None),
    ".st-key-stage :--row > :--column:first-child": ("data&lang=es", _send_events),
    ".st-key-stage :--row > :--column:last-child": ("data&lang=es", _send_events),
    ".st-key-stage :--column :--row": ("data&lang=es", _send_events),
    ".st-key-stage :--column :--column": ("data&lang=es", _send_events),
    ":is(.st-key-method, .st-key-about, .st-key-data) :--row": ("method", None),
    ":is(.st-key-method, .st-key-about, .st-key-data) :--column": ("method", None),
    ".st-key-method > div > :--row > :--column:last-child": ("method", None),
    ":--upload-hint": ("data&lang=es", _send_events),
    ":--upload button p": ("data&lang=es", _send_events),
    ":--page .choices .slide input": ("method", None),
    ":--page .choices .pills label > span": ("method", None),
    ":--page .choices :is(.segments, .pills) label > span": ("method", None),
}
"""Where a reader meets what each of our selectors is about."""


def test_each_selector_of_ours_is_held_below() -> None:
    assert sheet_selectors() == WHERE.keys()


@pytest.fixture(scope="module")
def opened(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a view, once for all tests that only look at it."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    known: dict[str, Page] = {}

    def page_of(view: str, act: Callable[[Page], None] | None = None) -> Page:
        key = f"{view} {act}"
        if key not in known:
            known[key] = page = context.new_page()
            page.goto(f"{address}/?view={view}")
            pages.arrive(page, view.partition("&")[0])
            pages.settle(page)
            if act:
                act(page)
        return known[key]

    yield page_of
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("selector", WHERE)
def test_a_style_of_ours_still_finds_what_it_is_about(
    opened: Callable[..., Page], selector: str
) -> None:
    found: Locator = opened(*WHERE[selector]).locator(fill(selector))
    expect(
        found.first, f"Streamlit no longer draws “{selector}” of our style sheets"
    ).to_be_attached(timeout=30_000)


@pytest.mark.parametrize("part", Part, ids=lambda part: part.name)
def test_streamlit_still_knows_each_part_by_its_name(part: Part) -> None:
    scripts = (path.read_text("utf-8") for path in BUNDLE.glob("*.js"))
    assert any(re.search(rf"[`\"'{{]{part.value}[`\"'$]", script) for script in scripts), (
        f"Streamlit {streamlit.__version__} draws nothing that is called {part.value}: "
        f"mend Part.{part.name} in dashboard/_streamlit.py"
    )


def _media(page: Page) -> bool:
    asked = [url for url in _asked(page) if urlsplit(url).path.startswith("/media/")]
    return len(asked) == 4 and all(page.request.get(url).ok for url in asked)


def _component(page: Page) -> bool:
    return any("/_stcore/bidi-components/perufr-map.map/streamlit.js" in a for a in _asked(page))


def _asked(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "performance.getEntriesByType('resource').map(({ name }) => name)"
    )
    return found


def _rest(page: Page) -> bool:
    page.locator(AT_REST).wait_for()
    return True


def _shadow(page: Page) -> bool:
    found: bool = pages.state(page, "PER").evaluate("node => node.getRootNode() !== document")
    return found


@pytest.mark.browser
@pytest.mark.parametrize(
    ("holds", "says"),
    [
        (_media, "what `publish` adds is served at /media/ below the server"),
        (_component, "the map's script is served at /_stcore/, whence it knows its server"),
        (_rest, "the page says in `data-test-script-state` when the server is at rest"),
        (_shadow, "a component is drawn in a shadow tree of its own"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_served_page_is_as_the_map_takes_it_to_be(
    opened: Callable[..., Page], holds: Callable[[Page], bool], says: str
) -> None:
    page = opened("map")
    expect(pages.state(page, "PER")).to_be_attached(timeout=30_000)
    assert holds(page), f"no longer true of Streamlit {streamlit.__version__}: {says}"


def _history() -> bool:
    return "is_history_navigation" in {field.name for field in fields(ScriptRunContext)}


def _removal() -> bool:
    taken = inspect.signature(MemoryUploadedFileManager.remove_file).parameters
    return {"session_id", "file_id"} <= taken.keys()


def _keeping() -> bool:
    added = inspect.signature(MemoryUploadedFileManager.add_file).parameters
    removed = inspect.signature(MemoryUploadedFileManager.remove_session_files).parameters
    return [*added] == ["self", "session_id", "file"] and [*removed] == ["self", "session_id"]


def _file() -> bool:
    record = UploadedFileRec(file_id="one", name="a.csv", type="text/csv", data=b"a")
    return _streamlit.UploadedFile(record, FileURLs()).file_id == "one"


def _end_of_a_run() -> bool:
    return "script_finished" in ForwardMsg.DESCRIPTOR.fields_by_name


def _showing() -> bool:
    taken = inspect.signature(exception.marshall).parameters
    return [*taken] == ["exception_proto", "exception", "width", "apply_show_error_details"]


def _logging() -> bool:
    return [*inspect.signature(error_util._log_uncaught_app_exception).parameters] == ["ex"]


def _handing_over() -> bool:
    taken = inspect.signature(DeferredFileHandler.handle).parameters
    return [*taken] == ["self", "request", "session_id"]


@pytest.mark.parametrize(
    ("holds", "says"),
    [
        (_history, "a run knows whether the reader went back (`went_back`)"),
        (_removal, "the manager of uploads removes a file by its session and id (`forget`)"),
        (_keeping, "the manager of uploads adds a file to a session (`keep_one_upload`)"),
        (_file, "an uploaded file knows its id (`forget`)"),
        (_showing, "one function writes what is shown of an exception (`replace_handlers`)"),
        (_logging, "one function logs an exception of the page's script (`replace_handlers`)"),
        (_handing_over, "one function makes the file of a button (`replace_handlers`)"),
        (_end_of_a_run, "the server says that a run has ended (tests and benchmarks)"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_server_can_still_do_what_we_ask_of_it(holds: Callable[[], bool], says: str) -> None:
    assert holds(), f"no longer true of Streamlit {streamlit.__version__}: {says}"


def test_only_versions_that_this_file_has_seen_may_be_installed() -> None:
    asked = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["dependencies"]
    bound = next(each.specifier for each in map(Requirement, asked) if each.name == "streamlit")
    major, minor, *_ = version("streamlit").split(".")
    assert version("streamlit") in bound
    assert f"{major}.{int(minor) + 1}.0" not in bound
