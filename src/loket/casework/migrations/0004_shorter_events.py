"""
Who acted is kept once, not in every event; a case knows by which revision of its office its due times were computed.

On PostgreSQL `trail` is moved behind the new column: it must stay the last one, see the models.
"""

import importlib

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CASE = "casework_case"
ACTING = "casework_acting"
TRAIL_LAST = (
    "ALTER TABLE casework_case ADD COLUMN trail_behind text",
    "UPDATE casework_case SET trail_behind = trail",
    "ALTER TABLE casework_case DROP COLUMN trail",
    "ALTER TABLE casework_case RENAME COLUMN trail_behind TO trail",
    "ALTER TABLE casework_case ALTER COLUMN trail SET NOT NULL",
)
guards = importlib.import_module("loket.casework.migrations.0002_guards")


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        guards.guard_table_on_postgresql(editor, ACTING, "UPDATE OR DELETE")
        for statement in TRAIL_LAST:
            editor.execute(statement)
        return
    # SQLite makes a table anew to add a column, and with the old one its triggers go.
    guards.guard_table_on_sqlite(editor, CASE, ("DELETE",), guards.ONCE[CASE])
    guards.guard_table_on_sqlite(editor, ACTING, ("UPDATE", "DELETE"), (("id",), ("text",)))


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_readings"), ("offices", "0003_revision")]
    operations = [
        migrations.CreateModel(
            name="Acting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=1000)),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["text"], name="acting_once")]},
        ),
        migrations.AddField(
            model_name="case",
            name="due_revision",
            field=models.IntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="event",
            name="acting",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="casework.acting",
            ),
        ),
        migrations.AlterField(model_name="event", name="acted_as", field=models.TextField(blank=True)),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
