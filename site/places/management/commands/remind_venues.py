from django.core.management.base import BaseCommand
from django.utils import timezone

from places.reminding import remind_partners


class Command(BaseCommand):
    help = "Mail partners about their own places that are due for a wifi check, once in each period. Run it every day."

    def handle(self, *args, **options):
        self.stdout.write(f"{remind_partners(timezone.now())} mails queued.")
