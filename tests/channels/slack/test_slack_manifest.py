"""The app's manifest is one that Slack takes, and asks for no more than the channel uses."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import yaml
from servers import ROOT

MANIFEST = yaml.safe_load((ROOT / "deploy" / "slack-manifest.yaml").read_text(encoding="utf-8"))
WEBHOOK = "https://assistant.example.org/webhooks/slack/webhook"


def _words(longest: int, shortest: int = 1) -> dict[str, Any]:
    return {"type": "string", "minLength": shortest, "maxLength": longest}


def _object(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


SWITCH = {"type": "boolean"}
ADDRESS = {"type": "string", "pattern": "^https://[^ ]+$"}
NAMES = {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 100, "uniqueItems": True}
DOCUMENTED = _object(
    {
        "_metadata": _object({"major_version": {"enum": [1, 2]}, "minor_version": {"type": "integer"}}),
        "display_information": _object(
            {
                "name": _words(35),
                "description": _words(140),
                "long_description": _words(4000, 174),
                "background_color": {"type": "string", "pattern": "^#([0-9a-fA-F]{3}){1,2}$"},
            },
            "name",
        ),
        "features": _object(
            {
                "app_home": _object(
                    {"home_tab_enabled": SWITCH, "messages_tab_enabled": SWITCH, "messages_tab_read_only_enabled": SWITCH}
                ),
                "bot_user": _object(
                    {
                        "display_name": {"type": "string", "maxLength": 80, "pattern": "^[A-Za-z0-9_. -]+$"},
                        "always_online": SWITCH,
                    },
                    "display_name",
                ),
                "slash_commands": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 50,
                    "items": _object(
                        {
                            "command": {"type": "string", "pattern": "^/[a-z0-9_-]{1,31}$"},
                            "url": ADDRESS,
                            "description": _words(2000),
                            "usage_hint": _words(1000),
                            "should_escape": SWITCH,
                        },
                        "command",
                        "description",
                    ),
                },
            }
        ),
        "oauth_config": _object({"scopes": _object({"bot": {**NAMES, "maxItems": 255}}), "redirect_urls": NAMES}),
        "settings": _object(
            {
                "event_subscriptions": _object({"request_url": ADDRESS, "bot_events": NAMES}),
                "interactivity": _object({"is_enabled": SWITCH, "request_url": ADDRESS}, "is_enabled"),
                "org_deploy_enabled": SWITCH,
                "socket_mode_enabled": SWITCH,
                "token_rotation_enabled": SWITCH,
            }
        ),
    },
    "display_information",
)


def test_the_manifest_has_only_fields_and_lengths_that_slack_documents() -> None:
    jsonschema.Draft7Validator(DOCUMENTED).validate(MANIFEST)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("display_information", "name"), "n" * 36),
        (("display_information", "long_description"), "too short"),
        (("display_information", "colour"), "#fff"),
        (("features", "slash_commands"), [{"command": "back", "description": "no slash"}]),
        (("settings", "event_subscriptions", "request_url"), "http://plain.example.org"),
        (("settings", "interactivity"), {"request_url": WEBHOOK}),
        (("settings", "socket_mode_enabled"), "no"),
    ],
    ids=str,
)
def test_the_check_would_find_a_mistake(path: tuple[str, ...], value: Any) -> None:
    broken = yaml.safe_load(yaml.safe_dump(MANIFEST))
    place = broken
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert not jsonschema.Draft7Validator(DOCUMENTED).is_valid(broken)


def test_it_asks_for_the_rights_that_the_channel_uses_and_no_more() -> None:
    assert set(MANIFEST["oauth_config"]["scopes"]) == {"bot"}
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == {
        "app_mentions:read",
        "chat:write",
        "commands",
        "im:history",
        "im:read",
        "im:write",
    }


def test_it_reads_no_channel_and_no_group() -> None:
    assert set(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) == {"app_home_opened", "app_mention", "message.im"}


def test_events_presses_and_commands_come_to_the_one_webhook() -> None:
    settings = MANIFEST["settings"]
    assert settings["event_subscriptions"]["request_url"] == WEBHOOK
    assert settings["interactivity"] == {"is_enabled": True, "request_url": WEBHOOK}
    assert [each["url"] for each in MANIFEST["features"]["slash_commands"]] == [WEBHOOK]
    assert settings["socket_mode_enabled"] is False


def test_people_can_open_the_page_and_write_in_the_private_chat() -> None:
    assert MANIFEST["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert [each["command"] for each in MANIFEST["features"]["slash_commands"]] == ["/back-spasm"]
