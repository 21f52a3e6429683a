"""Putting a run's result in the place of the one before, in one short transaction."""

from collections.abc import Iterable

import numpy as np
from django.db import transaction

from champions.models import Champion
from learners.matching.load import Loaded
from learners.matching.run import Run
from learners.models import Learner, MatchingRun, RuledOut, Suggestion
from learners.suggesting.digests import champion_digest, learner_digest

BATCH = 500
KEPT = 30
"""Runs that are kept, to look back."""


class Superseded(Exception):
    """The run was given up meanwhile: its result is not wanted any more."""


def champion_digests(loaded: Loaded) -> dict[int, str]:
    return {champion.id: champion_digest(champion) for champion in loaded.champions.values()}


def suggestions_of(run: MatchingRun, loaded: Loaded, found: Run, digests: dict[int, str]) -> list[Suggestion]:
    """One for each learner who waits, with a champion or without; not stored yet."""
    people = found.problem.people
    made = []
    champions = np.append(people.champions.id, -1)[found.found.champion].tolist()  # -1: nobody
    stands = (found.problem.fixed >= 0).tolist()
    for learner_id, champion_id, stood, why in zip(
        people.learners.id.tolist(), champions, stands, found.why, strict=True
    ):
        if stood and learner_id not in loaded.held:
            continue
        champion = None if champion_id < 0 else champion_id
        made.append(
            Suggestion(
                run=run,
                learner_id=learner_id,
                champion_id=champion,
                half_day=why.half_day,
                points=why.points,
                runner_up_id=why.runner_up,
                costs=why.costs,
                levels=why.levels,
                left=why.left,
                learner_digest=learner_digest(loaded.learners[learner_id]),
                champion_digest="" if champion is None else digests[champion],
            )
        )
    return made


@transaction.atomic
def keep(run: MatchingRun, made: Iterable[Suggestion]) -> None:
    """Replace all suggestions by `made` and mark `run` as done. A pair that stays keeps its id and its hold.

    Learners who stopped waiting since the run looked, and pairs ruled out since, are left out; other changes show in the digests.
    Rows are locked in the order that everybody keeps to: champions, learners, suggestions. Raises Superseded.
    """
    there = set(Champion.objects.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    waiting = Learner.objects.waiting().order_by("pk").select_for_update(of=("self",), no_key=True)
    still = set(waiting.values_list("pk", flat=True))
    if not MatchingRun.objects.unfinished().filter(pk=run.pk).exists():
        raise Superseded
    ruled_out = set(RuledOut.objects.values_list("learner_id", "champion_id"))
    before = {
        row[0]: row[1:]
        for row in Suggestion.objects.values_list("learner_id", "pk", "champion_id", "held_at", "held_by")
    }
    rows = []
    for row in made:
        if row.learner_id not in still:
            continue
        if (row.learner_id, row.champion_id) in ruled_out or (row.champion_id and row.champion_id not in there):
            row = without_champion(row)
        if row.runner_up_id not in there:
            row.runner_up_id = None
        pk, champion, held_at, held_by = before.get(row.learner_id, (None, None, None, None))
        if champion is not None and champion == row.champion_id:
            row.pk, row.held_at, row.held_by_id = pk, held_at, held_by
        rows.append(row)
    Suggestion.objects.all()._raw_delete(Suggestion.objects.db)  # nothing hangs on them, so none is fetched before
    Suggestion.objects.bulk_create(rows, batch_size=BATCH)
    run.finish()
    old = MatchingRun.objects.exclude(pk=run.pk).order_by("-asked_at").values_list("pk", flat=True)[KEPT:]
    MatchingRun.objects.filter(pk__in=list(old)).delete()


def without_champion(row: Suggestion) -> Suggestion:
    """As it stays when its champion is ruled out, until the next run."""
    row.champion_id, row.champion_digest, row.half_day = None, "", None
    row.points, row.left, row.runner_up_id, row.costs, row.levels = [], [], None, 0, 0
    row.held_at = row.held_by = None
    return row
