"""
Certificates, signed papers and what became of each; the database itself refuses to change or remove any of it.

It also refuses what would let a paper be signed twice: a second attempt while the first has not failed, and a state that
may not follow the one before.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FROZEN = (
    "signing_signercertificate",
    "signing_signedpaper",
    "signing_signingstate",
    "signing_standingdecision",
    "signing_localanswer",
)
# INSERT OR REPLACE deletes without firing DELETE triggers, so SQLite also refuses to insert what is there already.
ONCE = {
    "signing_signedpaper": (("id",), ("uuid",), ("key",), ("code",), ("request_id",), ("product", "attempt")),
    "signing_signingstate": (("id",), ("paper_id", "seq")),
    "signing_standingdecision": (("id",), ("paper_id", "seq")),
    "signing_localanswer": (("request_id",),),
}
# As core.proof.states has it when this migration was written.
FOLLOWS = (
    "prepared>sent",
    "prepared>failed",
    "sent>signed",
    "sent>failed",
    "sent>unknown",
    "unknown>signed",
    "unknown>failed",
)
PAIRS = ", ".join(f"'{pair}'" for pair in FOLLOWS)
BAD_STATE = f"""
    NOT (NEW.seq = 1 AND NEW.state = 'prepared')
    AND NOT EXISTS (
        SELECT 1 FROM signing_signingstate s
        WHERE s.paper_id = NEW.paper_id AND s.seq = NEW.seq - 1 AND s.state || '>' || NEW.state IN ({PAIRS})
    )
"""  # noqa: S608 (own names)
BAD_ATTEMPT = """
    NEW.attempt <> 1 + (SELECT count(*) FROM signing_signedpaper p WHERE p.product = NEW.product)
    OR EXISTS (
        SELECT 1 FROM signing_signedpaper p
        WHERE p.product = NEW.product AND NOT EXISTS (
            SELECT 1 FROM signing_signingstate s WHERE s.paper_id = p.id AND s.state = 'failed'
        )
    )
"""
BAD_DECISION = """
    NEW.seq <> 1 + (SELECT count(*) FROM signing_standingdecision d WHERE d.paper_id = NEW.paper_id)
    OR NEW.standing <> CASE NEW.seq % 2 WHEN 1 THEN 'revoked' ELSE 'valid' END
    OR NOT EXISTS (
        SELECT 1 FROM signing_signingstate s WHERE s.paper_id = NEW.paper_id AND s.state = 'signed'
    )
"""
JUDGED = (
    ("signing_signingstate", BAD_STATE),
    ("signing_signedpaper", BAD_ATTEMPT),
    ("signing_standingdecision", BAD_DECISION),
)
POSTGRESQL = """
CREATE FUNCTION loket_refuse_signing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'loket: % on % is refused, history is only added to', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
JUDGE_POSTGRESQL = """
CREATE FUNCTION {table}_judge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- In parentheses: the THEN of a CASE would end the condition.
    IF ({bad}) THEN
        RAISE EXCEPTION 'loket: a paper is signed once' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
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
    act = "EXECUTE FUNCTION loket_refuse_signing()"
    for table in FROZEN:
        editor.execute(f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {act}")
        editor.execute(f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {act}")
    for table, bad in JUDGED:
        editor.execute(JUDGE_POSTGRESQL.format(table=table, bad=bad), params=None)
        judge = f"EXECUTE FUNCTION {table}_judge()"
        editor.execute(f"CREATE TRIGGER {table}_judge BEFORE INSERT ON {table} FOR EACH ROW {judge}")


def _guard_sqlite(editor: BaseDatabaseSchemaEditor) -> None:
    for table in FROZEN:
        for act in ("UPDATE", "DELETE"):
            _refuse(editor, f"{table}_{act.lower()}", act, table, "")
        same = (" AND ".join(f"{c} = NEW.{c}" for c in columns) for columns in ONCE.get(table, (("id",),)))
        there = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {condition})" for condition in same)  # noqa: S608 (own names)
        _refuse(editor, f"{table}_replace", "INSERT", table, f"WHEN {there}")
    for table, bad in JUDGED:
        _refuse(editor, f"{table}_judge", "INSERT", table, f"WHEN {bad}")


def _refuse(editor: BaseDatabaseSchemaEditor, name: str, act: str, table: str, when: str) -> None:
    editor.execute(
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, 'loket: {act} on {table} is refused, history is only added to'); END"
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("offices", "0005_must_change_password"),
    ]

    operations = [
        migrations.CreateModel(
            name="LocalAnswer",
            fields=[
                ("request_id", models.UUIDField(primary_key=True, serialize=False)),
                ("container", models.BinaryField()),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SignerCertificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.BigIntegerField()),
                ("provider", models.CharField(max_length=20)),
                ("certificate", models.TextField()),
                ("root", models.TextField()),
                ("encrypted_key", models.TextField()),
                ("valid_from", models.DateTimeField()),
                ("valid_until", models.DateTimeField()),
                ("made_by", models.BigIntegerField()),
                ("acted_as", models.TextField()),
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
            name="SignedPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(unique=True)),
                ("key", models.UUIDField(unique=True)),
                ("resi", models.CharField(max_length=12)),
                ("product", models.BigIntegerField()),
                ("attempt", models.PositiveSmallIntegerField()),
                ("paper", models.CharField(max_length=60)),
                ("subject", models.CharField(blank=True, max_length=36)),
                ("number", models.CharField(blank=True, max_length=40)),
                ("initials", models.CharField(blank=True, max_length=4)),
                ("issued_on", models.DateField()),
                ("code", models.CharField(max_length=12)),
                ("facts", models.CharField(max_length=64)),
                ("payload", models.CharField(max_length=240)),
                ("prepared_sha256", models.CharField(max_length=64)),
                ("signer_title", models.CharField(max_length=300)),
                ("signer_name", models.CharField(max_length=200)),
                ("request_id", models.UUIDField(unique=True)),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
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
                (
                    "certificate",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="signing.signercertificate",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SigningState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveSmallIntegerField()),
                ("state", models.CharField(max_length=20)),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "paper",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="states",
                        to="signing.signedpaper",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StandingDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveSmallIntegerField()),
                ("standing", models.CharField(max_length=20)),
                ("reason", models.CharField(max_length=400)),
                ("person", models.BigIntegerField()),
                ("acted_as", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "paper",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="signing.signedpaper",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("paper", "seq"), name="decision_in_order")],
            },
        ),
        migrations.AddIndex(
            model_name="signedpaper",
            index=models.Index(
                condition=models.Q(("subject", ""), _negated=True),
                fields=["subject", "paper"],
                name="signed_paper_of_subject",
            ),
        ),
        migrations.AddIndex(
            model_name="signercertificate",
            index=models.Index(fields=["office", "person"], name="certificate_of_signer"),
        ),
        migrations.AddIndex(
            model_name="signedpaper",
            index=models.Index(fields=["resi"], name="signed_paper_of_case"),
        ),
        migrations.AddConstraint(
            model_name="signedpaper",
            constraint=models.UniqueConstraint(fields=("code",), name="verification_code_once"),
        ),
        migrations.AddConstraint(
            model_name="signedpaper",
            constraint=models.UniqueConstraint(fields=("product", "attempt"), name="attempt_once"),
        ),
        migrations.AddConstraint(
            model_name="signingstate",
            constraint=models.UniqueConstraint(fields=("paper", "seq"), name="state_in_order"),
        ),
        migrations.AddConstraint(
            model_name="signingstate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "signed")), fields=("paper",), name="signed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="signingstate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "signed"), models.Q(("sha256", ""), _negated=True)),
                    models.Q(models.Q(("state", "signed"), _negated=True), ("sha256", "")),
                    _connector="OR",
                ),
                name="signed_has_bytes",
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
