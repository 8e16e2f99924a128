"""The queue: its rules, days, lines, counters and tickets, and what happened to them. What is proof is only added to."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GUARDED = ("lobby_queuesetting", "lobby_queueevent")


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for table in GUARDED:
        if editor.connection.vendor == "postgresql":
            act = "EXECUTE FUNCTION loket_refuse()"
            editor.execute(f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {act}")
            editor.execute(f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {act}")
            continue
        there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608 (own name)
        for act, when in (("UPDATE", ""), ("DELETE", ""), ("INSERT", there)):
            editor.execute(
                f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table} {when} "
                f"BEGIN SELECT RAISE(ABORT, 'loket: {act} on {table} is refused, history is only added to'); END"
            )


class Migration(migrations.Migration):
    dependencies = [
        ("lobby", "0001_survey"),
        ("offices", "0012_account_acts"),
    ]

    operations = [
        migrations.CreateModel(
            name="QueueDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("date", models.DateField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("person", models.BigIntegerField(null=True)),
                ("counts", models.JSONField(default=dict)),
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
            name="QueueCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField()),
                ("run", models.IntegerField(default=0)),
                (
                    "day",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lobby.queueday",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="QueueLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("letter", models.CharField(max_length=1)),
                ("last", models.IntegerField(default=0)),
                ("calls", models.IntegerField(default=0)),
                (
                    "day",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lobby.queueday",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="QueueSetting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rules", models.JSONField()),
                ("person", models.BigIntegerField(null=True)),
                ("acted_as", models.TextField(blank=True)),
                ("why", models.CharField(max_length=400)),
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
            name="QueueTicket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=13)),
                ("letter", models.CharField(max_length=1)),
                ("number", models.IntegerField()),
                ("service", models.SlugField(db_index=False, max_length=40)),
                ("priority", models.CharField(blank=True, max_length=20)),
                ("channel", models.CharField(max_length=10)),
                ("slot_at", models.DateTimeField(null=True)),
                ("mark", models.CharField(blank=True, max_length=64)),
                ("state", models.CharField(max_length=10)),
                ("line", models.CharField(max_length=1)),
                ("since", models.DateTimeField(null=True)),
                ("counter", models.IntegerField(null=True)),
                ("recalls", models.IntegerField(default=0)),
                ("after", models.IntegerField(default=0)),
                ("resi", models.CharField(blank=True, max_length=12)),
                (
                    "day",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lobby.queueday",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="QueueEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField()),
                ("kind", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("counter", models.IntegerField(null=True)),
                ("line", models.CharField(blank=True, max_length=1)),
                ("since", models.DateTimeField(null=True)),
                ("after", models.IntegerField(default=0)),
                ("resi", models.CharField(blank=True, max_length=12)),
                ("person", models.BigIntegerField(null=True)),
                (
                    "day",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lobby.queueday",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="lobby.queueticket"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="queueday",
            constraint=models.UniqueConstraint(fields=("office", "date"), name="queue_day_once"),
        ),
        migrations.AddConstraint(
            model_name="queuecounter",
            constraint=models.UniqueConstraint(fields=("day", "number"), name="queue_counter_once"),
        ),
        migrations.AddConstraint(
            model_name="queueline",
            constraint=models.UniqueConstraint(fields=("day", "letter"), name="queue_line_once"),
        ),
        migrations.AddIndex(
            model_name="queuesetting",
            index=models.Index(fields=["office", "-id"], name="queue_rules_of_office"),
        ),
        migrations.AddIndex(
            model_name="queueticket",
            index=models.Index(fields=["day", "state", "line"], name="queue_tickets_waiting"),
        ),
        migrations.AddIndex(
            model_name="queueticket",
            index=models.Index(
                condition=models.Q(("mark", ""), _negated=True), fields=["day", "mark"], name="queue_ticket_of_person"
            ),
        ),
        migrations.AddIndex(
            model_name="queueticket",
            index=models.Index(
                condition=models.Q(("resi", ""), _negated=True), fields=["resi"], name="queue_ticket_of_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="queueticket",
            constraint=models.UniqueConstraint(fields=("day", "letter", "number"), name="queue_number_once"),
        ),
        migrations.AddConstraint(
            model_name="queueticket",
            constraint=models.UniqueConstraint(fields=("code",), name="queue_code_once"),
        ),
        migrations.AddIndex(
            model_name="queueevent",
            index=models.Index(fields=["day", "kind", "-id"], name="queue_calls_of_day"),
        ),
        migrations.AddConstraint(
            model_name="queueevent",
            constraint=models.UniqueConstraint(fields=("day", "key"), name="queue_act_once"),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
