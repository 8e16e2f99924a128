"""
When a scan was destroyed and under which minutes: the row with its hash stays.

The columns may be null so that no database makes the table anew: its triggers would go with the old one.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_parties")]
    operations = [
        migrations.AddField(model_name="paper", name="destroyed_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="paper", name="destroyed_under", field=models.CharField(max_length=200, null=True)
        ),
    ]
