"""Which generation of the public pages is current, asked at every request: by SQLite itself, or heard from PostgreSQL.

None means that nobody can say so now: then no copy is handed out, and Django answers.
"""

import contextlib
import os
import sqlite3
import threading
from collections.abc import Hashable
from typing import Protocol

from django.db import connection

from scheme.copies.listen import Listener

TABLE = "guides_generation"


class Watch(Protocol):
    def current(self) -> Hashable: ...

    def forget(self) -> None:
        """Let go of every connection: after a fork, and at the end."""


class Asked(threading.local):
    """What one thread knows."""

    connection: sqlite3.Connection | None = None
    file: tuple[int, int] = (0, 0)
    version = -1
    generation: int | None = None


class SQLiteWatch:
    """`PRAGMA data_version` changes with every commit of anybody else, in any process, and takes two microseconds.

    So each thread has a connection of its own, which never writes; when the number has changed, it reads the generation.
    A file that was put in place of the database is seen by its number on the disk.
    """

    def __init__(self, path: str):
        self.path = path
        self.asked = Asked()

    def current(self) -> Hashable:
        asked = self.asked
        try:
            found = os.stat(self.path)  # noqa: PTH116 - five times as fast as Path.stat, at every request
            if asked.connection is None or asked.file != (found.st_dev, found.st_ino):
                self.open(asked)
                asked.file = (found.st_dev, found.st_ino)
            assert asked.connection is not None  # noqa: S101 - for the type checker
            (version,) = asked.connection.execute("PRAGMA data_version").fetchone()
            if version != asked.version:
                # In this order: what is committed in between is read now, and read again at the next request.
                (asked.generation,) = asked.connection.execute(f"SELECT SUM(number) FROM {TABLE}").fetchone()  # noqa: S608
                asked.version = version
        except (OSError, sqlite3.Error):
            self.close(asked)
            return None
        return asked.file, asked.generation

    def open(self, asked: Asked) -> None:
        self.close(asked)
        # Read and write, for the sake of the WAL's shared memory; but it creates no database, writes nothing, and does not
        # wait for a lock.
        asked.connection = sqlite3.connect(f"file:{self.path}?mode=rw", uri=True, timeout=0, isolation_level=None)
        asked.connection.execute("PRAGMA query_only = 1")
        asked.version = -1

    def close(self, asked: Asked) -> None:
        if asked.connection is not None:
            with contextlib.suppress(sqlite3.Error):
                asked.connection.close()
        asked.connection, asked.file, asked.version = None, (0, 0), -1

    def forget(self) -> None:
        self.close(self.asked)


class DatabaseWatch:
    """For the default database, whichever kind it is. Nothing is opened before the first request."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.inner: Watch | None = None

    def current(self) -> Hashable:
        return (self.inner or self.begin()).current()

    def begin(self) -> Watch:
        with self.lock:
            if self.inner is None:
                postgresql = connection.vendor == "postgresql"
                self.inner = Listener() if postgresql else SQLiteWatch(str(connection.settings_dict["NAME"]))
            return self.inner

    def forget(self) -> None:
        if self.inner is not None:
            self.inner.forget()
        self.lock, self.inner = threading.Lock(), None


watch = DatabaseWatch()
