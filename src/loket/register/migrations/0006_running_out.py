"""Indexes for what runs out: the last day of a leave to stay, and the departure of those under way."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

POSTGRESQL = {
    "version_permit_ends": "(biodata -> 'permit' ->> 'until_date')",
    "version_departed": "(transit ->> 'departed_date')",
}
SQLITE = {
    "version_permit_ends": "json_extract(biodata, '$.permit.until_date')",
    "version_departed": "json_extract(transit, '$.departed_date')",
}
CURRENT = "valid_until IS NULL AND superseded_at IS NULL"


def index(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    day_of = POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE
    for name, day in day_of.items():
        where = f"{CURRENT} AND {day} IS NOT NULL"
        # Without parameters nothing is merged into the text.
        editor.execute(f"CREATE INDEX {name} ON register_residentversion ({day}) WHERE {where}", params=None)


class Migration(migrations.Migration):
    dependencies = [("register", "0005_readings")]
    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
