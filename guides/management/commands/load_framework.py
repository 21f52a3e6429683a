from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from guides.framework import load_framework


class Command(BaseCommand):
    help = "Add the skills and languages that the project ships and that are missing. Changes nothing that is there."

    @transaction.atomic
    def handle(self, *args, **options):
        self.stdout.write(f"{load_framework(apps)} rows added.")
