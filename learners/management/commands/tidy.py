from django.core.management.base import BaseCommand

from learners.models import ImportUpload, Match


class Command(BaseCommand):
    help = "Mark the offers that nobody answered in time, and forget lists that were sent in and never imported. Run it every hour."

    def handle(self, *args, **options):
        self.stdout.write(f"{Match.expire_lapsed()} offers expired.")
        deleted, _by_model = ImportUpload.objects.stale().delete()
        self.stdout.write(f"{deleted} abandoned lists forgotten.")
