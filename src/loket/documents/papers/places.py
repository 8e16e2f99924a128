"""An address as papers print it: the words for its village and all above it, and how an office calls a village."""

from dataclasses import dataclass

from loket.documents.papers.issue import NONE, rt_rw


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where someone lives, in words; `village_label` is the office's own word (Desa/Kelurahan, Nagari, Gampong)."""

    street: str = ""
    hamlet: str = ""
    rt: str = ""
    rw: str = ""
    postal_code: str = ""
    village: str = ""
    district: str = ""
    regency: str = ""
    province: str = ""
    village_label: str = "Desa/Kelurahan"
    district_label: str = "Kecamatan"

    @property
    def street_line(self) -> str:
        """Street and hamlet on one line; a dash for neither."""
        return ", ".join(part for part in (self.street, self.hamlet) if part) or NONE

    @property
    def rt_rw(self) -> str:
        """`001/002`."""
        return rt_rw(self.rt, self.rw)

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Label and words of each part, in the order of forms."""
        return (
            ("Alamat", self.street_line),
            ("RT/RW", self.rt_rw),
            (self.village_label, self.village or NONE),
            (self.district_label, self.district or NONE),
            ("Kabupaten/Kota", self.regency or NONE),
            ("Provinsi", self.province or NONE),
            ("Kode Pos", self.postal_code or NONE),
        )

    @property
    def one_line(self) -> str:
        """All of it in one sentence, what is not known left out."""
        parts = (
            self.street_line,
            f"RT/RW {self.rt_rw}" if self.rt or self.rw else "",
            f"{self.village_label} {self.village}" if self.village else "",
            f"{self.district_label} {self.district}" if self.district else "",
            self.regency,
            f"Provinsi {self.province}" if self.province else "",
            self.postal_code,
        )
        return ", ".join(part for part in parts if part and part != NONE)
