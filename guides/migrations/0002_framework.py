from django.db import migrations

from guides.framework import load_framework, unload_framework


class Migration(migrations.Migration):
    dependencies = [("guides", "0001_initial")]

    operations = [
        migrations.RunPython(lambda apps, editor: load_framework(apps), lambda apps, editor: unload_framework(apps))
    ]
