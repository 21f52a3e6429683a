"""Rows into facts, in the same number of queries however many champions there are."""

from collections import defaultdict

from django.db.models import Count, Q

from champions.models import Champion, ChampionLanguage, OnboardingStep
from learners.matching.facts import ChampionFacts, LearnerFacts
from learners.models import Learner, Match


def learner_facts(learner: Learner) -> LearnerFacts:
    return LearnerFacts(
        id=learner.pk,
        speaks=frozenset(learner.speaks.values_list("name", flat=True)),
        interpreter=learner.interpreter_arranged,
        ways=frozenset(learner.ways),
        slots=learner.slots,
        point=learner.point,
        needs=frozenset(learner.needs.values_list("name", flat=True)),
        devices=frozenset(learner.devices),
        check_needed=learner.check_needed,
        champion_gender=learner.champion_gender,
    )


def champion_facts(champions, day=None) -> list[ChampionFacts]:
    """Facts of the queryset `champions` as they are on `day` (today when not given); six queries."""
    champions = champions.order_by("pk")
    rows = list(
        champions.select_related("area").annotate(
            taken=Count("matches", filter=Q(matches__status__in=Match.Status.taking_room()))
        )
    )
    chosen = champions.order_by().values("pk")
    cleared = set(Champion.objects.cleared(day).filter(pk__in=chosen).values_list("pk", flat=True))
    languages: dict[int, dict[str, int]] = defaultdict(dict)
    spoken = ChampionLanguage.objects.filter(champion__in=chosen)
    for champion, name, level in spoken.values_list("champion_id", "language__name", "level"):
        languages[champion][name] = level
    teaches = defaultdict(set)
    taught = Champion.skills.through.objects.filter(champion__in=chosen)
    for champion, name in taught.values_list("champion_id", "skill__name"):
        teaches[champion].add(name)
    checks = OnboardingStep.objects.done().filter(champion__in=chosen, kind=OnboardingStep.Kind.DBS)
    levels = {step.champion_id: step.level for step in checks if not step.is_overdue(day)}
    declined, barred = _past(chosen)
    return [
        ChampionFacts(
            id=champion.pk,
            languages=languages[champion.pk],
            ways=frozenset(champion.ways),
            slots=champion.slots,
            point=champion.area.point if champion.area else None,
            travel_miles=None if champion.travel_miles is None else float(champion.travel_miles),
            teaches=frozenset(teaches[champion.pk]),
            devices=frozenset(champion.devices),
            check_level=levels.get(champion.pk, 0),
            gender=champion.gender,
            cleared=champion.pk in cleared,
            room_left=champion.room - champion.taken,
            declined=frozenset(declined[champion.pk]),
            barred=frozenset(barred[champion.pk]),
        )
        for champion in rows
    ]


def _past(chosen) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """({champion id: ids of learners declined}, {champion id: ids of learners not to be paired again})"""
    declined, barred = defaultdict(set), defaultdict(set)
    past = Match.objects.filter(
        Q(status=Match.Status.DECLINED) | Q(status=Match.Status.ENDED, end_reason__in=Match.EndReason.forbidding()),
        champion__in=chosen,
    )
    for champion, learner, status in past.values_list("champion_id", "learner_id", "status"):
        (declined if status == Match.Status.DECLINED else barred)[champion].add(learner)
    return declined, barred
