"""
Prints, what became of them, and the ledger of blanks; the database itself refuses to change or remove any of it.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FROZEN = (
    "documents_print",
    "documents_printsubject",
    "documents_printoutcome",
    "documents_blankmovement",
    "documents_blankthreshold",
)
# INSERT OR REPLACE deletes without firing DELETE triggers, so SQLite also refuses to insert what is there already.
ONCE = {
    "documents_print": (("id",), ("key",), ("subject", "paper", "act", "number", "edition", "draft", "copy_number")),
    "documents_blankmovement": (("id",), ("key",)),
}
POSTGRESQL = """
CREATE FUNCTION loket_refuse_documents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'loket: % on % is refused, history is only added to', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        _guard_postgresql(editor)
    else:
        _guard_sqlite(editor)


def _guard_postgresql(editor: BaseDatabaseSchemaEditor) -> None:
    # Without parameters nothing is merged into the text, so that the percent signs of RAISE stay.
    editor.execute(POSTGRESQL, params=None)
    act = "EXECUTE FUNCTION loket_refuse_documents()"
    for table in FROZEN:
        editor.execute(f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {act}")
        editor.execute(f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {act}")


def _guard_sqlite(editor: BaseDatabaseSchemaEditor) -> None:
    for table in FROZEN:
        for act in ("UPDATE", "DELETE"):
            _refuse(editor, f"{table}_{act.lower()}", act, table, "")
        same = (" AND ".join(f"{c} = NEW.{c}" for c in columns) for columns in ONCE.get(table, (("id",),)))
        there = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {condition})" for condition in same)  # noqa: S608 (own names)
        _refuse(editor, f"{table}_replace", "INSERT", table, f"WHEN {there}")


def _refuse(editor: BaseDatabaseSchemaEditor, name: str, act: str, table: str, when: str) -> None:
    editor.execute(
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, 'loket: {act} on {table} is refused, history is only added to'); END"
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("offices", "0005_must_change_password"),
        ("register", "0003_reference"),
    ]

    operations = [
        migrations.CreateModel(
            name="BlankThreshold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("at_least", models.PositiveIntegerField()),
                ("why", models.CharField(max_length=400)),
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
            name="Print",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(unique=True)),
                ("resi", models.CharField(blank=True, max_length=12)),
                ("paper", models.CharField(max_length=60)),
                ("act", models.CharField(max_length=20)),
                ("subject", models.CharField(max_length=60)),
                ("number", models.CharField(blank=True, max_length=120)),
                ("edition", models.CharField(blank=True, max_length=40)),
                ("draft", models.BooleanField()),
                ("copy_number", models.PositiveSmallIntegerField()),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("printer", models.CharField(blank=True, max_length=100)),
                ("blank_kind", models.CharField(blank=True, max_length=20)),
                ("serial", models.CharField(blank=True, max_length=40)),
                ("asked", models.JSONField()),
                ("template", models.CharField(blank=True, max_length=64)),
                ("sha256", models.CharField(blank=True, max_length=64)),
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
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="documents.print",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BlankMovement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("act", models.CharField(max_length=20)),
                ("prefix", models.CharField(blank=True, max_length=20)),
                ("first", models.BigIntegerField(null=True)),
                ("last", models.BigIntegerField(null=True)),
                ("width", models.PositiveSmallIntegerField()),
                ("quantity", models.PositiveIntegerField()),
                ("expected", models.IntegerField(null=True)),
                ("holder", models.BigIntegerField(null=True)),
                ("was_used", models.BooleanField(default=False)),
                ("counterpart", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(blank=True, max_length=400)),
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
                (
                    "print",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.print"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PrintOutcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("outcome", models.CharField(max_length=20)),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "print",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outcomes", to="documents.print"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PrintSubject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "family",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.family"
                    ),
                ),
                (
                    "print",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="subjects", to="documents.print"
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.resident"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="print",
            index=models.Index(fields=["office", "at"], name="print_of_office"),
        ),
        migrations.AddIndex(
            model_name="print",
            index=models.Index(condition=models.Q(("resi", ""), _negated=True), fields=["resi"], name="print_of_case"),
        ),
        migrations.AddConstraint(
            model_name="print",
            constraint=models.UniqueConstraint(
                fields=("subject", "paper", "act", "number", "edition", "draft", "copy_number"), name="copy_once"
            ),
        ),
        migrations.AddIndex(
            model_name="blankmovement",
            index=models.Index(fields=["office", "kind", "prefix", "first"], name="movement_of_serial"),
        ),
        migrations.AddIndex(
            model_name="blankmovement",
            index=models.Index(fields=["office", "kind", "act", "at"], name="movement_of_kind"),
        ),
        migrations.AddConstraint(
            model_name="blankmovement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("act__in", ("pakai", "rusak")), ("first", models.F("last"))),
                fields=("office", "kind", "prefix", "width", "first", "act"),
                name="serial_used_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="blankmovement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("first__isnull", True), ("last__isnull", True)),
                    ("last__gte", models.F("first")),
                    _connector="OR",
                ),
                name="range_runs_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="printoutcome",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "tidak diketahui"), _negated=True),
                fields=("print",),
                name="outcome_is_said_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="printsubject",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("family__isnull", True), ("resident__isnull", False)),
                    models.Q(("family__isnull", False), ("resident__isnull", True)),
                    _connector="OR",
                ),
                name="print_subject_is_one",
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
