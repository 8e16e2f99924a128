"""
The database keeps what keepers did to accounts, and outages: none is removed, and each may only end, once.

On SQLite also a note is not put in the place of another: INSERT OR REPLACE deletes without firing DELETE triggers.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# The columns that never change once written, and the one that is filled later.
KEPT = {
    "offices_accountact": (("id", "person_id", "kind", "by_id", "at", "why"), "seen_at"),
    "offices_incident": (("id", "office_id", "start_at", "reason"), "end_at"),
}

POSTGRESQL = """
CREATE FUNCTION loket_refuse_office() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'loket: % on % is refused, history is only added to', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    on_postgresql = editor.connection.vendor == "postgresql"
    if on_postgresql:
        # Without parameters nothing is merged into the text, so that the percent signs of RAISE stay.
        editor.execute(POSTGRESQL, params=None)
    distinct = "IS DISTINCT FROM" if on_postgresql else "IS NOT"
    for table, (fixed, once) in KEPT.items():
        changes = [f"OLD.{column} {distinct} NEW.{column}" for column in fixed]
        changed = " OR ".join([*changes, f"(OLD.{once} IS NOT NULL AND OLD.{once} {distinct} NEW.{once})"])
        if on_postgresql:
            _guard_on_postgresql(editor, table, changed)
        else:
            _refuse(editor, table, "DELETE", "")
            _refuse(editor, table, "UPDATE", f"WHEN {changed}")
    if not on_postgresql:
        for table in ("offices_auditnote", *KEPT):
            _refuse(editor, table, "INSERT", f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)")  # noqa: S608 (own name)


def _guard_on_postgresql(editor: BaseDatabaseSchemaEditor, table: str, changed: str) -> None:
    act = "EXECUTE FUNCTION loket_refuse_office()"
    editor.execute(f"CREATE TRIGGER {table}_rows BEFORE DELETE ON {table} FOR EACH ROW {act}")
    editor.execute(f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {act}")
    editor.execute(f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({changed}) {act}")


def _refuse(editor: BaseDatabaseSchemaEditor, table: str, act: str, when: str) -> None:
    editor.execute(
        f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, 'loket: {act} on {table} is refused, history is only added to'); END"
    )


def unguard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    on_postgresql = editor.connection.vendor == "postgresql"
    acts = ("rows", "whole", "fixed") if on_postgresql else ("delete", "update", "insert")
    for table, act in ((table, act) for table in KEPT for act in acts):
        editor.execute(f"DROP TRIGGER {table}_{act}" + (f" ON {table}" if on_postgresql else ""))
    editor.execute("DROP FUNCTION loket_refuse_office()" if on_postgresql else "DROP TRIGGER offices_auditnote_insert")


class Migration(migrations.Migration):
    dependencies = [("offices", "0012_account_acts")]
    operations = [migrations.RunPython(guard, unguard)]
