"""Room for a QR that is an address. SQLite holds a text of any length, and its table keeps its guards untouched."""

from typing import Any

from django.db import migrations, models


def _widen(_apps: Any, schema: Any) -> None:
    if schema.connection.vendor == "postgresql":
        schema.execute("ALTER TABLE signing_signedpaper ALTER COLUMN payload TYPE varchar(320)")


class Migration(migrations.Migration):
    """After the tables of providers."""

    dependencies = [("signing", "0003_providers")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField("signedpaper", "payload", models.CharField(max_length=320)),
            ],
            database_operations=[migrations.RunPython(_widen, migrations.RunPython.noop)],
        )
    ]
