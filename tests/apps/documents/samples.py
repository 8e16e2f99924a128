"""The papers of Sari's application, filled in as an office would."""

from datetime import UTC, date, datetime

from loket.core.terms import Nik, Resi
from loket.documents.records import (
    FileSlipRecord,
    FileStep,
    HandedPaper,
    LackingPaper,
    LackKind,
    Letterhead,
    PaperState,
    PickupLine,
    PickupPageRecord,
    RefusalRecord,
    RegisterLine,
    RegisterPageRecord,
    ResiRecord,
)
from loket.documents.signature import Signature

RESI = Resi.parse("7K2M-94QX-B3TD")
NIK = Nik.parse("9901014203900012")
RECEIVED_AT = datetime(2026, 11, 23, 3, 15, tzinfo=UTC)
DUE_AT = datetime(2026, 11, 26, 3, 15, tzinfo=UTC)
BUDI = "Budi Santoso – Petugas Loket"
SCRIBBLE = (
    "M 40 120 L 60 60 L 80 140 L 100 50 L 120.5 150 L 160 90 L 200 110.25 L 240 70 L 300 120 L 380 80 L 460 130 "
    "M 120 170 L 480 160"
)
HEAD = Letterhead(
    government="Pemerintah Kabupaten Bintan",
    office="Dinas Kependudukan dan Pencatatan Sipil",
    address="Jl. Trikora Km. 18, Gunung Kijang, Bintan",
    contact="Telepon (0771) 000000",
    complaints="SMS 0812 0000 0000, kotak saran, atau LAPOR! (lapor.go.id)",
)

SARI = ResiRecord(
    letterhead=HEAD,
    resi=RESI,
    register_number="470/0412/KK/2026",
    service="Penerbitan Kartu Keluarga",
    applicant_name="Sari Wulandari",
    applicant_nik=NIK,
    received_at=RECEIVED_AT,
    received_by=BUDI,
    promise_due_at=DUE_AT,
    promise="3 hari kerja",
    subject="Penambahan anggota keluarga: kelahiran anak",
    papers=(
        HandedPaper("Formulir F-1.02"),
        HandedPaper("Kartu Keluarga lama", PaperState.ORIGINAL_KEPT),
        HandedPaper("Kutipan akta kelahiran", PaperState.COPY_ORIGINAL_SEEN, count=2),
        HandedPaper("Buku nikah", PaperState.COPY_ORIGINAL_SEEN, note="halaman 1 dan 2"),
    ),
    bring=("KTP-el asli pemohon",),
    tracking_address="loket.bintan.example/lacak",
)

STEPS = (
    FileStep("1", "Periksa kelengkapan dan daftarkan", "Petugas Loket", "paraf"),
    FileStep("2", "Entri data pada SIAK", "Operator", "paraf"),
    FileStep("3", "Verifikasi berkas dan hasil entri", "Kepala Seksi Identitas Penduduk", "paraf"),
    FileStep("4", "Verifikasi dan paraf", "Kepala Bidang Pelayanan Pendaftaran Penduduk", "paraf"),
    FileStep("5", "Tanda tangan elektronik", "Kepala Dinas", "TTE"),
    FileStep("6", "Cetak dan serahkan kepada pemohon", "Petugas Loket", "cap, buku pengambilan"),
)

FOLDER = FileSlipRecord(
    letterhead=HEAD,
    resi=RESI,
    register_number="470/0412/KK/2026",
    service="Penerbitan Kartu Keluarga",
    applicant_name="Sari Wulandari",
    received_at=RECEIVED_AT,
    promise_due_at=DUE_AT,
    steps=STEPS,
    subject="Penambahan anggota keluarga: kelahiran anak",
    priority="Penduduk rentan administrasi kependudukan",
    papers_count=4,
    originals_count=1,
)

SENT_BACK = RefusalRecord(
    letterhead=HEAD,
    reference="TL-2026-000173",
    service="Penerbitan Kartu Keluarga",
    applicant_name="Sari Wulandari",
    applicant_nik=NIK,
    refused_at=RECEIVED_AT,
    refused_by=BUDI,
    lacking=(
        LackingPaper("Buku nikah", LackKind.MISSING, "", "Buku nikah asli dan salinannya"),
        LackingPaper(
            "Kutipan akta kelahiran",
            LackKind.WRONG,
            "Nama ibu berbeda dengan Kartu Keluarga.",
            "Akta yang sudah diperbaiki, atau surat pernyataan F-2.03",
        ),
    ),
    complete=("Formulir F-1.02", "Kartu Keluarga lama"),
    opening_hours="Senin–Kamis 08.00–15.00, Jumat 08.00–15.30 WIB",
)


def pickup_line(number: int, *, signed: bool = False, applicant_name: str = "Sari Wulandari") -> PickupLine:
    """One hand-over, signed on the pad or to be signed with a pen."""
    return PickupLine(
        number=number,
        register_number=f"470/{400 + number:04d}/KK/2026",
        resi=RESI,
        applicant_name=applicant_name,
        document="Kartu Keluarga",
        collector="Rudi Hartono" if number % 3 == 0 else applicant_name,
        relation="Suami, kuasa" if number % 3 == 0 else "Pemohon",
        collected_at=datetime(2026, 11, 26, 2, 30 + number, tzinfo=UTC),
        signature=Signature.parse(SCRIBBLE) if signed else None,
    )


PICKUPS = PickupPageRecord(
    letterhead=HEAD,
    valid_from=date(2026, 11, 26),
    valid_until=date(2026, 11, 26),
    page=3,
    lines=tuple(pickup_line(n, signed=n % 2 == 0) for n in range(1, 7)),
    printed_at=datetime(2026, 11, 26, 8, 0, tzinfo=UTC),
    code="BP-2026-11-26-3",
    blank_rows=3,
)


def register_line(number: int, *, void_reason: str | None = None) -> RegisterLine:
    """One entry of the book of KK applications."""
    return RegisterLine(
        number=f"470/{410 + number:04d}/KK/2026",
        entered_at=datetime(2026, 11, 23, 2, number, tzinfo=UTC),
        resi=RESI,
        applicant_name="Sari Wulandari",
        service="Penerbitan Kartu Keluarga",
        outcome="Selesai, diambil 26-11-2026" if number % 2 else "Verifikasi Kepala Bidang",
        void_reason=void_reason,
    )


REGISTER = RegisterPageRecord(
    letterhead=HEAD,
    book="Buku register Kartu Keluarga",
    year=2026,
    page=21,
    pages=34,
    lines=tuple(register_line(n, void_reason="pemohon menarik permohonan" if n == 4 else None) for n in range(1, 13)),
    printed_at=datetime(2026, 11, 30, 8, 0, tzinfo=UTC),
    signer_title="Kepala Dinas Kependudukan dan Pencatatan Sipil",
    signer_name="Drs. Hadi Purnomo, M.Si.",
    signer_nip="99700101 199503 1 001",
    notes=("nomor urut 470/0414/KK/2026 batal dan tidak dipakai lagi.",),
)
