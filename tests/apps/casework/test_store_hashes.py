"""The server's SQL and Python hash alike: every kind of event, and whatever people type."""

import datetime
import json
import uuid
from collections.abc import Callable, Sequence
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loket.casework import clocks, models, services
from loket.casework.audit import verification
from loket.casework.audit.one_case import event_hash
from loket.casework.procedures import by_id
from loket.casework.records import Applicant
from loket.casework.refusals import UnwritableText
from loket.casework.store import chain, door, linking
from loket.casework.store.rows import CaseRow, DueTimes, read_case, snapshot
from loket.core.engine import CaseState, Event, Note, events, evolve
from loket.core.engine.codec import KINDS
from loket.offices import queries as offices
from tests.apps import factories
from tests.apps.casework import tampering
from tests.apps.factories import MONDAY, SARI

ODD: Final = (
    "Budi “Si Kecil” O'Neil",
    'kutip " dan garis \\ miring',
    "محمد بن عبد الله",
    "👨‍👩‍👧‍👦 keluarga 🇮🇩",
    "e\u0301 bukan é",
    "baris\nbaru\ttab\r\u2028",
    "\u202eterbalik\u200b",
    "\\n bukan baris baru, %s %% {name}",
    "\u0000 nol di dalam JSON",
    "\x7f\x1b[31m",
    "panjang " * 5000,
    "",
)


def _write(resi: str, decide: Callable[[CaseState], Event]) -> door.Recorded:
    """Write one event through the store, whether or not the procedure would allow it."""
    row = read_case(resi)
    assert row is not None
    event = decide(row.state())
    state = evolve(row.state(), event)
    published = by_id(row.procedure_id)
    context = linking.Context(resi, published, factories.budi(), row.applicant_name, "loket", uuid.uuid4())
    revision = offices.office(published.office_key).revision
    due = DueTimes(*clocks.due_times(published.procedure, state, published.office_key), revision)
    recorded = door.append(row, snapshot(state, due), linking.link(context, event, state.version), revision)
    assert recorded is not None
    return recorded


def _history() -> Sequence[Callable[[CaseState], Event]]:
    """One event of each kind, in an order that folds; a reopening follows the end."""
    at, by = MONDAY, 1
    line = events.ReturnLine("f-1-01", "tidak-lengkap", "Halaman “dua” kurang")
    return (
        lambda s: events.StepClaimed(at, by, str(s.step)),
        lambda s: events.StepReleased(at, by, str(s.step), "pulang"),
        lambda s: events.StepReassigned(at, by, str(s.step), 2, "cuti"),
        lambda s: events.StepCompleted(at, by, str(s.step), "diteruskan", "verifikasi-kasi", marks=("paraf",)),
        lambda s: events.StepReturned(at, by, str(s.step), "kembali", "teruskan", (line,), ("teruskan",), "applicant"),
        lambda s: events.StepRecalled(at, by, str(s.step)),
        lambda s: events.ClockPaused(at, by, str(s.step), "siak-gangguan", "centre", "sejak pagi"),
        lambda s: events.ClockResumed(at, by, str(s.step), "pulih"),
        lambda s: events.PapersCollected(at, by, str(s.step), ("kk",), {"collector_name": "Rudi"}),
        lambda s: events.StepCompleted(at, by, str(s.step), "selesai", "sahkan", book="register-kk"),
        lambda _: events.CaseWithdrawn(at, by, "pindah"),
        lambda _: events.CaseReopened(at, by, "sahkan", "keliru"),
        lambda _: events.CaseLapsed(at, by, 15),
        lambda _: events.CaseReopened(at, by, "sahkan", "keliru"),
        lambda s: events.CaseUnheard(at, by, str(s.step), "10 hari kerja"),
        lambda _: events.CaseReopened(at, by, "sahkan", "keliru"),
        lambda _: events.NoteAdded(at, by, "Catatan"),
        lambda _: events.PaperSigned(at, by, "7K2M94QXB3TD", "a" * 64),
    )


def _proved(resi: str, seq: int, recorded: door.Recorded) -> None:
    event = tampering.stored(resi).events[seq - 1]
    assert event.hash == recorded.hash == event_hash(resi, event)
    assert (event.recorded_at, event.number) == (recorded.recorded_at, recorded.number)


class TestTheHash:
    @pytest.mark.django_db
    def test_is_the_same_from_the_store_and_from_the_audit_for_every_kind_of_event(self) -> None:
        case = factories.take_in()
        for seq, decide in enumerate(_history(), case.version + 1):
            _proved(case.resi, seq, _write(case.resi, decide))
        assert set(models.Event.objects.values_list("kind", flat=True)) == set(KINDS)
        assert verification.verify().bad_rows == ()

    @pytest.mark.django_db
    @pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
    def test_covers_whatever_people_type(self, text: str) -> None:
        case = factories.take_in()
        recorded = _write(case.resi, lambda _: events.NoteAdded(MONDAY, 1, text))
        _proved(case.resi, case.version + 1, recorded)
        payload = json.loads(tampering.stored(case.resi).events[-1].payload)
        assert payload == {"text": text}
        assert verification.verify().bad_rows == ()

    @pytest.mark.django_db
    @pytest.mark.parametrize("name", ["I Gusti Ngurah", "D’Souza, Ph.D.", "Ñawi Ibáñez-Łuk", "Nur/Nurul", "È"])
    def test_covers_the_names_people_bear(self, name: str) -> None:
        taken = factories.take_in(applicant=Applicant(name, SARI.nik, subject=name))
        assert models.Case.objects.get(resi=taken.resi).applicant_name == " ".join(name.split())
        assert verification.verify().bad_rows == ()

    @pytest.mark.django_db
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(), at=st.datetimes(timezones=st.just(datetime.UTC)))
    def test_covers_any_text_and_any_time(self, text: str, at: datetime.datetime) -> None:
        case = factories.take_in()
        _proved(case.resi, case.version + 1, _write(case.resi, lambda _: events.NoteAdded(at, 1, text)))


FACTS: Final = st.builds(
    chain.EventFacts,
    resi=st.text(),
    seq=st.integers(),
    kind=st.text(),
    step=st.none() | st.text(),
    occurred_at=st.datetimes(timezones=st.just(datetime.UTC)),
    person=st.integers(),
    acted_as=st.text(),
    channel=st.text(),
    key=st.uuids(),
    series=st.none() | st.text(),
    payload=st.dictionaries(st.text(), st.none() | st.integers() | st.text()).map(chain.canonical),
)


class TestTheBody:
    @given(FACTS)
    def test_is_canonical_json_of_all_that_the_event_says(self, facts: chain.EventFacts) -> None:
        said = {
            **facts._asdict(),
            "occurred_at": chain.stamp(facts.occurred_at),
            "key": str(facts.key),
            "payload": json.loads(facts.payload),
        }
        assert chain.body(facts) == chain.canonical(said)


class TestTextThatCannotBeKept:
    @pytest.mark.django_db
    @pytest.mark.parametrize("sign", ["\0", chr(0xD800), chr(0xDFFF)], ids=["nul", "high half", "low half"])
    @pytest.mark.parametrize("field", ["name", "phone", "subject"])
    def test_of_an_applicant_is_refused_before_a_number_is_taken(self, field: str, sign: str) -> None:
        texts = {"name": "Sari", "phone": "08", "subject": "KK", field: f"a{sign}b"}
        with pytest.raises(UnwritableText) as caught:
            factories.take_in(applicant=Applicant(nik=SARI.nik, **texts))
        assert caught.value.data["fields"] == (field,)
        assert factories.take_in().register_number == "1/2026"

    @pytest.mark.django_db
    def test_of_an_act_is_refused_and_writes_nothing(self) -> None:
        case = factories.take_in()
        with pytest.raises(UnwritableText):
            services.act(
                case.resi, Note("setengah \ud83d"), officer=factories.budi(), version=case.version, key=uuid.uuid4()
            )
        row = read_case(case.resi)
        assert isinstance(row, CaseRow)
        assert row.version == case.version


JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


class TestCanonicalJson:
    @given(JSON)
    def test_reads_back_as_what_it_was(self, data: object) -> None:
        assert json.loads(chain.canonical(data)) == data

    @given(st.dictionaries(st.text(), JSON, max_size=8))
    def test_is_one_text_in_whatever_order_the_keys_come(self, data: dict[str, object]) -> None:
        turned = dict(reversed(data.items()))
        assert chain.canonical(turned) == chain.canonical(data)

    @given(JSON, JSON)
    def test_differs_for_what_differs(self, one: object, other: object) -> None:
        assert (chain.canonical(one) == chain.canonical(other)) == (_shape(one) == _shape(other))

    @given(JSON)
    def test_is_one_line_without_control_characters(self, data: object) -> None:
        assert not [sign for sign in chain.canonical(data) if sign < " "]


def _shape(data: object) -> object:
    """The value with what JSON tells apart and Python does not: True and 1."""
    if isinstance(data, dict):
        return {key: _shape(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_shape(value) for value in data]
    return (type(data).__name__, data)
