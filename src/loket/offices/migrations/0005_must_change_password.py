"""Who was given a password by somebody else must change it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offices", "0004_hours_change")]
    operations = [
        migrations.AddField(
            model_name="person",
            name="must_change_password",
            field=models.BooleanField(default=False),
        ),
    ]
