"""
From whom a complaint is kept: the persons it is about.

The column may be null so that no database makes the table anew: its triggers would go with the old one.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0008_kept_procedures")]
    operations = [
        migrations.AddField(model_name="case", name="kept_from", field=models.TextField(null=True)),
    ]
