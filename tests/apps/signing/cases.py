"""Applications of Bintan whose papers wait for the signature of Pak Hadi, and providers that answer as told."""

import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from loket.casework import demo
from loket.casework.records import Acted, TakenIn
from loket.core.register.events import NikAssigned
from loket.core.terms import Nik
from loket.entries import queries as entries
from loket.entries.records import Filling
from loket.register import services as register
from loket.signing import services
from loket.signing.pades import PreparedPaper
from loket.signing.providers import Answer, Failed, LocalProvider, NoAnswer
from loket.signing.records import SignedItem
from tests.apps import factories
from tests.apps.entries import births
from tests.apps.register import people
from tests.apps.register.people import Home
from tests.apps.signing.people import HIS_PASSPHRASE
from tests.apps.web.entry_desk import filling

MONDAY = factories.MONDAY
BEFORE = "sahkan"
NIK_OF_LIA = Nik("9901064111260001")


def damaged_kk(number: int = 1, home: Home | None = None) -> str:
    """An application to print a damaged KK anew, signed by the head of the office; it yields one KK."""
    case = waiting_kk(number, home)
    demo.complete_open_step(demo.advance(case, "bintan", to=BEFORE, at=MONDAY), "bintan", MONDAY)
    return case.resi


def waiting_kk(number: int = 1, home: Home | None = None) -> TakenIn | Acted:
    """The same, before anyone has verified it."""
    home = home or people.alone(f"Joko {_WORDS[number % 10]}", number=number)
    case = filling("kk-rusak", home).case
    births.save(case, Filling("kk-rusak", {"family": home.kk_number.digits}))
    return case


_WORDS = ("Nol", "Satu", "Dua", "Tiga", "Empat", "Lima", "Enam", "Tujuh", "Delapan", "Sembilan")


def birth(*, awaited: bool = False) -> str:
    """The birth of Lia, whose NIK has come unless it is awaited: it yields a certificate, a KIA and a KK."""
    register.choose_settings("manual", transit_days=100, officer=factories.hadi(), why="uji", at=MONDAY)
    home = people.saris()
    case = demo.advance(births.taken_in(), "bintan", to=births.FILL, at=MONDAY)
    births.save(case, Filling("kelahiran", births.answers(home)))
    demo.advance(case, "bintan", to="registrasi-cap", at=MONDAY)
    lia = next(one.resident_ids[0] for one in entries.products_of(case.resi) if one.resident_ids)
    if not awaited:
        given = NikAssigned(date=factories.TODAY, resident_id=lia, nik=NIK_OF_LIA)
        register.record_life_event(
            given, officer=factories.budi(), key=uuid.uuid4(), reference="SIAK 1/2026", at=MONDAY
        )
    return case.resi


def certified() -> None:
    """Pak Hadi has a certificate."""
    services.make_certificate(factories.hadi(), HIS_PASSPHRASE, at=MONDAY)


def sign(*resis: str, key: UUID | None = None, provider: "Told | None" = None) -> tuple[SignedItem, ...]:
    """Pak Hadi signs these on Monday."""
    return services.sign_batch(
        resis, factories.hadi(), HIS_PASSPHRASE, key or uuid.uuid4(), at=MONDAY, provider=provider
    )


class Told:
    """A provider that does what it is told for each request in turn, and remembers what it was asked."""

    def __init__(self, key: "Callable[[], LocalProvider]", *acts: str) -> None:
        self._local = key
        self._acts = list(acts)
        self.sent: list[UUID] = []
        self.asked: list[UUID] = []

    def sign(self, request_id: UUID, paper: PreparedPaper) -> Answer:
        self.sent.append(request_id)
        act = self._acts.pop(0) if self._acts else "sign"
        if act == "fail":
            return Failed("kuota habis")
        if act == "hang":
            raise TimeoutError("no answer")
        answer = self._local().sign(request_id, paper)
        return NoAnswer("jawaban hilang") if act == "lose" else answer

    def ask(self, request_id: UUID) -> Answer:
        self.asked.append(request_id)
        return NoAnswer("masih diam") if self._acts else LocalProvider().ask(request_id)


def kept_pdfs(root: Path) -> Sequence[Path]:
    """Every paper in the store of files."""
    return sorted(root.rglob("*/tte/*/*.pdf"))
