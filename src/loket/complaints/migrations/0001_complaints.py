"""Complaints, what was answered and heard, boxes and numbers of LAPOR. The database lets all of it grow and nothing else."""

import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GUARDED = ("boxopening", "complaint", "laporticket", "answer", "hearing", "withholding")


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for table in (f"complaints_{name}" for name in GUARDED):
        if editor.connection.vendor == "postgresql":
            act = "EXECUTE FUNCTION loket_refuse()"
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
    initial = True

    dependencies = [
        ("casework", "0009_kept_from"),
        ("offices", "0012_account_acts"),
    ]

    operations = [
        migrations.CreateModel(
            name="BoxOpening",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("place", models.CharField(max_length=200)),
                ("opened_at", models.DateTimeField()),
                ("letters", models.IntegerField()),
                ("witnesses", models.CharField(max_length=400)),
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
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("resi", models.CharField(max_length=12)),
                ("digest", models.CharField(max_length=64)),
                ("channel", models.CharField(max_length=20)),
                ("secrecy", models.CharField(max_length=10)),
                ("about_resi", models.CharField(blank=True, max_length=12)),
                ("said", models.BinaryField()),
                ("reporter", models.BinaryField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "box",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="complaints.boxopening",
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
            ],
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("content", models.BinaryField()),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="complaints.complaint"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Hearing",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("mark", models.SmallIntegerField()),
                ("objection", models.BinaryField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hearings", to="complaints.complaint"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LaporTicket",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=40)),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "complaint",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tickets",
                        to="complaints.complaint",
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
            ],
        ),
        migrations.CreateModel(
            name="Withholding",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("persons", models.TextField(blank=True)),
                ("why", models.CharField(max_length=400)),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withholdings",
                        to="complaints.complaint",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="boxopening",
            index=models.Index(fields=["office", "opened_at"], name="boxes_of_office"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["office"], name="complaints_of_office"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.UniqueConstraint(fields=("resi",), name="complaint_case_once"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.UniqueConstraint(fields=("digest",), name="complaint_code_once"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("secrecy", "anonim"), _negated=True), ("reporter__isnull", True), _connector="OR"
                ),
                name="anonymous_is_nobody",
            ),
        ),
        migrations.AddConstraint(
            model_name="laporticket",
            constraint=models.UniqueConstraint(fields=("complaint",), name="one_lapor_number"),
        ),
        migrations.AddConstraint(
            model_name="laporticket",
            constraint=models.UniqueConstraint(fields=("office", "number"), name="lapor_number_once"),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
