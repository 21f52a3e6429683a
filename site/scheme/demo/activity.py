"""What happened: matches, sessions with their outcomes, and how sure learners feel."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import cycle

from champions.availability import slot_numbers
from learners.matching import findings
from learners.matching.facts import ChampionFacts, LearnerFacts
from learners.models import Assessment, Learner, Match, Session
from scheme.demo import texts
from scheme.demo.basics import Basics
from scheme.demo.learners import Story, ways_to_meet
from scheme.demo.people import Card
from scheme.demo.places import Places
from scheme.demo.recipe import Recipe, uuid_from

FORGETS_ONE_IN, QUIET, PLANS_AHEAD = 8, 0.06, 0.65
MISSED, CANCELLED = 0.09, 0.08
HOURS = ((9, 30), (10, 0), (11, 0)), ((13, 30), (14, 0), (15, 0)), ((18, 0), (18, 30), (19, 0))
END_REASONS = ["no_contact", "moved", "times", "not_right", "language", "safeguarding", "other", "no_contact", "times"]
"""In turn, of those who did not reach their goals."""
STATUS = {
    "matched": Learner.Status.MATCHED,
    "finished": Learner.Status.FINISHED,
    "left": Learner.Status.CLOSED,
    "never_began": Learner.Status.CLOSED,
    "paused": Learner.Status.PAUSED,
    "anonymised": Learner.Status.ANONYMISED,
}  # all others wait

LONG_AGO = {"never_began": (500, 60), "anonymised": (540, 480), "paused": (200, 30)}
"""Days since those came who never met a champion: at most, at least."""


class Activity:
    """Gives stories their dates and turns them into rows."""

    def __init__(self, recipe: Recipe, basics: Basics, places: Places, lead: int):
        self.recipe, self.basics, self.places, self.lead = recipe, basics, places, lead
        self.draws = recipe.draws("activity")
        self.end_reasons = cycle(END_REASONS)
        self.decline_reasons = cycle(Match.DeclineReason.values)
        self.running = 0
        self.half_days: set[tuple[int, int]] = set()
        """(champion id, half-day) of the matches that have one for themselves."""
        self.expiries = cycle([1, 2, 4, 6, 1, 3])

    def lay_out(self, story: Story) -> list[tuple[date, str]]:
        """Set when the learner came, and when the match began and ended; returns (day, status) of each session, oldest first.

        Everything is counted back from the end, or from today, at a session a week.
        """
        recipe, draws, learner, card = self.recipe, self.draws, story.learner, story.card
        days: list[tuple[date, str]] = []
        if story.kind == "offered" or card is None or not story.sessions:
            oldest, newest = LONG_AGO.get(story.kind, (170, 26 if story.earlier else 8))
            came = recipe.ago(newest + int((oldest - newest) * draws.random() ** 1.6))
        else:
            story.slot = draws.choice(slot_numbers(learner.slots & card.slots))
            days = self._running(story, card) if story.kind == "matched" else self._ended(story, card)
            story.began = max(card.first_day, days[0][0] - timedelta(days=draws.randrange(2, 9)))
            came = story.began - timedelta(days=7 + min(160, int(draws.expovariate(1 / 24))))
            came -= timedelta(days=24 if story.earlier else 0)  # time for the offer that came to nothing
        learner.status = STATUS.get(story.kind, Learner.Status.WAITING)
        learner.waiting_since = story.ended if story.kind == "again" and story.ended else came
        learner.consent_on = came
        learner.created_at = recipe.at(came + timedelta(days=draws.randrange(1, 3)), 8, draws.randrange(60))
        if learner.status in Learner.Status.ended():
            learner.closed_on = story.ended or min(recipe.ago(3), came + timedelta(days=draws.randrange(10, 60)))
        return days

    def _running(self, story: Story, card: Card) -> list[tuple[date, str]]:
        draws, recipe = self.draws, self.recipe
        ahead = (story.slot // 3 - recipe.today.weekday()) % 7
        upcoming: list[tuple[date, str]] = []
        quiet = 0
        if story.is_ours:
            upcoming = [(recipe.ago(-1), Session.Status.PLANNED)]
        elif story.sessions > 1 and draws.random() < PLANS_AHEAD:
            upcoming = [(recipe.ago(-ahead), Session.Status.PLANNED)]
        elif draws.random() < QUIET / (1 - PLANS_AHEAD):
            quiet = 35
        past = story.sessions - len(upcoming)
        last = recipe.ago(7 - ahead + quiet)
        days = self._weekly(last, past, floor=min(last, card.first_day + timedelta(days=3)), story=story)
        self.running += 1
        if not story.is_ours and self.running % FORGETS_ONE_IN == 3:
            for place in range(max(0, len(days) - draws.choice([1, 1, 2])), len(days)):
                days[place] = (days[place][0], Session.Status.PLANNED)
        return days + upcoming

    def _ended(self, story: Story, card: Card) -> list[tuple[date, str]]:
        draws, recipe = self.draws, self.recipe
        latest = min(recipe.ago(370 if story.kind == "anonymised" else 3), card.last_day)
        earliest = card.first_day + timedelta(days=30)
        if story.kind == "again":
            earliest = max(earliest, min(latest, recipe.ago(60)))
        room = max(0, (latest - earliest).days)
        wanted = min(room, story.sessions * 7)
        story.ended = earliest + timedelta(days=draws.randrange(wanted, room + 1))
        last = story.ended - timedelta(days=1)
        last -= timedelta(days=(last.weekday() - story.slot // 3) % 7)
        return self._weekly(last, story.sessions, floor=card.first_day + timedelta(days=3), story=story)

    def _weekly(self, last: date, count: int, *, floor: date, story: Story) -> list[tuple[date, str]]:
        """`count` days up to `last`, a week apart, or closer together when `floor` leaves no room for that."""
        step = min(7.0, (last - floor).days / max(1, count - 1))
        late = 2.0 if story.kind == "left" else 1.0
        days: list[tuple[date, str]] = []
        for number in range(count):
            chance = self.draws.random()
            status: str = Session.Status.HELD
            if number and chance < MISSED * late:
                status = Session.Status.MISSED
            elif number and chance < MISSED * late + CANCELLED:
                status = Session.Status.CANCELLED
            days.append((last - timedelta(days=round((count - 1 - number) * step)), status))
        return days

    def matches(self, story: Story) -> Iterable[Match]:
        """The story's match, and those that came to nothing; champions are locked by nobody here: `Learners` counts their room."""
        recipe, draws, learner, card = self.recipe, self.draws, story.learner, story.card
        for other in story.earlier:
            if story.began is None or other.first_day < story.began - timedelta(days=24):
                yield self._came_to_nothing(story, other)
        if card is None:
            return
        if story.kind == "offered":
            days_left = 5 if story.is_ours else next(self.expiries)
            offered = recipe.at(recipe.ago(7 - days_left), 8)
            story.match = self._match(story, card, Match.Status.OFFERED, offered)
            story.match.expires_at = recipe.at(recipe.ago(-days_left), 20)
            yield story.match
            return
        if story.began is None:
            return
        accepted = recipe.at(story.began, 17, draws.randrange(60))
        story.match = match = self._match(
            story, card, Match.Status.ACTIVE, accepted - timedelta(days=draws.randrange(1, 4))
        )
        match.decided_at, match.decided_by_id = accepted, card.user
        if story.ended is not None:
            match.status = Match.Status.ENDED
            match.end_reason = "goal" if story.kind in ("finished", "anonymised") else next(self.end_reasons)
            match.ended_at, match.ended_by_id = recipe.at(story.ended, 16), self.lead
            match.end_note = draws.choice(texts.END_NOTES) if learner.preferred_name and draws.random() < 0.3 else ""
        elif (card.champion, story.slot) not in self.half_days:
            self.half_days.add((card.champion, story.slot))
            match.half_day = story.slot
        yield match

    def _came_to_nothing(self, story: Story, card: Card) -> Match:
        recipe, draws = self.recipe, self.draws
        since = story.began or recipe.today
        day = max(card.first_day, min(recipe.ago(2), since - timedelta(days=draws.randrange(9, 20))))
        offered = recipe.at(day, 11)
        if story.kind == "expired":
            return self._match(story, card, Match.Status.EXPIRED, recipe.at(recipe.ago(draws.randrange(8, 20)), 11))
        match = self._match(story, card, Match.Status.DECLINED, offered)
        match.decline_reason = next(self.decline_reasons)
        match.decided_at, match.decided_by_id = offered + timedelta(days=1), card.user
        return match

    def _match(self, story: Story, card: Card, status: str, offered) -> Match:
        return Match(
            learner=story.learner,
            champion_id=card.champion,
            status=status,
            reasons=self._reasons(story, card),
            created_at=offered,
            offered_at=offered,
            offered_by_id=self.lead,
            expires_at=offered + timedelta(days=7),
        )

    def _reasons(self, story: Story, card: Card) -> list[dict[str, str]]:
        """In the words of the rules themselves."""
        names, learner = self.basics.language_names, story.learner
        asks = LearnerFacts(
            id=0,
            speaks=frozenset(names[key] for key in story.speaks),
            ways=frozenset(learner.ways),
            slots=learner.slots,
            point=learner.point,
        )
        offers = ChampionFacts(
            id=0,
            languages={names[key]: level for key, level in card.languages.items()},
            ways=frozenset(way for way in ("in_person", "by_phone", "by_video") if getattr(card, way)),
            slots=card.slots,
            point=card.point,
            travel_miles=card.miles,
        )
        told = {name: findings.SAYS[name](asks, offers, True) for name in ("language", "way", "distance", "times")}
        return [{"rule": name, "says": says} for name, says in told.items() if says]

    def sessions(self, story: Story, days: list[tuple[date, str]]) -> Iterable[Session]:
        recipe, draws, card = self.recipe, self.draws, story.champion
        ways = ways_to_meet(story, card)
        hour, minute = draws.choice(HOURS[story.slot % 3])
        venue = self._venue(story)
        quiet = story.kind == "anonymised"
        for day, status in days:
            chance = draws.random()
            way = ways[0] if chance < 0.85 else ways[-1]
            starts_at = recipe.at(day, hour, minute)
            planned = status == Session.Status.PLANNED
            yield Session(
                client_id=uuid_from(draws),
                match=story.match,
                status=status,
                starts_at=starts_at,
                minutes=60 if planned else (60, 45, 60, 50, 90, 30, 60, 75)[int(chance * 8)],
                way=way,
                venue_id=venue if way == Session.Way.IN_PERSON else None,
                note=texts.SESSION_NOTES[int(chance * 40)] if chance < 0.2 and not planned and not quiet else "",
                logged_by_id=card.user,
                created_at=starts_at + timedelta(days=-6 if planned else draws.randrange(4), hours=1),
            )

    def _venue(self, story: Story) -> int:
        home = story.learner.accommodation
        if home is not None and self.draws.random() < 0.5:
            return home.pk
        ward = home.area_id if home is not None else story.learner.area_id
        return self.draws.choice(self.places.near[ward] if ward else self.places.public).pk

    def outcomes(self, story: Story, sessions: list[Session]) -> Iterable[tuple[int, int, int]]:
        """(session, skill, level): two or so a session; up from not yet to on my own, with steps back now and then."""
        draws = self.draws
        queue = list(dict.fromkeys([*story.needs, *story.goals]))
        level: dict[int, int] = {}
        for session in sessions:
            if session.status != Session.Status.HELD:
                continue
            if not queue:
                queue = [skill for skill in self.basics.life if level.get(skill) != 2][:3] or list(
                    self.basics.foundation
                )
            for skill in queue[: draws.choice((1, 2, 2, 2, 3))]:
                before, chance = level.get(skill), draws.random()
                if before is None:
                    level[skill] = 0 if chance < 0.4 else 1 if chance < 0.85 else 2
                else:
                    level[skill] = (
                        min(2, before + 1) if chance < 0.62 else before if chance < 0.95 else max(0, before - 1)
                    )
                yield session.pk, skill, level[skill]
            queue = [skill for skill in queue if level.get(skill) != 2]

    def assessments(self, story: Story, sessions: list[Session]) -> Iterable[tuple[Assessment, dict[int, int]]]:
        """With {skill area: confidence}: at the first session, and after about three months for those who are still there."""
        draws = self.draws
        held = [session.starts_at.date() for session in sessions if session.status == Session.Status.HELD]
        if not held or draws.random() < 0.15:
            return
        card = story.champion
        lonely = draws.randrange(1, 6)
        confidence = [draws.choice((1, 1, 2, 2, 3)) for _ in self.basics.skill_areas]
        yield self._assessment(story, Assessment.Kind.BASELINE, held[0], card.user, lonely, confidence)
        after = held[0] + timedelta(days=90 + draws.randrange(-10, 15))
        if after <= min(self.recipe.ago(1), held[-1] + timedelta(days=30)) and draws.random() < 0.8:
            gain = min(2.0, 0.4 + len(held) / 10)
            confidence = [min(5, before + int(gain + draws.random())) for before in confidence]
            lonely = min(5, lonely + (draws.random() < 0.4))
            yield self._assessment(story, Assessment.Kind.FOLLOW_UP, after, card.user, lonely, confidence)

    def _assessment(self, story, kind, day, by, lonely, confidence):
        assessment = Assessment(
            learner=story.learner,
            kind=kind,
            on=day,
            by_id=by,
            loneliness=lonely if self.draws.random() < 0.8 else None,
            ucla=min(9, max(3, 10 - lonely)) if self.draws.random() < 0.3 else None,
        )
        return assessment, dict(zip(self.basics.skill_areas, confidence, strict=True))
