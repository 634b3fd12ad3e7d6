"""Use the internals of Streamlit; all other modules use its public API.

`tests/browser/test_streamlit_contract.py` checks each use with the installed Streamlit. Raise the
bound in ``pyproject.toml`` to a newer version only if that test passes with it.
"""

from __future__ import annotations

import asyncio
import gc
import re
import tomllib
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

import streamlit as st
from streamlit import error_util
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.elements import exception as exceptions
from streamlit.logger import get_logger
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.Exception_pb2 import Exception as Shown
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse
from streamlit.runtime import Runtime, exists, get_instance
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

__all__ = [
    "AT_REST",
    "Part",
    "ToldError",
    "UploadedFile",
    "fill",
    "forget",
    "get_logger",
    "is_serving",
    "keep_one_upload",
    "publish",
    "read_languages",
    "read_style",
    "replace_handlers",
    "rerun_all",
    "search_for_garbage",
    "went_back",
]


_PACKAGE = Path(__file__).parents[1]


class Part(Enum):
    """The parts of a page, by their names in Streamlit's own tests."""

    APP = "stApp"
    BLOCK = "stVerticalBlock"
    CAPTION = "stCaptionContainer"
    CHART = "stVegaLiteChart"
    CODE = "stCode"
    COLUMN = "stColumn"
    DRAWER = "stExpander"
    FAULT = "stException"
    HEADER = "stHeader"
    ICON = "stIconMaterial"
    MAIN = "stMain"
    NOTICE = "stAlert"
    NUMBER = "stMetricValue"
    PAGE = "stMainBlockContainer"
    POPOVER = "stPopoverBody"
    ROW = "stHorizontalBlock"
    SKELETON = "stSkeleton"
    TEXT = "stMarkdownContainer"
    UPLOAD = "stFileUploaderDropzone"
    UPLOAD_HINT = "stFileUploaderDropzoneInstructions"

    @property
    def selector(self) -> str:
        """The CSS selector of the part."""
        return f'[data-testid="{self.value}"]'


AT_REST = f'{Part.APP.selector}[data-test-script-state="notRunning"]'
"""CSS selector of a page that its server has finished."""

_PART = re.compile(r":--([a-z-]+)")


def fill(text: str) -> str:
    """Return a text with the selectors of Streamlit's parts: ``:--upload-hint`` and the like.

    Raises
    ------
    KeyError
        If there is no such part.
    """
    return _PART.sub(lambda found: Part[found[1].replace("-", "_").upper()].selector, text)


def read_style(*paths: Path) -> str:
    """Return style sheets as an HTML element, their selectors filled in."""
    return f"<style>{''.join(fill(path.read_text('utf-8')) for path in paths)}</style>"


def publish(name: str, text: str | bytes, mimetype: str) -> str:
    """Return the address from which the browser fetches a text or a file, once.

    The address has a hash of the text: it is the same for all viewers and in each rerun.
    Streamlit deletes the text when the last viewer who needs it has left. The address begins at
    the root of Streamlit's server, which can lie below a path.

    Routes of `st.App` would be public API, but cannot tell when a viewer leaves.
    """
    data = text.encode() if isinstance(text, str) else text
    return get_instance().media_file_mgr.add(data, mimetype, name)


def read_languages() -> tuple[str, ...]:
    """Return the languages of the reader's browser, the dearest first: ``es-PE``, ``en``.

    A browser sends them in that order; of the test of a page there are none.
    """
    sent = st.context.headers.get("Accept-Language", "")
    named = (each.partition(";")[0].strip() for each in (st.context.locale or "", *sent.split(",")))
    return tuple(dict.fromkeys(filter(None, named)))


def went_back() -> bool:
    """Return whether the page runs because the reader went back or forward in the browser."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def rerun_all() -> None:
    """Run the page again for every viewer, with what each has chosen; from any thread.

    Streamlit does the same when a file of the program changes.
    """
    if not is_serving():
        return
    for viewer in get_instance()._session_mgr.list_active_sessions():  # noqa: SLF001
        viewer.session.request_rerun(viewer.session._client_state)  # noqa: SLF001


def keep_one_upload() -> None:
    """Make the server keep only the last uploaded file of each viewer.

    Streamlit would keep every file until the viewer's session ends.
    """
    manager = get_instance().uploaded_file_mgr if exists() else None
    if not isinstance(manager, MemoryUploadedFileManager) or "add_file" in vars(manager):
        return
    add = manager.add_file

    def add_file(session_id: str, file: UploadedFileRec) -> None:
        manager.remove_session_files(session_id)
        add(session_id, file)

    manager.add_file = add_file  # type: ignore[method-assign]


def forget(file: UploadedFile) -> None:
    """Delete an uploaded file, which Streamlit would keep until the viewer leaves."""
    context = get_script_run_ctx()
    manager = context.uploaded_file_mgr if context else None
    if context and (remove := getattr(manager, "remove_file", None)):
        remove(session_id=context.session_id, file_id=file.file_id)


class ToldError(Exception):
    """A fault that was written to the log; its message is what to tell the viewer."""


def is_serving() -> bool:
    """Say whether a server runs, not only a test of the page."""
    return exists() and type(get_instance()) is Runtime


def replace_handlers(
    *, note: Callable[[BaseException], None], say: Callable[[BaseException], str]
) -> None:
    """Replace what Streamlit does with an exception that nobody caught.

    Parameters
    ----------
    note
        Writes it to the log.
    say
        Returns what to show in its place, wherever Streamlit would show it.
    """
    marshall = exceptions.marshall

    def show(
        exception_proto: Shown,
        exception: BaseException,
        width: Any = "stretch",
        apply_show_error_details: bool = True,  # noqa: ARG001, FBT001, FBT002 (Streamlit's own)
    ) -> None:
        marshall(exception_proto, ToldError(say(exception)), width)
        for detail in ("type", "stack_trace", "is_streamlit_exception"):
            exception_proto.ClearField(detail)

    async def hand_over(
        self: DeferredFileHandler,  # noqa: ARG001
        request: BackendOperationRequest,
        session_id: str,  # noqa: ARG001
    ) -> BackendOperationResponse:
        """Make a file that a button has put off."""
        answer = BackendOperationResponse(request_id=request.request_id)
        make = get_instance().media_file_mgr.execute_deferred
        try:
            url = await asyncio.to_thread(make, request.deferred_file.file_id)
            answer.deferred_file.url = url
        except Exception as error:  # noqa: BLE001 (Streamlit's own handler does so)
            cause = error.__cause__
            if not isinstance(cause, ToldError):
                note(error)
            answer.error_msg = str(cause) if isinstance(cause, ToldError) else say(error)
        return answer

    exceptions.marshall = show
    error_util._log_uncaught_app_exception = lambda ex: note(ex)  # noqa: PLW0108, SLF001 (called by name)
    DeferredFileHandler.handle = hand_over  # type: ignore[method-assign]


def _declare_components() -> None:
    """Tell Streamlit where our components' files lie, as in a checkout that is not installed.

    Streamlit looks for them among the installed packages alone.
    """
    manifest = tomllib.loads((_PACKAGE / "pyproject.toml").read_text("utf-8"))
    name = manifest["project"]["name"]
    components = manifest["tool"]["streamlit"]["component"]["components"]
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(f"{name}.{components[0]['name']}") is None:
        declared = ComponentManifest(
            name=name,
            version=manifest["project"]["version"],
            components=[ComponentConfig.from_dict(each) for each in components],
        )
        manager.register_from_manifest(declared, _PACKAGE)


if exists():
    _declare_components()  # before any module makes a component


SEARCH_EVERY = 1.0
"""Seconds between two searches for garbage."""

_searching = Lock()
_searched: float | None = None


def search_for_garbage() -> None:
    """Search for what nobody uses any more, if nobody has of late.

    Streamlit would after each run: beside 24 others that takes as long as the run itself. What
    this process has loaded by the first search is left out of all later ones.
    """
    global _searched  # noqa: PLW0603 (of the process, as its garbage is)
    now = monotonic()
    with _searching:
        is_first = _searched is None
        if _searched is not None and now < _searched + SEARCH_EVERY:
            return
        _searched = now
    gc.collect()
    if is_first:
        gc.freeze()  # what is garbage then would be kept for ever
