"""That an office's own numbers count, proposed by one and confirmed by another. The database lets it be decided once."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F, Q

TABLE = "register_recognition"
FIXED = ("id", "office_id", "certificate", "why", "proposed_by", "proposed_as", "proposed_at")
# What one person alone had entered before stays in force; whoever reads it sees who it was.


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    on_postgresql = editor.connection.vendor == "postgresql"
    distinct = "IS DISTINCT FROM" if on_postgresql else "IS NOT"
    changed = " OR ".join(["OLD.outcome <> ''", *(f"OLD.{one} {distinct} NEW.{one}" for one in FIXED)])
    if on_postgresql:
        act = "EXECUTE FUNCTION loket_refuse_register()"
        editor.execute(f"CREATE TRIGGER {TABLE}_rows BEFORE DELETE ON {TABLE} FOR EACH ROW {act}")
        editor.execute(f"CREATE TRIGGER {TABLE}_whole BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT {act}")
        editor.execute(f"CREATE TRIGGER {TABLE}_fixed BEFORE UPDATE ON {TABLE} FOR EACH ROW WHEN ({changed}) {act}")
        return
    there = f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id OR (outcome = '' AND office_id = NEW.office_id))"  # noqa: S608 (own name)
    for name, what, when in (
        ("delete", "DELETE", ""),
        ("fixed", "UPDATE", f"WHEN {changed}"),
        ("replace", "INSERT", there),
    ):
        editor.execute(
            f"CREATE TRIGGER {TABLE}_{name} BEFORE {what} ON {TABLE} {when} "
            f"BEGIN SELECT RAISE(ABORT, 'loket: {what} on {TABLE} is refused, history is only added to'); END"
        )


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0012_account_acts"),
        ("register", "0009_breaches"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recognition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("certificate", models.CharField(max_length=200)),
                ("why", models.CharField(max_length=400)),
                ("proposed_by", models.BigIntegerField()),
                ("proposed_as", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                ("outcome", models.CharField(blank=True, max_length=10)),
                ("decided_by", models.BigIntegerField(null=True)),
                ("decided_as", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "office",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.office",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("office",), condition=Q(outcome=""), name="one_open_recognition"),
                    models.CheckConstraint(
                        condition=~Q(outcome="confirmed")
                        | Q(decided_by__isnull=True)
                        | ~Q(decided_by=F("proposed_by")),
                        name="recognition_by_two_persons",
                    ),
                ],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
