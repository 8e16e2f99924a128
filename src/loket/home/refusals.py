"""Why something of an application from home is not taken."""

from loket.core.problems import Refusal


class NoSuchDraft(Refusal):
    """No draft has this code, or it was given up after its time: the answer is the same."""

    id = "no-such-draft"
    sentence = "Permohonan dengan kode itu tidak ada, atau sudah dihapus karena terlalu lama tidak dilanjutkan."
    hint = "Periksa kodenya, atau mulai permohonan baru."


class CodeNotRight(Refusal):
    """The code is not the one that was sent, or no longer; the answer is the same."""

    id = "one-time-code-not-right"
    sentence = "Kode itu tidak cocok, atau sudah tidak berlaku."
    hint = "Periksa pesan yang Anda terima, atau minta kode baru."


class AlreadySent(Refusal):
    """What was sent is the office's; it is changed only when the office asks."""

    id = "draft-already-sent"
    sentence = "Permohonan ini sudah dikirim, jadi tidak dapat diubah lagi."
    hint = "Bila ada yang salah, petugas akan mengembalikannya kepada Anda; atau batalkan permohonan ini."


class TooManyPapers(Refusal):
    """A draft holds so many files."""

    id = "draft-too-many-papers"
    sentence = "Sudah ada {most} berkas pada permohonan ini."
    hint = "Hapus yang tidak perlu, atau gabungkan beberapa halaman menjadi satu PDF."


class PaperLost(Refusal):
    """The bytes of an uploaded paper are gone, though its row says that they were there."""

    id = "draft-paper-lost"
    sentence = "Satu berkas yang Anda unggah tidak dapat dibaca lagi."
    hint = "Unggah berkas itu sekali lagi, lalu kirim."


class PartOutOfPlace(Refusal):
    """A part of a file does not follow what came before; `data`: offset, from where to go on."""

    id = "upload-part-out-of-place"
    sentence = "Bagian berkas ini tidak menyambung dengan yang sudah diterima."
    hint = "Unggah berkas itu dari awal."


class NothingChanged(Refusal):
    """A correction that changes nothing would come back at once."""

    id = "correction-empty"
    sentence = "Belum ada yang diperbaiki."
    hint = "Unggah berkas yang diminta, atau tulis apa yang sudah Anda perbaiki."
