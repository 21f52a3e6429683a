"""Rows into facts, and facts into columns, in the same number of queries however many learners and champions there are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from django.db.models import Count, Q
from django.utils import timezone

from champions.models import Champion, ChampionLanguage, OnboardingStep
from learners.matching.arrays import Array, People, people
from learners.matching.facts import ChampionFacts, LearnerFacts
from learners.matching.holding import with_held_pairs
from learners.matching.objective import Weights
from learners.matching.seats import meeting_times
from learners.models import Learner, Match, MatchingSettings, RuledOut, Suggestion


@dataclass(frozen=True)
class Standing:
    """What is agreed already, by ids."""

    taking: dict[int, tuple[int, int | None]]
    """{learner: (champion, half-day or None)} of matches and offers."""
    suggested: dict[int, int]
    """{learner: champion}"""
    held: dict[int, int]
    """The suggestions among these that a lead wants kept, the longest held first."""


@dataclass(frozen=True)
class Loaded:
    """The scheme as it stands: what run() takes, and the facts behind it for the words."""

    people: People
    weights: Weights
    fixed: Array
    standing: Array
    learners: dict[int, LearnerFacts]
    champions: dict[int, ChampionFacts]
    stands: Standing
    held: frozenset[int] = frozenset()
    """Ids of the learners whose suggestion is among `fixed`, since a lead holds it and no rule forbids it."""

    def joined_by(self, more: Sequence[ChampionFacts]) -> "Loaded":
        """The same scheme with `more` champions."""
        champions = [*self.champions.values(), *more]
        return _assembled(list(self.learners.values()), champions, self.stands, self.weights)


def load(day: date | None = None) -> Loaded:
    """Who waits, who is active, which matches and offers take room, which suggestions stand; fifteen queries."""
    matches = Match.objects.taking_room()
    stands = Standing(
        {learner: at for learner, *at in matches.values_list("learner_id", "champion_id", "half_day")},  # type: ignore[misc]
        dict(Suggestion.objects.of_a_pair().values_list("learner_id", "champion_id")),
        dict(Suggestion.objects.held().values_list("learner_id", "champion_id")),
    )
    seen = Learner.objects.filter(pk__in=matches.values("learner"))
    learners = learners_facts(Learner.objects.waiting() | seen.order_by("waiting_since", "pk"), day)
    return _assembled(learners, champion_facts(Champion.objects.active(), day), stands, weights())


def _assembled(
    learners: list[LearnerFacts], champions: list[ChampionFacts], stands: Standing, weights: Weights
) -> Loaded:
    numbers = {champion.id: number for number, champion in enumerate(champions)}
    helping = {champion.id: champion for champion in champions}
    taking = stands.taking
    pairs = [learner for learner in learners if learner.id not in taking or taking[learner.id][0] in numbers]

    def chosen(by_learner: dict[int, int]) -> Array:
        return np.array([numbers.get(by_learner.get(learner.id, -1), -1) for learner in pairs], np.int64)

    def as_met(learner: LearnerFacts) -> LearnerFacts:
        """A match that has its half-day is met then, and at no other time."""
        if learner.id not in taking:
            return learner
        champion, half_day = taking[learner.id]
        shared = learner.slots & helping[champion].slots
        return replace(learner, slots=meeting_times(shared, half_day))

    everybody = people([as_met(learner) for learner in pairs], champions)
    fixed = chosen({learner: champion for learner, (champion, _half_day) in taking.items()})
    place = {learner.id: number for number, learner in enumerate(pairs)}
    wanted = [
        (place[learner], numbers[champion])
        for learner, champion in stands.held.items()
        if learner in place and learner not in taking and champion in numbers
    ]
    everybody, fixed, held = with_held_pairs(everybody, fixed, wanted, weights.learners_per_slot)
    return Loaded(
        everybody,
        weights,
        fixed,
        chosen(stands.suggested),
        {learner.id: learner for learner in pairs},
        helping,
        stands,
        frozenset(pairs[number].id for number in held),
    )


def weights() -> Weights:
    """The scheme's own."""
    return MatchingSettings.in_force().weights


def meetings(champions) -> dict[int, list[tuple[int | None, int]]]:
    """{champion id: [(half-day or None, the learner's free half-days)]} of matches and offers; one query."""
    found = defaultdict(list)
    taking = Match.objects.taking_room().filter(champion__in=champions).order_by("pk")
    for champion, half_day, slots in taking.values_list("champion_id", "half_day", "learner__slots"):
        found[champion].append((half_day, slots))
    return found


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
    taking = Q(matches__status=Match.Status.ACTIVE)  # as in Match.objects.taking_room()
    taking |= Q(matches__status=Match.Status.OFFERED, matches__expires_at__gt=timezone.now())
    rows = list(rows.annotate(taken=Count("matches", filter=taking)))
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
    ruled_out = _grouped(RuledOut.objects.filter(champion__in=chosen).values_list("champion_id", "learner_id"))
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
            ruled_out=frozenset(ruled_out[champion.pk]),
        )
        for champion in rows
    ]


def _sets(through, owner: str, name: str, chosen) -> dict[int, set[str]]:
    """{id of a learner or champion: names} from a table between the two."""
    return _grouped(through.objects.filter(**{f"{owner}__in": chosen}).values_list(f"{owner}_id", name))


def _grouped(pairs) -> dict[int, set]:
    found = defaultdict(set)
    for pk, value in pairs:
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
    return declined, barred
