"""The survey: invitations, answers that know neither case nor person, and the plan. What is proof is only added to."""

import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GUARDED = ("lobby_issued", "lobby_answer", "lobby_planitem")


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for table in GUARDED:
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
        ("casework", "0002_guards"),
        ("offices", "0012_account_acts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Issued",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("mark", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("mark",), name="invitation_issued_once")],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("service", models.SlugField(db_index=False, max_length=40)),
                ("unit", models.CharField(blank=True, max_length=200)),
                ("answered_date", models.DateField()),
                ("channel", models.CharField(max_length=10)),
                ("persyaratan", models.SmallIntegerField(null=True)),
                ("prosedur", models.SmallIntegerField(null=True)),
                ("waktu", models.SmallIntegerField(null=True)),
                ("biaya", models.SmallIntegerField(null=True)),
                ("produk", models.SmallIntegerField(null=True)),
                ("kompetensi", models.SmallIntegerField(null=True)),
                ("perilaku", models.SmallIntegerField(null=True)),
                ("sarana", models.SmallIntegerField(null=True)),
                ("pengaduan", models.SmallIntegerField(null=True)),
                ("sex", models.CharField(blank=True, max_length=10)),
                ("age", models.CharField(blank=True, max_length=10)),
                ("education", models.CharField(blank=True, max_length=10)),
                ("occupation", models.CharField(blank=True, max_length=10)),
                ("remark", models.CharField(blank=True, max_length=500)),
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
                "indexes": [models.Index(fields=["office", "answered_date"], name="answers_of_period")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("persyaratan__isnull", True), ("persyaratan__in", (1, 2, 3, 4)), _connector="OR"
                        ),
                        name="answer_persyaratan",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prosedur__isnull", True), ("prosedur__in", (1, 2, 3, 4)), _connector="OR"),
                        name="answer_prosedur",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("waktu__isnull", True), ("waktu__in", (1, 2, 3, 4)), _connector="OR"),
                        name="answer_waktu",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("biaya__isnull", True), ("biaya__in", (1, 2, 3, 4)), _connector="OR"),
                        name="answer_biaya",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("produk__isnull", True), ("produk__in", (1, 2, 3, 4)), _connector="OR"),
                        name="answer_produk",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kompetensi__isnull", True), ("kompetensi__in", (1, 2, 3, 4)), _connector="OR"
                        ),
                        name="answer_kompetensi",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("perilaku__isnull", True), ("perilaku__in", (1, 2, 3, 4)), _connector="OR"),
                        name="answer_perilaku",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sarana__isnull", True), ("sarana__in", (1, 2, 3, 4)), _connector="OR"),
                        name="answer_sarana",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pengaduan__isnull", True), ("pengaduan__in", (1, 2, 3, 4)), _connector="OR"
                        ),
                        name="answer_pengaduan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("service", models.SlugField(db_index=False, max_length=40)),
                ("unit", models.CharField(blank=True, max_length=200)),
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
                "constraints": [models.UniqueConstraint(fields=("digest",), name="invitation_once")],
            },
        ),
        migrations.CreateModel(
            name="PaperTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.BigIntegerField()),
                ("typed_date", models.DateField()),
                ("forms", models.IntegerField()),
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
                    models.UniqueConstraint(fields=("office", "typed_date", "person"), name="tally_of_day_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("semester_date", models.DateField()),
                ("element", models.CharField(max_length=20)),
                ("what", models.CharField(max_length=400)),
                ("by_date", models.DateField()),
                ("who", models.CharField(max_length=200)),
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
                "indexes": [models.Index(fields=["office", "semester_date"], name="plan_of_semester")],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
