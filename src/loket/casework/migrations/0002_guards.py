"""
What the database itself refuses: changing or removing history, and removing a case.

Also the storage settings of PostgreSQL that keep a step's update in place.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FROZEN = ("casework_event", "casework_checkpoint", "casework_checkpointleaf")
KEPT = ("casework_case", "casework_intakerefusal", "casework_batch", "casework_paper")

# A row doubles on its way through the office: half a page left free lets it grow, and stay, where it is.
POSTGRESQL = """
CREATE FUNCTION loket_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'loket: % on % is refused, history is only added to', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
ALTER TABLE casework_case SET (fillfactor = 50, toast_tuple_target = 4080, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE casework_series SET (fillfactor = 50);
"""

# INSERT OR REPLACE deletes without firing DELETE triggers, so SQLite also refuses to insert what is there already.
ONCE = {
    "casework_event": (("case_id", "seq"), ("series", "number")),
    "casework_checkpoint": (("id",), ("office_id", "number")),
    "casework_checkpointleaf": (("id",), ("resi", "version")),
    "casework_case": (("id",), ("resi",), ("key",)),
    "casework_intakerefusal": (("id",), ("key",)),
    "casework_batch": (("id",), ("key",), ("series", "number")),
    "casework_paper": (("id",), ("case_id", "requirement", "sha256")),
}


def guard_postgresql(editor: BaseDatabaseSchemaEditor) -> None:
    # Without parameters nothing is merged into the text, so that the percent signs of RAISE stay.
    editor.execute(POSTGRESQL, params=None)
    for table in (*FROZEN, *KEPT):
        guard_table_on_postgresql(editor, table, "UPDATE OR DELETE" if table in FROZEN else "DELETE")


def guard_table_on_postgresql(editor: BaseDatabaseSchemaEditor, table: str, acts: str) -> None:
    editor.execute(f"CREATE TRIGGER {table}_rows BEFORE {acts} ON {table} FOR EACH ROW EXECUTE FUNCTION loket_refuse()")
    editor.execute(
        f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION loket_refuse()"
    )


def guard_sqlite(editor: BaseDatabaseSchemaEditor) -> None:
    for table in (*FROZEN, *KEPT):
        guard_table_on_sqlite(editor, table, ("UPDATE", "DELETE") if table in FROZEN else ("DELETE",), ONCE[table])


def guard_table_on_sqlite(
    editor: BaseDatabaseSchemaEditor, table: str, acts: tuple[str, ...], once: tuple[tuple[str, ...], ...]
) -> None:
    for act in acts:
        editor.execute(
            f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'loket: {act} on {table} is refused, history is only added to'); END"
        )
    same = (" AND ".join(f"{column} = NEW.{column}" for column in columns) for columns in once)
    there = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {condition})" for condition in same)  # noqa: S608 (own names)
    editor.execute(
        f"CREATE TRIGGER {table}_replace BEFORE INSERT ON {table} WHEN {there} "
        f"BEGIN SELECT RAISE(ABORT, 'loket: REPLACE on {table} is refused, history is only added to'); END"
    )


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        guard_postgresql(editor)
    else:
        guard_sqlite(editor)


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
