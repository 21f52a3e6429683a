"""The real watch, between real processes that share a database."""

import json
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from guides.models import Generation, GuidePage, GuideViews
from scheme.copies import listen
from scheme.copies.watch import DatabaseWatch, SQLiteWatch
from scheme.launch.place import ROOT, sealed

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
GUIDE = "/get-connected/join-free-wifi/"


def database_url() -> str:
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    if known["HOST"].startswith("/"):
        return f"postgres://{known['USER']}@/{known['HOST']}/{known['NAME']}"
    return f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT'] or 5432}/{known['NAME']}"


class Process:
    def __init__(self, run):
        self.run = run

    def ask(self, path=GUIDE) -> dict:
        self.run.stdin.write(path + "\n")
        self.run.stdin.flush()
        return json.loads(self.run.stdout.readline())

    def ask_until_ready(self, path=GUIDE):
        """On PostgreSQL the first copy waits for the listening connection."""
        deadline = time.monotonic() + 20
        while self.ask(path)["built"]:
            assert time.monotonic() < deadline, "never a copy"


@contextmanager
def process():
    env = sealed(DATABASE_URL=database_url(), DJANGO_SETTINGS_MODULE="scheme.settings.test")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-m", "tests.copies.other_process"], cwd=ROOT, env=env, **pipes) as run:
        try:
            yield Process(run)
        finally:
            run.stdin.close()
            run.wait(20)


@pytest.fixture
def loaded(transactional_db):
    call_command("load_guides", verbosity=0)


def retitle(title):
    page = GuidePage.objects.get(slug="join-free-wifi")
    page.title = title
    page.save_revision().publish()


def test_every_process_is_right_at_once_after_somebody_published_and_forgets_no_view_when_it_ends(loaded):
    with process() as one, process() as two:
        for each in (one, two):
            each.ask_until_ready()
        for number in range(5):
            retitle(f"Wifi, take {number}")
            told = time.monotonic()
            for each in (one, two):
                # SQLite is asked at each request. PostgreSQL tells: it is given a moment, and no more than that.
                patience = told + (0 if connection.vendor == "sqlite" else 0.5)
                while f"Wifi, take {number}" not in each.ask()["text"]:
                    assert time.monotonic() < patience, "an old copy was handed out"
                each.ask_until_ready()
        with transaction.atomic():
            retitle("Never published")
            transaction.set_rollback(True)
        assert not one.ask()["built"]
    assert GuideViews.objects.get().count >= 22


def test_a_process_whose_database_is_away_hands_out_nothing(tmp_path):
    path = tmp_path / "a.sqlite3"
    watch = SQLiteWatch(str(path), look_every=0)
    assert watch.current() is None and not path.exists()
    make_database(path, 5)
    first = watch.current()
    assert first is not None and watch.current() == first
    path.rename(tmp_path / "away")
    assert watch.current() is None
    make_database(path, 5)  # a backup is put in its place: the same number, but another database
    assert watch.current() not in (None, first)
    path.write_bytes(b"no database")
    assert watch.current() is None or watch.current() != first


def make_database(path, number, journal="WAL"):
    with sqlite3.connect(path) as made:
        made.execute(f"PRAGMA journal_mode={journal}")
        made.execute("CREATE TABLE guides_generation (id INTEGER PRIMARY KEY, number INTEGER)")
        made.execute("INSERT INTO guides_generation (number) VALUES (?)", [number])
    made.close()


def test_a_database_that_is_locked_is_no_reason_to_wait(tmp_path):
    path = tmp_path / "a.sqlite3"
    make_database(path, 5)
    watch = SQLiteWatch(str(path))
    before = watch.current()
    with sqlite3.connect(path, isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE guides_generation SET number = 6")
        assert watch.current() == before
        writer.execute("COMMIT")
        assert watch.current() != before
    writer.close()


@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
def test_a_commit_is_seen_at_once_however_seldom_the_file_is_looked_at(tmp_path, journal):
    path = tmp_path / "a.sqlite3"
    make_database(path, 0, journal)
    watch = SQLiteWatch(str(path), look_every=1_000)
    seen = [watch.current()]
    with sqlite3.connect(path, isolation_level=None) as writer:
        for _ in range(20):
            assert watch.current() == watch.current() == seen[-1]
            writer.execute("UPDATE guides_generation SET number = number + 1")
            seen.append(watch.current())
        writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert watch.current() == seen[-1]
        writer.execute("UPDATE guides_generation SET number = number + 1")
        seen.append(watch.current())
    writer.close()
    assert [number for _file, number in seen] == list(range(22))


def test_while_nothing_is_committed_the_database_is_not_asked(tmp_path):
    path = tmp_path / "a.sqlite3"
    make_database(path, 5)
    watch = SQLiteWatch(str(path), look_every=1_000)
    known = [watch.current() for _ in range(3)]
    asked = []
    watch.asked.connection.set_trace_callback(asked.append)
    assert watch.current() == known[0] and not asked


def test_a_backup_copied_by_sqlite_itself_is_seen(tmp_path):
    path, backup = tmp_path / "a.sqlite3", tmp_path / "b.sqlite3"
    make_database(path, 5)
    make_database(backup, 7)
    watch = SQLiteWatch(str(path), look_every=0)
    before = watch.current()
    with sqlite3.connect(backup) as source, sqlite3.connect(path) as target:
        source.backup(target)
    assert watch.current() != before
    shutil.rmtree(tmp_path)
    assert watch.current() is None


def test_the_watch_sees_what_this_process_itself_commits(transactional_db):
    watch = DatabaseWatch()
    try:
        deadline = time.monotonic() + 10
        while watch.current() is None:
            assert time.monotonic() < deadline
        before = watch.current()
        Generation.objects.rise()
        assert watch.current() != before
    finally:
        watch.forget()


def test_what_was_heard_too_long_ago_is_believed_no_more(monkeypatch):
    listener = listen.Listener()
    monkeypatch.setattr(listener, "start", lambda: None)
    now = time.monotonic()
    listener.said = (5, now)
    assert listener.current() == 5
    listener.said = (5, now - listen.GOOD_FOR - 0.1)
    assert listener.current() is None
    listener.forget()
