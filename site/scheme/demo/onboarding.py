"""Checks and training of the champions: done, under way, refused, running out, run out."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle
from random import Random

from champions.models import Champion, CheckLevel, OnboardingStep, Training
from scheme.demo.recipe import Recipe

Kind, State = OnboardingStep.Kind, OnboardingStep.State
YEARS: dict[str, int] = {Kind.DBS: 3, Kind.SAFEGUARDING: 2}
LEVELS = [1, 3, 1, 0, 1, 3, 2, 1, 3, 1, 0, 1, 3]  # of CheckLevel, in turn
RENEWALS = [
    (Kind.DBS, -4),  # keeps a learner
    (Kind.DBS, 3),
    (Kind.SAFEGUARDING, 22),
    (Kind.DBS, 45),
    (Kind.SAFEGUARDING, -12),  # has none
    (Kind.SAFEGUARDING, 6),
    (Kind.DBS, 14),
    (Kind.SAFEGUARDING, 28),
    (Kind.DBS, 52),
    (Kind.SAFEGUARDING, 58),
]
"""What runs out, within days from today. The first five go to the first five active champions, so even a small scheme has them."""
FIRST, ONE_IN = 5, 12
COURSES = ["Working with interpreters", "Online scams", "Screen readers and big print", "Mental health first aid"]


@dataclass(slots=True)
class Record:
    steps: list[OnboardingStep] = field(default_factory=list)
    courses: list[Training] = field(default_factory=list)
    check: int = CheckLevel.NONE
    was_active: bool = False
    first_day: date = date.max
    """Active from."""
    has_run_out: bool = False


class Onboarding:
    """Takes champions one after the other. It sets the days on which they became what they are."""

    def __init__(self, recipe: Recipe, draws: Random, lead: int):
        self.recipe, self.draws, self.lead = recipe, draws, lead
        self.active = self.stood_down = 0
        self.levels = cycle(LEVELS)

    def of(self, champion: Champion, *, is_sign_in: bool) -> Record:
        if champion.status == Champion.Status.APPLIED:
            champion.status_since = self.recipe.at(champion.signed_up_on)
            return Record()
        if champion.status == Champion.Status.ONBOARDING:
            return self._under_way(champion)
        record = self._finished(champion, None if is_sign_in else self._renewal(champion))
        if champion.status in Champion.Status.gone():
            room = (self.recipe.ago(3) - record.first_day).days
            since = record.first_day + timedelta(days=self.draws.randrange(min(30, room), room + 1))
            champion.left_on = since
        elif champion.status == Champion.Status.PAUSED:
            since = self.recipe.ago(self.draws.randrange(3, 50))
        else:
            since = record.first_day
        champion.status_since = self.recipe.at(since, 11)
        self.stood_down += champion.status == Champion.Status.STOOD_DOWN
        if champion.status == Champion.Status.STOOD_DOWN and self.stood_down % 2:
            review = next(step for step in record.steps if step.kind == Kind.REVIEW)
            review.state, review.done_on, review.done_by_id = State.REFUSED, champion.left_on, self.lead
        return record

    def _renewal(self, champion: Champion) -> tuple[str, int] | None:
        if champion.status != Champion.Status.ACTIVE:
            return None
        number, self.active = self.active, self.active + 1
        if number == 0:
            champion.by_phone = True  # whoever keeps a learner can be reached by most
        if number < FIRST:
            return RENEWALS[number]
        turn, rest = divmod(number, ONE_IN)
        return None if rest else RENEWALS[FIRST + turn % (len(RENEWALS) - FIRST)]

    def _under_way(self, champion: Champion) -> Record:
        record = Record()
        day = champion.signed_up_on
        champion.status_since = self.recipe.at(day, 11)
        reached = self.draws.randrange(2, len(Kind) - 1)
        for number, kind in enumerate(Kind):
            if number < reached:
                day = min(self.recipe.ago(1), day + timedelta(days=self.draws.randrange(0, 9)))
                self._done(record, champion, kind, day)
            else:
                state = State.UNDER_WAY if number == reached else State.TO_DO
                record.steps.append(self._step(champion, kind, state))
        return record

    def _finished(self, champion: Champion, renewal: tuple[str, int] | None) -> Record:
        record = Record()
        day: date = champion.signed_up_on
        for kind in Kind:
            if kind == Kind.REVIEW and self.draws.random() < 0.4:
                record.steps.append(self._step(champion, kind, State.TO_DO))
                continue
            day += timedelta(days=self.draws.randrange(0, 9) if kind != Kind.REVIEW else 30)
            self._done(record, champion, kind, min(day, self.recipe.ago(1)))
            if kind == Kind.CODE:
                record.was_active, record.first_day = True, min(day, self.recipe.ago(20))
        if renewal is not None:
            renewed, days = renewal
            step = next(step for step in record.steps if step.kind == renewed)
            if renewed == Kind.DBS:
                step.state, step.level = State.PASSED, step.level or CheckLevel.BASIC
                record.check = step.level
            step.renew_by = self.recipe.ago(-days)
            step.done_on = min(day, step.renew_by - timedelta(days=365))
            record.has_run_out = days < 0
        for title in self.draws.sample(COURSES, self.draws.choice([0, 0, 1, 2])):
            done = record.first_day + timedelta(days=self.draws.randrange(1, 60))
            if done < self.recipe.today:
                record.courses.append(Training(champion=champion, title=title, completed_on=done))
        return record

    def _done(self, record: Record, champion: Champion, kind: str, day: date) -> None:
        step = self._step(champion, kind, State.PASSED)
        step.done_on, step.done_by_id = day, self.lead
        if kind == Kind.DBS:
            step.level = record.check = next(self.levels)
            if step.level == CheckLevel.NONE:
                step.state = State.NOT_NEEDED
        if kind in YEARS and step.state == State.PASSED:
            step.renew_by = day + timedelta(days=365 * YEARS[kind])
        record.steps.append(step)

    def _step(self, champion: Champion, kind: str, state: str) -> OnboardingStep:
        started = self.recipe.at(champion.signed_up_on, 10)
        return OnboardingStep(champion=champion, kind=kind, state=state, started_at=started)
