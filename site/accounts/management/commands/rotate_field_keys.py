"""Rewrite every encrypted field with the first key of FIELD_ENCRYPTION_KEYS, so that older keys can be taken out.

Put the new key first and keep the old one, restart the site, run this, then take the old key out. It may be stopped and
run again at any time: what already opens with the first key alone is left as it is.
"""

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import models, transaction
from django.db.models.functions import Cast

from accounts.encryption import EncryptedTextField, fernet

BATCH = 500  # rows in one transaction


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        self.newest = Fernet(settings.FIELD_ENCRYPTION_KEYS[0])
        for model in apps.get_models(include_auto_created=True):
            fields = [field for field in model._meta.local_fields if isinstance(field, EncryptedTextField)]
            if fields and not model._meta.proxy:
                self.report(model, self.rotate(model, fields))
        self.report(Authenticator, self.rotate_authenticators())

    def report(self, model, counts: tuple[int, int]) -> None:
        self.stdout.write(f"{model._meta.label}: {counts[0]} rows looked at, {counts[1]} rewritten.")

    def renewed(self, token: str) -> str | None:
        """The token under the newest key; None when it is already."""
        try:
            self.newest.decrypt(token.encode())
        except InvalidToken:
            return fernet().rotate(token.encode()).decode()
        return None

    def rotate(self, model, fields) -> tuple[int, int]:
        # Cast reads the stored text as it is; the field itself would hand out the clear text.
        stored = {f"stored_{field.name}": Cast(field.name, models.TextField()) for field in fields}
        rows = model._base_manager.order_by("pk").annotate(**stored).values("pk", *stored)
        seen = changed = 0
        last = None
        while True:
            with transaction.atomic():
                batch = list((rows if last is None else rows.filter(pk__gt=last))[:BATCH])
                for row in batch:
                    changed += self.rotate_row(model, fields, row)
            if not batch:
                return seen, changed
            seen += len(batch)
            last = batch[-1]["pk"]

    def rotate_row(self, model, fields, row) -> bool:
        raw = {field: row[f"stored_{field.name}"] for field in fields}
        renewed = {field: self.renewed(token) for field, token in raw.items() if token}
        values = {field.name: Stored(token, field) for field, token in renewed.items() if token}
        if not values:
            return False
        unchanged = {f"stored_{field.name}": raw[field] for field in fields if field.name in values}
        stored = {name: Cast(name.removeprefix("stored_"), models.TextField()) for name in unchanged}
        # Somebody may have saved the row since it was read: theirs is newer, and under the newest key already.
        return bool(model._base_manager.annotate(**stored).filter(pk=row["pk"], **unchanged).update(**values))

    def rotate_authenticators(self) -> tuple[int, int]:
        """Secrets of second factors lie inside allauth's JSON."""
        seen = changed = 0
        for pk in Authenticator.objects.order_by("pk").values_list("pk", flat=True):
            with transaction.atomic():
                row = Authenticator.objects.select_for_update().filter(pk=pk).first()
                secrets = {key: row.data[key] for key in ("secret", "seed") if key in row.data} if row else {}
                renewed = {key: token for key, old in secrets.items() if (token := self.renewed(old))}
                if renewed:
                    row.data |= renewed
                    row.save(update_fields=["data"])
                seen += 1
                changed += bool(renewed)
        return seen, changed


class Stored(models.Value):
    """A value that goes into the column as it is, without being encrypted again."""

    def __init__(self, token: str, field: EncryptedTextField):
        super().__init__(token, output_field=models.TextField())
