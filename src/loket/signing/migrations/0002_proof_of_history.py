"""
The signed checkpoints, the papers in their list and what witnesses answered, which the database refuses to change or remove.

It also refuses to call a paper signed whose case has never passed a step with a signature.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FROZEN = ("signing_historynote", "signing_paperleaf", "signing_cosignature")
# INSERT OR REPLACE deletes without firing DELETE triggers, so SQLite also refuses to insert what is there already.
ONCE = {
    "signing_historynote": (("id",), ("office_id", "number")),
    "signing_paperleaf": (("id",), ("note_id", "seq"), ("signed_id",)),
    "signing_cosignature": (("id",), ("note_id", "public_key")),
}
# As core.engine.state has the marks that are signatures when this migration was written.
HAS_SIGNATURE = {
    "sqlite": "EXISTS (SELECT 1 FROM json_each(e.payload, '$.marks') AS m WHERE m.value IN ('sign', 'tte'))",
    "postgresql": "jsonb_exists_any(e.payload::jsonb -> 'marks', ARRAY['sign', 'tte'])",
}
WITHOUT_TRAIL = """
    NEW.state = 'signed' AND NOT EXISTS (
        SELECT 1 FROM signing_signedpaper AS p
        JOIN casework_case AS c ON c.resi = p.resi AND c.office_id = p.office_id
        JOIN casework_event AS e ON e.case_id = c.id AND e.kind = 'step-completed'
        WHERE p.id = NEW.paper_id AND {has_signature}
    )
"""
WORDS = "loket: a paper without its trail is refused"
POSTGRESQL = """
CREATE FUNCTION signing_signingstate_trail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {bad} THEN
        RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    vendor = "postgresql" if editor.connection.vendor == "postgresql" else "sqlite"
    bad = WITHOUT_TRAIL.format(has_signature=HAS_SIGNATURE[vendor])
    if vendor == "postgresql":
        _guard_postgresql(editor, bad)
    else:
        _guard_sqlite(editor, bad)


def _guard_postgresql(editor: BaseDatabaseSchemaEditor, bad: str) -> None:
    act = "EXECUTE FUNCTION loket_refuse_signing()"
    for table in FROZEN:
        editor.execute(f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {act}")
        editor.execute(f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {act}")
    # Without parameters nothing is merged into the text, so that a percent sign would stay.
    editor.execute(POSTGRESQL.format(bad=bad, words=WORDS), params=None)
    editor.execute(
        "CREATE TRIGGER signing_signingstate_trail BEFORE INSERT ON signing_signingstate "
        "FOR EACH ROW EXECUTE FUNCTION signing_signingstate_trail()"
    )


def _guard_sqlite(editor: BaseDatabaseSchemaEditor, bad: str) -> None:
    for table in FROZEN:
        for act in ("UPDATE", "DELETE"):
            refusal = f"loket: {act} on {table} is refused, history is only added to"
            _refuse(editor, f"{table}_{act.lower()}", f"{act} ON {table}", refusal)
        same = (" AND ".join(f"{column} = NEW.{column}" for column in columns) for columns in ONCE[table])
        there = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {condition})" for condition in same)  # noqa: S608 (own names)
        refusal = f"loket: REPLACE on {table} is refused, history is only added to"
        _refuse(editor, f"{table}_replace", f"INSERT ON {table} WHEN {there}", refusal)
    _refuse(editor, "signing_signingstate_trail", f"INSERT ON signing_signingstate WHEN {bad}", WORDS)


def _refuse(editor: BaseDatabaseSchemaEditor, name: str, when: str, words: str) -> None:
    editor.execute(f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{words}'); END")


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0005_first_numbers"),
        ("offices", "0005_must_change_password"),
        ("signing", "0001_signatures"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoryNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField()),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField(max_length=32)),
                ("text", models.TextField()),
                ("public_key", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "office",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.office",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaperLeaf",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.IntegerField()),
                ("resi", models.CharField(max_length=12)),
                ("version", models.IntegerField()),
                ("head_hash", models.CharField(max_length=64)),
                ("code", models.CharField(max_length=12)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "note",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="signing.historynote",
                    ),
                ),
                (
                    "signed",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="signing.signingstate",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Cosignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_key", models.CharField(max_length=200)),
                ("line", models.CharField(max_length=400)),
                ("at", models.DateTimeField()),
                (
                    "note",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cosignatures",
                        to="signing.historynote",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="cosignature",
            constraint=models.UniqueConstraint(fields=("note", "public_key"), name="cosignature_once"),
        ),
        migrations.AddConstraint(
            model_name="historynote",
            constraint=models.UniqueConstraint(fields=("office", "number"), name="note_once"),
        ),
        migrations.AddIndex(
            model_name="paperleaf",
            index=models.Index(fields=["resi"], name="paper_leaf_of_case"),
        ),
        migrations.AddConstraint(
            model_name="paperleaf",
            constraint=models.UniqueConstraint(fields=("note", "seq"), name="paper_leaf_in_order"),
        ),
        migrations.AddConstraint(
            model_name="paperleaf",
            constraint=models.UniqueConstraint(fields=("signed",), name="paper_leaf_once"),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
