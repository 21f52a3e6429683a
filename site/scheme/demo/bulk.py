"""Writes many rows in few statements, and counts them."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice
from time import perf_counter

from django.db import connection, reset_queries

BATCH = 2000


class Writer:
    """Rows go out in batches without signals; `say` is told what was written and how fast."""

    def __init__(self, say: Callable[[str], None]):
        self.say = say
        self.rows: Counter[str] = Counter()
        self.began = perf_counter()

    def write(self, model, rows: Iterable) -> list:
        """Insert `rows`; they come back with their keys."""
        made = model._default_manager.bulk_create(list(rows), batch_size=BATCH)
        self._count(model, len(made))
        return made

    def pour(self, model, columns: tuple[str, ...], rows: Iterable[tuple]) -> None:
        """Insert bare values, `columns` of each row: for narrow rows in great number to which nothing else points."""
        quote = connection.ops.quote_name
        names = ", ".join(quote(model._meta.get_field(column).column) for column in columns)
        places = ", ".join(["%s"] * len(columns))
        statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 - names are ours
        remaining = iter(rows)
        with connection.cursor() as cursor:
            while batch := list(islice(remaining, BATCH)):
                cursor.executemany(statement, batch)
                self._count(model, len(batch))

    def link(self, relation, pairs: Iterable[tuple[int, int]]) -> None:
        """Insert (owner key, other key) rows behind a many-to-many `relation` such as Learner.speaks."""
        field = relation.field
        self.pour(relation.through, (field.m2m_field_name(), field.m2m_reverse_field_name()), pairs)

    @property
    def seconds(self) -> float:
        return perf_counter() - self.began

    def report(self, text: str) -> None:
        self.say(f"    {self.seconds:6.1f} s  {text}")

    def _count(self, model, number: int) -> None:
        self.rows[str(model._meta.verbose_name_plural)] += number
        reset_queries()  # with DEBUG on, Django would keep the text of each
