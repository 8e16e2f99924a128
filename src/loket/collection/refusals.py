"""Why something about collecting is not done, each explained once."""

from loket.core.problems import Refusal


class MandateToOneself(Refusal):
    """Nobody is the proxy of himself."""

    id = "mandate-to-oneself"
    sentence = "Penerima kuasa adalah pemohon sendiri."
    hint = "Pemohon tidak memerlukan kuasa. Periksa NIK dan nama orang yang akan mengambil."


class AppliedBefore(Refusal):
    """Who applied is a fact of the application, and no later letter changes it."""

    id = "mandate-applied-before"
    sentence = "Permohonan ini sudah diajukan, dan bukan oleh penerima kuasa ini."
    hint = "Kuasa untuk permohonan yang sudah ada hanya untuk memperbaiki berkas atau mengambil dokumen."


class MandateIncomplete(Refusal):
    """A mandate names who takes it, for what, and bears a letter."""

    id = "mandate-incomplete"
    sentence = "Kuasa belum lengkap: nama, NIK, dan sedikitnya satu keperluan."


class MandateDays(Refusal):
    """A mandate that ends before it begins, or has no end worth the name."""

    id = "mandate-days"
    sentence = "Kuasa berlaku paling sedikit sampai hari ini dan paling lama {most} hari."
    hint = "Tulis tanggal terakhirnya."


class MandateEnded(Refusal):
    """It is no longer there to be taken back."""

    id = "mandate-ended"
    sentence = "Kuasa ini sudah dicabut."


class NoSuchMandate(Refusal):
    """Not of this application."""

    id = "mandate-unknown"
    sentence = "Kuasa ini tidak ada pada permohonan ini."


class MandateMissing(Refusal):
    """Whoever collects as a proxy has no mandate that holds today for collecting."""

    id = "mandate-missing"
    sentence = "Tidak ada kuasa mengambil yang berlaku hari ini untuk NIK pengambil ini."
    hint = "Catat dahulu kuasanya (F-1.07), atau periksa NIK pengambil. Kuasa yang habis atau dicabut tidak berlaku."


class CorrectionMandateMissing(Refusal):
    """Whoever brings the corrections of an applicant has no mandate that holds today for correcting."""

    id = "mandate-to-correct-missing"
    sentence = "Tidak ada kuasa memperbaiki yang berlaku hari ini untuk pembawa perbaikan ini."
    hint = "Catat dahulu kuasanya (F-1.07), atau minta pemohon sendiri. Kuasa yang habis atau dicabut tidak berlaku."


class NotByMandate(Refusal):
    """Whoever has applied for another does what the mandate says, while it holds, and nothing else."""

    id = "not-by-mandate"
    sentence = "Surat kuasa Anda tidak, atau tidak lagi, mencakup ini."
    hint = "Pemohon sendiri dapat memintanya di loket, atau memberi kuasa (F-1.07) yang mencakupnya."


class BringerUnchecked(Refusal):
    """Whoever corrects for another shows who he is."""

    id = "bringer-unchecked"
    sentence = "KTP-el pembawa perbaikan belum dicocokkan."
    hint = "Cocokkan nama, NIK dan wajahnya dengan KTP-el, lalu centang."


class LetterUnchecked(Refusal):
    """An application that somebody else sent from home goes on when the letter of mandate was accepted."""

    id = "mandate-letter-unchecked"
    sentence = "Surat kuasa (F-1.07) pada permohonan ini belum diperiksa."
    hint = "Lihat fotonya pada bagian Kuasa, lalu terima; atau kembalikan berkasnya dan tandai surat kuasa."


class LetterMissing(Refusal):
    """Who applies from home for another shows the letter."""

    id = "mandate-letter-missing"
    sentence = "Belum ada foto surat kuasa (F-1.07)."
    hint = "Foto surat yang sudah ditandatangani pemohon, lalu unggah pada halaman berkas."


class IdentityUnchecked(Refusal):
    """Whoever collects for another shows who he is."""

    id = "identity-unchecked"
    sentence = "KTP-el pengambil belum dicocokkan."
    hint = "Cocokkan nama, NIK dan wajahnya dengan KTP-el, lalu centang."


class SlipReplaced(Refusal):
    """The slip that was shown was reported lost, and another took its place."""

    id = "slip-replaced"
    sentence = "Resi yang ditunjukkan sudah diganti: yang berlaku hanya DUPLIKAT {number} tanggal {day}."
    hint = "Minta slip duplikatnya, lalu pindai kodenya. Siapa pun yang membawa slip lama mungkin menemukannya."


class PlaceMissing(Refusal):
    """A place without a name finds nothing."""

    id = "shelf-place-missing"
    sentence = "Pindai atau ketik tempatnya (rak/kotak), paling panjang 60 huruf."


class PickupRuleShape(Refusal):
    """Reminders come one after the other, and before the papers leave the counter."""

    id = "pickup-rule"
    sentence = (
        "Pengingat ditulis sebagai hari yang naik, paling banyak lima, dan lebih dahulu daripada pengembalian ke arsip."
    )
    hint = "Misalnya 7, 30 dan arsip sesudah 90 hari."


class PickupKeepersOnly(Refusal):
    """How long the office waits is its own word."""

    id = "pickup-keepers-only"
    sentence = "Aturan pengambilan diubah kepala kantor atau pengelola."
