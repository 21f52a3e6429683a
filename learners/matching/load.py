"""Rows into facts, and facts into columns, in the same number of queries however many learners and champions there are."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from champions.models import Champion, ChampionLanguage, OnboardingStep
from learners.matching.arrays import Array, People, people
from learners.matching.facts import ChampionFacts, LearnerFacts
from learners.matching.objective import Weights
from learners.models import Learner, Match, RuledOut, Suggestion


@dataclass(frozen=True)
class Loaded:
    """The scheme as it stands: what run() takes, and the facts behind it for the words."""

    people: People
    weights: Weights
    fixed: Array
    standing: Array
    learners: dict[int, LearnerFacts]
    champions: dict[int, ChampionFacts]


def load(day: date | None = None) -> Loaded:
    """Who waits, who is active, which matches and offers take room, which suggestions stand; thirteen queries."""
    taking = dict(Match.objects.taking_room().values_list("learner_id", "champion_id"))
    suggested = dict(Suggestion.objects.exclude(champion=None).values_list("learner_id", "champion_id"))
    held = Learner.objects.filter(pk__in=Match.objects.taking_room().values("learner"))
    learners = learners_facts(Learner.objects.waiting() | held.order_by("waiting_since", "pk"), day)
    champions = champion_facts(Champion.objects.active(), day)
    numbers = {champion.id: number for number, champion in enumerate(champions)}
    pairs = [learner for learner in learners if learner.id not in taking or taking[learner.id] in numbers]

    def chosen(by_learner: dict[int, int]) -> Array:
        return np.array([numbers.get(by_learner.get(learner.id, -1), -1) for learner in pairs], np.int64)

    return Loaded(
        people(pairs, champions),
        weights(),
        chosen(taking),
        chosen(suggested),
        {learner.id: learner for learner in pairs},
        {champion.id: champion for champion in champions},
    )


def weights() -> Weights:
    """The scheme's own."""
    return Weights.of(settings.SCHEME_MATCHING)


def learner_facts(learner: Learner) -> LearnerFacts:
    return learners_facts(Learner.objects.filter(pk=learner.pk))[0]


def learners_facts(learners, day: date | None = None) -> list[LearnerFacts]:
    """Facts of the queryset `learners` as they are on `day` (today when not given), by id; four queries."""
    day = day or timezone.localdate()
    rows = learners.order_by("pk").select_related("area", "accommodation__area")
    rows = list(rows.defer("contact", "address", "postcode", "notes", "goal_text"))
    chosen = learners.order_by().values("pk")
    speaks = _sets(Learner.speaks.through, "learner", "language__name", chosen)
    reads = _sets(Learner.reads.through, "learner", "language__script", chosen)
    needs = _sets(Learner.needs.through, "learner", "skill__name", chosen)
    return [
        LearnerFacts(
            id=learner.pk,
            speaks=frozenset(speaks[learner.pk]),
            reads=frozenset(reads[learner.pk]),
            interpreter=learner.interpreter_arranged,
            ways=frozenset(learner.ways),
            slots=learner.slots,
            point=learner.point,
            needs=frozenset(needs[learner.pk]),
            devices=frozenset(learner.devices),
            check_needed=learner.check_needed,
            champion_gender=learner.champion_gender,
            days_waiting=learner.days_waiting(day),
            vulnerable=learner.is_vulnerable,
            under_served=bool(learner.area and learner.area.is_under_served),
        )
        for learner in rows
    ]


def champion_facts(champions, day: date | None = None) -> list[ChampionFacts]:
    """Facts of the queryset `champions` as they are on `day` (today when not given), by id; seven queries."""
    rows = champions.order_by("pk").select_related("area").defer("phone", "address", "postcode", "notes")
    rows = list(rows.annotate(taken=Count("matches", filter=Q(matches__status__in=Match.Status.taking_room()))))
    chosen = champions.order_by().values("pk")
    cleared = set(Champion.objects.cleared(day).filter(pk__in=chosen).values_list("pk", flat=True))
    languages: dict[int, dict[str, int]] = defaultdict(dict)
    scripts: dict[int, set[str]] = defaultdict(set)
    spoken = ChampionLanguage.objects.filter(champion__in=chosen)
    for champion, name, script, level in spoken.values_list(
        "champion_id", "language__name", "language__script", "level"
    ):
        languages[champion][name] = level
        scripts[champion].add(script)
    teaches = _sets(Champion.skills.through, "champion", "skill__name", chosen)
    checks = OnboardingStep.objects.done().filter(champion__in=chosen, kind=OnboardingStep.Kind.DBS)
    levels = {step.champion_id: step.level for step in checks if not step.is_overdue(day)}
    declined, barred = _past(chosen)
    return [
        ChampionFacts(
            id=champion.pk,
            languages=languages[champion.pk],
            scripts=frozenset(scripts[champion.pk] - {"none"}),
            ways=frozenset(champion.ways),
            slots=champion.slots,
            point=champion.area.point if champion.area else None,
            travel_miles=None if champion.travel_miles is None else float(champion.travel_miles),
            teaches=frozenset(teaches[champion.pk]),
            devices=frozenset(champion.devices),
            check_level=levels.get(champion.pk, 0),
            gender=champion.gender,
            cleared=champion.pk in cleared,
            room=champion.room,
            room_left=champion.room - champion.taken,
            declined=frozenset(declined[champion.pk]),
            barred=frozenset(barred[champion.pk]),
        )
        for champion in rows
    ]


def _sets(through, owner: str, name: str, chosen) -> dict[int, set[str]]:
    """{id of a learner or champion: names} from a table between the two."""
    found = defaultdict(set)
    for pk, value in through.objects.filter(**{f"{owner}__in": chosen}).values_list(f"{owner}_id", name):
        found[pk].add(value)
    return found


def _past(chosen) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """({champion id: ids of learners declined}, {champion id: ids of learners not to be paired again})"""
    declined, barred = defaultdict(set), defaultdict(set)
    past = Match.objects.filter(
        Q(status=Match.Status.DECLINED) | Q(status=Match.Status.ENDED, end_reason__in=Match.EndReason.forbidding()),
        champion__in=chosen,
    )
    for champion, learner, status in past.values_list("champion_id", "learner_id", "status"):
        (declined if status == Match.Status.DECLINED else barred)[champion].add(learner)
    for champion, learner in RuledOut.objects.filter(champion__in=chosen).values_list("champion_id", "learner_id"):
        barred[champion].add(learner)
    return declined, barred
