"""A stand-in for Telegram's Bot API that keeps its limits, remembers what was sent, and can be slow, busy or away."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from aiohttp import web
from servers import free_port

TOKEN = "4242:a-token-that-no-log-may-show"
METHODS = (
    "setWebhook",
    "setMyCommands",
    "sendMessage",
    "sendPhoto",
    "sendChatAction",
    "answerCallbackQuery",
    "editMessageText",
    "editMessageReplyMarkup",
)
_TAGS = {"b", "strong", "i", "em", "u", "s", "a", "code", "pre", "blockquote", "span", "tg-spoiler"}
_TAG = re.compile(r"</?[a-z-]+(?: [a-z]+=\"[^\"<>]*\")*>")
_STRAY = re.compile(r"[<>]|&(?!(?:lt|gt|amp|quot|#\d+);)")


class Refusal(Exception):
    """What the Bot API answers to a wrong call."""

    def __init__(self, description: str, status: int = 400, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.status, self.retry_after = status, retry_after


class _Html(HTMLParser):
    """Telegram's HTML: its own tags only, each closed, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            raise Refusal(f'Bad Request: can\'t parse entities: Unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise Refusal(f'Bad Request: can\'t parse entities: Unmatched end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        self.text += data


def parse(parameters: dict[str, Any], name: str) -> str:
    """The text as a person reads it.

    Raises:
        Refusal: its markup is not Telegram's.
    """
    text = str(parameters.get(name) or "")
    if parameters.get("parse_mode") is None:
        return text
    if parameters["parse_mode"] != "HTML":
        raise Refusal("Bad Request: unsupported parse_mode")
    if _STRAY.search(_TAG.sub("", text)):
        raise Refusal("Bad Request: can't parse entities: a <, > or & that is no tag and no entity")
    reader = _Html()
    reader.feed(text)
    reader.close()
    if reader.open:
        raise Refusal(f"Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"{reader.open[-1]}\"")
    return reader.text


@dataclass
class Shown:
    """A message as it stands in a chat."""

    number: int
    chat: int
    text: str
    keyboard: list[list[dict[str, str]]] = field(default_factory=list)
    photo: str = ""
    raw: str = ""
    edits: int = 0

    @property
    def titles(self) -> list[str]:
        return [button["text"] for row in self.keyboard for button in row]

    def button(self, title: str) -> dict[str, str]:
        return next(button for row in self.keyboard for button in row if button["text"] == title)

    def as_telegram_sends_it(self) -> dict[str, Any]:
        markup = {"reply_markup": {"inline_keyboard": self.keyboard}} if self.keyboard else {}
        return {"message_id": self.number, "chat": {"id": self.chat, "type": "private"}, "text": self.text, **markup}


class BotApi:
    """The stand-in, in a thread of its own. Its records are read from the tests' thread."""

    def __init__(self, port: int | None = None) -> None:
        self.port = port or free_port()
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.refused: list[tuple[str, str]] = []
        self.chats: dict[int, list[Shown]] = defaultdict(list)
        self.blocked: set[int] = set()
        self.queries: set[str] = set()
        self.webhook: dict[str, Any] = {}
        self.commands: list[dict[str, str]] = []
        self.delay = 0.0
        self.faults: list[tuple[str, Refusal]] = []
        self._number = 100
        self._loop = asyncio.new_event_loop()
        self._runner: web.AppRunner | None = None
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)

    def stop(self) -> None:
        """Be away, as in an outage; what was recorded stays."""
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)

    async def _start(self) -> None:
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._take)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()

    async def _stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def _take(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        parameters = json.loads(await request.read() or b"{}")
        if self.delay:
            await asyncio.sleep(self.delay)
        try:
            if request.match_info["token"] != TOKEN:
                raise Refusal("Unauthorized", 401)
            self.calls.append((method, parameters))
            fault = next((each for each in self.faults if each[0] == method), None)
            if fault:
                self.faults.remove(fault)
                raise fault[1]
            return web.json_response({"ok": True, "result": self._do(method, parameters)})
        except Refusal as refusal:
            self.refused.append((method, str(refusal)))
            extra = {"parameters": {"retry_after": refusal.retry_after}} if refusal.retry_after is not None else {}
            body = {"ok": False, "error_code": refusal.status, "description": str(refusal), **extra}
            return web.json_response(body, status=refusal.status)

    def _do(self, method: str, parameters: dict[str, Any]) -> Any:
        if method not in METHODS:
            raise Refusal("Not Found", 404)
        if parameters.get("chat_id") in self.blocked:
            raise Refusal("Forbidden: bot was blocked by the user", 403)
        return getattr(self, f"_{method}")(parameters)

    def _setWebhook(self, parameters: dict[str, Any]) -> bool:
        self.webhook = parameters
        return True

    def _setMyCommands(self, parameters: dict[str, Any]) -> bool:
        for each in parameters["commands"]:
            if not 1 <= len(each["command"]) <= 32 or not 1 <= len(each["description"]) <= 256:
                raise Refusal("Bad Request: BOT_COMMAND_INVALID")
        self.commands = parameters["commands"]
        return True

    def _sendMessage(self, parameters: dict[str, Any]) -> dict[str, Any]:
        text = parse(parameters, "text")
        _check_length(text, 1, 4096, "message")
        return self._show(parameters, text=text, raw=parameters["text"])

    def _sendPhoto(self, parameters: dict[str, Any]) -> dict[str, Any]:
        caption = parse(parameters, "caption")
        _check_length(caption, 0, 1024, "caption")
        if not parameters["photo"].startswith("https://"):
            raise Refusal("Bad Request: wrong file identifier/HTTP URL specified")
        return self._show(parameters, text=caption, photo=parameters["photo"])

    def _show(self, parameters: dict[str, Any], **shown: Any) -> dict[str, Any]:
        keyboard = _keyboard(parameters)
        self._number += 1
        message = Shown(self._number, parameters["chat_id"], keyboard=keyboard, **shown)
        self.chats[message.chat].append(message)
        return message.as_telegram_sends_it()

    def _sendChatAction(self, parameters: dict[str, Any]) -> bool:
        return True

    def _answerCallbackQuery(self, parameters: dict[str, Any]) -> bool:
        if parameters["callback_query_id"] not in self.queries:
            raise Refusal("Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.queries.remove(parameters["callback_query_id"])
        return True

    def _editMessageText(self, parameters: dict[str, Any]) -> dict[str, Any]:
        text = parse(parameters, "text")
        _check_length(text, 1, 4096, "message")
        return self._edit(parameters, text)

    def _editMessageReplyMarkup(self, parameters: dict[str, Any]) -> dict[str, Any]:
        return self._edit(parameters, None)

    def _edit(self, parameters: dict[str, Any], text: str | None) -> dict[str, Any]:
        message = next((each for each in self.chats[parameters["chat_id"]] if each.number == parameters["message_id"]), None)
        if message is None:
            raise Refusal("Bad Request: message to edit not found")
        keyboard = _keyboard(parameters)
        if (text is None or text == message.text) and keyboard == message.keyboard:
            raise Refusal("Bad Request: message is not modified")
        message.text, message.keyboard, message.edits = text or message.text, keyboard, message.edits + 1
        return message.as_telegram_sends_it()

    @contextlib.contextmanager
    def slow(self, seconds: float) -> Iterator[None]:
        self.delay = seconds
        try:
            yield
        finally:
            self.delay = 0.0

    def fail_next(self, method: str, status: int, retry_after: int | None = None, times: int = 1) -> None:
        description = {429: f"Too Many Requests: retry after {retry_after}", 400: "Bad Request: can't parse entities"}
        self.faults += [(method, Refusal(description.get(status, "Internal Server Error"), status, retry_after))] * times

    def count(self, method: str, chat: int) -> int:
        return sum(1 for name, parameters in self.calls if name == method and parameters.get("chat_id") == chat)


def _keyboard(parameters: dict[str, Any]) -> list[list[dict[str, str]]]:
    rows = (parameters.get("reply_markup") or {}).get("inline_keyboard") or []
    for button in (button for row in rows for button in row):
        if not button.get("text"):
            raise Refusal("Bad Request: text buttons are unallowed in the inline keyboard")
        if "url" not in button and not 1 <= len(button.get("callback_data", "").encode()) <= 64:
            raise Refusal("Bad Request: BUTTON_DATA_INVALID")
    if any(len(row) > 8 for row in rows):
        raise Refusal("Bad Request: too many buttons in a row")
    return list(rows)


def _check_length(text: str, least: int, most: int, what: str) -> None:
    units = len(text.encode("utf-16-le")) // 2
    if units > most:
        raise Refusal(f"Bad Request: {what} is too long")
    if units < least or (least and not text.strip()):
        raise Refusal(f"Bad Request: {what} text is empty")


def wait_until(true: Callable[[], Any], what: str, seconds: float = 20.0) -> None:
    """Return as soon as ``true()`` holds; fail saying ``what`` did not happen."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"It did not happen in {seconds:.0f} s: {what}"
        time.sleep(0.01)
