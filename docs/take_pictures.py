"""Take the pictures of docs/pictures from the running assistant: ``make pictures``."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path

from chat_page import NONE, TO_SELF_CARE, ChatPage
from host_site import HostSite
from PIL import Image
from playwright.sync_api import Browser, expect
from stage import chromium, running_servers

FOLDER = Path(__file__).parent / "pictures"
MOST_BYTES = 150_000
PHONE = {"width": 414, "height": 896}
CARDS = {
    "card_self_care": TO_SELF_CARE,
    "card_see_doctor": [*TO_SELF_CARE[:7], "8", "Lower back"],
    "card_urgent": ["My back hurts", *[NONE] * 4, "Yes"],
    "card_emergency": ["My back hurts", "Not sure"],
    "card_emergency_ambulance": ["My back hurts", NONE, NONE, "Yes"],
}


class Photographer:
    """Opens the page for one person after the other."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser, self._url = browser, url

    def visit(self, dark: bool = False, height: int = PHONE["height"]) -> ChatPage:
        """A new person on a phone in the UK."""
        person = self._browser.new_context(
            base_url=self._url,
            locale="en-GB",
            timezone_id="Europe/London",
            viewport={**PHONE, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        person.set_default_timeout(30_000)
        return ChatPage(person.new_page())

    def take(self, chat: ChatPage, name: str, whole: bool = False) -> None:
        """Keep what is to be seen."""
        chat.page.mouse.move(0, 0)
        keep(Image.open(BytesIO(chat.page.screenshot(full_page=whole))), name)

    def take_screening(self) -> None:
        """Start, question, scale, map, summary, and the page without a line."""
        chat = self.visit().open()
        self.take(chat, "start", whole=True)
        chat.start().press("My back hurts")
        self.take(chat, "question")
        chat.press(*TO_SELF_CARE[1:7])
        self.take(chat, "scale")
        chat.press("5")
        self.take(chat, "body_map")
        chat.press("Lower back").say("it began when i tied my shoes")
        chat.menu("Summary for a doctor")
        self.take(chat, "summary")
        chat.page.get_by_role("button", name="Close").click()
        chat.page.context.set_offline(True)
        chat.send("should i use ice or heat")
        expect(chat.notice).to_contain_text("You are offline")
        self.take(chat, "offline")

    def take_cards(self) -> None:
        """Each of the five ends."""
        for name, pressed in CARDS.items():
            chat = self.visit().open().start().press(*pressed)
            self.take(chat, name)

    def take_dark(self) -> None:
        """The same in the dark."""
        self.take(self.visit(dark=True).open().start().press("My back hurts"), "dark")

    def take_embedded(self, site: HostSite) -> None:
        """The launcher on somebody else's site."""
        chat = self.visit()
        chat.page.set_viewport_size({"width": 1000, "height": 860})
        chat.page.goto(site.url)
        chat.page.get_by_role("button", name="Back pain? Check it here").click()
        frame = chat.page.frame_locator("iframe")
        frame.locator("#begin").click()
        frame.get_by_role("button", name="My back hurts").click()
        frame.get_by_text("Question 1 of about 8").wait_for()
        self.take(chat, "embedded")


def keep(picture: Image.Image, name: str) -> None:
    """Write a picture in 128 colours, which is enough for a flat page."""
    path = FOLDER / f"{name}.png"
    picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB", flush=True)
    if path.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{path.name} is larger than {MOST_BYTES / 1000:.0f} kB.")


def keep_side_by_side(names: list[str], name: str) -> None:
    """Join pictures of a phone to one."""
    gap = 24
    pictures = [Image.open(FOLDER / f"{each}.png").convert("RGB") for each in names]
    joined = Image.new("RGB", (sum(each.width + gap for each in pictures) - gap, PHONE["height"]), "white")
    for place, each in enumerate(pictures):
        joined.paste(each, (place * (each.width + gap), 0))
    keep(joined, name)


def main() -> None:
    """Renew all pictures."""
    FOLDER.mkdir(exist_ok=True)
    site = HostSite()
    with (
        tempfile.TemporaryDirectory() as folder,
        running_servers(Path(folder), f"'self' {site.url}") as rasa,
        chromium() as browser,
    ):
        site.embeds(rasa.url)
        photographer = Photographer(browser, rasa.url)
        photographer.take_screening()
        photographer.take_cards()
        photographer.take_dark()
        photographer.take_embedded(site)
    site.stop()
    keep_side_by_side(["question", "scale", "body_map", "card_emergency"], "page")


if __name__ == "__main__":
    main()
