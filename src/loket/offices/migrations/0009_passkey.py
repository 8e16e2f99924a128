"""Passkeys: the public halves of keys that browsers keep; and a second factor without a telephone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0008_session"),
    ]

    operations = [
        migrations.AlterField(
            model_name="secondfactor",
            name="sealed",
            field=models.BinaryField(null=True),
        ),
        migrations.CreateModel(
            name="Passkey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("host", models.CharField(max_length=255)),
                ("credential_id", models.CharField(max_length=1400, unique=True)),
                ("attested", models.BinaryField()),
                ("sign_count", models.BigIntegerField()),
                ("added_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passkeys",
                        to="offices.person",
                    ),
                ),
            ],
        ),
    ]
