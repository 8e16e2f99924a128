"""
For what people's data is looked at, who is watched, what raised an alarm, and whom a file that left the register was about.

New columns are null, so that no database makes a table anew: its triggers would go with the old one. The database lets
the new tables grow and nothing else.
"""

from collections.abc import Iterable

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = (
    "register_alarm",
    "register_concealmentorder",
    "register_exportsubject",
    "register_statedpurpose",
    "register_watch",
)


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    guard_tables(editor, TABLES)


def guard_tables(editor: BaseDatabaseSchemaEditor, tables: Iterable[str]) -> None:
    for table in tables:
        if editor.connection.vendor == "postgresql":
            act = "EXECUTE FUNCTION loket_refuse_register()"
            editor.execute(f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {act}")
            editor.execute(f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {act}")
            continue
        there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608 (own name)
        for act, when in (("UPDATE", ""), ("DELETE", ""), ("INSERT", there)):
            editor.execute(
                f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table} {when} "
                f"BEGIN SELECT RAISE(ABORT, 'loket: {act} on {table} is refused, history is only added to'); END"
            )


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0007_officer_nik"),
        ("register", "0007_number_certificate"),
    ]

    operations = [
        migrations.CreateModel(
            name="Alarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("text", models.CharField(max_length=400)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ConcealmentOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("letter", models.CharField(max_length=100)),
                ("letter_date", models.DateField()),
                ("issuer", models.CharField(max_length=200)),
                ("until_date", models.DateField()),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ExportSubject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
        ),
        migrations.CreateModel(
            name="StatedPurpose",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.BigIntegerField()),
                ("purpose", models.CharField(max_length=20)),
                ("reason", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nik", models.CharField(max_length=16)),
                ("why", models.CharField(max_length=400)),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="exchangerun",
            name="acted_as",
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name="exchangerun",
            name="person",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="reading",
            name="purpose",
            field=models.CharField(max_length=20, null=True),
        ),
        migrations.AddField(
            model_name="reading",
            name="reason",
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name="reading",
            name="resi",
            field=models.CharField(max_length=12, null=True),
        ),
        migrations.AddIndex(
            model_name="exchangerun",
            index=models.Index(fields=["office", "at"], name="exchange_of_office"),
        ),
        migrations.AddField(
            model_name="alarm",
            name="office",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
            ),
        ),
        migrations.AddField(
            model_name="alarm",
            name="resident",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="register.resident",
            ),
        ),
        migrations.AddField(
            model_name="concealmentorder",
            name="office",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
            ),
        ),
        migrations.AddField(
            model_name="concealmentorder",
            name="resident",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.resident"
            ),
        ),
        migrations.AddField(
            model_name="exportsubject",
            name="resident",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.resident"
            ),
        ),
        migrations.AddField(
            model_name="exportsubject",
            name="run",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="subjects",
                to="register.exchangerun",
            ),
        ),
        migrations.AddField(
            model_name="statedpurpose",
            name="family",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="register.family",
            ),
        ),
        migrations.AddField(
            model_name="statedpurpose",
            name="office",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
            ),
        ),
        migrations.AddField(
            model_name="statedpurpose",
            name="resident",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="register.resident",
            ),
        ),
        migrations.AddField(
            model_name="watch",
            name="ends",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="register.watch",
            ),
        ),
        migrations.AddField(
            model_name="watch",
            name="office",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
            ),
        ),
        migrations.AddField(
            model_name="watch",
            name="resident",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="register.resident",
            ),
        ),
        migrations.AddIndex(
            model_name="alarm",
            index=models.Index(fields=["office", "at"], name="alarm_of_office"),
        ),
        migrations.AddIndex(
            model_name="concealmentorder",
            index=models.Index(fields=["resident"], name="concealment_of_resident"),
        ),
        migrations.AddIndex(
            model_name="exportsubject",
            index=models.Index(fields=["resident"], name="export_of_resident"),
        ),
        migrations.AddConstraint(
            model_name="exportsubject",
            constraint=models.UniqueConstraint(fields=("run", "resident"), name="export_subject_once"),
        ),
        migrations.AddIndex(
            model_name="statedpurpose",
            index=models.Index(fields=["person", "at"], name="stated_purpose_by_person"),
        ),
        migrations.AddConstraint(
            model_name="statedpurpose",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("family__isnull", True), ("resident__isnull", False)),
                    models.Q(("family__isnull", False), ("resident__isnull", True)),
                    _connector="OR",
                ),
                name="stated_purpose_is_of_one",
            ),
        ),
        migrations.AddIndex(
            model_name="watch",
            index=models.Index(fields=["office", "at"], name="watch_of_office"),
        ),
        migrations.AddConstraint(
            model_name="watch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends__isnull", False)), fields=("ends",), name="watch_ends_once"
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
