from __future__ import annotations

import numpy as np
import pytest
from rasa.engine.storage.resource import Resource
from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.hearer import shared_hearer, weights_hash
from assistant.sentence_featurizer import HEARD, PART_VECTORS, SentenceFeaturizer


@pytest.fixture
def featurizer(storage, context) -> SentenceFeaturizer:
    return SentenceFeaturizer.create(SentenceFeaturizer.get_default_config(), storage, Resource("featurizer"), context)


def vector_of(message: Message) -> np.ndarray:
    _, sentence = message.get_dense_features(TEXT)
    return sentence.features


def test_a_message_gets_one_sentence_vector(featurizer):
    message = featurizer.process([Message({TEXT: "my back hurts"})])[0]
    assert vector_of(message).shape == (1, 384)
    assert len(message.features) == 1


def test_the_vector_is_the_hearers_stretched_by_the_scale(featurizer):
    message = featurizer.process([Message({TEXT: "my back hurts"})])[0]
    assert np.allclose(vector_of(message)[0], 6.0 * shared_hearer().hear("my back hurts").vector)


def test_the_scale_can_be_set(storage, context):
    config = {**SentenceFeaturizer.get_default_config(), "scale": 7.0}
    featurizer = SentenceFeaturizer.create(config, storage, Resource("featurizer"), context)
    message = featurizer.process([Message({TEXT: "my back hurts"})])[0]
    assert np.linalg.norm(vector_of(message)) == pytest.approx(7.0, abs=1e-4)


def test_spelling_is_repaired_before_the_meaning_is_read(featurizer):
    wrong, right = featurizer.process([Message({TEXT: "numness in my legs"}), Message({TEXT: "numbness in my legs"})])
    assert np.allclose(vector_of(wrong), vector_of(right))


def test_what_was_heard_is_left_for_the_detector_and_not_put_out(featurizer):
    message = featurizer.process([Message({TEXT: "i wet myself"})])[0]
    assert message.get(HEARD).danger == shared_hearer().hear("i wet myself").danger
    assert HEARD not in message.as_dict(only_output_properties=True)


def test_a_message_that_is_no_text_gets_no_vector(featurizer):
    assert featurizer.process([Message({TEXT: None})])[0].features == []


@pytest.mark.parametrize("text", ["", "🦵" * 400, "a" * 30_000, "\x00", "?"], ids=lambda text: repr(text)[:10])
def test_odd_text_gets_a_finite_vector(featurizer, text):
    assert np.isfinite(vector_of(featurizer.process([Message({TEXT: text})])[0])).all()


def test_the_training_examples_get_vectors_too(featurizer):
    data = featurizer.process_training_data(TrainingData([Message({TEXT: "my back hurts"}), Message({TEXT: "hello"})]))
    assert [vector_of(example).shape for example in data.training_examples] == [(1, 384)] * 2


def test_it_stands_behind_a_tokenizer():
    assert any(issubclass(WhitespaceTokenizer, needed) for needed in SentenceFeaturizer.required_components())


def test_the_fingerprint_follows_the_weights():
    assert SentenceFeaturizer.fingerprint_addon({}) == weights_hash()


def test_two_things_in_one_message_get_a_vector_each(featurizer):
    message = featurizer.process([Message({TEXT: "my back hurts, can i use heat"})])[0]
    parts = [(start, end, vector.shape) for start, end, vector in message.get(PART_VECTORS)]
    assert parts == [(0, 13, (1, 384)), (15, 29, (1, 384))]


def test_one_thing_is_read_once(featurizer):
    assert featurizer.process([Message({TEXT: "my back hurts"})])[0].get(PART_VECTORS) is None


def test_training_does_not_read_parts(featurizer):
    example = Message({TEXT: "my back hurts, can i use heat"})
    featurizer.process_training_data(TrainingData([example]))
    assert example.get(PART_VECTORS) is None


def test_where_danger_is_heard_the_parts_are_not_read(featurizer):
    """The referral is the only answer then, and each part would cost as much as the whole."""
    message = featurizer.process([Message({TEXT: "i wet myself and cant feel it, can i use heat"})])[0]
    assert message.get(HEARD).danger > 0.9
    assert message.get(PART_VECTORS) is None
