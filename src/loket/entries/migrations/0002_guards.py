"""What the database itself refuses: changing or removing a revision, a tick, an effect, a product or a decision of use."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FROZEN = ("entries_entry", "entries_tick", "entries_effect", "entries_product", "entries_use")
KEPT = ("entries_letterseries",)

POSTGRESQL = """
CREATE FUNCTION loket_refuse_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'loket: % on % is refused, history is only added to', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        _guard_postgresql(editor)
    else:
        _guard_sqlite(editor)


def _guard_postgresql(editor: BaseDatabaseSchemaEditor) -> None:
    # Without parameters nothing is merged into the text, so that the percent signs of RAISE stay.
    editor.execute(POSTGRESQL, params=None)
    act = "EXECUTE FUNCTION loket_refuse_entries()"
    for table in (*FROZEN, *KEPT):
        acts = "UPDATE OR DELETE" if table in FROZEN else "DELETE"
        editor.execute(f"CREATE TRIGGER {table}_rows BEFORE {acts} ON {table} FOR EACH ROW {act}")
        editor.execute(f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {act}")


def _guard_sqlite(editor: BaseDatabaseSchemaEditor) -> None:
    for table in (*FROZEN, *KEPT):
        for act in ("UPDATE", "DELETE") if table in FROZEN else ("DELETE",):
            _refuse(editor, f"{table}_{act.lower()}", act, table, "")
    for table in FROZEN:
        # INSERT OR REPLACE deletes without firing DELETE triggers, so what is there already is refused as well.
        there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608 (own names)
        _refuse(editor, f"{table}_replace", "INSERT", table, there)


def _refuse(editor: BaseDatabaseSchemaEditor, name: str, act: str, table: str, when: str) -> None:
    editor.execute(
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, 'loket: {act} on {table} is refused, history is only added to'); END"
    )


class Migration(migrations.Migration):
    dependencies = [("entries", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
