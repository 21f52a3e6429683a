"""Views of guides, counted in the memory of the process and added to the database at most once a minute."""

import logging
import threading
from collections import Counter
from multiprocessing import util

from django.db import DatabaseError, InterfaceError, connections
from django.utils import timezone

log = logging.getLogger(__name__)

EVERY = 60.0  # seconds


class ViewCounter:
    """A process that dies takes at most a minute's views with it; one that is stopped takes none."""

    def __init__(self, every: float = EVERY):
        self.every = every
        self.lock = threading.Lock()
        self.counts: Counter[int] = Counter()
        self.timer: threading.Timer | None = None
        self.at_end: util.Finalize | None = None

    def count(self, guide: int) -> None:
        with self.lock:
            self.counts[guide] += 1
            if self.timer is None:
                self.timer = threading.Timer(self.every, self.flush_alone)
                self.timer.daemon = True
                self.timer.start()
                if self.at_end is None:
                    # The server's workers are processes of `multiprocessing`, which do not run `atexit`.
                    self.at_end = util.Finalize(None, self.flush, exitpriority=1)

    def flush_alone(self) -> None:
        """In the timer's own thread, with a database connection of its own."""
        try:
            self.flush()
        finally:
            connections.close_all()

    def flush(self) -> None:
        from guides.models import GuideViews  # models are there only once Django is

        with self.lock:
            waiting, self.counts, self.timer = self.counts, Counter(), None
        today = timezone.localdate()
        for guide, count in sorted(waiting.items()):
            try:
                GuideViews.objects.add(guide, today, count)
            except (DatabaseError, InterfaceError) as error:
                log.warning("Views wait for the database: %s", type(error).__name__)
                with self.lock:
                    self.counts[guide] += count  # written with the next ones
