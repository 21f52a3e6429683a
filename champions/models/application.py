"""Somebody offers to volunteer."""

import uuid

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedTextField
from accounts.models import Invitation, Role
from champions.models.champion import Champion, ChampionLanguage
from champions.models.onboarding import OnboardingStep
from champions.models.practical import PRACTICAL, Availability, Devices, MeetingWays
from guides.models import Language
from places.models import Area


class ApplicationClosed(Exception):
    """The application has been decided already, or cannot be; the message says which."""


class ApplicationQuerySet(models.QuerySet):
    def shown_to(self, user):
        return self.all() if user.has_role(Role.LEAD) else self.none()

    def waiting(self):
        return self.filter(status=Application.Status.RECEIVED)


class Application(MeetingWays, Devices, Availability):
    class Status(models.TextChoices):
        RECEIVED = "received", _("Received")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    submission_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("your name"), max_length=150)
    email = models.EmailField(_("your e-mail address"))
    phone = EncryptedTextField(_("your phone number"), blank=True)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", limit_choices_to={"kind": "ward"}
    )
    travel_miles = models.DecimalField(
        _("miles you would travel"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    languages = models.ManyToManyField(Language, blank=True, related_name="+")
    about = EncryptedTextField(_("about you"), blank=True)
    is_adult = models.BooleanField(_("18 or over"), default=False)
    consent = models.BooleanField(_("you may keep this and contact me"), default=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.RECEIVED)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    champion = models.OneToOneField(Champion, models.SET_NULL, null=True, blank=True, related_name="application")

    wagtail_reference_index_ignore = True
    objects = ApplicationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-created_at"]

    def __str__(self):
        return f"A-{self.pk:05d}"

    @transaction.atomic
    def accept(self, *, by) -> tuple[Champion, Invitation, str]:
        """Make a champion who begins the checks, and an invitation to sign in with its token for the link.

        Raises ApplicationClosed when it was decided before, or when its sender is a champion already.
        """
        application = self._decide(Application.Status.ACCEPTED, by)
        invitation, token = Invitation.offer(application.email, Role.CHAMPION, name=application.name, by=by)
        if Champion.objects.filter(user=invitation.user).exists():
            raise ApplicationClosed(_("A champion signs in with this address already. Close this application."))
        champion = Champion.objects.create(
            user=invitation.user,
            name=application.name,
            email=application.email,
            phone=application.phone,
            area=application.area,
            travel_miles=application.travel_miles,
            notes=application.about,
            consent_on=timezone.localdate(application.created_at),
            signed_up_on=timezone.localdate(application.created_at),
            source="application",
            **{name: getattr(application, name) for name in PRACTICAL},
        )
        ChampionLanguage.objects.bulk_create(
            ChampionLanguage(champion=champion, language=language) for language in application.languages.all()
        )
        champion.begin_onboarding(by=by)
        champion.steps.get(kind=OnboardingStep.Kind.APPLICATION).finish(by=by)
        application.champion = champion
        application.save(update_fields=["champion"])
        return champion, invitation, token

    def decline(self, *, by) -> None:
        """Raises ApplicationClosed when it was decided before."""
        with transaction.atomic():
            self._decide(Application.Status.DECLINED, by)

    def _decide(self, status, by) -> "Application":
        application = Application.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if application.status != Application.Status.RECEIVED:
            raise ApplicationClosed(_("This application has been decided already."))
        application.status, application.decided_by, application.decided_at = status, by, timezone.now()
        application.save(update_fields=["status", "decided_by", "decided_at"])
        return application
