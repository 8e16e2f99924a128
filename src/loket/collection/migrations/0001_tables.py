"""Mandates, slips, places on shelves, downloads and the rule of an office. The database lets each table grow and nothing else."""

import importlib
import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

looks = importlib.import_module("loket.register.migrations.0008_purpose_of_access")

TABLES = (
    "collection_mandate",
    "collection_mandateend",
    "collection_slip",
    "collection_shelving",
    "collection_fetch",
    "collection_rule",
)


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    looks.guard_tables(editor, TABLES)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("offices", "0012_account_acts"),
        ("register", "0008_purpose_of_access"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mandate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4)),
                ("key", models.UUIDField()),
                ("resi", models.CharField(max_length=12)),
                ("scope", models.CharField(max_length=40)),
                ("relation", models.CharField(max_length=20)),
                ("taker", models.CharField(max_length=64)),
                ("sealed", models.BinaryField()),
                ("valid_until", models.DateField()),
                ("paper", models.CharField(blank=True, max_length=64)),
                ("channel", models.CharField(max_length=20)),
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
            name="MandateEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200)),
                ("channel", models.CharField(max_length=20)),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "mandate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="end", to="collection.mandate"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("remind_after", models.CharField(blank=True, max_length=60)),
                ("archive_after", models.SmallIntegerField(null=True)),
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
            name="Shelving",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("resi", models.CharField(max_length=12)),
                ("kind", models.CharField(max_length=10)),
                ("place", models.CharField(max_length=60)),
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
            name="Slip",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField()),
                ("resi", models.CharField(max_length=12)),
                ("number", models.SmallIntegerField()),
                ("mark", models.CharField(max_length=64)),
                ("sealed", models.BinaryField()),
                ("statement", models.CharField(max_length=200)),
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
            name="Fetch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("resi", models.CharField(max_length=12)),
                ("code", models.CharField(max_length=20)),
                ("sha256", models.CharField(max_length=64)),
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
                "indexes": [models.Index(fields=["resi"], name="fetch_of_case")],
            },
        ),
        migrations.AddIndex(
            model_name="mandate",
            index=models.Index(fields=["resi"], name="mandate_of_case"),
        ),
        migrations.AddIndex(
            model_name="mandate",
            index=models.Index(fields=["office", "at"], name="mandate_of_office"),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.UniqueConstraint(fields=("uuid",), name="mandate_uuid_once"),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.UniqueConstraint(fields=("key",), name="mandate_key_once"),
        ),
        migrations.AddIndex(
            model_name="mandateend",
            index=models.Index(fields=["at"], name="mandate_end_by_time"),
        ),
        migrations.AddIndex(
            model_name="rule",
            index=models.Index(fields=["office", "-id"], name="pickup_rule_of_office"),
        ),
        migrations.AddIndex(
            model_name="shelving",
            index=models.Index(fields=["resi", "-id"], name="shelf_of_case"),
        ),
        migrations.AddIndex(
            model_name="shelving",
            index=models.Index(fields=["office", "-id"], name="shelf_of_office"),
        ),
        migrations.AddIndex(
            model_name="slip",
            index=models.Index(fields=["office", "at"], name="slip_of_office"),
        ),
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.UniqueConstraint(fields=("resi", "number"), name="slip_once"),
        ),
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.UniqueConstraint(fields=("key",), name="slip_key_once"),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
