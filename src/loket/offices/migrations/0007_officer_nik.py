"""The NIK of an officer: nobody works on the file of the own family."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0006_second_factor"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="nik",
            field=models.CharField(blank=True, default="", max_length=16),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                condition=models.Q(("nik", ""), _negated=True), fields=("nik",), name="officer_nik_once"
            ),
        ),
    ]
