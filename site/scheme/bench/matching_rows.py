"""From rows in the database to suggestions stored, beside the engine alone; what others notice meanwhile. Prints JSON.

Run by `make bench ARGS=matching` in a process of its own, on an empty database that is thrown away.
"""

import json
import resource
import subprocess
import sys
import time
from datetime import timedelta

import django

django.setup()

import numpy as np  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from champions.models import Champion, ChampionLanguage, OnboardingStep  # noqa: E402
from guides.models import Language, Skill  # noqa: E402
from learners.matching.arrays import DEVICES, GENDERS, WAYS, Array  # noqa: E402
from learners.matching.load import load  # noqa: E402
from learners.matching.run import run  # noqa: E402
from learners.models import Learner, Match, MatchingRun, Suggestion  # noqa: E402
from learners.suggesting import ask_for_run  # noqa: E402
from learners.suggesting.carrying_out import carry_out  # noqa: E402
from places.models import Area  # noqa: E402
from scheme.bench.crowd import LANGUAGES, SCRIPTS, SKILLS, crowd  # noqa: E402
from scheme.demo.bulk import Writer  # noqa: E402

KINDS = ("latin", "arabic", "cyrillic", "gurmukhi", "bengali")


def fill(learners: int, champions: int) -> None:
    """The made-up crowd as rows."""
    everybody, writer, today = crowd(learners, champions), Writer(lambda line: None), timezone.localdate()
    waiting, helping = everybody.learners, everybody.champions
    spots, ward = np.unique(np.concatenate([waiting.place, helping.place]), axis=0, return_inverse=True)
    degrees = np.degrees(np.stack([np.arcsin(spots[:, 2]), np.arctan2(spots[:, 1], spots[:, 0])], axis=1))
    areas = writer.write(
        Area,
        [
            Area(code=f"W{n}", name=f"Ward {n}", latitude=at[0], longitude=at[1])
            for n, at in enumerate(degrees.tolist())
        ],
    )
    languages = writer.write(
        Language, [Language(code=f"x{n}", name=f"X{n}", script=KINDS[SCRIPTS[n]]) for n in range(LANGUAGES)]
    )
    skills = list(Skill.objects.order_by("pk")[:SKILLS])

    def common(people, number: int) -> dict:
        ways, devices = int(people.ways[number]), int(people.devices[number])
        return {
            **{name: bool(ways >> bit & 1) for bit, name in enumerate(WAYS)},
            **{name: bool(devices >> bit & 1) for bit, name in enumerate(DEVICES)},
            "slots": int(people.slots[number]),
        }

    asked = writer.write(
        Learner,
        [
            Learner(
                preferred_name=f"L{n}",
                area=areas[ward[n]],
                interpreter_arranged=bool(waiting.interpreter[n]),
                check_needed=int(waiting.check_needed[n]),
                champion_gender=GENDERS[waiting.champion_gender[n]],
                is_vulnerable=bool(waiting.vulnerable[n]),
                waiting_since=today - timedelta(days=int(waiting.days[n])),
                **common(waiting, n),
            )
            for n in range(learners)
        ],
    )
    offered = writer.write(
        Champion,
        [
            Champion(
                name=f"C{n}",
                area=areas[ward[learners + n]],
                travel_miles=float(helping.reach[n]),
                room=int(helping.room[n]),
                gender=GENDERS[helping.gender[n]],
                status=Champion.Status.ACTIVE,
                **common(helping, n),
            )
            for n in range(champions)
        ],
    )
    writer.link(Learner.speaks, _links(asked, waiting.speaks[:, 0], languages))
    writer.link(Learner.reads, _links(asked, waiting.speaks[:, 0], languages))
    writer.link(Learner.needs, _links(asked, waiting.needs[:, 0], skills))
    writer.link(Champion.skills, _links(offered, helping.teaches[:, 0], skills))
    level = helping.some[:, 0], helping.good[:, 0], helping.fluent[:, 0]
    writer.write(
        ChampionLanguage,
        [
            ChampionLanguage(
                champion=champion, language=languages[bit], level=sum(int(of[n]) >> bit & 1 for of in level)
            )
            for n, champion in enumerate(offered)
            for bit in range(LANGUAGES)
            if int(level[0][n]) >> bit & 1
        ],
    )
    writer.write(
        OnboardingStep,
        [
            OnboardingStep(
                champion=champion,
                kind=OnboardingStep.Kind.DBS,
                state=OnboardingStep.State.PASSED,
                level=int(helping.check_level[n]),
                done_on=today,
            )
            for n, champion in enumerate(offered)
        ],
    )
    declined = list(zip(*(numbers.tolist() for numbers in everybody.declined.pairs), strict=True))
    writer.write(
        Match,
        [Match(learner=asked[one], champion=offered[other], status=Match.Status.DECLINED) for one, other in declined],
    )


def _links(owners, sets: Array, others):
    for owner, bits in zip(owners, sets.tolist(), strict=True):
        for bit, other in enumerate(others):
            if bits >> bit & 1:
                yield owner.pk, other.pk


def measure(learners: int, champions: int, rounds: int) -> dict:
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        fill(learners, champions)
    alone, whole, wall, stages, waits = [], [], [], [], []
    for turn in range(rounds + 1):  # the first warms up
        loaded = load()
        began = time.process_time()
        found = run(loaded.people, loaded.weights, loaded.fixed, loaded.standing)
        engine = time.process_time() - began
        asked = ask_for_run(None)
        neighbour = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "scheme.bench.matching_neighbour"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        neighbour.stdout.readline()  # type: ignore[union-attr]  # it has begun
        began, clock = time.process_time(), time.perf_counter()
        carry_out(asked.pk)
        total, took = time.process_time() - began, time.perf_counter() - clock
        waits.append(json.loads(neighbour.communicate("stop\n")[0]))
        asked.refresh_from_db()
        if asked.status != MatchingRun.Status.DONE:
            raise RuntimeError(asked.error)
        if turn:
            alone.append(engine)
            whole.append(total)
            wall.append(took)
            stages.append(asked.figures["seconds"])
    pairs = dict(Suggestion.objects.of_a_pair().values_list("learner_id", "champion_id"))
    return {
        "engine": alone,
        "whole": whole,
        "wall": wall,
        "stages": stages,
        "waits": waits[1:],
        "same": pairs == found.pairs,
        "placed": len(pairs),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "vendor": connection.vendor,
    }


if __name__ == "__main__":
    print(json.dumps(measure(*(int(word) for word in sys.argv[1:]))))
