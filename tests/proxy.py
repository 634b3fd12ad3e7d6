"""Run a proxy that removes a prefix from every address, as some hosts do."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR, SHUT_WR, create_connection, socket

_HEAD_END = b"\r\n\r\n"


@contextmanager
def strip(prefix: str, port: int) -> Iterator[str]:
    """Forward requests below a prefix to a port, without the prefix; refuse all others."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            _hand_on(self.request, prefix.encode(), port)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as proxy:
        proxy.daemon_threads = True
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{proxy.server_address[1]}{prefix}"
        proxy.shutdown()


def _hand_on(reader: socket, prefix: bytes, port: int) -> None:
    """Forward one request or one websocket; the next request needs a new connection."""
    head = b""
    while _HEAD_END not in head:
        received = reader.recv(65536)
        if not received:
            return
        head += received
    head, _, body = head.partition(_HEAD_END)
    first, *others = head.split(b"\r\n")
    method, path, version = first.split(b" ")
    if not path.startswith(prefix + b"/"):
        reader.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        return
    if not any(line.lower().startswith(b"upgrade:") for line in others):
        others = [line for line in others if not line.lower().startswith(b"connection:")]
        others.append(b"Connection: close")
    first = b" ".join([method, path.removeprefix(prefix), version])
    with create_connection(("127.0.0.1", port)) as server:
        server.sendall(b"\r\n".join([first, *others]) + _HEAD_END + body)
        sending = threading.Thread(target=_pump, args=(reader, server), daemon=True)
        sending.start()
        _pump(server, reader)
        with suppress(OSError):  # gone already
            reader.shutdown(SHUT_RDWR)
        sending.join()


def _pump(source: socket, target: socket) -> None:
    """Copy data from one side to the other, until the first one ends."""
    with suppress(OSError):  # the other side is gone
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(SHUT_WR)
