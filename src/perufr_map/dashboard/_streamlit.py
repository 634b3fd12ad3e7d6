"""All that the page knows of Streamlit's insides; the rest of it uses the public API.

`tests/browser/test_streamlit_contract.py` holds each of them against the Streamlit installed,
and the bound in ``pyproject.toml`` is raised when it passes on the next one.
"""

from __future__ import annotations

from streamlit.runtime import get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx


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
