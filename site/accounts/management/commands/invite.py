"""Invite somebody from the command line: the way the first administrator gets in."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import MaxLengthValidator, validate_email
from django.urls import reverse

from accounts.models import Invitation, Role


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--name", default="")

    def handle(self, *args, email, role, name, **options):
        try:
            validate_email(email)
            MaxLengthValidator(254)(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an e-mail address.") from error
        invitation, token = Invitation.offer(email, role, name=name)
        link = settings.BASE_URL + reverse("accept_invitation", args=[token])
        self.stdout.write(
            f"Invited as {invitation.get_role_display()}, until {invitation.expires_at:%d/%m/%Y %H:%M} UTC. "
            f"The mail is queued; the link in it is\n{link}"
        )
