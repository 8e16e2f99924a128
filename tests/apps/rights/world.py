"""
Two offices at work, each with one of everything that an address can name: what the walk of all addresses is held against.

Made through the services, once for the module; nothing here is told apart by office but the names of its officers.
"""

import datetime
import io
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import pikepdf

from loket.casework import demo, models
from loket.casework import services as casework
from loket.casework.records import Acted, ChecklistLine, TakenIn, TurnedAway
from loket.complaints import services as complaints
from loket.complaints.records import Said, Secrecy
from loket.core.engine import Withdraw
from loket.core.messages.kinds import Channel, Kind
from loket.core.oversight.purposes import Purpose, PurposeKind
from loket.core.register import Address
from loket.core.terms import RegionCode
from loket.documents.services import PrintJob, accept_scan, print_paper, request_for
from loket.entries import queries as entries
from loket.entries import services as entry_services
from loket.entries.records import Application, Filling, ProductRecord
from loket.keeping import services as keeping
from loket.offices.records import Officer
from loket.outbox import services as outbox
from loket.outbox.queries import to_call
from loket.outbox.records import GatewaySetting, Receiver
from loket.register import services as register
from loket.register.breaches import Extent, Found
from loket.signing import services as signing
from loket.signing.passphrase import Passphrase
from tests.apps import factories
from tests.apps.register import people
from tests.apps.register.people import Home

MONDAY: Final = factories.MONDAY
WORDS: Final = Passphrase("perahu biru di Kijang")
SAME_AS_OTHERS: Final = frozenset({"operator-pindah-datang", "kasi-pindah-datang", "kabid-dafduk", "sekretaris"})
"""Positions with the powers of one that is walked, and with no step of a KK or one of the same kind."""
ANSWERS: Final[Mapping[str, Mapping[str, object]]] = {
    "bintan": {"keperluan": "kk-rusak", "pindahan": False, "beda_data": False, "elemen": "tidak-ada"},
    "pontianak": {"keperluan": "kk-rusak"},
}
CHECKING: Final = {"bintan": "verifikasi-kasi", "pontianak": "koreksi-kasi"}
AFTER_SIGNING: Final = {"bintan": "registrasi-cap", "pontianak": "terima"}


@dataclass(frozen=True)
class Side:
    """One office: its key, its officers by position, and what the placeholders of addresses stand for."""

    key: str
    officers: Mapping[str, Officer]
    objects: Mapping[str, str]


def officers_of(office: str) -> dict[str, Officer]:
    """One officer for each position that is told apart here, in the order of the file."""
    reading = factories.sop().office(office)
    assert reading is not None
    assert reading.office is not None
    first: dict[str, str] = {}
    for one in reading.office.officers:
        if one.position not in SAME_AS_OTHERS:
            first.setdefault(one.position, one.username)
    return {position: factories.officer(username) for position, username in first.items()}


def side(office: str, number: int) -> Side:
    """An office with a family, a case under way, one that is signed, and all that follows from them."""
    officers = officers_of(office)
    objects = _Made(office, officers, number).objects()
    for officer in officers.values():
        _say_why(officer, objects)
    return Side(office, officers, objects)


def _say_why(officer: Officer, objects: Mapping[str, str]) -> None:
    """What people's data is opened for, so that the walk sees the pages behind the question."""
    whom = [{"resident": UUID(objects["resident_id"])}, {"resident": UUID(objects["other_id"])}]
    for one in (*whom, {"family": UUID(objects["family_id"])}):
        register.state_purpose(officer, "pengawasan", "berjalan ke semua alamat", **one)


class _Made:
    def __init__(self, office: str, officers: Mapping[str, Officer], number: int) -> None:
        self.office = office
        self.officers = officers
        self.number = number
        self.procedure = factories.procedure(office)
        self.head = officers["kadis"]
        self.counter = demo.officer_for(self.procedure, self.procedure.first, office, MONDAY)
        entry_services.use_register(self.head.office_id, True, officer=None, why="uji")
        register.choose_settings("manual", transit_days=100, officer=self.head, why="uji", at=MONDAY)

    def objects(self) -> dict[str, str]:
        """What each placeholder stands for; see `walk.arguments`."""
        home, other = self._home("Joko Susilo", 0), self._home("Joko Susilo", 1)
        running = self._taken()
        checked = demo.advance(self._filled(other), self.office, to=CHECKING[self.office], at=MONDAY)
        ways = self.procedure.by_id[CHECKING[self.office]].outcomes
        signed, product = self._signed(home)
        scan = casework.add_paper(running.resi, "lainnya", accept_scan("a.pdf", _page()), officer=self.counter)
        (paper,) = signing.sign_batch((signed.resi,), self.head, WORDS, uuid.uuid4(), at=MONDAY)
        return {
            "resi": running.resi,
            "version": str(running.version),
            "signed_resi": signed.resi,
            "checked_resi": checked.resi,
            "outcome": next(key for key, way in ways.items() if way.return_),
            "paper": str(scan.id),
            "product": str(product.id),
            "signed_paper": str(paper.uuid),
            "slip_id": str(self._slip()),
            "person": str(self.head.person),
            "batch_id": str(self._batch(running.resi)),
            "print_id": str(self._print(signed, product)),
            "resident_id": str(home.members[0]),
            "other_id": str(other.members[0]),
            "family_id": str(home.id),
            "book": next(iter(self.procedure.books)),
            "key": self.office,
            "breach": str(self._breach(home)),
            "destruction": str(self._destruction()),
            "message": str(self._message()),
            "complaint_resi": self._complaint(),
            "box": str(self._box()),
        }

    def _message(self) -> int:
        """A message that did not arrive, so that somebody must telephone."""
        outbox.set_gateway(self.head, GatewaySetting(Channel.SMS, "http://127.0.0.1:9"))
        number = outbox.send(self.office, Kind.REMINDER, Receiver("0812 0000 0001"), {"resi": "uji"}, "uji", now=MONDAY)
        outbox.send_due(MONDAY + datetime.timedelta(days=9))
        return next(line.message.id for line in to_call(self.head) if line.message.uuid == number)

    def _complaint(self) -> str:
        """A complaint about the head, who gets the answer of nothing at each of its addresses."""
        said = Said("Kepala dinas membiarkan calo di ruang tunggu.", "", "kadis", Secrecy.NAMED, "Sari Wulandari")
        return complaints.take(self.office, said, key=uuid.uuid4()).resi

    def _box(self) -> UUID:
        return complaints.open_box(
            self.counter, place="Ruang tunggu", opened_at=MONDAY, letters=0, witnesses=("Joko",), key=uuid.uuid4()
        ).id

    def _destruction(self) -> int:
        """A destruction that the administrator has proposed and the head approved, of what was withdrawn three years ago."""
        ago, admin = MONDAY - datetime.timedelta(days=1100), self.officers["administrator"]
        old = factories.take_in(self.office, answers=ANSWERS[self.office], by=self.counter, at=ago)
        casework.add_paper(old.resi, "lainnya", accept_scan("a.pdf", _page()), officer=self.counter)
        factories.act(old, Withdraw("Pindah"), self.head, at=ago)
        keeping.set_term(self.head, "pindaian-ditarik", "2", "JRA contoh", MONDAY)
        number = keeping.propose(admin, "pindaian-ditarik", "berjalan ke semua alamat", MONDAY)
        keeping.approve(self.head, number, instrument="1/2026", instrument_date=MONDAY.date(), at=MONDAY)
        return number

    def _breach(self, home: Home) -> int:
        """A breach that reaches the family: the head looked at it a moment ago."""
        purpose = Purpose(PurposeKind.OVERSIGHT, "berjalan ke semua alamat")
        register.leave_trace(self.head, "kk", purpose=purpose, family=home.id)
        found = Found("Layar difoto orang.", "nama dan NIK", "Dilihat dari belakang petugas.", MONDAY)
        extent = Extent(MONDAY - datetime.timedelta(days=1), MONDAY + datetime.timedelta(days=1))
        return register.open_breach(self.head, found, extent, MONDAY)

    def _home(self, name: str, place: int) -> Home:
        region = RegionCode("2101061008" if self.office == "bintan" else "6171011002")
        address = Address(f"Jl. Uji {place}", "001", "001", region)
        return people.alone(name, number=self.number + place, office=self.counter, address=address)

    def _taken(self) -> TakenIn:
        return factories.take_in(self.office, answers=ANSWERS[self.office])

    def _filled(self, home: Home) -> TakenIn | Acted:
        """An application whose form an operator has filled."""
        entry = self.procedure.entry
        assert entry is not None
        case = demo.advance(self._taken(), self.office, to=entry.fill, at=MONDAY)
        application = Application(case.resi, self.procedure, ANSWERS[self.office], case.step, MONDAY.date())
        operator = demo.officer_for(self.procedure, self.procedure.by_id[entry.fill], self.office, MONDAY)
        filling = Filling("kk-rusak", {"family": home.kk_number.digits})
        entry_services.save_entry(application, filling, officer=operator, revision=0, key=uuid.uuid4(), at=MONDAY)
        return case

    def _signed(self, home: Home) -> tuple[TakenIn | Acted, ProductRecord]:
        """An application whose step of signing is done, with the paper it yields."""
        case = demo.advance(self._filled(home), self.office, to=AFTER_SIGNING[self.office], at=MONDAY)
        signing.make_certificate(self.head, WORDS, at=MONDAY)
        return case, entries.products_of(case.resi)[0]

    def _slip(self) -> int:
        """The slip of an applicant who was sent home for papers."""
        refused = casework.take_in(
            self.office,
            "kk",
            officer=self.counter,
            applicant=factories.SARI,
            answers=ANSWERS[self.office],
            checklist=[ChecklistLine(name, "missing") for name in self.procedure.requirements],
            key=uuid.uuid4(),
            extra_evidence=demo.extra_evidence(self.procedure),
            at=MONDAY,
        )
        assert isinstance(refused, TurnedAway)
        return refused.slip_id

    def _batch(self, resi: str) -> int:
        """A mass submission, written as a row: only one of the two offices has a procedure with such a step."""
        batch = models.Batch.objects.create(
            key=uuid.uuid4(),
            office_id=self.head.office_id,
            step="pengajuan",
            series=f"{self.office}/pengajuan/2026",
            number=1,
            label="1/PENGAJUAN/2026",
            person=self.counter.person,
            acted_as=self.counter.full_name,
            at=MONDAY,
            resis=[resi],
        )
        return batch.pk

    def _print(self, case: TakenIn | Acted, product: ProductRecord) -> int:
        request = request_for(product, self.office)
        job = PrintJob(resi=case.resi, printer="Loket 1")
        return print_paper(request, job, officer=self.counter, key=uuid.uuid4(), at=MONDAY).print_id


def _page() -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 100))
        pdf.save(made)
    return made.getvalue()
