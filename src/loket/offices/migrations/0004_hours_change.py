"""The ordinary week of an office may change from a date on."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offices", "0003_revision")]
    operations = [
        migrations.CreateModel(
            name="HoursChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("hours", models.JSONField()),
                ("decree", models.CharField(max_length=200)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hours_changes",
                        to="offices.office",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("office", "valid_from"), name="hours_change_once")],
            },
        ),
    ]
