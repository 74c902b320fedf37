"""Deleting a conversation removes it from the database, also while a message of it is being answered."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from browser import Browser
from conftest import UNLIMITED
from servers import RasaServer, Servers, free_port

WORD = "zanzibarine"


def rows_in(engine: sa.engine.Engine, conversation: str) -> int:
    """Rows in which the conversation's id stands, in any table and column of the database."""
    found = 0
    with engine.connect() as connection:
        for table in sa.inspect(engine).get_table_names():
            columns = [column["name"] for column in sa.inspect(engine).get_columns(table)]
            for row in connection.execute(sa.select(*map(sa.column, columns)).select_from(sa.table(table))):
                found += any(conversation in str(value) for value in row)
    return found


@pytest.fixture
def database(servers: Servers) -> Path:
    return servers.folder / "conversations.db"


@pytest.fixture
def rows(database: Path) -> Callable[[str], int]:
    return lambda conversation: rows_in(sa.create_engine(f"sqlite:///{database}"), conversation)


def test_every_row_goes_and_nothing_of_the_conversation_answers_any_more(browser: Browser, rows: Callable[[str], int]) -> None:
    browser.say("my back hurts")
    assert rows(browser.conversation) > 0
    response = browser.delete()
    assert (response.status_code, response.json()) == (200, {"deleted": True})
    assert rows(browser.conversation) == 0
    assert browser.client.get(browser.path, headers=browser.headers).status_code == 404
    assert browser.post(text="hello").status_code == 404
    assert browser.delete().status_code == 404
    assert rows(browser.conversation) == 0


def test_the_words_are_not_left_in_the_file(browser: Browser, database: Path) -> None:
    browser.say(f"my back hurts since the {WORD}")
    assert WORD.encode() in database.read_bytes()
    browser.delete()
    sqlite3.connect(database).execute("select 1").close()
    assert WORD.encode() not in b"".join(path.read_bytes() for path in database.parent.glob("conversations.db*"))


def test_another_conversation_is_left_alone(browser: Browser, servers: Servers) -> None:
    other = Browser(servers.rasa.url)
    other.say("my back hurts")
    browser.delete()
    assert len(other.history()["turns"]) == 2


def test_a_wrong_secret_deletes_nothing(browser: Browser) -> None:
    browser.say("hello")
    stranger = Browser(str(browser.client.base_url), (browser.conversation, "x" * 43))
    assert stranger.delete().status_code == 404
    assert len(browser.history()["turns"]) == 2


def test_messages_on_their_way_do_not_bring_the_conversation_back(browser: Browser, rows: Callable[[str], int]) -> None:
    browser.say("hello")
    with ThreadPoolExecutor(8) as pool:
        before = [pool.submit(browser.post, text="my back hurts " * 300) for _ in range(3)]
        deleted = pool.submit(browser.delete)
        after = [pool.submit(browser.post, text="my back hurts") for _ in range(3)]
    assert deleted.result().status_code == 200
    assert {each.result().status_code for each in [*before, *after]} <= {200, 404}
    assert rows(browser.conversation) == 0


def test_of_two_deletes_at_once_one_finds_it(browser: Browser) -> None:
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: browser.delete().status_code, range(2)))
    assert sorted(answers) == [200, 404]


# --- PostgreSQL ------------------------------------------------------------------------------------------

POSTGRES = {"host": "127.0.0.1", "port": 5432, "username": "postgres"}
DATABASE = "back_spasm_web_test"


@pytest.fixture(scope="module")
def postgres() -> Iterator[sa.engine.Engine]:
    """An empty database of the test's own, dropped afterwards."""
    address = sa.engine.URL.create("postgresql", database="postgres", **POSTGRES)
    admin = sa.create_engine(address, isolation_level="AUTOCOMMIT")
    try:
        connection = admin.connect()
    except sa.exc.OperationalError:
        pytest.skip("No PostgreSQL at 127.0.0.1:5432.")
    with connection:
        connection.execute(sa.text(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)"))
        connection.execute(sa.text(f"CREATE DATABASE {DATABASE}"))
        engine = sa.create_engine(address.set(database=DATABASE))
        yield engine
        engine.dispose()
        connection.execute(sa.text(f"DROP DATABASE {DATABASE} WITH (FORCE)"))


@pytest.fixture(scope="module")
def on_postgres(postgres: sa.engine.Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RasaServer]:
    store = {"type": "SQL", "dialect": "postgresql", "url": POSTGRES["host"], "db": DATABASE}
    store |= {"port": POSTGRES["port"], "username": POSTGRES["username"]}
    server = RasaServer(tmp_path_factory.mktemp("postgres"), free_port(), tracker_store=store, credentials=UNLIMITED)
    try:
        server.wait_until_ready()
        yield server
    finally:
        server.stop()


def test_on_postgresql_a_conversation_is_made_continued_and_deleted(on_postgres: RasaServer, postgres: sa.engine.Engine) -> None:
    browser = Browser(on_postgres.url)
    browser.say("my back hurts")
    assert browser.press("/deny")["state"]["question"]["number"] == 2
    assert len(browser.history()["turns"]) == 4
    assert rows_in(postgres, browser.conversation) > 0
    assert browser.delete().status_code == 200
    assert rows_in(postgres, browser.conversation) == 0
    assert browser.post(text="hello").status_code == 404


def test_a_database_that_cannot_be_reached_is_an_error_in_words_and_no_empty_chat(
    on_postgres: RasaServer, postgres: sa.engine.Engine
) -> None:
    browser = Browser(on_postgres.url)
    browser.say("my back hurts")
    with postgres.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(sa.text("ALTER TABLE events RENAME TO events_gone"))
        try:
            lost = browser.client.get(browser.path, headers=browser.headers)
            answer = browser.post(text="i wet myself")
        finally:
            connection.execute(sa.text("ALTER TABLE events_gone RENAME TO events"))
    assert (lost.status_code, answer.status_code) == (503, 503)
    assert "emergency number" in answer.json()["error"]
    assert browser.press("/deny")["state"]["question"]["number"] == 2
