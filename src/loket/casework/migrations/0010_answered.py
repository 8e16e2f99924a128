"""
When the answer to a complaint was written last.

The column may be null so that no database makes the table anew: its triggers would go with the old one.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0009_kept_from")]
    operations = [
        migrations.AddField(model_name="case", name="answered_at", field=models.DateTimeField(null=True)),
    ]
