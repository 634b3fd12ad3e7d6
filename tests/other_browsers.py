"""Drive Firefox and WebKit as they are packaged, by the protocols that they speak themselves."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol
from urllib.request import Request, urlopen

from websockets.sync.client import ClientConnection, connect

from conftest import free_port

LIMIT = 60  # seconds for one answer

MINI_BROWSER = next(
    Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), Path("/usr/lib/MiniBrowser")
)


class Tab(Protocol):
    """A window of a browser."""

    def open(self, address: str) -> None:
        """Open an address, and wait until it has loaded."""

    def ask(self, promise: str, *, frame: bool = False) -> Any:
        """Return what a promise is fulfilled with, in the page or in its first frame."""


@contextmanager
def firefox() -> Iterator[Tab]:
    """Open a window of Firefox, driven over WebDriver BiDi."""
    with ExitStack() as stack:
        profile = stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True))
        command = [_firefox(), "--headless", "--no-remote", "--remote-debugging-port=0"]
        browser = stack.enter_context(
            _running([*command, "--profile", profile, "about:blank"], HOME=profile)
        )
        address = _find_line(browser, rb"WebDriver BiDi listening on (ws://\S+)")
        yield _Firefox(stack.enter_context(connect(f"{address}/session", max_size=None)))


def _firefox() -> str:
    return shutil.which("firefox-esr") or shutil.which("firefox") or ""


class _Firefox:
    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._sent = 0
        self._send("session.new", capabilities={})
        self._tab = self._contexts()[0]["context"]

    def open(self, address: str) -> None:
        self._send("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def ask(self, promise: str, *, frame: bool = False) -> Any:
        tab = self._contexts()[0]["children"][0]["context"] if frame else self._tab
        answer = self._send(
            "script.evaluate",
            expression=f"({promise}).then(JSON.stringify)",
            target={"context": tab},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def _contexts(self) -> list[dict[str, Any]]:
        contexts: list[dict[str, Any]] = self._send("browsingContext.getTree")["contexts"]
        return contexts

    def _send(self, method: str, **params: object) -> dict[str, Any]:
        self._sent += 1
        self._socket.send(json.dumps({"id": self._sent, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv(timeout=LIMIT))
            if answer.get("id") == self._sent:
                assert answer["type"] == "success", answer
                result: dict[str, Any] = answer["result"]
                return result


@contextmanager
def webkit() -> Iterator[Tab]:
    """Open a window of WebKitGTK on a screen of its own, driven over WebDriver."""
    with ExitStack() as stack:
        home = stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True))
        read, write = os.pipe()
        screen = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1000x24"]
        stack.enter_context(_running(screen, pass_fds=[write], HOME=home))
        os.close(write)
        with os.fdopen(read) as told:
            display = f":{told.readline().strip()}"
        port = free_port()
        names = {"HOME": home, "DISPLAY": display, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        stack.enter_context(_running(["WebKitWebDriver", f"--port={port}"], pass_fds=(), **names))
        _wait_for_port(port)
        yield stack.enter_context(_webkit(f"http://127.0.0.1:{port}"))


@contextmanager
def _webkit(driver: str) -> Iterator[Tab]:
    options = {"binary": str(MINI_BROWSER), "args": ["--automation"]}
    wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
    session = _post(f"{driver}/session", {"capabilities": wanted})["sessionId"]
    tab = _WebKit(f"{driver}/session/{session}")
    try:
        yield tab
    finally:
        end = Request(tab.session, method="DELETE")  # noqa: S310 (our own driver)
        urlopen(end, timeout=LIMIT).close()  # noqa: S310 (as above)


class _WebKit:
    def __init__(self, session: str) -> None:
        self.session = session

    def open(self, address: str) -> None:
        _post(f"{self.session}/url", {"url": address})

    def ask(self, promise: str, *, frame: bool = False) -> Any:
        _post(f"{self.session}/frame", {"id": 0 if frame else None})
        script = f"({promise}).then(arguments[0])"
        return _post(f"{self.session}/execute/async", {"script": script, "args": []})


def _wait_for_port(port: int) -> None:
    for _ in range(LIMIT * 10):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError(f"nobody listens on {port}")


def _post(address: str, data: object) -> Any:
    body = json.dumps(data).encode()
    with urlopen(Request(address, body), timeout=LIMIT) as answer:  # noqa: S310 (our own driver)
        return json.load(answer)["value"]


@contextmanager
def _running(command: list[str], *, pass_fds: Sequence[int] = (), **names: str) -> Iterator[Any]:
    """Run a program with some variables of its own, and end it afterwards."""
    process = subprocess.Popen(
        command,
        env=os.environ | names,
        pass_fds=pass_fds,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=LIMIT)


def _find_line(process: subprocess.Popen[bytes], pattern: bytes) -> str:
    """Return what a program says after some words, as soon as it says it."""
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(pattern, line):
            return found[1].decode()
    raise AssertionError(f"it ended without a word like {pattern!r}")


BROWSERS: dict[str, Callable[[], AbstractContextManager[Tab]]] = {
    "firefox": firefox,
    "webkit": webkit,
}


def missing(name: str) -> list[str]:
    """Return which programs a browser needs that this machine lacks."""
    needed = {
        "firefox": {"firefox-esr": bool(_firefox())},
        "webkit": {
            "webkit2gtk-driver": MINI_BROWSER.exists() and bool(shutil.which("WebKitWebDriver")),
            "xvfb": bool(shutil.which("Xvfb")),
        },
    }
    return [program for program, is_there in needed[name].items() if not is_there]
