"""The hearer as a PyTorch module: all-MiniLM-L6-v2 with two heads. Training only; the server runs it on onnxruntime."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import nn
from torch.nn import functional

LAYERS, HEADS, WIDTH, INNER = 6, 12, 384, 1536
_EPSILON = 1e-12


class _Layer(nn.Module):
    """One transformer layer in BERT's order: attention, then a wider step, each with its residual."""

    def __init__(self, weights: Mapping[str, torch.Tensor], name: str, dropout: float) -> None:
        super().__init__()
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.attended_norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.inner = nn.Linear(WIDTH, INNER)
        self.output = nn.Linear(INNER, WIDTH)
        self.output_norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self._dropout = dropout
        for kind in ("weight", "bias"):
            parts = [weights[f"{name}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            getattr(self.query_key_value, kind).data = torch.cat(parts)
            for module, source in (
                (self.attended, "attention.output.dense"),
                (self.attended_norm, "attention.output.LayerNorm"),
                (self.inner, "intermediate.dense"),
                (self.output, "output.dense"),
                (self.output_norm, "output.LayerNorm"),
            ):
                getattr(module, kind).data = weights[f"{name}.{source}.{kind}"].clone()

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        batch, pieces, _ = x.shape
        parts = self.query_key_value(x).view(batch, pieces, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(*parts, attn_mask=mask).transpose(1, 2).reshape(batch, pieces, WIDTH)
        x = self.attended_norm(x + functional.dropout(self.attended(mixed), self._dropout, self.training))
        wider = self.output(functional.gelu(self.inner(x)))
        return self.output_norm(x + functional.dropout(wider, self._dropout, self.training))


class Hearer(nn.Module):
    """Word pieces of a message to scores for each red flag and status, and for each intent.

    The embeddings and the first ``frozen_layers`` layers stay as they were published: they know words, and
    the messages are too few to teach them better ones.
    """

    def __init__(
        self, weights: Mapping[str, torch.Tensor], signs: int, intents: int, frozen_layers: int = 1, dropout: float = 0.1
    ) -> None:
        """Lay the published weights into the network.

        Args:
            weights: tensors of the published ``model.safetensors``.
            signs: outputs of the red-flag head.
            intents: outputs of the intent head.
        """
        super().__init__()
        self.words = nn.Embedding.from_pretrained(weights["embeddings.word_embeddings.weight"].clone(), freeze=True)
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        self.positions = nn.Parameter(weights["embeddings.position_embeddings.weight"] + kind, requires_grad=False)
        self.embeddings_norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.embeddings_norm.weight.data = weights["embeddings.LayerNorm.weight"].clone()
        self.embeddings_norm.bias.data = weights["embeddings.LayerNorm.bias"].clone()
        self.layers = nn.ModuleList(_Layer(weights, f"encoder.layer.{i}", dropout) for i in range(LAYERS))
        for module in (self.embeddings_norm, *self.layers[:frozen_layers]):
            module.requires_grad_(False)
        self.signs = nn.Linear(2 * WIDTH, signs)
        self.intents = nn.Linear(WIDTH, intents)
        self.heads_dropout = nn.Dropout(0.1)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores (logits) of a batch.

        Args:
            ids: word pieces, ``(messages, pieces)``.
            mask: 1 for a piece, 0 for padding, same shape.

        Returns:
            ``(messages, signs)`` and ``(messages, intents)``.
        """
        x = self.embeddings_norm(self.words(ids) + self.positions[: ids.shape[1]])
        attends = mask[:, None, None, :].bool().expand(-1, 1, ids.shape[1], -1)
        for layer in self.layers:
            x = layer(x, attends)
        real = mask.unsqueeze(-1).to(x.dtype)
        mean = (x * real).sum(1) / real.sum(1)
        largest = (x + (real - 1) * 1e4).max(1).values
        signs = self.signs(self.heads_dropout(torch.cat([mean, largest], -1)))
        intents = self.intents(self.heads_dropout(functional.normalize(mean, dim=-1) * INTENT_SCALE))
        return signs, intents


INTENT_SCALE = 12.0
"""Stretches the unit vector of meaning, so that the intent head can be sure."""
