"""`perufr-map serve` says where the page is, or in a sentence why it cannot be."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from perufr_map.cli import main
from perufr_map.dashboard import server


class StartedError(Exception):
    """Streamlit would run now, in place of this process."""


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the command that was started, once there is one."""
    command: list[str] = []

    def note(program: str, words: list[str]) -> None:
        assert program == sys.executable
        command.extend(words)
        raise StartedError

    monkeypatch.setattr(os, "execv", note)
    for name in (server.STUDY, server.PAIR, "STREAMLIT_SERVER_BASE_URL_PATH"):
        monkeypatch.setenv(name, "")  # so that what is set is taken back
        monkeypatch.delenv(name)
    return command


def free_port(family: socket.AddressFamily = socket.AF_INET) -> int:
    with socket.socket(family) as probe:
        probe.bind(("localhost" if family is socket.AF_INET else "::1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_the_server_knows_its_studies_and_says_where_the_page_is(
    started: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", "/hub/peru/")
    port = free_port()
    with pytest.raises(StartedError):
        server.serve(
            Path("mine"), port=port, address="127.0.0.1", browser=False, pair=Path("theirs")
        )
    assert f"http://127.0.0.1:{port}/hub/peru  " in capsys.readouterr().out
    # Streamlit may run elsewhere, so the folders are whole paths.
    assert os.environ[server.STUDY] == str(tmp_path / "mine")
    assert os.environ[server.PAIR] == str(tmp_path / "theirs")
    options = dict(zip(started[5::2], started[6::2], strict=True))
    assert options["--server.port"] == str(port)
    assert options["--server.headless"] == "true"
    assert {f"--{name}": value for name, value in server.LIMITS.items()}.items() <= options.items()


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 on this machine")
def test_an_address_of_colons_stands_in_brackets_and_nothing_else_is_set(
    started: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        port = free_port(socket.AF_INET6)
    except OSError:
        pytest.skip("no IPv6 on this machine")
    with pytest.raises(StartedError):
        server.serve(None, port=port, address="::1", browser=True)
    assert f"http://[::1]:{port}/  " in capsys.readouterr().out
    assert (server.STUDY in os.environ, server.PAIR in os.environ) == (False, False)
    assert started[started.index("--server.headless") + 1] == "false"


def test_a_port_that_another_program_has_is_told(started: list[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        words = ["serve", "--address", "127.0.0.1", "--port", str(port)]
        result = CliRunner().invoke(main, words)
    assert result.exit_code == 1
    assert f"cannot listen on 127.0.0.1, port {port}: " in result.stderr
    assert started == []
