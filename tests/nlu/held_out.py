"""A held-out message and what the pipeline made of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HELD_OUT = ROOT / "tests" / "held_out"
MODEL = ROOT / "models" / "back-spasm.tar.gz"


@dataclass(frozen=True)
class Heard:
    """One held-out message: what its author meant and what the pipeline made of it."""

    text: str
    author: str
    meant: str
    flags: dict[str, str]
    intent: str
    topic: str
    alarmed: frozenset[str]

    @property
    def danger(self) -> set[str]:
        """Flags asserted now; a plain pregnancy or a child is no danger by itself."""
        return {flag for flag, status in self.flags.items() if status == "present"} - {"pregnancy", "child_under_16"}

    @property
    def topic_meant(self) -> str:
        return self.meant if self.meant.startswith("ask/") else ""
