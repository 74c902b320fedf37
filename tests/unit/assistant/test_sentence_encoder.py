"""The encoder is the published model, and its vectors mean something."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from assistant import sentence_encoder
from assistant.sentence_encoder import DIMENSIONS, WEIGHTS_SHA256, SentenceEncoder, shared_encoder, weights_hash

NEAR_AND_FAR = [
    ("my back hurts", "my spine is sore", "what is the capital of france"),
    ("how long should i put ice on it", "cold pack for how many minutes", "can i drive to work"),
    ("i wet myself", "i lost control of my bladder", "which mattress is best"),
    ("thank you so much", "cheers, that helped", "my leg is weak"),
    ("is it safe to take ibuprofen", "can i have a painkiller", "should i stay in bed"),
]
ODD = [
    "",
    " ",
    "\n",
    "\x00",
    "🦵",
    "🦵" * 300,
    "a",
    "word " * 5_000,
    "a" * 30_000,
    "ñandú ölçüm 背中が痛い",
]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return shared_encoder()


def test_the_installed_weights_are_the_published_ones():
    assert weights_hash() == WEIGHTS_SHA256


def test_other_weights_have_another_hash(tmp_path, monkeypatch):
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.setattr(sentence_encoder, "weights_folder", lambda: tmp_path)
    assert weights_hash() == hashlib.sha256(b"other weights").hexdigest()


@pytest.mark.parametrize(("text", "near", "far"), NEAR_AND_FAR)
def test_near_meanings_are_nearer_than_far_ones(encoder, text, near, far):
    assert encoder.encode(text) @ encoder.encode(near) > encoder.encode(text) @ encoder.encode(far) + 0.1


@pytest.mark.parametrize("text", [each for row in NEAR_AND_FAR for each in row])
def test_a_vector_has_length_one(encoder, text):
    assert np.linalg.norm(encoder.encode(text)) == pytest.approx(1.0, abs=1e-5)


def test_the_same_text_has_the_same_vector_every_time(encoder):
    first = encoder.encode("my back hurts")
    encoder.encode("something else in between")
    assert np.array_equal(encoder.encode("my back hurts"), first)


def test_a_second_encoder_gives_the_same_vectors(encoder):
    assert np.array_equal(SentenceEncoder().encode("my back hurts"), encoder.encode("my back hurts"))


def test_the_process_holds_one_encoder():
    assert shared_encoder() is shared_encoder()


def test_upper_case_makes_no_difference(encoder):
    assert np.allclose(encoder.encode("MY BACK HURTS"), encoder.encode("my back hurts"))


@pytest.mark.parametrize("text", ODD, ids=lambda text: repr(text)[:20])
def test_odd_text_has_a_finite_vector_of_length_one(encoder, text):
    vector = encoder.encode(text)
    assert (vector.shape, vector.dtype) == ((DIMENSIONS,), np.float32)
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)


def test_only_the_beginning_of_a_huge_text_is_read(encoder):
    assert encoder.token_vectors("word " * 5_000).shape == (128, DIMENSIONS)
    assert np.array_equal(encoder.encode("word " * 5_000), encoder.encode("word " * 500))


def test_each_word_piece_has_a_vector(encoder):
    assert encoder.token_vectors("my back hurts").shape == (5, DIMENSIONS)  # with the marks of begin and end


def test_the_place_of_a_word_matters(encoder):
    assert not np.allclose(encoder.encode("pain after a fall"), encoder.encode("a fall after pain"), atol=1e-3)
