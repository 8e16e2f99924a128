"""What changed between two versions, in sentences."""

import pytest

from loket.core.procedure.diff import Weight, compare
from tests.core.procedure.example import example

STANDARD = """standard:
  unit: Contoh
  kind: KK
  components:
    - {key: biaya, no: "1", title: Biaya, text: [Gratis]}
actors:
"""
ARCHIVE = """  - id: arsip
    no: "6"
    actor: loket
    activity: Mengarsipkan
    acts: [archive]
    outcomes: {selesai: {end: finished}}
"""
END = "outcomes: {selesai: {label: Diserahkan, end: finished}}\n"
Replacements = list[tuple[str, str]]

CHANGES: list[tuple[Replacements, str, Weight, str]] = [
    (
        [("name: Contoh", "name: Contoh Baru")],
        "identity-changed",
        Weight.TEXT,
        "Identitas: nama SOP dari “Contoh” menjadi “Contoh Baru”.",
    ),
    ([("99.01", "99.02")], "identity-changed", Weight.FLOW, "Identitas: kode kantor dari “99.01” menjadi “99.02”."),
    (
        [("name: Contoh", "name: Contoh, created: {printed: Maret 2026}")],
        "identity-changed",
        Weight.TEXT,
        "Identitas: tanggal pembuatan dari kosong menjadi “Maret 2026”.",
    ),
    (
        [("name: Contoh", "name: Contoh, legal_basis: [UU 23/2006]")],
        "identity-changed",
        Weight.TEXT,
        "Identitas: dasar hukum ditambah “UU 23/2006”.",
    ),
    ([("actors:\n", STANDARD)], "component-added", Weight.SERVICE, "Komponen standar pelayanan “Biaya” ditambahkan."),
    (
        [("questions:\n", "  kabid: {title: Kabid, positions: [kabid]}\nquestions:\n")],
        "actor-added",
        Weight.FLOW,
        "Lajur “Kabid” ditambahkan.",
    ),
    (
        [("positions: [kasi]", "positions: [kasi, kabid]")],
        "actor-changed",
        Weight.FLOW,
        "Lajur “Kasi”: jabatan pengisi ditambah “kabid”.",
    ),
    (
        [("title: Kadis", "column: false, title: Kadis")],
        "actor-changed",
        Weight.TEXT,
        "Lajur “Kadis”: kolom sendiri dari ya menjadi tidak.",
    ),
    (
        [("copies: 1}", "copies: 1}\n  akta: {text: Akta lahir}")],
        "requirement-added",
        Weight.SERVICE,
        "Persyaratan “Akta lahir” ditambahkan.",
    ),
    (
        [("copies: 1", "copies: 2")],
        "requirement-changed",
        Weight.SERVICE,
        "Persyaratan “Kartu Keluarga”: jumlah salinan dari “1” menjadi “2”.",
    ),
    (
        [("{text: Kartu Keluarga", "{text: KK")],
        "requirement-changed",
        Weight.TEXT,
        "Persyaratan “Kartu Keluarga”: bunyi dari “Kartu Keluarga” menjadi “KK”.",
    ),
    (
        [("promise: 3 hari", "promise: 2 hari")],
        "clock-changed",
        Weight.SERVICE,
        "Jam layanan: janji waktu dari “3 hari kerja” menjadi “2 hari kerja”.",
    ),
    (
        [("clock: {", "clock: {promise_by: {step: periksa, outcomes: {lengkap: 2 hari kerja}}, ")],
        "clock-changed",
        Weight.SERVICE,
        "Jam layanan: janji waktu menurut hasil langkah berubah.",
    ),
    (
        [("books:\n", "complaint: {verified_by: periksa, told_by: serahkan, heard_by: ajukan}\nbooks:\n")],
        "complaint-changed",
        Weight.FLOW,
        "Penanganan pengaduan berubah.",
    ),
    (
        [("service: kk\n", "template: {pattern: ktp-el, note: Disusun sendiri.}\nservice: kk\n")],
        "template-changed",
        Weight.TEXT,
        "Tanda templat berubah.",
    ),
    ([("title: Buku register", "title: Buku agenda")], "books-changed", Weight.FLOW, "Buku nomor berubah."),
    (
        [("books:\n", "counter_incomplete: wait\nbooks:\n")],
        "counter-incomplete-changed",
        Weight.FLOW,
        "Perlakuan berkas tidak lengkap di loket dari “refuse” menjadi “wait”.",
    ),
    ([(END, END + ARCHIVE)], "step-added", Weight.FLOW, "Langkah 6 “arsip” ditambahkan."),
    (
        [("time: 10 menit", "time: 15 menit")],
        "step-changed",
        Weight.SERVICE,
        "Langkah 2 “periksa”: waktu dari “10 menit” menjadi “15 menit”.",
    ),
    (
        [("activity: Menandatangani", "activity: Menandatangani KK")],
        "step-text-changed",
        Weight.TEXT,
        "Langkah 4 “tanda-tangan”: kegiatan dari “Menandatangani” menjadi “Menandatangani KK”.",
    ),
    (
        [("acts: [verify, paraf]", "acts: [paraf, verify]")],
        "step-changed",
        Weight.FLOW,
        "Langkah 3 “verifikasi”: perbuatan berganti urutan.",
    ),
    (
        [("actor: kadis", "actor: kasi")],
        "step-changed",
        Weight.FLOW,
        "Langkah 4 “tanda-tangan”: pelaku dari “kadis” menjadi “kasi”.",
    ),
    (
        [("label: Ditandatangani", "label: Sudah")],
        "outcome-text-changed",
        Weight.TEXT,
        "Langkah 4 “tanda-tangan”: hasil “selesai”: tulisan tombol dari “Ditandatangani” menjadi “Sudah”.",
    ),
    (
        [("return: periksa, voids: [verifikasi]", "return: verifikasi, voids: [verifikasi], waits_for: centre")],
        "outcome-changed",
        Weight.FLOW,
        (
            "Langkah 4 “tanda-tangan”: hasil “koreksi” kembali ke “periksa”, menggugurkan paraf verifikasi menjadi "
            "kembali ke “verifikasi” dan menunggu, menggugurkan paraf verifikasi."
        ),
    ),
    (
        [("next: serahkan", "end: rejected")],
        "outcome-changed",
        Weight.FLOW,
        "Langkah 4 “tanda-tangan”: hasil “selesai” maju ke “serahkan” menjadi menolak permohonan.",
    ),
    (
        [("end: finished", "end: rejected")],
        "outcome-changed",
        Weight.FLOW,
        "Langkah 5 “serahkan”: hasil “selesai” mengakhiri permohonan menjadi menolak permohonan.",
    ),
    (
        [(", incomplete: true", "")],
        "outcome-changed",
        Weight.FLOW,
        (
            "Langkah 2 “periksa”: hasil “kurang” kembali ke “ajukan” dan menunggu, untuk berkas tidak lengkap menjadi "
            "kembali ke “ajukan” dan menunggu."
        ),
    ),
]


class TestCompare:
    def test_finds_nothing_between_equals(self) -> None:
        assert compare(example(), example()) == []

    @pytest.mark.parametrize(("replacements", "kind", "weight", "sentence"), CHANGES, ids=[c[3][:60] for c in CHANGES])
    def test_says_each_change_once(self, replacements: Replacements, kind: str, weight: Weight, sentence: str) -> None:
        changes = compare(example(), example(*replacements))
        assert [(change.kind, change.weight, change.sentence) for change in changes] == [(kind, weight, sentence)]

    def test_says_what_was_taken_away(self) -> None:
        twice = STANDARD.replace("actors:", '    - {key: produk, no: "2", title: Produk, text: [KK]}\nactors:')
        paper = ("copies: 1}", "copies: 1}\n  akta: {text: Akta lahir}")
        with_more = example(("actors:\n", twice), paper, (END, END + ARCHIVE))
        kinds = {c.kind: c.sentence for c in compare(with_more, example(("actors:\n", STANDARD)))}
        assert kinds == {
            "component-removed": "Komponen standar pelayanan “Produk” dihapus.",
            "requirement-removed": "Persyaratan “Akta lahir” dihapus.",
            "step-removed": "Langkah 6 “arsip” dihapus.",
        }

    def test_says_when_a_component_reads_differently(self) -> None:
        changes = compare(example(("actors:\n", STANDARD)), example(("actors:\n", STANDARD.replace("Gratis", "Rp0"))))
        sentence = "Komponen standar pelayanan “Biaya” dihapus “Gratis”, ditambah “Rp0”."
        assert [change.sentence for change in changes] == [sentence]

    def test_says_when_steps_change_places(self) -> None:
        old = example()
        new = old.model_copy(update={"steps": (*old.steps[:2], old.steps[3], old.steps[2], old.steps[4])})
        sentence = "Urutan langkah menjadi ajukan, periksa, tanda-tangan, verifikasi, serahkan."
        assert [(c.kind, c.sentence) for c in compare(old, new)] == [("steps-reordered", sentence)]

    def test_compares_every_field_of_the_model(self) -> None:
        from loket.core.procedure import diff
        from loket.core.procedure.model import Clock, Identity, Procedure, Requirement, Step

        compared = {"format", "identity", "standard", "actors", "requirements", "clock", "steps", *diff._OTHER}  # noqa: SLF001
        assert set(Procedure.model_fields) == compared
        assert set(Identity.model_fields) == set(diff._IDENTITY_WORDS)  # noqa: SLF001
        assert set(Requirement.model_fields) == set(diff._REQUIREMENT_WORDS)  # noqa: SLF001
        assert set(Clock.model_fields) == set(diff._CLOCK_WORDS)  # noqa: SLF001
        steps = {"id", "outcomes", "source_line", *diff._STEP_WORDS, *diff._STEP_FLOW}  # noqa: SLF001
        assert set(Step.model_fields) == steps
