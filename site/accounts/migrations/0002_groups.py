from django.core.management import call_command
from django.db import migrations

from accounts.permissions import remove_groups, set_up_groups


def make_groups(apps, schema_editor):
    set_up_groups(apps)


def unmake_groups(apps, schema_editor):
    remove_groups(apps)


def make_cache_table(apps, schema_editor):
    """Where limits on guessing are counted when no cache server is set; does nothing where one is."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0001_squashed_0016_change_page_url_path_to_text_field"),
        # these give more to every group that opens the admin: ours come after
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
    ]

    operations = [
        migrations.RunPython(make_groups, unmake_groups),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
