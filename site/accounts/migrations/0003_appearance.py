from django.db import migrations, models

from accounts.models.role import Role
from accounts.permissions import allow, group_for


def let_editors_and_administrators(apps, schema_editor):
    for role in (Role.EDITOR, Role.ADMINISTRATOR):
        group_for(role, apps)
        allow(role, apps)


def let_nobody(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(codename="change_appearance").delete()


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_groups'),
    ]

    operations = [
        migrations.CreateModel(
            name='Appearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='name of the scheme')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone number')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('main', models.CharField(blank=True, max_length=7, verbose_name='main colour')),
                ('accent', models.CharField(blank=True, max_length=7, verbose_name='second colour')),
                ('logo', models.TextField(blank=True, editable=False, help_text='A data: URI, see accounts.logo.')),
                ('logo_width', models.PositiveSmallIntegerField(default=0, editable=False, help_text='CSS pixels')),
                ('logo_height', models.PositiveSmallIntegerField(default=0, editable=False, help_text='CSS pixels')),
                ('single', models.BooleanField(default=True, editable=False, unique=True)),
            ],
            options={
                'verbose_name': 'name, colours and logo',
                'default_permissions': ('change',),
            },
        ),
        migrations.RunPython(let_editors_and_administrators, let_nobody),
    ]
