import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("offices", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProcedureVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("office_key", models.SlugField(max_length=40)),
                ("service", models.SlugField(max_length=40)),
                ("effective_date", models.DateField()),
                ("fingerprint", models.CharField(max_length=64, unique=True)),
                ("text", models.TextField()),
                ("published_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["office_key", "service", "-effective_date"], name="procedure_in_force")
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("resi", models.CharField(max_length=12)),
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
                    "procedure",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="casework.procedureversion",
                    ),
                ),
                ("applicant_name", models.CharField(max_length=200)),
                ("name_key", models.CharField(max_length=200)),
                ("applicant_nik", models.CharField(blank=True, max_length=16)),
                ("applicant_phone", models.CharField(blank=True, max_length=30)),
                ("subject", models.CharField(blank=True, max_length=400)),
                ("channel", models.CharField(max_length=20)),
                ("key", models.UUIDField(unique=True)),
                ("answers", models.TextField()),
                ("submitted_at", models.DateTimeField()),
                ("submitted_by", models.BigIntegerField()),
                ("register_number", models.CharField(blank=True, max_length=100)),
                ("promise_due_at", models.DateTimeField(null=True)),
                ("status", models.CharField(max_length=30)),
                ("holder", models.BigIntegerField(null=True)),
                ("preferred", models.BigIntegerField(null=True)),
                ("touched", models.BooleanField()),
                ("sent_back", models.BooleanField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("occurrence", models.IntegerField()),
                ("version", models.IntegerField()),
                ("opened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("step_due_at", models.DateTimeField(null=True)),
                ("step", models.CharField(max_length=40, null=True)),
                ("head_hash", models.BinaryField(max_length=32)),
                ("trail", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
                    ),
                ),
                ("number", models.IntegerField()),
                ("date", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("count", models.IntegerField()),
                ("prev_root", models.BinaryField(max_length=32)),
                ("root", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="CheckpointLeaf",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "checkpoint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leaves",
                        to="casework.checkpoint",
                    ),
                ),
                ("resi", models.CharField(max_length=12)),
                ("version", models.IntegerField()),
                ("head_hash", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="casework.case",
                    ),
                ),
                ("seq", models.IntegerField()),
                ("occurred_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("person", models.BigIntegerField()),
                ("number", models.IntegerField(null=True)),
                ("key", models.UUIDField()),
                ("prev_hash", models.BinaryField(max_length=32)),
                ("hash", models.BinaryField(max_length=32)),
                ("kind", models.CharField(max_length=30)),
                ("step", models.CharField(max_length=40, null=True)),
                ("channel", models.CharField(max_length=20)),
                ("series", models.CharField(max_length=100, null=True)),
                ("acted_as", models.TextField()),
                ("payload", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="casework.case"
                    ),
                ),
                ("requirement", models.CharField(max_length=40)),
                ("file", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=10)),
                ("size", models.IntegerField()),
                ("pages", models.IntegerField()),
                ("uploaded_by", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="IntakeRefusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(unique=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.procedureversion"
                    ),
                ),
                ("applicant_name", models.CharField(max_length=200)),
                ("applicant_nik", models.CharField(blank=True, max_length=16)),
                ("applicant_phone", models.CharField(blank=True, max_length=30)),
                ("subject", models.CharField(blank=True, max_length=400)),
                ("channel", models.CharField(max_length=20)),
                ("answers", models.JSONField()),
                ("checklist", models.JSONField()),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                ("name", models.CharField(max_length=100, primary_key=True, serialize=False)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
                    ),
                ),
                ("book", models.CharField(max_length=40)),
                ("year", models.IntegerField()),
                ("value", models.IntegerField()),
                ("format", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(unique=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
                    ),
                ),
                ("step", models.CharField(max_length=40)),
                ("series", models.CharField(max_length=100)),
                ("number", models.IntegerField()),
                ("label", models.CharField(max_length=100)),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("at", models.DateTimeField()),
                ("resis", models.JSONField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("series", "number"), name="batch_number_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="checkpoint",
            constraint=models.UniqueConstraint(fields=("office", "number"), name="checkpoint_once"),
        ),
        migrations.AddConstraint(
            model_name="checkpointleaf",
            constraint=models.UniqueConstraint(fields=("resi", "version"), name="leaf_once"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number__isnull", False)), fields=("series", "number"), name="event_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(fields=("case", "requirement", "sha256"), name="paper_once"),
        ),
        migrations.AddIndex(
            model_name="intakerefusal",
            index=models.Index(fields=["office", "at"], name="refusal_by_day"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(condition=models.Q(("closed_at__isnull", True)), fields=["office"], name="case_open"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", False)), fields=["office", "closed_at"], name="case_closed"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(fields=("resi",), name="case_resi_once"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["office", "applicant_nik"], name="case_nik"),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.UniqueConstraint(fields=("office", "book", "year"), name="series_once"),
        ),
    ]
