"""A viewer of the served page without a browser: its websocket, and the uploads beside it."""

from __future__ import annotations

import json
import time
from contextlib import ExitStack
from http.cookies import SimpleCookie
from types import TracebackType
from typing import Any, Self
from urllib.request import Request, urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets import Subprotocol
from websockets.sync.client import connect

WAIT = 120
"""Most seconds for an answer."""

_MAP = "perufr-map.map"


class Session:
    """A viewer's session; it runs the page's script when it is asked to.

    Attributes
    ----------
    faults
        What the page said went wrong, in all runs.
    """

    def __init__(self, address: str, query: str = "") -> None:
        self.faults: list[str] = []
        self._address, self._query = address, query
        self._id = self._map = self._uploader = ""
        self._answer: dict[str, Any] = {}
        self._acts = 0
        self._opened = ExitStack()
        self._socket = self._opened.enter_context(
            connect(
                address.replace("http", "ws") + "/_stcore/stream",
                subprotocols=[Subprotocol("streamlit")],
                max_size=None,
                open_timeout=WAIT,
            )
        )

    def __enter__(self) -> Self:
        """Keep the session open."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the page."""
        self._opened.close()

    @property
    def era(self) -> str:
        """The era that the map was last told to show."""
        return str(self._answer["choices"]["era"])

    def run(self, *widgets: WidgetState) -> float:
        """Run the page, with the values of its widgets; return the seconds until all has come."""
        message = BackMsg()
        message.rerun_script.query_string = self._query
        message.rerun_script.widget_states.widgets.extend(widgets)
        began = time.perf_counter()
        self._socket.send(message.SerializeToString())
        while True:
            answer = self._receive()
            if answer.WhichOneof("type") != "script_finished":
                self._note(answer)
            elif answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return time.perf_counter() - began

    def move(self, era: str) -> float:
        """Move the slider to an era as the map does; return the seconds until all has come."""
        self._acts += 1
        acts = {"acts": {"era": {"n": self._acts, "to": era}}}
        return self.run(WidgetState(id=self._map, json_value=json.dumps(acts)))

    def upload(self, name: str, data: bytes) -> float:
        """Send a file as a viewer of the data does; return the seconds until it was read."""
        began = time.perf_counter()
        asked = BackMsg()
        asked.file_urls_request.file_names.append(name)
        asked.file_urls_request.session_id = self._id
        self._socket.send(asked.SerializeToString())
        while (answer := self._receive()).WhichOneof("type") != "file_urls_response":
            self._note(answer)
        (urls,) = answer.file_urls_response.file_urls
        self._put(urls.upload_url, name, data)
        sent = WidgetState(id=self._uploader)
        file = sent.file_uploader_state_value.uploaded_file_info.add()
        file.file_id, file.name, file.size = urls.file_id, name, len(data)
        file.file_urls.CopyFrom(urls)
        self.run(sent)
        return time.perf_counter() - began

    def _put(self, path: str, name: str, data: bytes) -> None:
        with urlopen(f"{self._address}/_stcore/health", timeout=WAIT) as page:  # noqa: S310 (our own server)
            cookie = SimpleCookie(page.headers["Set-Cookie"])["_streamlit_xsrf"].value
        head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        request = Request(  # noqa: S310 (our own server)
            self._address + path,
            data=head.encode() + data + b"\r\n--x--\r\n",
            method="PUT",
            headers={
                "Content-Type": "multipart/form-data; boundary=x",
                "Cookie": f"_streamlit_xsrf={cookie}",
                "X-Xsrftoken": cookie,
            },
        )
        with urlopen(request, timeout=WAIT):  # noqa: S310
            pass

    def _receive(self) -> ForwardMsg:
        answer = ForwardMsg()
        data = self._socket.recv(timeout=WAIT)
        assert isinstance(data, bytes)  # noqa: S101
        answer.ParseFromString(data)
        return answer

    def _note(self, answer: ForwardMsg) -> None:
        """Keep what an answer says of the session, its widgets, the map, and of faults."""
        kind = answer.WhichOneof("type")
        if kind == "new_session":
            self._id = answer.new_session.initialize.session_id
        elif kind == "session_event":
            self.faults.append(str(answer.session_event))
        if kind != "delta" or answer.delta.WhichOneof("type") != "new_element":
            return
        element = answer.delta.new_element
        match element.WhichOneof("type"):
            case "exception":
                self.faults.append(element.exception.message)
            case "file_uploader":
                self._uploader = element.file_uploader.id
            case "bidi_component" if element.bidi_component.component_name == _MAP:
                component = element.bidi_component
                self._map = component.id
                self._answer = json.loads(component.json or component.mixed.json)["answer"]
