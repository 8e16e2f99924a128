"""
What the database itself refuses: changing or removing a life event, and removing anything of a resident or family.

A version may only be ended or marked as superseded, a membership only be ended: what they say stays.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FROZEN = ("register_lifeevent", "register_eventsubject", "register_registersetting", "register_exchangerun")
KEPT = (
    "register_region",
    "register_resident",
    "register_residentversion",
    "register_family",
    "register_familyversion",
    "register_membership",
    "register_codeentry",
    "register_numberseries",
)
# The columns of kept tables that never change once written; of the others only those that end a period may.
FIXED = {
    "register_residentversion": (
        *("id", "resident_id", "valid_from", "recorded_at", "status", "why", "biodata", "documents", "transit"),
        *("address", "event_id"),
    ),
    "register_familyversion": (
        *("id", "family_id", "number", "valid_from", "recorded_at", "street", "hamlet", "rt", "rw", "region"),
        *("postal_code", "event_id"),
    ),
    "register_membership": ("id", "resident_id", "family_id", "shdk", "from_date", "why"),
    "register_family": ("id", "head_id", "follows_id"),
    "register_resident": ("id",),
}
# A number is given once: it may come later, but is never another one.
NUMBERS = {"register_resident": "nik", "register_family": "kk_number"}

POSTGRESQL = """
CREATE FUNCTION loket_refuse_register() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'loket: % on % is refused, history is only added to', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

# INSERT OR REPLACE deletes without firing DELETE triggers, so SQLite also refuses to insert what is there already.
ONCE = {
    "register_lifeevent": (("id",), ("key",)),
    "register_resident": (("id",), ("nik",)),
    "register_family": (("id",), ("kk_number",)),
    "register_familyversion": (("id",), ("family_id", "number")),
}


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        _guard_postgresql(editor)
    else:
        _guard_sqlite(editor)


def _changes(table: str, distinct: str) -> str:
    changed = [f"OLD.{column} {distinct} NEW.{column}" for column in FIXED.get(table, ())]
    if table in NUMBERS:
        number = NUMBERS[table]
        changed.append(f"(OLD.{number} IS NOT NULL AND OLD.{number} {distinct} NEW.{number})")
    return " OR ".join(changed)


def _guard_postgresql(editor: BaseDatabaseSchemaEditor) -> None:
    # Without parameters nothing is merged into the text, so that the percent signs of RAISE stay.
    editor.execute(POSTGRESQL, params=None)
    act = "EXECUTE FUNCTION loket_refuse_register()"
    for table in (*FROZEN, *KEPT):
        acts = "UPDATE OR DELETE" if table in FROZEN else "DELETE"
        editor.execute(f"CREATE TRIGGER {table}_rows BEFORE {acts} ON {table} FOR EACH ROW {act}")
        editor.execute(f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {act}")
        if changed := _changes(table, "IS DISTINCT FROM"):
            editor.execute(f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({changed}) {act}")


def _guard_sqlite(editor: BaseDatabaseSchemaEditor) -> None:
    for table in (*FROZEN, *KEPT):
        guard_table_on_sqlite(editor, table)


def guard_table_on_sqlite(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    for act in ("UPDATE", "DELETE") if table in FROZEN else ("DELETE",):
        _refuse(editor, f"{table}_{act.lower()}", act, table, "")
    if changed := _changes(table, "IS NOT"):
        _refuse(editor, f"{table}_fixed", "UPDATE", table, f"WHEN {changed}")
    same = (" AND ".join(f"{c} = NEW.{c}" for c in columns) for columns in ONCE.get(table, (_key(table),)))
    there = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {condition})" for condition in same)  # noqa: S608 (own names)
    if table not in UPSERTED:
        _refuse(editor, f"{table}_replace", "INSERT", table, f"WHEN {there}")


# Brought up to a file by INSERT … ON CONFLICT DO UPDATE, which fires the trigger before it finds the conflict.
UPSERTED = ("register_region", "register_numberseries")


def _key(table: str) -> tuple[str, ...]:
    return ("code",) if table == "register_region" else ("name",) if table == "register_numberseries" else ("id",)


def _refuse(editor: BaseDatabaseSchemaEditor, name: str, act: str, table: str, when: str) -> None:
    editor.execute(
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, 'loket: {act} on {table} is refused, history is only added to'); END"
    )


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
