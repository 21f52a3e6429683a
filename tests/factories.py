"""One way to make each thing. A test names only what it is about."""

import uuid
from datetime import date, time, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import Role, User
from champions.availability import ALL_SLOTS
from champions.models import Application, Champion, CheckLevel, OnboardingStep
from guides.models import Feedback, GuidePage, Language, Skill, SkillArea, SkillFramework, TopicPage
from learners.models import Concern, Learner, Match, Referral, Session
from places.models import Area, OpeningHours, Organisation, OrganisationMember, Venue, WifiCheck


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.django.Password("correct horse battery staple")

    @factory.post_generation
    def roles(self, create, extracted, **kwargs):
        """`UserFactory(roles=[Role.LEAD])` gives the roles by the same way as the site does."""
        for role in extracted or ():
            self.give_role(role)


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = Area

    code = factory.Sequence(lambda n: f"E050{n:05d}")
    name = factory.Sequence(lambda n: f"Ward {n}")
    latitude = 53.72
    longitude = -1.86


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")


class VenueFactory(DjangoModelFactory):
    """A public library; `VenueFactory(confidential=True)` is asylum accommodation with its place sealed."""

    class Meta:
        model = Venue

    class Params:
        confidential = factory.Trait(
            name=factory.Sequence(lambda n: f"House {n}"),
            kind=Venue.Kind.ASYLUM,
            visibility=Venue.Visibility.CONFIDENTIAL,
            address="",
            postcode="",
            latitude=None,
            longitude=None,
            sealed_place='{"address": "1 Hidden Street", "postcode": "HX1 9ZZ", "point": [53.7, -1.8]}',
        )

    name = factory.Sequence(lambda n: f"Library {n}")
    kind = Venue.Kind.LIBRARY
    visibility = Venue.Visibility.PUBLIC
    area = factory.SubFactory(AreaFactory)
    address = "1 High Street"
    postcode = "HX1 1UN"
    latitude = 53.721
    longitude = -1.861
    wifi = Venue.Wifi.THROUGHOUT


class OpeningHoursFactory(DjangoModelFactory):
    class Meta:
        model = OpeningHours

    venue = factory.SubFactory(VenueFactory)
    weekday = 0
    opens = time(9)
    closes = time(17)


class WifiCheckFactory(DjangoModelFactory):
    class Meta:
        model = WifiCheck

    venue = factory.SubFactory(VenueFactory)
    checked_as = Role.CHAMPION
    works = True


class LanguageFactory(DjangoModelFactory):
    class Meta:
        model = Language
        django_get_or_create = ("code",)

    code = "en"
    name = "English"


class SkillFactory(DjangoModelFactory):
    class Meta:
        model = Skill

    code = factory.Sequence(lambda n: f"T{n}")
    name = factory.Sequence(lambda n: f"Do task {n}")

    @factory.lazy_attribute
    def area(self):
        framework = SkillFramework.objects.get_or_create(name="Tasks", version="1", defaults={"source": "a test"})[0]
        return SkillArea.objects.get_or_create(
            framework=framework, code="T", defaults={"name": "Tasks", "stage": SkillArea.Stage.FOUNDATION}
        )[0]


class ChampionFactory(DjangoModelFactory):
    """Active and cleared, with a user in the champion role; speaks English, free in every slot, meets any way."""

    class Meta:
        model = Champion
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory, roles=[Role.CHAMPION])
    name = factory.SelfAttribute("user.name")
    email = factory.SelfAttribute("user.email")
    area = factory.SubFactory(AreaFactory)
    travel_miles = 5
    in_person = by_phone = by_video = True
    android = iphone = True
    slots = ALL_SLOTS
    room = 2
    status = Champion.Status.ACTIVE

    @factory.post_generation
    def check_level(self, create, extracted, **kwargs):
        """Every step done, with a DBS check of the level given (enhanced when none is)."""
        level = CheckLevel.ENHANCED if extracted is None else extracted
        OnboardingStep.objects.bulk_create(
            OnboardingStep(
                champion=self,
                kind=kind,
                state=OnboardingStep.State.PASSED,
                level=level if kind == OnboardingStep.Kind.DBS else 0,
                done_on=date(2026, 1, 5),
                renew_by=timezone.localdate() + timedelta(days=365) if kind == OnboardingStep.Kind.DBS else None,
            )
            for kind in OnboardingStep.Kind
        )

    @factory.post_generation
    def speaks(self, create, extracted, **kwargs):
        for language in extracted if extracted is not None else [LanguageFactory()]:
            self.spoken.create(language=language)


class ApplicationFactory(DjangoModelFactory):
    class Meta:
        model = Application

    name = factory.Sequence(lambda n: f"Applicant {n}")
    email = factory.Sequence(lambda n: f"applicant{n}@example.org")
    area = factory.SubFactory(AreaFactory)
    is_adult = consent = True
    in_person = True


class ReferralFactory(DjangoModelFactory):
    class Meta:
        model = Referral
        skip_postgeneration_save = True

    source = Referral.Source.SELF
    preferred_name = factory.Sequence(lambda n: f"Someone {n}")
    contact = "07700 900123"
    area = factory.SubFactory(AreaFactory)
    text = "I want to send photos to my daughter."
    in_person = True
    slots = ALL_SLOTS
    consent = True

    @factory.post_generation
    def speaks(self, create, extracted, **kwargs):
        self.speaks.set(extracted if extracted is not None else [LanguageFactory()])


class LearnerFactory(DjangoModelFactory):
    """Waiting, speaks English, free in every slot, meets in person."""

    class Meta:
        model = Learner
        skip_postgeneration_save = True

    preferred_name = factory.Sequence(lambda n: f"Learner {n}")
    contact = "07700 900456"
    area = factory.SubFactory(AreaFactory)
    in_person = True
    android = True
    slots = ALL_SLOTS
    consent_on = date(2026, 1, 5)

    @factory.post_generation
    def speaks(self, create, extracted, **kwargs):
        self.speaks.set(extracted if extracted is not None else [LanguageFactory()])


class MatchFactory(DjangoModelFactory):
    """Active; `MatchFactory(offered=True)` is an offer that still stands."""

    class Meta:
        model = Match

    class Params:
        offered = factory.Trait(
            status=Match.Status.OFFERED,
            learner=factory.SubFactory(
                "tests.factories.LearnerFactory"
            ),  # waiting, where the plain match has one matched
            offered_at=factory.LazyFunction(timezone.now),
            expires_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=7)),
        )

    learner = factory.SubFactory(LearnerFactory, status=Learner.Status.MATCHED)
    champion = factory.SubFactory(ChampionFactory)
    status = Match.Status.ACTIVE


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = Session

    client_id = factory.LazyFunction(uuid.uuid4)
    match = factory.SubFactory(MatchFactory)
    status = Session.Status.HELD
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))


class ConcernFactory(DjangoModelFactory):
    class Meta:
        model = Concern

    learner = factory.SubFactory(LearnerFactory)
    text = "He said that somebody takes his card every week."


class PartnerFactory(UserFactory):
    """A user in the partner role who works for an organisation."""

    @factory.post_generation
    def roles(self, create, extracted, **kwargs):
        self.give_role(Role.PARTNER)

    @factory.post_generation
    def organisation(self, create, extracted, **kwargs):
        OrganisationMember.objects.create(user=self, organisation=extracted or OrganisationFactory())


def guide_below(root, **fields) -> GuidePage:
    """A published guide "Guide", in a topic of its own below the page `root`."""
    topic = root.add_child(instance=TopicPage(title="Topic", summary="One thing."))
    steps = {"type": "steps", "value": {"device": "", "steps": [{"type": "item", "value": {"do": "Tap the symbol."}}]}}
    told = {"title": "Guide", "what_you_will_do": "You tap.", "body": [steps]} | fields
    return topic.add_child(instance=GuidePage(**told))


class FeedbackFactory(DjangoModelFactory):
    class Meta:
        model = Feedback

    kind = Feedback.Kind.WRONG
