"""In which language applicants are written to: a table that the database lets grow and nothing else."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "casework_messagelanguage"


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
    dependencies = [("casework", "0010_answered")]
    operations = [
        migrations.CreateModel(
            name="MessageLanguage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=5)),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.case",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["case", "id"], name="language_of_case")]},
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
