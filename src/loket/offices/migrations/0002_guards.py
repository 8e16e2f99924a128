"""The database refuses to change or remove audit notes."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

POSTGRESQL = """
CREATE FUNCTION loket_refuse_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'loket: % on % is refused, notes are only added', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER auditnote_rows BEFORE UPDATE OR DELETE ON offices_auditnote
    FOR EACH ROW EXECUTE FUNCTION loket_refuse_note();
CREATE TRIGGER auditnote_whole BEFORE TRUNCATE ON offices_auditnote
    FOR EACH STATEMENT EXECUTE FUNCTION loket_refuse_note();
"""

SQLITE = """
CREATE TRIGGER auditnote_{act} BEFORE {act} ON offices_auditnote
BEGIN SELECT RAISE(ABORT, 'loket: {act} on offices_auditnote is refused, notes are only added'); END
"""


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        # Without parameters nothing is merged into the text, so that the percent signs of RAISE stay.
        editor.execute(POSTGRESQL, params=None)
        return
    for act in ("UPDATE", "DELETE"):
        editor.execute(SQLITE.format(act=act))


class Migration(migrations.Migration):
    dependencies = [("offices", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
