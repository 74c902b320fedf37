"""Slack, the assistant and the way between them, started once."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from fake_slack import Delivery, FakeSlack
from servers import RasaServer


@dataclass
class Workspace:
    """What the tests of this folder share."""

    slack: FakeSlack
    rasa: RasaServer
    delivery: Delivery
    database: Path

    def rows(self, conversation: str) -> int:
        """Events stored of a conversation, read from the file itself."""
        with sqlite3.connect(self.database) as store:
            return int(store.execute("select count(*) from events where sender_id = ?", [conversation]).fetchone()[0])
