"""
Why an act is not allowed now. One class per reason; the sentence is what the officer reads.
"""

from loket.core.problems import Refusal


class CaseClosed(Refusal):
    """The case has ended; only a note or a reopening is possible."""

    id = "case-closed"
    sentence = "Permohonan ini sudah ditutup."
    hint = "Atasan dapat membukanya kembali dengan alasan."


class CaseStillOpen(Refusal):
    """Only a closed case is reopened."""

    id = "case-still-open"
    sentence = "Permohonan ini masih berjalan, jadi tidak perlu dibuka kembali."
    hint = "Gunakan “kembalikan” pada langkah yang sedang berjalan."


class NotYourStep(Refusal):
    """The officer fills none of the lanes that do this step."""

    id = "not-your-step"
    sentence = "Langkah “{step}” dikerjakan oleh {lanes}, bukan oleh jabatan Anda."
    hint = "Bila seharusnya Anda, minta atasan memeriksa penunjukan jabatan."


class DefinitiveOnly(Refusal):
    """The procedure keeps this step for the definitive office holder."""

    id = "definitive-only"
    sentence = "Langkah “{step}” hanya boleh dilakukan pejabat definitif, bukan Plt, Plh atau Pj."
    hint = "Tunggu pejabat definitif, atau minta penunjukan yang sah."


class HeldByAnother(Refusal):
    """Another officer has claimed the open step."""

    id = "held-by-another"
    sentence = "Langkah ini sedang dikerjakan petugas lain."
    hint = "Minta petugas itu melepasnya, atau atasan mengalihkannya."


class NotHeld(Refusal):
    """Nobody has claimed the open step, so there is nothing to release."""

    id = "not-held"
    sentence = "Langkah ini belum diambil siapa pun."


class NotLapsed(Refusal):
    """The case does not wait for its applicant, or its procedure closes none for that."""

    id = "not-lapsed"
    sentence = "Permohonan ini tidak sedang menunggu pemohon melewati batas waktu menurut SOP."


class NotUnheard(Refusal):
    """The case is no complaint whose answer waits for what its complainant says of it, or its clock stands."""

    id = "not-unheard"
    sentence = "Pengaduan ini tidak sedang menunggu tanggapan pelapor melewati batas waktu menurut SOP."


class AlreadyHeld(Refusal):
    """The officer already has the step."""

    id = "already-held"
    sentence = "Langkah ini sudah ada pada petugas tersebut."


class NoSuchOutcome(Refusal):
    """The step has no outcome of that name and kind."""

    id = "no-such-outcome"
    sentence = "Langkah “{step}” tidak mengenal hasil “{outcome}”."
    hint = "Pilih salah satu: {choices}."


class EvidenceMissing(Refusal):
    """An act of the step leaves evidence that was not given or does not read."""

    id = "evidence-missing"
    sentence = "Belum lengkap: {labels}."
    hint = "Isi bagian yang ditandai, lalu kirim lagi."


class EvidenceUnknown(Refusal):
    """Evidence was given that no act of this step asks for."""

    id = "evidence-unknown"
    sentence = "Isian {names} tidak dikenal pada langkah ini."


class RequirementUnknown(Refusal):
    """The checklist judges a paper that the procedure does not ask for."""

    id = "requirement-unknown"
    sentence = "Persyaratan {names} tidak ada dalam prosedur ini."
    hint = "Muat ulang daftar persyaratannya, lalu nilai kembali."


class RequirementRepeated(Refusal):
    """The checklist judges one paper twice, so nobody could say which judgement holds."""

    id = "requirement-repeated"
    sentence = "Persyaratan {names} dinilai lebih dari satu kali."
    hint = "Nilai tiap persyaratan satu kali saja."


class AnswerUnknown(Refusal):
    """The answer to a guide question is none of the answers it has."""

    id = "answer-unknown"
    sentence = "Jawaban untuk “{question}” tidak dikenal."
    hint = "Pilih salah satu: {choices}."


class PapersIncomplete(Refusal):
    """The checklist has a paper that is missing or wrong, so the file may not go forward."""

    id = "papers-incomplete"
    sentence = "Berkas belum lengkap: {requirements}."
    hint = "Kembalikan kepada pemohon, atau lengkapi dahulu."


class NotHandingOver(Refusal):
    """Papers are handed over at a step that does so."""

    id = "not-handing-over"
    sentence = "Pada langkah “{step}” tidak ada dokumen yang diserahkan."
    hint = "Tunggu sampai berkas berada pada langkah penyerahan."


class PapersNotChosen(Refusal):
    """A part is handed over, and none of its papers was named."""

    id = "papers-not-chosen"
    sentence = "Pilih sedikitnya satu dokumen yang diserahkan sekarang."


class ReasonMissing(Refusal):
    """The act needs a reason that another person will read."""

    id = "reason-missing"
    sentence = "Tulis alasannya; orang berikut akan membacanya."


class ReasonUnknown(Refusal):
    """The procedure does not know this reason."""

    id = "reason-unknown"
    sentence = "Alasan “{reason}” tidak ada dalam prosedur ini."
    hint = "Pilih salah satu: {choices}."


class AlreadyMarked(Refusal):
    """Nobody gives a second paraf or signature in one chain, through any seat."""

    id = "already-marked"
    sentence = "Anda sudah membubuhkan paraf atau tanda tangan pada langkah “{step}” berkas ini."
    hint = "Langkah ini harus dikerjakan orang lain; minta atasan mengalihkannya."


class SignerActedBefore(Refusal):
    """Who signs must not have handled the file before."""

    id = "signer-acted-before"
    sentence = "Anda sudah mengerjakan langkah “{step}” berkas ini, jadi tidak boleh menandatanganinya."
    hint = "Pejabat lain yang berwenang harus menandatangani."


class MustDiffer(Refusal):
    """The procedure wants different persons at these two steps."""

    id = "must-differ"
    sentence = "Prosedur meminta orang yang berbeda dari yang mengerjakan “{step}”."
    hint = "Minta rekan lain mengerjakan langkah ini."


class NoProxy(Refusal):
    """The applicant must be present in person at this step."""

    id = "no-proxy"
    sentence = "Langkah “{step}” tidak dapat diwakilkan."
    hint = "Minta pemohon datang sendiri."


class TooLateToRecall(Refusal):
    """Someone has touched the next step, or the latest step was not mine."""

    id = "too-late-to-recall"
    sentence = "Langkah terakhir tidak dapat ditarik kembali oleh Anda."
    hint = "Minta pelaksana berikutnya mengembalikan berkas."


class AlreadyPaused(Refusal):
    """The clock already stands."""

    id = "already-paused"
    sentence = "Permohonan ini sudah berstatus menunggu."
    hint = "Lanjutkan dahulu bila yang ditunggu sudah datang."


class NotPaused(Refusal):
    """The clock runs, so there is nothing to resume."""

    id = "not-paused"
    sentence = "Permohonan ini tidak sedang menunggu."


class StillPaused(Refusal):
    """A step cannot be finished while the case waits."""

    id = "still-paused"
    sentence = "Permohonan ini sedang menunggu: {reason}."
    hint = "Lanjutkan dahulu bila yang ditunggu sudah datang."


class TooLateToWithdraw(Refusal):
    """The procedure allows withdrawing only up to a stated step."""

    id = "too-late-to-withdraw"
    sentence = "Permohonan hanya dapat dicabut sampai langkah “{step}”."


class NotTakenBack(Refusal):
    """
    Nobody of the office ends a complaint by calling it taken back: its complainant would have no answer. Basis: UU 25/2009.
    """

    id = "complaint-not-taken-back"
    sentence = "Pengaduan tidak dicabut oleh petugas."
    hint = "Jawablah, teruskan dengan surat, atau tetapkan bahwa ini bukan pengaduan pelayanan kantor ini."


class NotAllowed(Refusal):
    """The act belongs to a power that the officer's position does not have."""

    id = "not-allowed"
    sentence = "Tindakan ini hanya untuk atasan atau petugas yang diberi wewenang."


class NotDelegable(Refusal):
    """The procedure does not let this step be given to a chosen officer."""

    id = "not-delegable"
    sentence = "Langkah “{step}” tidak dapat dialihkan kepada petugas pilihan."
    hint = "Lepas langkah ini, agar pejabat yang berhak mengambilnya."


class NoSuchStep(Refusal):
    """The procedure has no step of that name, or the case has not passed it."""

    id = "no-such-step"
    sentence = "Langkah “{step}” tidak ada atau belum pernah dilalui berkas ini."


class NeverSigned(Refusal):
    """A paper is said to be signed whose case never passed a signature."""

    id = "never-signed"
    sentence = "Permohonan ini belum melewati langkah tanda tangan, jadi suratnya tidak dapat tercatat bertanda tangan."
    hint = "Selesaikan langkah tanda tangan dahulu."
