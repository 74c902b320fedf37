"""The real servers and a Slack of our own, started once for the whole folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from fake_slack import SECRET, TOKEN, Delivery, FakeSlack
from member import Member
from servers import RasaServer, Servers, free_port


@dataclass
class Workspace:
    """Slack, the assistant and the way between them."""

    slack: FakeSlack
    rasa: RasaServer
    delivery: Delivery
    database: str


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    slack = FakeSlack(free_port())
    folder = tmp_path_factory.mktemp("slack")
    environment = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_BASE": slack.api_base}
    servers = Servers(folder, environment)
    delivery = Delivery(f"{servers.rasa.url}/webhooks/slack/webhook", slack)
    yield Workspace(slack, servers.rasa, delivery, str(folder / "conversations.db"))
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


@pytest.fixture
def refused(slack: FakeSlack) -> Iterator[list[tuple[str, str]]]:
    """What Slack refused during the test."""
    slack.refused.clear()
    yield slack.refused


@pytest.fixture(autouse=True)
def _nothing_is_refused(workspace: Workspace, request: pytest.FixtureRequest) -> Iterator[None]:
    """In no test is anything sent that Slack would refuse, unless the test says so."""
    workspace.slack.refused.clear()
    yield
    if "refused" not in request.fixturenames:
        assert workspace.slack.refused == []
