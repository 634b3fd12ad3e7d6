"""The memory of a server at 1, 10 and 25 viewers, each a session of its own."""

from __future__ import annotations

import re
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import harness
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Subprotocol
from websockets.sync.client import ClientConnection, connect

VIEWERS = (1, 10, 25)
PAGES = {
    "perufr-map serve": harness.ROOT / "app.py",
    "st_folium, map rebuilt": harness.HERE / "rebuilt.py",
}
RERUNS = 4


def measure() -> list[dict[str, Any]]:
    """Measure both pages."""
    return [_measure(title, script) for title, script in PAGES.items()]


def _measure(title: str, script: Path) -> dict[str, Any]:
    found: dict[int, float] = {}
    with harness.streamlit(script) as (address, process), ExitStack() as open_until_here:
        viewers: list[ClientConnection] = []
        for number in VIEWERS:
            while len(viewers) < number:
                viewer = connect(
                    address.replace("http", "ws") + "/_stcore/stream",
                    subprotocols=[Subprotocol("streamlit")],
                    max_size=None,
                )
                viewers.append(open_until_here.enter_context(viewer))
                for _ in range(RERUNS):
                    _run_page(viewer)
            time.sleep(2)
            found[number] = round(_memory(process), 1)
    first, last = VIEWERS[0], VIEWERS[-1]
    each = (found[last] - found[first]) / (last - first)
    return {"page": title, "memory_mb": found, "each_mb": round(each, 2)}


def _run_page(viewer: ClientConnection) -> None:
    """Ask for the page, and wait until its script has run."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    viewer.send(message.SerializeToString())
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(viewer.recv(timeout=60))
        if answer.WhichOneof("type") == "script_finished":
            return


def _memory(process: int) -> float:
    """Return the resident memory of a process, in MB."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found  # noqa: S101
    return int(found[1]) / 1024
