"""The wrapped data keys. The database itself refuses to remove one, or to bring a destroyed one back."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

POSTGRESQL = """
CREATE FUNCTION loket_keep_data_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'loket: % on vault_datakey is refused, a key is only destroyed by emptying it', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER vault_datakey_kept BEFORE DELETE ON vault_datakey FOR EACH ROW EXECUTE FUNCTION loket_keep_data_key();
CREATE TRIGGER vault_datakey_stays BEFORE UPDATE ON vault_datakey FOR EACH ROW
    WHEN (OLD.destroyed_at IS NOT NULL OR NEW.owner <> OLD.owner OR NEW.id <> OLD.id) EXECUTE FUNCTION loket_keep_data_key();
"""
SQLITE = (
    """
    CREATE TRIGGER vault_datakey_kept BEFORE DELETE ON vault_datakey
    BEGIN SELECT RAISE(ABORT, 'loket: DELETE on vault_datakey is refused'); END
    """,
    """
    CREATE TRIGGER vault_datakey_stays BEFORE UPDATE ON vault_datakey
    WHEN OLD.destroyed_at IS NOT NULL OR NEW.owner <> OLD.owner OR NEW.id <> OLD.id
    BEGIN SELECT RAISE(ABORT, 'loket: UPDATE on vault_datakey is refused'); END
    """,
)


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in (POSTGRESQL,) if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement, params=None)


def unguard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    on = " ON vault_datakey" if editor.connection.vendor == "postgresql" else ""
    for name in ("vault_datakey_kept", "vault_datakey_stays"):
        editor.execute(f"DROP TRIGGER {name}{on}")
    if on:
        editor.execute("DROP FUNCTION loket_keep_data_key()")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="DataKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner", models.CharField(max_length=60, unique=True)),
                ("kek", models.CharField(db_index=True, max_length=20)),
                ("wrapped", models.CharField(blank=True, max_length=120)),
                ("made_at", models.DateTimeField()),
                ("destroyed_at", models.DateTimeField(null=True)),
                ("why", models.CharField(blank=True, max_length=400)),
            ],
        ),
        migrations.RunPython(guard, unguard),
    ]
