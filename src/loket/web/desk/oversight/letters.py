"""
The letters of a breach: to whoever is affected and to the agency, with what UU 27/2022 ps. 46 asks for.

In Indonesian, whatever language the screen of the officer has who prints them.
"""

from collections.abc import Mapping, Sequence

from django.utils import timezone

from loket.casework import procedures as casework
from loket.core.procedure.model import Procedure
from loket.core.register import Address
from loket.core.terms import RegionCode
from loket.documents.dates import long_date, long_moment
from loket.documents.services import head_of_office, place_of_letters
from loket.documents.statements import Statement, Words
from loket.offices import queries as offices
from loket.offices.records import OfficeRecord
from loket.register import queries as register
from loket.register.breaches import BreachRecord
from loket.register.keeping import PersonName
from loket.register.places import PlaceNames
from loket.web.desk.office.letterhead import letterhead
from loket.web.desk.pages import Desk

AGENCY = "Lembaga Pelindungan Data Pribadi"


def to_people(desk: Desk, breach: BreachRecord, people: Sequence[PersonName], number: str = "") -> list[Statement]:
    """A letter for each of those affected, to where they live."""
    homes = register.addresses_of(person.id for person in people)
    names = register.places({home.region for home in homes.values()})
    return [
        _letter(
            desk, breach, (person.full_name, _nik(person), *_lines(homes.get(person.id), names)), number, _for_person()
        )
        for person in people
    ]


def to_agency(desk: Desk, breach: BreachRecord, count: int, number: str = "") -> Statement:
    """The letter to the agency, which also says how many are affected."""
    counted = ("Jumlah yang terkena", f"{count} orang")
    return _letter(desk, breach, (AGENCY,), number, (), counted)


def _letter(
    desk: Desk,
    breach: BreachRecord,
    to: tuple[str, ...],
    number: str,
    last: tuple[Words, ...],
    *more: tuple[str, str],
) -> Statement:
    office = offices.office(desk.officer.office_key)
    head = letterhead(office.key, _complained_to(office.key))
    # A letter of the office: its head signs, whoever prints it.
    signer = head_of_office(office, desk.today)
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
            Words(_contact(office, head.complaints)),
            Words("Surat ini dibuat berdasarkan UU 27/2022 tentang Pelindungan Data Pribadi, pasal 46."),
        ),
        signer=(signer.title, signer.name, signer.nip) if signer else None,
        foot=f"Catatan kebocoran nomor {breach.id}",
        place=place_of_letters(office),
        number=number,
    )


def _complained_to(office_key: str) -> Procedure | None:
    """A procedure whose standard says where to complain, if the office has one."""
    found = (one.procedure for one in casework.published(office_key))
    return next((one for one in found if letterhead(office_key, one).complaints), None)


def _contact(office: OfficeRecord, complaints: str) -> str:
    where = ", ".join(filter(None, (office.name, office.address)))
    other = f", atau melalui {complaints}" if complaints else ""
    return f"Untuk bertanya tentang kejadian ini hubungi {where}{other}, dengan menyebut nomor di bawah surat ini."


def _lines(home: Address | None, names: Mapping[RegionCode, PlaceNames]) -> tuple[str, ...]:
    """Where somebody lives, as an envelope has it."""
    if home is None:
        return ()
    place = names[home.region]
    street = f"{home.street} RT {home.rt}/RW {home.rw}"
    village = ", ".join(filter(None, (home.hamlet, place.village, place.district)))
    regency = " ".join(filter(None, (place.regency, home.postal_code)))
    return (street, village, regency)


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
    if breach.extent.is_unknown:
        return "belum diketahui, masih diselidiki"
    if since is None or last is None:
        return "saat berkas dikeluarkan, lihat uraian"
    first_date, last_date = timezone.localdate(since), timezone.localdate(last)
    if first_date == last_date:
        return long_date(first_date)
    return f"{long_date(first_date)} – {long_date(last_date)}"
