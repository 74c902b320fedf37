"""What happens on each thing that a person does in Slack, in the background and in order for each person."""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import UserUttered

from assistant.channels.deletion import delete_conversation
from assistant.channels.inbound import clean_text
from assistant.channels.lanes import Lanes
from assistant.channels.seen import Seen
from assistant.channels.slack_blocks import button_messages, notice, pressed_message, text_messages
from assistant.channels.slack_home import HOME_WORDS, home_view
from assistant.channels.slack_mail import SlackMail
from assistant.channels.slack_output import ANYWHERE, NAME, Place, SlackOutput
from assistant.channels.slack_requests import Commanded, HomeOpened, InPublic, Person, Pressed, Written
from assistant.channels.words import words

logger = logging.getLogger(__name__)

DELETE = "delete my chat"
"""Payload of the button that deletes, and what a person can type instead."""

START = "/greet"
AT_ONCE = 2
"""Turns that run side by side; more would keep Slack waiting for "200" beyond its 3 seconds in a burst."""

_WAITING = 200
_MEANS_ITSELF = frozenset({START, "/report_symptom", "/goodbye"})
"""Payloads that mean the same under any message; all others with a slash answer one message and no later one."""


class SlackTurns:
    """Reads a request and answers it in the person's private chat.

    Args:
        agent: gives the loaded assistant, which may be changed while the server runs.
        handle: Rasa's own way of taking a message in.
        mail: what is said goes there.
        public_url: where Slack can fetch the pictures of this server; empty where it cannot.
    """

    def __init__(
        self,
        agent: Callable[[], Agent],
        handle: Callable[[UserMessage], Awaitable[Any]],
        mail: SlackMail,
        public_url: str = "",
    ) -> None:
        self._agent, self._handle, self._mail, self._public_url = agent, handle, mail, public_url
        self._lanes = Lanes(longest=_WAITING)
        self._room = asyncio.Semaphore(AT_ONCE)
        self._greeted = Seen()

    def write(self, written: Written, again: bool) -> None:
        """A message in the private chat; ``again`` where Slack says that it sends it once more."""
        self._start(written.person, functools.partial(self._written, written, again))

    def press(self, pressed: Pressed) -> None:
        """A pressed button."""
        self._start(pressed.person, functools.partial(self._pressed, pressed))

    def open_home(self, opened: HomeOpened) -> None:
        """The app's page, or the private chat, is looked at."""
        self._start(opened.person, functools.partial(self._opened, opened))

    def speak_in_public(self, message: InPublic) -> None:
        """A message where others read along."""
        self._start(message.person, functools.partial(self._invite, message))

    async def command(self, commanded: Commanded) -> dict[str, Any]:
        """A command; returns what only the person sees, at once."""
        text = commanded.text.lower()
        if text in ("delete", DELETE):
            self._start(commanded.person, functools.partial(self._delete, commanded.person, commanded.response_url))
            return {}
        if text == "help":
            return notice(await self._say("utter_channel_slack_help"))
        message = START if text in ("", "start") else commanded.text
        self._start(commanded.person, functools.partial(self._turn, commanded.person, message, commanded.id, ANYWHERE))
        return notice(await self._say("utter_channel_slack_look_in_private"))

    def output(self, place: Place = ANYWHERE, answered: str | None = None) -> SlackOutput:
        """Where the assistant speaks: in answer to the message with the id ``answered``, or without having been spoken to."""

        async def turn_of(person: Person) -> str:
            return answered or await self._last_message_id(person)  # the answered one is not stored yet

        return SlackOutput(self._mail, turn_of, self._say, place, self._public_url)

    async def finish(self, seconds: float) -> None:
        """Let the turns that run end, for at most ``seconds``."""
        await self._lanes.finish(seconds)

    def _start(self, person: Person, work: Callable[[], Awaitable[None]]) -> None:
        async def job() -> None:
            async with self._room:
                try:
                    await work()
                except Exception as error:
                    # the traceback would carry the person's words in its local variables
                    logger.error("What came from Slack could not be handled: %s", type(error).__name__)
                    await self._tell(person, "utter_channel_slack_trouble")

        if not self._lanes.put(person.conversation, job):
            logger.error("A message from Slack was dropped: too many of the same person wait.")

    async def _say(self, name: str) -> str:
        return str((await words(self._agent(), name, NAME))["text"]).strip()

    async def _written(self, written: Written, again: bool) -> None:
        if again and written.id in await self._message_ids(written.person):
            return  # it was answered before this server started
        place = Place(written.channel, written.thread)
        if written.has_files:
            await self._tell(written.person, "utter_channel_slack_words_only", place)
        if written.text.strip(" .!").lower() == DELETE:
            await self._delete(written.person)
        elif written.text:
            await self._turn(written.person, written.text, written.id, place)
        elif not written.has_files:
            await self._turn(written.person, "", written.id, place)

    async def _pressed(self, pressed: Pressed) -> None:
        private = pressed.channel if (pressed.channel or "").startswith("D") else None
        late = await self._is_late(pressed)
        if pressed.stamp:
            note = "utter_channel_slack_old_button" if late else "utter_channel_slack_chosen"
            told = await self._say(note) if late else f"{await self._say(note)} **{pressed.title}**"
            message = pressed_message(pressed.message, told)
            self._mail.replace(pressed.response_url, private and pressed.channel, pressed.stamp, message)
        if late:
            return
        if pressed.payload == DELETE:
            await self._delete(pressed.person)
        else:
            await self._turn(pressed.person, pressed.payload, pressed.id, Place(private, pressed.thread if private else None))

    async def _is_late(self, pressed: Pressed) -> bool:
        """Whether a button would answer another question than the one it stands under: a yes to yesterday's is no yes."""
        if not pressed.payload.startswith("/") or pressed.payload in _MEANS_ITSELF or not pressed.turn:
            return False
        return pressed.turn != await self._last_message_id(pressed.person)

    async def _is_known(self, person: Person) -> bool:
        return await self._agent().tracker_store.retrieve(person.conversation) is not None

    async def _last_message_id(self, person: Person) -> str:
        return (await self._message_ids(person) or [""])[-1]

    async def _message_ids(self, person: Person) -> list[str]:
        """Ids of the person's messages in this session, the newest last."""
        tracker = await self._agent().tracker_store.retrieve(person.conversation)
        events = tracker.events if tracker else ()
        return [event.message_id for event in events if isinstance(event, UserUttered) and event.message_id]

    async def _turn(self, person: Person, text: str, identity: str, place: Place) -> None:
        output = self.output(place, identity)
        is_first = self._greeted.first_time(person.conversation) and not await self._is_known(person)
        message = UserMessage(clean_text(text), output, person.conversation, input_channel=NAME, message_id=identity)
        await self._handle(message)
        if not output.said:
            await self._tell(person, "utter_default", place)  # silence could be taken for an all-clear
        if is_first:
            await self._tell(person, "utter_channel_slack_first_chat", place)

    async def _tell(self, person: Person, name: str, place: Place = ANYWHERE) -> None:
        for message in text_messages(await self._say(name)):
            self._mail.post(person, message, place.channel, place.thread)

    async def _delete(self, person: Person, response_url: str | None = None) -> None:
        try:
            name = (
                "utter_channel_slack_deleted"
                if await delete_conversation(self._agent(), person.conversation)
                else "utter_channel_slack_nothing_to_delete"
            )
        except Exception as error:
            logger.error("A conversation could not be deleted: %s", type(error).__name__)
            name = "utter_channel_slack_not_deleted"
        if response_url:
            self._mail.respond(person, response_url, notice(await self._say(name)))
        else:
            await self._tell(person, name)

    async def _opened(self, opened: HomeOpened) -> None:
        if opened.tab == "home":
            said = {name: await words(self._agent(), name, NAME) for name in HOME_WORDS}
            self._mail.show_home(opened.person, home_view(said, DELETE))
        elif opened.tab == "messages" and not await self._is_known(opened.person):
            await self._turn(opened.person, START, f"welcome {opened.person.user}", ANYWHERE)

    async def _invite(self, message: InPublic) -> None:
        invitation = await words(self._agent(), "utter_channel_slack_in_private", NAME)
        shown = button_messages(invitation["text"], invitation.get("buttons") or (), "", "")
        for each in shown:
            self._mail.show_only_to(message.person, message.channel, each)
