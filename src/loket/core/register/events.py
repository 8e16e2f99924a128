"""
Life events of persons, as an officer asks for them: what happened, when, to whom, and where people then live.

An event is a wish; `decide` turns it into facts or refuses it. Ids of what is new are given by the caller. It knows no form.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from loket.core.register.codes import MaritalStatus, Sex, Shdk
from loket.core.register.particulars import BirthParticulars, DeathParticulars, Ruling, StillbirthParticulars
from loket.core.register.placements import Placement
from loket.core.register.recording import RecordingStatus
from loket.core.register.values import Biodata, FamilyId, Permit, ResidentId
from loket.core.terms import Nik


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEvent:
    """
    Something that happened on `date`. Each kind has a stable name, and a term for reporting it (None: no term).

    Basis of the terms: UU 23/2006 and UU 24/2013; days from the event.
    """

    kind: ClassVar[str]
    report_within_days: ClassVar[int | None] = None
    date: datetime.date
    placements: tuple[Placement, ...] = ()

    @property
    def about(self) -> tuple[ResidentId, ...]:
        """The residents the event itself names, beside those it places."""
        return ()

    @property
    def families(self) -> tuple[FamilyId, ...]:
        """The KKs the event itself names, beside those it places people into."""
        return ()

    @property
    def named_residents(self) -> frozenset[ResidentId]:
        """Everyone a store must load to judge the event (see Slice.around); who is new is among them."""
        return frozenset(self.about).union(*(p.shdks for p in self.placements))

    @property
    def named_families(self) -> frozenset[FamilyId]:
        """Every KK a store must load to judge the event; one that is new is among them."""
        return frozenset(self.families).union(p.family_id for p in self.placements)


def _known(ids: Iterable[ResidentId | None]) -> tuple[ResidentId, ...]:
    return tuple(i for i in ids if i is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfResident(LifeEvent):
    """An event of one resident."""

    resident_id: ResidentId

    @property
    def about(self) -> tuple[ResidentId, ...]:
        """The resident."""
        return (self.resident_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCouple(LifeEvent):
    """
    An event of a man and a woman; `registered` tells an akta or buku nikah from an SPTJM (F-1.05).

    `akta_elsewhere`: another office has issued the akta, so none is printed here.
    """

    husband_id: ResidentId
    wife_id: ResidentId
    akta_number: str = ""
    registered: bool = True
    akta_elsewhere: bool = False

    @property
    def about(self) -> tuple[ResidentId, ...]:
        """Both."""
        return self.husband_id, self.wife_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Birth(LifeEvent):
    """
    A child is born. Parents stand in its biodata; without `family_id` it enters the KK of its mother, or else of its father.

    Basis: UU 24/2013 ps. 27 dan ps. 32.
    """

    kind: ClassVar[str] = "kelahiran"
    report_within_days: ClassVar[int | None] = 60
    child_id: ResidentId
    biodata: Biodata
    shdk: Shdk = Shdk.CHILD
    family_id: FamilyId | None = None
    akta_number: str = ""
    nik: Nik | None = None
    particulars: BirthParticulars | None = None

    @property
    def about(self) -> tuple[ResidentId, ...]:
        """The child and its parents."""
        return self.child_id, *self.biodata.parent_ids

    @property
    def families(self) -> tuple[FamilyId, ...]:
        """The KK the child enters, if it is named."""
        return _known((self.family_id,))

    @property
    def is_told_without_twin(self) -> bool:
        """Whether a form tells of this birth and does not say that more than one child was born."""
        return self.particulars is not None and not self.particulars.is_multiple


@dataclass(frozen=True, slots=True, kw_only=True)
class Stillbirth(LifeEvent):
    """
    A child is born dead after at least 28 weeks: a letter, no person and no NIK.

    Basis: Perpres 96/2018 ps. 33; UU 23/2006 ps. 31.
    """

    kind: ClassVar[str] = "lahir-mati"
    report_within_days: ClassVar[int | None] = 30
    mother_id: ResidentId
    weeks: int
    sex: Sex
    particulars: StillbirthParticulars | None = None

    @property
    def about(self) -> tuple[ResidentId, ...]:
        """The mother."""
        return (self.mother_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Death(OfResident):
    """
    A resident dies. When a head dies, `placements` say where everyone left goes.

    `akta_elsewhere`: another office has issued the akta, so none is printed here.

    Basis: UU 24/2013 ps. 44; Perpres 96/2018 ps. 11; Permendagri 108/2019 ps. 10.
    """

    kind: ClassVar[str] = "kematian"
    report_within_days: ClassVar[int | None] = 30
    akta_number: str = ""
    akta_elsewhere: bool = False
    particulars: DeathParticulars | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marriage(OfCouple):
    """
    Two residents marry. `placements` found their KK or let one join the other; without, each stays where he or she is.

    `wedding_date` is given for a marriage recorded elsewhere before: `date` is then the day on which this register takes note.
    Basis: UU 23/2006 ps. 34; Perpres 96/2018 ps. 11.
    """

    kind: ClassVar[str] = "perkawinan"
    report_within_days: ClassVar[int | None] = 60
    wedding_date: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarriageAnnulment(OfCouple):
    """
    A court annuls a marriage: both have their former status again. The akta number is withdrawn.

    Former statuses are found in the register's history; give them only where it does not reach back so far.
    Basis: UU 24/2013 ps. 38 dan ps. 39.
    """

    kind: ClassVar[str] = "pembatalan-perkawinan"
    report_within_days: ClassVar[int | None] = 90
    husband_was: MaritalStatus | None = None
    wife_was: MaritalStatus | None = None
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Divorce(OfCouple):
    """
    A marriage ends by divorce; who leaves the KK goes where `placements` say.

    Basis: UU 23/2006 ps. 40.
    """

    kind: ClassVar[str] = "perceraian"
    report_within_days: ClassVar[int | None] = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class DivorceAnnulment(OfCouple):
    """
    A court annuls a divorce: both are Kawin Tercatat again, and may join one KK.

    Basis: UU 23/2006 ps. 43; Perpres 96/2018 ps. 44.
    """

    kind: ClassVar[str] = "pembatalan-perceraian"
    report_within_days: ClassVar[int | None] = 60
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption(LifeEvent):
    """
    A court lets residents adopt a child: it enters their KK, and the names of its birth parents stay.

    Basis: UU 23/2006 ps. 47; UU 35/2014 ps. 39.
    """

    kind: ClassVar[str] = "pengangkatan-anak"
    report_within_days: ClassVar[int | None] = 30
    child_id: ResidentId
    adopter_id: ResidentId
    shdk: Shdk = Shdk.CHILD
    court_number: str
    ruling: Ruling | None = None

    @property
    def about(self) -> tuple[ResidentId, ...]:
        """Child and adopter."""
        return self.child_id, self.adopter_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildAcknowledgement(LifeEvent):
    """
    A father acknowledges a child that has none on record, with the mother's consent.

    Basis: UU 24/2013 ps. 49.
    """

    kind: ClassVar[str] = "pengakuan-anak"
    report_within_days: ClassVar[int | None] = 30
    child_id: ResidentId
    father_id: ResidentId
    akta_number: str = ""

    @property
    def about(self) -> tuple[ResidentId, ...]:
        """Child and father."""
        return self.child_id, self.father_id


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenshipGivenUp(LifeEvent):
    """
    Residents are Indonesians no longer. Without `permit` they have left and their records rest; with an ITAP they stay in
    their KK as foreigners, with an ITAS outside of it.

    `decree` is the decision it rests on. Basis: UU 23/2006 ps. 54; UU 12/2006 ps. 23.
    """

    kind: ClassVar[str] = "pelepasan-kewarganegaraan"
    report_within_days: ClassVar[int | None] = 60
    resident_ids: tuple[ResidentId, ...]
    decree: str
    nationality: str
    permit: Permit | None = None
    ruling: Ruling | None = None

    @property
    def about(self) -> tuple[ResidentId, ...]:
        """Who gives it up."""
        return self.resident_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectBiodata(OfResident):
    """
    Elements a court or an akta corrects: name, birth, sex, parents. `papers` gives each element's basis, by its field name.

    NIK and KK number are never changed by this way. Basis: form F-1.06; UU 24/2013 ps. 52 dan ps. 56.
    """

    kind: ClassVar[str] = "pembetulan-biodata"
    report_within_days: ClassVar[int | None] = 30
    changes: Mapping[str, object]
    papers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeStatus(OfResident):
    """
    Elements a life changes: religion, education, occupation, blood type, marital status and the like.

    `papers` gives each element's basis, by its field name. Basis: form F-1.06 of Permendagri 109/2019.
    """

    kind: ClassVar[str] = "perubahan-biodata"
    report_within_days: ClassVar[int | None] = 30
    changes: Mapping[str, object]
    papers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLost(OfResident):
    """
    A paper is lost, with a police letter, or damaged, with the paper itself: nothing changes, it is printed anew.

    A KTP-el is printed once its record comes to the printer again (KtpElAdvanced). `document` is "kk", "ktp-el", "kia" or
    the field name of an akta. Basis: Perpres 96/2018 ps. 13.
    """

    kind: ClassVar[str] = "dokumen-hilang"
    document: str
    damaged: bool = False
    police_letter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NikAssigned(OfResident):
    """The centre has given a NIK. Basis: UU 23/2006 ps. 13."""

    kind: ClassVar[str] = "nik-terbit"
    nik: Nik


@dataclass(frozen=True, slots=True, kw_only=True)
class KtpElAdvanced(OfResident):
    """
    The record of a KTP-el comes to its next station; `in_person` when the holder is there with fingerprints.

    A card to be replaced is taken back, unless it is `lost`.
    """

    kind: ClassVar[str] = "rekaman-ktp-el"
    to: RecordingStatus
    in_person: bool = False
    lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KiaRequested(OfResident):
    """A child's card is to be printed, the first one or that for the years with a photo. Basis: Permendagri 2/2016."""

    kind: ClassVar[str] = "permintaan-kia"


@dataclass(frozen=True, slots=True, kw_only=True)
class KiaIssued(OfResident):
    """A child's card is handed out. Basis: Permendagri 2/2016."""

    kind: ClassVar[str] = "kia-terbit"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstituteLetter(OfResident):
    """
    A letter in the place of papers that a disaster took: `letter` is "skpti" or "skps", `lost` what it stands for.

    `date` is that of the disaster, `ground` the form of the team that took stock.
    Basis: UU 23/2006 ps. 59; Permendagri 96/2019.
    """

    kind: ClassVar[str] = "surat-pengganti"
    letter: str
    lost: tuple[str, ...]
    ground: str
    disaster: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAnnulled(OfResident):
    """A record that should not be: a person recorded twice, or made up. Its NIK is never used again."""

    kind: ClassVar[str] = "pembatalan-biodata"
    reason: str
