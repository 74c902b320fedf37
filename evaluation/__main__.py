"""``make evaluate``: score the held-out messages, draw the pictures, write ``docs/evaluation.md``."""

from __future__ import annotations

from dataclasses import replace

from evaluation import pictures, report, scores
from evaluation.outcomes import HELD_OUT, ROOT, load_pipeline, read_outcomes

DOCS = ROOT / "docs"


def main() -> None:
    """Run it and print the headline numbers."""
    parse = load_pipeline()
    print("reading the held-out messages ...", flush=True)
    outcomes = read_outcomes(HELD_OUT, parse)
    print("... and mistyped ...", flush=True)
    typos = [
        replace(each, text=report.mistyped(each.text))
        for each in read_outcomes(HELD_OUT, lambda text: parse(report.mistyped(text)))
    ]
    (DOCS / "evaluation.md").write_text(report.write(outcomes, typos), encoding="utf-8")
    pictures.trade_off(outcomes, DOCS / "evaluation" / "trade_off.png")
    pictures.confusion(outcomes, DOCS / "evaluation" / "confusion.png")
    for name, each in {
        "danger heard": scores.heard(outcomes),
        "danger alarmed": scores.alarmed(outcomes),
        "false alarms": scores.false_alarms(outcomes),
        "false questions": scores.false_questions(outcomes),
        "right flag named": scores.named(outcomes),
        "intents right": scores.intents(outcomes),
        "intents right, mistyped": scores.intents(typos),
        "topics right": scores.topics(outcomes),
    }.items():
        print(f"{name:26s} {each.value:6.1%} of {each.whole} ({each.lower:.1%} to {each.upper:.1%})")
    print("docs/evaluation.md is written")


if __name__ == "__main__":
    main()
