"""
The signed checkpoints, the papers in their list and what witnesses answered, which the database refuses to change or remove.

It also refuses a paper to be signed unless its signer signed the case, by a signature that still counts, and a leaf of
another paper than is signed; and to call a paper signed that no event of its case names.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FROZEN = ("signing_historynote", "signing_paperleaf", "signing_cosignature")
# INSERT OR REPLACE deletes without firing DELETE triggers, so SQLite also refuses to insert what is there already.
ONCE = {
    "signing_historynote": (("id",), ("office_id", "number"), ("office_id", "follows")),
    "signing_paperleaf": (("id",), ("note_id", "seq"), ("signed_id",)),
    "signing_cosignature": (("id",), ("note_id", "public_key")),
}
# As core.engine.state has the marks that are signatures, and core.engine.evolve what voids them, when this was written.
SIGNS = {
    "sqlite": "EXISTS (SELECT 1 FROM json_each(e.payload, '$.marks') AS m WHERE m.value IN ('sign', 'tte'))",
    "postgresql": "jsonb_exists_any(e.payload::jsonb -> 'marks', ARRAY['sign', 'tte'])",
}
VOIDS = {
    "sqlite": "EXISTS (SELECT 1 FROM json_each(v.payload, '$.voids') AS step WHERE step.value = e.step)",
    "postgresql": "jsonb_exists(v.payload::jsonb -> 'voids', e.step)",
}
SIGNED_CASE = """
    SELECT 1 FROM casework_case AS c
    JOIN casework_event AS e ON e.case_id = c.id AND e.kind = 'step-completed'
    JOIN signing_signercertificate AS k ON k.person = e.person AND k.office_id = c.office_id
    JOIN signing_signedpaper AS p ON p.resi = c.resi AND p.office_id = c.office_id AND p.certificate_id = k.id
    WHERE p.id = NEW.paper_id AND {signs}
"""
STILL_COUNTS = """
    AND NOT EXISTS (
        SELECT 1 FROM casework_event AS v WHERE v.case_id = e.case_id AND v.seq > e.seq AND (
            (v.kind IN ('step-returned', 'case-reopened') AND {voids})
            OR (v.kind = 'step-recalled' AND v.step = e.step AND NOT EXISTS (
                SELECT 1 FROM casework_event AS b
                WHERE b.case_id = e.case_id AND b.seq > e.seq AND b.seq < v.seq
                AND b.kind IN ('step-completed', 'step-returned')
            ))
        )
    )
"""
NAMED = {
    "sqlite": "json_extract(n.payload, '$.code') = p.code AND json_extract(n.payload, '$.sha256') = NEW.sha256",
    "postgresql": "n.payload::jsonb ->> 'code' = p.code AND n.payload::jsonb ->> 'sha256' = NEW.sha256",
}
NAMED_IN_CASE = """
    AND EXISTS (
        SELECT 1 FROM casework_event AS n
        WHERE n.case_id = e.case_id AND n.seq > e.seq AND n.kind = 'paper-signed' AND {named}
    )
"""
# What was sent may have been signed: that is written down whatever became of the case since, there as well as here.
WITHOUT_TRAIL = f"""
    (NEW.state IN ('prepared', 'sent') AND NOT EXISTS ({SIGNED_CASE} {STILL_COUNTS}))
    OR (NEW.state = 'signed' AND NOT EXISTS ({SIGNED_CASE} {NAMED_IN_CASE}))
"""
OTHER_PAPER = """
    NOT EXISTS (
        SELECT 1 FROM signing_signingstate AS s
        JOIN signing_signedpaper AS p ON p.id = s.paper_id AND p.resi = NEW.resi AND p.code = NEW.code
        JOIN signing_historynote AS n ON n.office_id = p.office_id AND n.id = NEW.note_id
        WHERE s.id = NEW.signed_id AND s.state = 'signed' AND s.sha256 = NEW.sha256
    )
"""
JUDGED = {"signing_signingstate": WITHOUT_TRAIL, "signing_paperleaf": OTHER_PAPER}
WORDS = "loket: a paper without its trail is refused"
POSTGRESQL = """
CREATE FUNCTION {table}_trail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF ({bad}) THEN
        RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    vendor = "postgresql" if editor.connection.vendor == "postgresql" else "sqlite"
    judged = {
        table: bad.format(signs=SIGNS[vendor], voids=VOIDS[vendor], named=NAMED[vendor])
        for table, bad in JUDGED.items()
    }
    if vendor == "postgresql":
        _guard_postgresql(editor, judged)
    else:
        _guard_sqlite(editor, judged)


def _guard_postgresql(editor: BaseDatabaseSchemaEditor, judged: dict[str, str]) -> None:
    act = "EXECUTE FUNCTION loket_refuse_signing()"
    for table in FROZEN:
        editor.execute(f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {act}")
        editor.execute(f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {act}")
    for table, bad in judged.items():
        # Without parameters nothing is merged into the text, so that a percent sign would stay.
        editor.execute(POSTGRESQL.format(table=table, bad=bad, words=WORDS), params=None)
        judge = f"EXECUTE FUNCTION {table}_trail()"
        editor.execute(f"CREATE TRIGGER {table}_trail BEFORE INSERT ON {table} FOR EACH ROW {judge}")


def _guard_sqlite(editor: BaseDatabaseSchemaEditor, judged: dict[str, str]) -> None:
    for table in FROZEN:
        for act in ("UPDATE", "DELETE"):
            refusal = f"loket: {act} on {table} is refused, history is only added to"
            _refuse(editor, f"{table}_{act.lower()}", f"{act} ON {table}", refusal)
        same = (" AND ".join(f"{column} = NEW.{column}" for column in columns) for columns in ONCE[table])
        there = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {condition})" for condition in same)  # noqa: S608 (own names)
        refusal = f"loket: REPLACE on {table} is refused, history is only added to"
        _refuse(editor, f"{table}_replace", f"INSERT ON {table} WHEN {there}", refusal)
    for table, bad in judged.items():
        _refuse(editor, f"{table}_trail", f"INSERT ON {table} WHEN {bad}", WORDS)


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
                ("follows", models.IntegerField()),
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
        migrations.AddConstraint(
            model_name="historynote",
            constraint=models.UniqueConstraint(fields=("office", "follows"), name="note_in_one_line"),
        ),
        migrations.AddConstraint(
            model_name="historynote",
            constraint=models.CheckConstraint(
                condition=models.Q(("follows__lt", models.F("number"))), name="note_follows_an_earlier"
            ),
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
