"""Why the lobby takes something not."""

from loket.core.problems import Refusal


class NotHandedOver(Refusal):
    """A survey follows the hand-over, while it is remembered."""

    id = "survey-not-handed-over"
    sentence = "Pelayanan ini belum dapat dinilai, atau waktu menilainya sudah lewat."
    hint = "Penilaian diminta sesudah berkas selesai, paling lama 90 hari."


class InvitationGone(Refusal):
    """A token is good for one answer."""

    id = "survey-invitation-gone"
    sentence = "Tautan ini tidak berlaku, atau penilaiannya sudah dikirim."
    hint = "Setiap pelayanan dinilai satu kali. Terima kasih bila Anda sudah mengisinya."


class NotAForm(Refusal):
    """What was sent is no filled-in survey."""

    id = "survey-empty"
    sentence = "Jawab paling sedikit satu pertanyaan."


class PlanKeepersOnly(Refusal):
    """The plan of action is the office's own word."""

    id = "plan-keepers-only"
    sentence = "Rencana tindak lanjut diisi kepala kantor atau pengelola."


class NoQueueHere(Refusal):
    """The office has set no rules, or none for this service."""

    id = "queue-not-here"
    sentence = "Layanan ini tidak memakai nomor antrean di kantor ini."
    hint = "Langsung ke loket, atau tanyakan kepada petugas di pintu masuk."


class QueueNotOpen(Refusal):
    """Numbers are given on a day on which the office works, until it closes."""

    id = "queue-not-open"
    sentence = "Antrean hari ini tidak dibuka, atau kantor sudah tutup."
    hint = "Pesan jam kedatangan untuk hari lain, atau datang pada jam layanan."


class QueueDayClosed(Refusal):
    """The day was closed: all its numbers have ended."""

    id = "queue-day-closed"
    sentence = "Antrean hari ini sudah ditutup."
    hint = "Ambil nomor baru pada hari kerja berikutnya."


class AlreadyInLine(Refusal):
    """One person has one open number in a line."""

    id = "queue-already-in-line"
    sentence = "Anda sudah memegang nomor antrean yang belum selesai untuk loket yang sama."
    hint = (
        "Pakai nomor itu. Bila dipesan dari rumah, pindai atau ketik kodenya di anjungan. "
        "Bila kodenya hilang, minta nomor baru kepada petugas loket."
    )


class SlotNotFree(Refusal):
    """An hour has so many places."""

    id = "queue-slot-not-free"
    sentence = "Jam kedatangan itu sudah penuh atau sudah lewat."
    hint = "Pilih jam lain."


class TooEarly(Refusal):
    """A booking is confirmed at the office, shortly before its hour."""

    id = "queue-too-early"
    sentence = "Belum waktunya lapor datang."
    hint = "Lapor datang dibuka {minutes} menit sebelum jam yang dipesan, pada hari itu."


class NoSuchTicket(Refusal):
    """The code is no ticket's, or one of another office."""

    id = "queue-no-such-ticket"
    sentence = "Nomor antrean itu tidak ada."
    hint = "Pindai lagi kode pada kertas antrean, atau ketik 13 huruf dan angkanya."


class NoSuchCounter(Refusal):
    """The rules of the office have no such counter, or no such line."""

    id = "queue-no-such-counter"
    sentence = "Loket atau huruf antrean itu tidak ada dalam aturan antrean kantor ini."
    hint = "Pilih loket lagi. Pengelola kantor mengatur loket di halaman Kantor, bagian Antrean."


class NumbersUsedUp(Refusal):
    """What is said aloud ends with 9999."""

    id = "queue-numbers-used-up"
    sentence = "Nomor antrean huruf ini sudah habis untuk hari ini."
    hint = "Tanyakan kepada petugas loket."


class QueueKeepersOnly(Refusal):
    """The rules of the queue are the office's own."""

    id = "queue-keepers-only"
    sentence = "Aturan antrean ditetapkan kepala kantor atau pengelola."
