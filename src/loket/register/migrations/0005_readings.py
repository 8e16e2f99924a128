"""Who looked at which resident or KK: a table that the database lets grow and nothing else."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

TABLE = "register_reading"


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        act = "EXECUTE FUNCTION loket_refuse_register()"
        editor.execute(f"CREATE TRIGGER {TABLE}_rows BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW {act}")
        editor.execute(f"CREATE TRIGGER {TABLE}_whole BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT {act}")
        return
    there = f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"  # noqa: S608 (own name)
    for act, when in (("UPDATE", ""), ("DELETE", ""), ("INSERT", there)):
        editor.execute(
            f"CREATE TRIGGER {TABLE}_{act.lower()} BEFORE {act} ON {TABLE} {when} "
            f"BEGIN SELECT RAISE(ABORT, 'loket: {act} on {TABLE} is refused, history is only added to'); END"
        )


def _of(target: str, *, null: bool, related_name: str) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        to=target,
        on_delete=django.db.models.deletion.PROTECT,
        null=null,
        related_name=related_name,
        db_index=False,
    )


class Migration(migrations.Migration):
    dependencies = [("offices", "0001_initial"), ("register", "0004_finding")]
    operations = [
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("what", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("office", _of("offices.office", null=False, related_name="+")),
                ("resident", _of("register.resident", null=True, related_name="readings")),
                ("family", _of("register.family", null=True, related_name="readings")),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["resident", "at"], condition=Q(resident__isnull=False), name="reading_of_resident"
                    ),
                    models.Index(fields=["family", "at"], condition=Q(family__isnull=False), name="reading_of_family"),
                    models.Index(fields=["office", "person", "at"], name="register_reading_by_person"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(resident__isnull=False, family__isnull=True)
                        | Q(resident__isnull=True, family__isnull=False),
                        name="reading_is_of_one",
                    ),
                ],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
