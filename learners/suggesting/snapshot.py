"""Reading many tables as they were at one moment, without keeping anybody from writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """All that is read within is of one moment; nothing may be written within. Inside a transaction it is that transaction's.

    SQLite begins without the lock that our transactions take at their start; PostgreSQL repeats what it read first.
    """
    if connection.in_atomic_block:
        yield
        return
    on_sqlite = connection.vendor == "sqlite"
    if on_sqlite:
        connection.ensure_connection()
        usual = connection.transaction_mode  # type: ignore[attr-defined]  # SQLite's own
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            if not on_sqlite:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        if on_sqlite:
            connection.transaction_mode = usual  # type: ignore[attr-defined]
