"""One of every record, all with the same number, and one person of every kind who might ask for them."""

from dataclasses import dataclass

from wagtail.models import Page

from accounts.models import Appearance, Role, User
from accounts.permissions import group_for
from guides.models import GlossaryTerm, SkillArea, SkillFramework
from guides.permissions import set_up_editors
from learners.models import ImportUpload
from places.models import ProviderRequest, WifiMatter
from tests import factories
from tests.access.routes import FIRST_PAGE, NUMBER, UNIQUE


@dataclass(frozen=True)
class Person:
    """Somebody who asks; `user` is None for a visitor without an account."""

    kind: str
    user: User | None


KINDS = (
    "visitor",
    "no role",
    "champion",
    "own champion",
    "partner",
    "own partner",
    "editor",
    "lead",
    "safeguarding",
    "administrator",
)
"""A plain champion or partner asks for what is somebody else's; an own one for their own."""


def build() -> dict[str, Person]:
    """Make the records and the people, and give the people by kind."""
    number = {"pk": NUMBER}
    organisation = factories.OrganisationFactory(**number)
    partner = factories.PartnerFactory(organisation=organisation)
    champion = factories.ChampionFactory(**number)
    house = factories.VenueFactory(**number, code="hidden07", confidential=True, organisation=organisation)
    learner = factories.LearnerFactory(**number, status="matched", accommodation=house)
    ProviderRequest.objects.create(**number, venue=house, asked="When?")
    WifiMatter.objects.create(**number, venue=house, reason=WifiMatter.Reason.CLOSED)
    match = factories.MatchFactory(**number, learner=learner, champion=champion)
    factories.SessionFactory(**number, match=match, client_id=UNIQUE)
    factories.ReferralFactory(**number, organisation=organisation, made_by=partner)
    factories.ApplicationFactory(**number)
    factories.ConcernFactory(**number, learner=learner)
    factories.SkillFactory(**number)
    factories.LanguageFactory(**number, code="own", name="Our own")
    Appearance.objects.create(**number)
    GlossaryTerm.objects.create(**number, word="our own", meaning="Not theirs.")
    SkillArea.objects.create(
        **number, framework=SkillFramework.objects.latest("pk"), code="OWN", name="Our own", stage="life"
    )
    guide = factories.guide_below(Page.objects.get(pk=FIRST_PAGE), **number)
    factories.FeedbackFactory(**number, guide=guide)
    set_up_editors(group_for(Role.EDITOR))
    users = {
        "no role": factories.UserFactory(**number),
        "champion": factories.ChampionFactory().user,
        "own champion": champion.user,
        "partner": factories.PartnerFactory(),
        "own partner": partner,
        "editor": factories.UserFactory(roles=[Role.EDITOR]),
        "lead": factories.UserFactory(roles=[Role.LEAD]),
        "safeguarding": factories.UserFactory(roles=[Role.SAFEGUARDING]),
        "administrator": factories.UserFactory(roles=[Role.ADMINISTRATOR]),
    }
    upload = ImportUpload.keep("champions", "list.csv", b"Name,Consent\nAnna,yes\n", owner=users["lead"])
    ImportUpload.objects.filter(pk=upload.pk).update(id=UNIQUE)
    return {"visitor": Person("visitor", None)} | {kind: Person(kind, user) for kind, user in users.items()}
