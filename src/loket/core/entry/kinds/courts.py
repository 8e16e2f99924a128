"""What a court or a decree decides: form F-2.01, the blocks of annulments, adoption and change of citizenship."""

from types import MappingProxyType
from typing import Final

from loket.core.entry.declared import ruling
from loket.core.entry.filled import Filled
from loket.core.entry.kinds.deaths import after_loss
from loket.core.entry.placing import bad, joined, left_behind, people
from loket.core.register.codes import MaritalStatus, PermitKind, Sex, Shdk
from loket.core.register.events import Adoption, CitizenshipGivenUp, DivorceAnnulment, LifeEvent, MarriageAnnulment
from loket.core.register.placements import JoinKk, NewKk, Placement
from loket.core.register.values import Kk, Permit, Resident


def marriage_annulled(filled: Filled) -> tuple[LifeEvent, ...]:
    """Both have their former status again; whoever was in the KK as the other's spouse leaves it, or is another there."""
    values = filled.values
    husband, wife = filled.resident("husband"), filled.resident("wife")
    return (
        MarriageAnnulment(
            date=values.date("final_date"),
            husband_id=husband.id,
            wife_id=wife.id,
            akta_number=values.text("akta_number"),
            husband_was=_status(filled, "husband_was"),
            wife_was=_status(filled, "wife_was"),
            ruling=ruling(values),
            placements=_apart(filled, husband, wife),
        ),
    )


def _status(filled: Filled, name: str) -> MaritalStatus | None:
    return filled.values.code(MaritalStatus, name) if name in filled.values else None


def _apart(filled: Filled, husband: Resident, wife: Resident) -> tuple[Placement, ...]:
    values = filled.values
    how = values.choice("apart")
    if how == "sudah-terpisah":
        return ()
    leaver = husband if values.choice("leaver") == "suami" else wife
    kk, rows = filled.kk_of(leaver, "leaver"), people(filled, "members")
    if filled.kk_of(husband, "husband").family_id != filled.kk_of(wife, "wife").family_id:
        sentence = f"{husband.name} dan {wife.name} sudah di KK yang berbeda."
        raise bad("entry-already-apart", sentence, "Pilih: sudah di KK yang berbeda.", "apart")
    others = [p for p in rows if p.id != leaver.id]
    along = [p for p in others if p.goes]
    gone = {leaver.id, *(p.id for p in along)}
    left = left_behind(filled, kk, others, gone, "members")
    members = {p.id: p.shdk for p in along}
    if how == "kk-baru":
        return (NewKk(filled.new_id(), leaver.id, members), *left)
    return (JoinKk(filled.kk("family").family_id, {leaver.id: values.code(Shdk, "shdk"), **members}), *left)


def divorce_annulled(filled: Filled) -> tuple[LifeEvent, ...]:
    """Both are Kawin Tercatat again, and may share a KK again."""
    values = filled.values
    husband, wife = filled.resident("husband"), filled.resident("wife")
    return (
        DivorceAnnulment(
            date=values.date("final_date"),
            husband_id=husband.id,
            wife_id=wife.id,
            akta_number=values.text("akta_number"),
            ruling=ruling(values),
            placements=_together(filled, husband, wife),
        ),
    )


def _together(filled: Filled, husband: Resident, wife: Resident) -> tuple[Placement, ...]:
    how = filled.values.choice("together")
    if how == "terpisah":
        return ()
    host, guest = (husband, wife) if how == "kk-suami" else (wife, husband)
    host_kk, guest_kk = filled.kk_of(host, "together"), filled.kk_of(guest, "together")
    name = "wife_members" if guest is wife else "husband_members"
    rows = [p for p in people(filled, name) if p.id != guest.id]
    along = [p for p in rows if p.goes]
    gone = {guest.id, *(p.id for p in along)}
    enters = {guest.id: _shdk_of_spouse(filled, host_kk, host, guest), **joined(along, host_kk.family_id).members}
    if host_kk.family_id == guest_kk.family_id:
        return (JoinKk(host_kk.family_id, enters),)
    return (JoinKk(host_kk.family_id, enters), *left_behind(filled, guest_kk, rows, gone, name))


def _shdk_of_spouse(filled: Filled, kk: Kk, host: Resident, guest: Resident) -> Shdk:
    if "shdk" in filled.values:
        return filled.values.code(Shdk, "shdk")
    if kk.head_id == host.id:
        return Shdk.HUSBAND if guest.biodata.sex is Sex.MALE else Shdk.WIFE
    sentence = f"{host.name} bukan kepala keluarga, jadi hubungan {guest.name} harus dipilih."
    raise bad("entry-shdk-missing", sentence, "Pilih hubungan dengan kepala keluarga.", "shdk")


def adoption(filled: Filled) -> tuple[LifeEvent, ...]:
    """A child enters the KK of who adopts it; its parents on record stay."""
    values = filled.values
    child, adopter = filled.resident("child"), filled.resident("adopter")
    court = ruling(values)
    return (
        Adoption(
            date=court.given_date,
            child_id=child.id,
            adopter_id=adopter.id,
            shdk=values.code(Shdk, "shdk") if "shdk" in values else Shdk.CHILD,
            court_number=str(court),
            ruling=court,
        ),
    )


def citizenship_given_up(filled: Filled) -> tuple[LifeEvent, ...]:
    """A citizen of Indonesia no longer: gone, or staying with leave to stay."""
    values = filled.values
    person = filled.resident("resident")
    stays, decree = values.choice("stays"), ruling(values)
    until = values.date("permit_until") if "permit_until" in values else None
    kinds = {"itap": PermitKind.ITAP, "itas": PermitKind.ITAS}
    permit = Permit(kinds[stays], values.text("permit_number"), until) if stays in kinds else None
    return (
        CitizenshipGivenUp(
            date=values.date("date"),
            resident_ids=(person.id,),
            decree=str(decree),
            ruling=decree,
            nationality=values.text("nationality"),
            permit=permit,
            placements=() if stays == "itap" else after_loss(filled, person, "members"),
        ),
    )


KINDS: Final = MappingProxyType(
    {
        "pembatalan-perkawinan": marriage_annulled,
        "pembatalan-perceraian": divorce_annulled,
        "pengangkatan-anak": adoption,
        "pelepasan-kewarganegaraan": citizenship_given_up,
    }
)
