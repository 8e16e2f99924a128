"""
Terms of an office, and destructions by two persons with all that was listed, decided and done.

The database lets these tables grow and nothing else; `ListedCase`, what is left to do, comes and goes.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# INSERT OR REPLACE deletes without firing DELETE triggers, so SQLite also refuses to insert what is there already.
ONCE = {
    "keeping_officeterm": ("id",),
    "keeping_destruction": ("id",),
    "keeping_destructionitem": ("id", "destruction_id, resi"),
    "keeping_destructionstep": ("id", "destruction_id, kind"),
    "keeping_destructionoutcome": ("id", "destruction_id, resi"),
}


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for table, once in ONCE.items():
        if editor.connection.vendor == "postgresql":
            for name, when, each in (("rows", "UPDATE OR DELETE", "ROW"), ("whole", "TRUNCATE", "STATEMENT")):
                act = f"BEFORE {when} ON {table} FOR EACH {each} EXECUTE FUNCTION loket_refuse()"
                editor.execute(f"CREATE TRIGGER {table}_{name} {act}")
            continue
        for act in ("UPDATE", "DELETE"):
            _refuse_on_sqlite(editor, table, act.lower(), act, "")
        for place, columns in enumerate(once):
            same = " AND ".join(f"{column} = NEW.{column}" for column in columns.split(", "))
            there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 (own names)
            _refuse_on_sqlite(editor, table, f"replace_{place}", "INSERT", there)


def _refuse_on_sqlite(editor: BaseDatabaseSchemaEditor, table: str, name: str, act: str, when: str) -> None:
    told = "REPLACE" if act == "INSERT" else act
    editor.execute(
        f"CREATE TRIGGER {table}_{name} BEFORE {act} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, 'loket: {told} on {table} is refused, history is only added to'); END"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("keeping", "0001_proofs"),
        ("offices", "0011_emergency"),
    ]

    operations = [
        migrations.CreateModel(
            name="Destruction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("class_id", models.CharField(max_length=40)),
                ("years", models.SmallIntegerField()),
                ("basis", models.CharField(max_length=200)),
                ("on_date", models.DateField()),
                ("why", models.CharField(max_length=400)),
                ("kept_why", models.CharField(blank=True, max_length=400)),
                ("sha256", models.CharField(max_length=64)),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ListedCase",
            fields=[
                ("resi", models.CharField(max_length=12, primary_key=True, serialize=False)),
                (
                    "destruction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="listed", to="keeping.destruction"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DestructionItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("resi", models.CharField(max_length=12)),
                ("service", models.CharField(max_length=40)),
                ("closed_date", models.DateField()),
                ("scans", models.IntegerField()),
                ("bytes", models.BigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("stays", models.BooleanField()),
                (
                    "destruction",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="keeping.destruction",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("destruction", "resi"), name="destruction_item_once")],
            },
        ),
        migrations.CreateModel(
            name="DestructionOutcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("resi", models.CharField(max_length=12)),
                ("left_out", models.CharField(blank=True, max_length=20)),
                ("person", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "destruction",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="keeping.destruction",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("destruction", "resi"), name="destruction_outcome_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="DestructionStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("number", models.CharField(blank=True, max_length=200)),
                ("date", models.DateField(null=True)),
                ("why", models.CharField(blank=True, max_length=400)),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "destruction",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="keeping.destruction",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("destruction", "kind"), name="destruction_step_once")],
            },
        ),
        migrations.CreateModel(
            name="OfficeTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("class_id", models.CharField(max_length=40)),
                ("years", models.SmallIntegerField()),
                ("basis", models.CharField(max_length=200)),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("at", models.DateTimeField()),
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
                "indexes": [models.Index(fields=["office", "class_id"], name="term_of_office")],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
