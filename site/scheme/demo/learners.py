"""The learners: who they are, what becomes of them, and which champion suits."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from champions.availability import slot_numbers
from champions.models import CheckLevel
from learners.models import Learner, Match
from places.distance import miles_between
from places.models import Venue
from scheme.demo import names, texts
from scheme.demo.basics import Basics
from scheme.demo.people import LIKELY_SLOTS, Card, Champions
from scheme.demo.places import Places
from scheme.demo.recipe import Recipe

STORIES = {
    "finished": 0.27,
    "matched": 0.27,
    "left": 0.15,
    "waiting": 0.11,
    "never_began": 0.055,
    "offered": 0.035,
    "again": 0.03,
    "paused": 0.025,
    "declined": 0.02,
    "anonymised": 0.02,
    "expired": 0.015,
}
"""What has become of a learner, and of how many."""
NOW, PAST = {"matched", "offered"}, {"finished", "left", "again", "paused", "anonymised"}
WITHOUT_CHAMPION = {"finished": "never_began", "left": "never_began", "paused": "paused", "anonymised": "anonymised"}
"""What a story turns into when no champion suits; the others wait."""

FIRST_LANGUAGES = {
    "en": 52, "ur": 11, "pa": 7, "pl": 5, "ar": 6, "ckb": 4, "uk": 3, "fa": 3, "ps": 2, "ti": 2, "ro": 2, "cs": 1, "sk": 1, "bn": 1,
    "bfi": 1,
}  # fmt: skip
IN_HOUSES = {"ar": 22, "ckb": 22, "fa": 18, "ps": 16, "ti": 14, "ur": 5, "en": 3}
IN_HOUSE = 0.13
TRIES, TRIES_NEARBY = 30, 20


@dataclass(slots=True)
class Story:
    """One learner on the way to the database, with what belongs to the learner."""

    kind: str
    learner: Learner
    speaks: list[int]
    reads: list[int]
    needs: list[int]
    goals: list[int]
    card: Card | None = None
    weight: int = 0
    """How many sessions, against the others."""
    sessions: int = 0
    slot: int = 0
    """The half-day on which they meet."""
    is_ours: bool = False
    began: date | None = None
    ended: date | None = None
    match: Match | None = None
    earlier: list[Card] = field(default_factory=list)
    """Champions who declined or let an offer lapse."""

    @property
    def champion(self) -> Card:
        """The card, for stories that have got one; raises LookupError for the others."""
        if self.card is None:
            raise LookupError(f"Nobody was found in the story {self.kind}.")
        return self.card


class Learners:
    """Makes stories one after the other and gives each a champion who suits and has room."""

    def __init__(self, recipe: Recipe, basics: Basics, places: Places, champions: Champions):
        self.recipe, self.basics, self.places, self.champions = recipe, basics, places, champions
        self.draws = recipe.draws("learners")
        self.with_room = _pools(card for card in champions.cards if card.free and card.is_cleared)
        self.ever = _pools(card for card in champions.cards if card.first_day <= recipe.ago(45))
        self.cleared = _pools(card for card in champions.cards if card.is_cleared)
        self.begun: set[str] = set()
        """Kinds of story that have begun: the first of each is about somebody whom most champions suit."""
        self.languages = _weights(FIRST_LANGUAGES, basics)
        self.in_houses = _weights(IN_HOUSES, basics)
        self.ours = {"matched", "offered"}
        """What the champion who signs in still has to get."""

    def story(self, kind: str) -> Story:
        draws = self.draws
        ours = kind in self.ours
        keeps = kind == "matched" and not ours and bool(self.champions.just_ran_out.free)
        story = self._person(kind, easy=kind not in self.begun or keeps)
        self.begun.add(kind)
        if ours:
            self.ours.remove(kind)
            story.card, story.is_ours = self.champions.ours, True
            _meet_halfway(draws, story.learner, story.card)
        elif keeps:
            story.card = self.champions.just_ran_out
            story.card.free = 0
            _meet_halfway(draws, story.learner, story.card)
        elif kind in NOW | PAST:
            story.card = self._find(story, self.with_room if kind in NOW else self.ever)
            if story.card is None:
                story.kind = WITHOUT_CHAMPION.get(kind, "waiting")
            elif kind in NOW:
                story.card.free -= 1
        if kind in ("declined", "expired") or (kind == "matched" and draws.random() < 0.15):
            other = self._find(story, self.cleared)
            if other is not None and other is not story.card:
                story.earlier.append(other)
            elif kind != "matched":
                story.kind = "waiting"
        if story.card is not None and kind != "offered":
            story.weight = _weight(draws, kind) if not ours else 10
        return story

    def _person(self, kind: str, *, easy: bool) -> Story:
        draws, basics, places = self.draws, self.basics, self.places
        house: Venue | None = None
        if not easy and draws.random() < IN_HOUSE:
            house = draws.choice(places.houses)
        codes, weights = self.in_houses if house else self.languages
        code = "en" if easy else draws.choices(codes, cum_weights=weights)[0]
        first, family, _gender = names.person(draws, code)
        ward = None if house else draws.choice(places.wards)
        speaks, reads = self._languages(code)
        way, slots = draws.random(), 0
        for _ in range(draws.choice([2, 3, 4, 5, 6, 9])):
            slots |= 1 << draws.choice(LIKELY_SLOTS)
        gone = kind == "anonymised"
        vulnerable = draws.random() < 0.12
        learner = Learner(
            preferred_name="Somebody" if gone else first,
            contact="" if gone else _contact(draws, first, family),
            share_contact=draws.random() < 0.4,
            address=f"{draws.randrange(1, 90)} Invented Lane, {ward.name}" if ward and not gone else "",
            postcode=draws.choice(places.postcodes[ward.pk]) if ward and not gone else "",
            notes=draws.choice(texts.LEARNER_NOTES) if not gone and draws.random() < 0.35 else "",
            area=ward,
            accommodation=None if gone else house,
            interpreter_arranged=code not in ("en", "bfi") and draws.random() < 0.08,
            goal_text="" if gone else draws.choice(texts.GOALS),
            connection=draws.choice(["none", "data", "data", "sometimes", "yes", "yes", "unknown"]),
            champion_gender="woman" if not easy and draws.random() < 0.09 else "",
            check_needed=_check(draws, house is not None, vulnerable) if not easy else CheckLevel.NONE,
            is_vulnerable=vulnerable,
            in_person=way < 0.9,
            by_phone=way > 0.9 or draws.random() < 0.35,
            by_video=draws.random() < 0.2,
            android=draws.random() < 0.62,
            iphone=draws.random() < 0.25,
            tablet=draws.random() < 0.2,
            computer=draws.random() < 0.22,
            slots=slots,
        )
        if draws.random() < 0.65:  # a beginner
            needs = [*basics.foundation, *draws.sample(basics.life, draws.randrange(1, 5))]
        else:
            needs = draws.sample(basics.foundation, 2) + [draws.choice(skills) for skills in basics.life_areas]
        goals = draws.sample(basics.life, draws.randrange(1, 3))
        return Story(kind, learner, speaks, reads, needs, goals)

    def _languages(self, code: str) -> tuple[list[int], list[int]]:
        """What is spoken and what is read differ: many who speak Panjabi read Urdu, some read nothing."""
        draws, known = self.draws, self.basics.languages
        spoken = [code]
        if code != "en" and draws.random() < 0.45:
            spoken.append("en")
        if code == "pa" and draws.random() < 0.4:
            spoken.append("ur")
        chance = draws.random()
        if code == "pa":
            read = ["ur"] if chance < 0.5 else ["pa"] if chance < 0.75 else []
        elif code == "bfi":
            read = ["en"]
        else:
            read = [code] if chance < 0.9 else []
        return [known[one] for one in spoken if one in known], [known[one] for one in read if one in known]

    def _find(self, story: Story, pools: dict[int, list[Card]]) -> Card | None:
        """A champion who shares a language and breaks no rule; at last English is tried with those who know a little."""
        now = pools is self.with_room
        english = self.basics.languages["en"]
        for language in [*story.speaks, *([] if english in story.speaks else [english])]:
            if language not in story.speaks and not (now is False or story.kind == "offered"):
                break
            card = self._draw(story, pools.get(language, []), now=now)
            if card is not None:
                if language not in story.speaks:
                    story.speaks.append(language)
                _meet_halfway(self.draws, story.learner, card)
                return card
        return None

    def _draw(self, story: Story, pool: list[Card], *, now: bool) -> Card | None:
        for attempt in range(TRIES):
            if not pool:
                return None
            place = self.draws.randrange(len(pool))
            card = pool[place]
            if now and not card.free:
                pool[place] = pool[-1]  # full: out of this pool for good
                pool.pop()
            elif not _suits(story, card, self.recipe, now=now):
                continue
            elif attempt >= TRIES_NEARBY or _near(story, card):
                return card
        return None


def _suits(story: Story, card: Card, recipe: Recipe, *, now: bool) -> bool:
    """Every rule but the language, which the pool has seen to, and what `_meet_halfway` makes good."""
    learner = story.learner
    if learner.champion_gender and learner.champion_gender != card.gender:
        return False
    if card.check < learner.check_needed:
        return False
    if not now and (card.last_day - card.first_day).days < 40:
        return False
    if story.kind == "anonymised" and card.first_day > recipe.ago(440):
        return False
    return _near(story, card) or card.by_phone or card.by_video


def _near(story: Story, card: Card) -> bool:
    """In person is possible: both meet that way, and within the champion's reach."""
    point = story.learner.point
    if point is None or card.point is None or not (card.in_person and story.learner.in_person):
        return False
    return miles_between(point, card.point) <= card.miles


def _meet_halfway(draws: Random, learner: Learner, card: Card) -> None:
    """A learner who suits in all else is free when the champion is, and meets in a way the champion does."""
    if not learner.slots & card.slots:
        learner.slots |= 1 << draws.choice(slot_numbers(card.slots))
    learner.by_phone = learner.by_phone or card.by_phone
    learner.by_video = learner.by_video or (card.by_video and not card.by_phone)


def ways_to_meet(story: Story, card: Card) -> list[str]:
    """Any of 'in_person', 'by_phone', 'by_video', the likeliest first."""
    learner = story.learner
    ways = ["in_person"] if _near(story, card) else []
    return ways + [way for way in ("by_phone", "by_video") if getattr(learner, way) and getattr(card, way)]


def _contact(draws: Random, first: str, family: str) -> str:
    return names.phone(draws) if draws.random() < 0.7 else names.email(first, family, draws.randrange(10**5))


def _check(draws: Random, in_house: bool, vulnerable: bool) -> int:
    if in_house:
        return CheckLevel.ENHANCED if vulnerable else CheckLevel.BASIC
    return CheckLevel.BASIC if draws.random() < 0.25 else CheckLevel.NONE


def _weight(draws: Random, kind: str) -> int:
    """Many stop soon, some go on for long."""
    least, more = {"matched": (1, 7), "finished": (5, 8), "left": (1, 2.5)}.get(kind, (1, 4))
    return min(40, least + int(draws.expovariate(1 / more)))


def _pools(cards) -> dict[int, list[Card]]:
    pools: dict[int, list[Card]] = {}
    for card in cards:
        for language in sorted(card.languages):
            pools.setdefault(language, []).append(card)
    return pools


def _weights(shares: dict[str, int], basics: Basics) -> tuple[list[str], list[int]]:
    codes, weights, total = [], [], 0
    for code, share in shares.items():
        if code in basics.languages:
            total += share
            codes.append(code)
            weights.append(total)
    return codes, weights
