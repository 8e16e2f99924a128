"""
The letters of a breach: to whoever is affected and to the agency, with what UU 27/2022 ps. 46 asks for.

In Indonesian, whatever language the screen of the officer has who prints them.
"""

from collections.abc import Sequence

from django.utils import timezone

from loket.documents.dates import long_date, long_moment
from loket.documents.services import signer_of
from loket.documents.statements import Statement, Words
from loket.offices import queries as offices
from loket.register.breaches import BreachRecord
from loket.register.keeping import PersonName
from loket.web.desk.office.letterhead import letterhead
from loket.web.desk.pages import Desk

AGENCY = "Lembaga Pelindungan Data Pribadi"


def to_people(desk: Desk, breach: BreachRecord, people: Sequence[PersonName]) -> list[Statement]:
    """A letter for each of those affected."""
    return [_letter(desk, breach, (person.full_name, _nik(person)), _for_person()) for person in people]


def to_agency(desk: Desk, breach: BreachRecord, count: int) -> Statement:
    """The letter to the agency, which also says how many are affected."""
    counted = ("Jumlah yang terkena", f"{count} orang")
    return _letter(desk, breach, (AGENCY,), (), counted)


def _letter(
    desk: Desk, breach: BreachRecord, to: tuple[str, ...], last: tuple[Words, ...], *more: tuple[str, str]
) -> Statement:
    head = letterhead(desk.officer.office_key)
    signer = signer_of(desk.officer, offices.office(desk.officer.office_key))
    found = breach.found
    return Statement(
        head,
        "Pemberitahuan kegagalan pelindungan data pribadi",
        desk.now,
        to=tuple(filter(None, to)),
        facts=(
            ("Data yang terungkap", found.data),
            ("Kapan terjadi", _period(breach)),
            ("Kapan diketahui", long_moment(found.found_at, head.zone)),
            *more,
        ),
        blocks=(
            Words("Kami memberitahukan bahwa pelindungan data pribadi yang kami kelola telah gagal sebagai berikut."),
            Words(found.what),
            Words("Bagaimana data itu terungkap, dan upaya penanganan serta pemulihan oleh kantor kami:", strong=True),
            Words(found.how),
            *last,
            Words("Surat ini dibuat berdasarkan UU 27/2022 tentang Pelindungan Data Pribadi, pasal 46."),
        ),
        signer=(signer.title, signer.name, signer.nip),
        foot=f"Catatan kebocoran nomor {breach.id}",
    )


def _for_person() -> tuple[Words, ...]:
    return (
        Words(
            "Waspadai orang yang menghubungi Anda dengan menyebut data tersebut. Anda berhak menanyakan siapa saja yang "
            "melihat data Anda: datanglah ke kantor kami dengan KTP-el. Layanan ini tidak dipungut biaya."
        ),
    )


def _nik(person: PersonName) -> str:
    return f"NIK {person.nik.masked}" if person.nik else ""


def _period(breach: BreachRecord) -> str:
    since, last = breach.extent.since, breach.extent.last
    if since is None or last is None:
        return "saat berkas dikeluarkan, lihat uraian"
    first_date, last_date = timezone.localdate(since), timezone.localdate(last)
    if first_date == last_date:
        return long_date(first_date)
    return f"{long_date(first_date)} – {long_date(last_date)}"
