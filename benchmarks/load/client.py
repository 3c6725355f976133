"""A browser tab without a browser: speaks Streamlit's protocol, keeps what is on the page, counts what went wrong."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

__all__ = ["LONGEST_SECONDS", "Tab", "WentWrong"]

LONGEST_SECONDS = 60
"""Who waits longer for an answer is counted as an error."""
_LARGEST_MESSAGE = 50_000_000


class WentWrong(Exception):
    """The page showed an error, the connection broke, or the answer took too long."""


class Tab:
    """One tab: the widgets on its page with their values, and the messages it was sent.

    Parameters
    ----------
    connection
        A websocket of the app.
    """

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._values: dict[str, WidgetState] = {}
        self._page = ""
        self._pages: dict[str, str] = {}
        self._shown: dict[str, tuple[str, Any, str]] = {}
        self.errors: list[str] = []

    @classmethod
    async def open(cls, address: str) -> Tab:
        """Return a tab at ``host:port`` on which nothing was run yet."""
        uri = f"ws://{address}/_stcore/stream"
        return cls(
            await connect(
                uri,
                origin=Origin(f"http://{address}"),
                subprotocols=[Subprotocol("streamlit")],
                max_size=_LARGEST_MESSAGE,
            )
        )

    async def close(self) -> None:
        """Close the tab."""
        await self._connection.close()

    async def visit(self, page: str = "") -> None:
        """Go to a page by the path in its address, and wait until it is drawn."""
        if page and page not in self._pages:
            raise WentWrong(f"there is no page {page}")
        self._page = self._pages.get(page, "")
        await self._run()

    async def press(self, label: str) -> None:
        """Press a button, and wait until the page is drawn."""
        widget, fragment = self._widget("button", label)
        await self._run(WidgetState(id=widget.id, trigger_value=True), fragment)

    async def choose(self, label: str, *options: str) -> None:
        """Choose among the options of a group of buttons."""
        widget, fragment = self._widget("button_group", label)
        state = WidgetState(id=widget.id)
        state.string_array_value.data.extend(options)
        await self._set(state, fragment)

    async def slide(self, label: str, value: float) -> None:
        """Move a slider."""
        widget, fragment = self._widget("slider", label)
        state = WidgetState(id=widget.id)
        state.double_array_value.data.append(value)
        await self._set(state, fragment)

    async def select_on_map(self, number: int) -> None:
        """Select a box of the process map."""
        widget, fragment = self._widget("bidi_component", "")
        given = json.loads(widget.mixed.json if widget.HasField("mixed") else widget.json)
        boxes = [node["id"] for node in given["view"]["nodes"] if node["kind"] == "activity"]
        chosen = json.dumps({"selected": boxes[number % len(boxes)]})
        await self._set(WidgetState(id=widget.id, json_value=chosen), fragment)

    def shows(self, kind: str, label: str) -> bool:
        """Whether a widget is on the page and can be used."""
        return any(name == kind and _fits(widget, label) for name, widget, _ in self._shown.values())

    def _widget(self, kind: str, label: str) -> tuple[Any, str]:
        for name, widget, fragment in self._shown.values():
            if name == kind and _fits(widget, label):
                return widget, fragment
        raise WentWrong(f'there is no {kind} "{label}" to use')

    async def _set(self, state: WidgetState, fragment: str) -> None:
        self._values[state.id] = state
        await self._run(fragment=fragment)

    async def _run(self, pressed: WidgetState | None = None, fragment: str = "") -> None:
        asked = BackMsg()
        asked.rerun_script.page_script_hash = self._page
        asked.rerun_script.fragment_id = fragment
        states = asked.rerun_script.widget_states.widgets
        states.extend(state for key, state in self._values.items() if key in self._shown)
        if pressed:
            states.append(pressed)
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                await self._connection.send(asked.SerializeToString())
                await self._read_to_the_end()
        except TimeoutError as error:
            raise WentWrong(f"no answer within {LONGEST_SECONDS} s") from error
        except OSError as error:
            raise WentWrong(f"the connection broke: {error}") from error
        if self.errors:
            raise WentWrong("; ".join(self.errors))

    async def _read_to_the_end(self) -> None:
        """Take messages until the script has run to its end, a run that it started anew included."""
        self.errors = []
        while True:
            message = ForwardMsg()
            message.ParseFromString(bytes(await self._connection.recv(decode=False)))
            kind = message.WhichOneof("type")
            if kind == "new_session" and not message.metadata.run.fragment_ids:
                self._shown = {}
            elif kind == "navigation":
                self._pages = {
                    page.url_pathname: page.page_script_hash for page in message.navigation.app_pages
                }
            elif kind == "delta":
                self._take(message)
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    self.errors.append("the page has a compile error")
                return

    def _take(self, message: ForwardMsg) -> None:
        delta = message.delta
        if delta.WhichOneof("type") != "new_element":
            return
        kind: Any = delta.new_element.WhichOneof("type")
        element = getattr(delta.new_element, kind)
        if kind == "exception":
            self.errors.append(f"{element.type}: {element.message}")
        elif kind == "alert" and element.format == element.ERROR:
            self.errors.append(element.body)
        if getattr(element, "id", ""):
            self._shown[element.id] = (kind, element, delta.fragment_id)


def _fits(widget: Any, label: str) -> bool:  # noqa: ANN401 - any of Streamlit's widgets
    return getattr(widget, "label", "") == label and not getattr(widget, "disabled", False)
