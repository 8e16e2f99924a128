"""The record of rehearsed restores, which the database keeps as it was written."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "keeping_restoreproof"


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        for name, when, each in (("rows", "UPDATE OR DELETE", "ROW"), ("whole", "TRUNCATE", "STATEMENT")):
            editor.execute(
                f"CREATE TRIGGER {TABLE}_{name} BEFORE {when} ON {TABLE} FOR EACH {each} EXECUTE FUNCTION loket_refuse()"
            )
        return
    for act in ("UPDATE", "DELETE"):
        editor.execute(
            f"CREATE TRIGGER {TABLE}_{act.lower()} BEFORE {act} ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, 'loket: {act} on {TABLE} is refused, history is only added to'); END"
        )
    there = f"EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"  # noqa: S608 (own name)
    editor.execute(
        f"CREATE TRIGGER {TABLE}_replace BEFORE INSERT ON {TABLE} WHEN {there} "
        f"BEGIN SELECT RAISE(ABORT, 'loket: REPLACE on {TABLE} is refused, history is only added to'); END"
    )


class Migration(migrations.Migration):
    initial = True
    dependencies = [("casework", "0002_guards")]
    operations = [
        migrations.CreateModel(
            name="RestoreProof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("backup", models.CharField(max_length=100)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("backup_made_at", models.DateTimeField(null=True)),
                ("opened_by", models.CharField(max_length=10)),
                ("equal", models.BooleanField()),
                ("events", models.BigIntegerField()),
                ("papers", models.BigIntegerField()),
                ("seconds", models.FloatField()),
                ("told", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["equal", "-at"], name="proof_latest")]},
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
