"""What somebody sends cannot take the server away from the others."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

import pages
from cases import few
from conftest import Server, serve
from perufr_map.dashboard import bundle
from perufr_map.resources import study_dir

pytestmark = [
    pytest.mark.slow,  # a server that memory is measured of
    pytest.mark.browser,
    pytest.mark.skipif(
        not Path("/proc/self/clear_refs").exists(),
        reason="only Linux tells the memory of a process",
    ),
]


FILES = bundle.files_of(study_dir())
BOMBS = {
    "events of 17 MB of line ends": {"events.csv": b"\n" * 17_000_000},
    **{
        f"{table} of {said}": {f"{table}.csv": FILES[f"{table}.csv"] + rows}
        for table in ("counterparts", "members", "sources")
        for said, rows in (("12 MB", b"a\n" * 6_000_000), ("500,000 rows", b"a,b\n" * 500_000))
    },
}


@pytest.fixture(scope="module")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that has read an upload before."""
    with serve(tmp_path_factory.mktemp("server"), "--no-browser") as server:
        page = open_data(browser, server)
        pages.send(page, "chile.zip", bundle.template(focus="CHL"))
        expect(page.locator(".notice")).to_contain_text("Chile", timeout=30_000)
        pages.settle(page)
        page.close()
        yield server


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A page that waits for an upload."""
    page = open_data(browser, server)
    pages.settle(page)
    server.forget_peak()
    yield page
    page.close()


def open_data(browser: Browser, server: Server) -> Page:
    page = browser.new_page()
    page.goto(f"{server.address}/?view=data")
    expect(pages.slider(page)).to_be_visible(timeout=30_000)
    return page


def put(page: Page, address: str, size: int, *, tell: bool = True) -> int:
    """Send bytes straight to an address, with the browser's cookies; return what is answered."""
    cookies = {c["name"]: c["value"] for c in page.context.cookies()}
    head = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\n'
    parts = [head, *[b"a" * 1_000_000] * (size // 1_000_000), b"\r\n--x--\r\n"]
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.netloc, timeout=60)
    connection.putrequest("PUT", place.path)
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.putheader("Cookie", "; ".join(f"{name}={value}" for name, value in cookies.items()))
    connection.putheader("X-Xsrftoken", cookies["_streamlit_xsrf"])
    if tell:
        connection.putheader("Content-Length", str(sum(map(len, parts))))
    else:
        connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders()
    try:
        for part in parts:
            connection.send(part if tell else b"%x\r\n%s\r\n" % (len(part), part))
        if not tell:
            connection.send(b"0\r\n\r\n")
    except (BrokenPipeError, ConnectionResetError):
        pass  # the server hung up, after it had answered
    try:
        return connection.getresponse().status
    except (http.client.BadStatusLine, ConnectionResetError, BrokenPipeError):
        return 413  # it hung up before the answer could be read
    finally:
        connection.close()


@pytest.mark.parametrize("tell", few([True, False], [False]))
def test_what_is_too_large_is_refused_where_it_arrives(
    page: Page, server: Server, *, tell: bool
) -> None:
    address = pages.send(page, "chile.zip", bundle.template(focus="CHL"))
    pages.settle(page)
    before = server.peak
    for number in range(3):
        assert put(page, f"{address}{number}", 150_000_000, tell=tell) == 413
    assert server.peak < before + 100


def test_however_many_files_are_sent_to_a_session_one_is_kept(page: Page, server: Server) -> None:
    address = pages.send(page, "chile.zip", bundle.template(focus="CHL"))
    pages.settle(page)
    before = server.peak
    for number in range(40):
        assert put(page, f"{address}{number}", 5_000_000) == 204
    assert server.peak < before + 100


@pytest.mark.parametrize("bomb", few(BOMBS, [*BOMBS][:2]))
def test_a_small_upload_that_unpacks_to_much_is_refused_in_a_sentence(
    page: Page, server: Server, bomb: str
) -> None:
    before = server.peak
    pages.send(page, "mine.zip", bundle.pack(FILES | BOMBS[bomb]))
    expect(page.locator(".headline")).to_contain_text("One thing wants a look", timeout=30_000)
    assert server.peak < before + 200


def test_a_table_of_nothing_but_line_ends_is_refused_in_a_sentence(
    page: Page, server: Server
) -> None:
    before = server.peak
    pages.send(page, "mine.csv", b"\n" * 4_900_000)
    expect(page.locator(".headline")).to_contain_text("One thing wants a look", timeout=30_000)
    assert server.peak < before + 200
