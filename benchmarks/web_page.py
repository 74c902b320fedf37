"""What the chat page costs a phone on a bad line: ``make bench-web``.

Bytes are gzip, as the server sends them. Time runs from the address to the assistant's first words, with the start button
pressed as soon as it is there, on 1.6 Mbit/s with 150 ms each way and back and a processor four times slower.
"""

from __future__ import annotations

import gzip
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser
from stage import chromium, running_servers

from assistant.channels.page_bundle import script, styles

WEB = Path(__file__).resolve().parents[1] / "web"
MOST_BYTES = 20_000
MOST_SECONDS = 1.5
ROUNDS = 7
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SLOWER = 4


def weights() -> dict[str, int]:
    """Bytes of each file that a visitor loads."""
    files = {
        "index.html": (WEB / "index.html").read_text(encoding="utf-8"),
        "page.js": script(WEB),
        "page.css": styles(WEB),
    }
    return {name: len(gzip.compress(text.encode("utf-8"))) for name, text in files.items()}


def first_message(browser: Browser, url: str, slow: bool) -> float:
    """Seconds from the address to the assistant's first words, in an empty browser."""
    with browser.new_context(base_url=url, reduced_motion="reduce") as person:
        page = person.new_page()
        if slow:
            session = person.new_cdp_session(page)
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", LINE)
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        begin = time.perf_counter()
        page.goto("/", wait_until="commit")
        page.locator("#begin").click()
        page.locator("#log .turn:not(.person)").wait_for()
        return time.perf_counter() - begin


def main() -> None:
    """Print the table."""
    loaded = weights()
    print(f"{'file':<28}{'gzip':>10}")
    for name, size in loaded.items():
        print(f"{name:<28}{size:>8} B")
    total = sum(loaded.values())
    print(f"{'all that the page loads':<28}{total:>8} B   budget {MOST_BYTES} B: {_verdict(total <= MOST_BYTES)}")
    print(f"{'embed.js (the host page)':<28}{len(gzip.compress((WEB / 'embed.js').read_bytes())):>8} B")
    with tempfile.TemporaryDirectory() as folder, running_servers(Path(folder)) as rasa, chromium() as browser:
        first_message(browser, rasa.url, slow=False)
        for name, slow in (("here", False), ("phone, bad line", True)):
            seconds = [first_message(browser, rasa.url, slow) for _ in range(ROUNDS)]
            middle = statistics.median(seconds)
            budget = f"   budget {MOST_SECONDS} s: {_verdict(middle <= MOST_SECONDS)}" if slow else ""
            print(
                f"first message, {name:<13}{middle:>8.2f} s   ({min(seconds):.2f} to {max(seconds):.2f}, {ROUNDS} rounds){budget}"
            )


def _verdict(kept: bool) -> str:
    return "kept" if kept else "MISSED"


if __name__ == "__main__":
    main()
