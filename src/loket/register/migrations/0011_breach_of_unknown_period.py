"""
A breach of which nobody knows yet when it happened.

SQLite makes the table anew for another constraint, and its triggers go with the old one: they are made again.
"""

import importlib

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

looks = importlib.import_module("loket.register.migrations.0008_purpose_of_access")


def guard_again(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        looks.guard_tables(editor, ("register_breach",))


class Migration(migrations.Migration):
    dependencies = [("register", "0010_recognition")]

    operations = [
        migrations.RemoveConstraint(model_name="breach", name="breach_has_extent"),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=Q(since__isnull=False, until__isnull=False) | Q(since__isnull=True, until__isnull=True),
                name="breach_period_is_whole",
            ),
        ),
        migrations.RunPython(guard_again, migrations.RunPython.noop),
    ]
