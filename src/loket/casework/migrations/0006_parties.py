"""
Whom the form of a case names, kept with the case: a step asks without another statement whose family it concerns.

The column may be null so that no database makes the table anew: its triggers would go with the old one.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_first_numbers")]
    operations = [
        migrations.AddField(model_name="case", name="parties", field=models.TextField(null=True)),
    ]
