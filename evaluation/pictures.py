"""Pictures of the evaluation: the trade-off between misses and false alarms, and what is taken for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot

from evaluation.outcomes import ALARMS, ASKS, Outcome
from evaluation.scores import dangerous, ordinary

_DARK, _LIGHT, _RED = "#1b3a57", "#8fa8bf", "#b3261e"


def trade_off(outcomes: Sequence[Outcome], path: Path) -> None:
    """Draw the share of danger heard against the share of false alarms, for every threshold of the hearer."""
    danger, harmless = dangerous(outcomes), ordinary(outcomes)
    steps = [i / 200 for i in range(201)]

    def line(by_rule_too: bool) -> tuple[list[float], list[float]]:
        def alarms(some: Sequence[Outcome], at: float) -> float:
            return sum(each.danger >= at or (by_rule_too and bool(each.by_rule)) for each in some) / len(some)

        return [alarms(harmless, at) for at in steps], [alarms(danger, at) for at in steps]

    figure, axes = pyplot.subplots(figsize=(7, 5))
    axes.plot(*line(False), color=_LIGHT, label="the hearer alone")
    axes.plot(*line(True), color=_DARK, label="rules or the hearer")
    for label, intents, marker in (("as shipped: alarm", (ALARMS,), "o"), ("as shipped: alarm or question", (ALARMS, ASKS), "s")):
        x = sum(each.intent in intents for each in harmless) / len(harmless)
        y = sum(each.intent in intents for each in danger) / len(danger)
        axes.plot(x, y, marker, color=_RED, label=f"{label} ({y:.2f} at {x:.3f})")
    axes.set(xlabel="share of ordinary messages", ylabel="share of dangerous messages", xlim=(0, 0.5), ylim=(0.5, 1.005))
    axes.set_title("Danger heard against false alarms, on messages never learnt from")
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right")
    _save(figure, path)


def confusion(outcomes: Sequence[Outcome], path: Path) -> None:
    """Draw which intent was meant and which was understood; a dangerous message counts as meaning an alarm."""
    pairs = Counter((ALARMS if each.dangerous else each.meant.split("/")[0], each.intent) for each in outcomes)
    meant = sorted({row for row, _ in pairs})
    understood = sorted({column for _, column in pairs})
    table = [[pairs[row, column] for column in understood] for row in meant]
    rows = [[count / max(1, sum(line)) for count in line] for line in table]
    figure, axes = pyplot.subplots(figsize=(11, 9))
    axes.imshow(rows, cmap="Blues", vmin=0, vmax=1)
    for y, line in enumerate(table):
        for x, count in enumerate(line):
            if count:
                axes.text(x, y, str(count), ha="center", va="center", fontsize=8, color="white" if rows[y][x] > 0.5 else "black")
    axes.set_xticks(range(len(understood)), understood, rotation=90)
    axes.set_yticks(range(len(meant)), meant)
    axes.set(xlabel="understood", ylabel="meant", title="Intents of the held-out messages")
    _save(figure, path)


def _save(figure: pyplot.Figure, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, bbox_inches="tight", dpi=110, metadata={"Software": None})
    pyplot.close(figure)
