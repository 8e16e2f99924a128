"""Messages in the words of the screen."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loket.core.messages.kinds import Channel, Kind
from loket.core.messages.states import Reason, State
from loket.outbox.records import CallResult

Words = str | Promise

KINDS: Final[dict[Kind, Words]] = {
    Kind.TAKEN_IN: _("Permohonan diterima"),
    Kind.LACKING: _("Berkas kurang"),
    Kind.WAITING: _("Menunggu pemohon"),
    Kind.READY: _("Siap diambil"),
    Kind.HANDED_OVER: _("Sudah diserahkan"),
    Kind.FINISHED: _("Selesai"),
    Kind.REJECTED: _("Ditolak"),
    Kind.WITHDRAWN: _("Dicabut pemohon"),
    Kind.LAPSED: _("Ditutup, tidak dilengkapi"),
    Kind.REOPENED: _("Dibuka kembali"),
    Kind.CODE: _("Kode sekali pakai"),
    Kind.QUEUE: _("Nomor antrean"),
    Kind.REMINDER: _("Pengingat"),
    Kind.MANDATE: _("Kuasa dicatat"),
    Kind.MANDATE_ENDED: _("Kuasa dicabut"),
    Kind.PARTLY: _("Diambil sebagian"),
    Kind.COMPLAINT_TAKEN: _("Pengaduan diterima"),
    Kind.COMPLAINT_ANSWERED: _("Pengaduan dijawab"),
    Kind.COMPLAINT_CLOSED: _("Pengaduan ditutup"),
    Kind.TEST: _("Pesan uji"),
}
CHANNELS: Final[dict[Channel, Words]] = {
    Channel.SMS: "SMS",
    Channel.WHATSAPP: "WhatsApp",
    Channel.EMAIL: _("Surel"),
}
LANGUAGES: Final[dict[str, Words]] = {"id": "Bahasa Indonesia", "en": "English"}
STATES: Final[dict[State, Words]] = {
    State.QUEUED: _("akan dikirim"),
    State.SENDING: _("sedang dikirim"),
    State.ACCEPTED: _("diterima penyedia"),
    State.UNKNOWN: _("ditanyakan ke penyedia"),
    State.DELIVERED: _("sampai"),
    State.FAILED: _("gagal"),
    State.DOUBTFUL: _("tidak diketahui"),
    State.NOT_SENT: _("tidak dikirim"),
}
TONES: Final[dict[State, str]] = {
    State.DELIVERED: "done",
    State.ACCEPTED: "blue",
    State.UNKNOWN: "soon",
    State.FAILED: "late",
    State.DOUBTFUL: "late",
}
REASONS: Final[dict[Reason, Words]] = {
    Reason.NONE: "",
    Reason.NO_GATEWAY: _("kantor belum mempunyai gerbang untuk saluran ini"),
    Reason.NO_ADDRESS: _("pemohon tidak memberi nomor atau alamat"),
    Reason.SWITCHED_OFF: _("kantor mematikan jenis pesan ini"),
    Reason.TOO_LATE: _("sudah terlambat untuk dikirim"),
    Reason.UNREACHED: _("gerbang tidak dapat dihubungi"),
    Reason.REFUSED: _("gerbang menolaknya"),
    Reason.BAD_RECEIVER: _("nomor atau alamatnya salah"),
    Reason.BUSY: _("gerbang sedang tidak menerima"),
    Reason.SILENT: _("gerbang tidak menjawab; pesan mungkin sudah sampai"),
    Reason.NOT_KNOWN: _("gerbang tidak pernah menerimanya"),
    Reason.UNREADABLE: _("isinya tidak dapat dibuka"),
}
RESULTS: Final[dict[CallResult, Words]] = {
    CallResult.TOLD: _("Disampaikan lewat telepon"),
    CallResult.NOT_REACHED: _("Tidak dapat dihubungi"),
    CallResult.WRONG_NUMBER: _("Nomornya salah"),
    CallResult.OTHERWISE: _("Disampaikan dengan cara lain"),
}
