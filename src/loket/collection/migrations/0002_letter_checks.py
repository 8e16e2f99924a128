"""That the letter of a mandate was looked at and accepted. The database lets the table grow and nothing else."""

import importlib

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

looks = importlib.import_module("loket.register.migrations.0008_purpose_of_access")


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    looks.guard_tables(editor, ("collection_mandatecheck",))


class Migration(migrations.Migration):
    dependencies = [
        ("collection", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="MandateCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "mandate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="check_of",
                        to="collection.mandate",
                    ),
                ),
            ],
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
