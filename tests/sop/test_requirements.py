"""Which papers each variant of each service asks for: of every line one paper is needed, `a|b` means either of the two."""

from collections.abc import Mapping

import pytest

from loket.core.procedure.expressions import Expression, parse
from loket.core.procedure.requirements import alternatives
from tests.sop.procedures import KEYS, procedure

Row = tuple[str, Mapping[str, object], str]

KK_IN_BINTAN: tuple[tuple[Mapping[str, object], str], ...] = (
    ({"keperluan": "keluarga-baru"}, "pengantar f-1-01 f-1-06 f-1-15 dokumen-pendukung|f-1-05"),
    (
        {"keperluan": "keluarga-baru", "pindahan": True, "beda_data": True},
        "pengantar f-1-01 f-1-06 f-1-15 dokumen-pendukung|f-1-05 surat-kedatangan pernyataan-beda-data",
    ),
    ({"keperluan": "ganti-kepala"}, "pengantar f-1-01 f-1-06 f-1-15 kk-lama akta-kematian"),
    (
        {"keperluan": "ganti-kepala", "anak_ditinggal": True},
        "pengantar f-1-01 f-1-06 f-1-15 kk-lama akta-kematian pernyataan-wali",
    ),
    ({"keperluan": "pisah-kk"}, "pengantar f-1-01 f-1-06 f-1-15 dokumen-pendukung kk-lama ktp-el"),
    ({"keperluan": "numpang-kk"}, "pengantar f-1-06 f-1-15 dokumen-pendukung kk-lama persetujuan-kepala"),
    (
        {"keperluan": "numpang-kk", "pindahan": True},
        ("pengantar f-1-06 f-1-15 dokumen-pendukung surat-kedatangan pernyataan-numpang kk-lama persetujuan-kepala"),
    ),
    ({"keperluan": "perubahan-data"}, "pengantar f-1-06 f-1-15 kk-lama"),
    *(
        ({"keperluan": "perubahan-data", "elemen": element}, f"pengantar f-1-06 f-1-15 kk-lama {proof}")
        for element, proof in (
            ("pendidikan", "bukti-pendidikan"),
            ("pekerjaan", "bukti-pekerjaan|pernyataan-pekerjaan"),
            ("golongan-darah", "bukti-golongan-darah"),
            ("agama", "bukti-agama"),
            ("status-kawin", "bukti-status-kawin|f-1-05-status-kawin"),
            ("nama", "penetapan-nama akta-nama"),
            ("kelahiran", "akta-kelahiran|ijazah-kelahiran|penetapan-kelahiran"),
            ("jenis-kelamin", "penetapan-jenis-kelamin"),
        )
    ),
    ({"keperluan": "pindah-alamat"}, "pengantar f-1-15 f-1-03 kk-lama"),
    (
        {"keperluan": "pindah-alamat", "rumah_lain": True, "anak_ditinggal": True},
        "pengantar f-1-15 f-1-03 kk-lama pernyataan-wali persetujuan-pemilik",
    ),
    ({"keperluan": "kk-hilang"}, "pengantar f-1-15 surat-kehilangan ktp-el"),
    (
        {"keperluan": "kk-rusak", "elemen": "nama", "rumah_lain": True, "anak_ditinggal": True},
        "pengantar f-1-15 kk-lama ktp-el",
    ),
)
CARDS: tuple[Row, ...] = (
    ("bintan/ktp-el", {"keperluan": "ktp-baru"}, "pengantar f-1-21 kk sudah-rekam"),
    ("bintan/ktp-el", {"keperluan": "ktp-hilang"}, "laporan-polisi kk sudah-rekam"),
    ("bintan/ktp-el", {"keperluan": "ktp-rusak"}, "ktp-lama kk sudah-rekam"),
    ("bintan/ktp-el", {"keperluan": "ktp-ubah-data"}, "ktp-lama kk sudah-rekam"),
    ("bintan/ktp-el", {"keperluan": "ktp-luar-domisili"}, "ktp-lama|laporan-polisi kk sudah-rekam"),
    ("bintan/kia", {"keperluan": "kia-baru"}, "f-1-02 akta-kelahiran kk ktp-orang-tua"),
    ("bintan/kia", {"keperluan": "kia-baru", "umur_lima": True}, "f-1-02 akta-kelahiran kk ktp-orang-tua foto"),
    ("bintan/kia", {"keperluan": "kia-baru", "orang_asing": True}, "f-1-02 kk ktp-orang-tua paspor itap"),
    ("bintan/kia", {"keperluan": "kia-hilang", "umur_lima": True}, "f-1-02 kk foto surat-kehilangan"),
    ("bintan/kia", {"keperluan": "kia-rusak", "orang_asing": True}, "f-1-02 kk kia-lama"),
)
MOVES: tuple[Row, ...] = (
    ("bintan/skpwni", {"keperluan": "pindah-keluar"}, "pengantar-rt-rw pengantar-desa pengantar-kecamatan kk ktp"),
    (
        "bintan/skpwni",
        {"keperluan": "pindah-keluar", "anak_ditinggal": True},
        "pengantar-rt-rw pengantar-desa pengantar-kecamatan kk ktp pernyataan-wali",
    ),
    ("bintan/skpwni", {"keperluan": "batal-pindah", "anak_ditinggal": True}, "ktp skpwni pernyataan-batal"),
    ("bintan/skdwni", {"numpang": False}, "berkas-asal ktp-lama"),
    ("bintan/skdwni", {"numpang": True}, "berkas-asal persetujuan-kepala ktp-lama"),
    ("bintan/skpln", {}, "f-1-03 kk ktp-el paspor bukti-menetap"),
    ("bintan/skpln", {"anak_ditinggal": True}, "f-1-03 kk ktp-el paspor bukti-menetap pernyataan-wali"),
    ("bintan/skdln", {"pernah_terdaftar": True}, "f-1-03 dokumen-perjalanan skpln|surat-perwakilan"),
    (
        "bintan/skdln",
        {"pernah_terdaftar": False, "numpang": True},
        "f-1-03 f-1-01 dokumen-perjalanan skpln|surat-perwakilan persetujuan-kepala",
    ),
    ("bintan/sktt", {"keperluan": "sktt-baru"}, "f-1-03 dokumen-perjalanan itas persetujuan-pemilik"),
    ("bintan/sktt", {"keperluan": "sktt-perpanjang"}, "f-1-03 dokumen-perjalanan itas sktt-lama"),
)
CIVIL_EVENTS: tuple[Row, ...] = (
    ("bintan/sk-kelahiran", {"orang_tua": "tercatat"}, "f-2-01 keterangan-lahir|f-2-03 buku-nikah|f-2-04 kk"),
    (
        "bintan/sk-kelahiran",
        {"orang_tua": "tercatat", "terlambat": True},
        "f-2-01 keterangan-lahir|f-2-03 buku-nikah|f-2-04 kk permohonan-terlambat",
    ),
    ("bintan/sk-kelahiran", {"orang_tua": "belum-tercatat"}, "f-2-01 keterangan-lahir|f-2-03 f-2-04 kk"),
    ("bintan/sk-kelahiran", {"orang_tua": "ibu-saja"}, "f-2-01 keterangan-lahir|f-2-03 kk"),
    ("bintan/sk-kelahiran", {"orang_tua": "tidak-diketahui"}, "f-2-01 kk berita-acara-polisi"),
    ("bintan/sk-lahir-mati", {}, "f-2-01 keterangan-lahir-mati|pernyataan-orang-tua kk"),
    ("bintan/sk-pembatalan-perkawinan", {}, "f-2-01 putusan akta-perkawinan kk ktp-el"),
    ("bintan/sk-pembatalan-perceraian", {}, "f-2-01 putusan akta-perceraian kk ktp-el"),
    ("bintan/sk-kematian", {"keadaan": "biasa"}, "f-2-01 keterangan-kematian kk ktp-el"),
    ("bintan/sk-kematian", {"keadaan": "biasa", "kawin": True}, "f-2-01 keterangan-kematian kk ktp-el ktp-pasangan"),
    (
        "bintan/sk-kematian",
        {"keadaan": "biasa", "anak_ditinggal": True},
        "f-2-01 keterangan-kematian kk ktp-el pernyataan-wali",
    ),
    ("bintan/sk-kematian", {"keadaan": "tidak-dikenal"}, "f-2-01 keterangan-kepolisian kk ktp-el"),
    ("bintan/sk-kematian", {"keadaan": "hilang"}, "f-2-01 penetapan-pengadilan kk ktp-el"),
    ("bintan/sk-kematian", {"keadaan": "kecelakaan-angkutan"}, "f-2-01 pernyataan-maskapai kk ktp-el"),
    ("bintan/sk-kematian", {"keadaan": "luar-negeri"}, "f-2-01 keterangan-perwakilan kk ktp-el"),
    ("bintan/sk-pengangkatan-anak", {}, "f-2-01 penetapan-pengadilan akta-kelahiran kk ktp-el|paspor"),
    (
        "bintan/sk-pelepasan-kewarganegaraan",
        {"punya_akta": True},
        "f-2-01 keputusan|bukti-kewarganegaraan-asing kutipan-akta kk ktp-el paspor",
    ),
    (
        "bintan/sk-pelepasan-kewarganegaraan",
        {"di_luar_negeri": True, "punya_akta": False, "anak_ditinggal": True},
        "f-2-02 keputusan|bukti-kewarganegaraan-asing kk ktp-el paspor pernyataan-wali",
    ),
    ("bintan/skpti", {"pernah_terdaftar": True}, "formulir-pendataan pernyataan-hilang"),
    ("bintan/skpti", {"pernah_terdaftar": False}, "formulir-pendataan pernyataan-hilang f-1-01 f-1-04"),
    ("bintan/skps", {"pernah_terdaftar": True}, "formulir-pendataan pernyataan-hilang"),
    (
        "bintan/skps",
        {"pernah_terdaftar": False, "ada_salinan": True},
        "formulir-pendataan pernyataan-hilang salinan-akta f-1-01 f-1-04",
    ),
)
KK_ELSEWHERE: tuple[tuple[str, str], ...] = (
    ("keluarga-baru", "bukti-perubahan|f-1-05"),
    ("ganti-kepala", "kk-lama bukti-perubahan"),
    ("pisah-kk", "kk-lama bukti-perubahan"),
    ("numpang-kk", "kk-lama persetujuan-kepala"),
    ("perubahan-data", "kk-lama bukti-perubahan"),
    ("pindah-alamat", "kk-lama"),
    ("kk-hilang", "surat-hilang"),
    ("kk-rusak", "kk-lama"),
)
ELSEWHERE: tuple[Row, ...] = (
    *(("pontianak/kk", {"keperluan": kind}, f"formulir {papers}") for kind, papers in KK_ELSEWHERE),
    ("pontianak/kk", {"keperluan": "pindah-datang"}, "formulir berkas-asal kartu-lama"),
    *(("sumbersuko/kk", {"keperluan": kind}, f"persyaratan pengantar {papers}") for kind, papers in KK_ELSEWHERE),
    ("pesisir-selatan/ktp-el", {"keperluan": "ktp-baru"}, "kk"),
    ("pesisir-selatan/ktp-el", {"keperluan": "ktp-hilang"}, "kk surat-kehilangan"),
    ("pesisir-selatan/ktp-el", {"keperluan": "ktp-rusak"}, "kk ktp-lama"),
    ("pesisir-selatan/ktp-el", {"keperluan": "ktp-ubah-data"}, "kk ktp-lama"),
    ("pesisir-selatan/ktp-el", {"keperluan": "ktp-luar-domisili"}, "kk ktp-lama|surat-kehilangan"),
    ("metro/siaga", {}, "domisili-desa|domisili-kelurahan"),
    (
        "metro/siaga",
        {"odgj_terlantar": True, "tanpa_identitas": True},
        "domisili-desa|domisili-kelurahan keterangan-dinsos keterangan-kepolisian",
    ),
)
BINTAN_KK: tuple[Row, ...] = tuple(("bintan/kk", answers, papers) for answers, papers in KK_IN_BINTAN)
TABLE = (*BINTAN_KK, *CARDS, *MOVES, *CIVIL_EVENTS, *ELSEWHERE)


def names_in(expression: Expression) -> set[str]:
    """The questions a condition asks about."""
    parts = (getattr(expression, name, None) for name in ("inner", "left", "right"))
    inner = {found for part in parts if part is not None for found in names_in(part)}
    name = getattr(expression, "name", None)
    return inner | ({name} if name else set())


class TestPapers:
    @pytest.mark.parametrize(("key", "answers", "papers"), TABLE, ids=[f"{row[0]} {row[1]}" for row in TABLE])
    def test_are_those_of_the_variant_and_no_others(self, key: str, answers: Mapping[str, object], papers: str) -> None:
        asked = alternatives(procedure(key), answers)
        assert [set(group) for group in asked] == [set(line.split("|")) for line in papers.split()]

    @pytest.mark.parametrize("key", KEYS)
    def test_are_each_in_the_table(self, key: str) -> None:
        asked = {paper for row in TABLE if row[0] == key for line in row[2].split() for paper in line.split("|")}
        assert asked == set(procedure(key).requirements)

    @pytest.mark.parametrize("key", [key for key in KEYS if procedure(key).template is not None])
    def test_of_a_template_have_a_basis_and_say_what_becomes_of_the_original(self, key: str) -> None:
        for name, paper in procedure(key).requirements.items():
            assert paper.basis, name
            assert paper.original != "none" or paper.copies, name


class TestQuestions:
    @pytest.mark.parametrize("key", KEYS)
    def test_all_decide_something(self, key: str) -> None:
        sop = procedure(key)
        conditions = [paper.when for paper in sop.requirements.values()]
        conditions += [kind.when for kind in sop.entry.kinds] if sop.entry else []
        used = {name for text in conditions if text for name in names_in(parse(text))}
        assert used == set(sop.questions)

    @pytest.mark.parametrize("key", KEYS)
    def test_are_whole_sentences_with_choices_of_a_few_words(self, key: str) -> None:
        for question in procedure(key).questions.values():
            assert question.text.endswith("?")
            assert all(len(label.split()) <= 14 for label in question.choices.values())
            assert len(question.choices) <= 9, "a digit chooses"
