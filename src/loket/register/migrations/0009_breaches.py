"""The breach register: breaches and what was done about them. The database lets both tables grow and nothing else."""

import importlib

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

looks = importlib.import_module("loket.register.migrations.0008_purpose_of_access")


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    looks.guard_tables(editor, ("register_breach", "register_breachstep"))


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0007_officer_nik"),
        ("register", "0008_purpose_of_access"),
    ]

    operations = [
        migrations.CreateModel(
            name="Breach",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=400)),
                ("data", models.CharField(max_length=400)),
                ("how", models.CharField(max_length=1000)),
                ("found_at", models.DateTimeField()),
                ("since", models.DateTimeField(null=True)),
                ("until", models.DateTimeField(null=True)),
                ("about", models.BigIntegerField(null=True)),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "office",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.office",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.exchangerun",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BreachStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("text", models.CharField(max_length=1000)),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "breach",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="register.breach",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="breach",
            index=models.Index(fields=["office", "found_at"], name="breach_of_office"),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("run__isnull", False),
                    models.Q(("since__isnull", False), ("until__isnull", False)),
                    _connector="OR",
                ),
                name="breach_has_extent",
            ),
        ),
        migrations.AddIndex(
            model_name="breachstep",
            index=models.Index(fields=["breach", "at"], name="step_of_breach"),
        ),
        migrations.AddConstraint(
            model_name="breachstep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "tutup")), fields=("breach",), name="breach_is_closed_once"
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
