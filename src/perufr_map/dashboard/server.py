"""Start the page's server."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from perufr_map.resources import app_path

STUDY = "PERUFR_MAP_STUDY"
"""Environment variable with the folder of the study to show. Default: the shipped one."""

MAX_UPLOAD = 5
"""What somebody may send at once, in MB."""

LIMITS = {
    "client.showErrorDetails": "none",  # paths and code are for the log
    "server.maxUploadSize": str(MAX_UPLOAD),
    "server.maxMessageSize": "20",
}
"""What the page's configuration says as well, for those who start it with Streamlit alone."""


def serve(folder: Path | None, *, port: int, address: str, browser: bool) -> None:
    """Turn this process into the server of the dashboard; does not return.

    Parameters
    ----------
    folder
        Folder of the study. Default: the shipped one.
    port, address
        Where to listen.
    browser
        Whether to open the page in a browser.
    """
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(app_path())),
        *("--server.port", str(port)),
        *("--server.address", address),
        *("--server.headless", str(not browser).lower()),
        *(word for name, value in LIMITS.items() for word in (f"--{name}", value)),
    ]
    if folder is not None:
        os.environ[STUDY] = str(folder.resolve())
    os.execv(sys.executable, command)  # noqa: S606 (our own command, no shell)
