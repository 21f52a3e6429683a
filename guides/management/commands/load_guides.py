from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.models import Role
from guides.framework import load_framework
from guides.loading import Loader
from guides.permissions import set_up_editors


class Command(BaseCommand):
    help = "Put the guides that the project ships on the site. Pages that an editor has changed, hidden or deleted are left alone."

    @transaction.atomic
    def handle(self, *args, **options):
        load_framework(apps)
        set_up_editors(Group.objects.get_or_create(name=str(Role.EDITOR.label))[0])
        loader = Loader().run()
        self.stdout.write(f"{loader.written} pages written, {loader.left} left as an editor has them.")
