"""A channel whose secrets are not set is off: everything else works, and one line says what is missing."""

from __future__ import annotations

import httpx
from servers import RasaServer


def test_the_server_says_which_variables_slack_lacks(rasa: RasaServer) -> None:
    assert rasa.output.count("Slack is off: SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET not set.") == 1


def test_slacks_health_says_off(rasa: RasaServer) -> None:
    assert httpx.get(f"{rasa.url}/webhooks/slack/").json() == {"status": "off"}


def test_slacks_webhook_is_not_there(rasa: RasaServer) -> None:
    assert (
        httpx.post(f"{rasa.url}/webhooks/slack/webhook", json={"type": "url_verification", "challenge": "x"}).status_code == 404
    )


def test_a_message_for_slack_is_handed_back_to_who_asked_for_it(rasa: RasaServer) -> None:
    url = f"{rasa.url}/conversations/slack:T1:U1/trigger_intent"
    response = httpx.post(url, params={"token": rasa.token, "output_channel": "slack"}, json={"name": "greet"}, timeout=30)
    assert response.json()["messages"]
