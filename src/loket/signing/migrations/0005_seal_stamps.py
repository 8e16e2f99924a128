"""Time stamps over the signed checkpoints, which the database refuses to change or remove."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "signing_sealstamp"


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        act = "EXECUTE FUNCTION loket_refuse_signing()"
        editor.execute(f"CREATE TRIGGER {TABLE}_rows BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW {act}")
        editor.execute(f"CREATE TRIGGER {TABLE}_whole BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT {act}")
        return
    # INSERT OR REPLACE deletes without firing DELETE triggers, so it also refuses to insert what is there already.
    there = f"EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id OR note_id = NEW.note_id)"  # noqa: S608 (own names)
    for name, when in (
        ("update", f"UPDATE ON {TABLE}"),
        ("delete", f"DELETE ON {TABLE}"),
        ("replace", f"INSERT ON {TABLE} WHEN {there}"),
    ):
        words = f"loket: {name.upper()} on {TABLE} is refused, history is only added to"
        editor.execute(f"CREATE TRIGGER {TABLE}_{name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{words}'); END")


class Migration(migrations.Migration):
    dependencies = [
        ("signing", "0004_qr_with_address"),
    ]

    operations = [
        migrations.CreateModel(
            name="SealStamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.BinaryField()),
                ("at", models.DateTimeField()),
                ("kept_at", models.DateTimeField()),
                (
                    "note",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stamp", to="signing.historynote"
                    ),
                ),
            ],
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
