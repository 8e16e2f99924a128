"""
People the register does not know, from the rows of form F-1.01, and what changed of those it knew who come back.

It ties the couples and the parents among them by NIK and SHDK. It asks no office whether a NIK is right.
Basis: Permendagri 109/2019, F-1.01.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from loket.core.entry.filled import Filled
from loket.core.entry.placing import Person, bad
from loket.core.entry.reading import Values
from loket.core.register.ages import kia_until_date, needs_ktp_el
from loket.core.register.codes import (
    BloodType,
    Citizenship,
    Disability,
    Education,
    MaritalStatus,
    PermitKind,
    Religion,
    Sex,
    Shdk,
)
from loket.core.register.moves import Newcomer
from loket.core.register.recording import RecordingStatus
from loket.core.register.values import Biodata, Documents, Permit, ResidentId
from loket.core.terms import Nik

_SPOUSES: Final = (Shdk.HUSBAND, Shdk.WIFE)


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Everyone a form brings: the rows, who is new among them, and the new biodata of those who are known."""

    persons: tuple[Person, ...]
    newcomers: tuple[Newcomer, ...]
    biodata: Mapping[ResidentId, Biodata]


def arrivals(filled: Filled, known: Sequence[Person] = ()) -> Arrivals:
    """
    Those of the field `newcomers`, and the `known` who come back; head and spouse among them are a couple.

    Raises BadTerm for a NIK that the register knows, or that two rows have, and for a known one who lives here already.
    """
    for person in known:
        if filled.resident("who", person.row).is_active:
            hint = "Hapus dari daftar ini; untuk pindah di dalam kabupaten/kota ajukan pindah alamat."
            sentence = f"{person.name} sudah tercatat tinggal di sini."
            raise bad("entry-already-here", sentence, hint, person.row.named("who"))
    rows = filled.values.rows("newcomers")
    niks = _niks(filled, rows)
    persons = [Person(niks.own[place], row.text("full_name"), row) for place, row in enumerate(rows)]
    biodata = {p.id: _biodata(p.row, niks.ids) for p in persons}
    biodata |= {p.id: _changed(filled, p) for p in known}
    everyone = (*known, *persons)
    _tie(everyone, biodata)
    new = tuple(
        Newcomer(p.id, p.row.nik("nik"), biodata[p.id], _documents(p.row, biodata[p.id], filled)) for p in persons
    )
    changed = {p.id: b for p in known if (b := biodata[p.id]) != _was(filled, p)}
    return Arrivals(everyone, new, changed)


@dataclass(frozen=True, slots=True)
class _Niks:
    own: tuple[ResidentId, ...]
    ids: Mapping[Nik, ResidentId]


def _niks(filled: Filled, rows: Sequence[Values]) -> _Niks:
    known = {ref: r.id for ref, r in filled.known.residents.items() if isinstance(ref, Nik)}
    own, ids = [], dict(known)
    for row in rows:
        new_id, nik = filled.new_id(), row.nik("nik")
        own.append(new_id)
        if nik is None:
            continue
        if nik in known:
            hint = "Pindahkan baris ini ke daftar orang yang sudah dikenal."
            raise bad("entry-newcomer-known", f"NIK {nik} sudah ada dalam register.", hint, row.named("nik"))
        if nik in ids:
            raise bad("entry-person-twice", f"NIK {nik} tercantum dua kali.", "Hapus salah satu.", row.named("nik"))
        ids[nik] = new_id
    return _Niks(tuple(own), ids)


def _biodata(row: Values, ids: Mapping[Nik, ResidentId]) -> Biodata:
    citizenship = row.code(Citizenship, "citizenship") if "citizenship" in row else Citizenship.WNI
    mother, father = row.nik("mother_nik"), row.nik("father_nik")
    return Biodata(
        full_name=row.text("full_name"),
        sex=row.code(Sex, "sex"),
        birth_place=row.text("birth_place"),
        birth_date=row.date("birth_date"),
        religion=row.code(Religion, "religion"),
        marital_status=row.code(MaritalStatus, "marital_status"),
        marriage_date=row.date("marriage_date") if "marriage_date" in row else None,
        divorce_date=row.date("divorce_date") if "divorce_date" in row else None,
        blood_type=row.code(BloodType, "blood_type") if "blood_type" in row else BloodType.UNKNOWN,
        education=row.code(Education, "education") if "education" in row else Education.NONE,
        occupation=row.number("occupation") if "occupation" in row else 1,
        disability=row.code(Disability, "disability") if "disability" in row else None,
        belief_organisation=row.text("belief_organisation"),
        title_before=row.text("title_before"),
        title_after=row.text("title_after"),
        citizenship=citizenship,
        nationality=row.text("nationality") or "Indonesia",
        permit=_itap(row),
        mother_name=row.text("mother_name"),
        father_name=row.text("father_name"),
        mother_id=ids.get(mother) if mother else None,
        father_id=ids.get(father) if father else None,
    )


def _itap(row: Values) -> Permit | None:
    until = row.date("itap_until_date") if "itap_until_date" in row else None
    return Permit(PermitKind.ITAP, row.text("itap_number"), until) if "itap_number" in row else None


def _documents(row: Values, biodata: Biodata, filled: Filled) -> Documents:
    card = row.text("card")
    stations = {"ktp-el": RecordingStatus.CARD_ISSUED, "rekam": RecordingStatus.PRINT_READY_RECORD}
    due = needs_ktp_el(biodata, filled.today)
    without = RecordingStatus.UNREGISTERED if due else RecordingStatus.BELUM_WAJIB
    return Documents(
        birth_akta=row.text("birth_akta") or None,
        marriage_akta=row.text("marriage_akta") or None,
        divorce_akta=row.text("divorce_akta") or None,
        ktp_el=stations.get(card, without),
        kia_until_date=kia_until_date(biodata, filled.today) if card == "kia" else None,
    )


def _was(filled: Filled, person: Person) -> Biodata:
    return filled.resident("who", person.row).biodata


def _changed(filled: Filled, person: Person) -> Biodata:
    """What the register knew, with the elements that changed while the person was away."""
    row, was = person.row, _was(filled, person)
    return replace(
        was,
        religion=row.code(Religion, "religion") if "religion" in row else was.religion,
        marital_status=row.code(MaritalStatus, "marital_status") if "marital_status" in row else was.marital_status,
        marriage_date=row.date("marriage_date") if "marriage_date" in row else was.marriage_date,
        education=row.code(Education, "education") if "education" in row else was.education,
        occupation=row.number("occupation") if "occupation" in row else was.occupation,
    )


def _tie(everyone: Sequence[Person], biodata: dict[ResidentId, Biodata]) -> None:
    heads = [p.id for p in everyone if p.shdk is Shdk.HEAD]
    spouses = [p.id for p in everyone if p.shdk in _SPOUSES]
    for one, other in ((head, spouse) for head in heads[:1] for spouse in spouses):
        for mine, theirs in ((one, other), (other, one)):
            known = biodata[mine]
            if known.marital_status.is_married and theirs not in known.spouse_ids:
                biodata[mine] = replace(known, spouse_ids=(*known.spouse_ids, theirs))
