"""
The service that a complaint is about, and with the cases of earlier versions when their answers were written.

The column may be null so that no database makes the table anew: its triggers would go with the old one.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def note_answers(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Complaints answered before: the latest moment of each."""
    answers = apps.get_model("complaints", "Answer").objects.values("complaint__resi")
    cases = apps.get_model("casework", "Case").objects
    for row in answers.annotate(latest=models.Max("at")):
        cases.filter(resi=row["complaint__resi"]).update(answered_at=row["latest"])


class Migration(migrations.Migration):
    dependencies = [("casework", "0010_answered"), ("complaints", "0001_complaints")]
    operations = [
        migrations.AddField(
            model_name="complaint", name="about_service", field=models.CharField(max_length=40, null=True)
        ),
        migrations.RunPython(note_answers, migrations.RunPython.noop),
    ]
