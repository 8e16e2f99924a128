"""
The code lists of a resident's biodata and of moves, with the numbers and words that forms print.

They know only number and label; what follows from a code is a rule's business. Occupations are data of the office, since
their list grows, and are held as plain numbers.
Basis: Permendagri 109/2019, forms F-1.01, F-1.02 and F-1.03.
"""

from enum import IntEnum, StrEnum
from typing import Self


class Coded(IntEnum):
    """A number of a form with the words printed beside it."""

    label: str

    # A code read back from a form or a table is given alone: Shdk(7). A type checker sees that call here.
    def __new__(cls, code: int, label: str = "") -> Self:
        """Take the number as value and keep the words."""
        member = int.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class Sex(Coded):
    """Jenis kelamin."""

    MALE = 1, "Laki-laki"
    FEMALE = 2, "Perempuan"


class Shdk(Coded):
    """Status hubungan dalam keluarga: what a member is to the head of the KK."""

    HEAD = 1, "Kepala Keluarga"
    HUSBAND = 2, "Suami"
    WIFE = 3, "Istri"
    CHILD = 4, "Anak"
    CHILD_IN_LAW = 5, "Menantu"
    GRANDCHILD = 6, "Cucu"
    PARENT = 7, "Orang Tua"
    PARENT_IN_LAW = 8, "Mertua"
    OTHER_KIN = 9, "Famili Lain"
    SERVANT = 10, "Pembantu"
    OTHER = 11, "Lainnya"


class Religion(Coded):
    """Agama."""

    ISLAM = 1, "Islam"
    KRISTEN = 2, "Kristen"
    KATHOLIK = 3, "Katholik"
    HINDU = 4, "Hindu"
    BUDHA = 5, "Budha"
    KHONGHUCU = 6, "Khonghucu"
    KEPERCAYAAN = 7, "Kepercayaan terhadap Tuhan YME"


class BloodType(Coded):
    """Golongan darah; the card prints “-” for an unknown one."""

    A = 1, "A"
    B = 2, "B"
    AB = 3, "AB"
    O = 4, "O"  # noqa: E741 - the letter of the blood group
    A_PLUS = 5, "A+"
    A_MINUS = 6, "A-"
    B_PLUS = 7, "B+"
    B_MINUS = 8, "B-"
    AB_PLUS = 9, "AB+"
    AB_MINUS = 10, "AB-"
    O_PLUS = 11, "O+"
    O_MINUS = 12, "O-"
    UNKNOWN = 13, "Tidak Tahu"


class Education(Coded):
    """Pendidikan terakhir."""

    NONE = 1, "Tidak/Belum Sekolah"
    SD_UNFINISHED = 2, "Belum Tamat SD/Sederajat"
    SD = 3, "Tamat SD/Sederajat"
    SLTP = 4, "SLTP/Sederajat"
    SLTA = 5, "SLTA/Sederajat"
    D2 = 6, "Diploma I/II"
    D3 = 7, "Akademi/Diploma III/S. Muda"
    S1 = 8, "Diploma IV/Strata I"
    S2 = 9, "Strata II"
    S3 = 10, "Strata III"


class MaritalStatus(Coded):
    """Status perkawinan, the six of the KK; the KTP-el prints four of them."""

    BELUM_KAWIN = 1, "Belum Kawin"
    KAWIN_TERCATAT = 2, "Kawin Tercatat"
    KAWIN_BELUM_TERCATAT = 3, "Kawin Belum Tercatat"
    CERAI_HIDUP_TERCATAT = 4, "Cerai Hidup Tercatat"
    CERAI_HIDUP_BELUM_TERCATAT = 5, "Cerai Hidup Belum Tercatat"
    CERAI_MATI = 6, "Cerai Mati"

    @property
    def is_married(self) -> bool:
        """Whether a marriage exists now, registered or not."""
        return self in (MaritalStatus.KAWIN_TERCATAT, MaritalStatus.KAWIN_BELUM_TERCATAT)

    @property
    def ktp_el_label(self) -> str:
        """The word on the card: registered or not is not printed there."""
        return self.label.removesuffix(" Belum Tercatat").removesuffix(" Tercatat")


class Citizenship(Coded):
    """Kewarganegaraan; the third is a child with limited double citizenship."""

    WNI = 1, "WNI"
    WNA = 2, "WNA"
    DOUBLE = 3, "Dua Kewarganegaraan"


class Disability(Coded):
    """Penyandang cacat: protected personal data. Basis: UU 24/2013 ps. 84."""

    PHYSICAL = 1, "Fisik"
    BLIND = 2, "Netra/Buta"
    DEAF_OR_MUTE = 3, "Rungu/Wicara"
    MENTAL = 4, "Mental/Jiwa"
    PHYSICAL_AND_MENTAL = 5, "Fisik dan Mental"
    OTHER = 6, "Lainnya"


class MoveClass(Coded):
    """Klasifikasi kepindahan: how far a move goes; from 4 on it needs an SKPWNI."""

    WITHIN_VILLAGE = 1, "Dalam satu desa/kelurahan"
    BETWEEN_VILLAGES = 2, "Antar desa/kelurahan"
    BETWEEN_DISTRICTS = 3, "Antar kecamatan"
    BETWEEN_REGENCIES = 4, "Antar kabupaten/kota"
    BETWEEN_PROVINCES = 5, "Antar provinsi"

    @property
    def needs_skpwni(self) -> bool:
        """Whether the move leaves the kabupaten/kota and so passes through two offices."""
        return self >= MoveClass.BETWEEN_REGENCIES


class MoveKind(Coded):
    """Jenis kepindahan: who of the KK goes."""

    HEAD = 1, "Kepala Keluarga"
    HEAD_AND_ALL = 2, "Kepala Keluarga dan Seluruh Anggota Keluarga"
    HEAD_AND_SOME = 3, "Kepala Keluarga dan Sebagian Anggota Keluarga"
    MEMBERS = 4, "Anggota Keluarga"


class MoveReason(Coded):
    """Alasan pindah."""

    WORK = 1, "Pekerjaan"
    EDUCATION = 2, "Pendidikan"
    SAFETY = 3, "Keamanan"
    HEALTH = 4, "Kesehatan"
    HOUSING = 5, "Perumahan"
    FAMILY = 6, "Keluarga"
    OTHER = 7, "Lainnya"


class ResidentStatus(StrEnum):
    """Where a resident stands in this register."""

    ACTIVE = "aktif"
    DEAD = "meninggal"
    IN_TRANSIT = "dalam perpindahan"
    MOVED = "pindah"
    ABROAD = "pindah ke luar negeri"
    RENOUNCED = "lepas WNI"
    ANNULLED = "dibatalkan"


class PermitKind(StrEnum):
    """A foreigner's leave to stay: limited (ITAS) or permanent (ITAP)."""

    ITAS = "ITAS"
    ITAP = "ITAP"
