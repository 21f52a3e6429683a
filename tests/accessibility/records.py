"""Records and people for every page of the table, some with long names; and what each page then says."""

import json
import re
from datetime import timedelta
from io import BytesIO

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from PIL import Image as Pillow

from accounts.models import Appearance, Invitation, Message, Role
from guides.models import Feedback, GuidePage, Picture, Skill, TopicPage
from learners.models import Session
from places.models import AccommodationRecord, ProviderRequest, WifiReport
from places.still_so import token_for
from reports.models import WifiEdition
from tests import factories
from tests.accessibility.pages import PAGES
from tests.signing_in import add_app, signed_in

PASSWORD = "correct horse battery staple"


class World:
    """Everything the pages are about: `people` (clients by name) and `words` (for the braces in addresses)."""

    def __init__(self):
        cache.clear()
        call_command("load_guides", verbosity=0)
        Appearance.objects.create(name="Digital Champions of Hebden", phone="01632 960123", email="help@example.org")
        self.champion = factories.UserFactory(name="Nadia Hussain", email="nadia@example.org", roles=[Role.CHAMPION])
        self.lead = factories.UserFactory(email="ruth@example.org", password=PASSWORD, roles=[Role.LEAD])
        add_app(self.lead)
        self.organisation = factories.OrganisationFactory(name="Heptonstall Neighbourhood Development Partnership")
        self.partner = factories.PartnerFactory(organisation=self.organisation)
        self.words = {"password": PASSWORD} | self._guides() | self._places() | self._learners() | self._sign_in()
        administrator = factories.UserFactory(roles=[Role.ADMINISTRATOR])
        self.people = {
            "visitor": Client(raise_request_exception=False),
            "careful": Client(enforce_csrf_checks=True),
            "forgetful": Client(),
            "cautious": Client(),
            "champion": signed_in(self.champion),
            "new champion": signed_in(factories.ChampionFactory().user),
            "partner": signed_in(self.partner),
            "new partner": signed_in(factories.PartnerFactory()),
            "new editor": signed_in(factories.UserFactory(roles=[Role.EDITOR]), second_factor=False),
            "administrator": signed_in(administrator, proven=True),
        }

    def show(self, page) -> str:
        """What `page` answers, as HTML."""
        cache.clear()  # limits of how often one may try
        client, path = self.people[page.who], page.path.format(**self.words)
        with page.during():
            if page.posted is None:
                answer = client.get(path, follow=True)
            else:
                posted = {name: value.format(**self.words) for name, value in page.posted.items()}
                answer = client.post(path, posted, follow=True)
        assert answer.status_code == page.status, f"{page}: {answer.status_code}"
        return answer.text

    def _guides(self):
        guide = GuidePage.objects.get(slug="join-free-wifi")
        content = BytesIO()
        Pillow.new("RGB", (400, 300), "#669999").save(content, format="PNG")
        picture = Picture.objects.create(title="A phone", file=SimpleUploadedFile("a.png", content.getvalue()))
        shown = {"image": picture.pk, "alt_text": "The button below the name", "decorative": False}
        steps = [
            {"do": "Tap the symbol.", "symbol": "wifi", "see": "The list of networks."},
            {"do": "Tap Join.", "symbol": "", "see": "", "picture": shown},
        ]
        body = [{"type": "steps", "value": {"device": "", "steps": steps}}]
        guide_with_pictures = GuidePage(title="Illustrated", what_you_will_do="You tap.")
        guide_with_pictures.body = GuidePage._meta.get_field("body").to_python(json.dumps(body))
        TopicPage.objects.get(slug="get-connected").add_child(instance=guide_with_pictures)
        tap = factories.FeedbackFactory(guide=guide)
        told = factories.FeedbackFactory(guide=guide, kind=Feedback.Kind.WRONG, sentence="It has gone.")
        return {"guide": guide.pk, "tap": tap.token, "told": told.token}

    def _places(self):
        venue = factories.VenueFactory(
            name="Mytholmroyd Community and Leisure Centre and Library", organisation=self.organisation,
            wifi_network="Library-WiFi-for-everybody-2026", wifi_steps="Open any page.", is_step_free=True, computers=4,
            access_note="The side door in Commercial Street has a ramp.", opening_note="Closed between Christmas and New Year",
        )  # fmt: skip
        factories.OpeningHoursFactory(venue=venue)
        factories.WifiCheckFactory(venue=venue)
        factories.WifiCheckFactory(venue=venue, works=False, down_mbit_s=1, note="It drops out in the evening.")
        factories.VenueFactory()
        house = factories.VenueFactory(confidential=True, organisation=self.organisation)
        factories.WifiCheckFactory(venue=house, where="room")
        AccommodationRecord.objects.create(venue=house, residents="11-25", data_pounds=15, devices_note="Phones only.")
        ProviderRequest.objects.create(venue=house, asked="When?", answered_on=timezone.localdate(), answer="In May.")
        asked = ProviderRequest.objects.create(venue=house, asked="When will the wifi reach the bedrooms?")
        figures = {"name": "Calderdale", "works": 10, "without": None, "unknown": 5, "total": None}
        WifiEdition.objects.create(figures=[figures])
        words = {"house": house.pk, "request": asked.pk, "still_so": token_for(venue, self.partner)}
        report = WifiReport.objects.create(venue=venue)
        reported = WifiReport.objects.create(venue=venue, sentence="No signal.")
        words |= {"report": report.token, "reported": reported.token}
        return {"venue": venue.pk, "venue_code": venue.code} | words

    def _learners(self):
        champion = factories.ChampionFactory(user=self.champion)
        champion.steps.filter(kind="dbs").update(renew_by=timezone.localdate() + timedelta(days=20))
        match = factories.MatchFactory(champion=champion, learner__preferred_name="Sahar")
        match.learner.needs.set(Skill.objects.all()[:2])
        factories.MatchFactory(champion=champion, learner__preferred_name="Ahmed")
        held = factories.SessionFactory(match=match, note="Next time: passwords")
        held.outcomes.create(skill=Skill.objects.first(), level=1)
        planned = {"match": match, "status": Session.Status.PLANNED}
        return {
            "learner": match.learner_id,
            "offer": factories.MatchFactory(champion=champion, offered=True).pk,
            "overdue": factories.SessionFactory(**planned).pk,
            "planned": factories.SessionFactory(**planned, starts_at=timezone.now() + timedelta(days=2)).pk,
            "referral": factories.ReferralFactory(organisation=self.organisation, made_by=self.partner).pk,
        }

    def _sign_in(self):
        Invitation.offer("new@example.org", Role.CHAMPION)
        invitation = re.search(r"/invitation/\S+", Message.objects.latest("pk").text).group()
        Client().post("/sign-in/password/reset/", {"email": "nadia@example.org"})
        reset = re.search(r"/sign-in/password/reset/\S+", Message.objects.latest("pk").text).group()
        return {"invitation": invitation, "reset": reset}


def every_page() -> dict[str, str]:
    """{name: HTML} of the whole table."""
    world = World()
    return {page.name: world.show(page) for page in PAGES}
