"""The champions: who they are, how far their checks have come, and what each can take on."""

from dataclasses import dataclass
from datetime import date
from random import Random

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from accounts.models import Role, RoleMembership, User
from champions.availability import slots_from_numbers
from champions.models import Champion, ChampionLanguage, OnboardingStep, Training
from places.models import Area
from scheme.demo import names
from scheme.demo.basics import Basics
from scheme.demo.bulk import Writer
from scheme.demo.onboarding import Onboarding, Record
from scheme.demo.places import Places
from scheme.demo.recipe import Recipe, quota

STATUSES = {"active": 0.62, "onboarding": 0.12, "left": 0.1, "paused": 0.07, "applied": 0.05, "stood_down": 0.04}

OTHER_LANGUAGES: dict[str, float] = {  # second languages of volunteers: the district's, from the Census, with more who come as refugees
    "pa": 21, "ur": 22, "pl": 15, "ar": 9, "cs": 4, "sk": 3, "ckb": 6, "ro": 4, "fa": 5, "ps": 4, "ti": 3, "uk": 4, "bn": 2, "so": 2,
    "bfi": 3,
}  # fmt: skip
HAS_ANOTHER = 0.5
SOURCES = ["application", "application", "council volunteer hub", "library", "word of mouth"]
CHUNK = 2000
LIKELY_SLOTS = [0, 1, 3, 4, 6, 7, 9, 10, 12, 13, 0, 1, 3, 4, 6, 7, 9, 10, 12, 13, 2, 5, 8, 11, 15, 16, 18, 19]
"""Slot numbers of champions.availability; daytimes on working days twice."""


@dataclass(slots=True)
class Card:
    """What is known of a champion while learners are shared out: keys, rules, and the room that is left."""

    champion: int
    user: int
    languages: dict[int, int]
    """{key: how well, 1 to 3}"""
    in_person: bool
    by_phone: bool
    by_video: bool
    slots: int
    gender: str
    check: int
    point: tuple[float, float] | None
    miles: float
    first_day: date
    last_day: date
    free: int
    is_cleared: bool
    has_run_out: bool


@dataclass(frozen=True)
class Champions:
    cards: list[Card]
    """Those who are or were active."""
    ours: Card
    """Of the champion's sign-in."""
    just_ran_out: Card
    """Still has a learner, although a check has run out."""


def write_champions(
    recipe: Recipe, writer: Writer, basics: Basics, places: Places, sign_ins: dict[str, User]
) -> Champions:
    draws = recipe.draws("champions")
    statuses = quota(STATUSES, recipe.champions)
    draws.shuffle(statuses)
    statuses.insert(0, statuses.pop(statuses.index("active")))  # the sign-in's own comes first
    others = _other_languages(draws, basics, recipe.champions)
    onboarding = Onboarding(recipe, draws, sign_ins[Role.LEAD].pk)
    cards: list[Card] = []
    for start in range(0, recipe.champions, CHUNK):
        chunk: list[tuple[Champion, dict[int, int], Record]] = []
        for number in range(start, min(start + CHUNK, recipe.champions)):
            first, family, gender, code = _person(draws, others[number])
            champion = _champion(recipe, draws, places, statuses[number], f"{first} {family}", gender)
            champion.email = names.email(first, family, number)
            levels = _levels(draws, basics, code, others[number])
            if number == 0:
                levels = _make_ours(recipe, champion, sign_ins[Role.CHAMPION], basics)
            chunk.append((champion, levels, onboarding.of(champion, is_sign_in=number == 0)))
        _write(recipe, writer, draws, basics, chunk, sign_ins)
        cards += [_card(recipe, *entry) for entry in chunk if entry[2].was_active]
        if recipe.champions > CHUNK:
            writer.report(f"{writer.rows['champions']:,} champions so far")
    ours = cards[0]
    ours.free = 0  # its two places are given by name
    just_ran_out = next(card for card in cards if card.has_run_out)
    just_ran_out.free = 1
    return Champions(cards, ours, just_ran_out)


def _write(recipe, writer, draws, basics, chunk, sign_ins) -> None:
    champions = [champion for champion, _levels, _record in chunk]
    _write_users(recipe, writer, champions, sign_ins)
    writer.write(Champion, champions)
    writer.write(
        ChampionLanguage,
        (
            ChampionLanguage(champion=champion, language_id=language, level=level)
            for champion, levels, _record in chunk
            for language, level in levels.items()
        ),
    )
    writer.link(Champion.skills, ((champion.pk, skill) for champion in champions for skill in _skills(draws, basics)))
    writer.write(OnboardingStep, (step for _champion, _levels, record in chunk for step in record.steps))
    writer.write(Training, (course for _champion, _levels, record in chunk for course in record.courses))


def _other_languages(draws: Random, basics: Basics, total: int) -> list[str | None]:
    """Each language at least once, in as far as there are champions; None for those who speak English only."""
    known = {code: weight for code, weight in OTHER_LANGUAGES.items() if code in basics.languages}
    speakers = max(len(known), round(total * HAS_ANOTHER))
    codes: list[str | None] = [*quota(known, speakers), *[None] * (total - speakers)][:total]
    draws.shuffle(codes)
    return codes


def _person(draws: Random, other: str | None) -> tuple[str, str, str, str]:
    """(first name, family name, gender, code of the first language)."""
    code = other if other and (other == "bfi" or draws.random() < 0.85) else "en"
    return *names.person(draws, code), code


def _champion(recipe: Recipe, draws: Random, places: Places, status: str, name: str, gender: str) -> Champion:
    ward: Area = draws.choice(places.wards)
    signed_up = _signed_up(recipe, draws, status)
    way, told, slots = draws.random(), draws.random(), 0
    for _ in range(draws.choice([2, 3, 3, 4, 4, 5, 6, 8, 10])):
        slots |= 1 << draws.choice(LIKELY_SLOTS)
    return Champion(
        name=name,
        phone=names.phone(draws),
        address=f"{draws.randrange(1, 90)} Demonstration Street, {ward.name}",
        postcode=draws.choice(places.postcodes[ward.pk]),
        notes=draws.choice(["", "", "", "Prefers mornings in the library.", "Has taught evening classes."]),
        area=ward,
        travel_miles=None if status == "applied" else draws.choice([2, 3, 3, 5, 5, 5, 8, 10]),
        in_person=way < 0.92,
        by_phone=way > 0.92 or draws.random() < 0.6,
        by_video=draws.random() < 0.45,
        android=draws.random() < 0.75,
        iphone=draws.random() < 0.6,
        tablet=draws.random() < 0.55,
        computer=draws.random() < 0.6,
        slots=slots,
        room=draws.choice([1, 1, 2, 2, 2, 3]),
        gender="" if told < 0.15 else "other" if told < 0.17 else gender,
        status=status,
        signed_up_on=signed_up,
        source=draws.choice(SOURCES),
        consent_on=signed_up,
    )


def _signed_up(recipe: Recipe, draws: Random, status: str) -> date:
    if status == "applied":
        return recipe.ago(draws.randrange(2, 20))
    if status == "onboarding":
        return recipe.ago(draws.randrange(15, 95))
    return recipe.ago(draws.randrange(130, 610))


def _make_ours(recipe: Recipe, champion: Champion, user: User, basics: Basics) -> dict[int, int]:
    """The champion who signs in is one whom most learners suit; returns the levels of the languages spoken."""
    champion.user, champion.name, champion.email = user, user.name, user.email
    champion.signed_up_on = champion.consent_on = recipe.ago(400)
    champion.in_person = champion.by_phone = champion.by_video = True
    champion.room, champion.travel_miles, champion.gender = 3, 10, "woman"
    champion.slots = slots_from_numbers([1, 4, 9, 10, 12])
    return {basics.languages[code]: 3 for code in ("en", "ur") if code in basics.languages}


def _levels(draws: Random, basics: Basics, code: str, other: str | None) -> dict[int, int]:
    levels = {
        basics.languages[code]: 3,
        basics.languages["en"]: 3 if code in ("en", "bfi") else draws.choice([2, 3, 3]),
    }
    if other:
        levels.setdefault(basics.languages[other], draws.choice([1, 2, 2]))
    if code == "ur" and draws.random() < 0.5 and "pa" in basics.languages:
        levels.setdefault(basics.languages["pa"], 2)
    return levels


def _skills(draws: Random, basics: Basics) -> list[int]:
    life = draws.sample(basics.life, draws.randrange(3, 14))
    return [*(skill for skill in basics.foundation if draws.random() < 0.9), *life]


def _write_users(recipe: Recipe, writer: Writer, champions: list[Champion], sign_ins: dict[str, User]) -> None:
    """An account each; it opens nothing for those who are not yet, or no longer, champions."""
    others = [champion for champion in champions if champion.user_id is None]
    users = []
    for champion in others:
        champion.user = User(
            email=champion.email,
            name=champion.name,
            password=UNUSABLE_PASSWORD_PREFIX + "demonstration",
            is_active=champion.status not in Champion.Status.joining(),
            date_joined=recipe.at(champion.signed_up_on),
        )
        users.append(champion.user)
    writer.write(User, users)
    writer.write(
        EmailAddress,
        [EmailAddress(user=user, email=user.email, verified=user.is_active, primary=True) for user in users],
    )
    writer.write(
        RoleMembership,
        [
            RoleMembership(
                user=champion.user,
                role=Role.CHAMPION,
                given_by=sign_ins[Role.LEAD],
                given_at=recipe.at(champion.signed_up_on),
                ended_at=champion.status_since if champion.status in Champion.Status.gone() else None,
            )
            for champion in others
            if champion.status not in Champion.Status.joining()
        ],
    )


def _card(recipe: Recipe, champion: Champion, levels: dict[int, int], record: Record) -> Card:
    cleared = champion.status == Champion.Status.ACTIVE and not record.has_run_out
    return Card(
        champion=champion.pk,
        user=champion.user_id or 0,
        languages=levels,
        in_person=champion.in_person,
        by_phone=champion.by_phone,
        by_video=champion.by_video,
        slots=champion.slots,
        gender=champion.gender,
        check=record.check,
        point=champion.area.point if champion.area else None,
        miles=float(champion.travel_miles or 0),
        first_day=record.first_day,
        last_day=champion.left_on or recipe.today,
        free=champion.room if cleared else 0,
        is_cleared=cleared,
        has_run_out=record.has_run_out,
    )
