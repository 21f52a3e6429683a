"""What if: champions whom one might recruit, and what they would change. Pure, but for the names that are looked up."""

import numpy as np
from django.utils.translation import gettext as _

from champions.availability import ALL_SLOTS
from champions.models import CheckLevel, Gender
from guides.models import Language
from learners.matching.arrays import DEVICES, WAYS
from learners.matching.facts import ChampionFacts
from learners.matching.load import Loaded
from learners.matching.run import Run
from places.models import Area

FIRST_ID = 10**12
"""Ids of supposed champions begin here, where no record's id ever comes."""
ROOM, MILES, MOST = 2, 3.0, 500
URGENT_LEVEL = 3
TOLD = 20


def checked(supposing) -> list[dict]:
    """As it is stored: [{language, areas, count, room, miles}]. Raises ValueError, with a sentence, for what makes no sense."""
    if not supposing:
        return []
    languages, areas = (
        set(Language.objects.values_list("name", flat=True)),
        set(Area.objects.values_list("pk", flat=True)),
    )
    kept = []
    for one in supposing:
        language, where, count = (
            str(one.get("language", "")),
            {int(area) for area in one.get("areas", ())},
            int(one.get("count", 1)),
        )
        room, miles = int(one.get("room") or ROOM), float(one.get("miles") or MILES)
        if language not in languages:
            raise ValueError(_("Choose a language from the list."))
        if not where or not areas.issuperset(where):
            raise ValueError(_("Choose at least one area from the list."))
        if not 1 <= count <= MOST:
            raise ValueError(_("Choose from 1 to %(most)s champions.") % {"most": MOST})
        if not 1 <= room <= 20 or not 0 < miles <= 50:
            raise ValueError(_("Room is 1 to 20 learners, and miles are 50 at most."))
        kept.append({"language": language, "areas": sorted(where), "count": count, "room": room, "miles": miles})
    return kept


def supposed_champions(supposing: list[dict], loaded: Loaded) -> list[ChampionFacts]:
    """Spread evenly over the areas; half women, half men. What they are free for is told in `saying.assumptions`."""
    if not supposing:
        return []
    areas = Area.objects.in_bulk({area for wanted in supposing for area in wanted["areas"]})
    scripts = dict(Language.objects.values_list("name", "script"))
    everything = frozenset().union(*(learner.needs for learner in loaded.learners.values()))
    made: list[ChampionFacts] = []
    for wanted in supposing:
        for number in range(wanted["count"]):
            area = areas.get(wanted["areas"][number % len(wanted["areas"])])
            made.append(
                ChampionFacts(
                    id=FIRST_ID + len(made),
                    languages={wanted["language"]: 3},
                    scripts=frozenset({scripts.get(wanted["language"], "none")} - {"none"}),
                    ways=frozenset(WAYS),
                    slots=ALL_SLOTS,
                    point=area.point if area else None,
                    travel_miles=wanted["miles"],
                    teaches=everything,
                    devices=frozenset(DEVICES),
                    check_level=CheckLevel.ENHANCED,
                    gender=(Gender.WOMAN, Gender.MAN)[number % 2],
                    cleared=True,
                    room=wanted["room"],
                    room_left=wanted["room"],
                )
            )
    return made


def effect(loaded: Loaded, found: Run, more: Loaded, then: Run) -> dict:
    """Figures of what `more` champions change, from the run without them and the run `then`, with them."""
    before, after = _placed(found), _placed(then)
    ids = found.problem.people.learners.id
    days = dict(zip(ids.tolist(), found.problem.people.learners.days.tolist(), strict=True))
    level = dict(zip(ids.tolist(), found.problem.weights.levels(found.problem.people.learners).tolist(), strict=True))
    gained, lost = set(after) - set(before), set(before) - set(after)
    urgent = sorted((one for one in gained if level[one] >= URGENT_LEVEL), key=lambda one: (-level[one], one))
    supposed = [champion for champion in after.values() if champion >= FIRST_ID]
    languages: dict[str, int] = {}
    for learner in gained:
        for name in loaded.learners[learner].speaks:
            languages[name] = languages.get(name, 0) + 1
    return {
        "suggested_then": len(after) + len(loaded.held),
        "more": len(after) - len(before),
        "gained": sorted(gained),
        "lost": sorted(lost),
        "moved": sum(1 for learner in before if learner in after and before[learner] != after[learner]),
        "by_language": dict(sorted(languages.items(), key=lambda one: (-one[1], one[0]))),
        "wait": _mean(days[one] for one in before),
        "wait_then": _mean(days[one] for one in after),
        "wait_gained": _mean(days[one] for one in gained),
        "urgent": urgent[:TOLD],
        "urgent_count": len(urgent),
        "supposed": len(more.champions) - len(loaded.champions),
        "supposed_busy": len(set(supposed)),
    }


def _placed(found: Run) -> dict[int, int]:
    """{learner id: champion id} of the suggestions that nobody holds: the others are the same in both runs."""
    people, champion = found.problem.people, found.found.champion
    who = np.flatnonzero((champion >= 0) & (found.problem.fixed < 0))
    return dict(zip(people.learners.id[who].tolist(), people.champions.id[champion[who]].tolist(), strict=True))


def _mean(days) -> int | None:
    days = list(days)
    return round(sum(days) / len(days)) if days else None
