"""Positions and accounts by two persons: what one has proposed, and another confirms."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

KINDS = [(one, one) for one in ("definitif", "plt", "plh", "pj")]
OUTCOMES = [(one, one) for one in ("confirmed", "declined", "withdrawn")]


def person(*, null: bool) -> Any:
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.person"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0009_passkey"),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("username", models.CharField(blank=True, max_length=60)),
                ("full_name", models.CharField(blank=True, max_length=200)),
                ("nip", models.CharField(blank=True, max_length=18)),
                ("kind", models.CharField(choices=KINDS, max_length=10)),
                ("decree", models.CharField(max_length=200)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("why", models.CharField(max_length=400)),
                ("proposed_at", models.DateTimeField()),
                ("outcome", models.CharField(blank=True, choices=OUTCOMES, max_length=10)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", person(null=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="offices.office",
                    ),
                ),
                ("person", person(null=True)),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.position"
                    ),
                ),
                ("proposed_by", person(null=False)),
            ],
            options={
                "indexes": [models.Index(fields=["office", "outcome"], name="proposals_open")],
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(outcome="confirmed")
                        | Q(decided_by__isnull=True)
                        | (~Q(decided_by=F("proposed_by")) & (Q(person__isnull=True) | ~Q(decided_by=F("person")))),
                        name="proposal_by_two_persons",
                    ),
                ],
            },
        ),
    ]
