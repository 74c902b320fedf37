"""A token bucket for each key: a burst, then a steady rate, in bounded memory."""

from __future__ import annotations

import pytest

from assistant.channels import rate_limits
from assistant.channels.rate_limits import RateLimit, network


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_as_many_at_once_as_a_minute_allows_and_then_none():
    limit = RateLimit(3, Clock())
    assert [limit.wait("a") for _ in range(4)] == [0, 0, 0, 20]


def test_one_key_does_not_cost_another():
    limit = RateLimit(1, Clock())
    assert (limit.wait("a"), limit.wait("b")) == (0, 0)


def test_it_lets_the_next_one_in_after_the_time_it_named():
    clock = Clock()
    limit = RateLimit(6, clock)
    for _ in range(6):
        limit.wait("a")
    clock.now += limit.wait("a")
    assert limit.wait("a") == 0
    assert limit.wait("a") > 0


def test_waiting_long_saves_up_no_more_than_a_minutes_worth():
    clock = Clock()
    limit = RateLimit(2, clock)
    limit.wait("a")
    clock.now += 3600
    assert [limit.wait("a") for _ in range(3)] == [0, 0, 30]


def test_being_refused_costs_nothing():
    clock = Clock()
    limit = RateLimit(1, clock)
    for _ in range(100):
        limit.wait("a")
    clock.now += 60
    assert limit.wait("a") == 0


def test_the_memory_is_bounded_and_the_quietest_goes_first(monkeypatch):
    monkeypatch.setattr(rate_limits, "MOST_KEYS", 2)
    limit = RateLimit(1, Clock())
    for key in "abac":
        limit.wait(key)
    assert (limit.wait("a") > 0, limit.wait("b")) == (True, 0)


def test_a_forgotten_key_begins_anew():
    limit = RateLimit(1, Clock())
    limit.wait("a")
    limit.forget("a")
    assert limit.wait("a") == 0


@pytest.mark.parametrize(
    ("address", "key"),
    [("192.0.2.7", "192.0.2.7"), ("2001:db8::1", "2001:db8::/64"), ("2001:db8::ffff:1", "2001:db8::/64"), ("unix:", "unix:")],
)
def test_an_ipv6_client_is_its_whole_network(address, key):
    assert network(address) == key
