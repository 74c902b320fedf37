"""The clinical core stands alone: a reviewer, a test or another server can load it without Rasa."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from pathlib import Path

import triage

ROOT = Path(triage.__file__).parents[1]
MODULES = sorted(module.name for module in pkgutil.iter_modules(triage.__path__))
HEAVY = {"rasa", "rasa_sdk", "tensorflow", "keras", "torch", "onnxruntime", "sklearn", "assistant", "actions"}


def loaded_after(statements: str) -> set[str]:
    """Top-level names of the modules that a fresh Python holds after these statements."""
    program = f"{statements}\nimport sys; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    return set(done.stdout.split())


def test_importing_every_module_of_the_core_loads_neither_rasa_nor_tensorflow():
    loaded = loaded_after("\n".join(f"import triage.{name}" for name in MODULES))
    assert "triage" in loaded
    assert not HEAVY & loaded


def test_using_the_core_loads_neither_rasa_nor_tensorflow():
    loaded = loaded_after(
        "from triage.detector import default_detector\n"
        "from triage.details import default_reader\n"
        "from triage.answers import default_answer_reader\n"
        "from triage.decision import decide\n"
        "from triage.knowledge import load\n"
        "assert decide(default_detector().detect('i cannot pee'), {}, load()).disposition\n"
        "default_reader().read('7 out of 10'); default_answer_reader().read('no')"
    )
    assert not HEAVY & loaded


def test_all_modules_are_looked_at():
    assert {"answers", "context", "conversation", "decision", "details", "detector", "knowledge", "text"} <= set(MODULES)
