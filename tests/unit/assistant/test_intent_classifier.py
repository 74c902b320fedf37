"""The intent, and the topic of a question in the form in which Rasa's own selector would leave it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from rasa.core.actions.action import ActionRetrieveResponse
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.core.processor import MessageProcessor
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.constants import RESPONSE_SELECTOR_PROPERTY_NAME
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.intent_classifier import PARTS, IntentClassifier
from assistant.sentence_featurizer import SentenceFeaturizer

EXAMPLES = {
    "ask/ice": ["how long should i ice it", "can i use a cold pack", "is ice good for my back", "frozen peas on my back"],
    "ask/heat": ["does a hot water bottle help", "how warm should the heat pad be", "can i take a hot bath", "heat on my back"],
    "ask/driving": ["can i drive with a sore back", "when may i drive the car again", "is driving safe", "long car journeys"],
}
RESOURCE = Resource("intent_classifier")
UNSEEN = ["for how many minutes do i cool it with an ice pack", "is a heating pad ok", "may i sit behind the wheel"]


@pytest.fixture
def featurize(storage, context):
    featurizer = SentenceFeaturizer.create(SentenceFeaturizer.get_default_config(), storage, Resource("featurizer"), context)
    return lambda messages: featurizer.process(messages)


@pytest.fixture
def untrained(storage, context) -> IntentClassifier:
    return IntentClassifier.create(IntentClassifier.get_default_config(), storage, RESOURCE, context)


def questions() -> list[Message]:
    return [
        Message({TEXT: text, INTENT: "ask", INTENT_RESPONSE_KEY: topic}) for topic, texts in EXAMPLES.items() for text in texts
    ]


@pytest.fixture
def trained(untrained, featurize) -> IntentClassifier:
    untrained.train(TrainingData(featurize([*questions(), *small_talk()])))
    return untrained


def small_talk() -> list[Message]:
    texts = {"greet": ["hello", "hi there", "good evening"], "goodbye": ["bye", "see you", "good night"]}
    return [Message({TEXT: text, INTENT: intent}) for intent, some in texts.items() for text in some]


def understood(classifier: IntentClassifier, featurize, text: str) -> Message:
    return classifier.process(featurize([Message({TEXT: text})]))[0]


def selected(classifier: IntentClassifier, featurize, text: str) -> dict:
    return understood(classifier, featurize, text).get(RESPONSE_SELECTOR_PROPERTY_NAME)


@pytest.mark.parametrize(("text", "topic"), list(zip(UNSEEN, EXAMPLES)))
def test_an_unseen_wording_is_put_to_its_topic(trained, featurize, text, topic):
    assert selected(trained, featurize, text)["ask"]["response"][INTENT_RESPONSE_KEY] == topic


@pytest.mark.parametrize("text", UNSEEN)
def test_a_stored_classifier_answers_as_before(trained, featurize, storage, context, text):
    loaded = IntentClassifier.load(IntentClassifier.get_default_config(), storage, RESOURCE, context)
    assert selected(loaded, featurize, text) == selected(trained, featurize, text)


def test_training_twice_gives_the_same_classifier(trained, featurize, context, tmp_path_factory):
    elsewhere = LocalModelStorage.create(tmp_path_factory.mktemp("elsewhere"))
    again = IntentClassifier.create(IntentClassifier.get_default_config(), elsewhere, RESOURCE, context)
    again.train(TrainingData(featurize([*questions(), *small_talk()])))
    assert selected(again, featurize, UNSEEN[0]) == selected(trained, featurize, UNSEEN[0])


def test_only_the_examples_of_its_retrieval_intent_are_topics(trained, featurize):
    ranking = selected(trained, featurize, "hello")["ask"]["ranking"]
    assert {each[INTENT_RESPONSE_KEY] for each in ranking} == set(EXAMPLES)


def test_the_ranking_is_ordered_and_its_first_is_the_answer(trained, featurize):
    found = selected(trained, featurize, UNSEEN[0])["ask"]
    confidences = [each["confidence"] for each in found["ranking"]]
    assert confidences == sorted(confidences, reverse=True)
    assert found["response"]["confidence"] == confidences[0]
    assert sum(confidences) == pytest.approx(1.0)


def test_the_length_of_the_ranking_can_be_set(storage, context, trained, featurize):
    config = {**IntentClassifier.get_default_config(), "ranking_length": 2}
    assert len(selected(IntentClassifier.load(config, storage, RESOURCE, context), featurize, "ice")["ask"]["ranking"]) == 2


# --- the intents -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "intent"), [("hiya", "greet"), ("goodnight then", "goodbye"), (UNSEEN[0], "ask")])
def test_an_unseen_wording_is_put_to_its_intent(trained, featurize, text, intent):
    assert understood(trained, featurize, text).get(INTENT)["name"] == intent


def test_an_intent_is_as_sure_as_its_topics_together(trained, featurize):
    message = understood(trained, featurize, UNSEEN[0])
    ranking = message.get(INTENT_RANKING_KEY)
    assert {each["name"] for each in ranking} == {"ask", "greet", "goodbye"}
    assert sum(each["confidence"] for each in ranking) == pytest.approx(1.0)
    assert message.get(INTENT) == ranking[0]


def test_a_classifier_without_examples_understands_nothing(untrained, featurize):
    untrained.train(TrainingData([]))
    assert understood(untrained, featurize, "hello").get(INTENT) is None


# --- what Rasa reads -------------------------------------------------------------------------------------


def asked(trained, featurize, text: str) -> UserUttered:
    message = trained.process(featurize([Message({TEXT: text})]))[0]
    data = {**message.as_dict(only_output_properties=True), "text": text, "intent": {"name": "ask", "confidence": 1.0}}
    return UserUttered(text, data["intent"], [], data)


async def test_rasas_own_action_says_the_answer_to_the_selected_topic(trained, featurize):
    tracker = DialogueStateTracker.from_events("person", [asked(trained, featurize, UNSEEN[0])])
    responses = {f"utter_{topic}": [{"text": f"about {topic}"}] for topic in EXAMPLES}
    action = ActionRetrieveResponse("utter_ask")
    nlg = TemplatedNaturalLanguageGenerator(responses)
    events = await action.run(CollectingOutputChannel(), nlg, tracker, SimpleNamespace(responses=responses))
    assert [event.text for event in events if isinstance(event, BotUttered)] == ["about ask/ice"]


def test_rasa_finds_the_full_name_of_the_answer(trained, featurize):
    tracker = DialogueStateTracker.from_events("person", [asked(trained, featurize, UNSEEN[1])])
    assert ActionRetrieveResponse("utter_ask").get_full_retrieval_name(tracker) == "utter_ask/heat"


def test_rasa_finds_the_full_name_of_the_intent(trained, featurize):
    data = asked(trained, featurize, UNSEEN[2]).parse_data
    MessageProcessor._update_full_retrieval_intent(SimpleNamespace(), data)
    assert data["intent"]["full_retrieval_intent_name"] == "ask/driving"


# --- where there is nothing to select --------------------------------------------------------------------


def test_a_message_that_is_no_text_is_left_alone(trained):
    message = Message({TEXT: None})
    trained.process([message])
    assert message.get(INTENT) is None
    assert message.get(RESPONSE_SELECTOR_PROPERTY_NAME) is None


@pytest.mark.parametrize("text", ["", "🦵🦵"])
def test_a_message_without_a_known_word_means_nothing_likely(trained, featurize, text):
    message = understood(trained, featurize, text)
    assert {each["confidence"] for each in message.get(INTENT_RANKING_KEY)} == {0.0}


def test_a_classifier_without_questions_selects_nothing(untrained, featurize):
    untrained.train(TrainingData(featurize(small_talk())))
    assert selected(untrained, featurize, "how long should i ice it") is None


def test_a_missing_featurizer_is_named(trained):
    with pytest.raises(ValueError, match="featurizer"):
        trained.process([Message({TEXT: "how long should i ice it"})])


def test_each_of_two_questions_gets_its_own_topic(trained, featurize):
    parts = understood(trained, featurize, "can i use a cold pack? can i drive the car?").get(PARTS)
    assert [(part["intent"], part["topic"]) for part in parts] == [("ask", "ice"), ("ask", "driving")]
    assert all(0.0 < part["confidence"] <= 1.0 and 0.0 < part["topic_confidence"] <= 1.0 for part in parts)


def test_a_part_that_is_no_question_has_no_topic(trained, featurize):
    parts = understood(trained, featurize, "good evening. can i drive the car?").get(PARTS)
    assert [(part["intent"], part["topic"]) for part in parts] == [("greet", None), ("ask", "driving")]


def test_one_question_has_no_parts(trained, featurize):
    assert understood(trained, featurize, "can i drive the car").get(PARTS) is None
