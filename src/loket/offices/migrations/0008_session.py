"""Sessions in a table: who is signed in where, since when, and why it ended."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

REASONS = [
    "signed-out",
    "idle",
    "too-long",
    "ended-by-owner",
    "ended-by-keeper",
    "password",
    "account-closed",
    "other-browser",
]


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("offices", "0007_officer_nik"),
    ]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("data", models.JSONField(default=dict)),
                ("browser", models.CharField(blank=True, max_length=40)),
                ("machine", models.CharField(blank=True, max_length=40)),
                ("address", models.CharField(blank=True, max_length=45)),
                ("began_at", models.DateTimeField()),
                ("last_seen_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "end_reason",
                    models.CharField(blank=True, choices=[(one, one) for one in REASONS], max_length=20),
                ),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "-last_seen_at"], name="sessions_of_one"),
                    models.Index(fields=["began_at"], name="sessions_by_age"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(ended_at__isnull=True, end_reason="")
                        | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                        name="session_end_has_reason",
                    ),
                ],
            },
        ),
    ]
