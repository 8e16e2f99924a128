"""
Two officers may take the first number of a book in the same moment.

An INSERT that answers a conflict names one constraint; where a row had two, the second refused the later officer. The
name, made of office, book and year, is enough.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_shorter_events")]

    operations = [migrations.RemoveConstraint(model_name="series", name="series_once")]
