from django.core.management.base import BaseCommand
from django.utils import timezone

from guides.reminding import remind_owners


class Command(BaseCommand):
    help = "Mail those who look after guides what is due and what readers said is wrong. Run it every day."

    def handle(self, *args, **options):
        self.stdout.write(f"{remind_owners(timezone.now())} mails queued.")
