from django.core.management.base import BaseCommand
from django.utils import timezone

from learners.models import ImportUpload, Match
from learners.offering import remind


class Command(BaseCommand):
    help = "Remind champions of offers, mark those that lapsed, and forget lists that were sent in and never imported. Run it every hour."

    def handle(self, *args, **options):
        self.stdout.write(f"{remind(timezone.now())} champions reminded.")
        self.stdout.write(f"{Match.expire_lapsed()} offers expired.")
        deleted, _by_model = ImportUpload.objects.stale().delete()
        self.stdout.write(f"{deleted} abandoned lists forgotten.")
