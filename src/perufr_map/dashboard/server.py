"""Start the page's server."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from perufr_map.resources import app_path

STUDY = "PERUFR_MAP_STUDY"
"""Environment variable with the folder of the study to show. Default: the shipped one."""

PAIR = "PERUFR_MAP_PAIR"
"""Environment variable with the folder of a study to lay beside it. Default: none."""

MAX_UPLOAD = 5
"""Size of the largest upload, in MB."""

LIMITS = {
    "client.showErrorDetails": "none",  # paths and code are only logged
    "server.maxUploadSize": str(MAX_UPLOAD),
    "server.maxMessageSize": "20",
    "runner.postScriptGC": "false",  # see `_streamlit.search_for_garbage`
    "server.fileWatcherType": "none",  # it looks at each file opened below the page's folder
}
"""Settings of Streamlit; ``.streamlit/config.toml`` has them too, for ``streamlit run``."""


def serve(
    folder: Path | None, *, port: int, address: str, browser: bool, pair: Path | None = None
) -> None:
    """Replace this process by the server of the dashboard; does not return.

    Parameters
    ----------
    folder
        Folder of the study. Default: the shipped one.
    port, address
        Port and address to listen on.
    browser
        Whether to open the page in a browser.
    pair
        Folder of a study to lay beside it. Default: none.

    Raises
    ------
    OSError
        If the server cannot listen on this port and address.
    """
    _try_to_listen(port, address)
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(app_path())),
        *("--server.port", str(port)),
        *("--server.address", address),
        *("--server.headless", str(not browser).lower()),
        *("--logger.hideWelcomeMessage", "true"),  # it advertises, even on the page
        *(word for name, value in LIMITS.items() for word in (f"--{name}", value)),
    ]
    if folder is not None:
        os.environ[STUDY] = str(folder.resolve())
    if pair is not None:
        os.environ[PAIR] = str(pair.resolve())
    host = f"[{address}]" if ":" in address else address
    base = os.environ.get("STREAMLIT_SERVER_BASE_URL_PATH", "").strip("/")
    sys.stdout.write(f"The dashboard: http://{host}:{port}/{base}  (Ctrl+C ends it)\n")
    sys.stdout.flush()
    os.execv(sys.executable, command)  # noqa: S606 (our own command, no shell)


def _try_to_listen(port: int, address: str) -> None:
    """Listen for a moment: Streamlit ends with a traceback if it cannot."""
    family, socket_type, protocol, _, place = socket.getaddrinfo(
        address, port, type=socket.SOCK_STREAM
    )[0]
    with socket.socket(family, socket_type, protocol) as probe:
        if os.name == "posix":  # a port that was just closed is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(place)
