"""Conversations over Telegram: what each kind of update brings about, one turn at a time for each chat, in order."""

from __future__ import annotations

import asyncio
import functools
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from assistant.channels import telegram_commands as commands
from assistant.channels.deletion import CannotDelete, delete_conversation
from assistant.channels.inbound import clean_text
from assistant.channels.lanes import Lanes
from assistant.channels.telegram_api import BotApi, Refused, Unreachable
from assistant.channels.telegram_formatting import MAX_TEXT
from assistant.channels.telegram_keyboards import Keyboards, open_questions, title_of
from assistant.channels.telegram_output import NAME, Call, Outbox, TelegramOutput, conversation_id
from assistant.channels.telegram_updates import Arrivals, Incoming, Kind, read
from assistant.channels.words import words

logger = logging.getLogger(__name__)

NOTICES = {
    Kind.HEARD: "utter_channel_cannot_hear",
    Kind.SEEN: "utter_channel_cannot_see",
    Kind.PLACE: "utter_channel_cannot_send_help",
    Kind.OTHER: "utter_channel_cannot_read",
    Kind.EDIT: "utter_channel_edited",
}
"""What is said to what the assistant cannot take."""

_WAITING_UPDATES = 50
_REMEMBERED = 10_000
_GROUP_PAUSE_SECONDS = 600
_TYPING_SECONDS = 4.0
_QUICK_SECONDS = 0.3
"""An answer that comes sooner needs no notice that it is being written."""
_QUERY_PATIENCE_SECONDS = 10.0


class Conversations:
    """Takes updates, lets Rasa answer them, and says what only the channel can say.

    Args:
        api: the Bot API, for what need not be in order: the end of a button's spinner, the typing notice.
        outbox: delivers everything else.
        public_url: where pictures of the web page can be fetched.
        on_new_message: Rasa's own handler of a message.
        agent: gives the loaded assistant, or None while there is none.
    """

    def __init__(
        self,
        api: BotApi,
        outbox: Outbox,
        public_url: str,
        on_new_message: Callable[[UserMessage], Awaitable[Any]],
        agent: Callable[[], Agent | None],
    ) -> None:
        self._api, self._outbox, self._public_url = api, outbox, public_url
        self._on_new_message, self._agent = on_new_message, agent
        self._keyboards = Keyboards()
        self._arrivals = Arrivals()
        self._lanes = Lanes(_WAITING_UPDATES, self._arrivals.settle)
        self._chosen: OrderedDict[tuple[int, int], None] = OrderedDict()
        self._groups: OrderedDict[int, float] = OrderedDict()
        self._side_work: set[asyncio.Task[None]] = set()

    def output(self) -> TelegramOutput:
        """A fresh output channel; also for messages that the assistant begins by itself."""
        return TelegramOutput(self._outbox, self._keyboards, self._public_url)

    def receive(self, update: Any) -> None:
        """Take an update and return at once; the work is done after."""
        incoming = read(update)
        if incoming is None or not self._arrivals.is_new(incoming.number):
            return
        if incoming.query:
            self._beside(self._quietly("answerCallbackQuery", {"callback_query_id": incoming.query}, _QUERY_PATIENCE_SECONDS))
        if not self._lanes.put(incoming.chat, functools.partial(self._handle, incoming), incoming.number):
            logger.warning("A Telegram update was dropped: %d of the same chat wait already.", _WAITING_UPDATES)

    async def finish(self, seconds: float) -> None:
        """Answer what has come, for at most ``seconds`` and as many again to deliver it."""
        await self._lanes.finish(seconds)
        await self._outbox.finish(seconds)

    async def _handle(self, incoming: Incoming) -> None:
        if incoming.kind is Kind.LEFT:
            self._outbox.drop(incoming.chat)
        elif incoming.kind is Kind.GROUP:
            await self._send_to_private(incoming)
        elif incoming.kind is Kind.PRESS:
            await self._press(incoming)
        elif incoming.kind is Kind.TEXT:
            await self._text(incoming)
        else:
            if incoming.text:  # a caption may tell of danger
                await self._turn(incoming, incoming.text.lstrip("/ "))
            await self._say(incoming.chat, NOTICES[incoming.kind])

    async def _text(self, incoming: Incoming) -> None:
        command = commands.read(incoming.text)
        if isinstance(command, str):
            await self._turn(incoming, command)
            return
        agent = self._agent()
        message = commands.message_of(command, agent.domain.responses) if agent and agent.domain else None
        if command.name == commands.DELETE:
            await self._delete(incoming.chat)
        elif command.name == commands.HELP:
            await self._say(incoming.chat, "utter_channel_help")
            await self._say(incoming.chat, "utter_channel_commands")
        else:
            await self._turn(incoming, message or command.name)
        if command.name == commands.START:
            await self._say(incoming.chat, "utter_channel_start")

    async def _turn(self, incoming: Incoming, text: str) -> None:
        """Let Rasa answer; never leave the person without an answer."""
        output = self.output()
        typing = asyncio.create_task(self._typing(incoming.chat))
        message = UserMessage(
            clean_text(text), output, conversation_id(incoming.chat), input_channel=NAME, message_id=str(incoming.number)
        )
        try:
            await self._on_new_message(message)
        except Exception as error:
            # the traceback would carry the message's text in its local variables
            logger.error("A Telegram message could not be handled: %s", type(error).__name__)
            await self._say(incoming.chat, "utter_channel_went_wrong")
        else:
            if not output.said:
                await self._say(incoming.chat, "utter_channel_went_wrong")
        finally:
            typing.cancel()

    async def _press(self, incoming: Incoming) -> None:
        """Count a button once, and only for the question that it stands under."""
        chat, message = incoming.chat, incoming.message
        pressed, key = self._keyboards.read(chat, incoming.text), (chat, int(message.get("message_id") or 0))
        if key in self._chosen:
            return  # the second tap of an impatient thumb
        if pressed is None:
            await self._say(chat, "utter_channel_button_forgotten")
            return
        _remember(self._chosen, key, None)
        if pressed.question is not None and pressed.question not in await self._open_questions(chat):
            self._outbox.post(chat, Call("editMessageReplyMarkup", {"chat_id": chat, "message_id": key[1]}))
            await self._say(chat, "utter_channel_button_old")
            return
        await self._show_choice(chat, message, title_of(message, incoming.text))
        await self._turn(incoming, pressed.payload)

    async def _open_questions(self, chat: int) -> frozenset[str]:
        agent = self._agent()
        tracker = await agent.tracker_store.retrieve(conversation_id(chat)) if agent else None
        return open_questions(tracker.events) if tracker else frozenset()

    async def _show_choice(self, chat: int, message: dict[str, Any], title: str | None) -> None:
        """Take the buttons away and write under the question what was chosen."""
        where = {"chat_id": chat, "message_id": message.get("message_id")}
        bare = Call("editMessageReplyMarkup", where)
        said = await words(self._agent(), "utter_channel_chosen", NAME, choice=title) if title else {}
        text = f"{message.get('text') or ''}\n\n{said.get('text', '')}"
        if not title or not message.get("text") or len(text) > MAX_TEXT:
            self._outbox.post(chat, bare)
            return
        # the entities keep the bold words and links that the message had
        shown = {**where, "text": text, "entities": message.get("entities") or [], "link_preview_options": {"is_disabled": True}}
        self._outbox.post(chat, Call("editMessageText", shown, bare))

    async def _delete(self, chat: int) -> None:
        agent = self._agent()
        try:
            if agent is None:
                raise CannotDelete("no assistant is loaded")
            await delete_conversation(agent, conversation_id(chat))
        except Exception as error:
            logger.error("A Telegram conversation could not be deleted: %s", type(error).__name__)
            await self._say(chat, "utter_channel_not_deleted")
            return
        self._keyboards.forget(chat)
        await self._say(chat, "utter_channel_deleted")

    async def _send_to_private(self, incoming: Incoming) -> None:
        """Ask a group to write privately, not more often than it helps. What they wrote goes nowhere."""
        now = time.monotonic()
        if incoming.query or now - self._groups.get(incoming.chat, -_GROUP_PAUSE_SECONDS) < _GROUP_PAUSE_SECONDS:
            return
        _remember(self._groups, incoming.chat, now)
        await self._say(incoming.chat, "utter_channel_group")

    async def _say(self, chat: int, name: str) -> None:
        """One of the channel's own sentences."""
        await self.output().send_response(conversation_id(chat), await words(self._agent(), name, NAME))

    async def _typing(self, chat: int) -> None:
        """Show that an answer is being written, for as long as it is."""
        await asyncio.sleep(_QUICK_SECONDS)
        while True:
            await self._quietly("sendChatAction", {"chat_id": chat, "action": "typing"}, 0)
            await asyncio.sleep(_TYPING_SECONDS)

    async def _quietly(self, method: str, parameters: dict[str, Any], patience: float) -> None:
        """A call that nobody misses when it fails: a query that is too old, a chat that is gone."""
        try:
            await self._api.call(method, parameters, patience)
        except (Refused, Unreachable) as error:
            logger.debug("%s did not succeed: %s", method, type(error).__name__)

    def _beside(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._side_work.add(task)
        task.add_done_callback(self._side_work.discard)


def _remember(kept: OrderedDict[Any, Any], key: Any, value: Any) -> None:
    """Keep ``key``, and of all keys only the newest."""
    kept[key] = value
    while len(kept) > _REMEMBERED:
        kept.popitem(last=False)
