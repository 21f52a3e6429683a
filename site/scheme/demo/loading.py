"""Writes a whole scheme, in one transaction: all of it or nothing."""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.db import transaction

from accounts.models import Role, User
from champions.models import Champion
from learners.models import AreaConfidence, Assessment, Learner, Match, Session, SkillOutcome
from places.models import Area
from scheme.demo.activity import Activity
from scheme.demo.basics import load_basics
from scheme.demo.bulk import Writer
from scheme.demo.concerns import write_concerns
from scheme.demo.housing import write_housing
from scheme.demo.learners import STORIES, Learners, Story
from scheme.demo.matching import write_suggestions
from scheme.demo.people import write_champions
from scheme.demo.places import write_places, write_wifi_checks
from scheme.demo.readers import write_readers
from scheme.demo.recipe import Recipe, quota, share_out
from scheme.demo.referrals import Referrals, write_applications, write_open_referrals, write_referrals
from scheme.demo.sign_ins import write_sign_ins

CHUNK = 1000
HAS_REFERRAL = 0.93


class DemoRefused(Exception):
    """No demonstration is loaded here; the message says why."""


def scheme_exists() -> bool:
    return Champion.objects.exists() or Learner.objects.exists() or Area.objects.exists()


def load(
    *,
    learners: int = 400,
    sessions: int | None = None,
    champions: int | None = None,
    seed: int = 1,
    today: date | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> dict[str, int]:
    """Fill an empty database with a demonstration scheme; returns how many rows of each kind.

    Six sessions a learner and three champions to ten learners unless given. `say` gets lines of progress. Memory does not grow with
    `sessions`; it grows by about a kilobyte with each champion. Raises DemoRefused outside demonstration and development, and when a
    scheme is there already.
    """
    if not (settings.SCHEME_DEMO or settings.DEBUG):
        raise DemoRefused(
            "The demonstration scheme is never mixed into a real one: it loads only where SCHEME_DEMO=1 or DEBUG=1 is set."
        )
    if scheme_exists():
        raise DemoRefused("There is a scheme in this database already. Start from an empty one, with: make demo-reset.")
    recipe = Recipe.of(learners=learners, sessions=sessions, champions=champions, seed=seed, today=today)
    writer = Writer(say)
    with transaction.atomic():
        _write(recipe, writer)
    writer.report(f"{sum(writer.rows.values()):,} rows, {sum(writer.rows.values()) / writer.seconds:,.0f} a second")
    return dict(writer.rows)


def _write(recipe: Recipe, writer: Writer) -> None:
    basics = load_basics()
    writer.report("guides, skills and languages")
    places = write_places(recipe, writer)
    sign_ins = write_sign_ins(recipe, places.organisations["accommodation"])
    write_readers(recipe, writer, editors=list(User.objects.with_role(Role.EDITOR).order_by("pk")))
    champions = write_champions(recipe, writer, basics, places, sign_ins)
    joined = Champion.objects.filter(source="application").select_related("area").order_by("pk")
    write_applications(recipe, writer, basics, places, sign_ins, joined[:40])
    writer.report(f"{len(places.public)} public venues, {recipe.champions:,} champions")
    checkers = [card.user for card in champions.cards if card.is_cleared][:20]
    write_wifi_checks(recipe, writer, places, checkers, sign_ins[Role.PARTNER].pk)
    write_housing(recipe, writer, places, sign_ins)

    people = Learners(recipe, basics, places, champions)
    activity = Activity(recipe, basics, places, sign_ins[Role.LEAD].pk)
    referrals = Referrals(recipe, places, sign_ins)
    kinds = quota(STORIES, recipe.learners)
    recipe.draws("stories").shuffle(kinds)
    for start in range(0, len(kinds), CHUNK):
        chunk = kinds[start : start + CHUNK]
        due = recipe.sessions * (start + len(chunk)) // len(kinds) - writer.rows["sessions"]
        _write_chunk([people.story(kind) for kind in chunk], due, writer, activity, referrals)
        if len(kinds) > CHUNK:
            writer.report(f"{start + len(chunk):,} learners, {writer.rows['sessions']:,} sessions so far")
    write_open_referrals(recipe, writer, people, referrals, basics)
    write_concerns(recipe, writer, sign_ins)
    writer.report(f"{recipe.learners:,} learners, {writer.rows['sessions']:,} sessions")
    write_suggestions(recipe, writer, sign_ins[Role.LEAD])


def _write_chunk(stories: list[Story], due: int, writer: Writer, activity: Activity, referrals: Referrals) -> None:
    """Write `stories` with `due` sessions between them."""
    paired = [story for story in stories if story.weight]
    for story, count in zip(paired, share_out(due, [story.weight for story in paired]), strict=True):
        story.sessions = count
    days = {id(story): activity.lay_out(story) for story in stories}
    stories.sort(key=lambda story: story.learner.created_at)
    writer.write(Learner, [story.learner for story in stories])
    for relation in ("speaks", "reads", "needs", "goals"):
        writer.link(
            getattr(Learner, relation),
            ((story.learner.pk, key) for story in stories for key in getattr(story, relation)),
        )
    write_referrals(
        writer,
        [(referrals.accepted(story), story) for story in stories if referrals.draws.random() < HAS_REFERRAL],
    )
    writer.write(Match, [match for story in stories for match in activity.matches(story)])
    held = [(story, list(activity.sessions(story, days[id(story)]))) for story in stories if days[id(story)]]
    writer.write(Session, (session for _story, sessions in held for session in sessions))
    writer.pour(
        SkillOutcome,
        ("session", "skill", "level"),
        (outcome for story, sessions in held for outcome in activity.outcomes(story, sessions)),
    )
    felt = [pair for story, sessions in held for pair in activity.assessments(story, sessions)]
    writer.write(Assessment, (assessment for assessment, _confidence in felt))
    writer.pour(
        AreaConfidence,
        ("assessment", "area", "confidence"),
        ((assessment.pk, area, sure) for assessment, confidence in felt for area, sure in confidence.items()),
    )
