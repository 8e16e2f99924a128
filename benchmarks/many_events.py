"""
A database with a million events in a minute: some cases of Bintan taken to their end by the services, then copied.

Each copy has a resi, an idempotency key and register numbers of its own, and its chain is computed anew, so that the audit finds
nothing to say. It refuses to be part of any office: it writes past the door.
"""

import time
import uuid
from collections.abc import Iterator
from typing import Any, Final

from benchmarks import office

PATTERNS: Final = 40
AT_ONCE: Final = 500
_CASE: Final = "casework_case"
_EVENT: Final = "casework_event"
Row = dict[str, Any]


def build(events: int) -> float:
    """Fill the founded database up to at least so many events, seal and sign the day; gives the seconds it took."""
    from django.db import connection, transaction
    from django.utils import timezone

    from loket.casework.audit.checkpoints import make_checkpoint
    from loket.offices import queries as offices
    from loket.signing.services import sign_latest

    started = time.monotonic()
    _finish_some()
    with transaction.atomic(), connection.cursor() as cursor:
        copier = _Copier(cursor)
        while copier.events < events:
            copier.copy()
        copier.end()
    make_checkpoint("bintan", offices.today("bintan", timezone.now()))
    sign_latest("bintan")
    return time.monotonic() - started


def _finish_some() -> None:
    cast = office.Cast(1)
    for turn in cast.cases[:PATTERNS]:
        while turn.step is not None:
            cast.do(turn)


class _Copier:
    """Copies finished cases, some hundred at a time, through one cursor."""

    def __init__(self, cursor: Any) -> None:
        from loket.casework import models
        from loket.casework.audit.reading import history_of

        self.cursor = cursor
        closed = models.Case.objects.filter(closed_at__isnull=False).values_list("resi", flat=True)
        found = [history_of(resi) for resi in closed]
        self.patterns = [(history, *self._stored(history.case_id)) for history in found if history and history.case]
        self.forms = dict(models.Series.objects.values_list("name", "format"))
        self.counters = dict(models.Series.objects.values_list("name", "value"))
        self.events = models.Event.objects.count()
        self.case_id = max(models.Case.objects.values_list("id", flat=True))
        self.at = 0

    def _stored(self, case_id: int) -> tuple[Row, list[Row]]:
        (case,) = self._rows(f"SELECT * FROM {_CASE} WHERE id = %s", case_id)
        return case, self._rows(f"SELECT * FROM {_EVENT} WHERE case_id = %s ORDER BY seq", case_id)

    def _rows(self, query: str, case_id: int) -> list[Row]:
        self.cursor.execute(query, [case_id])
        names = [column[0] for column in self.cursor.description]
        return [dict(zip(names, row, strict=True)) for row in self.cursor.fetchall()]

    def copy(self) -> None:
        """One more portion of cases with their events."""
        cases: list[Row] = []
        events: list[Row] = []
        for _ in range(AT_ONCE):
            history, case, rows = self.patterns[self.at % len(self.patterns)]
            self.at += 1
            made, linked = self._copied(history, case, rows)
            cases.append(made)
            events.extend(linked)
        self._insert(_CASE, cases)
        self._insert(_EVENT, events)
        self.events += len(events)

    def _copied(self, history: Any, case: Row, rows: list[Row]) -> tuple[Row, list[Row]]:
        from dataclasses import replace

        from loket.casework.audit.one_case import event_body, facts_of
        from loket.casework.store import chain
        from loket.core.terms import Resi

        self.case_id += 1
        resi, key, old_key = Resi.new().code, uuid.uuid4(), history.case.key
        head = chain.case_root({**facts_of(history.case), "resi": resi})
        linked, label = [], ""
        for event, stored in zip(history.events, rows, strict=True):
            number = self._number(event)
            label = label or self._label(event, number)
            own_key = key if event.key == old_key else event.key
            body = event_body(resi, replace(event, key=own_key))
            link = chain.link_hash(head, body, number, event.recorded_at)
            own = {
                "case_id": self.case_id,
                "prev_hash": head,
                "hash": link,
                "number": number,
                "key": self._uuid(own_key),
            }
            linked.append({**stored, **own})
            head = link
        own = {"id": self.case_id, "resi": resi, "key": self._uuid(key), "head_hash": head, "register_number": label}
        return {**case, **own}, linked

    def _number(self, event: Any) -> int | None:
        if event.series is None:
            return None
        self.counters[event.series] += 1
        return self.counters[event.series]

    def _label(self, event: Any, number: int | None) -> str:
        from loket.casework.store.history import printed_number

        return printed_number(event.series, self.forms[event.series], number, event.occurred_at) if number else ""

    def _uuid(self, value: uuid.UUID) -> Any:
        return value if self._on_postgresql else value.hex

    @property
    def _on_postgresql(self) -> bool:
        return bool(self.cursor.db.vendor == "postgresql")

    def _insert(self, table: str, rows: list[Row]) -> None:
        names = list(rows[0])
        values: Iterator[list[Any]] = ([row[name] for name in names] for row in rows)
        if self._on_postgresql:
            with self.cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
                for value in values:
                    copy.write_row(value)
        else:
            marks = ", ".join(["%s"] * len(names))
            self.cursor.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", list(values))

    def end(self) -> None:
        """The counters stand where the copies ended."""
        for name, value in self.counters.items():
            self.cursor.execute("UPDATE casework_series SET value = %s WHERE name = %s", [value, name])
        if self._on_postgresql:
            self.cursor.execute(f"SELECT setval(pg_get_serial_sequence('{_CASE}', 'id'), %s)", [self.case_id])
