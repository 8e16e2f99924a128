"""A resident as papers name one: the biodata in force, the papers held, the KK, and where that is in words."""

from dataclasses import dataclass, field

from loket.core.register import Biodata, Documents
from loket.core.register.codes import BloodType, Citizenship, ResidentStatus, Shdk
from loket.core.terms import KkNumber, Nik
from loket.documents.dates import plain_date, short_date
from loket.documents.papers.issue import NONE, full_name, number_or_awaited
from loket.documents.papers.places import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone on a paper. `head_name` is the head of the KK, `occupation` the name of the number in the biodata."""

    nik: Nik | None
    biodata: Biodata
    documents: Documents = field(default_factory=Documents)
    status: ResidentStatus = ResidentStatus.ACTIVE
    kk_number: KkNumber | None = None
    head_name: str = ""
    shdk: Shdk | None = None
    place: Place = field(default_factory=Place)
    occupation: str = ""
    mother_nik: Nik | None = None
    father_nik: Nik | None = None

    @property
    def name(self) -> str:
        """In capitals and without titles, as certificates print it. Basis: Permendagri 73/2022."""
        return self.biodata.full_name.upper()

    @property
    def titled_name(self) -> str:
        """In capitals with titles, as KK and KTP-el print it."""
        return full_name(self.biodata)

    @property
    def nik_words(self) -> str:
        """The NIK, or that it is awaited."""
        return number_or_awaited(self.nik)

    @property
    def kk_words(self) -> str:
        """The KK number; awaited, or a dash for someone in no KK."""
        return number_or_awaited(self.kk_number) if self.kk_number or self.shdk else NONE

    @property
    def born(self) -> str:
        """`KIJANG, 04-04-2015`."""
        return f"{self.biodata.birth_place.upper()}, {short_date(self.biodata.birth_date)}"

    @property
    def born_in_words(self) -> str:
        """`Kijang pada tanggal 4 April 2015`."""
        return f"{self.biodata.birth_place} pada tanggal {plain_date(self.biodata.birth_date)}"

    @property
    def blood(self) -> str:
        """The blood group; a dash for an unknown one, as the card prints it."""
        blood = self.biodata.blood_type
        return NONE if blood is BloodType.UNKNOWN else blood.label

    @property
    def citizenship(self) -> str:
        """WNI, or a foreigner's nationality."""
        b = self.biodata
        return b.nationality if b.citizenship is Citizenship.WNA else b.citizenship.label

    @property
    def religion(self) -> str:
        """The religion, with the organisation of a belief where one is named."""
        b = self.biodata
        return f"{b.religion.label} ({b.belief_organisation})" if b.belief_organisation else b.religion.label

    @property
    def identity(self) -> tuple[tuple[str, str], ...]:
        """The facts by which letters name someone."""
        return (
            ("NIK", self.nik_words),
            ("Nama lengkap", self.titled_name),
            ("Tempat, tanggal lahir", self.born),
            ("Jenis kelamin", self.biodata.sex.label),
            ("Agama", self.religion),
            ("Pekerjaan", self.occupation),
            ("Kewarganegaraan", self.citizenship),
            ("Nomor KK", self.kk_words),
            ("Alamat", self.place.one_line),
        )
