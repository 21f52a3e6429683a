"""Send what the worker left behind (it was stopped or killed), and clear out what was sent long ago. For cron."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.models import Message

KEEP = timedelta(days=30)


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        now = timezone.now()
        sent = failed = 0
        for pk in Message.objects.waiting().unclaimed(now).values_list("pk", flat=True):
            message = Message.objects.get(pk=pk)
            if not message.is_left_behind(now):
                continue
            if message.send():
                sent += 1
            else:
                failed += 1
        cleared, _ = Message.objects.filter(sent_at__lt=now - KEEP).delete()
        given_up = Message.objects.given_up().count()
        self.stdout.write(f"{sent} sent, {failed} failed, {given_up} given up, {cleared} old ones cleared.")
