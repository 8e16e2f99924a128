"""Which key a certificate from outside belongs to: in a token, or at a provider. Empty is no column of the frozen rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("signing", "0002_proof_of_history"),
    ]

    operations = [
        # Nullable, so that SQLite adds the column: a table made anew would lose the triggers that freeze it.
        migrations.AddField(
            model_name="signercertificate",
            name="key_name",
            field=models.CharField(blank=True, max_length=220, null=True),
        ),
    ]
