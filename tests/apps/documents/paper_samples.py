"""One of every paper, of a family in Kijang, filled in as an office would."""

from dataclasses import replace
from datetime import UTC, date, datetime

from loket.core.register.codes import (
    Sex,
)
from loket.documents.papers.akta import (
    AcknowledgementAktaRecord,
    BirthAktaRecord,
    DeathAktaRecord,
    DivorceAktaRecord,
    MarginalNoteRecord,
    MarriageAktaRecord,
    acknowledgement_akta_page,
    birth_akta_page,
    death_akta_page,
    divorce_akta_page,
    marginal_note_page,
    marriage_akta_page,
)
from loket.documents.papers.biodata import BiodataRecord, biodata_page
from loket.documents.papers.cards import KiaRecord, KtpElRecord, SkttRecord, kia_page, ktp_el_page, sktt_page
from loket.documents.papers.civil_letters import (
    AdoptionRecord,
    AnnulmentRecord,
    RenunciationRecord,
    ReplacementRecord,
    StillbirthRecord,
    SubstituteRecord,
    adoption_page,
    annulment_page,
    renunciation_page,
    replacement_page,
    stillbirth_page,
    substitute_page,
)
from loket.documents.papers.issue import Page
from loket.documents.papers.kk import kk_page
from loket.documents.papers.moves import (
    AbroadRecord,
    FromAbroadRecord,
    MoveInRecord,
    MoveOutRecord,
    abroad_page,
    from_abroad_page,
    move_in_page,
    move_out_page,
)
from loket.documents.papers.office_papers import (
    DestructionRecord,
    DispatchLine,
    DispatchRecord,
    DispositionRecord,
    SpoiledBlank,
    destruction_page,
    dispatch_page,
    disposition_page,
)
from tests.apps.documents.paper_people import (
    ADI,
    AGUS,
    COURT,
    ISSUE,
    JANE,
    KIJANG,
    KK,
    PONTIANAK,
    SARI,
    kk_of,
    numbered,
)


def every_page() -> dict[str, Page]:
    """One of every paper, by the name of its picture."""
    return {**_cards(), **_moves(), **_akta(), **_letters(), **_office()}


def _cards() -> dict[str, Page]:
    return {
        "kk": kk_page(KK),
        "kk-konsep": kk_page(
            replace(KK, issue=replace(ISSUE, draft=("nomor KK menunggu SIAK",)), kk=kk_of(AGUS, SARI, number=None))
        ),
        "kk-lama": kk_page(replace(KK, old_layout=True)),
        "biodata": biodata_page(BiodataRecord(numbered("470/12/BIO/2026"), (SARI, ADI), "0812 0000 0001")),
        "ktp-el": ktp_el_page(KtpElRecord(ISSUE, SARI)),
        "ktp-el-asing": ktp_el_page(KtpElRecord(ISSUE, JANE, date(2030, 6, 30))),
        "kia": kia_page(KiaRecord(ISSUE, ADI, date(2032, 4, 3), with_photo=True)),
        "kia-tanpa-foto": kia_page(KiaRecord(ISSUE, ADI, date(2020, 4, 4), with_photo=False)),
        "sktt": sktt_page(
            SkttRecord(
                numbered("SKTT/2101/23112026/0002"),
                JANE,
                "2C21AB0001-X",
                date(2027, 6, 30),
                "PA000001",
                "PT Bintan Resort",
            )
        ),
    }


def _moves() -> dict[str, Page]:
    moving = (SARI, ADI)
    return {
        "skpwni": move_out_page(
            MoveOutRecord(
                issue=numbered("SKPWNI/2101/23112026/0007"),
                origin=AGUS,
                applicant=AGUS,
                movers=(AGUS, *moving),
                destination=PONTIANAK,
                classification="Antar provinsi",
                kind="Kepala Keluarga dan Seluruh Anggota Keluarga",
                reason="Pekerjaan",
                stayers_kk="Tidak ada yang ditinggal",
                movers_kk="Nama kepala keluarga dan nomor KK tetap",
                leaves_on=date(2026, 11, 30),
                valid_until=date(2027, 3, 3),
                phone="0812 0000 0001",
            )
        ),
        "skdwni": move_in_page(
            MoveInRecord(
                issue=numbered("SKDWNI/6171/01122026/0003"),
                head=replace(AGUS, place=PONTIANAK),
                movers=(AGUS, *moving),
                origin=KIJANG.one_line,
                skpwni_number="SKPWNI/2101/23112026/0007",
                arrived_on=date(2026, 12, 1),
                movers_kk="Membuat KK baru",
            )
        ),
        "skpln": abroad_page(
            AbroadRecord(
                issue=numbered("SKPLN/2101/23112026/0001"),
                applicant=SARI,
                movers=(SARI,),
                country="Malaysia",
                address="12 Jalan Ampang, Kuala Lumpur",
                reason="Pekerjaan",
                leaves_on=date(2026, 12, 1),
            )
        ),
        "skdln": from_abroad_page(
            FromAbroadRecord(
                issue=numbered("SKDLN/2101/23112026/0001"),
                applicant=SARI,
                movers=(SARI,),
                country="Malaysia",
                travel_document="Paspor X0000001",
                arrived_on=date(2026, 11, 20),
            )
        ),
    }


def _akta() -> dict[str, Page]:
    number = "2101-LU-23112026-0001"
    return {
        "akta-kelahiran": birth_akta_page(BirthAktaRecord(issue=ISSUE, akta_number=number, child=ADI, order=1)),
        "akta-kematian": death_akta_page(
            DeathAktaRecord(
                issue=ISSUE,
                akta_number="2101-KM-23112026-0001",
                dead=AGUS,
                died_on=date(2026, 11, 17),
                died_at_place="Tanjungpinang",
            )
        ),
        "akta-perkawinan": marriage_akta_page(
            MarriageAktaRecord(
                issue=ISSUE,
                akta_number="2101-KW-23112026-0001",
                husband=AGUS,
                wife=SARI,
                married_on=date(2026, 11, 14),
                married_at_place="Kijang",
                officiant="Pdt. Yohanes Siregar",
            )
        ),
        "akta-perceraian": divorce_akta_page(
            DivorceAktaRecord(
                issue=ISSUE,
                akta_number="2101-CR-23112026-0001",
                husband=AGUS,
                wife=SARI,
                divorced_on=date(2026, 11, 3),
                court=COURT,
                marriage_akta="2101-KW-05052008-0003",
                second=True,
            )
        ),
        "akta-pengakuan-anak": acknowledgement_akta_page(
            AcknowledgementAktaRecord(
                issue=ISSUE, akta_number="2101-PA-23112026-0001", child=ADI, father=AGUS, birth_akta=number
            )
        ),
        "catatan-pinggir": marginal_note_page(
            MarginalNoteRecord(
                issue=ISSUE,
                akta="Akta Kelahiran",
                akta_number=number,
                person=ADI,
                words="Nama pada akta ini dibetulkan menjadi ADI SALIM PUTRA.",
                basis=COURT.words,
            )
        ),
    }


def _letters() -> dict[str, Page]:
    issue = numbered("472/31/PS/2026")
    return {
        "lahir-mati": stillbirth_page(
            StillbirthRecord(
                issue=issue,
                mother=SARI,
                father_name="Agus Salim",
                sex=Sex.FEMALE,
                weeks=34,
                born_on=date(2026, 11, 10),
                born_at_place="RSUD Kijang",
                determined_by="Dokter",
            )
        ),
        "pembatalan-perkawinan": annulment_page(
            AnnulmentRecord(issue=issue, husband=AGUS, wife=SARI, akta_number="2101-KW-05052008-0003", court=COURT)
        ),
        "pembatalan-perceraian": annulment_page(
            AnnulmentRecord(
                issue=issue, husband=AGUS, wife=SARI, akta_number="2101-CR-05052018-0003", court=COURT, of_divorce=True
            )
        ),
        "pengangkatan-anak": adoption_page(
            AdoptionRecord(
                issue=issue, child=ADI, adopters=(AGUS, SARI), birth_akta="2101-LU-01062015-0007", court=COURT
            )
        ),
        "pelepasan-kewarganegaraan": renunciation_page(
            RenunciationRecord(
                issue=issue,
                people=(SARI,),
                decision="Keputusan Menteri Hukum dan HAM Nomor AHU-01.AH.10.02 Tahun 2026",
                decided_on=date(2026, 10, 1),
                nationality="Australia",
            )
        ),
        "skpti": replacement_page(
            ReplacementRecord(
                issue=issue,
                people=(AGUS, SARI),
                lost=("Kartu Keluarga", "KTP-el Agus Salim"),
                disaster="banjir di Kijang Kota",
                happened_on=date(2026, 11, 1),
            )
        ),
        "skps": replacement_page(
            ReplacementRecord(
                issue=issue,
                people=(ADI,),
                lost=("Kutipan akta kelahiran 2101-LU-01062015-0007",),
                disaster="banjir di Kijang Kota",
                happened_on=date(2026, 11, 1),
                of_certificates=True,
            )
        ),
        "suket": substitute_page(
            SubstituteRecord(issue=issue, person=SARI, paper="KTP-el", valid_until=date(2027, 5, 23))
        ),
    }


def _office() -> dict[str, Page]:
    return {
        "ekspedisi": dispatch_page(
            DispatchRecord(
                issue=numbered("EKS/2026/0012"),
                from_unit="Loket Pelayanan",
                to_unit="Seksi Identitas Penduduk",
                sent_at=datetime(2026, 11, 23, 3, 15, tzinfo=UTC),
                carrier="Budi Santoso",
                lines=(
                    DispatchLine("7K2M-94QX-B3TD", "Penerbitan KK, Sari Wulandari", 4),
                    DispatchLine("7K2M-94QX-B3TE", "Penerbitan KTP-el, Adi Salim", 3),
                ),
            )
        ),
        "disposisi": disposition_page(
            DispositionRecord(
                issue=ISSUE,
                sender="Camat Bintan Timur",
                letter_number="470/88/BT/2026",
                letter_date=date(2026, 11, 18),
                received_on=date(2026, 11, 20),
                agenda_number="311",
                subject="Permohonan pelayanan jemput bola di Kijang Kota",
                passed_to=("Kepala Bidang Pelayanan", "Kepala Seksi Identitas", "Sekretaris"),
                instructions=("Tindak lanjuti", "Beri saran", "Siapkan jawaban", "Arsipkan"),
                ticked=frozenset({"Kepala Bidang Pelayanan", "Tindak lanjuti"}),
            )
        ),
        "pemusnahan": destruction_page(
            DestructionRecord(
                issue=numbered("BA/2026/0003"),
                blanks=(
                    SpoiledBlank("KTP-el", "A0000123", 1, date(2026, 11, 2), "Gagal cetak"),
                    SpoiledBlank("KIA", "K0000007–K0000009", 3, date(2026, 11, 9), "Sobek"),
                ),
                way="digunting lalu dibakar",
                witnesses=("Wati Rahayu", "Budi Santoso", "Rina Rahayu"),
            )
        ),
    }
