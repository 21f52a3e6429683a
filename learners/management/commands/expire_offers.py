from django.core.management.base import BaseCommand

from learners.models import Match


class Command(BaseCommand):
    help = "Mark the offers that nobody answered in time. Run it once an hour or once a day; running it twice changes nothing."

    def handle(self, *args, **options):
        self.stdout.write(f"{Match.expire_lapsed()} offers expired.")
