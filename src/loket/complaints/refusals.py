"""Why something of a complaint is not taken."""

from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Refusal


class NoSuchComplaint(Refusal):
    """No complaint has this code, or none that exists for this officer: the answer is the same."""

    id = "no-such-complaint"
    sentence = "Pengaduan dengan kode itu tidak ada."
    hint = "Periksa kodenya pada catatan Anda."


class NobodyToVerify(Refusal):
    """Everybody of the office who may verify a complaint is complained about: the office must not take it."""

    id = "nobody-to-verify"
    sentence = "Pengaduan ini menyangkut semua yang memeriksa pengaduan di kantor ini, jadi tidak disimpan di sini."
    hint = "Sampaikan lewat SP4N-LAPOR! (lapor.go.id atau SMS 1708), atau dengan surat kepada Inspektorat daerah."


class NotYours(NotAllowed):
    """Only who has to do with a complaint reads it or answers."""

    id = "complaint-not-yours"
    sentence = "Isi pengaduan ini hanya dibuka oleh pengelola pengaduan dan unit yang menjawabnya."
    hint = "Mintalah pengelola pengaduan bila pengaduan ini seharusnya menjadi tugas Anda."


class ReporterHidden(NotAllowed):
    """A complainant without a name, or a confidential one before somebody who need not tell the answer."""

    id = "reporter-hidden"
    sentence = "Nama pelapor tidak dibuka kepada Anda."
    hint = "Nama pelapor rahasia dibuka oleh pengelola pengaduan, yang menyampaikan jawaban."


class NotNow(Refusal):
    """An answer is written between the verification and its telling."""

    id = "complaint-not-now"
    sentence = "Jawaban tidak dapat ditulis pada langkah ini."
    hint = "Jawaban ditulis sesudah pengaduan diverifikasi dan sebelum disampaikan, oleh yang mengerjakan langkahnya."


class NotHeardNow(Refusal):
    """There is no answer to say something of, or it was accepted, or its time is over."""

    id = "complaint-not-heard-now"
    sentence = "Jawaban ini tidak sedang menunggu tanggapan Anda."
    hint = "Bila ada hal baru, sampaikan pengaduan baru."


class HearingOver(Refusal):
    """An objection comes within the time that the procedure gives; accepting the answer may come later."""

    id = "complaint-objection-late"
    sentence = "Waktu untuk berkeberatan sudah lewat."
    hint = "Anda masih dapat menilai jawabannya, atau menyampaikan pengaduan baru."


class LaporNumberTaken(Refusal):
    """One number of LAPOR is one complaint, and the other way round."""

    id = "lapor-number-taken"
    sentence = "Nomor LAPOR itu sudah dipakai, atau pengaduan ini sudah punya nomor LAPOR."
    hint = "Periksa nomornya pada SP4N-LAPOR!."


class FormOfAnother(Refusal):
    """A form was sent again with another way in or another number of LAPOR: what it made first is told to nobody else."""

    id = "complaint-form-of-another"
    sentence = "Formulir ini sudah dipakai untuk pengaduan lain."
    hint = "Buka formulirnya lagi, lalu isi dari awal."


class KeepersOnly(NotAllowed):
    """The register of complaints is for those who verify complaints, the head, and auditors."""

    id = "complaint-keepers-only"
    sentence = "Daftar pengaduan hanya untuk pengelola pengaduan, kepala kantor dan pemeriksa."


class OwnKeeping(Refusal):
    """Whoever decides whom a complaint is kept from does not shut out the last who could verify it, nor the own self."""

    id = "complaint-own-keeping"
    sentence = "Dengan pilihan ini tidak ada lagi yang boleh memeriksa pengaduan ini."
    hint = "Teruskan pengaduan ini dengan surat kepada Inspektorat, atau minta petugas pengelola lain memilihnya."


class AboutYourself(Refusal):
    """Nobody enters a complaint about the own person: somebody else must have read the letter. Basis: UU 30/2014 ps. 42."""

    id = "complaint-about-yourself"
    sentence = "Pengaduan ini menyebut Anda, jadi tidak dapat Anda catat sendiri."
    hint = "Serahkan surat atau catatannya, tanpa diubah, kepada pengelola pengaduan atau auditor."
