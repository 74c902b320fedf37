"""Two hundred messages of fifty people at once: each in order, all answered, none acknowledged late."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from fake_slack import Delivery, patience
from member import Member

TALK = {
    "hello": "utter_greet",
    "thanks": "utter_thanks",
    "should i use ice or heat": "utter_ask/ice_or_heat",
    "bye": "utter_goodbye",
}


def test_a_burst_is_answered_in_order_for_everybody(delivery: Delivery) -> None:
    people = [Member(delivery) for _ in range(50)]
    delivery.slowest = 0.0
    with ThreadPoolExecutor(max_workers=10) as slack:
        for words in TALK:
            list(slack.map(lambda each, words=words: each.write(words), people))
    for each in people:
        for answer in TALK.values():
            each.hears(answer, within=60)
    assert delivery.slowest < patience()
    assert [len(each.messages) for each in people] == [len(TALK) + 1] * len(people)  # and the word on privacy
