"""How people came: a referral for each learner, and those that wait, were not taken on, or were withdrawn."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import cycle

from accounts.models import Role, User
from champions.models import PRACTICAL, Application
from learners.models import Learner, Referral
from scheme.demo import names, texts
from scheme.demo.basics import Basics
from scheme.demo.bulk import Writer
from scheme.demo.learners import Learners, Story
from scheme.demo.people import LIKELY_SLOTS
from scheme.demo.places import Places
from scheme.demo.recipe import Recipe, uuid_from

UNDECIDED = {Referral.Status.NEW: 0.045, Referral.Status.DECLINED: 0.03, Referral.Status.WITHDRAWN: 0.015}
SOURCES = (
    [Referral.Source.SELF] * 7
    + [Referral.Source.FRIEND] * 5
    + [Referral.Source.WORKER] * 6
    + [Referral.Source.IMPORT] * 2
)
COPIED = ("preferred_name", "contact", "area", "accommodation", "connection", "champion_gender", *PRACTICAL)
CHUNK = 2000


class Referrals:
    def __init__(self, recipe: Recipe, places: Places, sign_ins: dict[str, User]):
        self.recipe, self.places, self.sign_ins = recipe, places, sign_ins
        self.draws = recipe.draws("referrals")
        self.sources = cycle(Referral.Source.values)
        self.number = 0

    def accepted(self, story: Story) -> Referral:
        """The referral that the story's learner came by."""
        learner = story.learner
        referral = self._of(story, self.draws.choice(SOURCES), came=learner.consent_on)
        referral.status = Referral.Status.ACCEPTED
        referral.learner = learner
        referral.decided_at, referral.decided_by = learner.created_at, self.sign_ins[Role.LEAD]
        return referral

    def open_or_refused(self, story: Story, status: str) -> Referral:
        """A referral of somebody who is no learner; the new ones come by every way in turn."""
        draws, recipe = self.draws, self.recipe
        new = status == Referral.Status.NEW
        came = recipe.ago(draws.randrange(1, 12) if new else draws.randrange(15, 400))
        referral = self._of(story, next(self.sources) if new else draws.choice(SOURCES), came=came)
        referral.status = status
        if new:
            referral.consent = draws.random() < 0.95
        else:
            referral.decided_at = recipe.at(came + timedelta(days=draws.randrange(1, 9)), 15)
            referral.decided_by = self.sign_ins[Role.LEAD]
        if status == Referral.Status.DECLINED:
            referral.outcome_note = draws.choice(texts.DECLINED_REFERRALS)
        return referral

    def _of(self, story: Story, source: str, came) -> Referral:
        draws, learner = self.draws, story.learner
        house, anonymous = learner.accommodation, learner.status == Learner.Status.ANONYMISED
        self.number += 1
        if house is not None:
            source = Referral.Source.WORKER
        referral = Referral(
            submission_id=uuid_from(draws),
            source=source,
            postcode=learner.postcode,
            text="" if anonymous else draws.choice(texts.REQUESTS),
            consent=True,
            consent_by_word=source != Referral.Source.SELF and draws.random() < 0.6,
            referred_on=came,
            created_at=self.recipe.at(came, draws.randrange(8, 21), draws.randrange(60)),
            import_key=f"demonstration-{self.number}" if source == Referral.Source.IMPORT else "",
            **{name: getattr(learner, name) for name in COPIED},
        )
        if source == Referral.Source.FRIEND and not anonymous:
            referral.referrer_name = draws.choice(["His daughter", "Her neighbour", "A friend from church", "Her son"])
            referral.referrer_contact = names.phone(draws)
        elif source == Referral.Source.WORKER:
            self._worker(referral, house, anonymous)
        return referral

    def _worker(self, referral: Referral, house, anonymous: bool) -> None:
        organisations = self.places.organisations
        if house is not None:
            referral.organisation_id = house.organisation_id
        else:
            referral.organisation = organisations[self.draws.choice(["housing", "charity", "health", "library"])]
        if referral.organisation_id == organisations["accommodation"].pk:
            referral.made_by = self.sign_ins[Role.PARTNER]
        if not anonymous:
            referral.referrer_name = self.draws.choice(texts.WORKERS)
            referral.referrer_contact = "desk@example.org"


def write_open_referrals(
    recipe: Recipe, writer: Writer, learners: Learners, referrals: Referrals, basics: Basics
) -> None:
    """Those that are new, and those that came to nothing; the accommodation provider has some of each."""
    for status, share in UNDECIDED.items():
        total = max(4, round(share * recipe.learners))
        for start in range(0, total, CHUNK):
            stories = [learners.story("waiting") for _ in range(min(CHUNK, total - start))]
            rows = [referrals.open_or_refused(story, status) for story in stories]
            if start == 0:  # of the partner who signs in
                house = learners.places.houses[0]
                rows[0].source, rows[0].area, rows[0].accommodation, rows[0].postcode = "worker", None, house, ""
                rows[0].organisation, rows[0].made_by = house.organisation, referrals.sign_ins[Role.PARTNER]
                rows[0].referrer_name, rows[0].import_key = texts.WORKERS[0], ""
            write_referrals(writer, list(zip(rows, stories, strict=True)))


def write_referrals(writer: Writer, pairs: list[tuple[Referral, Story]]) -> None:
    writer.write(Referral, [referral for referral, _story in pairs])
    for relation, chosen in (("speaks", "speaks"), ("reads", "reads"), ("needs", "needs")):
        writer.link(
            getattr(Referral, relation),
            ((referral.pk, key) for referral, story in pairs for key in getattr(story, chosen)),
        )


def write_applications(recipe: Recipe, writer: Writer, basics: Basics, places: Places, sign_ins, joined) -> None:
    """Volunteers who wait for an answer or got a no, and the application that each of the `joined` champions sent."""
    draws = recipe.draws("applications")
    made = list(_applications(recipe, draws, places, sign_ins[Role.LEAD]))
    made += [_application_of(draws, recipe, champion, sign_ins[Role.LEAD]) for champion in joined]
    made.sort(key=lambda application: application.created_at)
    writer.write(Application, made)
    codes = [code for code in ("ur", "pl", "ar", "ckb", "ro") if code in basics.languages]
    pairs = [(application.pk, basics.languages["en"]) for application in made]
    pairs += [(application.pk, basics.languages[draws.choice(codes)]) for application in made if draws.random() < 0.4]
    writer.link(Application.languages, pairs)


def _applications(recipe, draws, places, lead) -> Iterable[Application]:
    waiting, declined = max(5, recipe.champions // 13), max(2, recipe.champions // 40)
    for number in range(waiting + declined):
        first, family, _gender = names.person(draws, draws.choice(["en", "en", "en", "ur", "pl", "ar"]))
        ward = draws.choice(places.wards)
        slots = 0
        for _ in range(4):
            slots |= 1 << draws.choice(LIKELY_SLOTS)
        came = recipe.ago(draws.randrange(1, 15) if number < waiting else draws.randrange(30, 250))
        application = Application(
            submission_id=uuid_from(draws),
            name=f"{first} {family}",
            email=names.email(first, family, 10**6 + number),
            phone=names.phone(draws),
            area=ward,
            travel_miles=draws.choice([2, 3, 5]),
            about=draws.choice(["I retired last year and would like to help.", "I fix phones for all my family.", ""]),
            is_adult=True,
            consent=True,
            created_at=recipe.at(came, draws.randrange(8, 22), draws.randrange(60)),
            in_person=True,
            by_video=draws.random() < 0.3,
            android=draws.random() < 0.7,
            iphone=draws.random() < 0.5,
            computer=draws.random() < 0.6,
            slots=slots,
        )
        if number >= waiting:
            application.status = Application.Status.DECLINED
            application.decided_at, application.decided_by = application.created_at + timedelta(days=6), lead
        yield application


def _application_of(draws, recipe, champion, lead) -> Application:
    came = recipe.at(champion.signed_up_on, 12)
    return Application(
        submission_id=uuid_from(draws),
        status=Application.Status.ACCEPTED,
        champion=champion,
        name=champion.name,
        email=champion.email,
        phone=champion.phone,
        area=champion.area,
        travel_miles=champion.travel_miles,
        is_adult=True,
        consent=True,
        created_at=came,
        decided_at=came + timedelta(hours=5),
        decided_by=lead,
        **{name: getattr(champion, name) for name in PRACTICAL},
    )
