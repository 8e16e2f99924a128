"""Who looked into which case: a table that the database lets grow and nothing else."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "casework_reading"


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        for name, when in (("rows", "UPDATE OR DELETE"), ("whole", "TRUNCATE")):
            each = "ROW" if name == "rows" else "STATEMENT"
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
    dependencies = [("casework", "0002_guards")]
    operations = [
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("what", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="casework.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case", "at"], name="reading_of_case"),
                    models.Index(fields=["person", "at"], name="reading_by_person"),
                ],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
