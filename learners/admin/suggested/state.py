"""What the top of the screen says: the last run, the one under way, and what has changed since."""

from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from learners.models import Learner, MatchingRun
from learners.suggesting import changed_since, helps_in_words, last_run, run_under_way

PATIENCE = timedelta(minutes=1)
"""After so long a run that has not begun is worth a word."""


def progress() -> dict:
    """What templates/learners/admin/suggested/progress.html shows."""
    return stages(run_under_way())


def stages(run: MatchingRun | None) -> dict:
    """{"under_way": run, "stages": [(words, 'done', 'now' or '')]}"""
    if run is None:
        return {"under_way": None, "stages": []}
    names = [MatchingRun.Status.QUEUED, *MatchingRun.Stage]
    now = names.index(run.stage) if run.stage else 0
    marks = ["done" if place < now else "now" if place == now else "" for place in range(len(names))]
    waits = run.status == MatchingRun.Status.QUEUED and run.asked_at < timezone.now() - PATIENCE
    return {
        "under_way": run,
        "does_not_begin": waits,
        "stages": list(zip((name.label for name in names), marks, strict=True)),
    }


def helps(run: MatchingRun) -> list[tuple[str, str]]:
    """[(sentence, where to ask what it would change, or empty)]"""
    return [(says, tried(help)) for help, (says, _learners) in zip(run.helps, helps_in_words(run), strict=True)]


def tried(help: dict) -> str:
    """The what-if about a champion to recruit, filled in; empty for other helps."""
    if help["change"] != "recruit" or not help.get("area"):
        return ""
    return reverse("scheme_suggested:what_if") + "?" + urlencode({"language": help["language"], "area": help["area"]})


def run_panel() -> dict:
    """What templates/learners/admin/suggested/run.html shows besides."""
    last, latest, shown = last_run(), MatchingRun.objects.real().first(), progress()
    failed = latest is not None and latest.status == MatchingRun.Status.FAILED
    return shown | {
        "last": last,
        "failed": latest if failed else None,
        "changes": changed_since(last) if last and not shown["under_way"] else None,
        "helps": helps(last) if last else [],
        "waiting": Learner.objects.waiting().count(),
    }
