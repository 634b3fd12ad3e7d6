"""All that the page knows of Streamlit's insides; the rest of it uses the public API.

`tests/browser/test_streamlit_contract.py` holds each of them against the Streamlit installed,
and the bound in ``pyproject.toml`` is raised when it passes on the next one.
"""

from __future__ import annotations

from streamlit.runtime import exists, get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFileRec


def publish(name: str, text: str, mimetype: str) -> str:
    """Return the address from which the browser fetches a text, once.

    The address holds a hash of the text: all viewers share it, it stays the same from rerun to
    rerun, and Streamlit drops the text with the last viewer who needs it. It begins at the root
    of Streamlit's own server, wherever a reader finds that.

    Routes of `st.App` would be public, but they know nothing of viewers.
    """
    return get_instance().media_file_mgr.add(text.encode(), mimetype, name)


def went_back() -> bool:
    """Return whether the page runs because the reader went back or forward in the browser."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def keep_one_upload() -> None:
    """Let the server keep one file for each viewer, the last one: the page asks for no more.

    Streamlit keeps every file that is sent to a session's address until the session ends.
    """
    manager = get_instance().uploaded_file_mgr if exists() else None
    if not isinstance(manager, MemoryUploadedFileManager) or "add_file" in vars(manager):
        return
    add = manager.add_file

    def add_file(session_id: str, file: UploadedFileRec) -> None:
        manager.remove_session_files(session_id)
        add(session_id, file)

    manager.add_file = add_file  # type: ignore[method-assign]
