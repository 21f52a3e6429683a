"""One connection per process that PostgreSQL tells of every commit which changes public pages."""

import contextlib
import threading
import time
from collections.abc import Hashable

import psycopg
from django.db import connection

from guides.models.generation import CHANNEL, raised

LOOK_EVERY = 1.0  # seconds: the row is read anew, heard or not
GOOD_FOR = 3.0  # seconds: for so long what was last confirmed is believed
QUICK_TO_FAIL = {
    "connect_timeout": 5, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 2, "tcp_user_timeout": 5_000,
}  # fmt: skip


class Listener:
    """`current()` costs no question to the database. What it says was true at most GOOD_FOR seconds ago, and when the
    database can be reached, about a millisecond ago.
    """

    def __init__(self) -> None:
        self.said: tuple[int, float] | None = None
        self.changes_here = 0
        self.thread: threading.Thread | None = None
        self.lock = threading.Lock()
        self.ended = threading.Event()
        raised.connect(self.changed_here)

    def current(self) -> Hashable:
        if self.thread is None or not self.thread.is_alive():
            self.start()
        said = self.said
        return said[0] if said and time.monotonic() - said[1] < GOOD_FOR else None

    def start(self) -> None:
        with self.lock:
            if not self.ended.is_set() and (self.thread is None or not self.thread.is_alive()):
                self.thread = threading.Thread(target=self.run, name="generation", daemon=True)
                self.thread.start()

    def changed_here(self, **kwargs: object) -> None:
        """This process made a change: it need not wait to hear of it."""
        self.changes_here += 1
        self.said = None

    def run(self) -> None:
        while not self.ended.is_set():
            try:
                with self.connect() as listening:
                    self.listen(listening)
            except psycopg.Error:
                self.said = None
                self.ended.wait(1)

    def connect(self) -> psycopg.Connection:
        wanted = connection.get_connection_params() | QUICK_TO_FAIL
        kept = {
            name: value
            for name, value in wanted.items()
            if name not in ("context", "cursor_factory", "prepare_threshold")
        }
        return psycopg.connect(**kept, autocommit=True, application_name="generation")

    def listen(self, listening: psycopg.Connection) -> None:
        listening.execute(f"LISTEN {CHANNEL}")
        while not self.ended.is_set():
            changes, began = self.changes_here, time.monotonic()
            row = listening.execute("SELECT COALESCE(SUM(number), 0)::bigint FROM guides_generation").fetchone()
            if row is not None and changes == self.changes_here:
                self.said = (row[0], began)
            for _ in listening.notifies(timeout=LOOK_EVERY, stop_after=1):
                pass

    def forget(self) -> None:
        self.ended.set()
        raised.disconnect(self.changed_here)
        with contextlib.suppress(RuntimeError):  # in a forked child there is no such thread
            if self.thread is not None and self.thread.is_alive():
                self.thread.join(LOOK_EVERY + 1)
