"""The page starts for somebody who has never used Streamlit, and asks them for nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conftest import free_port, wait_until_up


def test_serve_starts_at_once_for_a_first_time_user(tmp_path: Path) -> None:
    log, port = tmp_path / "log", free_port()
    # A home without Streamlit's files, and a browser that only says that it was called.
    environment = {**os.environ, "HOME": str(tmp_path), "BROWSER": "true"}
    command = [sys.executable, "-m", "perufr_map", "serve", "--port", str(port)]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*command, "--address", "127.0.0.1"],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            cwd=tmp_path,
            env=environment,
        )
    try:
        wait_until_up(f"http://127.0.0.1:{port}", server, log)
        assert "mail" not in log.read_text("utf-8").lower()
    finally:
        server.terminate()
        server.communicate(timeout=10)
