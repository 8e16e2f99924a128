"""The database keeps a published procedure as it was published: it may only be retired, and put back into force."""

import importlib

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "casework_procedureversion"
FIXED = ("id", "office_key", "service", "effective_date", "fingerprint", "text", "published_at")

guards = importlib.import_module("loket.casework.migrations.0002_guards")


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        guards.guard_table_on_postgresql(editor, TABLE, "DELETE")
        changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in FIXED)
        editor.execute(
            f"CREATE TRIGGER {TABLE}_fixed BEFORE UPDATE ON {TABLE} "
            f"FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION loket_refuse()"
        )
        return
    guards.guard_table_on_sqlite(editor, TABLE, ("DELETE",), (("id",), ("fingerprint",)))
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in FIXED)
    editor.execute(
        f"CREATE TRIGGER {TABLE}_fixed BEFORE UPDATE ON {TABLE} WHEN {changed} "
        f"BEGIN SELECT RAISE(ABORT, 'loket: UPDATE on {TABLE} is refused, history is only added to'); END"
    )


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_destroyed_papers")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
