"""Start the page's server."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from perufr_map.resources import app_path

STUDY = "PERUFR_MAP_STUDY"
"""Environment variable with the folder of the study to show. Default: the shipped one."""

MAX_UPLOAD = 5
"""Size of the largest upload, in MB."""

LIMITS = {
    "client.showErrorDetails": "none",  # paths and code are only logged
    "server.maxUploadSize": str(MAX_UPLOAD),
    "server.maxMessageSize": "20",
}
"""Settings of Streamlit; ``.streamlit/config.toml`` has them too, for ``streamlit run``."""


def serve(folder: Path | None, *, port: int, address: str, browser: bool) -> None:
    """Replace this process by the server of the dashboard; does not return.

    Parameters
    ----------
    folder
        Folder of the study. Default: the shipped one.
    port, address
        Port and address to listen on.
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
