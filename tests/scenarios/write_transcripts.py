"""Write ``docs/transcripts``: the journeys as the running servers answer them, every word as a person sees it.

Run as ``make transcripts``. The person's words are those of ``journeys/``; nothing of the replies is edited.
"""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

from scenario import FOLDER, read_scenario
from servers import ROOT, RasaServer, Servers

JOURNEYS = sorted((FOLDER / "journeys").glob("*.yml"))
TARGET = ROOT / "docs" / "transcripts"


def transcript(path: Path, rasa: RasaServer) -> str:
    """One journey in Markdown: what the person typed or pressed, and all that was said to it."""
    opening = path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")
    return "\n".join([f"# {path.stem.replace('_', ' ').capitalize()}", "", opening, "", *_turns(path, rasa)]) + "\n"


def _turns(path: Path, rasa: RasaServer) -> Iterator[str]:
    sender, payloads = uuid.uuid4().hex, dict[str, str]()
    for turn in read_scenario(path):
        pressed = turn.get("press")
        replies = rasa.say(sender, payloads[pressed] if pressed else turn["user"])
        yield f"**Person:** {f'[{pressed}]' if pressed else turn['user']}\n"
        payloads = {button["title"]: button["payload"] for reply in replies for button in reply.get("buttons") or []}
        for reply in replies:
            yield "\n".join(f"> {line}".rstrip() for line in reply["text"].splitlines())
            if titles := [f"[{button['title']}]" for button in reply.get("buttons") or []]:
                yield f">\n> {' '.join(titles)}"
            yield ""


def main() -> None:
    """Play every journey and write it."""
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        servers = Servers(Path(folder))
        try:
            for number, path in enumerate(JOURNEYS, start=1):
                print(f"[{number}/{len(JOURNEYS)}] {path.stem}", flush=True)
                (TARGET / f"{path.stem}.md").write_text(transcript(path, servers.rasa), encoding="utf-8")
        finally:
            servers.stop()


if __name__ == "__main__":
    main()
