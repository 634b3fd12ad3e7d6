"""What several benchmarks need: a browser, a server, a clock for commands."""

from __future__ import annotations

import os
import platform
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserType, Page, Route, sync_playwright

from perufr_map.dashboard._streamlit import fill

HERE = Path(__file__).parent
ROOT = HERE.parent
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
REST = 60  # ms between two steps of a slider
MEASURE = fill((HERE / "measure.js").read_text("utf-8"))


# --- numbers -------------------------------------------------------------------------


def quantile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -int(-len(ordered) * share // 1) - 1)]


def spread(values: Sequence[float]) -> dict[str, float]:
    """Return median and 95th percentile, to a tenth."""
    return {"p50": round(statistics.median(values), 1), "p95": round(quantile(values, 0.95), 1)}


def machine(browser: Browser) -> dict[str, Any]:
    """Describe the machine and how busy it is."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "processor": names[0] if names else platform.processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(),
        "chromium": browser.version,
        "load_average": round(os.getloadavg()[0], 1),
    }


# --- commands ------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """How long a command took, in seconds: on the clock, and of processor."""

    wall: float
    cpu: float


def run(*words: str) -> Run:
    """Run a Python process to its end, with bytecode as an installed package has it."""
    env = {name: to for name, to in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    quiet = subprocess.DEVNULL
    began, used = time.perf_counter(), _children()
    subprocess.run([sys.executable, *words], check=True, stdout=quiet, cwd=ROOT, env=env)
    return Run(time.perf_counter() - began, _children() - used)


def alternate(commands: Mapping[str, Sequence[str]], times: int) -> dict[str, dict[str, float]]:
    """Run commands in turn, so that all meet the same weather; return the medians."""
    for words in commands.values():
        run(*words)  # the first run fills the disk's cache and writes bytecode
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(times):
        for name, words in commands.items():
            runs[name].append(run(*words))
    return {
        name: {
            "wall": round(statistics.median(one.wall for one in found), 3),
            "cpu": round(statistics.median(one.cpu for one in found), 3),
        }
        for name, found in runs.items()
    }


def _children() -> float:
    times = os.times()
    return times.children_user + times.children_system


# --- files ---------------------------------------------------------------------------


def npm(folder: Path) -> Path:
    """Install what peers' pages fetch into a folder, once for all parts that are measured."""
    wanted = (HERE / "package.json").read_bytes()
    kept = Path(tempfile.gettempdir()) / f"perufr-map-peers-{sha256(wanted).hexdigest()[:12]}"
    if not kept.exists():
        unfinished = folder / "npm"
        unfinished.mkdir()
        (unfinished / "package.json").write_bytes(wanted)
        words = ["npm", "install", "--silent", "--no-audit", "--no-fund"]
        subprocess.run(words, check=True, cwd=unfinished)
        with suppress(OSError):  # another run was faster
            unfinished.rename(kept)
    (folder / "node_modules").symlink_to(kept / "node_modules")
    return kept / "node_modules"


@contextmanager
def files(folder: Path) -> Iterator[str]:
    """Serve the files of a folder to this machine; give the address."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name there)
        """Say nothing of each request."""


# --- pages ---------------------------------------------------------------------------


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open the installed Chromium, or else the one that Playwright brought."""
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        yield browser
        browser.close()


def launch(kind: BrowserType) -> Browser:
    """Open a browser; the caller closes it."""
    return kind.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))


def serve_peers(page: Page, modules: Path) -> list[str]:
    """Answer what a page asks the network for from npm packages; return what it asks for."""
    files = {path.name: path for path in modules.rglob("dist/**/*") if path.is_file()}
    files |= {"d3.v4.min.js": modules / "d3/build/d3.min.js"}
    files |= {"moment.min.js": modules / "moment/min/moment.min.js"}
    files |= {"all.min.css": modules / "@fortawesome/fontawesome-free/css/all.min.css"}
    files |= {"jquery-3.7.1.min.js": modules / "jquery/dist/jquery.min.js"}
    # What Plotly lays below its own shapes; none of it is shown.
    layers = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
    nothing: dict[str, Any] = {"type": "GeometryCollection", "geometries": []}
    base = {"type": "Topology", "arcs": [], "objects": dict.fromkeys(layers, nothing)}
    asked: list[str] = []
    free = {"access-control-allow-origin": "*"}

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        name = route.request.url.partition("?")[0].rpartition("/")[2]
        if name.startswith("world_"):
            route.fulfill(json=base, headers=free)
        elif name in files:
            route.fulfill(path=files[name], headers=free)
        else:  # an icon font or a decoration
            route.fulfill(body="", headers=free)

    page.route(lambda url: url.startswith("http") and "127.0.0.1" not in url, answer)
    return asked


def walk(eras: int, times: int) -> list[int]:
    """Return the eras that a reader at the first one visits, forth and back."""
    around = [*range(1, eras), *range(eras - 2, -1, -1)]
    return [around[at % len(around)] for at in range(times)]


def steps(
    page: Page,
    act: Callable[[int], None],
    *,
    kind: str,
    walk: Sequence[int],
    **watched: bool,
) -> list[dict[str, Any]]:
    """Measure each act of a walk, from its event to the first frame in which the map differs.

    What is watched besides stands in ``measure.js``, at `arm`.
    """
    page.evaluate(MEASURE)
    found = []
    for at in walk:
        page.evaluate("([kind, watched]) => bench.arm(kind, watched)", [kind, watched])
        act(at)
        found.append(page.evaluate("bench.done"))
        page.wait_for_timeout(REST)
    return found


def keys(page: Page, eras: int, *, back: str, forth: str) -> Callable[[int], None]:
    """Return what steps with the keyboard, as a reader does."""
    at = 0

    def act(target: int) -> None:
        nonlocal at
        while at != target:
            page.keyboard.press(forth if target > at else back)
            at += 1 if target > at else -1

    assert eras > 1  # noqa: S101
    return act


# --- servers -------------------------------------------------------------------------


@contextmanager
def streamlit(script: Path) -> Iterator[tuple[str, int]]:
    """Serve a page; give its address and the id of its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    command += ["--browser.gatherUsageStats", "false"]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, stdout=quiet, stderr=quiet, cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_up(address)
        yield address, server.pid
    finally:
        server.terminate()
        server.wait(timeout=10)


def resident(process: int) -> float:
    """Return the resident memory of a process, in MB."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found  # noqa: S101
    return int(found[1]) / 1024


def _wait_until_up(address: str) -> None:
    for _ in range(600):
        try:
            with urlopen(f"{address}/_stcore/health", timeout=1):  # noqa: S310 (our own server)
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(address)
