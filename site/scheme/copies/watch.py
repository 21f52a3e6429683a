"""Which generation of the public pages is current, asked at every request: by SQLite itself, or heard from PostgreSQL.

None means that nobody can say so now: then no copy is handed out, and Django answers.
"""

import contextlib
import mmap
import os
import sqlite3
import threading
import time
from collections.abc import Hashable
from typing import Protocol

from django.db import connection

from scheme.copies.listen import Listener

TABLE = "guides_generation"
HEADER = slice(0, 48)
"""In the WAL's shared memory: what every commit changes (sqlite.org/walformat.html, "WAL-Index Header")."""
LOOK_EVERY = 0.1  # seconds


class Watch(Protocol):
    def current(self) -> Hashable: ...

    def forget(self) -> None:
        """Let go of every connection: after a fork, and at the end."""


class Asked(threading.local):
    """What one thread knows."""

    connection: sqlite3.Connection | None = None
    memory: mmap.mmap | None = None
    header = b""
    file: tuple[int, int] = (0, 0)
    looked_at = 0.0
    version = -1
    answer: Hashable = None


class SQLiteWatch:
    """`PRAGMA data_version` changes with every commit of anybody else, in any process.

    So each thread has a connection of its own, which never writes; when the number has changed, it reads the generation. It does
    not even ask while the header of the WAL's shared memory is as it was: a call of SQLite lets go of Python's lock, and then the
    threads of a busy server wait for each other, which costs more than the call. The open connection keeps that memory in place.
    A file that was put in place of the database is seen by its number on the disk, `look_every` seconds later at most.
    """

    def __init__(self, path: str, look_every: float = LOOK_EVERY):
        self.path, self.look_every = path, look_every
        self.asked = Asked()

    def current(self) -> Hashable:
        asked, now = self.asked, time.monotonic()
        if (
            asked.memory is not None
            and asked.memory[HEADER] == asked.header
            and now < asked.looked_at + self.look_every
        ):
            return asked.answer
        try:
            found = os.stat(self.path)  # noqa: PTH116 - five times as fast as Path.stat
            if asked.connection is None or asked.file != (found.st_dev, found.st_ino):
                self.open(asked)
                asked.file = (found.st_dev, found.st_ino)
            assert asked.connection is not None  # noqa: S101 - for the type checker
            # In this order, twice: what is committed in between is read now, and read again at the next request.
            header = b"" if asked.memory is None else asked.memory[HEADER]
            (version,) = asked.connection.execute("PRAGMA data_version").fetchone()
            if version != asked.version:
                (number,) = asked.connection.execute(f"SELECT SUM(number) FROM {TABLE}").fetchone()  # noqa: S608
                asked.version, asked.answer = version, (asked.file, number)
        except (OSError, sqlite3.Error):
            self.close(asked)
            return None
        asked.looked_at, asked.header = now, header
        if asked.memory is None:
            self.share(asked)
        return asked.answer

    def open(self, asked: Asked) -> None:
        self.close(asked)
        # Read and write, for the sake of the WAL's shared memory; but it creates no database, writes nothing, and does not
        # wait for a lock.
        asked.connection = sqlite3.connect(f"file:{self.path}?mode=rw", uri=True, timeout=0, isolation_level=None)
        asked.connection.execute("PRAGMA query_only = 1")

    def share(self, asked: Asked) -> None:
        """Look into the WAL's shared memory from now on, which is there once the connection has read. Without a WAL there is none."""
        with contextlib.suppress(OSError, ValueError), open(f"{self.path}-shm", "rb") as file:  # noqa: PTH123 - text, not Path
            asked.memory = mmap.mmap(file.fileno(), HEADER.stop, access=mmap.ACCESS_READ)

    def close(self, asked: Asked) -> None:
        if asked.memory is not None:
            asked.memory.close()
        if asked.connection is not None:
            with contextlib.suppress(sqlite3.Error):
                asked.connection.close()
        asked.connection, asked.memory, asked.header, asked.file = None, None, b"", (0, 0)
        asked.version, asked.answer = -1, None

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
