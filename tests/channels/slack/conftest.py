"""The real servers and a Slack of our own, started once for the whole folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fake_slack import SECRET, TOKEN, Delivery, FakeSlack
from member import Member
from servers import RasaServer, Servers, free_port
from workspace import Workspace


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    slack = FakeSlack(free_port())
    slack.go_down()  # the assistant must start without it
    folder = tmp_path_factory.mktemp("slack")
    environment = {
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_BASE": slack.api_base,
        "SLACK_PUBLIC_URL": "https://backs.example.org/",
    }
    servers = Servers(folder, environment=environment)
    delivery = Delivery(f"{servers.rasa.url}/webhooks/slack/webhook", slack)
    slack.come_up()
    yield Workspace(slack, servers.rasa, delivery, folder / "conversations.db")
    delivery.close()
    servers.stop()
    slack.close()


@pytest.fixture
def slack(workspace: Workspace) -> Iterator[FakeSlack]:
    """Slack, in good health before and after."""
    yield workspace.slack
    workspace.slack.fault, workspace.slack.delay = None, 0.0


@pytest.fixture
def rasa(workspace: Workspace) -> RasaServer:
    return workspace.rasa


@pytest.fixture
def delivery(workspace: Workspace) -> Delivery:
    return workspace.delivery


@pytest.fixture
def member(delivery: Delivery) -> Member:
    """Somebody who has not written yet."""
    return Member(delivery)


@pytest.fixture(autouse=True)
def _nothing_is_refused(request: pytest.FixtureRequest) -> Iterator[None]:
    """In no test is anything sent that Slack would refuse."""
    if not {"workspace", "member"}.intersection(request.fixturenames):
        yield
        return
    workspace = request.getfixturevalue("workspace")
    workspace.slack.refused.clear()
    yield
    assert workspace.slack.refused == []
