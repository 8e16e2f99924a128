"""Since when a password that somebody else made waits for its owner; and what keepers did to accounts, for the owners to be told."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.utils import timezone

KINDS = [(one, one) for one in ("password", "second-factor")]


def begin_to_count(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """What waits already has as long as what is made today."""
    person = apps.get_model("offices", "Person")
    person.objects.filter(must_change_password=True).update(password_made_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0011_emergency"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="password_made_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="AccountAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=KINDS, max_length=20)),
                ("at", models.DateTimeField()),
                ("why", models.CharField(max_length=400)),
                ("seen_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account_acts",
                        to="offices.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(by__isnull=True) | ~models.Q(by=models.F("person")),
                        name="account_act_of_another",
                    ),
                ],
            },
        ),
        migrations.RunPython(begin_to_count, migrations.RunPython.noop),
    ]
