"""The decision by which an office's own numbers count, so that papers with them are no drafts."""

import importlib

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

guards = importlib.import_module("loket.register.migrations.0002_guards")


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    # SQLite makes a table anew to add a column, and with the old one its triggers go.
    if editor.connection.vendor != "postgresql":
        guards.guard_table_on_sqlite(editor, "register_registersetting")


class Migration(migrations.Migration):
    dependencies = [("register", "0006_running_out")]

    operations = [
        migrations.AddField(
            model_name="registersetting",
            name="certificate",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
