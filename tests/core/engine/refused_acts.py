"""One act for every refusal: the case it stands in, who tries it, and what the officer reads."""

from collections.abc import Callable
from dataclasses import dataclass

from loket.core.engine import (
    Actor,
    Claim,
    Command,
    Complete,
    Lapse,
    Note,
    PauseClock,
    Reassign,
    Recall,
    RecordPaper,
    Release,
    Reopen,
    ResumeClock,
    Return,
    ReturnLine,
    Withdraw,
    refusals,
)
from loket.core.problems import Refusal
from tests.core.engine.builders import (
    BUDI,
    CLOCKWORK,
    DEWI,
    ENTERED,
    HADI,
    HANDED_OVER,
    KABID,
    LINE,
    RINA,
    SUPERIOR,
    WATI,
    WATI_AS_PLH_KABID,
    Case,
    case_at,
    with_changes,
    with_step,
)


@dataclass(frozen=True)
class Refused:
    """A case, an act that is refused there, and what the officer reads."""

    refusal: type[Refusal]
    case: Callable[[], Case]
    actor: Actor
    command: Command
    sentence: str
    hint: str = ""


def finished() -> Case:
    return case_at("serahkan").passes("serahkan")


def held_by_budi() -> Case:
    case = case_at("entri")
    case.does(BUDI, Claim())
    return case


def paused() -> Case:
    case = case_at("entri")
    case.does(BUDI, PauseClock("jaringan"))
    return case


def waiting_for_the_applicant() -> Case:
    return case_at("periksa").goes_back(BUDI, "tidak-lengkap")


def paraf_by_wati() -> Case:
    return case_at("koreksi-kabid")


HADI_AT_THE_COUNTER = Actor(4, frozenset({"loket", "kadis"}), frozenset({"loket", "kadis"}))
PLT_KADIS = Actor(7, frozenset({"kadis"}))
WATI_AT_THE_COUNTER = Actor(2, frozenset({"kasi", "loket"}), frozenset({"kasi", "loket"}))


def taken_in_by_the_signer() -> Case:
    case = Case(actor=HADI_AT_THE_COUNTER)
    case.does(HADI_AT_THE_COUNTER, Complete("diajukan"))
    return case.passes("periksa", "entri", "koreksi-kasi", "koreksi-kabid")


def entered_by_wati() -> Case:
    case = case_at("entri")
    case.does(WATI_AT_THE_COUNTER, Complete("selesai", ENTERED))
    return case


def lines(*pairs: tuple[str, str]) -> dict[str, object]:
    return {"checklist": [{"requirement": name, "state": state} for name, state in pairs]}


CLOSED = "Permohonan ini sudah ditutup."
PRESENT = ("pengantar", "present")

REFUSED = [
    Refused(
        refusals.CaseClosed,
        finished,
        BUDI,
        Complete("diserahkan", HANDED_OVER),
        CLOSED,
        "Atasan dapat membukanya kembali dengan alasan.",
    ),
    Refused(refusals.CaseClosed, finished, BUDI, Recall(), CLOSED, "Atasan dapat membukanya kembali dengan alasan."),
    Refused(
        refusals.CaseStillOpen,
        paused,
        SUPERIOR,
        Reopen("periksa", "salah"),
        "Permohonan ini masih berjalan, jadi tidak perlu dibuka kembali.",
        "Gunakan “kembalikan” pada langkah yang sedang berjalan.",
    ),
    Refused(
        refusals.NotYourStep,
        paraf_by_wati,
        BUDI,
        Complete("sesuai"),
        "Langkah “1. Verifikasi, Bubuhkan paraf” dikerjakan oleh Kepala Bidang, bukan oleh jabatan Anda.",
        "Bila seharusnya Anda, minta atasan memeriksa penunjukan jabatan.",
    ),
    Refused(
        refusals.NotYourStep,
        Case,
        DEWI,
        Claim(),
        "Langkah “1. Ajukan” dikerjakan oleh Petugas loket, bukan oleh jabatan Anda.",
        "Bila seharusnya Anda, minta atasan memeriksa penunjukan jabatan.",
    ),
    Refused(
        refusals.DefinitiveOnly,
        lambda: case_at("tanda-tangan"),
        PLT_KADIS,
        Complete("ditandatangani"),
        "Langkah “1. Tanda tangani” hanya boleh dilakukan pejabat definitif, bukan Plt, Plh atau Pj.",
        "Tunggu pejabat definitif, atau minta penunjukan yang sah.",
    ),
    Refused(
        refusals.HeldByAnother,
        held_by_budi,
        RINA,
        Complete("selesai", ENTERED),
        "Langkah ini sedang dikerjakan petugas lain.",
        "Minta petugas itu melepasnya, atau atasan mengalihkannya.",
    ),
    Refused(refusals.NotHeld, lambda: case_at("entri"), BUDI, Release(), "Langkah ini belum diambil siapa pun."),
    Refused(refusals.AlreadyHeld, held_by_budi, BUDI, Claim(), "Langkah ini sudah ada pada petugas tersebut."),
    Refused(
        refusals.AlreadyHeld,
        held_by_budi,
        SUPERIOR,
        Reassign(BUDI, "beban"),
        "Langkah ini sudah ada pada petugas tersebut.",
    ),
    Refused(
        refusals.NoSuchOutcome,
        paraf_by_wati,
        KABID,
        Complete("tidak-sesuai"),
        "Langkah “1. Verifikasi, Bubuhkan paraf” tidak mengenal hasil “tidak-sesuai”.",
        "Pilih salah satu: sesuai.",
    ),
    Refused(
        refusals.NoSuchOutcome,
        Case,
        BUDI,
        Return("tolak", (LINE,)),
        "Langkah “1. Ajukan” tidak mengenal hasil “tolak”.",
        "Pilih salah satu: tidak ada.",
    ),
    Refused(
        refusals.EvidenceMissing,
        lambda: case_at("serahkan"),
        BUDI,
        Complete("diserahkan", {**HANDED_OVER, "collector_name": " ", "resi_shown": "on"}),
        "Belum lengkap: Nama pengambil, Resi ditunjukkan atau diserahkan.",
        "Isi bagian yang ditandai, lalu kirim lagi.",
    ),
    Refused(
        refusals.EvidenceUnknown,
        lambda: case_at("entri"),
        BUDI,
        Complete("selesai", {**ENTERED, "warna": "biru"}),
        "Isian warna tidak dikenal pada langkah ini.",
    ),
    Refused(
        refusals.PapersIncomplete,
        lambda: case_at("periksa"),
        BUDI,
        Complete("lengkap", lines(PRESENT, ("akta-lahir", "wrong"))),
        "Berkas belum lengkap: Akta lahir; Ijazah.",
        "Kembalikan kepada pemohon, atau lengkapi dahulu.",
    ),
    Refused(
        refusals.RequirementUnknown,
        lambda: case_at("periksa"),
        BUDI,
        Complete("kurang", lines(PRESENT, ("paspor", "present"))),
        "Persyaratan paspor tidak ada dalam prosedur ini.",
        "Muat ulang daftar persyaratannya, lalu nilai kembali.",
    ),
    Refused(
        refusals.RequirementRepeated,
        lambda: case_at("periksa"),
        BUDI,
        Return("tidak-lengkap", (LINE,), lines(PRESENT, ("pengantar", "missing"))),
        "Persyaratan pengantar dinilai lebih dari satu kali.",
        "Nilai tiap persyaratan satu kali saja.",
    ),
    Refused(
        refusals.ReasonMissing,
        held_by_budi,
        SUPERIOR,
        Release("  "),
        "Tulis alasannya; orang berikut akan membacanya.",
    ),
    Refused(
        refusals.ReasonMissing,
        paraf_by_wati,
        KABID,
        Return("tidak-sesuai", ()),
        "Tulis alasannya; orang berikut akan membacanya.",
    ),
    Refused(
        refusals.ReasonMissing,
        paraf_by_wati,
        KABID,
        Return("tidak-sesuai", (ReturnLine("nama", " "),)),
        "Tulis alasannya; orang berikut akan membacanya.",
    ),
    Refused(
        refusals.ReasonUnknown,
        paraf_by_wati,
        KABID,
        Return("tidak-sesuai", (LINE, ReturnLine("nama", "iseng"))),
        "Alasan “iseng” tidak ada dalam prosedur ini.",
        "Pilih salah satu: berkas-kurang, salah-ketik.",
    ),
    Refused(
        refusals.ReasonUnknown,
        paraf_by_wati,
        KABID,
        PauseClock("jaringan"),
        "Alasan “jaringan” tidak ada dalam prosedur ini.",
        "Pilih salah satu: konfirmasi.",
    ),
    Refused(
        refusals.AlreadyMarked,
        paraf_by_wati,
        WATI_AS_PLH_KABID,
        Complete("sesuai"),
        "Anda sudah membubuhkan paraf atau tanda tangan pada langkah “1. Verifikasi, Bubuhkan paraf” berkas ini.",
        "Langkah ini harus dikerjakan orang lain; minta atasan mengalihkannya.",
    ),
    Refused(
        refusals.SignerActedBefore,
        taken_in_by_the_signer,
        HADI,
        Complete("ditandatangani"),
        "Anda sudah mengerjakan langkah “1. Ajukan” berkas ini, jadi tidak boleh menandatanganinya.",
        "Pejabat lain yang berwenang harus menandatangani.",
    ),
    Refused(
        refusals.MustDiffer,
        entered_by_wati,
        WATI,
        Complete("sesuai"),
        "Prosedur meminta orang yang berbeda dari yang mengerjakan “1. Entri data”.",
        "Minta rekan lain mengerjakan langkah ini.",
    ),
    Refused(
        refusals.NoProxy,
        lambda: case_at("serahkan", with_step("serahkan", no_proxy=True)),
        BUDI,
        Complete("diserahkan", {**HANDED_OVER, "collector_relation": "proxy"}),
        "Langkah “1. Serahkan dokumen” tidak dapat diwakilkan.",
        "Minta pemohon datang sendiri.",
    ),
    Refused(
        refusals.TooLateToRecall,
        held_by_budi,
        BUDI,
        Recall(),
        "Langkah terakhir tidak dapat ditarik kembali oleh Anda.",
        "Minta pelaksana berikutnya mengembalikan berkas.",
    ),
    Refused(
        refusals.AlreadyPaused,
        paused,
        BUDI,
        PauseClock("konfirmasi"),
        "Permohonan ini sudah berstatus menunggu.",
        "Lanjutkan dahulu bila yang ditunggu sudah datang.",
    ),
    Refused(
        refusals.NotPaused,
        lambda: case_at("entri"),
        BUDI,
        ResumeClock("datang"),
        "Permohonan ini tidak sedang menunggu.",
    ),
    Refused(
        refusals.NotPaused,
        waiting_for_the_applicant,
        SUPERIOR,
        ResumeClock("datang"),
        "Permohonan ini tidak sedang menunggu.",
    ),
    Refused(
        refusals.StillPaused,
        paused,
        BUDI,
        Complete("selesai", ENTERED),
        "Permohonan ini sedang menunggu: Jaringan pusat terganggu.",
        "Lanjutkan dahulu bila yang ditunggu sudah datang.",
    ),
    Refused(
        refusals.TooLateToWithdraw,
        lambda: case_at("tanda-tangan"),
        BUDI,
        Withdraw("tidak jadi"),
        "Permohonan hanya dapat dicabut sampai langkah “1. Verifikasi, Bubuhkan paraf”.",
    ),
    *(
        Refused(
            refusals.NotLapsed,
            begun,
            CLOCKWORK,
            Lapse(days),
            "Permohonan ini tidak sedang menunggu pemohon melewati batas waktu menurut SOP.",
        )
        for begun, days in (
            (lambda: case_at("entri"), 15),
            (waiting_for_the_applicant, 14),
            (lambda: case_at("periksa", with_changes(clock={})).goes_back(BUDI, "tidak-lengkap"), 15),
        )
    ),
    Refused(
        refusals.NotAllowed,
        waiting_for_the_applicant,
        SUPERIOR,
        Lapse(15),
        "Tindakan ini hanya untuk atasan atau petugas yang diberi wewenang.",
    ),
    Refused(
        refusals.NotAllowed,
        held_by_budi,
        RINA,
        Release("sakit"),
        "Tindakan ini hanya untuk atasan atau petugas yang diberi wewenang.",
    ),
    Refused(
        refusals.NotAllowed,
        held_by_budi,
        BUDI,
        Reassign(RINA, "sakit"),
        "Tindakan ini hanya untuk atasan atau petugas yang diberi wewenang.",
    ),
    Refused(
        refusals.NotAllowed,
        Case,
        RINA,
        Withdraw("tidak jadi"),
        "Tindakan ini hanya untuk atasan atau petugas yang diberi wewenang.",
    ),
    Refused(
        refusals.NotAllowed,
        finished,
        BUDI,
        Reopen("entri", "salah"),
        "Tindakan ini hanya untuk atasan atau petugas yang diberi wewenang.",
    ),
    Refused(
        refusals.NotAllowed,
        Case,
        DEWI,
        Note("halo"),
        "Tindakan ini hanya untuk atasan atau petugas yang diberi wewenang.",
    ),
    Refused(
        refusals.NotDelegable,
        lambda: case_at("tanda-tangan", with_step("tanda-tangan", delegable=False)),
        SUPERIOR,
        Reassign(HADI, "segera"),
        "Langkah “1. Tanda tangani” tidak dapat dialihkan kepada petugas pilihan.",
        "Lepas langkah ini, agar pejabat yang berhak mengambilnya.",
    ),
    Refused(
        refusals.NoSuchStep,
        finished,
        SUPERIOR,
        Reopen("legalisir", "salah"),
        "Langkah “legalisir” tidak ada atau belum pernah dilalui berkas ini.",
    ),
    Refused(
        refusals.NeverSigned,
        lambda: case_at("tanda-tangan"),
        HADI,
        RecordPaper("7K2M94QXB3TD", "a" * 64),
        "Permohonan ini belum melewati langkah tanda tangan, jadi suratnya tidak dapat tercatat bertanda tangan.",
        "Selesaikan langkah tanda tangan dahulu.",
    ),
]
