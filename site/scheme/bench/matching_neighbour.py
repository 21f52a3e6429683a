"""Another process beside a run: writes and reads all the time, as web processes do, and notes how long it had to wait. Prints JSON."""

import json
import sys
import threading
import time

import django

django.setup()

from django.db import transaction  # noqa: E402

from champions.models import Champion  # noqa: E402
from learners.models import Learner  # noqa: E402

PAUSE = 0.005


def main() -> None:
    stop = threading.Event()

    def wait() -> None:
        sys.stdin.readline()
        stop.set()

    threading.Thread(target=wait, daemon=True).start()
    learner, writes, reads = Learner.objects.order_by("-pk")[0], [], []
    print("begun", flush=True)
    while not stop.is_set():
        began = time.perf_counter()
        with transaction.atomic():
            Learner.objects.filter(pk=learner.pk).update(closed_on=None)
        written = time.perf_counter()
        list(Champion.objects.values_list("name")[:50])
        writes.append(written - began)
        reads.append(time.perf_counter() - written)
        time.sleep(PAUSE)
    print(json.dumps({"write": max(writes), "read": max(reads), "usual": sorted(writes)[len(writes) // 2]}))


main()
