"""What a token may be used for. The officer behind it still needs the right: a scope only narrows."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Scope(StrEnum):
    """One kind of use; a token carries some of them."""

    OFFICE_READ = "office:read"
    CASES_READ = "cases:read"
    CASES_INTAKE = "cases:intake"
    CASES_ACT = "cases:act"
    BOOKS_READ = "books:read"


MEANINGS: Final = MappingProxyType(
    {
        Scope.OFFICE_READ: "Membaca kantor, pejabat, prosedur dan kalender.",
        Scope.CASES_READ: "Membaca permohonan, riwayat, jatuh tempo dan meja kerja.",
        Scope.CASES_INTAKE: "Menerima permohonan baru.",
        Scope.CASES_ACT: "Mengerjakan langkah permohonan.",
        Scope.BOOKS_READ: "Membaca buku register dan buku pengambilan.",
    }
)
