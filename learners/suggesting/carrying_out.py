"""The worker's part of a run: load in one snapshot, decide outside of any transaction, store in one short one."""

import logging
from dataclasses import asdict
from time import perf_counter

import numpy as np
from django.utils.translation import gettext as _

from learners.matching.explain import recruits, what_would_help
from learners.matching.load import Loaded, load
from learners.matching.run import NotOptimal, Run
from learners.matching.run import run as best_pairing
from learners.models import Learner, MatchingRun
from learners.suggesting.digests import mark
from learners.suggesting.keeping import Superseded, champion_digests, keep, suggestions_of
from learners.suggesting.snapshot import snapshot
from learners.suggesting.supposing import effect, supposed_champions

log = logging.getLogger(__name__)
MOST_RECRUITS = 12


def carry_out(run_id: int) -> None:
    """Carry out one run that was asked for; one that fails says why, and changes no suggestion."""
    run = MatchingRun.objects.filter(pk=run_id).first()
    if run is None or not run.begin():
        return
    try:
        _carry_out(run)
    except NotOptimal as objection:
        log.error("Run %s: %s", run, objection)
        run.fail(
            _(
                "The result could not be proven to be the best one, so nothing was changed. Please tell who looks after the site."
            )
        )
    except Superseded:
        log.warning("Run %s was given up before it was done.", run)
    except ValueError as fault:
        log.exception("Run %s", run)
        run.fail(_("Nothing was changed: %(fault)s") % {"fault": fault})
    except Exception:
        log.exception("Run %s", run)
        run.fail(
            _("Something went wrong, and nothing was changed. Please try again, or tell who looks after the site.")
        )


def _carry_out(run: MatchingRun) -> None:
    began = perf_counter()
    with snapshot():
        loaded = load()
        supposed = supposed_champions(run.supposing, loaded)
    read = perf_counter()
    run.reach(MatchingRun.Stage.SOLVE)
    found = decided(loaded)
    run.figures = _figures(loaded, found)
    digests: dict[int, str] = {}
    if supposed:
        more = loaded.joined_by(supposed)
        run.figures |= effect(loaded, found, more, decided(more))
    else:
        run.helps = helps(found)
        digests = champion_digests(loaded)
        run.seen = {str(champion): mark(digest) for champion, digest in digests.items()}
    made = [] if supposed else suggestions_of(run, loaded, found, digests)
    solved = perf_counter()
    run.reach(MatchingRun.Stage.STORE)
    run.figures["seconds"] = {"load": round(read - began, 3), "solve": round(solved - read, 3)}
    if supposed:
        run.finish()
    else:
        keep(run, made)
    seconds = run.figures["seconds"] | {"store": round(perf_counter() - solved, 3)}
    MatchingRun.objects.filter(pk=run.pk).update(figures=run.figures | {"seconds": seconds})


def decided(loaded: Loaded) -> Run:
    return best_pairing(loaded.people, loaded.weights, loaded.fixed, loaded.standing)


def _figures(loaded: Loaded, found: Run) -> dict:
    people, fixed = found.problem.people, found.problem.fixed
    mine = (fixed < 0) | np.isin(people.learners.id, list(loaded.held))
    placed = found.found.champion >= 0
    return {
        "waiting": int(mine.sum()),
        "champions": len(loaded.champions),
        "places": int(np.maximum(people.champions.room_left, 0).sum()) + len(loaded.held),
        "suggested": int((mine & placed).sum()),
        "without": int((mine & ~placed).sum()),
        "held": len(loaded.held),
        "weights": asdict(loaded.weights),
    }


def helps(found: Run) -> list[dict]:
    """What would help those without a suggestion, what helps most first: as it is stored."""
    problem, people = found.problem, found.problem.people
    ids = people.learners.id
    changes = [
        {"change": help.change, "learners": ids[help.learners].tolist()}
        for help in what_would_help(problem, found.found, found.prices)
    ]
    wanted, covered = [], set()
    for help in recruits(problem, found.found):
        more = [learner for learner in help.learners.tolist() if (help.language, learner) not in covered]
        if len(more) < 2 or len(wanted) == MOST_RECRUITS:
            continue
        covered |= {(help.language, learner) for learner in more}
        wanted.append(
            {
                "change": "recruit",
                "learners": ids[more].tolist(),
                "language": people.languages[help.language],
                "near": int(ids[help.near]),
            }
        )
    homes = Learner.objects.filter(pk__in=[one["near"] for one in wanted]).values_list(
        "pk", "area", "accommodation__area"
    )
    areas = {pk: house or area for pk, area, house in homes}
    recruit = [one | {"area": areas.get(one.pop("near"))} for one in wanted]
    return sorted([*changes, *recruit], key=lambda one: -len(one["learners"]))
