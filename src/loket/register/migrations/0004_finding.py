"""
Finding people, and what was decided about two who may be one.

The words of names are indexed as each database can: GIN on PostgreSQL, a full-text table on SQLite. No extension is needed.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F, Q

from loket.register.finding import tables

DECISIONS = "register_duplicatedecision"


def make_tables(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in tables.made_once(editor.connection.vendor):
        editor.execute(statement, params=None)
    tables.make_indexes(editor.connection)


def remove_tables(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TABLE register_search")


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        act = "EXECUTE FUNCTION loket_refuse_register()"
        editor.execute(f"CREATE TRIGGER {DECISIONS}_rows BEFORE UPDATE OR DELETE ON {DECISIONS} FOR EACH ROW {act}")
        editor.execute(f"CREATE TRIGGER {DECISIONS}_whole BEFORE TRUNCATE ON {DECISIONS} FOR EACH STATEMENT {act}")
        return
    there = f"WHEN EXISTS (SELECT 1 FROM {DECISIONS} WHERE id = NEW.id)"  # noqa: S608 (own name)
    for act, when in (("UPDATE", ""), ("DELETE", ""), ("INSERT", there)):
        editor.execute(
            f"CREATE TRIGGER {DECISIONS}_{act.lower()} BEFORE {act} ON {DECISIONS} {when} "
            f"BEGIN SELECT RAISE(ABORT, 'loket: {act} on {DECISIONS} is refused, history is only added to'); END"
        )


class Migration(migrations.Migration):
    dependencies = [("offices", "0005_must_change_password"), ("register", "0003_reference")]
    operations = [
        migrations.CreateModel(
            name="SearchKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("current", models.BooleanField()),
                ("name", models.CharField(max_length=200)),
                ("name_key", models.CharField(max_length=250)),
                ("sex", models.PositiveSmallIntegerField()),
                ("birth_year", models.PositiveSmallIntegerField()),
                ("birth_date", models.DateField()),
                ("birth_place", models.CharField(max_length=100)),
                ("mother_name", models.CharField(max_length=200)),
                ("tokens", models.TextField()),
                (
                    "office",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.office",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_keys",
                        to="register.resident",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["birth_date"], name="search_by_birth")]},
        ),
        migrations.CreateModel(
            name="Spelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=250)),
                ("word", models.CharField(max_length=250)),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["key", "word"], name="spelling_once")]},
        ),
        migrations.CreateModel(
            name="DuplicateDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("decision", models.CharField(max_length=10)),
                ("reason", models.CharField(max_length=400)),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.resident"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.office",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.resident"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["office", "at"], name="decision_of_office")],
                "constraints": [
                    models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_in_order"),
                    models.CheckConstraint(
                        condition=Q(decision__in=("same", "different", "undecided")), name="decision_is_known"
                    ),
                ],
            },
        ),
        migrations.RunPython(make_tables, remove_tables),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
