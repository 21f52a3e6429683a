"""Limits by the hour, in the cache that a scheme has without a cache server."""

import datetime

import pytest
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.utils import timezone

from accounts import visitors

pytestmark = pytest.mark.django_db
BEGAN = datetime.datetime(2026, 11, 2, 10, 0, tzinfo=datetime.UTC)


@pytest.fixture
def count_after(monkeypatch):
    """count_after(5) counts once more, five minutes after ten o'clock."""
    call_command("createcachetable", "cache_of_a_test", verbosity=0)
    monkeypatch.setattr(visitors, "cache", DatabaseCache("cache_of_a_test", {}))

    def count(minutes: int) -> int:
        now = BEGAN + datetime.timedelta(minutes=minutes)
        monkeypatch.setattr("time.time", now.timestamp)
        monkeypatch.setattr(timezone, "now", lambda: now)
        monkeypatch.setattr("django.core.cache.backends.db.tz_now", lambda: now)
        return visitors.times_this_hour("taps")

    return count


def test_what_was_counted_stays_counted_for_the_hour_though_nothing_happens_for_a_while(count_after):
    assert [count_after(minutes) for minutes in (0, 20, 59)] == [1, 2, 3]


def test_the_next_hour_is_new_though_somebody_taps_every_few_minutes(count_after):
    counts = [count_after(minutes) for minutes in range(0, 80, 4)]
    assert max(counts) == 15 and counts[-1] == 5
