"""An office counts its changes, so that a process knows whether what it remembers is still right."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offices", "0002_guards")]
    operations = [
        migrations.AddField(
            model_name="office",
            name="revision",
            field=models.PositiveIntegerField(default=1),
        ),
    ]
