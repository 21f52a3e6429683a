from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.models import Role
from accounts.permissions import group_for
from guides.framework import load_framework
from guides.loading import Loader
from guides.permissions import set_up_editors


class Command(BaseCommand):
    help = "Put the guides that the project ships on the site. Pages that an editor has changed, hidden or deleted are left alone."

    @transaction.atomic
    def handle(self, *args, **options):
        load_framework(apps)
        set_up_editors(group_for(Role.EDITOR))
        loader = Loader().run()
        self.stdout.write(f"{loader.written} pages written, {loader.left} left as an editor has them.")
