"""Writes many rows in few statements, and counts them."""

from collections import Counter
from collections.abc import Callable, Iterable
from time import perf_counter

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
        self.rows[str(model._meta.verbose_name_plural)] += len(made)
        return made

    def link(self, relation, pairs: Iterable[tuple[int, int]]) -> None:
        """Insert (owner key, other key) rows behind a many-to-many `relation` such as Learner.speaks."""
        owner, other = relation.field.m2m_field_name() + "_id", relation.field.m2m_reverse_field_name() + "_id"
        rows = [relation.through(**{owner: one, other: two}) for one, two in pairs]
        relation.through._default_manager.bulk_create(rows, batch_size=BATCH)
        self.rows["links"] += len(rows)

    @property
    def seconds(self) -> float:
        return perf_counter() - self.began

    def report(self, text: str) -> None:
        self.say(f"    {self.seconds:6.1f} s  {text}")
