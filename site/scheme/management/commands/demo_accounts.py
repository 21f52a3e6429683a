from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from accounts.landing import landing_url
from accounts.models import Role
from scheme.demo.sign_ins import PASSWORD, demonstration_users


class Command(BaseCommand):
    help = "Show how to sign in to the demonstration, an account for each role."

    def handle(self, **options):
        if not (settings.SCHEME_DEMO or settings.DEBUG):
            raise CommandError("This is a real scheme: it has no demonstration accounts.")
        found = demonstration_users()
        if not found:
            raise CommandError("There are no demonstration accounts here yet: load them with manage.py load_demo.")
        rows = [
            (str(Role(role).label), user.email, landing_url(user), "yes" if has_factor else "no")
            for user, role, has_factor in found
        ]
        head = ("Role", "E-mail address", "Opens", "Second factor")
        widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
        for row in [head, tuple("-" * width for width in widths), *rows]:
            line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write(f"    {line.rstrip()}")
        self.stdout.write(f"\n    Password for all of them: {PASSWORD}")
        self.stdout.write(
            f"    Sign in at {settings.BASE_URL}{reverse('account_login')} - where a second factor is asked for, the page shows the code."
        )
