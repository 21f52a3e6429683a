import uuid

from django.db import migrations, models


def give_each_its_own(apps, schema_editor):
    for name in ("Venue", "Organisation"):
        for record in apps.get_model("places", name).objects.only("pk").iterator():
            record.public_id = uuid.uuid4()
            record.save(update_fields=["public_id"])


class Migration(migrations.Migration):
    dependencies = [("places", "0004_register")]

    operations = [
        migrations.AddField("venue", "public_id", models.UUIDField(null=True, editable=False)),
        migrations.AddField("organisation", "public_id", models.UUIDField(null=True, editable=False)),
        migrations.RunPython(give_each_its_own, migrations.RunPython.noop),
        migrations.AlterField(
            "venue",
            "public_id",
            models.UUIDField(
                unique=True,
                default=uuid.uuid4,
                editable=False,
                help_text="In open data: directories know a place by it.",
            ),
        ),
        migrations.AlterField(
            "organisation",
            "public_id",
            models.UUIDField(
                unique=True, default=uuid.uuid4, editable=False, help_text="In open data, beside its public venues."
            ),
        ),
    ]
