import accounts.encryption
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("champions", "0001_initial"),
        ("learners", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MatchingRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting to begin"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                (
                    "supposing",
                    models.JSONField(
                        default=list,
                        help_text="[{language, areas, count}]: champions one might recruit. Empty: a real run.",
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("stage", models.CharField(blank=True, max_length=20)),
                ("error", models.TextField(blank=True)),
                (
                    "figures",
                    models.JSONField(
                        default=dict, help_text="{name: number}: who waited, who got a suggestion, seconds."
                    ),
                ),
                (
                    "helps",
                    models.JSONField(
                        default=list, help_text="What would help those left without, and how many of them."
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RuledOut",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("why", accounts.encryption.EncryptedTextField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("half_day", models.SmallIntegerField(blank=True, null=True)),
                ("points", models.JSONField(default=list, help_text="By part, in the order of fit.PARTS.")),
                (
                    "costs",
                    models.BigIntegerField(default=0, help_text="Of the runner-up, in the objective's unit; at least."),
                ),
                (
                    "levels",
                    models.PositiveIntegerField(
                        default=0, help_text="That the runner-up would cost, or that are missing."
                    ),
                ),
                (
                    "left",
                    models.JSONField(
                        default=list, help_text="Champions left after each rule, in the order of rules.NAMES."
                    ),
                ),
                ("learner_digest", models.CharField(max_length=32)),
                ("champion_digest", models.CharField(blank=True, max_length=32)),
                ("held_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.RemoveConstraint(
            model_name="match",
            name="one_suggestion_for_a_pair",
        ),
        migrations.AddField(
            model_name="match",
            name="half_day",
            field=models.SmallIntegerField(
                blank=True, help_text="The one meant for them: champions.availability.", null=True
            ),
        ),
        migrations.AlterField(
            model_name="match",
            name="status",
            field=models.CharField(
                choices=[
                    ("offered", "Offered"),
                    ("active", "Active"),
                    ("ended", "Ended"),
                    ("declined", "Declined"),
                    ("expired", "Expired"),
                ],
                default="offered",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="matchingrun",
            name="asked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="ruledout",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="ruledout",
            name="champion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="ruled_out", to="champions.champion"
            ),
        ),
        migrations.AddField(
            model_name="ruledout",
            name="learner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="ruled_out", to="learners.learner"
            ),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="champion",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="suggestions",
                to="champions.champion",
            ),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="held_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="learner",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="suggestion", to="learners.learner"
            ),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="suggestions", to="learners.matchingrun"
            ),
        ),
        migrations.AddField(
            model_name="suggestion",
            name="runner_up",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="champions.champion",
            ),
        ),
        migrations.AddConstraint(
            model_name="matchingrun",
            constraint=models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(("status__in", ["queued", "running"]), ("supposing", [])),
                name="one_matching_run_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruledout",
            constraint=models.UniqueConstraint(fields=("learner", "champion"), name="a_pair_is_ruled_out_once"),
        ),
    ]
